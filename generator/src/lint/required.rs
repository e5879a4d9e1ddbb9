//! `required` lists with a name that is none of the properties, but nearly one.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::{Document, nearest};
use crate::source::{Kind, Sources};

/// Reports each such name. A schema may well require what another part of an `allOf` declares,
/// so that alone is no reason.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    let sources = document.sources;
    let mut open = vec![sources.root()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        open.extend(sources.items(node));
        let is_data = |key: &str| {
            matches!(key, "example" | "examples" | "default" | "enum" | "const")
                || key.starts_with("x-")
        };
        let children = sources.entries(node).filter(|(key, _)| !is_data(key));
        open.extend(children.map(|(_, child)| child));
        schema(sources, node, diagnostics);
    }
}

fn schema(sources: &Sources, node: NodeId, diagnostics: &mut Diagnostics) {
    let (Some(list), Some(properties)) =
        (sources.get(node, "required"), sources.get(node, "properties"))
    else {
        return;
    };
    let declared: Vec<&str> = sources.entries(properties).map(|(key, _)| key).collect();
    let required: Vec<(NodeId, &str)> = sources
        .items(list)
        .filter_map(|item| match sources.kind(item) {
            Kind::String(text) => Some((item, text)),
            _ => None,
        })
        .collect();
    let free: Vec<&str> = declared
        .iter()
        .copied()
        .filter(|name| required.iter().all(|(_, required)| required != name))
        .collect();
    for (item, name) in required {
        if declared.contains(&name) {
            continue;
        }
        if let Some(near) = nearest(name, &free) {
            diagnostics.report(misspelt(item, near));
        }
    }
}

fn misspelt(node: NodeId, near: &str) -> Diagnostic {
    let near = crate::document::shown(near);
    Diagnostic::new(
        Code::UndeclaredRequired,
        Place::Node(node),
        "`required` names a property that is not declared",
    )
    .consequence("the declared property may be left out")
    .remedy(format!("did you mean `{near}`?"))
    .patch(Place::Node(node), near)
}
