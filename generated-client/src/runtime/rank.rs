//! Of several variants that an object can be, which knows it best?

use std::cmp::Reverse;

use super::codec::{Edit, Select, Union};

/// Puts the variants that know most of the keys first; of those that know equally many, the
/// one that demands most. Nothing that a server says is lost as long as one variant knows all
/// of it.
pub fn by_known_keys(
    place: &mut dyn Union,
    fitting: &[usize],
    keys: &[impl AsRef<str>],
) -> Vec<usize> {
    let select = place.select();
    let mut ranked: Vec<(usize, Reverse<usize>, usize)> = fitting
        .iter()
        .map(|&at| (strangers(place, at, keys), Reverse(demands(select, at)), at))
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(.., at)| at).collect()
}

/// How much a variant demands of an object; a constant more than a key that must be there.
fn demands(select: &Select, at: usize) -> usize {
    match select {
        Select::Tag { .. } => 0,
        Select::Probe(probes) => probes
            .get(at)
            .map_or(0, |probe| probe.required.len() + 2 * probe.constants.len()),
    }
}

/// How many of the keys a variant would drop.
fn strangers(place: &mut dyn Union, at: usize, keys: &[impl AsRef<str>]) -> usize {
    let Edit::Object(object) = place.become_variant(at) else { return 0 };
    let model = object.model();
    if !model.extra.is_empty() {
        return 0;
    }
    let known = |key: &str| model.keys.iter().any(|known| known.wire == key);
    keys.iter().filter(|key| !known(key.as_ref())).count()
}
