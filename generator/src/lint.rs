//! What is odd about a document although nothing of it is lost: for `check`.

mod near_words;
mod parameters;
mod same_paths;
mod unused;

use crate::diagnostics::Diagnostics;
use crate::document::Document;

/// Reports components that nothing refers to, paths that no server can tell apart, and what is
/// written another way than the specification wants.
pub fn lint(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    unused::report(document, diagnostics);
    same_paths::report(document, diagnostics);
    parameters::report(document, diagnostics);
    near_words::report(document.sources, diagnostics);
}
