//! Types that nothing refers to any more are left out: only what the document names under
//! `components`, and what can be reached from there or from an operation, is a type.

use crate::model::{Api, NameSeed, PerType, Type, TypeId};

/// Where each type has moved; `None` for those that are gone.
pub(super) struct Moved(PerType<Option<TypeId>>);

/// Removes the types that nothing refers to, and lets every id follow. Components count as
/// referred to, unless only a `part` of the document is wanted.
pub(super) fn prune(api: &mut Api, part: bool) -> Moved {
    let kept = kept(api, part);
    let mut places = 0..;
    let moved = api
        .type_ids()
        .map(|id| if kept[id] { places.next().map(TypeId::at) } else { None })
        .collect();
    let moved = Moved(moved);
    let mut ids = api.type_ids();
    api.types.retain(|_| ids.next().is_some_and(|id| kept[id]));
    for definition in &mut api.types {
        if let NameSeed::Inside { parent, .. } = &mut definition.seed {
            moved.follow_id(parent);
        }
        definition.shape.uses_mut(&mut |ty| {
            moved.follow(ty);
        });
    }
    api.roots_mut(&mut |ty| {
        moved.follow(ty);
    });
    api.xml.retain_mut(|known| moved.follow_id(&mut known.ty));
    moved
}

impl Moved {
    /// Lets a use of a type follow; `false` if something that it consists of is gone.
    pub(super) fn follow(&self, ty: &mut Type) -> bool {
        match ty {
            Type::Any | Type::Scalar(_) => true,
            Type::Nullable(inner)
            | Type::List(inner)
            | Type::Rest(inner)
            | Type::Map(inner) => self.follow(inner),
            Type::Tuple(elements) => {
                elements.iter_mut().all(|element| self.follow(element))
            }
            Type::Def(id) => self.follow_id(id),
        }
    }

    /// Lets an id follow; `false` if its type is gone.
    fn follow_id(&self, id: &mut TypeId) -> bool {
        let new = self.0[*id];
        if let Some(new) = new {
            *id = new;
        }
        new.is_some()
    }
}

/// Which types are components, or can be reached, or own the name of one that is kept.
fn kept(api: &Api, part: bool) -> PerType<bool> {
    let mut kept = PerType::new(&api.types, false);
    let is_component = |id: &TypeId| {
        api[*id].component || matches!(api[*id].seed, NameSeed::Component(_))
    };
    let mut work: Vec<TypeId> =
        api.type_ids().filter(|id| !part && is_component(id)).collect();
    work.extend(mentioned(api));
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut kept[id], true) {
            continue;
        }
        if let NameSeed::Inside { parent, .. } = api[id].seed {
            work.push(parent);
        }
        api[id].shape.uses(&mut |ty| work.extend(ty.mentioned()));
    }
    kept
}

/// The definitions that operations and webhooks mention.
pub(super) fn mentioned(api: &Api) -> Vec<TypeId> {
    api.roots().flat_map(Type::mentioned).collect()
}
