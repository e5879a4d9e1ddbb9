//! Operations that differ only in the names of their parameters.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::{Document, Location, Operation, PathItem, pieces, routed};
use std::collections::BTreeMap;

/// Reports each operation whose method and path, names of parameters aside, another one has.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, &str), (&str, NodeId)> = BTreeMap::new();
    for item in &document.paths {
        for operation in &item.operations {
            let is_declared = |name: &str| declares(item, operation, name);
            let key = (shape(item.key, &is_declared), operation.method.as_str());
            let (path, first) = *seen.entry(key).or_insert((item.key, operation.node));
            if path != item.key {
                diagnostics.report(same(operation.node, first));
            }
        }
    }
}

/// Whether an operation has a parameter of this name in its path.
fn declares(item: &PathItem<'_>, operation: &Operation<'_>, name: &str) -> bool {
    let mut all = item.parameters.iter().chain(&operation.parameters);
    all.any(|parameter| parameter.location == Location::Path && parameter.name == name)
}

/// The path without the names of its parameters.
fn shape(path: &str, is_declared: &dyn Fn(&str) -> bool) -> String {
    let segments = path.split('/').map(|segment| match routed(segment, is_declared) {
        Some(_) => "{}",
        None => segment,
    });
    let path = segments.collect::<Vec<_>>().join("/");
    let pieces = pieces(&path).into_iter();
    pieces.map(|(is_param, text)| if is_param { "{}" } else { text }).collect()
}

fn same(node: NodeId, first: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::SamePath,
        Place::Key(node),
        "the path of this operation differs from another one only in the names of parameters",
    )
    .related(Place::Key(first), "the other one")
    .consequence("both become methods; which of them answers is up to the server")
    .remedy("write both operations under one path, or remove one")
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn names_of_parameters_do_not_count() {
        let shape = |path| shape(path, &|name| name == "id");
        assert_eq!(shape("/pets/{id}/toys/{toy}.json"), "/pets/{}/toys/{}.json");
        assert_eq!(shape("/pets/:id/toys/<toy>"), "/pets/{}/toys/<toy>");
        assert_eq!(shape("/pets/{{id}}/{size?}"), "/pets/{}/{}");
        assert_eq!(shape("/pets"), "/pets");
        assert_eq!(shape("/pets/{id"), "/pets/{id");
    }
}
