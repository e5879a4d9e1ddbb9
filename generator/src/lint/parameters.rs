//! Paths and path parameters that are written another way than the specification wants.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::{Document, Parameter};

/// Reports path parameters without `required: true`, and paths without a slash.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    for item in &document.paths {
        if !item.key.starts_with('/') {
            diagnostics.report(without_slash(item.node, item.key));
        }
        let own = item.operations.iter().flat_map(|operation| &operation.parameters);
        for parameter in item.parameters.iter().chain(own) {
            if parameter.location == "path" && !says_required(document, parameter) {
                diagnostics.report(not_required(parameter.node));
            }
        }
    }
}

fn says_required(document: &Document<'_>, parameter: &Parameter<'_>) -> bool {
    let sources = document.sources;
    let said = sources.get(parameter.node, "required").map(|node| sources.kind(node));
    said == Some(crate::source::Kind::Bool(true))
}

fn without_slash(node: NodeId, key: &str) -> Diagnostic {
    let new = format!("/{key}");
    Diagnostic::new(Code::OddPath, Place::Key(node), "a path begins with `/`")
        .consequence("it is read as if it did")
        .remedy("put a slash in front of it")
        .patch(Place::Key(node), new)
}

fn not_required(node: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::MissingKey,
        Place::Node(node),
        "a path parameter has to say that it is required",
    )
    .consequence("it is taken as required")
    .remedy("add `required: true`")
}
