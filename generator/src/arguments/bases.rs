//! Bases with a discriminator, and the schemas that extend them.

use super::whole::Schemas;
use crate::diagnostics::NodeId;
use crate::document::Schema;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// So many entries of a mapping are looked at.
const MOST_MAPPED: usize = 100;

/// The components that extend others; looked for when somebody asks.
#[derive(Default)]
pub(super) struct Bases(OnceCell<Extending>);

#[derive(Default)]
struct Extending {
    /// By base, in the document's order.
    by_base: BTreeMap<NodeId, Vec<NodeId>>,
    all: BTreeSet<NodeId>,
}

impl Bases {
    /// Whether a schema is a component that extends another one, as far as was asked for these.
    pub(super) fn is_child(&self, node: NodeId) -> bool {
        self.0.get().is_some_and(|extending| extending.all.contains(&node))
    }

    /// The base that a schema is, and what extends it: first what its mapping names. `None` where
    /// it has no discriminator, lists its variants itself, or is extended by nothing.
    pub(super) fn children<'s>(
        &self,
        schemas: &Schemas<'_, 's>,
        node: NodeId,
    ) -> Option<(Rc<Schema<'s>>, Vec<NodeId>)> {
        let node = schemas.behind(node);
        let base = schemas.schema(node);
        if !base.one_of.is_empty() || !base.any_of.is_empty() {
            return None;
        }
        let discriminator = base.discriminator.as_ref()?;
        let extending = self.0.get_or_init(|| extending(schemas));
        let known = extending.by_base.get(&node).into_iter().flatten().copied();
        let mapping = discriminator.mapping.iter().take(MOST_MAPPED);
        let mapped = mapping
            .filter_map(|(_, place, text)| schemas.document.find_schema(*place, text))
            .map(|child| schemas.behind(child));
        let extends = |child: &NodeId| {
            let child = schemas.whole(*child);
            child.parts.iter().skip(1).any(|part| part.node == node)
        };
        let children: Vec<NodeId> = mapped.filter(extends).chain(known).collect();
        (!children.is_empty()).then_some((base, children))
    }
}

fn extending(schemas: &Schemas<'_, '_>) -> Extending {
    let mut found = Extending::default();
    for (_, component) in &schemas.document.schemas {
        for part in &schemas.schema(*component).all_of {
            let base = schemas.behind(*part);
            if base != *part {
                found.by_base.entry(base).or_default().push(*component);
                found.all.insert(*component);
            }
        }
    }
    found
}
