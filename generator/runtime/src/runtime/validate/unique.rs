//! Whether the elements of an array differ, as JSON compares them: the order of keys does not
//! count, and 1.0 is 1.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Number;

use crate::runtime::Value;
use crate::runtime::codec::model::{Items, View, marks};

/// Whether no two elements are equal.
pub(super) fn differ(items: &dyn Items) -> bool {
    let mut known = BTreeSet::new();
    (0..items.count()).all(|at| known.insert(text(items.item(at))))
}

/// A text that equal values have alike.
fn text(view: View<'_>) -> String {
    let mut out = String::new();
    put(view, &mut out);
    out
}

fn put(view: View<'_>, out: &mut String) {
    match view {
        View::Absent | View::Null => out.push_str("null"),
        View::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        View::I64(value) => put_whole(value.into(), out),
        View::U64(value) => put_whole(value.into(), out),
        View::F32(value) => put_float(&value, value.into(), out),
        View::F64(value) => put_float(&value, value, out),
        View::Str(text) => put_text(text, out),
        View::Display(shown) => put_text(&shown_text(shown), out),
        View::Bytes(bytes) => put_bytes(bytes, out),
        View::File(file) => put_bytes(file.bytes(), out),
        View::List(items) => {
            out.push('[');
            for at in 0..items.count() {
                put(items.item(at), out);
                out.push(',');
            }
            out.push(']');
        }
        View::Value(Value::Null) => out.push_str("null"),
        View::Value(Value::Bool(value)) => put(View::Bool(*value), out),
        View::Value(Value::String(text)) => put_text(text, out),
        View::Value(Value::Number(number)) => put_number(number, out),
        View::Value(Value::Array(items)) => put(View::List(items), out),
        View::Value(Value::Object(_))
        | View::Map(_)
        | View::Object(_)
        | View::Tagged(..) => {
            let mut entries = BTreeMap::new();
            match collect(view, &mut entries) {
                Some(other) => put(other, out),
                None => put_entries(entries, out),
            }
        }
    }
}

/// Takes the entries of an object; what is none is given back.
fn collect<'a>(
    view: View<'a>,
    entries: &mut BTreeMap<&'a str, String>,
) -> Option<View<'a>> {
    match view {
        View::Map(map) => map.entries(&mut |key, value| {
            entries.insert(key, text(value));
            true
        }),
        View::Object(object) => {
            let model = object.model();
            for (at, key) in model.keys.iter().enumerate() {
                let view = object.view_at(at);
                if !matches!(view, View::Absent) || key.marks & marks::null != 0 {
                    entries.insert(key.wire, text(view));
                }
            }
            if !model.extra.is_empty() {
                collect(object.view_at(model.keys.len()), entries);
            }
        }
        View::Value(Value::Object(object)) => {
            let texts =
                object.iter().map(|(key, value)| (&**key, text(View::Value(value))));
            entries.extend(texts);
        }
        View::Tagged((property, tag), content) => {
            let other = collect(content.view(), entries);
            if other.is_some() {
                return other;
            }
            entries.entry(property).or_insert_with(|| text(View::Str(tag)));
        }
        other => return Some(other),
    }
    None
}

fn put_entries(entries: BTreeMap<&str, String>, out: &mut String) {
    out.push('{');
    for (key, value) in entries {
        put_text(key, out);
        out.push(':');
        out.push_str(&value);
        out.push(',');
    }
    out.push('}');
}

fn put_number(number: &Number, out: &mut String) {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(whole), _, _) => put_whole(whole.into(), out),
        (_, Some(whole), _) => put_whole(whole.into(), out),
        (_, _, Some(float)) => put_float(&float, float, out),
        _ => put_text(&number.to_string(), out),
    }
}

fn put_whole(value: i128, out: &mut String) {
    let _ = write!(out, "{value}");
}

/// A number that may be whole, and its text if it is not.
fn put_float(shown: &dyn std::fmt::Display, value: f64, out: &mut String) {
    /// Two to the power of 64, beyond which no other type has whole numbers.
    const BEYOND: f64 = 18_446_744_073_709_551_616.0;
    if value.fract() == 0.0 && value.abs() < BEYOND {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "it is whole, and small enough"
        )]
        put_whole(value as i128, out);
    } else {
        let _ = write!(out, "{shown}");
    }
}

/// With quotes, and with those within it told apart from them.
fn put_text(text: &str, out: &mut String) {
    let _ = write!(out, "{text:?}");
}

fn put_bytes(bytes: &[u8], out: &mut String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => put_text(text, out),
        Err(_) => {
            let _ = write!(out, "{bytes:?}");
        }
    }
}

/// What a value of a library is sent as; a value without a text is like any other one.
fn shown_text(shown: &dyn crate::runtime::Shown) -> String {
    let mut text = String::new();
    let _ = write!(text, "{shown}");
    text
}
