//! The document as JSON, which targets are looked up in. It follows the tree change by change:
//! making it anew for each action would cost the whole document each time.

use super::super::{Kind, NodeId, Sources};
use super::edit::Misfit;
use super::{Location, Step};
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

/// So many places a target may select.
const MOST: usize = 1_000_000;

/// So many bytes of text actions may add, counted wherever they add them.
const MOST_TEXT: usize = 128 << 20;

/// So many values actions may add, counted likewise: here each takes many times what it does in
/// the tree, so that the budget for values of documents is too large for it.
const MOST_VALUES: usize = 1_000_000;

/// The document as it is now.
pub(super) struct Mirror {
    value: Value,
    added: Amount,
}

/// How much a value is.
#[derive(Clone, Copy, Default)]
struct Amount {
    values: usize,
    /// In bytes.
    text: usize,
}

impl Amount {
    fn is_too_much(self) -> bool {
        self.values > MOST_VALUES || self.text > MOST_TEXT
    }

    /// Together with another one, so many times.
    fn and(self, other: Self, times: usize) -> Self {
        let and =
            |own: usize, other: usize| own.saturating_add(other.saturating_mul(times));
        Self { values: and(self.values, other.values), text: and(self.text, other.text) }
    }
}

impl Mirror {
    pub(super) fn of(sources: &Sources) -> Option<Self> {
        let value = sources.to_json_within(sources.root(), usize::MAX)?;
        Some(Self { value, added: Amount::default() })
    }

    /// Whether a value can be added in so many places.
    pub(super) fn has_room(
        &mut self,
        value: NodeId,
        places: usize,
        sources: &Sources,
    ) -> Result<(), Misfit> {
        self.added = self.added.and(amount_of(sources, value), places);
        if self.added.is_too_much() { Err(Misfit::Growth) } else { Ok(()) }
    }

    /// What a target selects, in the order of the document and each place once; `None` if that
    /// are too many.
    pub(super) fn find(&self, path: &JsonPath) -> Option<Vec<Location>> {
        // A place takes much more memory than a value.
        if path.query(&self.value).len() > MOST {
            return None;
        }
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        let found = path.query_located(&self.value);
        let locations = found.locations().map(|path| path.iter().map(step).collect());
        let mut locations: Vec<Location> = locations.collect();
        locations.sort();
        locations.dedup();
        Some(locations)
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

    /// Reads anew what an update has changed in a value.
    pub(super) fn refresh(
        &mut self,
        location: &[Step],
        node: NodeId,
        update: NodeId,
        sources: &Sources,
    ) {
        if let Some(value) = self.at(location) {
            follow(value, node, update, sources);
        }
    }

    fn at(&mut self, location: &[Step]) -> Option<&mut Value> {
        location.iter().try_fold(&mut self.value, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Index(index) => value.get_mut(*index),
        })
    }
}

/// Only what the update names: reading the whole value anew would make many small updates of a
/// large one slow.
fn follow(value: &mut Value, node: NodeId, update: NodeId, sources: &Sources) {
    match (value, sources.kind(update)) {
        (Value::Object(map), Kind::Map) => {
            for (key, update) in sources.entries(update) {
                let Some(child) = sources.get(node, key) else { continue };
                match map.get_mut(key) {
                    Some(old @ (Value::Object(_) | Value::Array(_))) => {
                        follow(old, child, update, sources);
                    }
                    _ => {
                        let new = sources.to_json_within(child, usize::MAX);
                        map.insert(key.to_owned(), new.unwrap_or_default());
                    }
                }
            }
        }
        (Value::Array(items), _) => {
            let new = sources.items(node).skip(items.len());
            let new = new.filter_map(|item| sources.to_json_within(item, usize::MAX));
            items.extend(new.collect::<Vec<_>>());
        }
        (value, _) => {
            *value = sources.to_json_within(node, usize::MAX).unwrap_or_default();
        }
    }
}

/// How many values a value is, and the text of its keys and scalars, as far as that is not too much.
fn amount_of(sources: &Sources, value: NodeId) -> Amount {
    let (mut amount, mut open) = (Amount::default(), vec![value]);
    while let Some(node) = open.pop().filter(|_| !amount.is_too_much()) {
        amount.values += 1;
        match sources.kind(node) {
            Kind::String(own) | Kind::Number(own) => amount.text += own.len(),
            Kind::Map => {
                for (key, child) in sources.entries(node) {
                    amount.text += key.len();
                    open.push(child);
                }
            }
            Kind::Seq => open.extend(sources.items(node)),
            Kind::Null | Kind::Bool(_) => {}
        }
    }
    amount
}
