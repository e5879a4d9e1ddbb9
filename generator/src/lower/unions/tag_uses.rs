//! Where a type is used under a name by which no union knows it.
//!
//! `PartyRef: { allOf: [ { $ref: EntityRef } ] }` is a name of `EntityRef`, and one struct is
//! behind both. A union that has `PartyRef` among its variants says what the tag of a `PartyRef`
//! is, and nothing about an `EntityRef` elsewhere.

use super::facts::structure_id;
use super::tags::tags;
use crate::model::{Shape, SpecStr, Type, TypeDef, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// Structs that a union knows by the text of a property, but under another name, and that are
/// used outside of such unions as well: each with the property. `roots` is what is used outside of
/// all types.
pub(super) fn known_otherwise(
    types: &[TypeDef],
    roots: &[TypeId],
) -> BTreeSet<(TypeId, SpecStr)> {
    let named = known_by_another_name(types);
    let mut found = BTreeSet::new();
    if named.is_empty() {
        return found;
    }
    let mut used: Vec<TypeId> = roots.to_vec();
    for definition in types {
        match &definition.shape {
            // A name is no use: what has it is used where the name is.
            Shape::Alias(Type::Def(_)) | Shape::Enum(_) => {}
            Shape::Union(union) => {
                let known: BTreeSet<(usize, &SpecStr)> = tags(&union.select)
                    .into_iter()
                    .map(|tag| (tag.variant, tag.property))
                    .collect();
                for (at, variant) in union.variants.iter().enumerate() {
                    let Some(id) = structure_id(types, &variant.ty) else {
                        used.extend(variant.ty.mentioned());
                        continue;
                    };
                    let properties = named.get(&id).into_iter().flatten();
                    let others = properties.filter(|it| !known.contains(&(at, *it)));
                    found.extend(others.map(|property| (id, (*property).clone())));
                }
            }
            shape => shape.uses(&mut |ty| used.extend(ty.mentioned())),
        }
    }
    let structs = used.into_iter().filter_map(|id| structure_id(types, &Type::Def(id)));
    for id in structs.collect::<BTreeSet<TypeId>>() {
        let properties = named.get(&id).into_iter().flatten();
        found.extend(properties.map(|property| (id, (*property).clone())));
    }
    found
}

/// The structs that unions know by another name than their own, with the properties.
fn known_by_another_name(types: &[TypeDef]) -> BTreeMap<TypeId, BTreeSet<&SpecStr>> {
    let mut named: BTreeMap<TypeId, BTreeSet<&SpecStr>> = BTreeMap::new();
    for definition in types {
        let Shape::Union(union) = &definition.shape else { continue };
        for tag in tags(&union.select) {
            let ty = &union.variants[tag.variant].ty;
            let Some(id) = structure_id(types, ty) else { continue };
            if *ty != Type::Def(id) {
                named.entry(id).or_default().insert(tag.property);
            }
        }
    }
    named
}
