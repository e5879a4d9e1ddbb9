//! Copies of values as JSON: examples, defaults, enum values.

use super::{Kind, Sources, scalar};
use crate::diagnostics::NodeId;
use serde_json::{Map, Value};

/// Values in one copy.
const LIMIT: usize = 100_000;

/// A container that is being copied.
enum Open<'a> {
    Seq(Vec<Value>, Box<dyn Iterator<Item = NodeId> + 'a>),
    Map(Map<String, Value>, &'a str, Box<dyn Iterator<Item = (&'a str, NodeId)> + 'a>),
}

impl Sources {
    /// The value as JSON; `None` where it exceeds the budget for copied values, or is a number that
    /// no double holds.
    ///
    /// Numbers that 64 bits do not hold become the nearest double, infinite ones in lists and
    /// objects `null`.
    pub fn to_json(&self, node: NodeId) -> Option<Value> {
        if let Kind::Number(lexeme) = self.kind(node) {
            return Some(scalar::json(lexeme)).filter(|value| !value.is_null());
        }
        self.to_json_within(node, LIMIT)
    }

    /// The value as JSON; `None` where it has more than `limit` values.
    pub(super) fn to_json_within(&self, node: NodeId, limit: usize) -> Option<Value> {
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut next = Some(node);
        let mut left = limit;
        loop {
            let mut done = None;
            if let Some(node) = next.take() {
                left = left.checked_sub(1)?;
                match self.kind(node) {
                    Kind::Seq => {
                        open.push(Open::Seq(Vec::new(), Box::new(self.items(node))));
                    }
                    Kind::Map => {
                        open.push(Open::Map(
                            Map::new(),
                            "",
                            Box::new(self.entries(node)),
                        ));
                    }
                    scalar => done = Some(copy(scalar)),
                }
            } else {
                done = open.pop().map(Open::close);
            }
            match (open.last_mut(), done) {
                (None, done) => return done,
                (Some(container), done) => next = container.advance(done),
            }
        }
    }
}

impl Open<'_> {
    /// Takes in the child that is done and gives the next; `None` after the last.
    fn advance(&mut self, done: Option<Value>) -> Option<NodeId> {
        match self {
            Self::Seq(items, rest) => {
                items.extend(done);
                rest.next()
            }
            Self::Map(entries, key, rest) => {
                entries.extend(done.map(|value| ((*key).to_owned(), value)));
                let (next_key, node) = rest.next()?;
                *key = next_key;
                Some(node)
            }
        }
    }

    fn close(self) -> Value {
        match self {
            Self::Seq(items, _) => Value::Array(items),
            Self::Map(entries, ..) => Value::Object(entries),
        }
    }
}

fn copy(scalar: Kind) -> Value {
    match scalar {
        Kind::Bool(value) => Value::Bool(value),
        Kind::Number(lexeme) => scalar::json(lexeme),
        Kind::String(text) => Value::String(text.to_owned()),
        Kind::Null | Kind::Seq | Kind::Map => Value::Null,
    }
}
