//! What is odd about a document although nothing of it is lost: for `check`.

mod near_words;
mod parameters;
mod same_paths;
mod unused;

use crate::diagnostics::Diagnostics;
use crate::document;
use crate::source::Sources;

/// Reports components that nothing refers to, paths that no server can tell apart, and what is
/// written another way than the specification wants.
pub fn lint(sources: &Sources, diagnostics: &mut Diagnostics) {
    // What reading finds has been reported when the crate was planned.
    let Some(document) = document::read(sources, &mut Diagnostics::new()) else {
        return;
    };
    unused::report(&document, diagnostics);
    same_paths::report(&document, diagnostics);
    parameters::report(&document, diagnostics);
    near_words::report(sources, diagnostics);
}
