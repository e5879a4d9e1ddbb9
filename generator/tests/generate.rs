//! The whole way, as a user goes it: a document in, a folder out, and what the program says.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Exit code, stdout, stderr.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_generator"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap_or(-1), text(&done.stdout), text(&done.stderr))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// A workspace with this project's document and configuration, and no client yet.
fn workspace() -> TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    for folder in ["spec", "generator"] {
        fs::create_dir(temp.path().join(folder)).expect("made");
    }
    for file in ["spec/openapi.yaml", "spec/generator.yaml", "generator/Cargo.toml"] {
        fs::copy(root().join(file), temp.path().join(file)).expect("copied");
    }
    temp
}

/// A change of the generator shows here; a change of the document also in `build.rs`.
#[test]
#[ignore = "needs every stage"]
fn the_client_that_is_checked_in_is_up_to_date() {
    let (code, out, err) = run(root(), &["--check"]);
    assert_eq!(code, 0, "run `cargo run -p generator`:\n{out}{err}");
}

#[test]
#[ignore = "needs every stage"]
fn a_second_run_writes_nothing_and_a_changed_document_shows() {
    let temp = workspace();
    let inside = temp.path().join("spec");
    let (code, _, err) = run(&inside, &[]);
    assert_eq!(code, 0, "{err}");
    let files =
        |path: &str| fs::read_to_string(temp.path().join("generated-client").join(path));
    assert_eq!(
        files("generated.lock").expect("written"),
        fs::read_to_string(root().join("generated-client/generated.lock"))
            .expect("checked in"),
        "the same files from another folder"
    );
    let (code, _, err) = run(temp.path(), &[]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("0 files written"), "{err}");
    assert_eq!(run(temp.path(), &["--check"]).0, 0);

    let document = temp.path().join("spec/openapi.yaml");
    let text = fs::read_to_string(&document).expect("it is there");
    let text = text.replace("ID of the existing connection", "ID of a connection");
    fs::write(&document, text).expect("written");
    let (code, out, _) = run(temp.path(), &["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("src/types/reauthenticate_request.rs: stale"), "{out}");
    let (code, _, err) = run(temp.path(), &[]);
    assert!(code == 0 && !err.contains(" 0 files written"), "{err}");
    assert!(
        files("src/types/reauthenticate_request.rs")
            .expect("written")
            .contains("ID of a con")
    );
}

#[test]
#[ignore = "needs every stage"]
fn another_document_and_a_folder_that_holds_something() {
    let temp = workspace();
    let args =
        ["generate", "spec/openapi.yaml", "--out", "a/client", "--name", "finch-client"];
    let (code, _, err) = run(temp.path(), &args);
    assert_eq!(code, 0, "{err}");
    let manifest =
        fs::read_to_string(temp.path().join("a/client/Cargo.toml")).expect("written");
    assert!(manifest.contains("name = \"finch-client\""), "{manifest}");

    let args = ["generate", "spec/openapi.yaml", "--out", "spec"];
    let (code, _, err) = run(temp.path(), &args);
    assert!(code == 2 && err.contains("E0701"), "{err}");
    assert_eq!(fs::read_dir(temp.path().join("spec")).expect("listed").count(), 2);
}

#[test]
#[ignore = "needs every stage"]
fn what_is_no_openapi_document_is_said_to_be_none() {
    let temp = tempfile::tempdir().expect("a folder");
    let documents = [
        ("swagger.yaml", "swagger: \"2.0\"\n", "E0102"),
        ("list.json", "[1]", "E0101"),
        ("other.yaml", "asyncapi: 3.0.0\n", "E0101"),
    ];
    for (name, text, said) in documents {
        fs::write(temp.path().join(name), text).expect("written");
        let (code, _, err) = run(temp.path(), &["generate", name, "--out", "out"]);
        assert!(
            code == 1 && err.contains(said) && err.contains(name),
            "{name}: {code} {err}"
        );
        assert!(!temp.path().join("out").exists(), "{name}");

        let json = ["generate", name, "--out", "out", "--message-format", "json"];
        let (_, out, _) = run(temp.path(), &json);
        for line in out.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).expect("JSON lines");
            assert!(value.is_object(), "{line}");
        }
        assert!(out.contains(said), "{out}");
    }
}
