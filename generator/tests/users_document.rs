//! Every command on the document of `spec/`, as its user would call it.

#[path = "support/session.rs"]
mod session;

use session::{said, session, workspace};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GENERATE: [&str; 6] =
    ["generate", "spec/openapi.yaml", "--config", "spec/generator.yaml", "-o", "client"];

/// A folder with a copy of `spec/`.
fn copied() -> TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    fs::create_dir(temp.path().join("spec")).expect("made");
    for file in ["spec/openapi.yaml", "spec/generator.yaml"] {
        fs::copy(workspace().join(file), temp.path().join(file)).expect("copied");
    }
    temp
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).expect(file)
}

/// How many files a run wrote is the runtime's business.
fn without_counts(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    for at in 1..words.len() {
        let count = words[at - 1].chars().all(|c| c.is_ascii_digit());
        if count && ["files", "unchanged,"].contains(&words[at]) {
            words[at - 1] = if words[at - 1] == "0" { "0" } else { "some" };
        }
    }
    words.join(" ")
}

#[test]
fn check_in_three_forms() {
    let runs: [&[&str]; 4] = [
        &["check", "spec/openapi.yaml"],
        &["check", "spec/openapi.yaml", "--message-format", "json"],
        &["check", "spec/openapi.yaml", "--message-format", "github"],
        &["check", "--strict", "--limit", "1"],
    ];
    let said = runs.map(|args| session(&workspace(), args)).join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn show_everything_and_one_thing() {
    let runs: [&[&str]; 3] = [
        &["show"],
        &["show", "spec/openapi.yaml", "post-connect-sessions-reauthenticate"],
        &["show", "spec/openapi.yaml", "ConnectProducts"],
    ];
    let said = runs.map(|args| session(&workspace(), args)).join("\n");
    insta::assert_snapshot!(said);
}

/// A client is made, is found to be up to date, is edited, and is mended.
#[test]
fn generate_check_and_generate_again() {
    let temp = copied();
    let folder = temp.path();
    let with = |more: &[&str]| session(folder, &[&GENERATE[..], more].concat());
    let dry = said(folder, &[&GENERATE[..], &["--dry-run"]].concat());
    assert!(!folder.join("client").exists(), "nothing is written");
    let listed = dry.out.lines().filter(|line| line.ends_with(": new")).count();
    assert!(listed > 20 && dry.out.contains("src/types/connect_products.rs: new\n"));
    let counts = format!("{listed} files would change");
    assert!(dry.code == Some(0) && dry.err.contains(&counts), "{}", dry.err);

    let quiet = ["--allow", "E0306,E0107"];
    let mut said = with(&["--timings"]);
    said += &with(&quiet);
    said += &with(&[&quiet[..], &["--check"]].concat());
    let edited = read(folder, "client/src/types/connect_products.rs") + "// mine\n";
    fs::write(folder.join("client/src/types/connect_products.rs"), edited)
        .expect("written");
    said += &with(&[&quiet[..], &["--check"]].concat());
    said += &with(&[&quiet[..], &["--dry-run"]].concat());
    said += &with(&quiet);
    insta::assert_snapshot!(without_counts(&said));
}

#[test]
fn explain_one_and_all() {
    let list = said(&workspace(), &["explain"]);
    assert_eq!(list.code, Some(0));
    let codes: Vec<&str> =
        list.out.lines().filter_map(|it| it.split(':').next()).collect();
    assert!(codes.len() > 40 && codes.is_sorted(), "{codes:?}");
    for code in codes {
        let page = said(&workspace(), &["explain", code]);
        let head = format!("## {code}: ");
        assert!(page.code == Some(0) && page.out.starts_with(&head), "{code}");
    }
    insta::assert_snapshot!(session(&workspace(), &["explain", "E0306"]));
}

#[test]
fn init_suggests_what_the_document_has() {
    insta::assert_snapshot!(session(
        &workspace(),
        &["init", "spec/openapi.yaml", "-o", "-"]
    ));
}

/// A bundle of one file is that file, and an overlay shows in it.
#[test]
fn bundle_with_an_overlay() {
    let temp = copied();
    let folder = temp.path();
    let overlay = "overlay: 1.0.0\ninfo: { title: Without examples, version: '1' }\nactions:\n\
                   - { target: \"$..examples.InvalidCredentials\", remove: true }\n";
    fs::write(folder.join("mend.yaml"), overlay).expect("written");
    let runs: [&[&str]; 5] = [
        &["bundle", "spec/openapi.yaml", "-o", "same.yaml"],
        &["diff", "spec/openapi.yaml", "same.yaml"],
        &["check", "spec/openapi.yaml", "--overlay", "mend.yaml"],
        &["bundle", "spec/openapi.yaml", "--overlay", "mend.yaml", "-o", "mended.json"],
        &["check", "mended.json", "--strict"],
    ];
    insta::assert_snapshot!(runs.map(|args| session(folder, args)).join("\n"));
    let parse = |text: &str| -> serde_json::Value {
        serde_json::to_value(
            serde_yaml::from_str::<serde_yaml::Value>(text).expect("YAML"),
        )
        .expect("JSON")
    };
    let same = parse(&read(folder, "same.yaml"));
    assert_eq!(same, parse(&read(folder, "spec/openapi.yaml")));
}

#[test]
fn samples_in_two_forms() {
    let runs: [&[&str]; 2] = [
        &["samples", "spec/openapi.yaml"],
        &["samples", "spec/openapi.yaml", "--format", "overlay"],
    ];
    let said = runs.map(|args| session(&workspace(), args)).join("\n");
    insta::assert_snapshot!(said);
}

/// A product more, and an operation less.
#[test]
fn diff_of_two_versions() {
    let temp = copied();
    let folder = temp.path();
    let text = read(folder, "spec/openapi.yaml");
    let more =
        text.replacen("        - company\n", "        - company\n        - cafe\n", 1);
    assert_ne!(text, more);
    fs::write(folder.join("more.yaml"), &more).expect("written");
    let less = text.replacen("    post:\n", "    x-post:\n", 1);
    fs::write(folder.join("less.yaml"), less).expect("written");
    let runs: [&[&str]; 4] = [
        &["diff", "spec/openapi.yaml", "spec/openapi.yaml"],
        &["diff", "spec/openapi.yaml", "more.yaml", "--fail-on", "breaking"],
        &["diff", "spec/openapi.yaml", "less.yaml", "--format", "markdown"],
        &["diff", "more.yaml", "spec/openapi.yaml", "--fail-on", "breaking"],
    ];
    insta::assert_snapshot!(runs.map(|args| session(folder, args)).join("\n"));
}
