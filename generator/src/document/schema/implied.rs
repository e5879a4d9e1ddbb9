//! The type of a schema's values where `type` is missing.

use super::Schema;
use crate::diagnostics::NodeId;
use crate::formats::is_uuid;
use crate::json_types::JsonTypes;

/// The constraints that apply to strings alone.
const OF_STRINGS: &[&str] = &["pattern", "minLength", "maxLength"];

/// The constraints that apply to numbers alone.
const OF_NUMBERS: &[&str] =
    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

impl Schema<'_> {
    /// The type that the other keywords imply where `type` is missing; empty where they imply
    /// several.
    pub fn implied_types(&self) -> JsonTypes {
        if !self.types.is_empty() {
            return JsonTypes::NONE;
        }
        let mut types = self.format.map(types_of_format).unwrap_or_default();
        // What has content is a string (JSON Schema 2020-12, Validation, section 8).
        let has_content =
            self.content_media_type.is_some() || self.content_encoding.is_some();
        if has_content || self.has_any_of(OF_STRINGS) {
            types.insert(JsonTypes::STRING);
        }
        if !types.has(JsonTypes::INTEGER) && self.has_any_of(OF_NUMBERS) {
            types.insert(JsonTypes::NUMBER);
        }
        if self.items.is_some() || !self.prefix_items.is_empty() {
            types.insert(JsonTypes::ARRAY);
        }
        if !self.properties.is_empty()
            || self.additional.is_some()
            || !self.patterns.is_empty()
        {
            types.insert(JsonTypes::OBJECT);
        }
        if types.len() > 1 { JsonTypes::NONE } else { types }
    }

    /// The value of a keyword that only narrows a type: `maxLength`, `pattern`.
    pub fn constraint(&self, keyword: &str) -> Option<NodeId> {
        let mut facts = self.facts.iter();
        facts.find(|(known, _)| *known == keyword).map(|(_, node)| *node)
    }

    fn has_any_of(&self, constraints: &[&str]) -> bool {
        constraints.iter().any(|keyword| self.constraint(keyword).is_some())
    }
}

/// The type of whatever has a format; empty where the format is used with several.
fn types_of_format(format: &str) -> JsonTypes {
    match format {
        "int32" | "int64" => JsonTypes::INTEGER,
        "float" | "double" => JsonTypes::NUMBER,
        "date-time" | "date" | "time" | "uri" | "email" | "byte" | "binary"
        | "password" => JsonTypes::STRING,
        uuid if is_uuid(uuid) => JsonTypes::STRING,
        _ => JsonTypes::NONE,
    }
}
