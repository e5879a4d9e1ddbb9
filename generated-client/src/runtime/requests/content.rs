//! Bodies of requests.

use std::borrow::Cow;

use bytes::Bytes;

use super::plain::scalar;
use crate::runtime::answers::media_type::parameter;
use crate::runtime::json::document::untyped;
use crate::runtime::{Body, Edit, Model, Object, RequestError, Value, View, write_json};

/// The body of a request: a media type and what is sent in it.
pub struct Content<'a> {
    /// The `Content-Type`.
    pub media: Cow<'static, str>,
    /// What is sent.
    pub payload: Payload<'a>,
}

/// What a body is made of.
#[non_exhaustive]
pub enum Payload<'a> {
    /// A value to be written as JSON.
    Json(View<'a>),
    /// A value to be sent as text, or as bytes if it is bytes.
    Plain(View<'a>),
    /// An object and what writes it in a form.
    Form(View<'a>, FormWriter),
    /// A body that is ready, or the reason why it could not be made.
    Ready(Result<Body, RequestError>),
}

/// Writes an object as a form.
pub type FormWriter = Box<dyn Fn(View<'_>) -> Result<Body, RequestError>>;

impl<'a> Content<'a> {
    /// A value as JSON, in this media type.
    #[must_use]
    pub const fn json(media: &'static str, view: View<'a>) -> Self {
        Self { media: Cow::Borrowed(media), payload: Payload::Json(view) }
    }

    /// Text: numbers and enums are written as in a query, without quotes.
    #[must_use]
    pub const fn text(media: &'static str, view: View<'a>) -> Self {
        Self { media: Cow::Borrowed(media), payload: Payload::Plain(view) }
    }

    /// Bytes as they are.
    #[must_use]
    pub const fn bytes(media: &'static str, view: View<'a>) -> Self {
        Self { media: Cow::Borrowed(media), payload: Payload::Plain(view) }
    }

    /// A body that another encoder has made.
    pub fn ready(
        media: impl Into<Cow<'static, str>>,
        body: Result<Body, RequestError>,
    ) -> Self {
        Self { media: media.into(), payload: Payload::Ready(body) }
    }

    /// The media type; that of parts in bytes with the boundary that is their first line, which it has
    /// to name (RFC 2046, section 5.1.1).
    pub fn media_with_boundary(&self) -> Result<Cow<'static, str>, RequestError> {
        let media = self.media.clone();
        let Payload::Plain(View::Bytes(bytes)) = self.payload else { return Ok(media) };
        let is_of_parts =
            media.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"));
        if !is_of_parts || parameter(&media, "boundary").is_some() {
            return Ok(media);
        }
        // Others may stand before the first one that counts, as in mail.
        let beginning = &bytes[..bytes.len().min(1024)];
        let mut lines =
            beginning.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
        let first = lines.find_map(|line| line.strip_prefix(b"--"));
        let boundary = first.filter(|boundary| {
            let is_allowed = |byte: &u8| {
                byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(byte)
            };
            (1..=70).contains(&boundary.len()) && boundary.iter().all(is_allowed)
        });
        let boundary = boundary.and_then(|boundary| std::str::from_utf8(boundary).ok());
        let boundary = boundary.ok_or_else(|| {
            RequestError::new(
                "a body of parts has to begin with a line of two hyphens and its boundary, or \
                 the header `Content-Type` has to name it",
            )
        })?;
        Ok(format!("{media}; boundary=\"{boundary}\"").into())
    }

    /// The body itself.
    pub fn into_body(self) -> Result<Body, RequestError> {
        self.into_patched(None)
    }

    /// The body itself, with another value at a path of properties of a JSON object or a form.
    /// Other bodies have no properties that could have one.
    pub fn into_patched(
        self,
        field: Option<(&[&str], &Value)>,
    ) -> Result<Body, RequestError> {
        match self.payload {
            Payload::Json(view) => patched(view, field, &mut in_json),
            Payload::Form(view, write) => patched(view, field, &mut |view| write(view)),
            _ if field.is_some() => Err(RequestError::new(format!(
                "what asks for the next page or for a stream cannot be put into `{}`",
                self.media
            ))),
            Payload::Plain(View::Bytes(bytes)) => {
                Ok(Bytes::copy_from_slice(bytes).into())
            }
            Payload::Plain(view) => Ok(scalar(view)?.into_owned().into()),
            Payload::Ready(body) => body,
        }
    }
}

fn in_json(view: View<'_>) -> Result<Body, RequestError> {
    match write_json(view) {
        Ok(json) => Ok(json.into()),
        Err(error) => {
            Err(RequestError::with_source("the body cannot be written", error))
        }
    }
}

/// Writes a value with another one at a path of its properties.
pub fn patched<T>(
    view: View<'_>,
    field: Option<(&[&str], &Value)>,
    write: &mut dyn FnMut(View<'_>) -> Result<T, RequestError>,
) -> Result<T, RequestError> {
    let Some(([name, rest @ ..], value)) = field else { return write(view) };
    match view {
        View::Object(object) => {
            let at = object.model().keys.iter().position(|key| key.wire == *name);
            let at = at.unwrap_or(usize::MAX);
            let inner;
            let value = if rest.is_empty() {
                value
            } else {
                let known = write_json(object.view_at(at)).unwrap_or_default();
                let mut known = untyped(&known).unwrap_or_default();
                put(&mut known, rest, value);
                inner = known;
                &inner
            };
            write(View::Object(&Patched { object, at, value }))
        }
        View::Value(known) => {
            let mut known = known.clone();
            put(&mut known, &[&[*name], rest].concat(), value);
            write(View::Value(&known))
        }
        view => write(view),
    }
}

/// Puts a value at a path of properties; what is not there or no object becomes one.
fn put(into: &mut Value, path: &[&str], value: &Value) {
    let Some((name, rest)) = path.split_first() else {
        *into = value.clone();
        return;
    };
    if !into.is_object() {
        *into = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(object) = into {
        put(object.entry(*name).or_insert(Value::Null), rest, value);
    }
}

/// An object of which one field has another value.
struct Patched<'a> {
    object: &'a dyn Object,
    at: usize,
    value: &'a Value,
}

impl Object for Patched<'_> {
    fn model(&self) -> &'static Model {
        self.object.model()
    }

    fn edit_at(&mut self, _: usize) -> Edit<'_> {
        Edit::Ignore
    }

    fn view_at(&self, at: usize) -> View<'_> {
        if at == self.at { View::Value(self.value) } else { self.object.view_at(at) }
    }
}
