//! A bundle as JSON.

use super::write::Value;
use crate::report::escaped_json;
use crate::source::{float, integer};

/// Writes a value; what begins on a new line is this deep.
pub(super) fn write(out: &mut String, value: &Value<'_>, depth: usize) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Plain(text) => out.push_str(&plain(text)),
        Value::Text(text) => out.push_str(&quoted(text)),
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                line(out, depth + 1);
                write(out, item, depth + 1);
            }
            line(out, depth);
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                line(out, depth + 1);
                out.push_str(&quoted(key));
                out.push_str(": ");
                write(out, value, depth + 1);
            }
            line(out, depth);
            out.push('}');
        }
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    escaped_json(&serde_json::Value::from(text).to_string())
}

/// A number as it stands there if JSON can write it so; otherwise the same number as JSON does.
fn plain(text: &str) -> String {
    if serde_json::from_str::<serde_json::Value>(text).is_ok() {
        return text.to_owned();
    }
    match (integer(text), float(text)) {
        (Some(number), _) => number.to_string(),
        // JSON has no word for it, but numbers that are beyond all doubles.
        (None, f64::INFINITY) => "1e400".to_owned(),
        (None, f64::NEG_INFINITY) => "-1e400".to_owned(),
        (None, number) => serde_json::Value::from(number).to_string(),
    }
}
