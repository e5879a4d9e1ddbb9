//! What the tree guarantees.

mod budgets;
mod corpus;
mod cost;
mod files;
mod json;
mod overlays;
mod properties;
mod tree;
mod yaml;

use super::{Budgets, Kind, Sources, from_text};
use crate::diagnostics::{Code, Diagnostics, NodeId};
use serde_json::Value;
use std::fmt::Write as _;

/// What a text may be made of again and again, to make reading it costly.
const ODD_PIECES: &[&str] = &[
    "&a ",
    "*a ",
    "!t ",
    "? ",
    ": ",
    "- ",
    "%A\n",
    "--- ",
    "---\n",
    "...\n",
    "\"",
    "'",
    "|\n",
    ">\n ",
    "#",
    "{}",
    "[]",
    "a: ",
    "[,",
    "{?",
    "<<: ",
    "\\",
    "\u{85}",
    "\u{2028}",
    "\t",
    "\r",
    "&a [",
    "a:\n ",
    "- - ",
    "!!str ",
    "{\"a\":1,",
    "[\"a\":",
    "a\n",
    "a: &x b\n",
    "a:\n",
    "-\n",
    "\n",
    " \n",
    "\"a\\",
    "# x\n",
    "[[],",
    "{a,",
    "a,",
    "\"\\ud800",
    "a: 1\n",
    "? a\n",
];

/// Reads a text, in a file whose name says nothing.
fn read(text: &str) -> (Sources, Diagnostics) {
    read_within(text, Budgets::default())
}

fn read_within(text: &str, budgets: Budgets) -> (Sources, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let sources = from_text("openapi", text, &budgets, &mut diagnostics).unwrap();
    (sources, diagnostics)
}

/// Reads a text in which nothing is to be found.
fn clean(text: &str) -> Sources {
    let (sources, diagnostics) = read(text);
    assert_eq!(messages(&diagnostics), [""; 0]);
    sources
}

fn json(text: &str) -> Value {
    let sources = clean(text);
    sources.to_json(sources.root()).unwrap()
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn messages(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

/// The node under a pointer, which must be there.
fn at(sources: &Sources, pointer: &str) -> NodeId {
    let node = sources.resolve_pointer(sources.root(), pointer);
    node.unwrap_or_else(|| panic!("nothing at {pointer}"))
}

/// The source text of a node.
fn source(sources: &Sources, node: NodeId) -> &str {
    let (file, span) = sources.span(node);
    &sources.text(file)[span.start as usize..span.end as usize]
}

/// The tree in a form that two files can be compared by: kinds, keys, lexemes, pointers.
fn dump(sources: &Sources) -> String {
    let mut lines = String::new();
    let mut open = vec![sources.root()];
    while let Some(node) = open.pop() {
        let kind = sources.kind(node);
        let _ = writeln!(lines, "{} {kind:?}", sources.pointer(node));
        open.extend(sources.entries(node).map(|(_, value)| value));
        open.extend(sources.items(node));
    }
    lines
}

/// Whether both are strings, numbers or whatever, and the same.
fn is_string(sources: &Sources, pointer: &str, text: &str) -> bool {
    sources.kind(at(sources, pointer)) == Kind::String(text)
}
