//! Bodies: the Request Body, Response, Media Type, Encoding and Example Objects.

use super::parameter::{Header, read_headers};
use super::reader::{Reader, shown};
use super::reference;
use super::words::{StatusKey, Style};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::source::Kind;
use std::collections::BTreeSet;

/// The Request Body Object.
#[derive(Clone, Debug)]
pub struct RequestBody<'s> {
    /// The object.
    pub node: NodeId,
    /// `description`.
    pub description: Option<&'s str>,
    /// `required`.
    pub required: bool,
    /// `content`.
    pub content: Vec<MediaType<'s>>,
}

/// The Response Object.
#[derive(Clone, Debug)]
pub struct Response<'s> {
    /// The object.
    pub node: NodeId,
    /// What stands under its key: the object, or a reference to it.
    pub entry: NodeId,
    /// Its key, as written.
    pub key: &'s str,
    /// The status that the key means.
    pub status: StatusKey,
    /// `description` and `summary`.
    pub description: Option<&'s str>,
    /// `headers`.
    pub headers: Vec<Header<'s>>,
    /// `content`.
    pub content: Vec<MediaType<'s>>,
}

/// The Media Type Object.
#[derive(Clone, Debug)]
pub struct MediaType<'s> {
    /// The object.
    pub node: NodeId,
    /// Its key.
    pub name: &'s str,
    /// `schema`.
    pub schema: Option<NodeId>,
    /// `itemSchema` (3.2).
    pub item_schema: Option<NodeId>,
    /// `encoding`.
    pub encoding: Vec<Encoding<'s>>,
    /// `example` and `examples`.
    pub examples: Vec<Example<'s>>,
}

/// The Encoding Object.
#[derive(Clone, Debug)]
pub struct Encoding<'s> {
    /// The object.
    pub node: NodeId,
    /// The property that it is for.
    pub property: &'s str,
    /// `contentType`.
    pub content_type: Option<&'s str>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// An example that is there as a value.
#[derive(Clone, Copy, Debug)]
pub struct Example<'s> {
    /// Its key under `examples`.
    pub name: Option<&'s str>,
    /// The value.
    pub value: NodeId,
}

const MEDIA_TYPE_KEYS: &[&str] = &[
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

pub(super) fn read_request_body<'s>(
    reader: &mut Reader<'s, '_>,
    operation: NodeId,
) -> Option<RequestBody<'s>> {
    let node = reader.at(operation, "requestBody")?;
    let node = reader.follow(node, reference::REQUEST_BODY)?;
    let node = reader.expect_map(node, "requestBody")?;
    reader.check_keys(
        node,
        "Request Body Object",
        &["description", "summary", "content", "required"],
    );
    Some(RequestBody {
        node,
        description: reader.string_at(node, "description"),
        required: reader.bool_at(node, "required").unwrap_or(false),
        content: read_content(reader, node),
    })
}

pub(super) fn read_responses<'s>(
    reader: &mut Reader<'s, '_>,
    operation: NodeId,
) -> Vec<Response<'s>> {
    let mut responses = Vec::new();
    for (key, entry) in reader.entries_at(operation, "responses") {
        if key.starts_with("x-") {
            continue;
        }
        let Some(status) = StatusKey::read(reader, key, entry) else { continue };
        let Some(node) = reader.follow(entry, reference::RESPONSE) else {
            responses.extend(unknown_response(key, status, entry));
            continue;
        };
        let Some(node) = reader.expect_map(node, "response") else { continue };
        reader.check_keys(
            node,
            "Response Object",
            &["summary", "description", "headers", "content", "links"],
        );
        let description = reader.string_at(node, "description");
        responses.push(Response {
            node,
            entry,
            key,
            status,
            description: description.or_else(|| reader.string_at(node, "summary")),
            headers: read_headers(reader, node),
            content: read_content(reader, node),
        });
    }
    responses
}

/// A success that the document has and of which nothing is known: it may be anything. Failures keep
/// what comes in any case.
fn unknown_response(key: &str, status: StatusKey, node: NodeId) -> Option<Response<'_>> {
    let anything = MediaType {
        node,
        name: "*/*",
        schema: None,
        item_schema: None,
        encoding: Vec::new(),
        examples: Vec::new(),
    };
    // Nothing comes with these (RFC 9110, sections 15.3.5 and 15.3.6).
    let has_content = !matches!(status, StatusKey::Exact(204 | 205));
    status.is_2xx().then(|| Response {
        node,
        entry: node,
        key,
        status,
        description: None,
        headers: Vec::new(),
        content: has_content.then_some(anything).into_iter().collect(),
    })
}

pub(super) fn read_content<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Vec<MediaType<'s>> {
    let mut content: Vec<MediaType<'s>> = Vec::new();
    let entries = reader.entries_at(owner, "content");
    let proper: BTreeSet<&str> = entries.iter().map(|(name, _)| *name).collect();
    for (key, node) in entries {
        let Some(node) = reader.follow(node, reference::MEDIA_TYPE) else { continue };
        let Some(node) = reader.expect_map(node, "media type") else { continue };
        let Some(name) = media_type_of(reader, node, key, &proper) else { continue };
        reader.check_keys(node, "Media Type Object", MEDIA_TYPE_KEYS);
        content.push(MediaType {
            node,
            name,
            schema: reader.at(node, "schema"),
            item_schema: reader.at(node, "itemSchema"),
            encoding: read_encoding(reader, node),
            examples: read_examples(reader, node),
        });
    }
    content
}

/// The media type that a key names, or that it is read as: the first where it joins several, as lists
/// of them are written elsewhere, and any where it is none. Nothing if that is there as it should be,
/// or what stands there is no body.
fn media_type_of<'s>(
    reader: &mut Reader<'s, '_>,
    node: NodeId,
    key: &'s str,
    proper: &BTreeSet<&str>,
) -> Option<&'s str> {
    // A parameter in quotes may hold anything.
    let is_list = !key.contains('"') && key.split(',').all(|part| part.contains('/'));
    let first = key.split_once(',').filter(|_| is_list).map(|(first, _)| first.trim());
    let is_named = (key.contains('/') || key == "*") && can_be_sent(key);
    let (name, found) = match first.filter(|first| can_be_sent(first)) {
        Some(first) => (Some(first), not_one_media_type(node, key)),
        None if is_named => return Some(key),
        None if is_media_type_object(reader, node) => {
            (Some("*/*"), no_media_type(node, key))
        }
        None => (None, no_media_type(node, key)),
    };
    let name = name.filter(|name| !proper.contains(name));
    reader.report(found.consequence(match name {
        Some("*/*") => "it is read as `*/*`, any media type".to_owned(),
        Some(name) => format!("it is read as `{}`", shown(name)),
        None => "it is left out, with its schema".to_owned(),
    }));
    name
}

/// Whether a header can carry a media type (RFC 9110, section 5.5): others no client can send.
fn can_be_sent(media: &str) -> bool {
    media.bytes().all(|byte| byte == b' ' || byte == b'\t' || byte.is_ascii_graphic())
}

fn not_one_media_type(node: NodeId, key: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownValue,
        Place::Key(node),
        format!("`{}` is not one media type", shown(key)),
    )
    .remedy("write a key for each of them")
}

/// Whether what stands under a name that is no media type is a Media Type Object still, and not a
/// schema that stands a level too high.
fn is_media_type_object(reader: &Reader<'_, '_>, node: NodeId) -> bool {
    let is_empty = reader.sources.entries(node).next().is_none();
    is_empty || reader.sources.get(node, "schema").is_some()
}

fn no_media_type(node: NodeId, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownValue,
        Place::Key(node),
        format!("`{}` is not a media type", shown(name)),
    )
    .remedy(
        "name a media type between `content` and the schema: `content: { application/json: \
         { schema: … } }`",
    )
}

fn read_encoding<'s>(reader: &mut Reader<'s, '_>, media: NodeId) -> Vec<Encoding<'s>> {
    let mut encodings = Vec::new();
    for (property, node) in reader.entries_at(media, "encoding") {
        let Some(node) = reader.expect_map(node, "encoding") else { continue };
        encodings.push(Encoding {
            node,
            property,
            content_type: read_content_type(reader, node),
            style: Style::read(reader, node),
            explode: reader.bool_at(node, "explode"),
            allow_reserved: reader.bool_at(node, "allowReserved").unwrap_or(false),
        });
    }
    encodings
}

fn read_content_type<'s>(reader: &mut Reader<'s, '_>, node: NodeId) -> Option<&'s str> {
    let text = reader.string_at(node, "contentType")?;
    if can_be_sent(text) {
        return Some(text);
    }
    let place = reader.sources.get(node, "contentType").unwrap_or(node);
    let message = format!("`{}` is not a media type", shown(text));
    reader.report(
        Diagnostic::new(Code::UnknownValue, Place::Node(place), message)
            .consequence("it is ignored")
            .remedy("write a media type in letters, digits and signs of ASCII"),
    );
    None
}

/// The values of `example` and `examples`; those elsewhere (`externalValue`) and those that
/// are only text (`serializedValue`) are not values of the schema.
pub(super) fn read_examples<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Vec<Example<'s>> {
    let mut examples = Vec::new();
    if let Some(value) = reader.sources.get(owner, "example") {
        examples.push(Example { name: None, value });
    }
    let Some(node) = reader.at(owner, "examples") else { return examples };
    if reader.sources.kind(node) == Kind::Seq {
        // The JSON Schema spelling, which people use here as well.
        examples.extend(
            reader.sources.items(node).map(|value| Example { name: None, value }),
        );
        return examples;
    }
    for (name, node) in reader.entries_at(owner, "examples") {
        let Some(node) = reader.follow(node, reference::EXAMPLE) else { continue };
        let value =
            ["value", "dataValue"].iter().find_map(|key| reader.sources.get(node, key));
        if let Some(value) = value {
            examples.push(Example { name: Some(name), value });
        }
    }
    examples
}
