//! Which JSON kinds the values of a type have.

use super::select::{DEEPEST, MOST_STEPS};
use crate::model::{EnumBase, Kinds, Scalar, Shape, Type, TypeDef};

/// The JSON kinds that values of a type have.
pub(super) fn kinds(types: &[TypeDef], ty: &Type) -> Kinds {
    kinds_within(types, ty, 0, &mut { MOST_STEPS })
}

/// Whether objects are among the values of a type, without a look at all variants of unions
/// within unions.
pub(super) fn can_be_object(types: &[TypeDef], ty: &Type) -> bool {
    can_be_object_within(types, ty, 0, &mut { MOST_STEPS })
}

fn can_be_object_within(
    types: &[TypeDef],
    ty: &Type,
    depth: usize,
    steps: &mut usize,
) -> bool {
    let Some(left) = steps.checked_sub(1) else { return true };
    *steps = left;
    match ty {
        Type::Any | Type::Map(_) => true,
        Type::Scalar(_) | Type::List(_) | Type::Tuple(_) => false,
        Type::Nullable(inner) => can_be_object_within(types, inner, depth, steps),
        Type::Def(_) if depth > DEEPEST => true,
        Type::Def(id) => match &types[id.0 as usize].shape {
            Shape::Struct(_) => true,
            Shape::Enum(_) => false,
            Shape::Alias(inner) => can_be_object_within(types, inner, depth + 1, steps),
            Shape::Union(union) => union
                .variants
                .iter()
                .any(|it| can_be_object_within(types, &it.ty, depth + 1, steps)),
        },
    }
}

pub(super) fn kinds_within(
    types: &[TypeDef],
    ty: &Type,
    depth: usize,
    steps: &mut usize,
) -> Kinds {
    let none = Kinds::default();
    let Some(left) = steps.checked_sub(1) else { return all_kinds() };
    *steps = left;
    match ty {
        Type::Any => all_kinds(),
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => Kinds { boolean: true, ..none },
            Scalar::Integer(_) => Kinds { integer: true, ..none },
            Scalar::F32 | Scalar::F64 => Kinds { integer: true, number: true, ..none },
            Scalar::Text(_) | Scalar::Base64 | Scalar::Binary => {
                Kinds { string: true, ..none }
            }
        },
        Type::List(_) | Type::Tuple(_) => Kinds { array: true, ..none },
        Type::Map(_) => Kinds { object: true, ..none },
        Type::Nullable(inner) => {
            Kinds { null: true, ..kinds_within(types, inner, depth, steps) }
        }
        Type::Def(_) if depth > DEEPEST => all_kinds(),
        Type::Def(id) => match &types[id.0 as usize].shape {
            Shape::Struct(_) => Kinds { object: true, ..none },
            Shape::Enum(list) => match list.base {
                EnumBase::Text => Kinds { string: true, ..none },
                EnumBase::Integer => Kinds { integer: true, ..none },
            },
            Shape::Alias(inner) => kinds_within(types, inner, depth + 1, steps),
            Shape::Union(union) => union.variants.iter().fold(none, |all, variant| {
                either(all, kinds_within(types, &variant.ty, depth + 1, steps))
            }),
        },
    }
}

pub(super) fn all_kinds() -> Kinds {
    Kinds {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    }
}

pub(super) fn either(a: Kinds, b: Kinds) -> Kinds {
    Kinds {
        null: a.null || b.null,
        boolean: a.boolean || b.boolean,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

pub(super) fn overlap(a: Kinds, b: Kinds) -> bool {
    (a.null && b.null)
        || (a.boolean && b.boolean)
        || (a.integer && b.integer)
        || (a.number && b.number)
        || (a.string && b.string)
        || (a.array && b.array)
        || (a.object && b.object)
}
