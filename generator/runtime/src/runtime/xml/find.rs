//! Where in an element the value of a key stands.

use std::collections::BTreeMap;

use super::tree::{Element, Name};
use crate::runtime::{NodeKind, XmlNode};

/// What stands under one key of an object.
pub(super) enum Found<'e> {
    Text(&'e str),
    Elements(Vec<&'e Element>),
}

/// What of an element stands under a key. An attribute where an element is described, and the
/// other way round, is taken as well.
pub(super) fn find<'e>(
    element: &'e Element,
    node: &XmlNode,
    all: &[XmlNode],
) -> Option<Found<'e>> {
    if node.is_text() {
        return (!element.text.is_empty() || !element.has_parts())
            .then_some(Found::Text(&element.text));
    }
    let elements = || {
        let name = if node.is_wrapped() || node.items.is_none() {
            node.name
        } else {
            node.item().name
        };
        // Where two keys differ in nothing but the namespace, it counts.
        let has_double =
            all.iter().filter(|other| other.name == node.name).nth(1).is_some();
        let found: Vec<&Element> = element
            .children
            .iter()
            .filter(|child| child.name.local() == name)
            .filter(|child| !has_double || is_of(&child.name, node))
            .collect();
        let found = meant(found, element, node, |child| &child.name);
        (!found.is_empty()).then_some(Found::Elements(found))
    };
    let attribute = || {
        let attributes = element.attributes.iter();
        let found = attributes.filter(|(name, _)| name.local() == node.name);
        let found = meant(found.collect(), element, node, |(name, _)| name);
        found.first().map(|(_, value)| Found::Text(value))
    };
    // What another key claims in the other form is not this one's.
    let is_free = |kind: NodeKind| {
        !all.iter().any(|other| other.kind == kind && other.name == node.name)
    };
    match node.kind {
        NodeKind::Attribute => {
            attribute().or_else(|| elements().filter(|_| is_free(NodeKind::Element)))
        }
        _ => elements().or_else(|| attribute().filter(|_| is_free(NodeKind::Attribute))),
    }
}

/// Of what has the name of a node, that of one namespace: the node's, or else what has no prefix, or
/// else that of the element around it. Many services do not follow what they say of namespaces.
fn meant<'e, T>(
    mut found: Vec<&'e T>,
    around: &Element,
    node: &XmlNode,
    name: fn(&T) -> &Name,
) -> Vec<&'e T> {
    let rank = |it: &T| match name(it) {
        name if is_of(name, node) => 0,
        name if name.prefix().is_empty() => 1,
        name if name.prefix() == around.name.prefix() => 2,
        _ => 3,
    };
    let Some(best) = found.iter().copied().min_by_key(|it| rank(it)) else {
        return found;
    };
    let is_own = rank(best) == 0;
    let is_meant = |it: &T| {
        if is_own { rank(it) == 0 } else { name(it).prefix() == name(best).prefix() }
    };
    found.retain(|it| is_meant(it));
    found
}

/// Whether a name is in the namespace of a node, or has its prefix where nothing else is known.
fn is_of(name: &Name, node: &XmlNode) -> bool {
    match name.namespace() {
        Some(known) if !node.namespace.is_empty() => known == node.namespace,
        _ => name.prefix() == node.prefix,
    }
}

/// What of an element has the name that a key has in JSON: many services do not follow what they
/// say of XML.
pub(super) fn by_key<'e>(
    element: &'e Element,
    key: &'static str,
    all: &[XmlNode],
) -> Option<Found<'e>> {
    if all.iter().any(|other| has_element(other, key)) {
        return None;
    }
    find(element, &XmlNode::element(key), all)
}

/// The text that stands under a key, if it is one.
pub(super) fn content<'e>(element: &'e Element, node: &XmlNode) -> Option<&'e str> {
    match find(element, node, &[])? {
        Found::Text(text) => Some(text),
        Found::Elements(found) => match found[..] {
            [only] if only.children.is_empty() => Some(&only.text),
            _ => None,
        },
    }
}

pub(super) fn has_attribute(node: &XmlNode, name: &str) -> bool {
    node.name == name
}

pub(super) fn has_element(node: &XmlNode, name: &str) -> bool {
    node.name == name
        || !node.is_wrapped() && node.items.is_some_and(|item| item.name == name)
}

/// The elements of each name, in the order in which the names come.
pub(super) fn grouped<'e>(
    elements: impl Iterator<Item = &'e Element>,
) -> Vec<(&'e str, Vec<&'e Element>)> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<(&str, Vec<&Element>)> = Vec::new();
    for element in elements {
        let name = element.name.local();
        let at = *places.entry(name).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(element),
            None => groups.push((name, vec![element])),
        }
    }
    groups
}
