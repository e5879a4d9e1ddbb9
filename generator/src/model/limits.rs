//! Limits: what values must keep to beyond their type, for crates that check it.

use super::SpecStr;

/// A limit. It holds of values of its kind alone: a length of texts, a count of arrays.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are the keywords of JSON Schema")]
pub enum Limit {
    MinLength(u64),
    MaxLength(u64),
    Pattern(SpecStr),
    Minimum(Bound),
    Maximum(Bound),
    ExclusiveMinimum(Bound),
    ExclusiveMaximum(Bound),
    MultipleOf(Bound),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// Those of each element of an array.
    Items(Vec<Limit>),
    /// Those of the element at a place.
    Item(usize, Vec<Limit>),
    MinProperties(u64),
    MaxProperties(u64),
    /// Those of keys that are no properties.
    PropertyNames(Vec<Limit>),
    /// Those of the values under keys that are no properties.
    Values(Vec<Limit>),
}

/// A number that bounds others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Whole(i128),
    /// Any other one, or one of so many digits.
    Real(f64),
}

impl Bound {
    /// Reads a number as JSON spells it; nothing where it has no end.
    pub fn parse(text: &str) -> Option<Self> {
        /// Whole numbers beyond two to the power of 53 may be rounded.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        let real: f64 = text.parse().ok()?;
        if real.fract() == 0.0 && real.abs() <= EXACT {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is whole, and small"
            )]
            return Some(Self::Whole(real as i128));
        }
        real.is_finite().then_some(Self::Real(real))
    }
}
