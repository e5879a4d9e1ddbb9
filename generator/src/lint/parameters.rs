//! Paths and path parameters that are written another way than the specification wants.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::{Document, Location, Parameter};

/// Reports path parameters without `required: true`, and paths without a slash.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    for item in &document.paths {
        if let Some(found) = open_brace(item.node, item.key) {
            diagnostics.report(found);
        }
        if !item.key.starts_with('/') {
            diagnostics.report(without_slash(item.node, item.key));
        }
        let own = item.operations.iter().flat_map(|operation| &operation.parameters);
        for parameter in item.parameters.iter().chain(own) {
            if parameter.location == Location::Path
                && !says_required(document, parameter)
            {
                diagnostics.report(not_required(parameter.node));
            }
            if is_without_a_schema(document, parameter) {
                diagnostics.report_once(without_a_schema(parameter.node));
            }
        }
    }
}

fn says_required(document: &Document<'_>, parameter: &Parameter<'_>) -> bool {
    let sources = document.sources;
    let said = sources.get(parameter.node, "required").map(|node| sources.kind(node));
    said == Some(crate::source::Kind::Bool(true))
}

/// Neither `schema` nor `content`, nor what Swagger 2.0 had instead, which is reported as such.
fn is_without_a_schema(document: &Document<'_>, parameter: &Parameter<'_>) -> bool {
    let keys = ["schema", "content", "type", "items", "enum", "oneOf", "anyOf", "allOf"];
    keys.iter().all(|key| document.sources.get(parameter.node, key).is_none())
}

fn without_a_schema(node: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::MissingKey,
        Place::Node(node),
        "this parameter has neither `schema` nor `content`",
    )
    .consequence("it is taken as a string")
    .remedy("say what it is: `schema: { type: string }`")
}

/// A brace that is opened and never closed, or closed and never opened.
fn open_brace(node: NodeId, key: &str) -> Option<Diagnostic> {
    let mut depth = 0_usize;
    for c in key.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(unbalanced(node)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    (depth > 0).then(|| unbalanced(node))
}

fn unbalanced(node: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::OddPath,
        Place::Key(node),
        "a brace in this path has no partner",
    )
    .consequence("it is sent as it stands here")
    .remedy("write a parameter as `{name}`")
}

fn without_slash(node: NodeId, key: &str) -> Diagnostic {
    let found =
        Diagnostic::new(Code::OddPath, Place::Key(node), "a path begins with `/`");
    if key.starts_with('{') {
        return found
            .consequence("the value of its first parameter is sent as a path, with its slashes")
            .remedy("nothing, if the server gives these paths; else put a slash in front of it");
    }
    let new = format!("/{key}");
    found
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
