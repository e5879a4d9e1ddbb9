//! Which components extend which schemas.

use super::Schema;
use crate::diagnostics::NodeId;
use crate::document::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Bases of a schema are looked for among so many of those that it extends.
pub(crate) const MOST_BASES: usize = 64;

/// So many entries of a discriminator's mapping are looked at.
pub(crate) const MOST_MAPPED: usize = 1_000;

/// A component that extends a schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Child {
    pub(crate) component: NodeId,
    /// The schema elsewhere that the component stands for, or itself.
    pub(crate) schema: NodeId,
}

/// By schema, the components that extend it, in the document's order: they refer to it in
/// `allOf`, or say more beside a reference to it.
pub(crate) fn children_by_base<'s>(
    document: &Document<'s>,
    mut read: impl FnMut(NodeId) -> Rc<Schema<'s>>,
) -> BTreeMap<NodeId, Vec<Child>> {
    let mut found: BTreeMap<NodeId, Vec<Child>> = BTreeMap::new();
    let components = document.schemas.iter().map(|(_, node)| *node);
    let mut known: BTreeSet<NodeId> = components.clone().collect();
    for component in components {
        let mut schema = component;
        while let Some(next) = bare_reference(document, &mut read, schema)
            && known.insert(next)
        {
            schema = next;
        }
        if bare_reference(document, &mut read, schema).is_some() {
            continue;
        }
        for base in bases(&mut read, schema) {
            let base = behind(document, &mut read, base);
            found.entry(base).or_default().push(Child { component, schema });
        }
    }
    found
}

/// What a schema extends.
fn bases<'s>(
    mut read: impl FnMut(NodeId) -> Rc<Schema<'s>>,
    node: NodeId,
) -> Vec<NodeId> {
    let schema = read(node);
    let mut bases: Vec<NodeId> =
        schema.all_of.iter().filter_map(|part| read(*part).reference).collect();
    // What stands beside a reference extends its target just as well.
    bases.extend(schema.reference.filter(|_| schema.adds_structure()));
    bases
}

/// The schema behind references beside which nothing stands.
pub(crate) fn behind<'s>(
    document: &Document<'s>,
    mut read: impl FnMut(NodeId) -> Rc<Schema<'s>>,
    mut node: NodeId,
) -> NodeId {
    const LONGEST_WAY: usize = 64;
    for _ in 0..LONGEST_WAY {
        match bare_reference(document, &mut read, node) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

/// What a schema refers to that says nothing else.
fn bare_reference<'s>(
    document: &Document<'s>,
    mut read: impl FnMut(NodeId) -> Rc<Schema<'s>>,
    node: NodeId,
) -> Option<NodeId> {
    read(node).reference.filter(|_| is_bare(document, node))
}

/// Whether a schema has a single keyword: nothing stands beside its reference.
pub(crate) fn is_bare(document: &Document<'_>, node: NodeId) -> bool {
    document.sources.entries(node).len() == 1
}

/// The schema or the part of it that has the discriminator: what a part of `allOf` says is said
/// of the schema. A part with variants has one for these.
pub(crate) fn place_of_discriminator<'s>(
    mut read: impl FnMut(NodeId) -> Rc<Schema<'s>>,
    node: NodeId,
) -> Option<NodeId> {
    let schema = read(node);
    if schema.discriminator.is_some() {
        return Some(node);
    }
    schema.all_of.iter().take(MOST_BASES).copied().find(|part| {
        let part = read(*part);
        part.discriminator.is_some()
            && part.reference.is_none()
            && part.one_of.is_empty()
            && part.any_of.is_empty()
    })
}
