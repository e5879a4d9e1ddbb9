//! Arrays that go on behind the places of a tuple.

use super::model::{Edit, Slot, View};

/// What an array has behind those places that have a type of their own: the last of a tuple.
///
/// Serde's tuples have as many items as types. One that ends in this is read and written within
/// other types, by `from_json` and by `to_json`, and not by serde alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rest<T>(pub Vec<T>);

impl<T> Default for Rest<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Slot> Slot for Rest<T> {
    fn is_rest() -> bool {
        true
    }

    fn vacant() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::List(&self.0)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::List(&mut self.0)
    }
}
