//! The root package's `build.rs`, compiled once and run over folders in all their states. The
//! folders are written by `generator::output`, so both sides of the ledger are tested.

use generator::output::disk::write;
use generator::output::ledger::{FILE, Ledger};
use generator::output::{InputFile, OutputFile};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The compiled guard, in a folder that lives as long as the tests.
fn guard() -> &'static Path {
    static GUARD: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, program) = GUARD.get_or_init(|| {
        let temp = tempfile::tempdir().expect("a folder");
        let program = temp.path().join(format!("guard{}", std::env::consts::EXE_SUFFIX));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build.rs");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let done = Command::new(rustc)
            .args(["--edition", "2024", "-D", "warnings", "-o"])
            .args([&program, &source])
            .status()
            .expect("rustc runs");
        assert!(done.success(), "build.rs compiles without warnings");
        (temp, program)
    });
    program
}

/// A workspace with a client as just generated.
fn workspace() -> TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    fs::create_dir(temp.path().join("spec")).expect("made");
    let inputs = ["openapi.yaml", "50% more\u{7}.yaml"].map(|name| {
        let bytes = format!("# {name}\nopenapi: 3.1.0\n").into_bytes();
        fs::write(temp.path().join("spec").join(name), &bytes).expect("written");
        InputFile { name: format!("spec/{name}"), path: PathBuf::new(), bytes }
    });
    let outputs = ["Cargo.toml", "src/lib.rs", "src/types/pet.rs"]
        .map(|path| OutputFile { path: path.to_owned(), text: format!("// {path}\n") });
    write(&temp.path().join("generated-client"), &inputs, &outputs, false)
        .expect("written");
    temp
}

/// What the guard prints: errors, and the files that it asks cargo to watch.
fn run(root: &Path) -> (Vec<String>, Vec<String>) {
    let done = Command::new(guard())
        .env("CARGO_MANIFEST_DIR", root)
        .output()
        .expect("the guard runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).expect("text");
    let lines = |prefix: &str| {
        text.lines()
            .filter_map(|line| line.strip_prefix(prefix))
            .map(str::to_owned)
            .collect()
    };
    (lines("cargo::error="), lines("cargo::rerun-if-changed="))
}

fn change(root: &Path, path: &str, with: impl Fn(String) -> String) {
    let path = root.join(path);
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(path, with(text)).expect("written");
}

#[test]
fn a_fresh_client_builds_and_every_file_is_watched() {
    let temp = workspace();
    let (errors, watched) = run(temp.path());
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        watched,
        [
            "build.rs",
            "generated-client/generated.lock",
            "spec/50% more\u{7}.yaml",
            "spec/openapi.yaml",
            "generated-client/Cargo.toml",
            "generated-client/src/lib.rs",
            "generated-client/src/types/pet.rs",
        ]
    );
}

#[test]
fn a_changed_document() {
    let temp = workspace();
    change(temp.path(), "spec/openapi.yaml", |text| text + "info: {}\n");
    assert_eq!(
        run(temp.path()).0,
        ["spec/openapi.yaml changed since generated-client was generated: \
          run `cargo run -p generator`"]
    );
}

#[test]
fn a_missing_document() {
    let temp = workspace();
    fs::remove_file(temp.path().join("spec/openapi.yaml")).expect("removed");
    assert_eq!(
        run(temp.path()).0,
        ["spec/openapi.yaml, from which generated-client was generated, is missing: \
          run `cargo run -p generator`"]
    );
}

#[test]
fn an_edited_file_and_a_missing_one() {
    let temp = workspace();
    change(temp.path(), "generated-client/src/lib.rs", |text| text + "// mine\n");
    fs::remove_file(temp.path().join("generated-client/src/types/pet.rs"))
        .expect("removed");
    assert_eq!(
        run(temp.path()).0,
        [
            "generated-client/src/lib.rs was edited by hand: change spec/ or the generator \
             instead, and run `cargo run -p generator`",
            "generated-client/src/types/pet.rs is missing: run `cargo run -p generator`",
        ]
    );
}

#[test]
fn a_missing_ledger() {
    let temp = workspace();
    fs::remove_file(temp.path().join("generated-client").join(FILE)).expect("removed");
    assert_eq!(
        run(temp.path()).0,
        [
            "generated-client/generated.lock is missing, so the client cannot be trusted: \
          run `cargo run -p generator`"
        ]
    );
}

#[test]
fn other_line_endings_are_no_change() {
    let temp = workspace();
    let files = [
        "spec/openapi.yaml",
        "generated-client/src/lib.rs",
        "generated-client/generated.lock",
    ];
    for path in files {
        change(temp.path(), path, |text| text.replace('\n', "\r\n"));
    }
    assert_eq!(run(temp.path()).0, [""; 0]);
}

#[test]
fn an_interrupted_run() {
    let temp = workspace();
    change(temp.path(), "generated-client/generated.lock", |text| {
        let mut ledger = Ledger::parse(&text).expect("a ledger");
        ledger.pending = ledger.outputs.clone();
        ledger.text()
    });
    assert_eq!(
        run(temp.path()).0,
        ["the last run of the generator was interrupted: run `cargo run -p generator`"]
    );
}

#[test]
fn a_merge_conflict_in_the_ledger() {
    let temp = workspace();
    change(temp.path(), "generated-client/generated.lock", |text| {
        format!("<<<<<<< HEAD\n{text}=======\n>>>>>>> other\n")
    });
    assert_eq!(
        run(temp.path()).0,
        [
            "generated-client/generated.lock has a line that is not its own (a merge conflict?): \
          run `cargo run -p generator`"
        ]
    );
}

/// This project's own document, client and guard, in a workspace of their own.
fn project() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("made");
        for entry in fs::read_dir(from).expect("listed") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                copy(&path, &to);
            } else {
                fs::copy(&path, &to).expect("copied");
            }
        }
    }
    let temp = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    for folder in ["spec", "generated-client"] {
        copy(&root.join(folder), &temp.path().join(folder));
    }
    fs::copy(root.join("build.rs"), temp.path().join("build.rs")).expect("copied");
    let manifest = "[workspace]\nexclude = [\"generated-client\"]\n\
                    [package]\nname = \"root\"\nedition = \"2024\"\nbuild = \"build.rs\"\n";
    fs::write(temp.path().join("Cargo.toml"), manifest).expect("written");
    fs::create_dir(temp.path().join("src")).expect("made");
    fs::write(temp.path().join("src/lib.rs"), "").expect("written");
    temp
}

#[test]
fn cargo_refuses_to_build_when_a_description_was_edited() {
    let temp = project();
    let build = || {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let done = Command::new(cargo)
            .args(["build", "--workspace", "--offline"])
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(temp.path())
            .output()
            .expect("cargo runs");
        (done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (built, said) = build();
    assert!(built, "{said}");
    change(temp.path(), "spec/openapi.yaml", |text| {
        let new = text.replace("The ID of the existing connection", "The ID");
        assert_ne!(new, text, "the description is there");
        new
    });
    let (built, said) = build();
    assert!(!built, "{said}");
    let sentence = "spec/openapi.yaml changed since generated-client was generated: \
                    run `cargo run -p generator`";
    assert!(said.contains(sentence), "{said}");
}
