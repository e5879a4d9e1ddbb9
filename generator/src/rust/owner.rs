//! What a type belongs to, which decides the file that it stands in.

use crate::model::{Api, NameSeed, OperationId, TypeId};

/// Who owns a type: the file into which it goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Owner {
    Component(TypeId),
    Operation(OperationId),
    Webhook,
}

/// How many definitions stand around a type.
pub(super) fn depth(api: &Api, id: TypeId) -> usize {
    let mut depth = 0;
    let mut at = id;
    while let NameSeed::Inside { parent, .. } = &api[at].seed {
        depth += 1;
        at = *parent;
    }
    depth
}

pub(super) fn owner(api: &Api, id: TypeId) -> Owner {
    let mut at = id;
    loop {
        match &api[at].seed {
            NameSeed::Inside { parent, .. } => at = *parent,
            NameSeed::Component(_) | NameSeed::Shared { .. } => {
                return Owner::Component(at);
            }
            NameSeed::Operation { operation, .. } => {
                return Owner::Operation(*operation);
            }
            NameSeed::Webhook { .. } => return Owner::Webhook,
        }
    }
}
