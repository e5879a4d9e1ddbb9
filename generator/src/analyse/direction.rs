//! Direction: whether values of a type are sent, received, or both.

use crate::model::{Access, Api, Field, PayloadKind, PerType, SpecValue, Type, TypeId};

/// In which direction values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// From the client to the server.
    pub sent: bool,
    /// From the server to the client.
    pub received: bool,
}

impl Direction {
    /// The constant of a property, where every value that travels so has it. An answer need not
    /// hold what only the client may send, nor a request what only the server may, unless it says
    /// which variant of a union it is.
    pub fn constant(self, field: &Field) -> Option<&SpecValue> {
        let may_be_missing = match field.access {
            Access::Both => false,
            Access::ReadOnly => self.sent && field.tag.is_none(),
            Access::WriteOnly => self.received,
        };
        field.constant.as_ref().filter(|_| !may_be_missing)
    }
}

/// A type that no operation uses can be used by its owner as they like: in both directions.
pub(super) fn directions(api: &Api) -> PerType<Direction> {
    let mut directions = PerType::new(&api.types, Direction::default());
    for id in reachable(api, api.sent()) {
        directions[id].sent = true;
    }
    for id in reachable(api, api.received()) {
        directions[id].received = true;
    }
    for id in api.type_ids() {
        let is_used = directions[id].sent || directions[id].received;
        if !is_used {
            directions[id] = Direction { sent: true, received: true };
        }
    }
    directions
}

/// Types that are parts of multipart bodies: bytes can stand in them as they are.
pub(super) fn in_multipart(api: &Api) -> PerType<bool> {
    let bodies = api.operations.iter().flat_map(|operation| &operation.bodies);
    let roots = bodies.filter(|payload| payload.kind == PayloadKind::Multipart);
    let mut found = PerType::new(&api.types, false);
    for id in reachable(api, roots.map(|payload| &payload.ty)) {
        found[id] = true;
    }
    found
}

fn reachable<'a>(api: &'a Api, roots: impl Iterator<Item = &'a Type>) -> Vec<TypeId> {
    let mut seen = PerType::new(&api.types, false);
    let mut work: Vec<TypeId> = roots.flat_map(Type::mentioned).collect();
    let mut found = Vec::new();
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        found.push(id);
        api[id].shape.uses(&mut |ty| work.extend(ty.mentioned()));
    }
    found
}
