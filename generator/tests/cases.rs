//! The cases: one feature each, with the model and the Rust that come of it beside the document.
//!
//! A case with errors has the rendered findings (`diagnostics.snap`); the others have the
//! model (`model.snap`), the types and operations (`rust.snap`), and, where there are
//! findings, those as well.

mod support;

use generator::Generated;
use generator::model::outline;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use support::Case;

/// `ONLY=unions/` runs the cases whose names hold that.
#[test]
fn every_case_gives_what_its_snapshots_say() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut names = support::names();
    names.retain(|name| name.contains(&only));
    assert!(!names.is_empty(), "the name of no case holds {only:?}");
    let mut failed = Vec::new();
    for name in names {
        // One case that differs does not hide the others.
        if catch_unwind(AssertUnwindSafe(|| check(&Case::new(&name)))).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

fn check(case: &Case) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(&case.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        if !case.findings.is_empty() {
            insta::assert_snapshot!("diagnostics", case.findings);
        }
        if let (Some(generated), Some(sources)) = (&case.generated, &case.sources) {
            let place = |node| sources.pointer(node);
            insta::assert_snapshot!("model", outline(&generated.planned.api, &place));
            insta::assert_snapshot!("rust", rust(generated));
        }
    });
    assert!(
        case.failed == case.generated.is_none(),
        "{}: errors and nothing else are a reason for no crate",
        case.name
    );
    let wanted = wanted(case);
    for entry in fs::read_dir(&case.folder).expect("a folder") {
        let file = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(
            !file.contains(".snap") || wanted.contains(file.as_str()),
            "{}/{file} belongs to nothing",
            case.name
        );
    }
}

/// The snapshots that a case has.
fn wanted(case: &Case) -> BTreeSet<&'static str> {
    let mut wanted = BTreeSet::new();
    if !case.findings.is_empty() {
        wanted.insert("diagnostics.snap");
    }
    if case.generated.is_some() {
        wanted.extend(["model.snap", "rust.snap"]);
    }
    wanted
}

/// The files that differ from case to case.
fn rust(generated: &Generated) -> String {
    const LISTS: &[&str] = &["src/types.rs", "src/webhooks.rs", "src/xml.rs"];
    let mut out = String::new();
    for file in &generated.files {
        let ours = LISTS.contains(&file.path.as_str())
            || file.path.starts_with("src/types/")
            || file.path.starts_with("src/api");
        if ours {
            let text = file.text.split_once("\n\n").map_or("", |(_, text)| text);
            let _ = writeln!(out, "// ----- {}\n\n{text}", file.path);
        }
    }
    out
}

#[test]
fn cases_are_small_and_say_what_they_show() {
    for name in support::names() {
        let folder = support::root().join(&name);
        let text = fs::read_to_string(folder.join("openapi.yaml"));
        let text = text.unwrap_or_else(|_| panic!("{name} has no openapi.yaml"));
        assert!(text.lines().count() <= 40, "{name} has more than 40 lines");
        let feature = name.split('/').next_back().unwrap_or_default();
        assert!(
            feature
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "{name} is not in snake case"
        );
    }
}
