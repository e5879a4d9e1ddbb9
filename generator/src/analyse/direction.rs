//! Direction: whether values of a type are sent, received, or both.

use super::recursion::index;
use crate::model::{Access, Api, Field, PayloadKind, SpecValue, Type};

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
pub(super) fn directions(api: &Api) -> Vec<Direction> {
    let mut directions = vec![Direction::default(); api.types.len()];
    for at in reachable(api, api.sent()) {
        directions[at].sent = true;
    }
    for at in reachable(api, api.received()) {
        directions[at].received = true;
    }
    for direction in &mut directions {
        if !direction.sent && !direction.received {
            *direction = Direction { sent: true, received: true };
        }
    }
    directions
}

/// Types that are parts of multipart bodies: bytes can stand in them as they are.
pub(super) fn in_multipart(api: &Api) -> Vec<bool> {
    let bodies = api.operations.iter().flat_map(|operation| &operation.bodies);
    let roots = bodies.filter(|payload| payload.kind == PayloadKind::Multipart);
    let mut found = vec![false; api.types.len()];
    for at in reachable(api, roots.map(|payload| &payload.ty)) {
        found[at] = true;
    }
    found
}

fn reachable<'a>(api: &'a Api, roots: impl Iterator<Item = &'a Type>) -> Vec<usize> {
    let mut seen = vec![false; api.types.len()];
    let mut work: Vec<usize> = roots.flat_map(Type::mentioned).map(index).collect();
    let mut found = Vec::new();
    while let Some(at) = work.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        found.push(at);
        api.types[at]
            .shape
            .uses(&mut |ty| work.extend(ty.mentioned().into_iter().map(index)));
    }
    found
}
