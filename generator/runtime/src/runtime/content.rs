//! Bodies of requests.

use std::borrow::Cow;

use bytes::Bytes;

use super::plain::scalar;
use super::{
    Body, Edit, JsonError, Model, Object, RequestError, Value, View, write_json,
};

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
    /// A body that is ready, or the reason why it could not be made.
    Ready(Result<Body, RequestError>),
}

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

    /// The body itself.
    pub fn into_body(self) -> Result<Body, RequestError> {
        self.into_patched(None)
    }

    /// The body itself, with another value for a property of a JSON object.
    pub fn into_patched(
        self,
        field: Option<(&str, &Value)>,
    ) -> Result<Body, RequestError> {
        match self.payload {
            Payload::Json(view) => match patched(view, field) {
                Ok(json) => Ok(json.into()),
                Err(error) => {
                    Err(RequestError::with_source("the body cannot be written", error))
                }
            },
            Payload::Plain(View::Bytes(bytes)) => {
                Ok(Bytes::copy_from_slice(bytes).into())
            }
            Payload::Plain(view) => Ok(scalar(view)?.into_owned().into()),
            Payload::Ready(body) => body,
        }
    }
}

fn patched(view: View<'_>, field: Option<(&str, &Value)>) -> Result<Vec<u8>, JsonError> {
    match (view, field) {
        (View::Object(object), Some((name, value))) => {
            let at = object.model().keys.iter().position(|key| key.wire == name);
            let at = at.unwrap_or(usize::MAX);
            write_json(View::Object(&Patched { object, at, value }))
        }
        (View::Value(Value::Object(object)), Some((name, value))) => {
            let mut object = object.clone();
            object.insert(name.to_owned(), value.clone());
            write_json(View::Value(&Value::Object(object)))
        }
        _ => write_json(view),
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
