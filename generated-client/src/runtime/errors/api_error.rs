//! Failures that the service reports.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::message::{message_in, short};
use crate::runtime::answers::charset::{json_to_utf8, to_utf8};
use crate::runtime::answers::media_type::essence;
use crate::runtime::answers::response::{Head, heads};
use crate::runtime::calls::operation::ReadXml;
use crate::runtime::json::document::untyped;
use crate::runtime::{Kind, NoFailure, Slot, Value};

/// An answer with a status that is no success: other than 2xx, mostly.
///
/// It is kept whole, documented or not: status, headers, typed body where it fits, and the
/// raw body (its first mebibyte).
pub struct ApiError<E = NoFailure> {
    head: Head,
    body: ErrorBody<E>,
    raw: Bytes,
    /// How XML is read, if the operation reads any.
    xml: Option<&'static dyn ReadXml>,
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
    /// The body was as described; [`Error::erase`](crate::runtime::Error::erase) has left it out.
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
        Self { head, body, raw, xml: None }
    }

    /// With a way to read bodies that are XML.
    #[must_use]
    pub(in crate::runtime) fn reading(self, xml: Option<&'static dyn ReadXml>) -> Self {
        Self { xml, ..self }
    }

    heads! {}

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
        untyped(&self.text())
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

    /// What the service says to people, wherever it says so: in `message`, `error_description`,
    /// `detail`, `title`, `msg`, `error`, `reason` and the like of a JSON body, also nested and in
    /// lists of errors, or else under a key like `exception_message`, `errorMessages` or `errmsg`;
    /// capitals and separators of keys do not count. Of several errors it is the first with its
    /// field, behind the general message if there is one, and of a list how many are left out:
    /// `Validation error: email: is invalid (and 2 more)`. Where nothing is a message, it is the
    /// code or the name of the failure. A short body that is one JSON string or plain text is all
    /// message. A body in XML says it in elements and attributes of these names, where the
    /// operation has answers in XML.
    pub fn message(&self) -> Option<String> {
        match self.json().or_else(|| self.xml()) {
            Some(Value::String(text)) => short(&text),
            Some(body) => message_in(&body),
            None => self.plain_text(),
        }
    }

    /// What is in the root of a body in XML.
    fn xml(&self) -> Option<Value> {
        let media = self.media();
        let xml = self.xml.filter(|_| media.and_then(Kind::of) == Some(Kind::Xml))?;
        let mut root = Value::Null;
        xml.read(media, &self.raw, root.edit()).ok()?;
        Some(root)
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
        let Self { head, body, raw, xml } = self;
        ApiError { head, body: change(body), raw, xml }
    }
}

fn is_plain(media: &str) -> bool {
    essence(media).eq_ignore_ascii_case("text/plain")
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
