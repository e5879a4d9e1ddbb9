//! What the keywords of a schema say about the type of its values.

use crate::document::{Additional, Schema, Types};
use crate::model::is_uuid;

/// Whether a schema says anything about the value besides documentation, `required` and `null`.
pub(in crate::lower) fn says_something(schema: &Schema<'_>) -> bool {
    says_more_than_type(schema) || !schema.types.is_empty() || schema.format.is_some()
}

/// Whether a schema says more than which type the value has.
pub(super) fn says_more_than_type(schema: &Schema<'_>) -> bool {
    schema.boolean == Some(false)
        || schema.values.is_some()
        || schema.constant.is_some()
        || !schema.properties.is_empty()
        || matches!(
            schema.additional,
            Some(Additional::Schema(_) | Additional::Allowed(true))
        )
        || !schema.patterns.is_empty()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || schema.content_encoding.is_some()
}

/// What the other keywords say about the type where `type` is missing.
pub(super) fn hints(schema: &Schema<'_>) -> Types {
    let mut types = Types::default();
    if !schema.types.is_empty() {
        return types;
    }
    if !schema.properties.is_empty()
        || schema.additional.is_some()
        || !schema.patterns.is_empty()
    {
        types.object = true;
    }
    if schema.items.is_some() || !schema.prefix_items.is_empty() {
        types.array = true;
    }
    // Both apply to strings alone (JSON Schema 2020-12, Validation, section 8).
    if schema.content_media_type.is_some() || schema.content_encoding.is_some() {
        types.string = true;
    }
    match schema.format {
        Some("int32" | "int64") => types.integer = true,
        Some("float" | "double") => types.number = true,
        Some(
            "date-time" | "date" | "time" | "uri" | "email" | "byte" | "binary"
            | "password",
        ) => {
            types.string = true;
        }
        Some(uuid) if is_uuid(uuid) => types.string = true,
        _ => {}
    }
    for (keyword, _) in &schema.facts {
        match *keyword {
            "pattern" | "minLength" | "maxLength" => types.string = true,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum"
            | "multipleOf" => {
                types.number = !types.integer;
            }
            _ => {}
        }
    }
    if types.len() > 1 { Types::default() } else { types }
}
