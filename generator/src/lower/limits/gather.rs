//! What schemas say that hold at once: a schema, what it refers to, and the parts of `allOf`.

use super::keywords::limit;
use crate::diagnostics::NodeId;
use crate::document::{Additional, Schema};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::Limit;
use crate::source::Kind;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What several schemas say together.
#[derive(Default)]
pub(super) struct Gathered {
    /// The limits of the values themselves.
    pub(super) limits: Vec<Limit>,
    /// The types that all of them allow; empty where none is said.
    pub(super) types: JsonTypes,
    /// What keywords imply where no type is said.
    pub(super) implied: JsonTypes,
    pub(super) format: Option<String>,
    /// Whether the values are listed.
    pub(super) is_listed: bool,
    /// Whether there are properties, or no others: such objects have a type of their own.
    pub(super) has_properties: bool,
    pub(super) items: Vec<NodeId>,
    /// The elements that have places.
    pub(super) places: Vec<NodeId>,
    /// The schema of keys.
    pub(super) names: Vec<NodeId>,
    /// The schemas of what keys hold that are no properties.
    pub(super) values: Vec<NodeId>,
    /// The branches of unions, without those for `null`.
    pub(super) unions: Vec<Vec<NodeId>>,
    /// What was said before.
    said: BTreeSet<(&'static str, String)>,
}

impl<'s> Lowerer<'_, 's> {
    /// What schemas say that hold at once.
    pub(super) fn gather_limits(&mut self, nodes: &[NodeId]) -> Gathered {
        let mut gathered = Gathered::default();
        let mut seen = BTreeSet::new();
        let mut work: Vec<NodeId> = nodes.iter().rev().copied().collect();
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            if !self.charge_limits(&schema) {
                break;
            }
            self.take_limits_of(&mut gathered, &schema);
            let below = schema.reference.iter().chain(&schema.all_of);
            work.extend(below.copied());
            work.extend(self.take_branches(&mut gathered, &schema));
        }
        gathered
    }

    /// Takes the unions of a schema; a branch that stands beside `null` alone holds of all other
    /// values.
    fn take_branches(
        &mut self,
        gathered: &mut Gathered,
        schema: &Rc<Schema<'s>>,
    ) -> Vec<NodeId> {
        let mut alone = Vec::new();
        for branches in [&schema.one_of, &schema.any_of] {
            let mut others = branches.clone();
            others.retain(|branch| !self.is_null_branch(*branch));
            match others[..] {
                [] => {}
                [only] => alone.push(only),
                _ => gathered.unions.push(others),
            }
        }
        alone
    }

    /// Takes what a schema says itself.
    pub(super) fn take_limits_of(
        &mut self,
        gathered: &mut Gathered,
        schema: &Schema<'s>,
    ) {
        self.take_keywords(gathered, schema);
        if !schema.types.is_empty() {
            gathered.types = if gathered.types.is_empty() {
                schema.types
            } else {
                gathered.types.intersection(schema.types)
            };
        }
        gathered.implied = gathered.implied.union(schema.implied_types());
        if let Some(format) = schema.format {
            gathered.format = Some(format.to_owned());
        }
        gathered.is_listed |= schema.values.is_some() || schema.constant.is_some();
        gathered.items.extend(schema.items);
        if gathered.places.is_empty() {
            gathered.places.extend(&schema.prefix_items);
        }
        let names = schema.unfollowed.iter().filter(|(key, _)| *key == "propertyNames");
        gathered.names.extend(names.map(|(_, node)| *node));
        gathered.has_properties |= !schema.properties.is_empty();
        match (schema.additional, &schema.patterns[..]) {
            (Some(Additional::Schema(node)), []) => gathered.values.push(node),
            (Some(Additional::Allowed(false)), []) => gathered.has_properties = true,
            // All other keys are forbidden, and not part of the type.
            (Some(Additional::Allowed(false)), [only]) => gathered.values.push(*only),
            _ => {}
        }
    }

    /// Takes the keywords that limit values.
    fn take_keywords(&mut self, gathered: &mut Gathered, schema: &Schema<'s>) {
        for (keyword, node) in &schema.facts {
            if let Kind::String(pattern) = self.document.sources.kind(*node)
                && !self.takes_pattern(*node, pattern)
            {
                continue;
            }
            let Some(value) = self.document.sources.to_json(*node) else { continue };
            if !gathered.said.insert((keyword, value.to_string())) {
                continue;
            }
            gathered.limits.extend(limit(keyword, &value));
        }
    }

    /// Whether a pattern is taken: it can be checked, and there is room for it wherever it holds.
    fn takes_pattern(&mut self, node: NodeId, pattern: &str) -> bool {
        self.charge_text(node, pattern.len()) && self.is_checkable(node, pattern)
    }
}
