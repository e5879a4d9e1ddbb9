//! Copies of values as JSON: examples, defaults, enum values.

use super::{Kind, Sources, scalar};
use crate::diagnostics::NodeId;
use serde_json::Value;

/// Values in one copy.
const LIMIT: usize = 100_000;

impl Sources {
    /// The value as JSON; `None` where it exceeds the budget for copied values.
    ///
    /// Numbers that 64 bits do not hold become the nearest double, infinite ones `null`.
    pub fn to_json(&self, node: NodeId) -> Option<Value> {
        let mut left = LIMIT;
        self.copy(node, &mut left)
    }

    /// Recurses as deep as the tree is, which the budget for depth bounds.
    fn copy(&self, node: NodeId, left: &mut usize) -> Option<Value> {
        *left = left.checked_sub(1)?;
        Some(match self.kind(node) {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(lexeme) => scalar::json(lexeme),
            Kind::String(text) => Value::String(text.to_owned()),
            Kind::Seq => Value::Array(
                self.items(node).map(|n| self.copy(n, left)).collect::<Option<_>>()?,
            ),
            Kind::Map => {
                let entry = |(key, value): (&str, _)| {
                    Some((key.to_owned(), self.copy(value, left)?))
                };
                Value::Object(self.entries(node).map(entry).collect::<Option<_>>()?)
            }
        })
    }
}
