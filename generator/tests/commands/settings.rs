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
        + &only("Pets")
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

/// What the client does by itself is on its page, and counts when it is replaced.
#[test]
fn what_the_client_does_by_itself_counts() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let args = ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml"];
    let generate = |config: &str| {
        fs::write(folder.join("c.yaml"), config).expect("written");
        session(folder, &args)
    };
    let page = || fs::read_to_string(folder.join("out/API.md")).expect("written");
    let config = "package: { name: pets }\nclient:\n  request_id_header: X-Id\n  \
                  idempotency_header: X-Key\n  headers: \
                  { Pets-Version: '1', X-Api-Key: zzz }\n";
    generate(config);
    let before = page();
    let client = before.split("## ").nth(2).expect("a section").to_owned();
    assert!(!client.contains("zzz"), "{client}");
    let said = generate(
        "package: { name: pets }\nclient:\n  env_prefix: ZOO\n  request_id_header: X-No\n  \
         idempotency_header: Key\n  \
         base_url: https://zoo.example.com\n  headers: { Pets-Version: '2', A: b }\n",
    );
    // A page that was written before any said this.
    let is_old =
        |line: &&str| !line.contains(" is read by ") && !line.contains("unless it");
    let old: Vec<&str> = before.lines().filter(is_old).collect();
    generate(config);
    fs::write(folder.join("out/API.md"), old.join("\n")).expect("written");
    let upgraded = session(folder, &args);
    assert!(!upgraded.contains("additive"), "{upgraded}");
    insta::assert_snapshot!(format!("{client}{said}"));
}

/// Who uses the crate names both in a manifest.
#[test]
fn the_name_of_the_crate_and_its_features_count() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let args = ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml"];
    let generate = |package: &str| {
        let config = format!("package: {package}\nclient: {{ env_prefix: PETS }}\n");
        fs::write(folder.join("c.yaml"), config).expect("written");
        session(folder, &args)
    };
    generate("{ name: pets }");
    let path = folder.join("out/API.md");
    let page = fs::read_to_string(&path).expect("written");
    let said = generate("{ name: zoo, features: groups }");
    // A page that was written before any said this.
    let manifest = "## `Cargo.toml`\n\n- `package.name` is `pets`\n\n";
    fs::write(&path, page.replace(manifest, "")).expect("written");
    let upgraded = generate("{ name: zoo, features: groups }");
    assert!(page.contains(manifest) && !upgraded.contains("Cargo"), "{upgraded}");
    assert!(!upgraded.contains("is new"), "{upgraded}");
    insta::assert_snapshot!(said + &generate("{ name: zoo }"));
}

/// A page that says `setters` of a struct without any was written by mistake.
#[test]
fn setters_are_where_something_can_be_set() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let text = fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let bare = text
        .replace("        born: { type: string, format: date }\n", "")
        .replace("        ssn: { type: string }\n", "")
        .replace("        parent: { $ref: '#/components/schemas/Pet' }\n", "");
    fs::write(folder.join("pets.yaml"), bare).expect("written");
    let args = ["generate", "pets.yaml", "--out", "out"];
    session(folder, &args);
    let page = fs::read_to_string(folder.join("out/API.md")).expect("written");
    let line = "- `struct Pet`: `Eq`, `Hash`\n";
    assert!(page.contains(line), "{page}");
    let old = page.replace(line, "- `struct Pet`: `Eq`, `Hash`, setters\n");
    fs::write(folder.join("out/API.md"), old).expect("written");
    let said = session(folder, &args);
    assert!(!said.contains("setters"), "{said}");
}

/// Every file that is not there has the same words, and so have URLs.
#[test]
fn files_that_are_not_there_or_something_else() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let url = "https://example.com/openapi.yaml";
    fs::create_dir(folder.join("settings")).expect("made");
    let runs: [&[&str]; 11] = [
        &["check", "none.yaml"],
        &["check", "pets.yml"],
        &["check", "pest.yaml"],
        &["check", "settings"],
        &["check", "pets.yaml", "--config", "settings"],
        &["generate", "pets.yaml", "--out", "pets.yaml"],
        &["samples", "pets.yaml", "--out", "pets.yaml"],
        &["check", "pets.yaml", "--config", "none.yaml"],
        &["check", "pets.yaml", "--overlay", "none.yaml"],
        &["generate", url, "--out", "out"],
        &["check", "pets.yaml", "--config", url],
    ];
    insta::assert_snapshot!(runs.map(|args| session(folder, args)).join("\n"));
}

#[test]
fn samples_use_the_crate_beside_them() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    session(folder, &["generate", "pets.yaml", "--out", "zoo", "--name", "zoo"]);
    let samples = ["samples", "pets.yaml", "--out", "zoo/examples"];
    session(folder, &samples);
    let file = folder.join("zoo/examples/pets_add_pet.rs");
    let text = || fs::read_to_string(&file).expect("written");
    assert!(text().contains("use zoo::Client;"), "{}", text());
    session(folder, &[&samples[..], &["--name", "park"]].concat());
    assert!(text().contains("use park::Client;"), "{}", text());
}

#[test]
fn init_counts_what_each_description_fits() {
    let page = |name: &str, params: &[&str]| {
        let params = params.iter().map(|param| {
            format!("{{ name: {param}, in: query, schema: {{ type: string }} }}")
        });
        let params = params.collect::<Vec<_>>().join(", ");
        format!(
            "  /{name}:\n    get:\n      operationId: {name}\n      parameters: [{params}]\n      \
             responses: {{ '200': {{ description: All, content: {{ application/json: {{ schema: \
             {{ type: array, items: {{ type: string }} }} }} }} }} }}\n"
        )
    };
    let temp = tempfile::tempdir().expect("a folder");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Lists, version: '1' }}\npaths:\n{}{}{}",
        page("first", &["offset"]),
        page("second", &["offset", "after"]),
        page("third", &["after"])
    );
    fs::write(temp.path().join("lists.yaml"), text).expect("written");
    let said = session(temp.path(), &["init", "lists.yaml", "--out", "-"]);
    assert!(
        said.contains("#  - { by: offset, param: offset } # 2 operations\n"),
        "{said}"
    );
    assert!(
        said.contains("# Perhaps paginated by after: third; see `pages`.\n"),
        "{said}"
    );
}

/// The API's side counts as well: what compiles may fail.
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
