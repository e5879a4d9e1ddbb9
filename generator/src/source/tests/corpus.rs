//! Real documents through other readers: the trees are the same.
//!
//! The documents are in `../shared/corpus` beside the workspace, or where `CORPUS` says. Every
//! tenth small one is read, or all of them with `CORPUS_ALL=1` (in release).

use crate::diagnostics::{Code, Diagnostics, NodeId};
use crate::source::scalar::{Meaning, float, meaning};
use crate::source::{Budgets, Kind, MemoryLoader, Sources, load};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A value with its lexemes.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Seq(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn files() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = env::var_os("CORPUS").map_or(beside, PathBuf::from);
    let mut found = Vec::new();
    let mut open = vec![corpus];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            match extension {
                Some("json" | "yaml" | "yml") if path.is_file() => found.push(path),
                _ if path.is_dir() => open.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    if found.is_empty() {
        println!("skipped: there is no corpus");
    }
    if env::var_os("CORPUS_ALL").is_none() {
        found = found.into_iter().step_by(10).collect();
        found.retain(|path| path.metadata().is_ok_and(|data| data.len() < 200_000));
    }
    found
}

/// Reads a file alone; `None` where there are findings that change the tree.
fn ours(path: &Path, text: &str) -> Option<Sources> {
    let mut diagnostics = Diagnostics::new();
    let name = path.file_name()?.to_str()?;
    let mut loader = MemoryLoader::new().with(name, text);
    let sources = load(&mut loader, name, &Budgets::default(), &mut diagnostics)?;
    let reference = [Code::UnreadableReference, Code::ForbiddenReference];
    diagnostics.iter().all(|found| reference.contains(&found.code)).then_some(sources)
}

fn tree(sources: &Sources, node: NodeId) -> Tree {
    match sources.kind(node) {
        Kind::Null => Tree::Null,
        Kind::Bool(value) => Tree::Bool(value),
        Kind::Number(lexeme) => Tree::Number(lexeme.to_owned()),
        Kind::String(text) => Tree::String(text.to_owned()),
        Kind::Seq => {
            Tree::Seq(sources.items(node).map(|item| tree(sources, item)).collect())
        }
        Kind::Map => {
            let entry = |(key, value): (&str, _)| (key.to_owned(), tree(sources, value));
            Tree::Map(sources.entries(node).map(entry).collect())
        }
    }
}

/// The events of saphyr-parser as a tree; `None` where it refuses.
fn saphyr(text: &str) -> Option<Tree> {
    let mut events =
        Parser::new_from_str(text).map(|event| event.map(|(event, _)| event));
    let mut anchors = BTreeMap::new();
    loop {
        match events.next()?.ok()? {
            Event::StreamStart | Event::DocumentStart(_) => {}
            event => {
                let root = saphyr_value(event, &mut events, &mut anchors)?;
                let closed = matches!(events.next()?.ok()?, Event::DocumentEnd)
                    && matches!(events.next()?.ok()?, Event::StreamEnd);
                return closed.then_some(root);
            }
        }
    }
}

type Next<'a, 'b> =
    &'a mut dyn Iterator<Item = Result<Event<'b>, saphyr_parser::ScanError>>;

fn saphyr_value(
    event: Event,
    events: Next,
    anchors: &mut BTreeMap<usize, Tree>,
) -> Option<Tree> {
    let (anchor, value) = match event {
        Event::Alias(anchor) => return anchors.get(&anchor).cloned(),
        Event::Scalar(text, style, anchor, tag) => {
            let plain = style == ScalarStyle::Plain && tag.is_none();
            (anchor, scalar(&text, plain))
        }
        Event::SequenceStart(anchor, _) => {
            let mut items = Vec::new();
            loop {
                match events.next()?.ok()? {
                    Event::SequenceEnd => break (anchor, Tree::Seq(items)),
                    event => items.push(saphyr_value(event, events, anchors)?),
                }
            }
        }
        Event::MappingStart(anchor, _) => {
            let mut entries = Vec::new();
            loop {
                let key = match events.next()?.ok()? {
                    Event::MappingEnd => break (anchor, Tree::Map(entries)),
                    Event::Scalar(text, ..) => text.into_owned(),
                    _ => return None,
                };
                let event = events.next()?.ok()?;
                entries.push((key, saphyr_value(event, events, anchors)?));
            }
        }
        _ => return None,
    };
    anchors.insert(anchor, value.clone());
    Some(value)
}

fn scalar(text: &str, plain: bool) -> Tree {
    match meaning(text) {
        _ if !plain => Tree::String(text.to_owned()),
        Meaning::Null => Tree::Null,
        Meaning::Bool(value) => Tree::Bool(value),
        Meaning::Number => Tree::Number(text.to_owned()),
        Meaning::String => Tree::String(text.to_owned()),
    }
}

/// Whether a tree says the same as a value of a reader that loses lexemes.
fn same(ours: &Tree, theirs: &serde_yaml::Value) -> bool {
    use serde_yaml::Value;
    match (ours, theirs) {
        (Tree::Null, Value::Null) => true,
        (Tree::Bool(a), Value::Bool(b)) => a == b,
        // With a leading zero it is a string to that reader.
        (Tree::Number(a) | Tree::String(a), Value::String(b)) => a == b,
        (Tree::Number(a), Value::Number(b)) => close(float(a), b.as_f64()),
        (Tree::Seq(a), Value::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Tree::Map(a), Value::Mapping(b)) => {
            let key = |a: &str, b: &Value| match b {
                Value::Bool(_) | Value::Null | Value::String(_) => {
                    same(&scalar(a, true), b) || b == a
                }
                b => same(&scalar(a, true), b),
            };
            a.len() == b.len()
                && a.iter().zip(b).all(|((k, a), (l, b))| key(k, l) && same(a, b))
        }
        _ => false,
    }
}

fn close(a: f64, b: Option<f64>) -> bool {
    b.is_some_and(|b| {
        let infinite =
            a.is_infinite() && b.is_infinite() && a.signum() * b.signum() > 0.0;
        infinite || (a - b).abs() <= a.abs() * 1e-15 || (a.is_nan() && b.is_nan())
    })
}

fn same_json(ours: &Tree, theirs: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (ours, theirs) {
        (Tree::Null, Value::Null) => true,
        (Tree::Bool(a), Value::Bool(b)) => a == b,
        (Tree::Number(a), Value::Number(b)) => {
            *a == b.to_string() || close(float(a), b.as_f64())
        }
        (Tree::String(a), Value::String(b)) => a == b,
        (Tree::Seq(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Tree::Map(a), Value::Object(b)) => {
            let entry =
                |(key, a): &(String, Tree)| b.get(key).is_some_and(|b| same_json(a, b));
            a.len() == b.len() && a.iter().all(entry)
        }
        _ => false,
    }
}

#[test]
fn real_documents_are_read_as_other_readers_read_them() {
    let (mut json, mut yaml, mut events) = (0, 0, 0);
    for path in files() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        // Readers differ on a block scalar that ends with the file.
        let text = &(text.trim_start_matches('\u{FEFF}').to_owned() + "\n");
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        let saphyr = saphyr(text);
        let Some(sources) = ours(&path, text) else {
            continue;
        };
        let ours = tree(&sources, sources.root());
        if let Ok(theirs) = theirs {
            assert!(same_json(&ours, &theirs), "{}", path.display());
            json += 1;
            continue;
        }
        if text.contains("<<:") {
            continue;
        }
        if let Some(theirs) = saphyr {
            assert_eq!(ours, theirs, "{}", path.display());
            events += 1;
        }
        if let Ok(theirs) = serde_yaml::from_str::<serde_yaml::Value>(text) {
            assert!(same(&ours, &theirs), "{}", path.display());
            yaml += 1;
        }
    }
    println!(
        "equal to serde_json: {json}, to saphyr-parser: {events}, to serde_yaml: {yaml}"
    );
}

/// What is refused must be refused by another reader as well.
#[test]
fn no_real_document_is_refused_without_reason() {
    for path in files() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let mut diagnostics = Diagnostics::new();
        let name = path.to_string_lossy().into_owned();
        let mut loader = MemoryLoader::new().with(name.clone(), text.clone());
        let sources = load(&mut loader, &name, &Budgets::default(), &mut diagnostics);
        if sources.is_none_or(|sources| sources.is_broken()) {
            let text = text.trim_start_matches('\u{FEFF}');
            let accepted = saphyr(text).is_some_and(|tree| tree != Tree::Null);
            assert!(!accepted, "{name}: {diagnostics:?}");
            println!("refused: {name}");
        }
    }
}
