//! Components that no operation and no webhook leads to.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::Document;
use crate::document::position::section_of_component;
use crate::source::{Kind, Sources};
use std::collections::BTreeSet;

/// Sections whose entries are referred to with `$ref`.
const SECTIONS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Reports each component that is not used; in a document without operations, which is a
/// library of components, none.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    if document.paths.is_empty() && document.webhooks.is_empty() {
        return;
    }
    let reached = Walk::over(document);
    let sources = document.sources;
    let Some(components) = sources.get(sources.root(), "components") else { return };
    for section in SECTIONS {
        let Some(entries) = sources.get(components, section) else { continue };
        for (name, node) in sources.entries(entries) {
            if !name.starts_with("x-") && !reached.seen.contains(&node) {
                diagnostics.report(unused(node));
            }
        }
    }
    if let Some(schemes) = sources.get(components, "securitySchemes") {
        for (name, node) in sources.entries(schemes) {
            if !name.starts_with("x-") && !reached.schemes.contains(name) {
                diagnostics.report(unused(node));
            }
        }
    }
}

fn unused(node: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::UnusedComponent,
        Place::Key(node),
        "nothing in the document refers to this component",
    )
    .remedy("remove it, or refer to it where it was meant to be used")
}

/// A walk over everything that operations and webhooks lead to.
struct Walk<'d, 's> {
    document: &'d Document<'s>,
    seen: BTreeSet<NodeId>,
    /// Security schemes by name.
    schemes: BTreeSet<&'s str>,
    open: Vec<NodeId>,
}

impl<'d, 's> Walk<'d, 's> {
    fn over(document: &'d Document<'s>) -> Self {
        let sources = document.sources;
        let mut walk = Self {
            document,
            seen: BTreeSet::new(),
            schemes: BTreeSet::new(),
            open: Vec::new(),
        };
        for (key, node) in sources.entries(sources.root()) {
            if key != "components" {
                walk.entry(sources, sources.root(), key, node);
            }
        }
        let children = children(document);
        walk.go();
        // A base with a discriminator stands for the schemas that extend it.
        let mut again = true;
        while again {
            again = false;
            for (base, child) in &children {
                if walk.seen.contains(base) && !walk.seen.contains(child) {
                    walk.visit(*child);
                    again = true;
                }
            }
            walk.go();
        }
        walk
    }

    fn visit(&mut self, node: NodeId) {
        if self.seen.insert(node) {
            self.open.push(node);
        }
    }

    fn go(&mut self) {
        let sources = self.document.sources;
        while let Some(node) = self.open.pop() {
            for item in sources.items(node) {
                self.visit(item);
            }
            for (key, value) in sources.entries(node) {
                self.entry(sources, node, key, value);
            }
        }
    }

    fn entry(&mut self, sources: &'s Sources, node: NodeId, key: &str, value: NodeId) {
        match (key, sources.kind(value)) {
            ("security", Kind::Seq) => {
                for requirement in sources.items(value) {
                    self.schemes
                        .extend(sources.entries(requirement).map(|(name, _)| name));
                }
            }
            ("$ref" | "$dynamicRef", Kind::String(text)) => self.follow(value, text),
            // The values of a discriminator's mapping are references or bare names.
            (_, Kind::String(text)) if sources.key_of(node) == Some("mapping") => {
                self.follow(value, text);
                self.follow(value, &format!("#/components/schemas/{text}"));
            }
            _ => {}
        }
        self.visit(value);
    }

    fn follow(&mut self, place: NodeId, text: &str) {
        if let Some(mut target) = self.document.find_schema(place, text) {
            self.visit(target);
            // What lies within a component uses the component.
            while let Some(parent) = self.document.sources.parent(target) {
                target = parent;
                if section_of_component(self.document.sources, target).is_some() {
                    self.visit(target);
                }
            }
        }
    }
}

/// Pairs of a schema with a discriminator and one that extends it with `allOf`.
fn children(document: &Document<'_>) -> Vec<(NodeId, NodeId)> {
    let sources = document.sources;
    let bases: BTreeSet<NodeId> = document
        .schemas
        .iter()
        .filter(|(_, node)| sources.get(*node, "discriminator").is_some())
        .map(|(_, node)| *node)
        .collect();
    let mut pairs = Vec::new();
    for (_, child) in &document.schemas {
        let Some(parts) = sources.get(*child, "allOf") else { continue };
        for part in sources.items(parts) {
            let Some(place) = sources.get(part, "$ref") else { continue };
            let Kind::String(text) = sources.kind(place) else { continue };
            let base = document.find_schema(place, text);
            pairs.extend(
                base.filter(|base| bases.contains(base)).map(|base| (base, *child)),
            );
        }
    }
    pairs
}
