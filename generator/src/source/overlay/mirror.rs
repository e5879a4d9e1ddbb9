//! The document as JSON, which targets are looked up in. It follows the tree change by change:
//! making it anew for each action would cost the whole document each time.

use super::super::{NodeId, Sources};
use super::{Location, Step};
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

/// The document as it is now.
pub(super) struct Mirror(Value);

impl Mirror {
    pub(super) fn of(sources: &Sources) -> Option<Self> {
        sources.to_json_within(sources.root(), usize::MAX).map(Self)
    }

    /// What a target selects, in the order of the document and each place once.
    pub(super) fn find(&self, path: &JsonPath) -> Vec<Location> {
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        let found = path.query_located(&self.0);
        let locations = found.locations().map(|path| path.iter().map(step).collect());
        let mut locations: Vec<Location> = locations.collect();
        locations.sort();
        locations.dedup();
        locations
    }

    /// Takes a value out.
    pub(super) fn remove(&mut self, location: &[Step]) {
        let Some((last, container)) = location.split_last() else { return };
        match (self.at(container), last) {
            (Some(Value::Object(map)), Step::Key(key)) => {
                map.remove(key);
            }
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            _ => {}
        }
    }

    /// Reads a value anew.
    pub(super) fn refresh(
        &mut self,
        location: &[Step],
        node: NodeId,
        sources: &Sources,
    ) {
        let new = sources.to_json_within(node, usize::MAX);
        if let (Some(old), Some(new)) = (self.at(location), new) {
            *old = new;
        }
    }

    fn at(&mut self, location: &[Step]) -> Option<&mut Value> {
        location.iter().try_fold(&mut self.0, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Index(index) => value.get_mut(*index),
        })
    }
}
