//! Where what a configuration says stands in its file: for what turns out to be wrong when the
//! document is known.

use crate::diagnostics::{Diagnostics, NodeId, Place};
use crate::source::{Budgets, Sources, from_text};
use std::sync::Arc;

/// The file of a configuration, read once more as a tree with places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    file: String,
    tree: Option<Arc<Sources>>,
}

impl Places {
    /// Of a text that was read already, and is called `file`.
    pub(super) fn of(file: &str, text: &str) -> Self {
        let tree = from_text(file, text, &Budgets::default(), &mut Diagnostics::new());
        let tree = tree.filter(|tree| !tree.is_broken()).map(Arc::new);
        Self { file: file.to_owned(), tree }
    }

    /// The place of a key, or of an element of a list by its number; nowhere for what the
    /// command line added.
    pub fn at(&self, path: &[&str]) -> Place {
        if self.file.is_empty() {
            return Place::Nowhere;
        }
        let Some(tree) = &self.tree else { return Place::File(self.file.clone()) };
        let step = |node: NodeId, step: &&str| {
            let item = || tree.items(node).nth(step.parse().ok()?);
            tree.get(node, step).or_else(item)
        };
        let Some(node) = path.iter().try_fold(tree.root(), step) else {
            return Place::Nowhere;
        };
        let (file, span) = tree.key_span(node).unwrap_or_else(|| tree.span(node));
        let at = tree.line_column(file, span.start);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place::Position {
            file: self.file.clone(),
            line: number(at.line),
            column: number(at.column),
        }
    }
}
