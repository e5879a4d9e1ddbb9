//! Bundles: what is read back is the document, in one file, and makes the same client.

mod support;

use generator::bundle;
use generator::config::Config;
use generator::diagnostics::{Code, Diagnostics};
use generator::source::{self, Budgets, Sources};
use generator::{Generated, generate};
use std::collections::BTreeSet;
use support::Case;

/// Cases whose bundle makes other names than the files, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("names/in_other_files", "its configuration names files, which a bundle has not"),
    (
        "references/variants_in_files",
        "what the variants are made of are components there, and components are types",
    ),
];

/// Reads a bundle; it has no keys that stand twice, and no references to files that are there.
fn read(case: &str, name: &str, text: &str) -> Sources {
    let mut found = Diagnostics::new();
    let sources = source::from_text(name, text, &Budgets::default(), &mut found);
    let broken = [Code::UnreadableReference, Code::ForbiddenReference];
    let found = found.iter().filter(|found| !broken.contains(&found.code));
    let found: Vec<_> = found.map(|found| &found.message).collect();
    assert!(found.is_empty(), "{case}: {found:#?}\n{text}");
    sources.expect("it is read")
}

/// The names of types and operations.
fn names(generated: &Generated) -> BTreeSet<&str> {
    const ITEMS: &[&str] = &["pub struct ", "pub enum ", "pub type ", "pub fn "];
    let ours = generated.files.iter().filter(|file| {
        file.path.starts_with("src/types") || file.path.starts_with("src/api")
    });
    let lines = ours.flat_map(|file| file.text.lines());
    let name = |line: &'_ str| {
        let end = |c: char| !c.is_alphanumeric() && c != '_';
        Some(line.split(end).next().unwrap_or(line).len())
    };
    lines
        .filter_map(|line| {
            let line = line.trim_start();
            let rest = ITEMS.iter().find_map(|item| line.strip_prefix(item))?;
            rest.get(..name(rest)?)
        })
        .collect()
}

#[test]
fn bundles_of_several_files_make_the_same_client() {
    let mut seen = 0;
    for name in support::names() {
        let case = Case::new(&name);
        let (Some(sources), Some(of_files)) = (&case.sources, &case.generated) else {
            continue;
        };
        if case.documents.len() < 2 {
            continue;
        }
        seen += 1;
        let text = bundle::yaml(sources).expect("a thread");
        let one = read(&name, "openapi.yaml", &text);
        let json =
            read(&name, "openapi.json", &bundle::json(sources).expect("a thread"));
        assert_eq!(one.to_json(one.root()), json.to_json(json.root()), "{name}");
        let mut config =
            case.beside("generator.yaml").map_or_else(Config::default, |text| {
                Config::parse("generator.yaml", &text).expect("a configuration")
            });
        config.package.name = Some(name.replace('/', "-"));
        let mut found = Diagnostics::new();
        let of_bundle = generate(&one, &config, &mut found).expect("a client");
        if OTHERWISE.iter().all(|(other, _)| *other != name) {
            assert_eq!(names(&of_bundle), names(of_files), "{name}\n{text}");
        }
    }
    assert!(seen > 4, "there are cases of several files");
}

#[test]
fn every_case_can_be_bundled() {
    for name in support::names() {
        let case = Case::new(&name);
        let Some(sources) = case.sources.filter(|sources| !sources.is_broken()) else {
            continue;
        };
        let one =
            read(&name, "openapi.yaml", &bundle::yaml(&sources).expect("a thread"));
        // References by the names that documents and schemas give themselves become pointers.
        let named = |text: &str| text.contains("$self") || text.contains("$id");
        if case.documents.len() == 1 && !named(&case.documents[0].1) {
            let same = sources.to_json(sources.root());
            assert_eq!(one.to_json(one.root()), same, "{name}");
        }
    }
}
