//! Every code is documented, the example in the documentation gives it, and a case does.

mod support;

use generator::config::Config;
use generator::diagnostics::{Code, Diagnostics};
use generator::document;
use generator::pipeline::{Goal, Request, run};
use generator::source::{self, Budgets};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// Codes of the disk, of limits and of defects: no document alone gives them. Each has a test
/// of its own (tests/cli.rs, tests/output.rs, the unit tests of `source` and `output`).
const NOT_OF_A_DOCUMENT: &[Code] = &[
    Code::Unreadable,
    Code::NotUtf8,
    Code::OverBudget,
    Code::ForeignOutput,
    Code::Unwritable,
    Code::Defect,
    Code::OccupiedFile,
];

/// The indented block of a section.
fn example(code: Code) -> String {
    let start = PAGE.find(&format!("\n## {}: ", code.as_str())).expect("a section") + 1;
    let section = &PAGE[start..];
    let end = section[3..].find("\n## ").map_or(section.len(), |end| end + 3);
    let lines = section[..end].lines();
    let block: Vec<&str> = lines
        .skip_while(|line| !line.starts_with("    "))
        .take_while(|line| line.is_empty() || line.starts_with("    "))
        .map(|line| line.get(4..).unwrap_or_default())
        .collect();
    block.join("\n")
}

fn indented(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    text.lines().flat_map(|line| [&pad, line, "\n"]).collect()
}

/// A fragment as a document: put where its first key belongs.
fn document(example: &str) -> String {
    const FRAME: &str = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n";
    const ROOT: &[&str] = &["paths", "components", "servers", "info", "security", "a"];
    const OPERATION: &[&str] = &["parameters", "requestBody", "responses"];
    const SCHEMA: &[&str] = &["allOf", "oneOf", "properties"];
    let key = example.split(':').next().unwrap_or_default().trim();
    let paths = if example.contains("paths:") { "" } else { "paths: {}\n" };
    if ["openapi", "swagger", "asyncapi", "# openapi"].contains(&key) {
        example.to_owned()
    } else if ROOT.contains(&key) {
        format!("{FRAME}{example}\n{paths}")
    } else if key.starts_with('/') {
        format!("{FRAME}paths:\n{}", indented(example, 2))
    } else if OPERATION.contains(&key) {
        format!("{FRAME}paths:\n  /a:\n    post:\n{}", indented(example, 6))
    } else if SCHEMA.contains(&key) {
        let schema = indented(example, 6);
        format!("{FRAME}{paths}components:\n  schemas:\n    Thing:\n{schema}")
    } else if key == "schema" && example.contains("example:") {
        let media = indented(example, 14);
        format!(
            "{FRAME}paths:\n  /a:\n    get:\n      responses:\n        '400':\n          \
             content:\n            application/json:\n{media}"
        )
    } else {
        let schemas = indented(example, 4);
        format!("{FRAME}{paths}components:\n  schemas:\n{schemas}")
    }
}

/// The codes that a document gives, also the findings of `check`.
fn codes(files: &[(&str, &str)], config: Option<&str>, overlay: bool) -> BTreeSet<Code> {
    let temp = tempfile::tempdir().expect("a folder");
    let at = |name: &str| temp.path().join(name);
    for (name, text) in files {
        fs::write(at(name), text).expect("written");
    }
    let request = Request {
        document: at("openapi.yaml"),
        config: config.map(|text| {
            fs::write(at("generator.yaml"), text).expect("written");
            at("generator.yaml")
        }),
        overlays: if overlay { vec![at("overlay.yaml")] } else { Vec::new() },
        goal: Goal::Lints,
        ..Request::default()
    };
    run(&request).diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn the_example_of_each_code_gives_it() {
    const PLAIN: &str = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
    let mut failed = Vec::new();
    for &code in Code::ALL {
        if NOT_OF_A_DOCUMENT.contains(&code) {
            continue;
        }
        let example = example(code);
        let found = match code {
            Code::BadConfiguration | Code::UnknownSetting | Code::UnusedSetting => {
                codes(&[("openapi.yaml", PLAIN)], Some(&example), false)
            }
            Code::BadOverlay | Code::IdleAction | Code::OverlayForAnother => {
                let files = [("openapi.yaml", PLAIN), ("overlay.yaml", &example)];
                codes(&files, None, true)
            }
            _ => codes(&[("openapi.yaml", &document(&example))], None, false),
        };
        let text = document(&example);
        if !found.contains(&code) {
            failed.push(format!("{}: {found:?} of\n{text}", code.as_str()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A snapshot of a case, of a mistake, or of a command shows it.
#[test]
fn every_code_has_a_case() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut shown = BTreeSet::new();
    let mut open = ["cases", "mistakes", "snapshots"].map(|it| tests.join(it)).to_vec();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "snap") {
                let text = fs::read_to_string(path).expect("text");
                let found = Code::ALL.iter().filter(|code| text.contains(code.as_str()));
                shown.extend(found.copied());
            }
        }
    }
    let missing = Code::ALL
        .iter()
        .filter(|code| !NOT_OF_A_DOCUMENT.contains(code) && !shown.contains(code));
    let missing: Vec<&str> = missing.map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no snapshot shows {missing:?}");
}

/// The documents of cases of one file, and those of mistakes.
fn documents() -> Vec<(String, String)> {
    let mut documents = Vec::new();
    for name in support::names() {
        let case = support::Case::new(&name);
        if let [(_, text)] = &case.documents[..] {
            documents.push((name, text.clone()));
        }
    }
    let mistakes = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    for entry in fs::read_dir(mistakes).expect("a folder") {
        let folder = entry.expect("an entry").path();
        if let Ok(text) = fs::read_to_string(folder.join("openapi.yaml")) {
            documents.push((folder.display().to_string(), text));
        }
    }
    documents
}

/// The findings of a document as JSON lines.
fn findings(text: &str) -> Vec<serde_json::Value> {
    let mut found = Diagnostics::new();
    let budgets = Budgets::default();
    let sources = source::from_text("openapi.yaml", text, &budgets, &mut found);
    if let Some(sources) = sources.as_ref().filter(|sources| !sources.is_broken()) {
        generator::generate(sources, &Config::default(), &mut found);
        if let Some(document) = document::read(sources, &mut Diagnostics::new()) {
            generator::lint::lint(&document, &mut found);
        }
    }
    let lines = generator::report::json(&found, sources.as_ref());
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A patch is what it says: with it, its finding is gone.
#[test]
fn patches_mend_what_they_were_found_for() {
    let mut mended = 0;
    for (name, text) in documents() {
        for found in findings(&text) {
            if found["patch"].is_null() {
                continue;
            }
            let text = applied(&text, &found["patch"]);
            let gone = findings(&text).iter().all(|other| {
                other["code"] != found["code"] || other["message"] != found["message"]
            });
            assert!(gone, "{name}: {found} is still there in\n{text}");
            mended += 1;
        }
    }
    assert!(mended >= 20, "only {mended} patches");
}

/// A text with a patch of the JSON form applied.
fn applied(text: &str, patch: &serde_json::Value) -> String {
    let number = |key: &str| {
        usize::try_from(patch[key].as_u64().expect("a number")).expect("it is small")
    };
    let at = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let chars = text[start..].char_indices();
        start + chars.map(|(at, _)| at).nth(column - 1).expect("a column")
    };
    let start = at(number("line"), number("column"));
    let end = at(number("end_line"), number("end_column"));
    let new = patch["replacement"].as_str().expect("a text");
    format!("{}{new}{}", &text[..start], &text[end..])
}
