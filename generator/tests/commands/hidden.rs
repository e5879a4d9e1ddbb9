//! What a document writes with characters that nobody sees, or that turn the text around them,
//! comes out of commands as escapes: in the terminal, and in the files that they write. Who reads
//! these files gets the same text.

use crate::session::generator;
use generator::diagnostics::Diagnostics;
use generator::source::{self, Budgets};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Marks of direction, separators, no space at all, a byte order mark, a tag, controls.
const HIDDEN: &str = "a\u{202e}b\u{2066}c\u{2028}d\u{200b}e\u{feff}f\u{e0041}g\u{85}h\u{9b}i\u{61c}j\u{7f}k";

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": HIDDEN, "version": "1", "description": format!("{HIDDEN}\nmore")},
        "servers": [{"url": "https://a.test"}],
        "security": [{HIDDEN: []}],
        "paths": {format!("/{HIDDEN}"): {"get": {
            "operationId": format!("{HIDDEN}-a-b-c-d"),
            "parameters": [{"name": HIDDEN, "in": "query", "schema": {"type": "string"}}],
            "responses": {"200": {"description": HIDDEN}},
            HIDDEN: 1,
        }}},
        "components": {"securitySchemes": {HIDDEN: {"type": "http", "scheme": "bearer"}}},
    })
}

/// What a command prints on its standard output.
fn printed(folder: &Path, args: &[&str]) -> String {
    let done = generator(folder, args).output().expect("it runs");
    String::from_utf8(done.stdout).expect("text")
}

fn is_hidden(c: char) -> bool {
    c != '\n' && HIDDEN.contains(c) && !c.is_ascii_lowercase()
}

#[test]
fn nothing_hides_in_what_commands_write() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    fs::write(folder.join("a.json"), document().to_string()).expect("written");
    let mut other = document();
    other["paths"] = json!({});
    fs::write(folder.join("b.json"), other.to_string()).expect("written");
    let runs: [&[&str]; 7] = [
        &["init", "a.json", "--out", "-"],
        &["bundle", "a.json", "--format", "yaml"],
        &["bundle", "a.json", "--format", "json"],
        &["diff", "a.json", "b.json", "--format", "json"],
        &["check", "a.json", "--message-format", "json"],
        &["samples", "a.json", "--format", "overlay"],
        &["samples", "a.json"],
    ];
    for args in runs {
        let text = printed(folder, args);
        assert!(text.contains('\n'), "{args:?}");
        assert_eq!(text.find(is_hidden), None, "{args:?}: {text:?}");
    }
}

#[test]
fn escapes_are_read_back() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    fs::write(folder.join("a.json"), document().to_string()).expect("written");
    for format in ["yaml", "json"] {
        let text = printed(folder, &["bundle", "a.json", "--format", format]);
        let mut diagnostics = Diagnostics::default();
        let name = format!("a.{format}");
        let read =
            source::from_text(&name, &text, &Budgets::default(), &mut diagnostics);
        let read = read.expect("a document");
        assert_eq!(read.to_json(read.root()), Some(document()), "{format}");
    }
    let other: Value = serde_yaml::from_str(&printed(
        folder,
        &["bundle", "a.json", "--format", "yaml"],
    ))
    .expect("YAML");
    assert_eq!(other, document());
    let config = printed(folder, &["init", "a.json", "--out", "-"]);
    let config: Value = serde_yaml::from_str(&config).expect("YAML");
    assert!(config["schemes"].get(HIDDEN).is_some(), "{config}");
    for line in printed(folder, &["check", "a.json", "--message-format", "json"]).lines()
    {
        let found: Value = serde_json::from_str(line).expect("JSON");
        let pointer = found["pointer"].as_str().unwrap_or_default();
        assert!(!pointer.starts_with("#/paths/") || pointer.contains(HIDDEN), "{line}");
    }
}
