//! The program as it is called: wrong use, and what needs no document.

#[path = "support/session.rs"]
mod session;

use session::generator;
use std::path::Path;
use std::process::Output;

fn run(folder: &Path, args: &[&str]) -> Output {
    generator(folder, args).output().expect("it runs")
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn explain_prints_the_page() {
    let done = run(here(), &["explain", "e0201"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&done.stdout).starts_with("## E0201: "));
    let done = run(here(), &["explain", "E9999"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(stderr(&done).contains("there is no code"), "{}", stderr(&done));
}

#[test]
fn wrong_use_is_exit_code_2() {
    let wrong: [&[&str]; 7] = [
        &["generate"],
        &["generate", "a.yaml"],
        &["--nonsense"],
        &["generate", "a.yaml", "--out", "x", "--name", "Pet Store"],
        &["generate", "a.yaml", "--out", "x", "--map", "nothing"],
        &["generate", "a.yaml", "--out", "x", "--max-size", "much"],
        &["generate", "a.yaml", "--out", "x", "--max-depth", "501"],
    ];
    for args in wrong {
        let done = run(here(), args);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(stderr(&done).starts_with("error: "), "{args:?}: {}", stderr(&done));
    }
}

#[test]
fn a_configuration_mistake_has_its_place_and_writes_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::write(temp.path().join("c.yaml"), "package:\n  nmae: a\n")
        .expect("written");
    let args = ["generate", "a.yaml", "--out", "out", "--config", "c.yaml"];
    let done = run(temp.path(), &args);
    assert_eq!(done.status.code(), Some(1));
    let said = stderr(&done);
    assert!(
        said.contains("c.yaml:2:3") && said.contains("did you mean `name`?"),
        "{said}"
    );
    assert!(!temp.path().join("out").exists());

    let done =
        run(temp.path(), &["generate", "a.yaml", "--out", "out", "--config", "no.yaml"]);
    assert_eq!(done.status.code(), Some(2));
}

/// Files that are no document: the exit code, and what is said.
#[test]
fn bad_files_are_named_and_nothing_is_written() {
    let temp = tempfile::tempdir().expect("a folder");
    let documents: [(&str, &[u8], i32, &str); 5] = [
        ("missing.yaml", b"", 2, "E0001"),
        ("empty.yaml", b"\n", 1, "E0002"),
        ("latin.yaml", b"openapi: \xe9", 1, "E0003"),
        ("broken.yaml", b"openapi: [", 1, "E0004"),
        ("twice.yaml", b"openapi: 3.1.0\nopenapi: 3.1.0\n", 1, "E0005"),
    ];
    for (name, bytes, code, said) in documents {
        if name != "missing.yaml" {
            std::fs::write(temp.path().join(name), bytes).expect("written");
        }
        let done = run(temp.path(), &["generate", name, "--out", "out"]);
        let words = stderr(&done);
        assert!(words.contains(said) && words.contains(name), "{name}: {words}");
        assert!(!temp.path().join("out").exists(), "{name}");
        assert_eq!(done.status.code(), Some(code), "{name}: {words}");
    }
}

/// Files are called as somebody else wanted: no name moves the cursor or turns the text.
#[cfg(unix)]
#[test]
fn names_of_files_are_shown_harmlessly() {
    let temp = tempfile::tempdir().expect("a folder");
    let name = "a\u{1b}[31m\u{202e}b\n.yaml";
    let document = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n";
    std::fs::write(temp.path().join(name), document).expect("written");
    for args in [
        &["generate", name, "--out", "out\u{7}"][..],
        &["generate", name, "--out", "out\u{7}", "--check"],
        &["generate", "none\u{1b}[0m", "--out", "x"],
        &["check", name],
        &["bundle", name, "--out", "none\u{1b}/x"],
        &["generate", name, "--out", "y", "--config", "c\u{9b}0m"],
    ] {
        let said = stderr(&run(temp.path(), args));
        let hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!said.is_empty() && !said.contains(hidden), "{args:?}: {said:?}");
    }
}
