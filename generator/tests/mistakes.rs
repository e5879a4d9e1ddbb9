//! One mistake each, the kind people make, and the first thing that is said about it.
//!
//! `tests/mistakes/<name>/openapi.*` has the mistake, `diagnostic.snap` beside it what
//! `check` says first. Nobody who made it should need more than that.

use generator::diagnostics::{Diagnostics, Severity};
use generator::pipeline::{Goal, Request, run};
use generator::report;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(root()).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> =
        names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The first finding by weight, then by place: what somebody reads first.
fn first(name: &str) -> String {
    let folder = root().join(name);
    let documents = ["openapi.yaml", "openapi.json"].map(|file| folder.join(file));
    let document = documents.into_iter().find(|file| file.is_file()).expect("one");
    let request =
        Request { document: document.clone(), goal: Goal::Lints, ..Request::default() };
    let outcome = run(&request);
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let mut found = Diagnostics::new();
        for diagnostic in outcome.diagnostics.iter().filter(|d| d.severity == severity) {
            found.report(diagnostic.clone());
        }
        let options = report::Options::default();
        let text = report::human(&found, outcome.sources.as_ref(), &options);
        if let Some((first, _)) = text.split_once("\n\n") {
            return first.replace(&format!("{}/", folder.display()), "");
        }
    }
    "nothing is said".to_owned()
}

#[test]
fn the_first_finding_names_the_line_and_a_remedy() {
    let mut failed = Vec::new();
    for name in names() {
        let said = first(&name);
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(root().join(&name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("diagnostic", said));
        let has_place = said.contains("> openapi.");
        if !has_place || !said.contains("help: ") {
            failed.push(format!("{name}: {said}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(names().len() >= 40);
}
