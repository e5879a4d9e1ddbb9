//! Operations that differ only in the names of their parameters.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::Document;
use std::collections::BTreeMap;

/// Reports each operation whose method and path, names of parameters aside, another one has.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, &str), (&str, NodeId)> = BTreeMap::new();
    for item in &document.paths {
        let shape = shape(item.key);
        for operation in &item.operations {
            let key = (shape.clone(), operation.method.as_str());
            let (path, first) = *seen.entry(key).or_insert((item.key, operation.node));
            if path != item.key {
                diagnostics.report(same(operation.node, first));
            }
        }
    }
}

/// The path without the names of its parameters.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut rest = path;
    while let Some((text, behind)) = rest.split_once('{') {
        shape.push_str(text);
        shape.push_str("{}");
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    shape + rest
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
        assert_eq!(shape("/pets/{id}/toys/{toy}.json"), "/pets/{}/toys/{}.json");
        assert_eq!(shape("/pets"), "/pets");
        assert_eq!(shape("/pets/{id"), "/pets/{}");
    }
}
