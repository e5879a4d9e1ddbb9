//! Components that stand for one whose name is theirs in Rust: `Audit` beside `audit`.

use super::words::{camel, shortened};
use crate::model::{Api, NameSeed, PerType, Shape, Type, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// References to references are followed this far.
const MOST_NAMES: usize = 64;

/// Each such component with the one that it stands for. It needs no name of its own, and would take
/// the other one's.
pub(super) fn same_names(api: &Api) -> BTreeMap<TypeId, TypeId> {
    let names: PerType<Option<String>> =
        api.type_ids().map(|id| folded(api, id)).collect();
    let outer: BTreeSet<TypeId> =
        api.types.iter().filter_map(|it| parent(&it.seed)).collect();
    let name = |id: TypeId| names[id].as_ref();
    let target = |id: TypeId| match &api[id].shape {
        Shape::Alias(Type::Def(target))
            if name(id).is_some() && name(id) == name(*target) =>
        {
            Some(*target)
        }
        _ => None,
    };
    let ends = api.type_ids().filter(|id| !outer.contains(id)).filter_map(|id| {
        let mut end = target(id)?;
        for _ in 0..MOST_NAMES {
            match target(end) {
                Some(further) => end = further,
                None => return Some((id, end)),
            }
        }
        None
    });
    ends.collect()
}

/// The name of a component in small letters, since case does not count.
fn folded(api: &Api, id: TypeId) -> Option<String> {
    let definition = &api[id];
    let NameSeed::Component(name) = &definition.seed else { return None };
    let wire = name.untrusted();
    let name = camel(definition.rename.as_deref().unwrap_or(wire));
    definition.component.then(|| shortened(name, wire, "").to_lowercase())
}

fn parent(seed: &NameSeed) -> Option<TypeId> {
    match seed {
        NameSeed::Inside { parent, .. } => Some(*parent),
        _ => None,
    }
}
