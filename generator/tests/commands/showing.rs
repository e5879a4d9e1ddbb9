//! What `show` says of a document, of an operation, and of a type.

use super::{copied, here, session};
use std::fs;

#[test]
fn show_a_tree_an_operation_and_a_type() {
    let runs: [&[&str]; 7] = [
        &["show", "pets.yaml"],
        &["show", "pets.yaml", "POST /pets"],
        &["show", "pets.yaml", "problem"],
        &["show", "pets.yaml", "pest"],
        &["show", "pets.yaml", "Pte"],
        &["show", "pets.yaml", "#/components/schemas/Pet/properties/name"],
        &["show", "nothing.yaml"],
    ];
    let said = runs.map(|args| session(&here(), args)).join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn graphs_of_what_can_be_reached() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let said = session(folder, &["show", "pets.yaml", "--graph", "all.svg"])
        + &session(folder, &["show", "pets.yaml", "listPets", "--graph", "one.dot"])
        + &session(
            folder,
            &["show", "pets.yaml", "listPets", "--graph", "no/such/folder.svg"],
        );
    let dot = fs::read_to_string(folder.join("one.dot")).expect("written");
    let svg = fs::read_to_string(folder.join("all.svg")).expect("written");
    insta::assert_snapshot!(format!("{said}\n{dot}\n{svg}"));
}

/// `-` is stdout, as it is for `init`.
#[test]
fn a_bundle_without_a_file() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let said = session(folder, &["bundle", "pets.yaml", "--out", "-"]);
    assert!(said.contains("\npaths:\n"), "{said}");
    assert!(!folder.join("-").exists());
}

/// Failures that are the same are one type with a name for each status.
#[test]
fn a_type_with_another_name() {
    let temp = tempfile::tempdir().expect("a folder");
    let body = "content: {application/json: {schema: {type: object, properties: {reason: {type: string}}}}}";
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /pets:\n    get:\n      operationId: list\n      responses:\n        \
         '404': {{description: None, {body}}}\n        '409': {{description: Busy, {body}}}\n"
    );
    fs::write(temp.path().join("api.yaml"), document).expect("written");
    insta::assert_snapshot!(session(temp.path(), &["show", "api.yaml", "ListConflict"]));
}

/// What somebody else has written stays.
#[test]
fn other_files_are_not_replaced() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    for file in ["notes.svg", "notes.png", "notes.dot"] {
        fs::write(folder.join(file), "months of work").expect("written");
        let said = session(folder, &["show", "pets.yaml", "--graph", file]);
        assert!(said.ends_with("exit code 2\n"), "{said}");
        assert_eq!(fs::read(folder.join(file)).expect("there"), b"months of work");
    }
    let said = session(folder, &["samples", "pets.yaml", "--out", "samples"]);
    assert!(said.ends_with("exit code 0\n"), "{said}");
    let mut written = fs::read_dir(folder.join("samples")).expect("written");
    let sample = written.next().expect("a sample").expect("read").path();
    fs::copy(&sample, folder.join("samples/gone.rs")).expect("copied");
    let said = session(folder, &["samples", "pets.yaml", "--out", "samples"]);
    assert!(said.contains("of no operation, and may be removed: gone.rs"), "{said}");
    fs::write(&sample, "// mine\n").expect("written");
    let said = session(folder, &["samples", "pets.yaml", "--out", "samples"]);
    assert!(said.contains("there is something else, which is not replaced"), "{said}");
    assert_eq!(fs::read(&sample).expect("there"), b"// mine\n");
}
