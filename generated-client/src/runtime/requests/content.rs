//! Bodies of requests.

use std::borrow::Cow;

use bytes::Bytes;

use super::patch::patched;
use super::plain::scalar;
use crate::runtime::answers::media_type::parameter;
use crate::runtime::{Body, RequestError, Value, View, write_json};

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
