//! Common traits: what a type can derive depends on everything in it.
//!
//! `Copy` is not among them: the first text that a document adds to a type would take it
//! away again and break callers.

use super::Direction;
use crate::model::{Api, PerType, Presence, Scalar, Shape, Type};

/// The traits that are not always there (`Debug`, `Clone` and `PartialEq` are).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// `Eq` and `Hash`: no floating-point number in it.
    pub hash: bool,
    /// `Default`: a struct that demands nothing.
    pub default: bool,
}

pub(super) fn traits(api: &Api, directions: &PerType<Direction>) -> PerType<Traits> {
    let mut users = PerType::new(&api.types, Vec::new());
    let mut hash = PerType::new(&api.types, true);
    let mut work = Vec::new();
    for id in api.type_ids() {
        for ty in contents(&api[id].shape, directions[id]) {
            for target in ty.mentioned() {
                users[target].push(id);
            }
            if has_float(ty) && hash[id] {
                hash[id] = false;
                work.push(id);
            }
        }
    }
    while let Some(id) = work.pop() {
        for user in &users[id] {
            if std::mem::replace(&mut hash[*user], false) {
                work.push(*user);
            }
        }
    }
    let traits = |id| Traits {
        hash: hash[id],
        default: demands_nothing(&api[id].shape, directions[id]),
    };
    api.type_ids().map(traits).collect()
}

fn contents(shape: &Shape, direction: Direction) -> Vec<&Type> {
    match shape {
        Shape::Struct(structure) => {
            let fields = structure
                .fields
                .iter()
                .filter(|field| direction.constant(field).is_none());
            fields.map(|field| &field.ty).chain(&structure.extra).collect()
        }
        Shape::Union(union) => {
            union.variants.iter().map(|variant| &variant.ty).collect()
        }
        Shape::Alias(ty) => vec![ty],
        Shape::Enum(_) => Vec::new(),
    }
}

fn has_float(ty: &Type) -> bool {
    let mut work = vec![ty];
    while let Some(ty) = work.pop() {
        match ty {
            Type::Scalar(Scalar::F32 | Scalar::F64) => return true,
            Type::Nullable(inner)
            | Type::List(inner)
            | Type::Rest(inner)
            | Type::Map(inner) => {
                work.push(inner);
            }
            Type::Tuple(elements) => work.extend(elements),
            Type::Any | Type::Scalar(_) | Type::Def(_) => {}
        }
    }
    false
}

fn demands_nothing(shape: &Shape, direction: Direction) -> bool {
    match shape {
        Shape::Struct(structure) => structure.fields.iter().all(|field| {
            direction.constant(field).is_some() || field.presence != Presence::Required
        }),
        _ => false,
    }
}
