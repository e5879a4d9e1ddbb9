//! The keywords that limit values (JSON Schema 2020-12, Validation, section 6).

use crate::formats::range_of_integers;
use crate::json_types::JsonTypes;
use crate::model::{Bound, Limit, SpecStr};
use serde_json::Value;

/// The limit that a keyword says; nothing where it says none.
pub(super) fn limit(keyword: &str, value: &Value) -> Option<Limit> {
    Some(match keyword {
        "minLength" => Limit::MinLength(least(value)?),
        "maxLength" => Limit::MaxLength(count(value)?),
        "pattern" => Limit::Pattern(SpecStr::new(value.as_str()?)),
        "minimum" => Limit::Minimum(bound(value)?),
        "maximum" => Limit::Maximum(bound(value)?),
        "exclusiveMinimum" => Limit::ExclusiveMinimum(bound(value)?),
        "exclusiveMaximum" => Limit::ExclusiveMaximum(bound(value)?),
        "multipleOf" => Limit::MultipleOf(bound(value).filter(is_above_zero)?),
        "minItems" => Limit::MinItems(least(value)?),
        "maxItems" => Limit::MaxItems(count(value)?),
        "uniqueItems" if *value == Value::Bool(true) => Limit::UniqueItems,
        "minProperties" => Limit::MinProperties(least(value)?),
        "maxProperties" => Limit::MaxProperties(count(value)?),
        _ => return None,
    })
}

/// The type whose values a limit holds of.
pub(super) fn limited(limit: &Limit) -> JsonTypes {
    match limit {
        Limit::MinLength(_) | Limit::MaxLength(_) | Limit::Pattern(_) => {
            JsonTypes::STRING
        }
        Limit::Minimum(_)
        | Limit::Maximum(_)
        | Limit::ExclusiveMinimum(_)
        | Limit::ExclusiveMaximum(_)
        | Limit::MultipleOf(_) => JsonTypes::NUMBER,
        Limit::MinItems(_)
        | Limit::MaxItems(_)
        | Limit::UniqueItems
        | Limit::Items(_)
        | Limit::Item(..) => JsonTypes::ARRAY,
        Limit::MinProperties(_)
        | Limit::MaxProperties(_)
        | Limit::PropertyNames(_)
        | Limit::Values(_) => JsonTypes::OBJECT,
    }
}

/// Whether the Rust type of a whole number says as much as a limit of it.
pub(super) fn is_implied(limit: &Limit, types: JsonTypes, format: Option<&str>) -> bool {
    if !types.has(JsonTypes::INTEGER) || types.has(JsonTypes::NUMBER) {
        return false;
    }
    // Others may have no sign, if their limits ask for that.
    let (least, most) =
        format.and_then(range_of_integers).unwrap_or((i64::MIN.into(), u64::MAX.into()));
    match *limit {
        Limit::Minimum(Bound::Whole(bound)) => bound <= least,
        Limit::ExclusiveMinimum(Bound::Whole(bound)) => bound < least,
        Limit::Maximum(Bound::Whole(bound)) => bound >= most,
        Limit::ExclusiveMaximum(Bound::Whole(bound)) => bound > most,
        Limit::MultipleOf(Bound::Whole(1)) => true,
        _ => false,
    }
}

fn count(value: &Value) -> Option<u64> {
    match bound(value)? {
        Bound::Whole(whole) => u64::try_from(whole).ok(),
        Bound::Real(_) => None,
    }
}

/// A count that is not reached by itself.
fn least(value: &Value) -> Option<u64> {
    count(value).filter(|count| *count > 0)
}

fn bound(value: &Value) -> Option<Bound> {
    Bound::parse(&value.as_number()?.to_string())
}

fn is_above_zero(bound: &Bound) -> bool {
    match *bound {
        Bound::Whole(whole) => whole > 0,
        Bound::Real(real) => real > 0.0,
    }
}
