//! Which types have limits to keep to, or lead to one that has.

use crate::model::{Api, PerType, Shape, TypeDef};

/// Whether each type has a limit somewhere in its values.
pub(super) fn limited(api: &Api) -> PerType<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for (at, definition) in api.types.iter().enumerate() {
        definition.shape.uses(&mut |ty| {
            for id in ty.mentioned() {
                users[id.place()].push(at);
            }
        });
    }
    let mut limited = vec![false; api.types.len()];
    let own = api.types.iter().enumerate().filter(|(_, it)| has_limits(it));
    let mut work: Vec<usize> = own.map(|(at, _)| at).collect();
    while let Some(at) = work.pop() {
        if !std::mem::replace(&mut limited[at], true) {
            work.append(&mut users[at]);
        }
    }
    limited.into_iter().collect()
}

fn has_limits(definition: &TypeDef) -> bool {
    let in_fields = match &definition.shape {
        Shape::Struct(structure) => {
            structure.fields.iter().any(|field| !field.limits.is_empty())
        }
        _ => false,
    };
    in_fields || !definition.limits.is_empty()
}
