//! From an answer to a value.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::charset::json_to_utf8;
use super::content_coding::{is_compressed, is_encoded};
use super::text_answer::read_text;
use crate::runtime::calls::operation::{Meta, Status, succeeds};
use crate::runtime::json::document::is_any_json;
use crate::runtime::{
    ApiError, Body, DecodeError, Edit, Error, ErrorBody, Failed, Head, Kind, Known,
    Operation, Outcome, Problem, Response, Select, kinds, read_json_known,
};

/// A whole answer, not decoded.
pub struct Answered {
    /// Status, headers and attempts.
    pub head: Head,
    /// The body, unless it is still coming.
    pub body: Bytes,
    /// The body that is still coming: that of a success of a [`Plan`](crate::runtime::Plan) that says so.
    pub rest: Option<Body>,
    /// Whether it is a part although the request has no `Range`.
    pub is_odd_part: bool,
}

impl Answered {
    /// A part that nobody asked for is not the whole, unless the document says what it is.
    ///
    /// # Errors
    ///
    /// [`Problem::Partial`].
    pub fn check_whole(&self, meta: &Meta) -> Result<(), Problem> {
        let describes = |status: Status| match status {
            Status::Exact(206) | Status::Range(2) => true,
            // Beside another success it describes failures.
            Status::Default => meta.answers.len() == 1,
            _ => false,
        };
        if self.is_odd_part && !meta.answers.iter().any(|it| describes(it.status)) {
            return Err(Problem::Partial);
        }
        Ok(())
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Answered");
        out.field("head", &self.head).field("bytes", &self.body.len());
        out.finish_non_exhaustive()
    }
}

impl<E> From<Failed> for Error<E> {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Request(error) => Self::Request(error),
            Failed::Transport(error) => Self::Transport(error),
        }
    }
}

/// Turns the answer to an operation into its result.
pub fn decode<O: Operation>(
    answered: Result<Answered, Failed>,
) -> Result<Response<O::Output>, Error<O::Failure>> {
    let answered = answered?;
    let whole = answered.check_whole(&O::META);
    let Answered { head, body, .. } = answered;
    if let Err(problem) = whole {
        return Err(Error::Decode(Box::new(DecodeError::new(head, problem, body))));
    }
    if !succeeds(O::META.answers, head.status) {
        return Err(fail(&O::META, head, body));
    }
    let status = head.status.as_u16();
    let vacant = O::Output::vacant_for(status).or_else(O::Output::vacant_main);
    let Some(mut value) = vacant else {
        return Err(Error::Decode(Box::new(DecodeError::new(
            head,
            Problem::NoValue,
            body,
        ))));
    };
    match read(&O::META, &head, &body, value.edit()) {
        Ok(_) => Ok(Response::new(value, head)),
        Err(problem) => {
            let problem = problem.or_negotiated(&O::META, &head);
            Err(Error::Decode(Box::new(DecodeError::new(head, problem, body))))
        }
    }
}

/// Turns an answer that is not a success into an error.
pub fn fail<E: Outcome>(meta: &Meta, head: Head, body: Bytes) -> Error<E> {
    let status = head.status.as_u16();
    let is_documented = meta.answer(status).is_some();
    let is_empty = body.is_empty() && described(meta, status).is_none();
    let typed = match E::vacant_for(status).filter(|_| is_documented) {
        None if !is_documented => ErrorBody::Undocumented,
        None if is_empty => ErrorBody::Empty,
        None => ErrorBody::Mismatch,
        Some(mut failure) => match read(meta, &head, &body, failure.edit()) {
            Ok(Known::Some) => ErrorBody::Typed(failure),
            Err(Problem::Empty) if is_empty => ErrorBody::Empty,
            Ok(Known::Nothing) | Err(_) => ErrorBody::Mismatch,
        },
    };
    Error::Api(Box::new(ApiError::new(head, typed, body).reading(meta.xml)))
}

/// The kind of body that the document describes for a status; for a success that it does
/// not describe, the kind of the first success.
fn described(meta: &Meta, status: u16) -> Option<Kind> {
    let answer = meta
        .answer(status)
        .or_else(|| meta.first_success().filter(|_| (200..300).contains(&status)));
    answer?.media.iter().find_map(|media| Kind::of(media))
}

/// Reads a body into a slot.
fn read(
    meta: &Meta,
    head: &Head,
    body: &Bytes,
    edit: Edit<'_>,
) -> Result<Known, Problem> {
    read_as(meta, described(meta, head.status.as_u16()), head, body, edit)
}

/// Reads a body of which the document says this into a slot.
pub fn read_as(
    meta: &Meta,
    described: Option<Kind>,
    head: &Head,
    body: &Bytes,
    edit: Edit<'_>,
) -> Result<Known, Problem> {
    if matches!(edit, Edit::Ignore) {
        return Ok(Known::Some);
    }
    let media = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let found = media.and_then(Kind::of).or(described);
    if body.is_empty() {
        return read_nothing(described.or(found), edit);
    }
    let is_text = matches!(edit, Edit::Str(_) | Edit::Text(_) | Edit::Bytes(_));
    if let Some(xml) = meta.xml.filter(|_| !is_text)
        && is_xml(found, described, body)
        && !is_compressed(head, body)
    {
        return xml.read(media, body, edit);
    }
    match (found, edit) {
        (_, Edit::Bytes(_)) if is_encoded(head, body) => Err(Problem::Compressed),
        (_, Edit::Bytes(bytes)) => {
            *bytes = body.clone();
            Ok(Known::Some)
        }
        (_, _) if is_compressed(head, body) => Err(Problem::Compressed),
        (None | Some(Kind::Json), Edit::Str(text)) if described == Some(Kind::Text) => {
            match read_json_known(unmarked(body), meta.lenient, Edit::Str(&mut *text)) {
                Ok(known) => Ok(known),
                Err(_) => read_text(media, body, Edit::Str(text)),
            }
        }
        (None | Some(Kind::Json), edit) => {
            let text = json_to_utf8(media, body)?;
            read_json_known(&text, meta.lenient, edit).map_err(Problem::Json)
        }
        (Some(found), edit) if described == Some(Kind::Json) => {
            read_under_another_name(meta, found, media, body, edit)
        }
        (Some(found), edit) if is_structured(&edit) => {
            // Text may be JSON, where the document says text and describes its structure; and so
            // may what a vendor names after itself.
            let is_open = matches!(found, Kind::Text | Kind::Bytes);
            if described.is_none() || is_open && described == Some(found) {
                return read_under_another_name(meta, found, media, body, edit);
            }
            Err(Problem::ContentType { found: found.name(), expected: "JSON" })
        }
        (Some(found), edit) => {
            read_text(media, body, edit).map_err(|problem| match problem {
                // What says that it is no text need not be in any encoding.
                Problem::NotText
                    if found == Kind::Bytes
                        && matches!(described, None | Some(Kind::Text)) =>
                {
                    Problem::ContentType { found: found.name(), expected: "text" }
                }
                problem => problem,
            })
        }
    }
}

/// Whether a body is XML: it says so, or should be XML and looks like it.
fn is_xml(found: Option<Kind>, described: Option<Kind>, body: &[u8]) -> bool {
    let start = unmarked(body).trim_ascii_start();
    found == Some(Kind::Xml)
        || described == Some(Kind::Xml)
            && found != Some(Kind::Html)
            && start.starts_with(b"<")
}

/// Reads a body that should be JSON and has another content type: services that send JSON as
/// text or as a page are common. What is not JSON is text, if that is enough.
fn read_under_another_name(
    meta: &Meta,
    found: Kind,
    media: Option<&str>,
    body: &Bytes,
    edit: Edit<'_>,
) -> Result<Known, Problem> {
    let other = Problem::ContentType { found: found.name(), expected: "JSON" };
    let text = match json_to_utf8(media, body) {
        Err(Problem::NotText) if found == Kind::Bytes => return Err(other),
        text => text?,
    };
    let is_json = is_any_json(&text);
    // Text without quotes is not JSON for what takes text, unless it takes such JSON as well.
    let fits = match &edit {
        Edit::Str(_) | Edit::Text(_) => text.starts_with(b"\""),
        Edit::Union(place) => {
            !takes(place.select(), kinds::string) || takes(place.select(), kind(&text))
        }
        _ => true,
    };
    if fits && is_json {
        return read_json_known(&text, meta.lenient, edit).map_err(Problem::Json);
    }
    // Frameworks send texts under the type of pages, which begin otherwise.
    let is_page = found == Kind::Html && text.trim_ascii_start().starts_with(b"<");
    if is_page || found == Kind::Xml {
        return Err(other);
    }
    match edit {
        Edit::Union(place) if takes(place.select(), kinds::string) => {
            let mut word = String::new();
            read_text(media, body, Edit::Str(&mut word))?;
            let quoted = Value::String(word).to_string();
            read_json_known(quoted.as_bytes(), false, Edit::Union(place))
                .map_err(Problem::Json)
        }
        edit if is_structured(&edit) => Err(other),
        edit => read_text(media, body, edit).map_err(|problem| match problem {
            // What says that it is no text need not be in any encoding.
            Problem::NotText if found == Kind::Bytes => other,
            problem => problem,
        }),
    }
}

/// Whether a value of this kind may be one of the variants.
fn takes(select: &Select, kind: u8) -> bool {
    match select {
        Select::Probe { probes, .. } => probes.iter().any(|it| it.kinds & kind != 0),
        Select::Tag { .. } => kind == kinds::object,
    }
}

/// The kind of a JSON text, by how it begins.
fn kind(text: &[u8]) -> u8 {
    match text.trim_ascii_start().first() {
        Some(b'"') => kinds::string,
        Some(b'{') => kinds::object,
        Some(b'[') => kinds::array,
        Some(b't' | b'f') => kinds::boolean,
        Some(b'n') => kinds::null,
        _ => kinds::number,
    }
}

fn read_nothing(described: Option<Kind>, edit: Edit<'_>) -> Result<Known, Problem> {
    match edit {
        Edit::Optional(value) => {
            value.null();
            Ok(Known::Some)
        }
        // What may be anything may be nothing.
        Edit::Value(value) => {
            *value = Value::Null;
            Ok(Known::Some)
        }
        Edit::Bytes(_) => Ok(Known::Some),
        Edit::Str(_) if described == Some(Kind::Text) => Ok(Known::Some),
        _ => Err(Problem::Empty),
    }
}

fn is_structured(edit: &Edit<'_>) -> bool {
    matches!(
        edit,
        Edit::List(_) | Edit::Tuple(_) | Edit::Map(_) | Edit::Object(_) | Edit::Union(_)
    )
}

/// Without a byte order mark.
pub fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}
