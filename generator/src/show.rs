//! What is generated for one thing, and where the document says it; or a tree of everything.

mod find;
mod operation;
mod tree;
mod types;

pub use find::{Found, find, suggestions};
pub use tree::tree;

use crate::Planned;
use crate::diagnostics::{Diagnostic, NodeId, Place};
use crate::report::{harmless, spot};
use crate::source::Sources;

/// A planned crate with the text that it comes from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The document.
    pub sources: &'a Sources,
    /// The plan.
    pub planned: &'a Planned,
}

impl Shown<'_> {
    /// `spec/openapi.yaml:12:5`
    fn place(&self, node: NodeId) -> String {
        let spot = spot(&Place::Node(node), Some(self.sources));
        let file = spot.file.as_deref().map(harmless).unwrap_or_default();
        format!("{file}:{}:{}", spot.line.unwrap_or(1), spot.column.unwrap_or(1))
    }

    /// The place and the JSON pointer.
    fn full_place(&self, node: NodeId) -> String {
        format!("{} ({})", self.place(node), harmless(&self.sources.pointer(node)))
    }
}

/// Everything about one thing; the finding says why its code cannot be made.
pub fn show(shown: Shown<'_>, found: Found<'_>) -> Result<String, Box<Diagnostic>> {
    match found {
        Found::Operation(group, operation) => {
            Ok(operation::describe(shown, group, operation))
        }
        Found::Type(file, item) => types::describe(shown, file, item),
    }
}

/// Rows of two columns.
fn table(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(left, _)| left.chars().count()).max().unwrap_or(0);
    let row = |(left, right): &(String, String)| {
        let pad = " ".repeat(width - left.chars().count());
        format!("  {left}{pad}  {right}").trim_end().to_owned() + "\n"
    };
    rows.iter().map(row).collect()
}
