//! Numbers that may also be texts of digits, as serializers describe what they accept: `type:
//! [integer, string]` with a numeric `format` and a `pattern` that allows nothing but numbers.
//! They are sent as numbers, and read from both.

use super::merged::MergedSchema;
use super::or_null;
use super::scalars::scalar;
use crate::diagnostics::NodeId;
use crate::document::Schema;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::Type;
use crate::source::Kind;

/// Lists within lists are followed this far.
const DEEPEST: usize = 8;

impl<'s> Lowerer<'_, 's> {
    /// The type of a property or parameter whose values are such numbers, or lists of them.
    pub(in crate::lower) fn numbers_or_texts(&mut self, node: NodeId) -> Option<Type> {
        let mut lists: Vec<bool> = Vec::new();
        let mut node = node;
        for _ in 0..DEEPEST {
            let schema = self.schema(node);
            if is_composed(&schema) {
                return None;
            }
            let nullable = self.is_nullable(node);
            if schema.types == JsonTypes::ARRAY {
                lists.push(nullable);
                node = schema.items.filter(|_| schema.prefix_items.is_empty())?;
                continue;
            }
            let number = or_null(self.number_or_text(&schema)?, nullable);
            return Some(lists.into_iter().rev().fold(number, |item, nullable| {
                or_null(Type::List(Box::new(item)), nullable)
            }));
        }
        None
    }

    fn number_or_text(&self, schema: &Schema<'s>) -> Option<Type> {
        const FORMATS: &[&str] = &[
            "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
            "float", "double",
        ];
        let types = schema.types;
        let number = types.without(JsonTypes::STRING);
        let is_both = types.has(JsonTypes::STRING)
            && matches!(number, JsonTypes::INTEGER | JsonTypes::NUMBER);
        let format = schema.format.filter(|format| FORMATS.contains(format));
        if !is_both || format.is_none() || !self.allows_only_numbers(schema) {
            return None;
        }
        let merged = MergedSchema { format, ..MergedSchema::default() };
        Some(Type::Scalar(scalar(&merged, number)))
    }

    fn allows_only_numbers(&self, schema: &Schema<'s>) -> bool {
        let pattern = schema.constraint("pattern");
        pattern.is_some_and(|node| match self.document.sources.kind(node) {
            Kind::String(pattern) => is_of_numbers(pattern),
            _ => false,
        })
    }
}

/// Whether a schema says more than what its type is.
fn is_composed(schema: &Schema<'_>) -> bool {
    schema.reference.is_some()
        || schema.broken_reference
        || schema.values.is_some()
        || schema.constant.is_some()
        || !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
}

/// Whether a regular expression is tied to both ends and speaks of nothing but digits, signs,
/// points and exponents.
fn is_of_numbers(pattern: &str) -> bool {
    let tied = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    let Some(inner) = tied else { return false };
    let digits = inner.replace(r"\d", "0").replace("[0-9]", "0").replace("[1-9]", "0");
    let mut depth = 0_usize;
    let is_numeric = |char: char| {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // Outside of a group, an alternative would be tied to one end only.
        let is_alternative = char == '|' && depth > 0;
        is_alternative || char.is_ascii_digit() || "-+?*():".contains(char)
    };
    let others = digits.replace(r"\.", "").replace("[eE]", "").replace("[+-]", "");
    digits.contains('0') && others.chars().all(is_numeric)
}

#[cfg(test)]
mod tests {
    use super::is_of_numbers;

    #[test]
    fn patterns_of_numbers() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^\d+$",
            r"^[0-9]+$",
        ] {
            assert!(is_of_numbers(pattern), "{pattern}");
        }
        for pattern in
            [r"\d+", r"^\d+|a$", r"^1|\d$", r"^.\d$", r"^[a-f0-9]+$", "^$", "^-$"]
        {
            assert!(!is_of_numbers(pattern), "{pattern}");
        }
    }
}
