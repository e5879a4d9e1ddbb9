//! Failures that the service reports.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::charset::{json_to_utf8, to_utf8};
use super::media_type::essence;
use super::response::Head;
use super::{NoFailure, Value};

/// An answer with a status other than 2xx.
///
/// It is kept whole, documented or not: status, headers, typed body where it fits, and the
/// raw body (its first mebibyte).
pub struct ApiError<E = NoFailure> {
    head: Head,
    body: ErrorBody<E>,
    raw: Bytes,
}

/// The body of a failure, as far as the document describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody<E> {
    /// The document describes this status, and the body is as described.
    Typed(E),
    /// The document describes this status, but the body is something else, or an object
    /// with none of the described keys.
    Mismatch,
    /// The document describes this status without a body, and it came without one.
    Empty,
    /// The document does not describe this status.
    Undocumented,
    /// The body was as described; [`Error::erase`](super::Error::erase) has left it out.
    Erased,
}

impl<E> ErrorBody<E> {
    /// The same without a value.
    pub(super) fn erase<F>(self) -> ErrorBody<F> {
        match self {
            Self::Typed(_) | Self::Erased => ErrorBody::Erased,
            Self::Mismatch => ErrorBody::Mismatch,
            Self::Empty => ErrorBody::Empty,
            Self::Undocumented => ErrorBody::Undocumented,
        }
    }
}

impl<E> ApiError<E> {
    /// Puts a failure together.
    #[must_use]
    pub fn new(head: Head, body: ErrorBody<E>, raw: Bytes) -> Self {
        Self { head, body, raw }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// How often the request was sent: 1 without a retry.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// The id that the service gave the request, if it names a header for it.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The body, as far as the document describes it.
    pub fn body(&self) -> &ErrorBody<E> {
        &self.body
    }

    /// The body, taken out.
    pub fn into_body(self) -> ErrorBody<E> {
        self.body
    }

    /// The body, if it is as described.
    pub fn typed(&self) -> Option<&E> {
        match &self.body {
            ErrorBody::Typed(body) => Some(body),
            _ => None,
        }
    }

    /// The bytes of the body, whatever they are; long ones are cut.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.text()).ok()
    }

    /// The body as a type of the caller's choice, read as JSON.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.text())
    }

    /// The body in UTF-8, if its content type is right about it.
    fn text(&self) -> Cow<'_, [u8]> {
        json_to_utf8(self.media(), &self.raw).unwrap_or(Cow::Borrowed(&self.raw))
    }

    fn media(&self) -> Option<&str> {
        self.head.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// What the service says to people, wherever it says so: in `message`,
    /// `error_description`, `detail`, `title`, `msg`, `error`, `reason` and the like of a JSON
    /// body, also nested and in lists of errors, or else under a key like `exception_message`,
    /// `errorMessage` or `errmsg`; of errors by field, the first with its field, behind the
    /// general message if there is one: `Validation error: email: is invalid`. A short body that
    /// is one JSON string or plain text is all message.
    pub fn message(&self) -> Option<String> {
        match self.json() {
            Some(Value::String(text)) => short(&text),
            Some(body) => {
                let found = find_message(&body, 4, false);
                found.or_else(|| find_message(&body, 4, true))
            }
            None => self.plain_text(),
        }
    }

    fn plain_text(&self) -> Option<String> {
        let media = self.media().filter(|media| is_plain(media))?;
        let text = to_utf8(Some(media), &self.raw).ok()?;
        short(std::str::from_utf8(&text).ok()?)
    }

    /// The same failure with another body.
    pub(super) fn map_body<F>(
        self,
        change: impl FnOnce(ErrorBody<E>) -> ErrorBody<F>,
    ) -> ApiError<F> {
        ApiError { head: self.head, body: change(self.body), raw: self.raw }
    }
}

/// What is longer, in bytes, is no message.
const LONGEST: usize = 1_000;

/// A text that is short enough to be a message.
fn short(text: &str) -> Option<String> {
    let text = text.trim();
    let is_message = !text.is_empty() && text.len() <= LONGEST;
    is_message.then(|| text.to_owned())
}

fn is_plain(media: &str) -> bool {
    essence(media).eq_ignore_ascii_case("text/plain")
}

const MESSAGE_KEYS: [&str; 13] = [
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
];

/// Keys that tell of single fields, and may do so beside a general message.
const BY_FIELD: [&str; 5] =
    ["errors", "validation_errors", "validationErrors", "violations", "fields"];

/// Keys that are looked at where nothing else is a message.
const LAST_KEYS: [&str; 5] =
    ["details", "validation_errors", "validationErrors", "violations", "fields"];

type Object = serde_json::Map<String, Value>;

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
            known.or_else(|| any.then(|| by_field_alone(object)).flatten())
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
            let field = place(item)?;
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

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.head.status)?;
        if self.head.attempts > 1 {
            write!(f, " after {} attempts", self.head.attempts)?;
        }
        self.head.show_request_id(f)
    }
}

impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = match self.body {
            ErrorBody::Typed(_) => "Typed",
            ErrorBody::Mismatch => "Mismatch",
            ErrorBody::Empty => "Empty",
            ErrorBody::Undocumented => "Undocumented",
            ErrorBody::Erased => "Erased",
        };
        f.debug_struct("ApiError")
            .field("status", &self.head.status)
            .field("attempts", &self.head.attempts)
            .field("body", &format_args!("{body}"))
            .field("bytes", &self.raw.len())
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for ApiError<E> {
    /// After a 401, why no other token could be had, if that is the reason for it.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.head.cause.as_ref().map(|cause| cause as _)
    }
}
