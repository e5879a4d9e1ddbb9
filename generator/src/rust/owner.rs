//! What a type belongs to, which decides the file that it stands in.

use crate::model::{Api, NameSeed, OperationId, TypeId};
use std::iter;

/// Who owns a type: the file into which it goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Owner {
    Component(TypeId),
    Operation(OperationId),
    Webhook,
}

/// A type, the one that it stands within, the one that this stands within, and so on.
pub(super) fn outwards(api: &Api, id: TypeId) -> impl Iterator<Item = TypeId> {
    iter::successors(Some(id), |at| match &api[*at].seed {
        NameSeed::Inside { parent, .. } => Some(*parent),
        _ => None,
    })
}

/// How many definitions stand around a type.
pub(super) fn depth(api: &Api, id: TypeId) -> usize {
    outwards(api, id).count() - 1
}

/// Who owns a type.
pub(super) fn owner(api: &Api, id: TypeId) -> Owner {
    let outermost = outwards(api, id).last().unwrap_or(id);
    match &api[outermost].seed {
        NameSeed::Operation { operation, .. } => Owner::Operation(*operation),
        NameSeed::Webhook { .. } => Owner::Webhook,
        NameSeed::Component(_) | NameSeed::Shared { .. } | NameSeed::Inside { .. } => {
            Owner::Component(outermost)
        }
    }
}
