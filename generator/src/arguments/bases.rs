//! Bases with a discriminator, and the schemas that extend them.

use super::whole::Schemas;
use crate::diagnostics::NodeId;
use crate::document::extending::{self, Child, MOST_MAPPED};
use crate::document::{Discriminator, Schema};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The components that extend others; looked for when somebody asks.
#[derive(Default)]
pub(super) struct Bases {
    extending: OnceCell<Extending>,
    /// By base, what [`Bases::children`] has found.
    known: RefCell<BTreeMap<NodeId, Rc<[NodeId]>>>,
}

#[derive(Default)]
struct Extending {
    /// By base, in the document's order.
    by_base: BTreeMap<NodeId, Vec<Child>>,
    all: BTreeSet<NodeId>,
}

impl Bases {
    /// Whether a schema is a component that extends another one.
    pub(super) fn is_child(&self, schemas: &Schemas<'_, '_>, node: NodeId) -> bool {
        self.extending(schemas).all.contains(&node)
    }

    /// The base that a schema is, and what extends it: first what its mapping names. `None` where
    /// it has no discriminator, lists its variants itself, or is extended by nothing.
    pub(super) fn children<'s>(
        &self,
        schemas: &Schemas<'_, 's>,
        node: NodeId,
    ) -> Option<(Rc<Schema<'s>>, Rc<[NodeId]>)> {
        let node = schemas.behind(node);
        let base = schemas.schema(node);
        if !base.one_of.is_empty() || !base.any_of.is_empty() {
            return None;
        }
        let discriminator = base.discriminator.as_ref()?;
        let known = self.known.borrow().get(&node).cloned();
        let children =
            known.unwrap_or_else(|| self.find_children(schemas, node, discriminator));
        (!children.is_empty()).then_some((base, children))
    }

    fn find_children(
        &self,
        schemas: &Schemas<'_, '_>,
        node: NodeId,
        discriminator: &Discriminator<'_>,
    ) -> Rc<[NodeId]> {
        let extends = |child: &NodeId| {
            let child = schemas.whole(*child);
            child.parts.iter().skip(1).any(|part| part.node == node)
        };
        let mut children: Vec<NodeId> = Vec::new();
        for (_, place, text) in discriminator.mapping.iter().take(MOST_MAPPED) {
            let mapped = schemas.document.find_schema(*place, text);
            let Some(mapped) = mapped.map(|child| schemas.behind(child)) else {
                continue;
            };
            if !children.contains(&mapped) && extends(&mapped) {
                children.push(mapped);
            }
        }
        let mapped: BTreeSet<NodeId> = children.iter().copied().collect();
        let others = self.extending(schemas).by_base.get(&node).into_iter().flatten();
        let others = others.map(|child| child.schema);
        children.extend(others.filter(|child| !mapped.contains(child)));
        let children: Rc<[NodeId]> = children.into();
        self.known.borrow_mut().insert(node, Rc::clone(&children));
        children
    }

    fn extending(&self, schemas: &Schemas<'_, '_>) -> &Extending {
        self.extending.get_or_init(|| extending(schemas))
    }
}

fn extending(schemas: &Schemas<'_, '_>) -> Extending {
    let by_base =
        extending::children_by_base(schemas.document, |node| schemas.schema(node));
    let children = by_base.values().flatten();
    let all = children.flat_map(|child| [child.component, child.schema]).collect();
    Extending { by_base, all }
}
