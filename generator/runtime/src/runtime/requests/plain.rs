//! Values as text: for paths, queries, headers, cookies and forms.

use std::borrow::Cow;
use std::fmt::Write;

use base64::Engine;

use crate::runtime::{RequestError, Value, View, write_json};

/// What a value looks like to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing to send.
    Absent,
    /// One text.
    Scalar,
    /// A list.
    List,
    /// Named parts.
    Object,
}

/// The shape of a value; an explicit `null` counts as nothing, since no style can say it.
#[must_use]
pub fn shape(view: View<'_>) -> Shape {
    match view {
        View::Absent | View::Null | View::Value(Value::Null) => Shape::Absent,
        View::List(_) | View::Value(Value::Array(_)) => Shape::List,
        View::Map(_) | View::Object(_) | View::Value(Value::Object(_)) => Shape::Object,
        View::Tagged(_, content) => shape(content.view()),
        _ => Shape::Scalar,
    }
}

/// Whether a value is a list or an object that has nothing to send in it.
#[must_use]
pub fn is_empty(view: View<'_>) -> bool {
    match shape(view) {
        Shape::List => items(view).is_empty(),
        Shape::Object => entries(view).is_empty(),
        Shape::Absent | Shape::Scalar => false,
    }
}

impl View<'_> {
    /// Whether there is a file anywhere in the value.
    #[must_use]
    pub fn has_file(self) -> bool {
        match self {
            View::Bytes(_) | View::File(_) => true,
            View::Tagged(_, content) => content.view().has_file(),
            _ => match shape(self) {
                Shape::List => items(self).into_iter().any(View::has_file),
                Shape::Object => {
                    entries(self).into_iter().any(|(_, view)| view.has_file())
                }
                Shape::Absent | Shape::Scalar => false,
            },
        }
    }
}

/// Refuses keys that would be others where keys go into brackets: empty ones, and those with a
/// bracket.
pub fn check_keys(name: &str, view: View<'_>) -> Result<(), RequestError> {
    match shape(view) {
        Shape::Absent | Shape::Scalar => Ok(()),
        Shape::List => {
            items(view).into_iter().try_for_each(|item| check_keys(name, item))
        }
        Shape::Object => entries(view).into_iter().try_for_each(|(key, value)| {
            if key.is_empty() || key.contains(['[', ']']) {
                let message = format!("a key of `{name}` is empty or has a bracket");
                return Err(RequestError::new(message));
            }
            check_keys(name, value)
        }),
    }
}

/// Refuses texts that hold what separates them, and keys that hold what stands behind them, where
/// neither is encoded.
pub fn check_separators(
    name: &str,
    view: View<'_>,
    between: char,
    behind_key: char,
) -> Result<(), RequestError> {
    let check = |text: &str, taken: &[char]| {
        if text.contains(taken) { Err(has_separator(name)) } else { Ok(()) }
    };
    match shape(view) {
        Shape::Absent | Shape::Scalar => Ok(()),
        Shape::List => {
            let mut items = items(view).into_iter();
            items.try_for_each(|item| check(&scalar(item)?, &[between]))
        }
        Shape::Object => entries(view).into_iter().try_for_each(|(key, value)| {
            check(key, &[between, behind_key])?;
            check(&scalar(value)?, &[between])
        }),
    }
}

/// Nothing tells a separator within a text from one between two of them.
pub fn has_separator(name: &str) -> RequestError {
    RequestError::new(format!(
        "a value of `{name}` has the character that separates its values"
    ))
}

/// A value as one text. Lists and objects are written as JSON, bytes as Base64.
pub fn scalar(view: View<'_>) -> Result<Cow<'_, str>, RequestError> {
    Ok(match view {
        View::Absent | View::Null | View::Value(Value::Null) => Cow::Borrowed(""),
        View::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        View::I64(value) => value.to_string().into(),
        View::U64(value) => value.to_string().into(),
        View::F32(value) => {
            check_finite(value.into())?;
            value.to_string().into()
        }
        View::F64(value) => {
            check_finite(value)?;
            value.to_string().into()
        }
        View::Str(text) => Cow::Borrowed(text),
        View::Display(value) => {
            let mut text = String::new();
            write!(text, "{value}")
                .map_err(|_| RequestError::new("a value cannot be written as text"))?;
            text.into()
        }
        View::Bytes(bytes) => base64::prelude::BASE64_STANDARD.encode(bytes).into(),
        View::File(file) => base64::prelude::BASE64_STANDARD.encode(file.bytes()).into(),
        View::Value(Value::String(text)) => Cow::Borrowed(text),
        View::Value(Value::Bool(value)) => value.to_string().into(),
        View::Value(Value::Number(value)) => value.to_string().into(),
        View::Tagged(_, content) if shape(view) == Shape::Scalar => {
            scalar(content.view())?
        }
        View::Value(_)
        | View::List(_)
        | View::Map(_)
        | View::Object(_)
        | View::Tagged(..) => json(view)?.into(),
    })
}

/// Infinity and NaN have no text that others would read as a number.
fn check_finite(value: f64) -> Result<(), RequestError> {
    let refused = || RequestError::new("a number is not finite");
    value.is_finite().then_some(()).ok_or_else(refused)
}

/// A value as JSON text.
pub fn json(view: View<'_>) -> Result<String, RequestError> {
    let bytes = write_json(view).map_err(|error| {
        RequestError::with_source("a value cannot be written as JSON", error)
    })?;
    String::from_utf8(bytes).map_err(|_| RequestError::new("a value is not valid text"))
}

/// The elements of a list, in order.
pub fn elements(view: View<'_>) -> Vec<View<'_>> {
    match view {
        View::List(list) => (0..list.count()).map(|at| list.item(at)).collect(),
        View::Value(Value::Array(items)) => items.iter().map(View::Value).collect(),
        View::Tagged(_, content) => elements(content.view()),
        _ => Vec::new(),
    }
}

/// The elements of a list, in order, without those that are absent or `null`.
pub fn items(view: View<'_>) -> Vec<View<'_>> {
    let all = elements(view).into_iter();
    all.filter(|item| shape(*item) != Shape::Absent).collect()
}

/// The named parts of an object, in order, without those that are absent or `null`.
pub fn entries<'a>(view: View<'a>) -> Vec<(&'a str, View<'a>)> {
    let mut out: Vec<(&'a str, View<'a>)> = Vec::new();
    match view {
        View::Map(map) => map.entries(&mut |key, value| {
            out.push((key, value));
            true
        }),
        View::Object(object) => {
            let model = object.model();
            for (at, key) in model.keys.iter().enumerate() {
                out.push((key.wire, object.view_at(at)));
            }
            if !model.extra.is_empty() {
                out.extend(entries(object.view_at(model.keys.len())));
            }
        }
        View::Tagged((property, tag), content) => {
            if content.view().lacks(property) {
                out.push((property, View::Str(tag)));
            }
            out.extend(entries(content.view()));
        }
        View::Value(Value::Object(object)) => {
            out.extend(
                object.iter().map(|(key, value)| (key.as_str(), View::Value(value))),
            );
        }
        _ => {}
    }
    out.retain(|(_, value)| shape(*value) != Shape::Absent);
    out
}
