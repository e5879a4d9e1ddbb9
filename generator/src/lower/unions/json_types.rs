//! Which JSON types the values of a type have.

use super::select::{DEEPEST, MOST_STEPS};
use crate::json_types::JsonTypes;
use crate::model::{EnumBase, Scalar, Shape, Type, TypeDef};

/// The JSON types that values of a type have.
pub(super) fn json_types(types: &[TypeDef], ty: &Type) -> JsonTypes {
    types_within(types, ty, 0, &mut { MOST_STEPS })
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
        Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Rest(_) => false,
        Type::Nullable(inner) => can_be_object_within(types, inner, depth, steps),
        Type::Def(_) if depth > DEEPEST => true,
        Type::Def(id) => match &types[*id].shape {
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

pub(super) fn types_within(
    types: &[TypeDef],
    ty: &Type,
    depth: usize,
    steps: &mut usize,
) -> JsonTypes {
    let Some(left) = steps.checked_sub(1) else { return JsonTypes::ANY };
    *steps = left;
    match ty {
        Type::Any => JsonTypes::ANY,
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => JsonTypes::BOOLEAN,
            Scalar::Integer(_) => JsonTypes::INTEGER,
            Scalar::F32 | Scalar::F64 => JsonTypes::NUMBER,
            Scalar::Text(_) | Scalar::Base64 | Scalar::Binary => JsonTypes::STRING,
        },
        Type::List(_) | Type::Tuple(_) | Type::Rest(_) => JsonTypes::ARRAY,
        Type::Map(_) => JsonTypes::OBJECT,
        Type::Nullable(inner) => {
            types_within(types, inner, depth, steps).union(JsonTypes::NULL)
        }
        Type::Def(_) if depth > DEEPEST => JsonTypes::ANY,
        Type::Def(id) => match &types[*id].shape {
            Shape::Struct(_) => JsonTypes::OBJECT,
            Shape::Enum(list) => match list.base {
                EnumBase::Text => JsonTypes::STRING,
                EnumBase::Integer => JsonTypes::INTEGER,
            },
            Shape::Alias(inner) => types_within(types, inner, depth + 1, steps),
            Shape::Union(union) => union
                .variants
                .iter()
                .map(|variant| types_within(types, &variant.ty, depth + 1, steps))
                .collect(),
        },
    }
}
