//! Properties that only some of the values have: `then`, `else` and `dependentSchemas`
//! (JSON Schema 2020-12, Core 10.2.2). A type has them all, and none of them must be there.

use super::arrays;
use super::merged::{MergedSchema, Parts, Source};
use super::or_null;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Additional, Schema, shown};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{NameSeed, Type};
use std::collections::{BTreeMap, BTreeSet};

/// So deep is looked for what conditions say of properties of properties.
const DEEPEST: usize = 8;

/// Schemas that are looked at for what conditions say of one property.
const MOST_LOOKED_AT: usize = 200;

impl<'s> Lowerer<'_, 's> {
    /// Adds the properties that are declared nowhere else. What a condition says of others
    /// narrows them, or says more of what is in them.
    pub(super) fn take_conditional(&mut self, merged: &mut MergedSchema<'s>) {
        let mut declared: BTreeMap<&'s str, Vec<NodeId>> = BTreeMap::new();
        let mut order = Vec::new();
        for node in self.conditional_schemas(merged) {
            let schema = self.schema(node);
            take_keys(merged, &schema);
            merged.conditions.of_items.extend(schema.items);
            arrays::add_places(&mut merged.conditions.of_places, &schema);
            for (name, property) in &schema.properties {
                if merged.object.index.contains_key(name) {
                    merged
                        .conditions
                        .of_properties
                        .entry(name)
                        .or_default()
                        .push(*property);
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
                merged.conditions.properties.insert(name);
            }
            for node in places {
                merged.add_property(name, Source { node, owner: None });
            }
            merged.implied.insert(JsonTypes::OBJECT);
        }
    }

    /// The conditional schemas and what they refer to, extend or choose among, in the document's
    /// order.
    fn conditional_schemas(&mut self, merged: &MergedSchema<'s>) -> Vec<NodeId> {
        let mut seen: BTreeSet<NodeId> = merged.seen.clone();
        let mut work: Vec<NodeId> =
            merged.conditions.nodes.iter().rev().copied().collect();
        let mut found = Vec::new();
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            if !self.charge_schema(&schema) {
                break;
            }
            let below = schema.reference.iter().chain(&schema.all_of);
            let below = below.chain(&schema.any_of).chain(&schema.one_of);
            let below: Vec<NodeId> = below.chain(&schema.conditional).copied().collect();
            work.extend(below.into_iter().rev());
            found.push(node);
        }
        found
    }

    /// What conditions say of the values of these schemas, if their type would lose some of it.
    pub(super) fn adding(&mut self, nodes: &[NodeId], said: &[NodeId]) -> Vec<NodeId> {
        let adds = !said.is_empty() && self.loses(nodes, said, 0, &mut 0);
        if adds { said.to_vec() } else { Vec::new() }
    }

    /// The type of the values that all these schemas allow, with what the conditional ones say
    /// of some of them.
    pub(super) fn use_under(
        &mut self,
        nodes: Vec<NodeId>,
        conditional: Vec<NodeId>,
        seed: NameSeed,
    ) -> Type {
        let nullable = self.are_nullable(&nodes);
        let parts = Parts { nodes, conditional, ..Parts::default() };
        let ty = self.without_null(&parts, seed);
        or_null(ty, nullable)
    }

    /// Whether the type of these schemas would lose something that the conditional ones describe.
    /// One that says no more, or keeps every key, stays what it is: most conditions only narrow.
    fn loses(
        &mut self,
        nodes: &[NodeId],
        conditional: &[NodeId],
        depth: usize,
        looked_at: &mut usize,
    ) -> bool {
        let known: BTreeSet<NodeId> =
            nodes.iter().map(|node| self.behind(*node)).collect();
        if conditional.iter().all(|node| known.contains(&self.behind(*node))) {
            return false;
        }
        *looked_at += 1;
        let is_followed = depth <= DEEPEST
            && *looked_at <= MOST_LOOKED_AT
            && !nodes.iter().any(|node| self.is_polymorphic(*node));
        if !is_followed {
            self.report_lost_sight(conditional);
            return false;
        }
        let mut parts = Parts { nodes: nodes.to_vec(), ..Parts::default() };
        let known = self.merge(&parts);
        parts.conditional = conditional.to_vec();
        let all = self.merge(&parts);
        if !known.unions.is_empty() {
            self.report_beside_variants(&known, &all);
            return false;
        }
        let values = (&known.object.additional, &all.conditions.of_values);
        let items = (&known.array.items, &all.conditions.of_items);
        let places = known.array.places.iter().zip(&all.conditions.of_places);
        for (nodes, said) in [values, items].into_iter().chain(places) {
            let is_described = !nodes.is_empty() && !said.is_empty();
            if is_described && self.loses(nodes, said, depth + 1, looked_at) {
                return true;
            }
        }
        if known.keeps_every_key() {
            return false;
        }
        all.object.properties.len() > known.object.properties.len()
            || all.conditions.of_keys.is_some()
            || known.object.properties.iter().any(|(name, sources)| {
                let Some(said) = all.conditions.of_properties.get(name) else {
                    return false;
                };
                let nodes: Vec<NodeId> = sources.iter().map(|it| it.node).collect();
                self.loses(&nodes, said, depth + 1, looked_at)
            })
    }

    /// Says that nobody has looked whether a condition describes more than the type has.
    fn report_lost_sight(&mut self, conditional: &[NodeId]) {
        let Some(&node) = conditional.first() else { return };
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(node),
                "a condition describes values whose type does not follow it: those of a base with \
                 a discriminator, or of schemas too deep or too many",
            )
            .consequence("what it alone describes is left out of the type")
            .remedy("describe it outside the condition"),
        );
    }

    /// Says which property a condition describes of a union that no variant has: all variants
    /// would have to be types of their own for it.
    fn report_beside_variants(
        &mut self,
        known: &MergedSchema<'s>,
        all: &MergedSchema<'s>,
    ) {
        let Some(names) = self.keys_of_variants(known) else { return };
        let lost = all.object.properties.iter().find(|(name, _)| !names.contains(name));
        if let Some((name, sources)) = lost
            && let [source, ..] = sources[..]
        {
            self.report(
                Diagnostic::new(
                    Code::SchemaPartIgnored,
                    Place::Key(source.node),
                    format!(
                        "a condition describes `{}` of values that are one of several variants",
                        shown(name)
                    ),
                )
                .consequence("it is left out of the type, and lost where it comes")
                .remedy("describe it in the variants that have it"),
            );
        }
    }

    /// The keys of the type and of all its variants, and of the variants of these; nothing if one
    /// of them keeps every key.
    fn keys_of_variants(
        &mut self,
        known: &MergedSchema<'s>,
    ) -> Option<BTreeSet<&'s str>> {
        let variants = |merged: &MergedSchema<'s>| -> Vec<NodeId> {
            merged.unions.iter().flat_map(|union| &union.variants).copied().collect()
        };
        let mut names: BTreeSet<&'s str> = known.object.index.keys().copied().collect();
        let mut seen = BTreeSet::new();
        let mut work = variants(known);
        while let Some(variant) = work.pop() {
            if !seen.insert(variant) || seen.len() > MOST_LOOKED_AT {
                continue;
            }
            let merged = self.merge(&Parts::of(variant));
            let types = merged.effective_types();
            if !types.is_empty() && !types.has(JsonTypes::OBJECT) {
                continue;
            }
            if merged.unions.is_empty() && merged.keeps_every_key() {
                return None;
            }
            names.extend(merged.object.index.keys().copied());
            work.extend(variants(&merged));
        }
        Some(names)
    }

    /// Whether keys come of which only conditions say something.
    pub(super) fn keeps_keys_of_conditions(
        &mut self,
        merged: &MergedSchema<'s>,
    ) -> bool {
        let Some(node) =
            merged.conditions.of_keys.filter(|_| merged.object.additional.is_empty())
        else {
            return false;
        };
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(node),
                "a condition describes keys without their names",
            )
            .consequence(
                "the values of other keys are read as they come, without a type",
            )
            .remedy("describe the keys outside the condition"),
        );
        true
    }
}

/// Takes what a conditional schema says of keys that it does not name.
fn take_keys(merged: &mut MergedSchema<'_>, schema: &Schema<'_>) {
    let additional = match schema.additional {
        Some(Additional::Schema(node)) => {
            merged.conditions.of_values.push(node);
            Some(node)
        }
        Some(Additional::Allowed(true)) => {
            merged.object.additional_allowed =
                merged.object.additional_allowed.or(Some(true));
            None
        }
        _ => None,
    };
    let first = schema.patterns.first().copied().or(additional);
    merged.conditions.of_keys = merged.conditions.of_keys.or(first);
}
