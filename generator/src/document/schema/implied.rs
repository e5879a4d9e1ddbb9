//! The type of a schema's values where `type` is missing.

use super::{Schema, Types};
use crate::formats::is_uuid;

/// The constraints that apply to strings alone.
const OF_STRINGS: &[&str] = &["pattern", "minLength", "maxLength"];

/// The constraints that apply to numbers alone.
const OF_NUMBERS: &[&str] =
    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

impl Schema<'_> {
    /// The type that the other keywords imply where `type` is missing; empty where they imply
    /// several.
    pub fn implied_types(&self) -> Types {
        if !self.types.is_empty() {
            return Types::default();
        }
        let format = self.format.map(types_of_format).unwrap_or_default();
        // What has content is a string (JSON Schema 2020-12, Validation, section 8).
        let has_content =
            self.content_media_type.is_some() || self.content_encoding.is_some();
        let types = Types {
            boolean: false,
            integer: format.integer,
            number: format.number || !format.integer && self.has_any_of(OF_NUMBERS),
            string: format.string || has_content || self.has_any_of(OF_STRINGS),
            array: self.items.is_some() || !self.prefix_items.is_empty(),
            object: !self.properties.is_empty()
                || self.additional.is_some()
                || !self.patterns.is_empty(),
        };
        if types.len() > 1 { Types::default() } else { types }
    }

    fn has_any_of(&self, constraints: &[&str]) -> bool {
        self.facts.iter().any(|(keyword, _)| constraints.contains(keyword))
    }
}

/// The type of whatever has a format; empty where the format is used with several.
fn types_of_format(format: &str) -> Types {
    match format {
        "int32" | "int64" => Types { integer: true, ..Types::default() },
        "float" | "double" => Types { number: true, ..Types::default() },
        "date-time" | "date" | "time" | "uri" | "email" | "byte" | "binary"
        | "password" => Types { string: true, ..Types::default() },
        uuid if is_uuid(uuid) => Types { string: true, ..Types::default() },
        _ => Types::default(),
    }
}
