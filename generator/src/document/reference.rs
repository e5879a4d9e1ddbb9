//! References: from the text of a `$ref` to a node.
//!
//! A reference is a URI reference (RFC 3986); its fragment is a JSON pointer (RFC 6901), in
//! which percent-encoding is undone first and `~1`, `~0` after that, or an anchor (JSON Schema
//! 2020-12, section 8.2.2). Targets are found in the files that were loaded; nothing is fetched.

use super::misplaced;
use super::reader::{Reader, shown};
use super::suggestions::Suggestions;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::source::{Kind, Sources, percent_decode};
use std::borrow::Cow;

/// The text of a `$ref`, if the node is an object that has one.
pub(super) fn text(sources: &Sources, node: NodeId) -> Option<(NodeId, &str)> {
    let reference = sources.get(node, "$ref")?;
    match sources.kind(reference) {
        Kind::String(text) => Some((reference, text)),
        _ => None,
    }
}

/// The `$ref` that has no value: in YAML a `#` without quotes begins a comment.
pub(super) fn commented_out(sources: &Sources, node: NodeId) -> Option<NodeId> {
    let reference = sources.get(node, "$ref")?;
    (sources.kind(reference) == Kind::Null).then_some(reference)
}

pub(super) fn without_quotes(place: NodeId) -> Diagnostic {
    Diagnostic::new(Code::WrongKind, Place::Key(place), "this `$ref` is empty")
        .consequence("what it refers to is missing")
        .remedy(
            "put the reference in quotes: without them `#` begins a comment, as in \
             `$ref: '#/components/…'`",
        )
}

/// What a reference must lead to: the key under `components` for its kind, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted(&'static str, &'static str);

pub(super) const SCHEMA: Wanted = Wanted("schemas", "a schema");
pub(super) const PARAMETER: Wanted = Wanted("parameters", "a parameter");
pub(super) const RESPONSE: Wanted = Wanted("responses", "a response");
pub(super) const REQUEST_BODY: Wanted = Wanted("requestBodies", "a request body");
pub(super) const HEADER: Wanted = Wanted("headers", "a header");
pub(super) const EXAMPLE: Wanted = Wanted("examples", "an example");
pub(super) const SECURITY_SCHEME: Wanted =
    Wanted("securitySchemes", "a security scheme");
pub(super) const CALLBACK: Wanted = Wanted("callbacks", "a callback");
pub(super) const PATH_ITEM: Wanted = Wanted("pathItems", "a path item");
pub(super) const MEDIA_TYPE: Wanted = Wanted("mediaTypes", "a media type");
/// Has no place under `components`, but at least one large public document refers to one.
pub(super) const OPERATION: Wanted = Wanted("operations", "an operation");
/// A map of named things, kept in a file of its own.
pub(super) const ENTRIES: Wanted = Wanted("", "an object with entries");

const KINDS: &[Wanted] = &[
    SCHEMA,
    PARAMETER,
    RESPONSE,
    REQUEST_BODY,
    HEADER,
    EXAMPLE,
    SECURITY_SCHEME,
    CALLBACK,
    PATH_ITEM,
    MEDIA_TYPE,
    Wanted("links", "a link"),
];

/// Follows Reference Objects until something else stands there.
pub(super) fn follow(
    reader: &mut Reader<'_, '_>,
    start: NodeId,
    wanted: Wanted,
) -> Option<NodeId> {
    let mut node = start;
    let mut seen = Vec::new();
    if let Some(place) = commented_out(reader.sources, node) {
        reader.report(without_quotes(place));
        return None;
    }
    while let Some(place) = reader.sources.get(node, "$ref") {
        let Kind::String(text) = reader.sources.kind(place) else {
            // Among names it may be one of them.
            if wanted == ENTRIES {
                break;
            }
            return reader.wrong_kind(place, "$ref", "a string");
        };
        if seen.contains(&node) {
            reader.report(cyclic(place, wanted));
            return None;
        }
        seen.push(node);
        node = resolve(reader, place, text, wanted)?;
    }
    Some(node)
}

/// Resolves one reference and reports one that leads nowhere or to something else.
pub(super) fn resolve(
    reader: &mut Reader<'_, '_>,
    place: NodeId,
    text: &str,
    wanted: Wanted,
) -> Option<NodeId> {
    let sources = reader.sources;
    let Some(found) = find(sources, place, text) else {
        if !in_unloaded_file(sources, place, text) {
            let found = dangling(reader, place, text, wanted);
            reader.report(found);
        }
        return None;
    };
    let kind = kind_of(sources, found);
    if kind.is_none_or(|kind| kind == wanted || wanted == ENTRIES)
        && can_be(sources.kind(found), wanted)
    {
        return Some(found);
    }
    let is =
        kind.filter(|kind| *kind != wanted).map_or("of another kind", |kind| kind.1);
    // A header is a parameter without a name and a place (OpenAPI 3.1, Header Object).
    let serves = (wanted == HEADER && kind == Some(PARAMETER)).then_some(found);
    let held =
        (wanted == SCHEMA).then(|| misplaced::only_schema(sources, found)).flatten();
    reader.report(
        Diagnostic::new(
            Code::WrongTarget,
            Place::Node(place),
            format!("`{}` is {is} where {} belongs", shown(text), wanted.1),
        )
        .consequence(match (serves, held) {
            (Some(_), _) => "it is read as one all the same",
            (None, Some(_)) => "it is read as the schema that stands there",
            (None, None) => without(wanted),
        })
        .remedy(
            misplaced::reference_form(wanted.0, kind.map(|kind| kind.0))
                .map_or_else(|| format!("refer to {}", wanted.1), str::to_owned),
        ),
    );
    serves.or(held)
}

/// The kind of a thing that stands directly under `components`.
fn kind_of(sources: &Sources, node: NodeId) -> Option<Wanted> {
    if node == sources.root() && sources.get(node, "openapi").is_some() {
        return Some(Wanted("", "the OpenAPI document"));
    }
    let section = sources.parent(node)?;
    let components = sources.parent(section)?;
    if sources.key_of(components) != Some("components")
        || sources.parent(components) != Some(sources.file_root(sources.file(node)))
    {
        return None;
    }
    let key = sources.key_of(section)?;
    KINDS.iter().copied().find(|kind| kind.0 == key)
}

/// Whether a value has the JSON kind of what is wanted.
fn can_be(kind: Kind<'_>, wanted: Wanted) -> bool {
    match kind {
        Kind::Map => true,
        Kind::Bool(_) => wanted == SCHEMA,
        _ => wanted == EXAMPLE,
    }
}

/// What happens without the target.
fn without(wanted: Wanted) -> &'static str {
    match wanted {
        SCHEMA => "it is read as if anything were allowed",
        RESPONSE => "what a success holds is bytes; of a failure nothing is known",
        _ => "it is left out",
    }
}

pub(super) fn cyclic(place: NodeId, wanted: Wanted) -> Diagnostic {
    Diagnostic::new(
        Code::CyclicReference,
        Place::Node(place),
        "this reference leads back to itself without ever reaching a definition",
    )
    .consequence(without(wanted))
    .remedy("let one of the references in the circle stand for something")
}

/// The node that a reference means, or `None`.
pub(super) fn find(sources: &Sources, place: NodeId, text: &str) -> Option<NodeId> {
    let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
    let fragment = percent_decoded(fragment);
    if document.is_empty()
        && let Some(found) = within_resource(sources, place, &fragment)
    {
        return Some(found);
    }
    let root = resource(sources, place, document)?;
    at_fragment(sources, root, &fragment)
        .or_else(|| anchor_elsewhere(sources, root, &fragment))
}

/// What a fragment means in the schema around it that has an `$id` (JSON Schema 2020-12, core,
/// section 8.2.1). Many write such references from the document's root all the same.
fn within_resource(sources: &Sources, place: NodeId, fragment: &str) -> Option<NodeId> {
    let resource = sources.resource(sources.parent(place)?);
    let is_file = resource == sources.file_root(sources.file(resource));
    if is_file { None } else { at_fragment(sources, resource, fragment) }
}

fn at_fragment(sources: &Sources, root: NodeId, fragment: &str) -> Option<NodeId> {
    if fragment.is_empty() {
        Some(root)
    } else if let Some(pointer) = fragment.strip_prefix('/') {
        walk(sources, root, pointer)
    } else {
        // Another resource may have the same anchor.
        sources.anchored(root, fragment).first().copied()
    }
}

/// Walks a pointer, through references that stand on its way.
fn walk(sources: &Sources, root: NodeId, pointer: &str) -> Option<NodeId> {
    const MOST_HOPS: usize = 32;
    let mut node = root;
    let mut hops = 0;
    for segment in pointer.split('/') {
        let segment = unescaped(segment);
        loop {
            if let Some(next) = step(sources, node, &segment) {
                node = next;
                break;
            }
            let (place, text) = text(sources, node)?;
            hops += 1;
            if hops > MOST_HOPS {
                return None;
            }
            let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
            let pointer = percent_decoded(fragment);
            let root = resource(sources, place, document)?;
            node = match pointer.strip_prefix('/') {
                Some(pointer) => plain_walk(sources, root, pointer)?,
                None if pointer.is_empty() => root,
                None => return None,
            };
        }
    }
    Some(node)
}

fn plain_walk(sources: &Sources, root: NodeId, pointer: &str) -> Option<NodeId> {
    pointer
        .split('/')
        .try_fold(root, |node, segment| step(sources, node, &unescaped(segment)))
}

fn step(sources: &Sources, node: NodeId, segment: &str) -> Option<NodeId> {
    match sources.kind(node) {
        Kind::Map => sources.get(node, segment),
        Kind::Seq if segment.bytes().all(|byte| byte.is_ascii_digit()) => {
            sources.items(node).nth(segment.parse().ok()?)
        }
        _ => None,
    }
}

fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// Undoes percent-encoding; a sequence that is not UTF-8 stays as it is.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode(text).unwrap_or(Cow::Borrowed(text))
}

/// What a reference without its fragment means: the file around it, another one, or what gave
/// itself this address or, where nothing has an absolute one, this name, in any loaded file.
fn resource(sources: &Sources, place: NodeId, document: &str) -> Option<NodeId> {
    let file = sources.file(place);
    if let Some(file) = sources.linked(file, document) {
        return Some(sources.file_root(file));
    }
    let named = |key| sources.identified(key, document).first().copied();
    sources
        .addressed(place, document)
        .or_else(|| ["$id", "$self"].into_iter().find_map(named))
}

/// A schema anywhere in a file with this anchor: many write an anchor as if it held for all of
/// the document.
fn anchor_elsewhere(sources: &Sources, root: NodeId, anchor: &str) -> Option<NodeId> {
    if anchor.starts_with('/') {
        return None;
    }
    let file = sources.file(root);
    ["$anchor", "$dynamicAnchor", "$id"]
        .iter()
        .flat_map(|key| sources.identified(key, anchor))
        .find(|node| sources.file(**node) == file)
        .or_else(|| sources.identified("$id", &format!("#{anchor}")).first())
        .copied()
}

fn in_unloaded_file(sources: &Sources, place: NodeId, text: &str) -> bool {
    // The loader has said already why the file is not there.
    let document = text.split('#').next().unwrap_or_default();
    resource(sources, place, document).is_none()
}

fn dangling(
    reader: &mut Reader<'_, '_>,
    place: NodeId,
    text: &str,
    wanted: Wanted,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::DanglingReference,
        Place::Node(place),
        format!("there is nothing at `{}`", shown(text)),
    )
    .consequence(without(wanted));
    match like(reader.sources, reader.suggestions, place, text) {
        Some(near) => diagnostic
            .remedy(format!("did you mean `{}`?", shown(&near)))
            .patch(Place::Node(place), near),
        None => diagnostic.remedy("define it, or correct the reference"),
    }
}

/// What a reference that means nothing was probably to mean.
pub(super) fn like(
    sources: &Sources,
    suggestions: &Suggestions,
    place: NodeId,
    text: &str,
) -> Option<String> {
    suggestion(sources, suggestions, place, text)
        .or_else(|| sources.component_like(text))
}

/// A sibling of the missing target with a similar name.
fn suggestion(
    sources: &Sources,
    suggestions: &Suggestions,
    place: NodeId,
    text: &str,
) -> Option<String> {
    let (parent, last) = text.rsplit_once('/')?;
    let target = find(sources, place, parent)?;
    let names = sources.entries(target).map(|(key, _)| key);
    let near = suggestions.nearest(&unescaped(last), names)?;
    Some(format!("{parent}/{}", near.replace('~', "~0").replace('/', "~1")))
}
