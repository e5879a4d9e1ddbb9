//! Crates of hostile documents, compiled, documented and tested.

use super::payloads::{CANARY, PAYLOADS};
use super::{names, scratch, text, turned, walk};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Without a transport, with everything that adds code.
const FEATURES: &[&str] =
    &["--no-default-features", "--features", "mock,blocking,tower,tracing"];

/// The names of the crates: those with names that are taken, and those with payloads.
pub fn write() -> (PathBuf, Vec<String>) {
    let mut crates: Vec<(String, Value)> = names::documents()
        .into_iter()
        .map(|(name, document)| (format!("names-{name}"), document))
        .collect();
    let step = if super::all() { 5 } else { 80 };
    for turn in (0..PAYLOADS.len()).step_by(step) {
        crates.push((format!("payloads-{turn}"), whole(turn)));
    }
    write_all("hostile", crates)
}

/// Writes these documents as the crates of a workspace.
pub fn write_all(name: &str, crates: Vec<(String, Value)>) -> (PathBuf, Vec<String>) {
    let folder = scratch::folder(name);
    let _ = fs::remove_dir_all(&folder);
    for (name, document) in &crates {
        write_crate(&folder.join(name), name, document);
    }
    let members: Vec<String> = crates.into_iter().map(|(name, _)| name).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    scratch::lock(&folder);
    (folder, members)
}

/// The whole grammar as one document, with a payload in every free slot.
fn whole(turn: usize) -> Value {
    let mut all = json!({"openapi": "3.2.0", "paths": {}, "components": {}});
    for (at, document) in walk::grammar().into_iter().enumerate() {
        let mut part = turned(&document.value, turn + at * 5);
        // The paths of the parts are alike.
        let paths = part["paths"].as_object().cloned().unwrap_or_default();
        part["paths"] = paths
            .into_iter()
            .map(|(path, item)| (format!("/{at}{path}"), item))
            .collect::<Map<_, _>>()
            .into();
        merge(&mut all, part);
    }
    all
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into @ Value::Null, from) => *into = from,
        (Value::Array(into), Value::Array(from)) => into.extend(from),
        _ => {}
    }
}

fn write_crate(folder: &Path, name: &str, document: &Value) {
    for file in text::files("x.json", &document.to_string(), name) {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, &file.text).expect("written");
    }
}

/// What cargo says, if it fails.
pub fn cargo(folder: &Path, args: &[&str]) -> Result<(), String> {
    let done = scratch::cargo(folder)
        .args(args)
        .args(FEATURES)
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let text = [done.stderr, done.stdout].concat();
    if done.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&text).into_owned())
    }
}

/// Files that only a payload would have made.
pub fn canaries(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name == CANARY) {
                found.push(path);
            }
        }
    }
    found
}
