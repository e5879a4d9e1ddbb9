//! What schemas have become, and what is being made of them.

use super::schema_set::SchemaSet;
use crate::diagnostics::NodeId;
use crate::model::{Type, TypeId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The types of the schemas that were met so far.
#[derive(Default)]
pub(in crate::lower) struct Lowered {
    /// The definitions of components and of everything else that a reference points at.
    definitions: BTreeMap<NodeId, TypeId>,
    /// Definitions whose name comes from a JSON pointer, because a reference met them before their
    /// place did.
    by_pointer: BTreeSet<TypeId>,
    /// Where the definitions of components stand that only refer to them.
    bodies: BTreeMap<TypeId, NodeId>,
    /// What inline schemas became, alone or several at once: what several types share is lowered
    /// once.
    inline: BTreeMap<SchemaSet, Type>,
    /// What the schemas became of properties that several conditions describe.
    conditional: BTreeMap<Vec<NodeId>, Type>,
    /// Inline schemas whose type is being made, with the definition that stands for it where they
    /// lead back to themselves.
    in_progress: BTreeMap<SchemaSet, Option<TypeId>>,
    /// Definitions that were met far down, to be filled afterwards.
    pending: VecDeque<(TypeId, NodeId)>,
    /// How deep lowering is within inline schemas.
    pub(super) depth: usize,
}

impl Lowered {
    /// The definition of what a component or a reference stands for.
    pub(in crate::lower) fn definition(&self, node: NodeId) -> Option<TypeId> {
        self.definitions.get(&node).copied()
    }

    pub(super) fn add_definition(&mut self, node: NodeId, id: TypeId) {
        self.definitions.insert(node, id);
    }

    /// Adds the definition of a schema that a reference met before its place did.
    pub(super) fn add_met_by_reference(&mut self, node: NodeId, id: TypeId) {
        self.add_definition(node, id);
        self.by_pointer.insert(id);
    }

    /// Whether a definition still waits for its place to name it; from now on it does not.
    pub(super) fn take_place(&mut self, id: TypeId) -> bool {
        self.by_pointer.remove(&id)
    }

    /// Makes a schema elsewhere the one that a component stands for.
    pub(super) fn stand_for(&mut self, id: TypeId, target: NodeId) {
        self.add_definition(target, id);
        self.bodies.insert(id, target);
    }

    /// The schema elsewhere that a component stands for, or itself.
    pub(super) fn body_of(&self, node: NodeId) -> NodeId {
        let id = self.definition(node);
        id.and_then(|id| self.bodies.get(&id)).copied().unwrap_or(node)
    }

    /// What inline schemas became.
    pub(super) fn inline(&self, set: &SchemaSet) -> Option<&Type> {
        self.inline.get(set)
    }

    /// Makes a type known before what it holds is.
    pub(super) fn announce(&mut self, set: SchemaSet, id: TypeId) {
        self.inline.entry(set).or_insert(Type::Def(id));
    }

    /// Makes a schema the type of an equal one that was met before.
    pub(in crate::lower) fn share(&mut self, known: NodeId, equal: NodeId) {
        if let Some(ty) = self.inline.get(&SchemaSet::of(known)) {
            self.inline.insert(SchemaSet::of(equal), ty.clone());
        }
    }

    /// The inline schemas that became a type alone.
    pub(in crate::lower) fn lone(&self) -> impl Iterator<Item = (NodeId, &Type)> {
        self.inline.iter().filter_map(|(set, ty)| Some((set.only()?, ty)))
    }

    /// The definition of each schema that has one.
    pub(in crate::lower) fn definitions(
        &self,
    ) -> impl Iterator<Item = (NodeId, TypeId)> {
        self.definitions.iter().map(|(node, id)| (*node, *id))
    }

    /// Begins with the type of inline schemas.
    pub(super) fn begin(&mut self, set: SchemaSet) {
        self.in_progress.insert(set, None);
    }

    /// Whether the type of inline schemas is being made.
    pub(super) fn is_begun(&self, set: &SchemaSet) -> bool {
        self.in_progress.contains_key(set)
    }

    /// The definition that stands for a type that is being made.
    pub(super) fn stand_in_of(&self, set: &SchemaSet) -> Option<TypeId> {
        self.in_progress.get(set).copied().flatten()
    }

    /// Makes a definition stand for a type that is being made.
    pub(super) fn stand_in(&mut self, set: SchemaSet, id: TypeId) {
        self.in_progress.insert(set, Some(id));
    }

    /// Ends with the type of inline schemas; the definition that stands for it.
    pub(super) fn end(&mut self, set: &SchemaSet) -> Option<TypeId> {
        self.in_progress.remove(set).flatten()
    }

    pub(super) fn remember(&mut self, set: SchemaSet, ty: Type) {
        self.inline.insert(set, ty);
    }

    /// What the schemas of a property became that several conditions describe.
    pub(super) fn conditional(&self, nodes: &[NodeId]) -> Option<&Type> {
        self.conditional.get(nodes)
    }

    pub(super) fn remember_conditional(&mut self, nodes: &[NodeId], ty: Type) {
        self.conditional.insert(nodes.to_vec(), ty);
    }

    /// Leaves a definition to be filled afterwards.
    pub(super) fn postpone(&mut self, id: TypeId, node: NodeId) {
        self.pending.push_back((id, node));
    }

    pub(super) fn next_postponed(&mut self) -> Option<(TypeId, NodeId)> {
        self.pending.pop_front()
    }
}
