//! What the configuration and `--only` say in vain.

use super::copied;
use super::session::{generator, session};
use std::fs;

#[test]
fn a_part_with_nothing_in_it_is_an_error_and_writes_nothing() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let all = ["generate", "pets.yaml", "--out", "out"];
    assert!(session(folder, &all).ends_with("exit code 0\n"));
    let page = fs::read_to_string(folder.join("out/API.md")).expect("written");
    let only = |what: &str| session(folder, &[&all[..], &["--only", what]].concat());
    let said = only("tag:pest")
        + &only("/pet")
        + &only("GET /pest")
        + &only("webhooks")
        + &session(
            folder,
            &["check", "pets.yaml", "--only", "tag:pets", "--only", "listPet"],
        )
        + &session(folder, &["diff", "pets.yaml", "pets.yaml", "--only", "tag:new"]);
    let after = fs::read_to_string(folder.join("out/API.md")).expect("written");
    assert_eq!(page, after);
    insta::assert_snapshot!(said);
}

#[test]
fn what_the_configuration_says_in_vain_has_a_place() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let config = "\
schemes:
  tokn: { credentials: [key] }
operations:
  listPet: { name: list }
  listPets: { pages: { by: cursor, param: page_tokn, from: next } }
pages:
  - { by: offset, param: page_tokens }
  - { by: cursor, param: page_token, from: next }
  - by: number
    param: zzz
names:
  '#/components/schemas/Pets': Pet
  '#/components/schemas/Kind/enum/0': Kitty
  '#/components/schemas/Pet/required': Nothing
only: [tag:pets, listPet]
";
    let whole = config.replace("only: [tag:pets, listPet]\n", "");
    fs::write(folder.join("part.yaml"), config).expect("written");
    fs::write(folder.join("whole.yaml"), whole).expect("written");
    let check =
        |config: &str| session(folder, &["check", "pets.yaml", "--config", config]);
    let said = check("whole.yaml") + &check("part.yaml");
    assert!(!said.contains("\n |\n"), "{said}");
    insta::assert_snapshot!(said);
    let json =
        ["check", "pets.yaml", "--config", "part.yaml", "--message-format", "json"];
    let out = generator(folder, &json).output().expect("it runs").stdout;
    for line in String::from_utf8(out).expect("text").lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(value["file"].is_string() && value["line"].is_number(), "{line}");
    }
    let kind = session(folder, &["show", "pets.yaml", "Kind", "--config", "whole.yaml"]);
    assert!(kind.contains("Kitty"), "{kind}");
}

#[test]
fn files_that_are_not_there() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let url = "https://example.com/openapi.yaml";
    let runs: [&[&str]; 5] = [
        &["check", "none.yaml"],
        &["check", "pets.yaml", "--config", "none.yaml"],
        &["check", "pets.yaml", "--overlay", "none.yaml"],
        &["generate", url, "--out", "out"],
        &["check", "pets.yaml", "--config", url],
    ];
    insta::assert_snapshot!(runs.map(|args| session(folder, args)).join("\n"));
}

#[test]
fn diff_fails_on_what_breaks_the_api() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let text = fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let own = "    post:\n      servers: [ { url: 'https://new.example.com' } ]\n";
    fs::write(folder.join("new.yaml"), text.replace("    post:\n", own))
        .expect("written");
    let fails = ["--fail-on", "breaking"];
    let said =
        session(folder, &[&["diff", "pets.yaml", "new.yaml"][..], &fails].concat());
    assert!(said.contains("API (who sends and answers): breaking"), "{said}");
    assert!(!said.contains("Rust (who"), "{said}");
    assert!(said.ends_with("exit code 1\n"), "{said}");
}
