//! Bodies of requests.

use std::borrow::Cow;

use bytes::Bytes;

use super::plain::scalar;
use super::{Body, RequestError, View, write_json};

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
        match self.payload {
            Payload::Json(view) => match write_json(view) {
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
