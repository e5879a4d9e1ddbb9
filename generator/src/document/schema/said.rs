//! How much a schema says.

use super::{Additional, Schema};
use crate::json_types::JsonTypes;

impl Schema<'_> {
    /// Whether a schema says anything about the value besides documentation, `required` and `null`.
    pub fn says_something(&self) -> bool {
        self.says_more_than_type() || !self.types.is_empty() || self.format.is_some()
    }

    /// Whether a schema says more than which type the value has.
    pub fn says_more_than_type(&self) -> bool {
        self.says_more_than_reference() || !self.all_of.is_empty()
    }

    /// Whether a schema says more than its reference, its `allOf` and its type.
    pub fn adds_structure(&self) -> bool {
        // A type without a reference beside it is all that there is.
        let is_only_type = self.reference.is_none()
            && self.all_of.is_empty()
            && !self.types.is_empty()
            && !self.types.has(JsonTypes::OBJECT);
        self.says_more_than_reference() || is_only_type
    }

    fn says_more_than_reference(&self) -> bool {
        self.boolean == Some(false)
            || self.values.is_some()
            || self.constant.is_some()
            || !self.properties.is_empty()
            || matches!(
                self.additional,
                Some(Additional::Schema(_) | Additional::Allowed(true))
            )
            || !self.patterns.is_empty()
            || self.items.is_some()
            || !self.prefix_items.is_empty()
            || !self.any_of.is_empty()
            || !self.one_of.is_empty()
            || self.content_encoding.is_some()
    }
}
