//! References: from the text of a `$ref` to a node.
//!
//! A reference is a URI reference (RFC 3986); its fragment is a JSON pointer (RFC 6901), in
//! which percent-encoding is undone first and `~1`, `~0` after that, or an anchor (JSON Schema
//! 2020-12, section 8.2.2). Targets are found in the files that were loaded; nothing is fetched.

use super::position;
use super::reader::{Reader, nearest, shown};
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

/// Follows Reference Objects until something else stands there.
pub(super) fn follow(reader: &mut Reader<'_, '_>, start: NodeId) -> Option<NodeId> {
    let mut node = start;
    let mut seen = Vec::new();
    while let Some((place, text)) = text(reader.sources, node) {
        if seen.contains(&node) {
            reader.report(cyclic(place));
            return None;
        }
        seen.push(node);
        node = resolve(reader, place, text)?;
    }
    Some(node)
}

/// Resolves one reference and reports one that leads nowhere.
pub(super) fn resolve(
    reader: &mut Reader<'_, '_>,
    place: NodeId,
    text: &str,
) -> Option<NodeId> {
    let found = find(reader.sources, place, text);
    if found.is_none() && !in_unloaded_file(reader.sources, place, text) {
        let diagnostic = dangling(reader.sources, place, text);
        reader.report(diagnostic);
    }
    let wrong = found.and_then(|target| wrong_target(reader.sources, place, target));
    match wrong {
        Some(diagnostic) => {
            reader.report(diagnostic);
            None
        }
        None => found,
    }
}

/// The finding for a component of another kind than what belongs at the reference.
fn wrong_target(sources: &Sources, place: NodeId, target: NodeId) -> Option<Diagnostic> {
    let wanted = position::section(sources, sources.parent(place)?)?;
    let found = position::section_of_component(sources, target)?;
    let (wanted_kind, found_kind) = (kind(wanted)?, kind(found)?);
    (wanted != found).then(|| {
        Diagnostic::new(
            Code::WrongTarget,
            Place::Node(place),
            format!("this refers to {found_kind} where {wanted_kind} belongs"),
        )
        .related(Place::Key(target), "this is what it refers to")
        .consequence("it is read as if it referred to nothing")
        .remedy(format!("refer to something under `#/components/{wanted}/`"))
    })
}

/// What stands in a section of the Components Object, with its article.
fn kind(section: &str) -> Option<&'static str> {
    Some(match section {
        "schemas" => "a schema",
        "responses" => "a response",
        "parameters" => "a parameter",
        "examples" => "an example",
        "requestBodies" => "a request body",
        "headers" => "a header",
        "securitySchemes" => "a security scheme",
        "links" => "a link",
        "callbacks" => "a callback",
        "pathItems" => "a path item",
        _ => return None,
    })
}

pub(super) fn cyclic(place: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::CyclicReference,
        Place::Node(place),
        "this reference leads back to itself without ever reaching a definition",
    )
    .consequence("it is read as if anything were allowed")
    .remedy("let one of the references in the circle stand for something")
}

/// The node that a reference means, or `None`.
pub(super) fn find(sources: &Sources, place: NodeId, text: &str) -> Option<NodeId> {
    let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
    let file = sources.file(place);
    let file =
        if document.is_empty() { Some(file) } else { sources.linked(file, document) };
    let root = match file {
        Some(file) => sources.file_root(file),
        None => by_id(sources, document)?,
    };
    let fragment = percent_decoded(fragment);
    if fragment.is_empty() {
        Some(root)
    } else if let Some(pointer) = fragment.strip_prefix('/') {
        walk(sources, root, pointer)
    } else {
        by_anchor(sources, root, &fragment)
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
            let file = sources.file(place);
            let file = if document.is_empty() {
                file
            } else {
                sources.linked(file, document)?
            };
            let pointer = percent_decoded(fragment);
            node = plain_walk(
                sources,
                sources.file_root(file),
                pointer.strip_prefix('/')?,
            )?;
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

/// A schema that gave itself this `$id`, in any loaded file.
fn by_id(sources: &Sources, id: &str) -> Option<NodeId> {
    sources.identified("$id", id).or_else(|| sources.identified("$self", id))
}

/// A schema of this file with this `$anchor`.
fn by_anchor(sources: &Sources, root: NodeId, anchor: &str) -> Option<NodeId> {
    let file = sources.file(root);
    ["$anchor", "$dynamicAnchor", "$id"]
        .iter()
        .find_map(|key| {
            sources.identified(key, anchor).filter(|node| sources.file(*node) == file)
        })
        .or_else(|| sources.identified("$id", &format!("#{anchor}")))
}

fn in_unloaded_file(sources: &Sources, place: NodeId, text: &str) -> bool {
    // The loader has said already why the file is not there.
    let document = text.split('#').next().unwrap_or_default();
    !document.is_empty() && sources.linked(sources.file(place), document).is_none()
}

fn dangling(sources: &Sources, place: NodeId, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::DanglingReference,
        Place::Node(place),
        format!("there is nothing at `{}`", shown(text)),
    )
    .consequence("it is read as if anything were allowed");
    let near = suggestion(sources, place, text).or_else(|| sources.component_like(text));
    match near {
        Some(near) => diagnostic
            .remedy(format!("did you mean `{}`?", shown(&near)))
            .patch(Place::Node(place), near),
        None => diagnostic.remedy("define it, or correct the reference"),
    }
}

/// A sibling of the missing target with a similar name.
fn suggestion(sources: &Sources, place: NodeId, text: &str) -> Option<String> {
    let (parent, last) = text.rsplit_once('/')?;
    let target = find(sources, place, parent)?;
    let names: Vec<&str> = sources.entries(target).map(|(key, _)| key).collect();
    let near = nearest(&unescaped(last), &names)?;
    Some(format!("{parent}/{}", near.replace('~', "~0").replace('/', "~1")))
}
