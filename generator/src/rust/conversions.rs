//! `From` for the variants of unions, where several hold the same type in Rust.

use crate::rust::plan::{Crate, ModuleId, Ty, TypeKind};
use crate::rust::scope::Ident;
use std::collections::BTreeMap;

/// A type that is larger than this with all its aliases written out counts as any other.
const LARGEST: usize = 1_000;

/// Takes back each `From` of a variant that holds the same type as another one, once further
/// names and aliases are seen through; also of one whose type is too large to tell.
pub(super) fn withdraw(plan: &mut Crate) {
    let aliases: BTreeMap<(ModuleId, Ident), Ty> = plan
        .placed_items()
        .filter_map(|(file, item)| match &item.kind {
            TypeKind::Alias(ty) => Some(((file, item.ident.clone()), ty.clone())),
            _ => None,
        })
        .collect();
    let names = std::mem::take(&mut plan.further_names);
    let real = |ty: &Ty| {
        let mut left = LARGEST;
        expanded(&names.defined(ty), &aliases, &mut left).map(|ty| names.defined(&ty))
    };
    for item in plan.items_mut() {
        let TypeKind::Union(union) = &mut item.kind else { continue };
        let types: Vec<Option<Ty>> =
            union.variants.iter().map(|it| real(&it.ty)).collect();
        let mut counts: BTreeMap<&Ty, usize> = BTreeMap::new();
        for ty in types.iter().flatten() {
            *counts.entry(ty).or_default() += 1;
        }
        for (variant, ty) in union.variants.iter_mut().zip(&types) {
            variant.from &= ty.as_ref().and_then(|ty| counts.get(ty)) == Some(&1);
        }
    }
    plan.further_names = names;
}

/// A type with what aliases stand for in their place; nothing if that is too large.
fn expanded(
    ty: &Ty,
    aliases: &BTreeMap<(ModuleId, Ident), Ty>,
    left: &mut usize,
) -> Option<Ty> {
    *left = left.checked_sub(1)?;
    let mut inner = |ty: &Ty| expanded(ty, aliases, left).map(Box::new);
    Some(match ty {
        Ty::Vec(item) => Ty::Vec(inner(item)?),
        Ty::Map(value) => Ty::Map(inner(value)?),
        Ty::Option(some) => Ty::Option(inner(some)?),
        Ty::Nullable(some) => Ty::Nullable(inner(some)?),
        Ty::Boxed(content) => Ty::Boxed(inner(content)?),
        Ty::Tuple(elements) => {
            let elements = elements.iter().map(|ty| inner(ty).map(|ty| *ty));
            Ty::Tuple(elements.collect::<Option<Vec<Ty>>>()?)
        }
        Ty::Named(home, name) => match aliases.get(&(home.file, name.clone())) {
            Some(ty) => *inner(ty)?,
            None => ty.clone(),
        },
        plain => plain.clone(),
    })
}
