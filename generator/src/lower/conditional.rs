//! Properties that only some of the values have: `then`, `else` and `dependentSchemas`
//! (JSON Schema 2020-12, Core 10.2.2). A type has them all, and none of them must be there.

use super::Lowerer;
use super::flat::{Flat, Source};
use crate::diagnostics::NodeId;
use std::collections::{BTreeMap, BTreeSet};

impl<'s> Lowerer<'_, 's> {
    /// Adds the properties that are declared nowhere else. What a condition says of others
    /// only narrows them.
    pub(super) fn take_conditional(&mut self, flat: &mut Flat<'s>) {
        let mut declared: BTreeMap<&'s str, Vec<NodeId>> = BTreeMap::new();
        let mut order = Vec::new();
        for node in self.conditional_schemas(flat) {
            for (name, property) in &self.schema(node).properties {
                if flat.index.contains_key(name) {
                    continue;
                }
                let places = declared.entry(name).or_default();
                if places.is_empty() {
                    order.push(*name);
                }
                places.push(*property);
            }
        }
        for name in order {
            let places = self.distinct_descriptions(&declared[name]);
            if places.len() > 1 {
                flat.conditional_properties.insert(name);
            }
            for node in places {
                flat.add_property(name, Source { node, owner: None });
            }
            flat.hints.object = true;
        }
    }

    /// The conditional schemas and what they refer to or extend, in the document's order.
    fn conditional_schemas(&mut self, flat: &Flat<'s>) -> Vec<NodeId> {
        let mut seen: BTreeSet<NodeId> = flat.seen.clone();
        let mut work: Vec<NodeId> = flat.conditional.iter().rev().copied().collect();
        let mut found = Vec::new();
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            if !self.has_room_to_take(&schema) {
                break;
            }
            let below = schema.reference.iter().chain(&schema.all_of);
            let below: Vec<NodeId> = below.chain(&schema.conditional).copied().collect();
            work.extend(below.into_iter().rev());
            found.push(node);
        }
        found
    }
}
