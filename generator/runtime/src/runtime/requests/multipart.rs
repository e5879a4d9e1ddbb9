//! Bodies of parts: `multipart/form-data` (RFC 7578) and its kin (RFC 2046).

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::mem;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderValue;

use super::plain::{
    Shape, check_keys, entries, has_separator, items, json, scalar, shape,
};
use crate::runtime::answers::media_type::{essence, parameter};
use crate::runtime::calls::retry::random;
use crate::runtime::{
    Body, Content, FileContent, Kind, Payload, Pieces, RequestError, Style,
    TransportError, View,
};

/// What the document says of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartType {
    /// The property.
    pub name: &'static str,
    /// Its media type, if one is named.
    pub media: Option<&'static str>,
    /// Its style, and whether it is exploded, if it is written like a query parameter.
    pub style: Option<(Style, bool)>,
}

impl PartType {
    /// The part of that name in that media type.
    #[must_use]
    pub const fn new(name: &'static str, media: &'static str) -> Self {
        Self { name, media: Some(media), style: None }
    }

    /// The part of that name in a style of queries; exploded, it is several parts.
    #[must_use]
    pub const fn styled(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, media: None, style: Some((style, explode)) }
    }
}

impl<'a> Content<'a> {
    /// An object as parts: a list is a part per element, an object is JSON, bytes are a file.
    #[must_use]
    pub fn multipart(media: &'static str, view: View<'a>, types: &[PartType]) -> Self {
        let boundary = boundary();
        let essence = essence(media);
        let media = if essence.eq_ignore_ascii_case("multipart/related") {
            let root = root_type(media, view, types);
            format!("{essence}; type=\"{}\"; boundary={boundary}", quoted(&root))
        } else {
            format!("{essence}; boundary={boundary}")
        };
        let (named, types) = (is_named(essence), types.to_vec());
        let write =
            move |view: View<'_>| parts(Form::new(named, &boundary), view, &types);
        Self { media: media.into(), payload: Payload::Form(view, Box::new(write)) }
    }
}

fn parts(
    mut form: Form<'_>,
    view: View<'_>,
    types: &[PartType],
) -> Result<Body, RequestError> {
    for (name, value) in entries(view) {
        let known = types.iter().find(|part| part.name == name);
        if let Some((style, explode)) = known.and_then(|part| part.style) {
            form.styled(name, value, style, explode)?;
            continue;
        }
        let media = known.and_then(|part| part.media);
        let is_json = media.is_some_and(|media| Kind::of(media) == Some(Kind::Json));
        match shape(value) {
            Shape::Absent => {}
            Shape::List if !is_json => form.each(name, value, media)?,
            _ => form.part(name, value, media)?,
        }
    }
    Ok(form.finish())
}

/// The types whose parts go by order and media type alone, of those that are registered.
const UNNAMED: &[&str] = &[
    "alternative",
    "appledouble",
    "byteranges",
    "digest",
    "encrypted",
    "header-set",
    "multilingual",
    "parallel",
    "related",
    "report",
    "signed",
    "voice-message",
    "x-mixed-replace",
];

/// Whether parts have names. By their standards only those of forms have (RFC 7578), but names are
/// how OpenAPI up to 3.1 and servers that take `mixed` tell the properties of an object apart; who
/// goes by order does not look at them (RFC 2183, section 2.8). A type that nobody knows is one of
/// mixed parts (RFC 2046, section 5.1.3).
fn is_named(essence: &str) -> bool {
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    !UNNAMED.iter().any(|known| known.eq_ignore_ascii_case(subtype))
}

/// The media type of the part that the others belong to, which is the first one (RFC 2387, section
/// 3.1), unless the document says it.
fn root_type(media: &str, view: View<'_>, types: &[PartType]) -> String {
    if let Some(said) = parameter(media, "type") {
        return said.to_owned();
    }
    let first =
        entries(view).into_iter().find(|(_, value)| shape(*value) != Shape::Absent);
    let first = first.and_then(|(name, value)| {
        let known = types.iter().find(|part| part.name == name);
        let media = known.and_then(|part| part.media);
        let value = match shape(value) {
            Shape::List => items(value).into_iter().next().unwrap_or(value),
            _ => value,
        };
        part_media(value, media).map(str::to_owned)
    });
    first.unwrap_or_else(|| "text/plain".to_owned())
}

/// The media type of a part, of whose property one is named or none; texts have none.
fn part_media<'v>(value: View<'v>, named: Option<&'v str>) -> Option<&'v str> {
    match (value, shape(value)) {
        (View::File(file), _) => file.media_type().or(named).or(Some(BYTES)),
        (View::Bytes(_), _) => named.or(Some(BYTES)),
        (_, Shape::Object | Shape::List) => named.or(Some("application/json")),
        _ => named,
    }
}

/// A body under construction.
struct Form<'b> {
    named: bool,
    boundary: &'b str,
    /// What stands before the text: files that come piece by piece, and text before them.
    done: VecDeque<Body>,
    text: Vec<u8>,
}

impl<'b> Form<'b> {
    fn new(named: bool, boundary: &'b str) -> Self {
        Self { named, boundary, done: VecDeque::new(), text: Vec::new() }
    }

    /// A part for each element of a list.
    fn each(
        &mut self,
        name: &str,
        list: View<'_>,
        media: Option<&str>,
    ) -> Result<(), RequestError> {
        items(list).into_iter().try_for_each(|item| self.part(name, item, media))
    }

    /// A value in a style of queries. Nothing is encoded for URLs here (OpenAPI 3.1.2, section
    /// 4.8.15.1.2), so no value may hold what separates values.
    fn styled(
        &mut self,
        name: &str,
        value: View<'_>,
        style: Style,
        explode: bool,
    ) -> Result<(), RequestError> {
        let delimiter = match style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => ',',
        };
        match shape(value) {
            Shape::Absent => Ok(()),
            Shape::Scalar => self.part(name, value, None),
            _ if style == Style::DeepObject => {
                check_keys(name, value)?;
                self.deep(name, value)
            }
            Shape::List if explode => self.each(name, value, None),
            Shape::List => self.joined(name, &texts(items(value))?, delimiter),
            Shape::Object if explode => {
                entries(value).into_iter().try_for_each(|(key, value)| {
                    match shape(value) {
                        Shape::List => self.each(key, value, None),
                        _ => self.part(key, value, None),
                    }
                })
            }
            Shape::Object => {
                let pairs = entries(value).into_iter();
                let pairs = pairs.flat_map(|(key, value)| [View::Str(key), value]);
                self.joined(name, &texts(pairs.collect())?, delimiter)
            }
        }
    }

    /// Parts called `name[key][0]`.
    fn deep(&mut self, name: &str, value: View<'_>) -> Result<(), RequestError> {
        match shape(value) {
            Shape::Absent => Ok(()),
            Shape::Scalar => self.part(name, value, None),
            Shape::Object => entries(value).into_iter().try_for_each(|(key, value)| {
                self.deep(&format!("{name}[{key}]"), value)
            }),
            Shape::List => items(value)
                .into_iter()
                .enumerate()
                .try_for_each(|(at, item)| self.deep(&format!("{name}[{at}]"), item)),
        }
    }

    /// Several texts in one part; nothing, if there are none.
    fn joined(
        &mut self,
        name: &str,
        texts: &[String],
        delimiter: char,
    ) -> Result<(), RequestError> {
        if texts.iter().any(|text| text.contains(delimiter)) {
            return Err(has_separator(name));
        }
        if texts.is_empty() {
            return Ok(());
        }
        let text = texts.join(delimiter.encode_utf8(&mut [0; 4]));
        self.part(name, View::Str(&text), None)
    }

    fn part(
        &mut self,
        name: &str,
        value: View<'_>,
        media: Option<&str>,
    ) -> Result<(), RequestError> {
        let media = part_media(value, media);
        match (value, shape(value)) {
            (View::File(file), _) => {
                let content = file.content().downcast_ref::<FileContent>();
                let body = content.and_then(FileContent::take).ok_or_else(|| {
                    let message = format!(
                        "the file of the part `{name}` was taken by a call before"
                    );
                    RequestError::new(message)
                })?;
                let called = file.file_name().or(self.named.then_some(name));
                let called = called.filter(|called| !called.is_empty());
                self.head(name, called, media)?;
                if let Some(bytes) = body.as_bytes() {
                    self.text.extend_from_slice(bytes);
                } else {
                    self.done.push_back(mem::take(&mut self.text).into());
                    self.done.push_back(body);
                }
            }
            (View::Bytes(bytes), _) => {
                let called = self.named.then_some(name);
                self.head(name, called, media)?;
                self.text.extend_from_slice(bytes);
            }
            (_, Shape::Object | Shape::List) => {
                self.head(name, None, media)?;
                self.text.extend_from_slice(json(value)?.as_bytes());
            }
            _ => {
                self.head(name, None, media)?;
                self.text.extend_from_slice(scalar(value)?.as_bytes());
            }
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: &str,
        file: Option<&str>,
        media: Option<&str>,
    ) -> Result<(), RequestError> {
        let mut head = format!("--{}\r\n", self.boundary);
        if self.named {
            let name = quoted(name);
            let _ = write!(head, "Content-Disposition: form-data; name=\"{name}\"");
        } else if file.is_some() {
            head.push_str("Content-Disposition: attachment");
        }
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if self.named || file.is_some() {
            head.push_str("\r\n");
        }
        if let Some(media) = media.or((!self.named).then_some(TEXT)) {
            if HeaderValue::from_str(media).is_err() {
                return Err(RequestError::new(format!(
                    "the media type of the part `{name}` cannot be sent"
                )));
            }
            let _ = write!(head, "Content-Type: {media}\r\n");
        }
        head.push_str("\r\n");
        self.text.extend_from_slice(head.as_bytes());
        Ok(())
    }

    fn finish(mut self) -> Body {
        self.text.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        if self.done.is_empty() {
            return self.text.into();
        }
        self.done.push_back(self.text.into());
        Body::pieces(Chain(self.done))
    }
}

fn texts(values: Vec<View<'_>>) -> Result<Vec<String>, RequestError> {
    values.into_iter().map(|value| scalar(value).map(Cow::into_owned)).collect()
}

/// Outside of forms, text of which nothing is said is US-ASCII (RFC 2046, section 5.1).
const TEXT: &str = "text/plain; charset=utf-8";

const BYTES: &str = "application/octet-stream";

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Pieces for Chain {
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Some(body) = self.0.front_mut() {
            if let Some(piece) = ready!(body.poll_piece(context)) {
                return Poll::Ready(Some(piece));
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }

    fn size(&self) -> Option<u64> {
        self.0.iter().map(Body::size).sum()
    }
}

/// A name that cannot end its quotes or its line (HTML, "Multipart form data"). Triplets as well
/// are other control characters, which headers do not have, and backslashes: before the quote at
/// the end, some readers take one for an escape.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '"' | '\\') || c.is_ascii_control() {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Thirty-two random digits: no content holds them but by an accident that never happens.
fn boundary() -> String {
    format!("{:016x}{:016x}", random(), random())
}
