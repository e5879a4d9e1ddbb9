//! `From` for the variants of unions and for bodies, where several hold the same type in Rust.

mod bodies;

use super::draft::Draft;
use super::plan::{FurtherNames, ModuleId, Ty, TypeKind};
use super::scope::Ident;
use std::collections::BTreeMap;

/// A type that is larger than this with all its aliases written out counts as any other.
const LARGEST: usize = 1_000;

/// Decides what becomes a union or a body by itself, once all names are known.
pub(super) fn settle(draft: &mut Draft, names: &FurtherNames) {
    let aliases = draft.placed_items().filter_map(|(file, item)| match &item.kind {
        TypeKind::Alias(ty) => Some(((file, item.ident.clone()), ty.clone())),
        _ => None,
    });
    let aliases = aliases.collect();
    let definitions = Definitions { aliases, names };
    withdraw(draft, &definitions);
    bodies::offer(draft, &definitions);
}

/// Takes back each `From` of a variant that holds the same type as another one, once further
/// names and aliases are seen through; also of one whose type is too large to tell.
fn withdraw(draft: &mut Draft, definitions: &Definitions<'_>) {
    for item in draft.items_mut() {
        let TypeKind::Union(union) = &mut item.kind else { continue };
        let types: Vec<Option<Ty>> =
            union.variants.iter().map(|it| definitions.of_content(&it.ty)).collect();
        let mut counts: BTreeMap<&Ty, usize> = BTreeMap::new();
        for ty in types.iter().flatten() {
            *counts.entry(ty).or_default() += 1;
        }
        for (variant, ty) in union.variants.iter_mut().zip(&types) {
            variant.from &= ty.as_ref().and_then(|ty| counts.get(ty)) == Some(&1);
        }
    }
}

/// What names stand for.
struct Definitions<'a> {
    aliases: BTreeMap<(ModuleId, Ident), Ty>,
    names: &'a FurtherNames,
}

impl Definitions<'_> {
    /// The type of what a variant holds, in a box or not.
    fn of_content(&self, ty: &Ty) -> Option<Ty> {
        let content = if let Ty::Boxed(content) = ty { content } else { ty };
        self.written_out(content, &mut { LARGEST })
    }

    /// A type with the names of definitions alone; nothing if that is too large.
    fn written_out(&self, ty: &Ty, left: &mut usize) -> Option<Ty> {
        *left = left.checked_sub(1)?;
        let mut inner = |ty: &Ty| self.written_out(ty, left).map(Box::new);
        Some(match ty {
            Ty::Vec(item) => Ty::Vec(inner(item)?),
            Ty::Rest(item) => Ty::Rest(inner(item)?),
            Ty::Map(value) => Ty::Map(inner(value)?),
            Ty::Option(some) => Ty::Option(inner(some)?),
            Ty::Nullable(some) => Ty::Nullable(inner(some)?),
            Ty::Boxed(content) => Ty::Boxed(inner(content)?),
            Ty::Tuple(elements) => {
                let elements = elements.iter().map(|ty| inner(ty).map(|ty| *ty));
                Ty::Tuple(elements.collect::<Option<Vec<Ty>>>()?)
            }
            Ty::Named(home, name) => {
                if let Some(ty) = self.aliases.get(&(home.file, name.clone())) {
                    return inner(ty).map(|ty| *ty);
                }
                let name = self.names.definition(home.file, name).unwrap_or(name);
                Ty::Named(home.clone(), name.clone())
            }
            plain => plain.clone(),
        })
    }
}
