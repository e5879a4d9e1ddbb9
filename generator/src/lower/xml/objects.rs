//! XML Objects, and those of the schemas that a schema stands for.

use super::LONGEST_CHAIN;
use crate::diagnostics::NodeId;
use crate::document::Xml;
use crate::lower::Lowerer;

impl<'s> Lowerer<'_, 's> {
    /// The XML Object of a schema, with what the schemas that it stands for say.
    pub(super) fn xml_object(&mut self, schema: NodeId) -> Option<Xml<'s>> {
        let mut node = schema;
        let mut found: Option<Xml<'s>> = None;
        for _ in 0..LONGEST_CHAIN {
            let own = self.schema(node).xml.or_else(|| self.xml_beside(node));
            found = match (found, own) {
                (Some(known), Some(more)) => Some(Xml {
                    node: known.node,
                    name: known.name.or(more.name),
                    namespace: known.namespace.or(more.namespace),
                    prefix: known.prefix.or(more.prefix),
                    kind: known.kind.or(more.kind),
                }),
                (known, more) => known.or(more),
            };
            match self.stands_for(node) {
                Some(next) => node = next,
                None => break,
            }
        }
        found
    }

    /// The XML Object that a branch of `allOf` is there for: where references had no siblings,
    /// that was the way to say more.
    fn xml_beside(&mut self, node: NodeId) -> Option<Xml<'s>> {
        let branches = self.schema(node).all_of.clone();
        let said = branches.into_iter().find(|branch| self.is_only_xml(*branch))?;
        self.schema(said).xml
    }

    /// `items` of a schema, or of what it stands for.
    pub(super) fn items_of(&mut self, schema: NodeId) -> Option<NodeId> {
        let mut node = schema;
        for _ in 0..LONGEST_CHAIN {
            if let Some(items) = self.schema(node).items {
                return Some(items);
            }
            node = self.stands_for(node)?;
        }
        None
    }

    /// The one schema that a schema refers to, or that its only branch is beside `null`.
    pub(super) fn stands_for(&mut self, node: NodeId) -> Option<NodeId> {
        let schema = self.schema(node);
        if schema.reference.is_some() {
            return schema.reference;
        }
        if !schema.properties.is_empty() || schema.items.is_some() {
            // It is more than what it is made of, and has a name of its own.
            return None;
        }
        let branches = [&schema.all_of, &schema.any_of, &schema.one_of];
        let all: Vec<NodeId> = branches.into_iter().flatten().copied().collect();
        let mut real = all.into_iter().filter(|branch| {
            !self.is_null_branch(*branch) && !self.is_only_xml(*branch)
        });
        let only = real.next()?;
        real.next().is_none().then_some(only)
    }

    /// Whether a branch says nothing but what a value is in XML, which stands beside the other.
    fn is_only_xml(&self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        entries.len() == 1 && entries.all(|(key, _)| key == "xml")
    }
}
