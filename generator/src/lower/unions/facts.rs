//! What the definitions say of a property: its struct, and the texts to which it is fixed.

use super::select::{DEEPEST, MOST_STEPS};
use crate::model::{
    Access, EnumBase, EnumLiteral, EnumValue, Field, Shape, SpecStr, Struct, Type,
    TypeDef, TypeId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of a property.
type OfField = fn(&[TypeDef], &Field) -> Option<Vec<SpecStr>>;

/// The struct behind a type.
pub(super) fn structure<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t Struct> {
    match &types[structure_id(types, ty)?].shape {
        Shape::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The definition of the struct behind a type.
pub(super) fn structure_id(types: &[TypeDef], ty: &Type) -> Option<TypeId> {
    let Type::Def(id) = ty.unaliased(types) else { return None };
    matches!(types[*id].shape, Shape::Struct(_)).then_some(*id)
}

/// The keys that every object of this type has. A union demands what all its variants do.
pub(super) fn demanded(types: &[TypeDef], ty: &Type) -> Vec<SpecStr> {
    let all = alternatives(types, ty).unwrap_or_default();
    let keys = all.into_iter().filter_map(|ty| match ty {
        Type::Any | Type::Map(_) => Some(Vec::new()),
        _ => structure(types, ty).map(|structure| {
            let demanded = structure.fields.iter().filter(|field| field.is_demanded());
            demanded.map(|field| field.wire.clone()).collect()
        }),
    });
    let common = keys.reduce(|mut all, keys| {
        all.retain(|key| keys.contains(key));
        all
    });
    common.unwrap_or_default()
}

/// Whether a type says something of this key. What takes any key says so of each.
pub(super) fn declares(types: &[TypeDef], ty: &Type, key: &SpecStr) -> bool {
    let Some(all) = alternatives(types, ty) else { return true };
    all.into_iter().any(|ty| match ty {
        Type::Any | Type::Map(_) => true,
        _ => structure(types, ty).is_some_and(|structure| {
            structure.fields.iter().any(|field| field.wire == *key)
        }),
    })
}

/// The texts of a key of which every variant of a union demands one.
pub(super) fn constants_of_all(
    types: &[TypeDef],
    ty: &Type,
    key: &SpecStr,
) -> Option<Vec<SpecStr>> {
    let mut all = Vec::new();
    for ty in alternatives(types, ty)? {
        let fields = &structure(types, ty)?.fields;
        let field = fields.iter().find(|field| field.wire == *key)?;
        all.extend(fixed_by_field(types, field).filter(|texts| texts.len() == 1)?);
    }
    all.sort();
    all.dedup();
    Some(all)
}

/// What a type can be behind its aliases, `null` and the variants of unions, all the way down;
/// `None` where that leads too far to be followed.
pub(super) fn alternatives<'t>(
    types: &'t [TypeDef],
    ty: &'t Type,
) -> Option<Vec<&'t Type>> {
    let mut found = Vec::new();
    let mut work = vec![(ty, 0)];
    for _ in 0..MOST_STEPS {
        let Some((ty, depth)) = work.pop() else { return Some(found) };
        match ty {
            Type::Nullable(inner) => work.push((inner, depth)),
            Type::Def(_) if depth > DEEPEST => return None,
            Type::Def(id) => match &types[*id].shape {
                Shape::Alias(inner) => work.push((inner, depth + 1)),
                Shape::Union(union) => {
                    let variants = union.variants.iter().rev();
                    work.extend(variants.map(|variant| (&variant.ty, depth + 1)));
                }
                Shape::Struct(_) | Shape::Enum(_) => found.push(ty),
            },
            _ => found.push(ty),
        }
    }
    None
}

/// The type of the items behind a type that is an array of one kind of item.
pub(super) fn element<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Type> {
    match ty.unaliased(types) {
        Type::List(element) => Some(element),
        _ => None,
    }
}

/// The places of a type that is a tuple.
pub(super) fn tuple<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t [Type]> {
    match ty.unaliased(types) {
        Type::Tuple(places) => Some(places),
        _ => None,
    }
}

/// The texts that each variant allows for a property; none where it allows any. A discriminator
/// is compared as text, so that `1` is as good as `"1"` (OpenAPI 3.1.1, "Discriminator Object").
pub(super) fn listed_values(
    types: &[TypeDef],
    variants: &[Type],
    property: &SpecStr,
) -> Vec<Vec<SpecStr>> {
    let listed = |ty: &Type| {
        fixed_values(types, ty, property, scalars_of_field, 0, &mut { MOST_STEPS })
    };
    variants.iter().map(|ty| listed(ty).unwrap_or_default()).collect()
}

/// The texts that only one variant allows. A list that several variants have, from a common
/// base mostly, says nothing about any of them.
pub(super) fn own_values(listed: &[Vec<SpecStr>]) -> Vec<Vec<SpecStr>> {
    let mut uses: BTreeMap<&SpecStr, usize> = BTreeMap::new();
    for value in listed.iter().flatten() {
        *uses.entry(value).or_default() += 1;
    }
    let own = |list: &Vec<SpecStr>| {
        list.iter().filter(|value| uses.get(value) == Some(&1)).cloned().collect()
    };
    listed.iter().map(own).collect()
}

/// The texts and numbers that a variant lists for a property, whether it demands it or not.
pub(super) fn listed_scalars(
    types: &[TypeDef],
    ty: &Type,
    property: &SpecStr,
) -> Option<Vec<SpecStr>> {
    fixed_values(types, ty, property, scalars_beside_null, 0, &mut { MOST_STEPS })
}

/// The strings to which a type fixes a property; `None` where it does not demand or not fix it.
pub(super) fn fixed(
    types: &[TypeDef],
    ty: &Type,
    property: &SpecStr,
) -> Option<Vec<SpecStr>> {
    fixed_values(types, ty, property, fixed_by_field, 0, &mut { MOST_STEPS })
}

fn fixed_values(
    types: &[TypeDef],
    ty: &Type,
    property: &SpecStr,
    of_field: OfField,
    depth: usize,
    steps: &mut usize,
) -> Option<Vec<SpecStr>> {
    *steps = steps.checked_sub(1)?;
    if let Some(structure) = structure(types, ty) {
        let field = structure.fields.iter().find(|field| field.wire == *property)?;
        return of_field(types, field);
    }
    let Type::Def(id) = ty else { return None };
    match &types[*id].shape {
        // A union within a union has the values of all its variants.
        Shape::Union(union) if depth < DEEPEST => {
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(fixed_values(
                    types,
                    &variant.ty,
                    property,
                    of_field,
                    depth + 1,
                    steps,
                )?);
            }
            let mut known = BTreeSet::new();
            all.retain(|value| known.insert(value.clone()));
            Some(all)
        }
        Shape::Alias(inner) if depth < DEEPEST => {
            fixed_values(types, inner, property, of_field, depth + 1, steps)
        }
        _ => None,
    }
}

pub(super) fn fixed_by_field(types: &[TypeDef], field: &Field) -> Option<Vec<SpecStr>> {
    field.is_demanded().then(|| texts_of_field(types, field)).flatten()
}

/// The scalars that a property can be if it is not `null`, as text.
fn scalars_of_field(types: &[TypeDef], field: &Field) -> Option<Vec<SpecStr>> {
    let Some(constant) = &field.constant else {
        return texts_of_enum(types, beside_null(&field.ty));
    };
    let text = match constant.untrusted() {
        serde_json::Value::String(text) => SpecStr::new(text),
        other => SpecStr::new(&other.to_string()),
    };
    Some(vec![text])
}

fn texts_of_enum(types: &[TypeDef], ty: &Type) -> Option<Vec<SpecStr>> {
    let values = enum_values(types, ty)?;
    Some(values.iter().map(|value| text_of(&value.value)).collect())
}

fn text_of(value: &EnumLiteral) -> SpecStr {
    match value {
        EnumLiteral::Text(text) => text.clone(),
        EnumLiteral::Integer(number) => SpecStr::new(&number.to_string()),
    }
}

/// The strings that a property can be, whether it must be there or not.
fn texts_of_field(types: &[TypeDef], field: &Field) -> Option<Vec<SpecStr>> {
    match &field.constant {
        Some(constant) => {
            constant.untrusted().as_str().map(|text| vec![SpecStr::new(text)])
        }
        None => enum_texts(types, &field.ty, 0),
    }
}

/// The scalars that a property can be, as in answers. A fraction can be written
/// in so many ways that its text says nothing, and what is only sent comes in no answer.
pub(super) fn scalars_beside_null(
    types: &[TypeDef],
    field: &Field,
) -> Option<Vec<SpecStr>> {
    match &field.constant {
        _ if field.access == Access::WriteOnly => None,
        Some(constant) if constant.untrusted().is_f64() => None,
        _ => scalars_of_field(types, field),
    }
}

/// What a type is where it is not `null`.
pub(super) fn beside_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}

/// Whether a type is a scalar behind its aliases.
pub(super) fn is_scalar(types: &[TypeDef], ty: &Type) -> bool {
    matches!(ty.unaliased(types), Type::Scalar(_))
}

/// The values of the enum behind a type.
pub(super) fn enum_values<'t>(
    types: &'t [TypeDef],
    ty: &'t Type,
) -> Option<&'t [EnumValue]> {
    let Type::Def(id) = ty.unaliased(types) else { return None };
    match &types[*id].shape {
        Shape::Enum(list) => Some(&list.values),
        _ => None,
    }
}

/// The texts of the enum behind a type.
pub(super) fn enum_texts(
    types: &[TypeDef],
    ty: &Type,
    depth: usize,
) -> Option<Vec<SpecStr>> {
    let Type::Def(id) = ty else { return None };
    match &types[*id].shape {
        Shape::Enum(list) if list.base == EnumBase::Text => {
            let texts = list.values.iter().filter_map(|value| match &value.value {
                EnumLiteral::Text(text) => Some(text.clone()),
                EnumLiteral::Integer(_) => None,
            });
            Some(texts.collect())
        }
        Shape::Alias(inner) if depth < DEEPEST => enum_texts(types, inner, depth + 1),
        _ => None,
    }
}
