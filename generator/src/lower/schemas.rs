//! Schemas → types: the way from a schema to the use of a type.

mod arrays;
pub(super) mod components;
mod conditional;
mod conditional_fields;
mod constants;
pub(super) mod enums;
mod formats;
mod intersections;
mod limits;
pub(super) mod lowered;
mod marks;
pub(super) mod merged;
mod no_lists;
mod null_objects;
mod nullable;
mod number_texts;
pub(super) mod objects;
mod odd_values;
pub(super) mod references;
pub(super) mod scalars;
pub(super) mod schema_set;
mod titles;

use super::{Lowerer, leave_default};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::position::words;
use crate::json_types::JsonTypes;
use crate::model::{NameSeed, Shape, SpecStr, Type, TypeId};
use merged::{MergedSchema, Parts};
use schema_set::SchemaSet;

/// Where a definition goes if one is needed.
pub(super) enum Target {
    /// Into this placeholder.
    Into(TypeId),
    /// Into a new definition with this name.
    Fresh(NameSeed),
}

/// Inline schemas deeper than this are read as anything; the depth of the tree is limited
/// as well, but references to parts of schemas add to it.
pub(super) const DEEPEST: usize = 400;

/// Definitions that are met so deep are filled later: files that refer to each other are not
/// nested in one another, however long the way is.
const FAR_DOWN: usize = 50;

impl<'s> Lowerer<'_, 's> {
    /// The type of the values that a schema allows.
    pub(super) fn use_of(&mut self, node: NodeId, seed: NameSeed) -> Type {
        let nullable = self.is_nullable(node);
        let ty = self.without_null(&Parts::of(node), seed);
        or_null(ty, nullable)
    }

    /// The type of the values other than `null`.
    pub(super) fn without_null(&mut self, parts: &Parts, seed: NameSeed) -> Type {
        if let Some(target) = self.single_reference(parts) {
            return self.definition_of(target);
        }
        let Some(set) = parts.set() else {
            return self.build(parts, Target::Fresh(seed));
        };
        if let Some(known) = self.known_at(&set, &seed) {
            return known;
        }
        if self.lowered.is_begun(&set) {
            let stand_in = self.lowered.stand_in_of(&set);
            return Type::Def(stand_in.unwrap_or_else(|| self.stand_in(set, seed)));
        }
        self.lowered.begin(set.clone());
        let ty = self.build(parts, Target::Fresh(seed));
        let ty = match self.lowered.end(&set) {
            Some(id) if ty != Type::Def(id) => {
                self.types[id].shape = Shape::Alias(ty);
                Type::Def(id)
            }
            _ => ty,
        };
        self.lowered.remember(set, ty.clone());
        ty
    }

    /// What schemas have become. One that a reference met first was named after its pointer, since
    /// its place was not known yet: its place names it better.
    fn known_at(&mut self, set: &SchemaSet, seed: &NameSeed) -> Option<Type> {
        let met = set.only().and_then(|node| self.lowered.definition(node));
        let Some(id) = met.filter(|id| !self.types[*id].component) else {
            return self.lowered.inline(set).cloned();
        };
        if self.lowered.take_place(id) && !self.is_within(seed, id) {
            let definition = &mut self.types[id];
            definition.seed = seed.clone();
            leave_default(&mut definition.docs, seed);
        }
        match &self.types[id].shape {
            // Only the reference has use for another name of it.
            Shape::Alias(ty) if *ty != Type::Def(id) => Some(ty.clone()),
            _ => Some(Type::Def(id)),
        }
    }

    /// Whether a place is in what a definition holds.
    fn is_within(&self, seed: &NameSeed, id: TypeId) -> bool {
        let mut seed = seed;
        while let NameSeed::Inside { parent, .. } = seed {
            if *parent == id {
                return true;
            }
            seed = &self.types[*parent].seed;
        }
        false
    }

    /// A definition for schemas that lead back to themselves and would have none: a list of
    /// itself cannot be said without a name.
    fn stand_in(&mut self, set: SchemaSet, seed: NameSeed) -> TypeId {
        let origin = set.first();
        let id = self.declare(origin.unwrap_or(self.document.sources.root()), seed);
        self.lowered.stand_in(set, id);
        id
    }

    /// Fills the placeholder of a definition.
    pub(super) fn define(&mut self, id: TypeId, node: NodeId) {
        let parts = Parts::of(node);
        let referred = match self.schema(node).reference {
            Some(target) if self.is_bare_reference(node) => Some(target),
            _ => {
                let target = self.another_name_for(&parts);
                target.filter(|base| !self.is_polymorphic(*base))
            }
        };
        let ty = match referred {
            Some(target) => self.definition_of(target),
            None => self.build(&parts, Target::Into(id)),
        };
        if ty != Type::Def(id) {
            self.types[id].shape = Shape::Alias(ty);
        }
    }

    /// The definition of a schema that a reference points at.
    pub(super) fn definition_of(&mut self, node: NodeId) -> Type {
        if let Some(id) = self.lowered.definition(node) {
            return Type::Def(id);
        }
        if let Some(known) = self.lowered.inline(&SchemaSet::of(node)) {
            return known.clone();
        }
        let seed = NameSeed::Component(SpecStr::new(&self.name_of_target(node)));
        let id = self.declare(node, seed);
        self.lowered.add_met_by_reference(node, id);
        if self.lowered.depth >= FAR_DOWN {
            self.lowered.postpone(id, node);
            return Type::Def(id);
        }
        self.lowered.depth += 1;
        self.define(id, node);
        self.lowered.depth -= 1;
        Type::Def(id)
    }

    /// A name for a schema that is not a component: the last words of its pointer that people
    /// chose, behind the name of the component in which it stands.
    pub(super) fn name_of_target(&self, node: NodeId) -> String {
        let pointer = self.document.sources.pointer(node);
        let (file, fragment) = pointer.split_once('#').unwrap_or((&pointer, ""));
        let words = words(fragment);
        if words.is_empty() {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            return name.split('.').next().unwrap_or(name).to_owned();
        }
        words.join(" ")
    }

    /// Decides what kind of type the parts are together, and makes it.
    pub(super) fn build(&mut self, parts: &Parts, target: Target) -> Type {
        let Some(node) = parts.nodes.first().copied() else { return Type::Any };
        if self.lowered.depth > DEEPEST {
            return self.too_deep(node);
        }
        self.lowered.depth += 1;
        let ty = self.build_within_depth(parts, target);
        self.lowered.depth -= 1;
        ty
    }

    fn build_within_depth(&mut self, parts: &Parts, target: Target) -> Type {
        if self.is_exhausted() || !self.charge_combination(parts) {
            return Type::Any;
        }
        let merged = self.merge(parts);
        if merged.never {
            self.report_never(&merged);
            return Type::Any;
        }
        if merged.clash {
            return Type::Any;
        }
        if let Some(constant) = merged.constant {
            return self.build_constant(constant, &merged, target);
        }
        if merged.values.is_some() {
            return self.build_enum(&merged, target);
        }
        if let Some(polymorphic) = self.polymorphic_parts(parts, &merged) {
            return self.build_polymorphic(polymorphic, target);
        }
        if !merged.unions.is_empty() {
            return self.build_union(parts, &merged, target);
        }
        let types = merged.effective_types();
        match types.len() {
            0 => Type::Any,
            1 => self.build_single(&merged, types, target),
            _ => self.build_union_of_types(parts, types, target),
        }
    }

    pub(super) fn build_single(
        &mut self,
        merged: &MergedSchema<'s>,
        types: JsonTypes,
        target: Target,
    ) -> Type {
        if types.has(JsonTypes::OBJECT) {
            self.build_object(merged, target)
        } else if types.has(JsonTypes::ARRAY) {
            self.build_array(merged, target)
        } else {
            if types == JsonTypes::INTEGER {
                self.report_beyond_64_bits(merged);
                self.report_128_bits(merged);
            }
            Type::Scalar(self.scalar(merged, types))
        }
    }

    /// The placeholder to fill: the given one, or a new one for what stands at a node.
    pub(super) fn claim(&mut self, target: Target, origin: Option<NodeId>) -> TypeId {
        match target {
            Target::Into(id) => id,
            Target::Fresh(seed) => {
                let origin = origin.unwrap_or(self.document.sources.root());
                self.declare(origin, seed)
            }
        }
    }

    /// Makes a type known before what it holds is, for schemas that refer back to it.
    pub(super) fn announce(&mut self, set: Option<&SchemaSet>, id: TypeId) {
        if let Some(set) = set.filter(|_| !self.types[id].component) {
            self.lowered.announce(set.clone(), id);
        }
    }

    fn too_deep(&mut self, node: NodeId) -> Type {
        self.report(
            Diagnostic::new(
                Code::OverBudget,
                Place::Node(node),
                format!("schemas are nested more than {DEEPEST} deep here"),
            )
            .consequence("everything below is read as if anything were allowed")
            .remedy("give the inner schemas names under `components/schemas`"),
        );
        Type::Any
    }

    fn report_never(&mut self, merged: &MergedSchema<'s>) {
        let Some(node) = merged.node else { return };
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(node),
                "the schema `false` allows no value at all",
            )
            .consequence("it is read as if anything were allowed")
            .remedy("leave the property out if nobody can send it"),
        );
    }
}

/// Adds `null` to a type, once.
pub(super) fn or_null(ty: Type, nullable: bool) -> Type {
    match ty {
        Type::Any | Type::Nullable(_) => ty,
        _ if nullable => Type::Nullable(Box::new(ty)),
        _ => ty,
    }
}
