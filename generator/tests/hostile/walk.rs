//! The documents that fill the grammar of OpenAPI, and their slots: every value that is a text,
//! and every key.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A document of the grammar.
pub struct Document {
    /// The file that it stands in.
    pub name: String,
    /// What it says. The words that begin with `zz` are free: a document may say anything else
    /// in their place, as long as it says the same everywhere.
    pub value: Value,
}

/// All documents of the grammar, in the order of their names.
pub fn grammar() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/grammar");
    let mut documents: Vec<Document> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let value = serde_yaml::from_str(&text).expect("YAML");
            Document {
                name: path.file_stem().expect("a name").to_string_lossy().into(),
                value,
            }
        })
        .collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    documents
}

/// The documents of the grammar as they are written.
pub fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/grammar");
    let paths = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = paths.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

/// A place that holds a text.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The way from the root: keys, and indexes as digits.
    pub path: Vec<String>,
    /// Whether the text is the last key itself, rather than the value below it.
    pub key: bool,
}

/// Every place of a document that holds a text.
pub fn slots(document: &Value) -> Vec<Slot> {
    let mut found = Vec::new();
    let mut open: Vec<(Vec<String>, &Value)> = vec![(Vec::new(), document)];
    while let Some((path, value)) = open.pop() {
        let below =
            |part: String| path.iter().cloned().chain([part]).collect::<Vec<_>>();
        match value {
            Value::String(_) => found.push(Slot { path, key: false }),
            Value::Array(items) => {
                open.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| (below(at.to_string()), item)),
                );
            }
            Value::Object(entries) => {
                found.extend(
                    entries
                        .keys()
                        .map(|key| Slot { path: below(key.clone()), key: true }),
                );
                open.extend(
                    entries.iter().map(|(key, value)| (below(key.clone()), value)),
                );
            }
            _ => {}
        }
    }
    found
}

/// The document with another text in one slot, and nowhere else.
pub fn with(document: &Value, slot: &Slot, text: &str) -> Value {
    let mut changed = document.clone();
    let (last, above) = slot.path.split_last().expect("no slot is the root");
    let mut at = &mut changed;
    for part in above {
        at = step(at, part);
    }
    if slot.key {
        let entries = at.as_object_mut().expect("a mapping has keys");
        let value = entries.remove(last).expect("the key is there");
        entries.insert(text.to_owned(), value);
    } else {
        *step(at, last) = Value::from(text);
    }
    changed
}

fn step<'a>(value: &'a mut Value, part: &str) -> &'a mut Value {
    match value {
        Value::Array(items) => &mut items[part.parse::<usize>().expect("an index")],
        Value::Object(entries) => entries.get_mut(part).expect("a key"),
        _ => panic!("{part} is below a scalar"),
    }
}

/// The free words of a document, in order.
pub fn words(document: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    for slot in slots(document) {
        let text = text_of(document, &slot);
        for word in pieces(&text).filter(|piece| piece.starts_with("zz")) {
            found.insert(word.to_owned());
        }
    }
    found.into_iter().collect()
}

fn text_of(document: &Value, slot: &Slot) -> String {
    let (last, above) = slot.path.split_last().expect("no slot is the root");
    if slot.key {
        return last.clone();
    }
    let parent = above.iter().fold(document, |at, part| child(at, part));
    child(parent, last).as_str().unwrap_or_default().to_owned()
}

fn child<'a>(value: &'a Value, part: &str) -> &'a Value {
    match value {
        Value::Array(items) => &items[part.parse::<usize>().expect("an index")],
        _ => &value[part],
    }
}

/// A text as words and what is between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let letter = |c: char| c.is_ascii_alphanumeric();
        let end = rest.find(|c| letter(c) != letter(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The document with other texts for its free words; references follow.
pub fn renamed(value: &Value, texts: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => Value::from(replaced(text, texts)),
        Value::Array(items) => items.iter().map(|item| renamed(item, texts)).collect(),
        Value::Object(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries
                    .map(|(key, value)| (replaced(key, texts), renamed(value, texts)))
                    .collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}

fn replaced(text: &str, texts: &BTreeMap<String, String>) -> String {
    let reference = text.starts_with("#/");
    pieces(text)
        .map(|piece| match texts.get(piece) {
            Some(other) if reference => escaped(other),
            Some(other) => other.clone(),
            None => piece.to_owned(),
        })
        .collect()
}

/// A text as a part of a JSON pointer in a URL.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'~' {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
