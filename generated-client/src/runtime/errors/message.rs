//! Messages in the bodies of failures.

use std::borrow::Cow;

use crate::runtime::Value;

/// What is longer, in bytes, is no message.
const LONGEST: usize = 1_000;

/// A text that is short enough to be a message.
pub fn short(text: &str) -> Option<String> {
    let text = text.trim();
    let is_message = !text.is_empty() && text.len() <= LONGEST;
    is_message.then(|| text.to_owned())
}

const MESSAGE_KEYS: [&str; 14] = [
    "message",
    "error_description",
    "detail",
    "title",
    "msg",
    "error",
    "errors",
    "messages",
    "issues",
    "reason",
    "error_summary",
    "faultstring",
    "description",
    "brief",
];

/// Keys that tell of single fields, and may do so beside a general message.
const BY_FIELD: [&str; 6] = [
    "errors",
    "validation_errors",
    "validationErrors",
    "violations",
    "fields",
    "details",
];

/// Keys that are looked at where nothing else is a message.
const LAST_KEYS: [&str; 5] =
    ["details", "validation_errors", "validationErrors", "violations", "fields"];

/// What is a name for want of a message.
const NAMES: [&str; 4] = ["code", "kind", "type", "name"];

type Object = serde_json::Map<String, Value>;

const DEEPEST: u8 = 4;

/// What a JSON body says to people, wherever it says so.
pub fn message_in(body: &Value) -> Option<String> {
    let whole = body.as_array().and_then(|items| pair(items));
    let found = whole.or_else(|| find_message(body, DEEPEST, false));
    let found = found.or_else(|| find_message(body.get("data")?, DEEPEST, false));
    let found = found.or_else(|| name_of(body));
    found.or_else(|| find_message(body, DEEPEST, true))
}

/// The name of a failure without a message: `{"NotFound": "no such pet"}`, or a code; a text beside
/// it says more.
fn name_of(body: &Value) -> Option<String> {
    let object = body.as_object()?;
    let name = |object: &Object| {
        let mut names = NAMES.iter().filter_map(|key| said(object.get(*key)?));
        let name = names.find(|name| !name.contains([':', '/']))?;
        let beside = LAST_KEYS.iter().find_map(|key| short(said(object.get(*key)?)?));
        beside.or_else(|| short(name))
    };
    if let Some(name) = name(object) {
        return Some(name);
    }
    match object.iter().next().filter(|_| object.len() == 1)? {
        (key, Value::String(text)) => Some(named(key, &short(text)?)),
        (_, inner) => name(inner.as_object()?),
    }
}

/// The message in a value. As a last resort (`any`), [`LAST_KEYS`] count, and what is said by
/// field does so under every key and as the whole.
fn find_message(value: &Value, depth: u8, any: bool) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().find_map(|item| match said(item) {
            Some(text) => Some(text.to_owned()),
            None => {
                let text = find_message(item, depth, any)?;
                Some(named(&place(item).unwrap_or_default(), &text))
            }
        }),
        Value::Object(object) => {
            let last: &[&str] = if any { &LAST_KEYS } else { &[] };
            let mut keys = last.iter().chain(&MESSAGE_KEYS);
            let known = keys.find_map(|key| match object.get(*key)? {
                Value::String(text) if text.is_empty() => None,
                Value::String(text) => Some(with_fields(text, object, depth)),
                inner => find_under(key, inner, depth, any),
            });
            let known = known.or_else(|| named_alike(object));
            let known = known.or_else(|| match object.values().next() {
                Some(only @ Value::Object(_)) if object.len() == 1 => {
                    find_message(only, depth, any)
                }
                _ => None,
            });
            known.or_else(|| by_field_alone(object).filter(|_| any))
        }
        _ => None,
    }
}

/// The message in an object or a list under a key.
fn find_under(key: &str, inner: &Value, depth: u8, any: bool) -> Option<String> {
    let found = || find_message(inner, depth, any);
    match inner {
        Value::Object(fields) => {
            let is_by_field = BY_FIELD.contains(&key);
            let first = if is_by_field { by_field(fields, true) } else { None };
            let text = first.map(Said::join).or_else(found);
            if text.is_some() || !(is_by_field || any && depth > 0) {
                return text;
            }
            by_field(fields, true).or_else(|| by_field(fields, false)).map(Said::join)
        }
        Value::Array(items) if key == "detail" => pair(items).or_else(found),
        Value::Array(_) => found(),
        _ => None,
    }
}

/// What is said of a field.
struct Said<'v> {
    field: Cow<'v, str>,
    text: Cow<'v, str>,
}

impl Said<'_> {
    /// `email: is invalid`.
    fn join(self) -> String {
        named(&self.field, &self.text)
    }
}

/// A text with what it is about, unless that is everything, or too long to be read.
fn named(field: &str, text: &str) -> String {
    const LONGEST_FIELD: usize = 200;
    let is_left_out = matches!(field, "" | "non_field_errors" | "__all__");
    if is_left_out || field.len() > LONGEST_FIELD {
        return text.to_owned();
    }
    format!("{field}: {text}")
}

/// A text that says something.
fn said(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// The first of errors by field, each of which has a list of them or one.
fn by_field(errors: &Object, in_lists: bool) -> Option<Said<'_>> {
    errors.iter().find_map(|(field, value)| {
        let first = if in_lists { value.as_array()?.first()? } else { value };
        let text = first.as_str().or_else(|| first.get("message")?.as_str())?;
        (!text.is_empty()).then(|| Said { field: field.into(), text: text.into() })
    })
}

/// The first of errors by field, where an object is nothing else.
fn by_field_alone(object: &Object) -> Option<String> {
    let is_texts = |value: &Value| {
        value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
    };
    let is_alone = object.values().all(is_texts);
    by_field(object, true).filter(|_| is_alone).map(Said::join)
}

/// A general text, and the first of the errors by field beside it that it does not repeat.
fn with_fields(general: &str, object: &Object, depth: u8) -> String {
    let beside = BY_FIELD.iter().find_map(|key| match object.get(*key)? {
        Value::Array(items) => items.iter().find_map(|item| {
            let field = place(item).or((*key == "details").then(Cow::default))?;
            let text = find_message(item, depth, false)?.into();
            Some(Said { field, text })
        }),
        inner @ Value::Object(fields) => by_field(fields, true).or_else(|| {
            let is_other = find_message(inner, depth, false).is_some();
            by_field(fields, false).filter(|_| !is_other)
        }),
        _ => None,
    });
    match beside.filter(|beside| !general.contains(&*beside.text)) {
        Some(beside) if general.len() + beside.text.len() <= LONGEST => {
            let general = general.trim_end_matches(['.', ':', ' ']);
            format!("{general}: {}", beside.join())
        }
        _ => general.to_owned(),
    }
}

/// The field that an item of a list of errors is about; a `loc` says the part of the request
/// before it.
fn place(item: &Value) -> Option<Cow<'_, str>> {
    const PARTS: [&str; 5] = ["body", "query", "path", "header", "cookie"];
    const KEYS: [&str; 5] = ["path", "field", "propertyPath", "property", "param"];
    let way = item.get("loc").and_then(Value::as_array);
    let way =
        way.into_iter().flatten().enumerate().filter_map(|(at, step)| match step {
            Value::String(text) if at == 0 && PARTS.contains(&text.as_str()) => None,
            Value::String(text) => Some(Cow::from(text)),
            Value::Number(number) => Some(Cow::from(number.to_string())),
            _ => None,
        });
    let way: Vec<Cow<'_, str>> = way.collect();
    let in_way = match &way[..] {
        [.., name, index] if index.parse::<u64>().is_ok() => {
            Some(Cow::from(format!("{name}.{index}")))
        }
        [.., last] => Some(last.clone()),
        [] => None,
    };
    in_way.or_else(|| KEYS.iter().find_map(|key| said(item.get(*key)?)).map(Cow::from))
}

/// The name of an exception, and what it says.
fn pair(items: &[Value]) -> Option<String> {
    let [name, text] = items else { return None };
    let name = said(name).filter(|name| !name.contains(' '))?;
    said(text).map(|text| named(name, text))
}

/// The text under a key like `exception_message` or `errmsg`.
fn named_alike(object: &Object) -> Option<String> {
    let is_alike = |key: &str| {
        let key = key.to_ascii_lowercase();
        key.ends_with("message") || key.ends_with("msg")
    };
    let mut named = object.iter().filter(|(key, _)| is_alike(key));
    named.find_map(|(_, value)| said(value)).map(str::to_owned)
}
