//! Text → one file's tree: decides between JSON and YAML.

use super::budget::Budgets;
use super::build::{Builder, Built, Fault};
use super::lines::Lines;
use super::loader::Location;
use super::tree::{NONE, Node, Tag, Text, Tree, small};
use super::{File, cause, json, yaml};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Severity};
use std::collections::BTreeMap;

/// Reads a text into the tree. The file is complete in any case; what cannot be parsed is a
/// `null` and `parsed` is false.
pub(super) fn read(
    tree: &mut Tree,
    id: FileId,
    location: Location,
    text: String,
    budgets: &Budgets,
) -> (File, Vec<Diagnostic>) {
    tree.reserve(text.len());
    let (built, parsed) = match parse(tree, id, &location.name, &text, budgets) {
        Ok(Built { root: None, .. }) => {
            let message = "the file is empty".to_owned();
            (
                failed(
                    Diagnostic::new(
                        Code::Empty,
                        Place::File(location.path.clone()),
                        message,
                    )
                    .remedy("name the right file, or export it again"),
                ),
                false,
            )
        }
        Ok(built) => (built, true),
        Err(fault) => (failed(diagnostic(id, &text, fault)), false),
    };
    let root = built.root.unwrap_or_else(|| null(tree, id));
    tree.shrink();
    let file = File {
        location,
        text,
        decoded: built.decoded,
        root,
        parsed,
        links: BTreeMap::new(),
        base: None,
        lines: Lines::default(),
    };
    (file, built.found)
}

fn failed(diagnostic: Diagnostic) -> Built {
    Built { root: None, decoded: String::new(), found: vec![diagnostic] }
}

/// JSON if it looks like it and is it; otherwise YAML, of which JSON-like text is a part.
fn parse(
    tree: &mut Tree,
    id: FileId,
    name: &str,
    text: &str,
    budgets: &Budgets,
) -> Result<Built, Fault> {
    // The root is told what is wrong with it.
    if id != FileId(0) && matches!(extension(name), "md" | "markdown") {
        return prose(tree, id, text, budgets);
    }
    let first = text.trim_start_matches([' ', '\t', '\r', '\n']).bytes().next();
    if !matches!(first, Some(b'{' | b'[')) {
        return attempt(tree, id, text, budgets, false);
    }
    let (at, message) = match attempt(tree, id, text, budgets, true) {
        Err(Fault::Syntax { at, message }) => (at, message),
        result => return result,
    };
    // YAML would take such a comment for a part of the next key.
    if text[at..].starts_with("//") || text[at..].starts_with("/*") {
        let message = "JSON has no comments".to_owned();
        return Err(Fault::Syntax { at, message });
    }
    match attempt(tree, id, text, budgets, false) {
        Err(Fault::Syntax { at: further, message }) if further > at => {
            Err(Fault::Syntax { at: further, message })
        }
        Err(Fault::Syntax { .. }) => Err(Fault::Syntax { at, message }),
        Ok(mut built) if extension(name) == "json" => {
            let mut warning = cause::finding(id, text, at, message);
            warning.severity = Severity::Warning;
            built.found.insert(0, warning.consequence("the file is read as YAML"));
            Ok(built)
        }
        result => result,
    }
}

/// A description that is a file: one text, whatever YAML might see in it.
fn prose(
    tree: &mut Tree,
    id: FileId,
    text: &str,
    budgets: &Budgets,
) -> Result<Built, Fault> {
    let mut builder = Builder::new(tree, id, text, budgets);
    let all = Text { at: 0, len: small(text.len()) };
    let done = builder.scalar(Tag::String, all, 0..text.len());
    let built = builder.finish();
    done.map(|_| built)
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// One reader over the text; the tree is as before if it fails.
fn attempt(
    tree: &mut Tree,
    id: FileId,
    text: &str,
    budgets: &Budgets,
    is_json: bool,
) -> Result<Built, Fault> {
    let mark = tree.mark();
    let mut builder = Builder::new(tree, id, text, budgets);
    let result = if is_json {
        json::read(text, &mut builder)
    } else {
        yaml::read(text, budgets, &mut builder)
    };
    let built = builder.finish();
    if let Err(fault) = result {
        tree.go_back(mark);
        return Err(fault);
    }
    Ok(built)
}

fn diagnostic(id: FileId, text: &str, fault: Fault) -> Diagnostic {
    match fault {
        Fault::Budget(diagnostic) => *diagnostic,
        Fault::Syntax { at, message } => cause::finding(id, text, at, message),
    }
}

/// The root of a file that has none.
pub(super) fn null(tree: &mut Tree, id: FileId) -> u32 {
    let node = small(tree.nodes.len());
    let file = u16::try_from(id.0).unwrap_or(u16::MAX);
    let (start, end, a, b) = (0, 0, 0, 0);
    tree.nodes.push(Node {
        start,
        end,
        parent: NONE,
        a,
        b,
        slot: NONE,
        file,
        tag: Tag::Null,
    });
    node
}
