//! Answers that are not what the document promises.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::message::message_in;
use crate::runtime::JsonError;
use crate::runtime::answers::charset::json_to_utf8;
use crate::runtime::answers::media_type::essence;
use crate::runtime::answers::response::{Head, heads};
use crate::runtime::calls::operation::Meta;
use crate::runtime::json::document::untyped;
use crate::runtime::json::error::shown;

/// A success whose body is not what the document promises. Nothing of it is lost.
pub struct DecodeError {
    head: Head,
    problem: Problem,
    raw: Bytes,
}

/// What is wrong with a body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// It is JSON, or should be, and something in it is not as described.
    Json(JsonError),
    /// It is XML, or should be, and something in it is not as described.
    Xml {
        /// The names of the elements on the way there: `/order/item[2]/@id`.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
        /// What was expected there.
        expected: Cow<'static, str>,
    },
    /// It is an object with none of the described keys, in place of one of the values of a stream.
    NoKey,
    /// The document describes no value for this answer.
    NoValue,
    /// It is another of the documented answers than a page, so there are no items in it.
    NoPage,
    /// It is a page, and what it says of the next one cannot be followed.
    NextPage(&'static str),
    /// It is a part (`206 Partial Content`), which neither the request nor the document asks for.
    Partial,
    /// There is none.
    Empty,
    /// It is compressed, which the client did not ask for or which it does not say.
    Compressed,
    /// It is text in another encoding than it says.
    NotText,
    /// Its content type is not one that the document describes.
    ContentType {
        /// What kind of content came.
        found: &'static str,
        /// What kind of content is described.
        expected: &'static str,
    },
    /// Its content type is documented, and is not the one that `send` takes.
    Negotiated {
        /// What kind of content came.
        found: &'static str,
        /// What kind of content `send` takes.
        expected: &'static str,
    },
    /// It is text that cannot be read as what the document promises.
    Text {
        /// What the document promises.
        expected: &'static str,
    },
}

impl DecodeError {
    /// Puts an error together.
    #[must_use]
    pub fn new(head: Head, problem: Problem, raw: Bytes) -> Self {
        Self { head, problem, raw }
    }

    heads! {}

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The bytes of the body; of a stream, those of the value.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// What the service says to people, where this is a failure that came under the status of a
    /// success: found in JSON as [`ApiError::message`](crate::runtime::ApiError::message) finds it.
    pub fn message(&self) -> Option<String> {
        let media = self.head.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let text = json_to_utf8(media, &self.raw).ok()?;
        message_in(&untyped(&text)?)
    }
}

impl Problem {
    /// Says so where another content type is documented as well, and can be had.
    pub(in crate::runtime) fn or_negotiated(self, meta: &Meta, head: &Head) -> Self {
        let Self::ContentType { found, expected } = self else { return self };
        let media = head.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let is_that = |known: &&str| {
            media.is_some_and(|it| essence(it).eq_ignore_ascii_case(essence(known)))
        };
        match meta.answer(head.status.as_u16()) {
            Some(answer) if meta.negotiated && answer.media.iter().any(is_that) => {
                Self::Negotiated { found, expected }
            }
            _ => Self::ContentType { found, expected },
        }
    }
}

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Xml { path, line, column, expected } => {
                write!(f, "expected {expected}")?;
                if !path.is_empty() {
                    write!(f, " at `{}`", shown(path))?;
                }
                write!(f, " (line {line}, column {column})")
            }
            Self::NoKey => f.write_str("the value has none of the described keys"),
            Self::NoValue => f.write_str("the document describes no value for it"),
            Self::NoPage => f.write_str("it is another answer than a page"),
            Self::NextPage(why) => write!(f, "there is no way to the next page: {why}"),
            Self::Partial => {
                f.write_str("it is a part, which the client did not ask for")
            }
            Self::Empty => f.write_str("the body is empty"),
            Self::Compressed => f.write_str(
                "it is compressed in a way that was not asked for or is not read",
            ),
            Self::NotText => f.write_str("the text is not in the encoding that it says"),
            Self::ContentType { found, expected } => {
                write!(f, "the content is {found}, expected {expected}")
            }
            Self::Negotiated { found, expected } => write!(
                f,
                "the content is {found}, which is documented beside {expected}: \
                 `send_any` takes both",
            ),
            Self::Text { expected } => write!(f, "the text is not {expected}"),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.head.status;
        let is_described = matches!(self.problem, Problem::Negotiated { .. });
        let what =
            if is_described { "not what was asked for" } else { "not as described" };
        write!(f, "the {status} answer is {what}: {}", self.problem)?;
        self.head.show_request_id(f)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.head.status)
            .field("attempts", &self.head.attempts)
            .field("problem", &self.problem)
            .field("bytes", &self.raw.len())
            .finish_non_exhaustive()
    }
}

/// Has no source: what is wrong with JSON is in the message already.
impl std::error::Error for DecodeError {}
