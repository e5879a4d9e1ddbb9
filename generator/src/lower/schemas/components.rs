//! Component schemas: known before anything is lowered, so that references need no order, and
//! what stands elsewhere under their names.

use crate::diagnostics::NodeId;
use crate::document::Document;
use crate::document::extending::{self, Child};
use crate::lower::{Lowerer, docs};
use crate::model::{NameSeed, SpecStr};
use std::collections::BTreeMap;

/// The component schemas.
pub(in crate::lower) struct Components<'s> {
    /// The name of each, and of the schema elsewhere that it stands for.
    names: BTreeMap<NodeId, &'s str>,
    by_name: BTreeMap<&'s str, NodeId>,
    /// Those that extend a schema, by the base's node.
    children: BTreeMap<NodeId, Vec<Child>>,
}

impl<'s> Components<'s> {
    /// The components of a document; what extends what is found when they are declared.
    pub(in crate::lower) fn of(document: &Document<'s>) -> Self {
        let schemas = document.schemas.iter();
        Self {
            names: schemas.map(|(name, node)| (*node, *name)).collect(),
            by_name: document.schemas.iter().copied().collect(),
            children: BTreeMap::new(),
        }
    }

    /// The name of a component.
    pub(in crate::lower) fn name(&self, node: NodeId) -> Option<&'s str> {
        self.names.get(&node).copied()
    }

    /// The component with a name.
    pub(in crate::lower) fn named(&self, name: &str) -> Option<NodeId> {
        self.by_name.get(name).copied()
    }

    /// The components that extend a schema.
    pub(in crate::lower) fn children(&self, base: NodeId) -> &[Child] {
        self.children.get(&base).map_or(&[], Vec::as_slice)
    }
}

impl Lowerer<'_, '_> {
    /// Gives every component schema its id before anything is lowered, so that references
    /// need no order.
    pub(in crate::lower) fn declare_components(&mut self) {
        let titles = self.titles_for_numbers();
        for (name, node) in &self.document.schemas {
            let name = titles.get(node).unwrap_or(name);
            let id = self.declare(*node, NameSeed::Component(SpecStr::new(name)));
            self.types[id].component = true;
            self.lowered.add_definition(*node, id);
        }
        self.stand_for_targets();
        self.components.children =
            extending::children_by_base(self.document, |node| self.schema(node));
    }

    /// A component that only refers to a schema elsewhere (in another file, mostly) gives it
    /// its name: one type, not an alias of another with a name that nobody chose.
    fn stand_for_targets(&mut self) {
        for (_, node) in &self.document.schemas {
            let Some(id) = self.lowered.definition(*node) else { continue };
            let mut target = *node;
            while let Some(next) = self.schema(target).reference {
                if !self.is_bare_reference(target)
                    || self.lowered.definition(next).is_some()
                {
                    break;
                }
                self.lowered.stand_for(id, next);
                if let Some(name) = self.components.name(*node) {
                    self.components.names.insert(next, name);
                }
                target = next;
            }
            if target != *node {
                let schema = self.schema(target);
                let docs = docs::of_schema(self.document.sources, &schema);
                let docs = self.kept(target, docs);
                let examples = self.values_of(&schema.examples);
                let definition = &mut self.types[id];
                definition.docs = docs;
                definition.examples = examples;
            }
        }
    }

    /// The schema elsewhere that a component stands for, or itself.
    pub(in crate::lower) fn body_of(&self, node: NodeId) -> NodeId {
        self.lowered.body_of(node)
    }

    /// The schema behind references beside which nothing stands.
    pub(in crate::lower) fn behind(&mut self, node: NodeId) -> NodeId {
        extending::behind(self.document, |node| self.schema(node), node)
    }

    /// Whether nothing stands beside a reference.
    pub(super) fn is_bare_reference(&self, node: NodeId) -> bool {
        extending::is_bare(self.document, node)
    }

    pub(in crate::lower) fn define_components(&mut self) {
        for (_, node) in &self.document.schemas {
            if let Some(id) = self.lowered.definition(*node) {
                self.define(id, self.body_of(*node));
            }
        }
        self.define_pending();
    }

    /// Fills the definitions that were met far down.
    pub(in crate::lower) fn define_pending(&mut self) {
        while let Some((id, node)) = self.lowered.next_postponed() {
            self.define(id, node);
        }
    }
}
