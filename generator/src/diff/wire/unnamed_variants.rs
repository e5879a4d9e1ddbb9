//! Which variants without names are which, whatever the order of their union.

use super::alike::Spelling;
use super::names::Names;
use super::paths::Paths;
use crate::model::{Api, NameSeed, Role, Shape, Type, TypeId, Union};
use std::collections::{BTreeMap, BTreeSet};

/// The union in which an inline type is a variant without a name, and its number there.
pub(super) fn number(api: &Api, ty: &Type) -> Option<(TypeId, u32)> {
    ty.mentioned().into_iter().find_map(|id| match &api[id].seed {
        NameSeed::Inside { parent, role: Role::Variant(None, at) } => {
            Some((*parent, *at))
        }
        _ => None,
    })
}

/// Numbers the variants without names as those of the old API that are the same on the wire.
pub(super) fn pair<'a>(
    (old, before): (Paths<'_>, &Spelling),
    (api, names, after): (&'a Api, &mut Names<'a>, &Spelling),
) {
    let known: BTreeMap<Vec<String>, Vec<Numbered>> =
        unions(old.api, before).map(|(id, all)| (old.of(id), all)).collect();
    let mut new: Vec<_> = unions(api, after).collect();
    // What stands within a variant has the number of that in its path.
    new.sort_by_key(|(id, _)| depth(api, *id));
    for (id, own) in new {
        let path = Paths { api, names }.of(id);
        if let Some(known) = known.get(&path) {
            names.number_variants(id, &numbers(known, &own));
        }
    }
}

/// The number of a variant, and how its type is spelled.
type Numbered = (u32, String);

/// The unions that have variants without names, with these.
fn unions<'a>(
    api: &'a Api,
    spelling: &'a Spelling,
) -> impl Iterator<Item = (TypeId, Vec<Numbered>)> {
    api.type_ids().filter_map(move |id| {
        let Shape::Union(union) = &api[id].shape else { return None };
        let all = unnamed(api, id, union, spelling);
        (!all.is_empty()).then_some((id, all))
    })
}

fn unnamed(api: &Api, id: TypeId, union: &Union, spelling: &Spelling) -> Vec<Numbered> {
    let own = |ty: &Type| number(api, ty).filter(|(parent, _)| *parent == id);
    let variants = union.variants.iter().filter(|variant| variant.name.is_none());
    let numbered = variants.filter_map(|it| Some((own(&it.ty)?.1, &it.ty)));
    numbered.map(|(at, ty)| (at, spelling.of(ty))).collect()
}

fn depth(api: &Api, mut id: TypeId) -> usize {
    let mut depth = 0;
    while let NameSeed::Inside { parent, .. } = &api[id].seed {
        (id, depth) = (*parent, depth + 1);
    }
    depth
}

/// The new numbers, each with the old one: that of the same type, else its own, else one that no
/// variant has any more, and only then another one.
fn numbers(old: &[Numbered], new: &[Numbered]) -> Vec<(u32, u32)> {
    let mut alike: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (at, spelled) in old.iter().rev() {
        alike.entry(spelled).or_default().push(*at);
    }
    let known: BTreeSet<u32> = old.iter().map(|(at, _)| *at).collect();
    let mut free = known.clone();
    let (mut numbers, mut others) = (Vec::new(), Vec::new());
    for (own, spelled) in new {
        match alike.get_mut(spelled.as_str()).and_then(Vec::pop) {
            Some(at) => {
                free.remove(&at);
                numbers.push((*own, at));
            }
            None => others.push(*own),
        }
    }
    let (own, others): (Vec<u32>, Vec<u32>) =
        others.into_iter().partition(|own| free.remove(own) || !known.contains(own));
    numbers.extend(own.into_iter().map(|own| (own, own)));
    let all = old.iter().chain(new).map(|(at, _)| *at);
    let further = all.max().map_or(0, |last| last.saturating_add(1))..;
    numbers.extend(others.into_iter().zip(free.into_iter().chain(further)));
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn variants_keep_their_numbers_wherever_they_stand() {
        let all = |spelled: &str| -> Vec<_> {
            let spelled = spelled.chars().map(|it| it.to_string());
            (0..).zip(spelled).collect()
        };
        for (old, new, expected) in [
            ("ab", "ba", "10"),
            ("ab", "xab", "301"),
            ("ab", "xb", "01"),
            ("ab", "bx", "10"),
            ("aab", "baa", "201"),
            ("ab", "xyz", "012"),
            ("a", "bca", "310"),
        ] {
            let mut met = numbers(&all(old), &all(new));
            met.sort_unstable();
            let met: String = met.iter().map(|(_, shown)| shown.to_string()).collect();
            assert_eq!(met, expected, "{old} {new}");
        }
    }
}
