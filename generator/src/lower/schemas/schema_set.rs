//! What a type is remembered by.

use crate::diagnostics::NodeId;
use std::collections::BTreeSet;

/// The schemas of which a type is made, in an order that does not depend on where they met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) struct SchemaSet {
    /// The schemas that hold of all values.
    always: BTreeSet<NodeId>,
    /// The schemas that hold of some of the values, since a condition around them says so.
    conditional: BTreeSet<NodeId>,
}

impl SchemaSet {
    pub(super) fn new(always: &[NodeId], conditional: &[NodeId]) -> Self {
        let set = |nodes: &[NodeId]| nodes.iter().copied().collect();
        Self { always: set(always), conditional: set(conditional) }
    }

    /// The set of one schema.
    pub(super) fn of(node: NodeId) -> Self {
        Self::new(&[node], &[])
    }

    /// The schema, if it is the only one.
    pub(super) fn only(&self) -> Option<NodeId> {
        let is_one = self.always.len() == 1 && self.conditional.is_empty();
        self.first().filter(|_| is_one)
    }

    pub(super) fn first(&self) -> Option<NodeId> {
        self.always.first().copied()
    }
}
