//! Whether a schema accepts a value, as far as can be told without running its patterns.

use super::make::Maker;
use super::pattern;
use super::whole::Whole;
use crate::diagnostics::NodeId;
use crate::document::{Additional, Schema};
use crate::formats::is_uuid;
use crate::source::Kind;
use serde_json::Value;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Values nested deeper than this are taken as they are.
const DEEPEST: usize = 40;

impl<'s> Maker<'_, 's> {
    /// Whether a value can be sent where this schema stands.
    pub(super) fn accepts(&self, node: NodeId, value: &Value, depth: usize) -> bool {
        if depth > DEEPEST || !self.burn() {
            return true;
        }
        let whole = self.schemas.whole(node);
        if whole.parts.iter().any(|part| part.boolean == Some(false)) {
            return false;
        }
        if value.is_null() && whole.nullable {
            return true;
        }
        self.has_type(&whole, value)
            && whole.parts.iter().all(|part| self.is_listed(part, value))
            && self.within_bounds(&whole, value)
            && self.parts_accepted(&whole, value, depth)
            && whole.parts.iter().all(|part| self.branches(part, value, depth))
    }

    fn has_type(&self, whole: &Whole<'s>, value: &Value) -> bool {
        let untyped = whole.types.is_empty()
            && !whole.parts.iter().any(|part| self.has_type_keyword(part));
        untyped || whole.has(whole.types, value)
    }

    fn has_type_keyword(&self, part: &Schema<'s>) -> bool {
        let sources = self.schemas.document.sources;
        sources.kind(part.node) == Kind::Map && sources.get(part.node, "type").is_some()
    }

    /// `enum` and `const`.
    fn is_listed(&self, part: &Schema<'s>, value: &Value) -> bool {
        let sources = self.schemas.document.sources;
        let same = |node: &NodeId| sources.to_json(*node).is_some_and(|v| v == *value);
        let listed = |values: &Vec<NodeId>| match one_spelling(value) {
            Some(text) => self.listed_texts(part.node, values).contains(&text),
            None => values.iter().any(same),
        };
        part.values.as_ref().is_none_or(listed)
            && part.constant.as_ref().is_none_or(same)
    }

    /// What a schema lists as JSON. Thousands of examples may be looked for among thousands of
    /// values.
    fn listed_texts(&self, schema: NodeId, values: &[NodeId]) -> Rc<BTreeSet<String>> {
        let mut lists = self.lists.borrow_mut();
        let list = lists.entry(schema).or_insert_with(|| {
            let values = values.iter();
            let values =
                values.filter_map(|node| self.schemas.document.sources.to_json(*node));
            Rc::new(values.map(|value| value.to_string()).collect())
        });
        Rc::clone(list)
    }

    fn within_bounds(&self, whole: &Whole<'s>, value: &Value) -> bool {
        let schemas = &self.schemas;
        let within = |least, most, count: usize| {
            (schemas.at_least(whole, least)..=schemas.at_most(whole, most))
                .contains(&count)
        };
        match value {
            Value::String(text) => {
                within("minLength", "maxLength", text.chars().count())
                    && has_format(whole.format(), text)
                    && self.may_match(whole, text)
            }
            Value::Array(items) => {
                within("minItems", "maxItems", items.len())
                    && (!schemas.is_set(whole, "uniqueItems") || are_unique(items))
            }
            Value::Object(entries) => {
                within("minProperties", "maxProperties", entries.len())
            }
            Value::Number(number) => {
                number.as_f64().is_none_or(|number| self.in_range(whole, number))
            }
            _ => true,
        }
    }

    fn may_match(&self, whole: &Whole<'s>, text: &str) -> bool {
        let patterns = whole.facts("pattern");
        patterns.into_iter().all(|node| match self.schemas.document.sources.kind(node) {
            Kind::String(pattern) => pattern::may_match(pattern, text),
            _ => true,
        })
    }

    pub(super) fn in_range(&self, whole: &Whole<'s>, number: f64) -> bool {
        let all = |keyword, fits: &dyn Fn(f64) -> bool| {
            self.schemas.numbers(whole, keyword).into_iter().all(fits)
        };
        all("minimum", &|low| number >= low)
            && all("maximum", &|high| number <= high)
            && all("exclusiveMinimum", &|low| number > low)
            && all("exclusiveMaximum", &|high| number < high)
            && all("multipleOf", &|step| is_multiple(number, step))
    }

    fn parts_accepted(&self, whole: &Whole<'s>, value: &Value, depth: usize) -> bool {
        match value {
            Value::Array(items) => {
                let fits = |(at, item)| {
                    whole.parts.iter().all(|part| {
                        let schema = part.prefix_items.get(at).copied().or(part.items);
                        schema.is_none_or(|schema| self.accepts(schema, item, depth + 1))
                    })
                };
                items.iter().enumerate().all(fits)
            }
            Value::Object(entries) => {
                whole.parts.iter().all(|part| self.object_accepted(part, entries, depth))
            }
            _ => true,
        }
    }

    fn object_accepted(
        &self,
        part: &Schema<'s>,
        entries: &serde_json::Map<String, Value>,
        depth: usize,
    ) -> bool {
        let of = |name: &str| part.properties.iter().find(|(known, _)| *known == name);
        let complete = part.required.iter().all(|name| {
            entries.contains_key(*name)
                || of(name).is_some_and(|(_, node)| self.is_read_only(*node))
        });
        complete
            && entries.iter().all(|(name, value)| {
                if let Some((_, node)) = of(name) {
                    return self.accepts(*node, value, depth + 1);
                }
                match part.additional {
                    _ if !part.patterns.is_empty() => true,
                    Some(Additional::Allowed(allowed)) => allowed,
                    Some(Additional::Schema(node)) => {
                        self.accepts(node, value, depth + 1)
                    }
                    None => true,
                }
            })
    }

    /// `anyOf`, `oneOf` and `not`.
    fn branches(&self, part: &Schema<'s>, value: &Value, depth: usize) -> bool {
        let accepted = |nodes: &[NodeId]| {
            nodes.iter().filter(|node| self.accepts(**node, value, depth + 1)).count()
        };
        let unwanted = part.unfollowed.iter().filter(|(keyword, _)| *keyword == "not");
        (part.any_of.is_empty() || accepted(&part.any_of) > 0)
            && (part.one_of.is_empty() || accepted(&part.one_of) == 1)
            && unwanted
                .into_iter()
                .all(|(_, node)| !self.accepts(*node, value, depth + 1))
    }

    pub(super) fn is_read_only(&self, node: NodeId) -> bool {
        self.schemas.whole(node).parts.iter().any(|part| part.read_only)
    }
}

/// A value as JSON, if there is no other way to write it.
fn one_spelling(value: &Value) -> Option<String> {
    match value {
        Value::Array(_) | Value::Object(_) => None,
        Value::Number(number) if number.is_f64() => None,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Some(value.to_string())
        }
    }
}

/// Whether a text can be of a format, for those that have a form of their own.
fn has_format(format: Option<&str>, text: &str) -> bool {
    let parts = |text: &str, marks: &[char]| text.split(marks).count();
    // Digits, and what stands between them.
    let is_like = |form: &str, text: &str| {
        let same =
            |(a, b): (u8, u8)| if a == b'0' { b.is_ascii_digit() } else { a == b };
        form.len() == text.len() && form.bytes().zip(text.bytes()).all(same)
    };
    match format {
        Some("date-time") => {
            let zone = text.get(19..).unwrap_or_default();
            is_like("0000-00-00T00:00:00", text.get(..19).unwrap_or_default())
                && (zone.ends_with('Z') || zone.contains(['+', '-']))
        }
        Some("date") => is_like("0000-00-00", text),
        Some("duration") => text.starts_with('P'),
        Some("byte" | "base64") => {
            let sign = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
            let signs = text.trim_end_matches('=');
            signs.chars().all(sign) && signs.len() % 4 != 1
        }
        Some(format) if is_uuid(format) => {
            let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
            text.len() == 36 && parts(text, &['-']) == 5 && text.chars().all(hex)
        }
        Some("uri" | "url") => text.contains(':') && !text.contains([' ', '<', '{']),
        Some("email") => text.contains('@') && !text.contains(' '),
        Some("ipv4") => parts(text, &['.']) == 4,
        Some("ipv6") => text.contains(':'),
        _ => true,
    }
}

fn are_unique(items: &[Value]) -> bool {
    items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
}

fn is_multiple(number: f64, step: f64) -> bool {
    let times = number / step;
    step == 0.0 || (times - times.round()).abs() < 1e-9
}
