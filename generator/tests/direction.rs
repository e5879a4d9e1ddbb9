//! The stages use each other in one direction: source → document → lower → (the model) →
//! analyse → rust → emit → output. The front knows no Rust, the back no OpenAPI.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each stage with all that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("diagnostics", &[]),
    ("source", &["diagnostics"]),
    ("document", &["source", "diagnostics"]),
    ("model", &["diagnostics"]),
    ("config", &["source", "model", "diagnostics"]),
    ("lower", &["source", "document", "model", "config", "diagnostics"]),
    ("analyse", &["model"]),
    ("rust", &["model", "analyse", "config", "diagnostics"]),
    ("surface", &["diagnostics"]),
    ("emit", &["rust", "model", "surface", "diagnostics"]),
    ("output", &["emit", "surface", "diagnostics"]),
];

/// The modules at the root of the crate that are no stages: they run the stages, or stand
/// beside them, and no stage uses them.
const AROUND: &[&str] = &[
    "arguments",
    "bundle",
    "cli",
    "diff",
    "graph",
    "init",
    "lint",
    "pipeline",
    "report",
    "samples",
    "show",
];

/// What every module may use.
const HELPERS: &[&str] = &["bounded", "timings"];

#[test]
fn every_stage_uses_only_what_stands_before_it() {
    let uses = uses_of_stages();
    let known: BTreeSet<&str> =
        ALLOWED.iter().map(|(stage, _)| *stage).chain(AROUND.iter().copied()).collect();
    let mut against = Vec::new();
    for (stage, allowed) in ALLOWED {
        for (other, place) in &uses[*stage] {
            let fine = other == stage || allowed.contains(&other.as_str());
            if known.contains(other.as_str()) && !fine {
                against.push(format!("{stage} uses {other}: {place}"));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

/// A module that is in no list would be judged by nobody.
#[test]
fn every_module_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed: BTreeSet<&str> = ALLOWED
        .iter()
        .map(|(stage, _)| *stage)
        .chain(AROUND.iter().chain(HELPERS).copied())
        .collect();
    let text = fs::read_to_string(root.join("lib.rs")).expect("the root of the crate");
    let declared: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("pub ").unwrap_or(line))
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(declared.len() > ALLOWED.len(), "{declared:?}");
    for module in declared {
        assert!(listed.contains(module), "`{module}` is in none of the lists");
    }
}

/// A permission that nobody needs would hide the next mistake.
#[test]
fn every_permission_is_used() {
    let uses = uses_of_stages();
    for (stage, allowed) in ALLOWED {
        for other in *allowed {
            assert!(
                uses[*stage].contains_key(*other),
                "{stage} may use {other}, and does not",
            );
        }
    }
}

/// Of each stage, the modules at the root of the crate that it names, each with a place.
fn uses_of_stages() -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    ALLOWED
        .iter()
        .map(|(stage, _)| {
            let mut found = BTreeMap::new();
            for file in files_of(&root, stage) {
                let text = fs::read_to_string(&file).expect("a file of the crate");
                for (number, line) in text.lines().enumerate() {
                    if line.trim_start().starts_with("//") {
                        continue;
                    }
                    for name in names_after(line, "crate::") {
                        let place = format!("{}:{}", file.display(), number + 1);
                        found.entry(name.to_owned()).or_insert(place);
                    }
                }
            }
            (*stage, found)
        })
        .collect()
}

/// `stage.rs` and everything below `stage/`.
fn files_of(root: &Path, stage: &str) -> Vec<PathBuf> {
    let mut files = vec![root.join(stage).with_extension("rs")];
    let mut folders = vec![root.join(stage)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
        .retain(|file| file.extension().is_some_and(|end| end == "rs") && file.exists());
    assert!(!files.is_empty(), "no files of {stage}");
    files
}

/// The words that follow a prefix in a line, the names in braces after it included.
fn names_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    line.match_indices(prefix)
        .map(|(at, _)| &line[at + prefix.len()..])
        .flat_map(|rest| {
            let (list, several) = match rest.strip_prefix('{') {
                Some(list) => (list, true),
                None => (rest, false),
            };
            let end = |text: &'a str| {
                text.split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or("")
            };
            if several {
                list.split(',').map(|name| end(name.trim_start())).collect()
            } else {
                vec![end(list)]
            }
        })
        .filter(|name| !name.is_empty())
        .collect()
}
