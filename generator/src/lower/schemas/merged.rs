//! `allOf` and references with siblings: several schemas that hold at once, made one.
//!
//! Types and enums intersect, `required` is a union, properties of the same name are held
//! together (an empty intersection is reported, never decided by who comes last).

use super::enums::EnumValues;
use super::schema_set::SchemaSet;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Additional, Schema};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::unions::sources::{UnionPlace, UnionSource};
use crate::model::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Schemas that hold at once.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Parts {
    /// The schemas.
    pub(in crate::lower) nodes: Vec<NodeId>,
    /// The unions that are being distributed and do not count any more.
    pub(in crate::lower) without_unions: Vec<UnionPlace>,
    /// Whether one of them was given up: the keys of its variants come all the same.
    pub(in crate::lower) open: bool,
    /// How many combinations of variants there are already, if unions hold at once.
    pub(in crate::lower) combinations: usize,
    /// The types to which a union of several types is being narrowed.
    pub(in crate::lower) only: Option<JsonTypes>,
    /// Schemas that hold of some of the values, since a condition around them says so.
    pub(in crate::lower) conditional: Vec<NodeId>,
}

impl Parts {
    pub(in crate::lower) fn of(node: NodeId) -> Self {
        Self { nodes: vec![node], ..Self::default() }
    }

    /// What the type is remembered by, if the schemas hold with all that they say.
    pub(in crate::lower) fn set(&self) -> Option<SchemaSet> {
        let is_all = self.without_unions.is_empty() && self.only.is_none();
        is_all.then(|| SchemaSet::new(&self.nodes, &self.conditional))
    }
}

/// Where a property stands, and the definition that it belongs to if not the one being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) struct Source {
    pub(in crate::lower) node: NodeId,
    pub(in crate::lower) owner: Option<TypeId>,
}

/// Several schemas as one.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct MergedSchema<'s> {
    /// The first schema, to which findings about the whole are attached.
    pub(in crate::lower) node: Option<NodeId>,
    /// What the type is remembered by, if it is.
    pub(in crate::lower) set: Option<SchemaSet>,
    pub(in crate::lower) types: JsonTypes,
    /// The schema that says so.
    pub(in crate::lower) typed_by: Option<NodeId>,
    /// Keywords that imply a type where `type` is missing.
    pub(in crate::lower) implied: JsonTypes,
    pub(in crate::lower) format: Option<&'s str>,
    /// Formats exclude each other: reported, and none counts.
    pub(in crate::lower) formats_clash: bool,
    pub(in crate::lower) content_encoding: Option<&'s str>,
    pub(in crate::lower) content_media_type: Option<&'s str>,
    pub(in crate::lower) values: Option<EnumValues<'s>>,
    pub(in crate::lower) constant: Option<NodeId>,
    pub(in crate::lower) number: NumberRules,
    pub(in crate::lower) array: ArrayRules,
    pub(in crate::lower) object: ObjectRules<'s>,
    pub(in crate::lower) conditions: Conditions<'s>,
    pub(in crate::lower) unions: Vec<UnionSource<'s>>,
    pub(in crate::lower) never: bool,
    /// No type satisfies all the schemas: reported, and read as anything.
    pub(in crate::lower) clash: bool,
    /// Every schema that was collected.
    pub(in crate::lower) seen: BTreeSet<NodeId>,
}

/// The narrowest limits of a number, and where they stand.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct NumberRules {
    pub(in crate::lower) least: Option<(f64, NodeId)>,
    pub(in crate::lower) most: Option<(f64, NodeId)>,
}

/// What is said of an array.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct ArrayRules {
    pub(in crate::lower) items: Vec<NodeId>,
    /// The schemas of each place of an array that has places.
    pub(in crate::lower) places: Vec<Vec<NodeId>>,
    /// What stands behind the places if `items` does not say it.
    pub(in crate::lower) more: Vec<NodeId>,
    /// `minItems`.
    pub(in crate::lower) fewest: Option<u64>,
    /// `maxItems`; what closes the places is a maximum as well.
    pub(in crate::lower) most: Option<u64>,
}

/// What is said of an object.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct ObjectRules<'s> {
    pub(in crate::lower) properties: Vec<(&'s str, Vec<Source>)>,
    /// Where each property is in the list.
    pub(in crate::lower) index: BTreeMap<&'s str, usize>,
    pub(in crate::lower) required: Vec<&'s str>,
    /// The names of `required`, to look them up.
    pub(in crate::lower) demanded: BTreeSet<&'s str>,
    pub(in crate::lower) additional_allowed: Option<bool>,
    pub(in crate::lower) additional: Vec<NodeId>,
    pub(in crate::lower) patterns: Vec<NodeId>,
}

/// What holds of some of the values.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Conditions<'s> {
    /// The schemas.
    pub(in crate::lower) nodes: Vec<NodeId>,
    /// The properties whose schemas hold one or another, and not together.
    pub(in crate::lower) properties: BTreeSet<&'s str>,
    /// Schemas of properties that are declared without conditions.
    pub(in crate::lower) of_properties: BTreeMap<&'s str, Vec<NodeId>>,
    /// Schemas of the values of other keys.
    pub(in crate::lower) of_values: Vec<NodeId>,
    /// Schemas of the items of an array.
    pub(in crate::lower) of_items: Vec<NodeId>,
    /// Schemas of the items in each place of an array.
    pub(in crate::lower) of_places: Vec<Vec<NodeId>>,
    /// Where a condition first describes keys that it does not name.
    pub(in crate::lower) of_keys: Option<NodeId>,
}

/// What is to be done next in collecting schemas.
enum Step<'s> {
    /// Visit a schema, and the definition that it belongs to.
    Enter(NodeId, Option<TypeId>),
    /// Take what it says itself; what it extends has been taken.
    Take(Rc<Schema<'s>>, Option<TypeId>),
}

impl<'s> Lowerer<'_, 's> {
    /// Collects what all the parts say together.
    pub(in crate::lower) fn merge(&mut self, parts: &Parts) -> MergedSchema<'s> {
        let mut merged = MergedSchema {
            node: parts.nodes.first().copied(),
            set: parts.set(),
            ..MergedSchema::default()
        };
        let mut work: Vec<Step<'s>> =
            parts.nodes.iter().rev().map(|node| Step::Enter(*node, None)).collect();
        while let Some(step) = work.pop() {
            let (node, owner) = match step {
                Step::Enter(node, owner) => (node, owner),
                Step::Take(schema, owner) => {
                    self.take(&mut merged, &schema, owner, parts);
                    continue;
                }
            };
            // The schema that is being built owns what it says itself.
            let is_itself = merged.seen.is_empty() && parts.nodes.len() == 1;
            if !merged.seen.insert(node) {
                continue;
            }
            let definition = self.lowered.definition(node);
            let owner = if is_itself { None } else { definition.or(owner) };
            let schema = self.schema(node);
            let below: Vec<NodeId> =
                schema.reference.iter().chain(&schema.all_of).copied().collect();
            // A base comes first: what a schema says itself is more specific.
            work.push(Step::Take(schema, owner));
            work.extend(below.into_iter().rev().map(|part| Step::Enter(part, owner)));
        }
        self.judge_constant(&mut merged);
        if let Some(constant) = merged.constant.filter(|_| !merged.clash) {
            self.judge_type_of_constant(constant, merged.types);
        }
        merged.conditions.nodes.extend(&parts.conditional);
        self.take_conditional(&mut merged);
        if parts.open && merged.object.additional.is_empty() {
            merged.object.additional_allowed = Some(true);
        }
        if let Some(only) = parts.only {
            merged.types = only;
        }
        merged
    }

    fn take(
        &mut self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
        owner: Option<TypeId>,
        parts: &Parts,
    ) {
        if !self.charge_schema(schema) {
            return;
        }
        merged.never |= schema.boolean == Some(false);
        self.report_unfollowed(schema);
        self.take_types(merged, schema);
        self.take_values(merged, schema);
        self.take_format(merged, schema);
        merged.content_encoding = schema.content_encoding.or(merged.content_encoding);
        merged.content_media_type =
            schema.content_media_type.or(merged.content_media_type);
        for (name, node) in &schema.properties {
            merged.add_property(name, Source { node: *node, owner });
        }
        for name in &schema.required {
            if merged.object.demanded.insert(name) {
                merged.object.required.push(name);
            }
        }
        match schema.additional {
            Some(Additional::Schema(node)) => merged.object.additional.push(node),
            Some(Additional::Allowed(allowed)) => {
                merged.object.additional_allowed =
                    Some(allowed && merged.object.additional_allowed.unwrap_or(true));
            }
            None => {}
        }
        merged.object.patterns.extend(&schema.patterns);
        merged.conditions.nodes.extend(&schema.conditional);
        self.take_items(merged, schema);
        self.take_lengths(merged, schema);
        self.take_limits(merged, schema);
        self.take_unions(merged, schema, &parts.without_unions);
    }

    /// Says which keywords only narrow a schema in ways that types cannot express.
    fn report_unfollowed(&mut self, schema: &Schema<'s>) {
        for (keyword, node) in &schema.unfollowed {
            let consequence = match *keyword {
                "if" | "dependentSchemas" if !schema.conditional.is_empty() => {
                    "the properties that depend on it are taken in and may be left out; whether \
                     they go together is not checked"
                }
                _ => "the type is made without it and takes more than the schema",
            };
            self.report(
                Diagnostic::new(
                    Code::SchemaPartIgnored,
                    Place::Key(*node),
                    format!("`{keyword}` has no counterpart in a type"),
                )
                .consequence(consequence)
                .remedy(
                    "nothing, if that is fine; else say it with `oneOf`, `required` or \
                     `additionalProperties`",
                ),
            );
        }
    }
}

impl<'s> MergedSchema<'s> {
    pub(in crate::lower) fn add_property(&mut self, name: &'s str, source: Source) {
        if let Some(at) = self.object.index.get(name) {
            let sources = &mut self.object.properties[*at].1;
            if sources.iter().all(|known| known.node != source.node) {
                sources.push(source);
            }
        } else {
            self.object.index.insert(name, self.object.properties.len());
            self.object.properties.push((name, vec![source]));
        }
    }

    /// Whether it has properties of its own beside a union's variants.
    pub(in crate::lower) fn has_own_structure(&self) -> bool {
        !self.object.properties.is_empty()
            || !self.object.additional.is_empty()
            || !self.array.items.is_empty()
            || self.values.is_some()
            || self.constant.is_some()
    }

    /// Whether a type of these schemas keeps every key of an object, or is none of objects.
    pub(in crate::lower) fn keeps_every_key(&self) -> bool {
        self.object.properties.is_empty()
            || self.object.additional_allowed == Some(true)
            || self.conditions.of_keys.is_some()
            || !self.object.additional.is_empty()
            || !self.object.patterns.is_empty()
    }

    /// The types, from `type` or from the keywords that only make sense with one.
    pub(in crate::lower) fn effective_types(&self) -> JsonTypes {
        if self.types.is_empty() { self.implied } else { self.types }
    }
}
