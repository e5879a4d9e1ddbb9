//! What a call of each operation is made with, where somebody wants to make them all.

use super::{NodeId, SpecValue};
use std::collections::BTreeMap;

/// Arguments of operations as JSON.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    params: BTreeMap<(NodeId, NodeId), SpecValue>,
    bodies: BTreeMap<NodeId, BTreeMap<String, SpecValue>>,
}

impl Arguments {
    /// Adds the value of a parameter of an operation.
    pub fn add_param(&mut self, operation: NodeId, param: NodeId, value: SpecValue) {
        self.params.insert((operation, param), value);
    }

    /// Adds the body of an operation in a media type.
    pub fn add_body(&mut self, operation: NodeId, media: &str, value: SpecValue) {
        self.bodies.entry(operation).or_default().insert(media.to_owned(), value);
    }

    /// The value of a parameter, if one could be made.
    pub fn param(&self, operation: NodeId, param: NodeId) -> Option<&SpecValue> {
        self.params.get(&(operation, param))
    }

    /// The body in a media type, if one could be made.
    pub fn body(&self, operation: NodeId, media: &str) -> Option<&SpecValue> {
        self.bodies.get(&operation)?.get(media)
    }
}
