//! The cases: one feature each, in `tests/cases/<area>/<feature>`.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use generator::Generated;
use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::report;
use generator::source::{self, Budgets, MemoryLoader, Sources};
use std::fs;
use std::path::{Path, PathBuf};

/// A case and what became of it.
pub struct Case {
    /// `<area>/<feature>`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its documents by name, the root first.
    pub documents: Vec<(String, String)>,
    /// The findings, drawn.
    pub findings: String,
    /// Whether there are errors among them.
    pub failed: bool,
    /// The tree, if the document could be read.
    pub sources: Option<Sources>,
    /// The crate, unless there are errors.
    pub generated: Option<Generated>,
}

/// The folder of all cases.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The names of all cases, in order.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for area in folders(&root()) {
        for feature in folders(&root().join(&area)) {
            names.push(format!("{area}/{feature}"));
        }
    }
    names
}

fn folders(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

impl Case {
    /// Generates a case.
    pub fn new(name: &str) -> Self {
        let folder = root().join(name);
        let documents = documents(&folder);
        let config = config(&folder, &name.replace('/', "-"));
        let loader = documents.iter().fold(MemoryLoader::new(), |all, (name, text)| {
            all.with(name, text.as_str())
        });
        let mut diagnostics = Diagnostics::default();
        let sources = source::load(
            &mut { loader },
            "openapi.yaml",
            &Budgets::default(),
            &mut diagnostics,
        );
        let readable = sources.as_ref().filter(|sources| !sources.is_broken());
        let generated = readable
            .and_then(|sources| generator::generate(sources, &config, &mut diagnostics));
        let options = report::Options::default();
        let findings = report::human(&diagnostics, sources.as_ref(), &options);
        let failed = diagnostics.has_errors();
        let generated = if failed { None } else { generated };
        let name = name.to_owned();
        Self { name, folder, documents, findings, failed, sources, generated }
    }

    /// The text of a file beside the document.
    pub fn beside(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(file)).ok()
    }
}

/// `openapi.yaml`, and the files that it may refer to.
fn documents(folder: &Path) -> Vec<(String, String)> {
    const OTHERS: &[&str] = &["generator.yaml", "wire.json"];
    let mut documents = Vec::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        for entry in fs::read_dir(folder.join(&prefix)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(format!("{name}/"));
            } else if !OTHERS.contains(&name.as_str()) && !name.contains(".snap") {
                documents.push((name, fs::read_to_string(entry.path()).expect("text")));
            }
        }
    }
    documents.sort_by_key(|(name, _)| (name != "openapi.yaml", name.clone()));
    documents
}

fn config(folder: &Path, package: &str) -> Config {
    let mut config = match fs::read_to_string(folder.join("generator.yaml")) {
        Ok(text) => Config::parse("generator.yaml", &text).expect("a configuration"),
        Err(_) => Config::default(),
    };
    config.package.name.get_or_insert_with(|| package.to_owned());
    config
}
