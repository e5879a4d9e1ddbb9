//! Components that no operation and no webhook leads to.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::position::section_of_component;
use crate::document::{COMPONENT_KEYS, Document, extending};
use crate::source::{Kind, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The section whose entries are not referred to with `$ref`.
const BY_NAME: &str = "securitySchemes";

/// Reports each component that is not used; in a document without operations, which is a
/// library of components, none.
pub(super) fn report(document: &Document<'_>, diagnostics: &mut Diagnostics) {
    if document.paths.is_empty() && document.webhooks.is_empty() {
        return;
    }
    let reached = Walk::over(document);
    let sources = document.sources;
    let Some(components) = sources.get(sources.root(), "components") else { return };
    for section in COMPONENT_KEYS.iter().filter(|section| **section != BY_NAME) {
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

/// Pairs of a schema and one that extends it, of those that have a discriminator and of all that
/// extend these, at any remove.
fn children(document: &Document<'_>) -> Vec<(NodeId, NodeId)> {
    let mut schemas = BTreeMap::new();
    let mut read = |node: NodeId| {
        let read = || Rc::new(document.schema(node, &mut Diagnostics::new()));
        Rc::clone(schemas.entry(node).or_insert_with(read))
    };
    let children = extending::children_by_base(document, &mut read);
    let bases = children.keys().copied();
    let mut open: Vec<NodeId> = bases
        .filter(|it| extending::place_of_discriminator(&mut read, *it).is_some())
        .collect();
    let mut known: BTreeSet<NodeId> = open.iter().copied().collect();
    let mut pairs = Vec::new();
    while let Some(base) = open.pop() {
        for child in children.get(&base).into_iter().flatten() {
            pairs.push((base, child.component));
            if known.insert(child.schema) {
                open.push(child.schema);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::source::{Budgets, from_text};

    fn unused(schemas: &str) -> usize {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /pets: \
             {{ get: {{ responses: {{ '200': {{ description: Pets, content: \
             {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }} \
             }} }} }}\ncomponents:\n  schemas:\n{schemas}"
        );
        let mut found = Diagnostics::new();
        let sources = from_text("pets.yaml", &text, &Budgets::default(), &mut found);
        let sources = sources.expect("it is read");
        let document = document::read(&sources, &mut found).expect("a document");
        report(&document, &mut found);
        found.iter().filter(|found| found.code == Code::UnusedComponent).count()
    }

    const CATS: &str = "    Cat: { allOf: [ { $ref: '#/components/schemas/Pet' } ] }\n    \
        Kitten: { allOf: [ { $ref: '#/components/schemas/Cat' } ] }\n";

    #[test]
    fn what_extends_a_base_at_any_remove_is_a_variant() {
        let base = "    Pet: { type: object, properties: { kind: { type: string } }";
        let with = format!("{base}, discriminator: {{ propertyName: kind }} }}\n{CATS}");
        assert_eq!(unused(&with), 0);
        assert_eq!(unused(&format!("{base} }}\n{CATS}")), 2);
    }
}
