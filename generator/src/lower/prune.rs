//! Types that nothing refers to any more are left out: only what the document names under
//! `components`, and what can be reached from there or from an operation, is a type.

use crate::model::{NameSeed, Operation, Shape, Type, TypeDef, TypeId, Webhook};

/// Where each type has moved; `None` for those that are gone.
pub(super) struct Moved(Vec<Option<TypeId>>);

/// Removes the types that nothing refers to, and lets every id follow. Components count as
/// referred to, unless only a `part` of the document is wanted.
pub(super) fn prune(
    types: &mut Vec<TypeDef>,
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    event: &mut Option<Type>,
    part: bool,
) -> Moved {
    let kept = kept(types, operations, webhooks, event, part);
    let mut next = 0;
    let moved = kept
        .iter()
        .map(|kept| {
            kept.then(|| {
                next += 1;
                TypeId(next - 1)
            })
        })
        .collect();
    let moved = Moved(moved);
    let mut at = 0;
    types.retain(|_| {
        at += 1;
        kept[at - 1]
    });
    for definition in types {
        if let NameSeed::Inside { parent, .. } = &mut definition.seed {
            moved.follow_id(parent);
        }
        parts_mut(&mut definition.shape, &mut |ty| moved.follow(ty));
    }
    roots_mut(operations, webhooks, event, &mut |ty| moved.follow(ty));
    moved
}

impl Moved {
    /// Lets a use of a type follow; `false` if something that it consists of is gone.
    pub(super) fn follow(&self, ty: &mut Type) -> bool {
        match ty {
            Type::Any | Type::Scalar(_) => true,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                self.follow(inner)
            }
            Type::Tuple(elements) => {
                elements.iter_mut().all(|element| self.follow(element))
            }
            Type::Def(id) => self.follow_id(id),
        }
    }

    /// Lets an id follow; `false` if its type is gone.
    pub(super) fn follow_id(&self, id: &mut TypeId) -> bool {
        let new = self.0[id.0 as usize];
        if let Some(new) = new {
            *id = new;
        }
        new.is_some()
    }
}

/// Which types are components, or can be reached, or own the name of one that is kept.
fn kept(
    types: &[TypeDef],
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    event: &mut Option<Type>,
    part: bool,
) -> Vec<bool> {
    let mut kept = vec![false; types.len()];
    let components = types.iter().zip(0..).filter(|(definition, _)| {
        let named = matches!(definition.seed, NameSeed::Component(_));
        !part && (definition.component || named)
    });
    let mut work: Vec<TypeId> = components.map(|(_, at)| TypeId(at)).collect();
    roots_mut(operations, webhooks, event, &mut |ty| {
        work.extend(ty.mentioned());
        true
    });
    while let Some(id) = work.pop() {
        let at = id.0 as usize;
        if std::mem::replace(&mut kept[at], true) {
            continue;
        }
        if let NameSeed::Inside { parent, .. } = types[at].seed {
            work.push(parent);
        }
        types[at].shape.uses(&mut |ty| work.extend(ty.mentioned()));
    }
    kept
}

/// Lets the uses of types that a definition consists of be changed.
fn parts_mut(shape: &mut Shape, visit: &mut dyn FnMut(&mut Type) -> bool) {
    match shape {
        Shape::Struct(structure) => {
            for field in &mut structure.fields {
                visit(&mut field.ty);
            }
            if let Some(extra) = &mut structure.extra {
                visit(extra);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                visit(&mut variant.ty);
            }
        }
        Shape::Alias(ty) => {
            visit(ty);
        }
        Shape::Enum(_) => {}
    }
}

/// The definitions that operations and webhooks mention.
pub(super) fn mentioned(
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    event: &mut Option<Type>,
) -> Vec<TypeId> {
    let mut used = Vec::new();
    roots_mut(operations, webhooks, event, &mut |ty| {
        used.extend(ty.mentioned());
        true
    });
    used
}

/// The uses of types in operations and webhooks.
fn roots_mut(
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    event: &mut Option<Type>,
    visit: &mut dyn FnMut(&mut Type) -> bool,
) {
    for operation in operations {
        for param in &mut operation.params {
            visit(&mut param.ty);
        }
        for payload in &mut operation.bodies {
            visit(&mut payload.ty);
        }
        if let Some(pages) = &mut operation.pages {
            visit(&mut pages.element);
        }
        if let Some(streaming) = &mut operation.streaming {
            visit(&mut streaming.item);
        }
        for response in &mut operation.responses {
            for header in &mut response.headers {
                visit(&mut header.ty);
            }
            for payload in &mut response.payloads {
                visit(&mut payload.ty);
            }
        }
    }
    if let Some(event) = event {
        visit(event);
    }
    for webhook in webhooks {
        for payload in &mut webhook.bodies {
            visit(&mut payload.ty);
        }
    }
}
