//! What happens to the output folder.

use generator::diagnostics::Code;
use generator::output::compare::{Comparison, compare};
use generator::output::disk::{Written, write};
use generator::output::ledger::{FILE, Ledger};
use generator::output::{InputFile, OutputFile};
use std::fs;
use std::path::{Path, PathBuf};

fn files(list: &[(&str, &str)]) -> Vec<OutputFile> {
    let file = |&(path, text): &(&str, &str)| OutputFile {
        path: path.into(),
        text: text.into(),
    };
    list.iter().map(file).collect()
}

fn inputs() -> Vec<InputFile> {
    vec![InputFile {
        name: "spec/openapi.yaml".to_owned(),
        path: PathBuf::new(),
        bytes: b"openapi: 3.1.0\n".to_vec(),
    }]
}

fn run(root: &Path, list: &[(&str, &str)]) -> Written {
    write(root, &inputs(), &files(list), false).expect("it can be written")
}

fn refusal(root: &Path, list: &[(&str, &str)], force: bool) -> Code {
    let refused =
        write(root, &inputs(), &files(list), force).expect_err("it is refused");
    // What is only compared promises nothing else, as far as it looks.
    if refused.code == Code::ForeignOutput {
        let compared = compare(root, &inputs(), &files(list), force);
        assert_eq!(compared.expect_err("it is refused"), refused);
    }
    refused.code
}

fn differences(root: &Path, list: &[(&str, &str)]) -> Comparison {
    compare(root, &inputs(), &files(list), false).expect("it can be read")
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect(path)
}

const FIRST: &[(&str, &str)] = &[
    ("Cargo.toml", "[package]\n"),
    ("src/lib.rs", "mod a;\n"),
    ("src/api/a.rs", "// a\n"),
];
const SECOND: &[(&str, &str)] =
    &[("Cargo.toml", "[package]\n"), ("src/lib.rs", "mod b;\n")];

#[test]
fn a_new_folder_then_nothing_then_a_change() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path().join("new/client");
    let first = run(&root, FIRST);
    assert_eq!((first.written.len(), first.unchanged), (3, 0));
    assert!(differences(&root, FIRST).is_clean());

    let time = |path: &str| {
        fs::metadata(root.join(path)).and_then(|m| m.modified()).expect(path)
    };
    let before = [time("src/lib.rs"), time(FILE)];
    assert_eq!(run(&root, FIRST), Written { unchanged: 3, ..Written::default() });
    assert_eq!(before, [time("src/lib.rs"), time(FILE)]);

    let found = differences(&root, SECOND);
    assert_eq!(found.stale, ["src/lib.rs", FILE]);
    assert_eq!(found.extra, ["src/api/a.rs"]);
    let second = run(&root, SECOND);
    assert_eq!(second.written, ["src/lib.rs"]);
    assert_eq!(second.removed, ["src/api/a.rs"]);
    assert!(!root.join("src/api").exists(), "the empty folder goes too");
    assert!(differences(&root, SECOND).is_clean());
}

#[test]
fn edits_are_seen_and_undone() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path();
    run(root, FIRST);
    fs::write(root.join("src/lib.rs"), "mine").expect("written");
    fs::remove_file(root.join("Cargo.toml")).expect("removed");
    let found = differences(root, FIRST);
    assert_eq!(
        (&*found.edited, &*found.missing),
        (&["src/lib.rs".into()][..], &["Cargo.toml".into()][..])
    );
    let mended = run(root, FIRST);
    assert_eq!(mended.restored, ["src/lib.rs"]);
    assert_eq!(mended.written, ["Cargo.toml", "src/lib.rs"]);
}

#[test]
fn an_edited_file_is_not_deleted() {
    let temp = tempfile::tempdir().expect("a folder");
    run(temp.path(), FIRST);
    fs::write(temp.path().join("src/api/a.rs"), "mine").expect("written");
    let second = run(temp.path(), SECOND);
    assert_eq!((second.kept, second.removed), (vec!["src/api/a.rs".to_owned()], vec![]));
    assert_eq!(text(temp.path(), "src/api/a.rs"), "mine");
}

#[test]
fn line_endings_do_not_count() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path();
    run(root, FIRST);
    for path in ["Cargo.toml", "src/lib.rs", "src/api/a.rs", FILE] {
        fs::write(root.join(path), text(root, path).replace('\n', "\r\n"))
            .expect("written");
    }
    assert!(differences(root, FIRST).is_clean());
    assert_eq!(run(root, FIRST), Written { unchanged: 3, ..Written::default() });
    assert!(text(root, "src/lib.rs").contains('\r'));
}

#[test]
fn foreign_folders_and_files_are_refused() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path();
    fs::write(root.join("thesis.tex"), "years").expect("written");
    assert_eq!(refusal(root, FIRST, false), Code::ForeignOutput);
    assert_eq!(fs::read_dir(root).expect("listed").count(), 1, "nothing was written");
    let forced = compare(root, &inputs(), &files(FIRST), true).expect("forced");
    assert_eq!(forced.missing.len(), FIRST.len() + 1);
    write(root, &inputs(), &files(FIRST), true).expect("forced");
    assert_eq!(text(root, "thesis.tex"), "years");

    fs::write(root.join("src/b.rs"), "mine").expect("written");
    let with_b = [FIRST, &[("src/b.rs", "// b\n")]].concat();
    assert_eq!(refusal(root, &with_b, false), Code::ForeignOutput);
    assert_eq!(text(root, "src/b.rs"), "mine");
    run(root, SECOND);
    assert_eq!(text(root, "src/b.rs"), "mine");
    assert_eq!(text(root, "thesis.tex"), "years");
}

#[test]
fn another_tools_lock_is_foreign() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join(FILE), "{}").expect("written");
    assert_eq!(refusal(temp.path(), FIRST, false), Code::ForeignOutput);
    assert_eq!(text(temp.path(), FILE), "{}");
}

#[test]
fn paths_that_lead_out_are_refused() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path().join("client");
    for path in ["../x", "/tmp/x", "a/../../x", "a\\b", "", FILE, "GENERATED.lock"] {
        assert_eq!(
            refusal(&root, &[("a.rs", ""), (path, "")], true),
            Code::Defect,
            "{path}"
        );
    }
    assert_eq!(
        refusal(&root, &[("src/A.rs", ""), ("src/a.rs", "")], true),
        Code::Defect
    );
    assert!(!root.exists(), "nothing was written");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().expect("a folder");
    let (root, outside) = (temp.path().join("client"), temp.path().join("outside"));
    run(&root, FIRST);
    fs::create_dir(&outside).expect("made");
    fs::write(outside.join("a.rs"), "// a\n").expect("written");
    fs::remove_dir_all(root.join("src/api")).expect("removed");
    symlink(&outside, root.join("src/api")).expect("linked");
    assert_eq!(refusal(&root, SECOND, true), Code::Unwritable);
    assert_eq!(refusal(&root, FIRST, true), Code::Unwritable);
    assert_eq!(text(&outside, "a.rs"), "// a\n");

    fs::remove_file(root.join("src/api")).expect("removed");
    fs::remove_file(root.join("src/lib.rs")).expect("removed");
    symlink(outside.join("lib.rs"), root.join("src/lib.rs")).expect("linked");
    assert_eq!(refusal(&root, SECOND, true), Code::Unwritable);
    assert!(!outside.join("lib.rs").exists());
}

/// A run ends after the ledger took note and after some of the files.
#[test]
fn the_next_run_mends_an_interrupted_one() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path();
    run(root, SECOND);
    let mut ledger = Ledger::parse(&text(root, FILE)).expect("a ledger");
    ledger.pending = Ledger::of(&[], &files(FIRST)).outputs;
    fs::write(root.join(FILE), ledger.text()).expect("written");
    fs::create_dir_all(root.join("src/api")).expect("made");
    fs::write(root.join("src/api/a.rs"), "// a\n").expect("written");
    fs::write(root.join("generated.tmp"), "mod").expect("written");

    let mended = run(root, SECOND);
    assert_eq!(
        (mended.unchanged, &*mended.removed),
        (2, &["src/api/a.rs".to_owned()][..])
    );
    assert!(!root.join("generated.tmp").exists());
    assert!(differences(root, SECOND).is_clean());
    assert!(!text(root, FILE).contains("pending"));
}

#[test]
fn the_first_run_may_be_interrupted_too() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path();
    let ledger =
        Ledger { pending: Ledger::of(&[], &files(FIRST)).outputs, ..Ledger::default() };
    fs::write(root.join(FILE), ledger.text()).expect("written");
    fs::write(root.join("Cargo.toml"), "[package]\n").expect("written");
    assert_eq!(run(root, FIRST).written, ["src/lib.rs", "src/api/a.rs"]);
    assert!(differences(root, FIRST).is_clean());
}
