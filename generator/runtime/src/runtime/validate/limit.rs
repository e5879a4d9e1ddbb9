//! The limits of the document, as data.

use std::any::Any;

use super::number::Number;

/// A limit, which holds of values of its kind alone: `MinLength` of texts, `MinItems` of arrays
/// (JSON Schema 2020-12, Validation, section 6).
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "they are the keywords")]
pub enum Limit {
    MinLength(u64),
    MaxLength(u64),
    Pattern(&'static str),
    Minimum(Number),
    Maximum(Number),
    ExclusiveMinimum(Number),
    ExclusiveMaximum(Number),
    MultipleOf(Number),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// Of each element of an array.
    Items(&'static [Limit]),
    /// Of the element at a place.
    Item(usize, &'static [Limit]),
    MinProperties(u64),
    MaxProperties(u64),
    /// Of the keys that have no field.
    PropertyNames(&'static [Limit]),
    /// Of the values of keys that have no field.
    Values(&'static [Limit]),
}

/// The limits of an object.
#[derive(Debug)]
pub struct LimitTable {
    /// Those of the object itself.
    pub own: &'static [Limit],
    /// Those of its fields, by their keys as sent, in the order of the fields.
    pub keys: &'static [(&'static str, &'static [Limit])],
}

/// A type with a table of limits.
pub trait Limited {
    /// The table.
    const TABLE: &'static LimitTable;

    /// The table, for a `Model`, which does not know what it is.
    const UNTYPED: &'static (dyn Any + Send + Sync) = Self::TABLE;
}
