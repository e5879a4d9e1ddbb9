//! Of several variants that a value can be, which knows it best?

use std::cmp::Reverse;

use super::codec::{Edit, Model, Probe, Select, Union, kinds};

/// Whether what stands under a key rules a variant out: the text of a scalar, with whether it
/// is a string, or something else. Constants are strings, hints can be any scalar.
pub fn contradicts(probe: &Probe, key: &str, value: Option<(&str, bool)>) -> bool {
    let is_constant = |texts: &[&str]| {
        value.is_some_and(|(text, is_string)| is_string && texts.contains(&text))
    };
    let is_hinted = |texts: &[&str]| value.is_none_or(|(text, _)| texts.contains(&text));
    probe.constants.iter().any(|(known, texts)| *known == key && !is_constant(texts))
        || probe.hints.iter().any(|(known, texts)| *known == key && !is_hinted(texts))
}

/// Whether the variants know more keys together than any of them alone: whichever is taken,
/// something is lost. Where a constant says which one it is, the others do not count.
pub fn are_divided(
    place: &mut dyn Union,
    ranked: &[usize],
    keys: &[impl AsRef<str>],
) -> bool {
    let Some(&best) = ranked.first() else { return false };
    let is_sure = match place.select() {
        Select::Tag { .. } => true,
        Select::Probe(probes) => {
            probes.get(best).is_some_and(|probe| !probe.constants.is_empty())
        }
    };
    if is_sure {
        return false;
    }
    let best = closed(place, best);
    let models: Vec<Option<&Model>> =
        ranked.iter().map(|&at| closed(place, at)).collect();
    keys.iter().any(|key| {
        let key = key.as_ref();
        !knows(best, key) && models.iter().any(|model| knows(*model, key))
    })
}

/// The table of a variant that drops the keys which it does not know; nothing for the others,
/// which keep all. Turning into a variant is not free: each is asked once.
fn closed(place: &mut dyn Union, at: usize) -> Option<&'static Model> {
    let Edit::Object(object) = place.become_variant(at) else { return None };
    Some(object.model()).filter(|model| model.extra.is_empty())
}

/// Whether a variant keeps what stands under a key.
fn knows(closed: Option<&Model>, key: &str) -> bool {
    closed.is_none_or(|model| model.keys.iter().any(|known| known.wire == key))
}

/// Puts the variants first that list a text, or a number, and those last that have a list
/// without it.
pub fn by_lists(place: &mut dyn Union, fitting: &mut [usize], value: Plain<'_>) {
    fitting.sort_by_cached_key(|&at| {
        let listed = match (place.become_variant(at), value) {
            (Edit::Text(list), Plain::Text(text)) => {
                list.set(text).ok().and(list.listed())
            }
            (Edit::Whole(list), Plain::Whole(number)) => {
                list.set(number).ok().and(list.listed())
            }
            _ => None,
        };
        match listed {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        }
    });
}

/// A value that lists can have.
#[derive(Clone, Copy)]
pub enum Plain<'a> {
    /// A string.
    Text(&'a str),
    /// A whole number.
    Whole(i128),
}

/// Tuples have no more places than that.
pub const LONGEST_TUPLE: usize = 12;

/// Whether one of the variants is a tuple.
pub fn has_tuples(place: &mut dyn Union, fitting: &[usize]) -> bool {
    fitting.iter().any(|&at| matches!(place.become_variant(at), Edit::Tuple(_)))
}

/// The variants that an array can be: those that have room for all items, and the texts in
/// the places where they must be.
pub fn by_items<'a>(
    place: &mut dyn Union,
    fitting: &mut Vec<usize>,
    count: usize,
    text: impl Fn(usize) -> Option<&'a str>,
) {
    let select = place.select();
    let holds = |(at, texts): &(&str, &[&str])| {
        at.parse().ok().and_then(&text).is_some_and(|text| texts.contains(&text))
    };
    fitting.retain(|&at| {
        let probe = match select {
            Select::Tag { .. } => None,
            Select::Probe(probes) => probes.get(at),
        };
        probe.is_none_or(|probe| probe.constants.iter().all(holds))
            && match place.become_variant(at) {
                Edit::Tuple(tuple) => count <= tuple.count(),
                _ => true,
            }
    });
}

/// Whether an object is something else, if it has keys and the only variant that it can be
/// does not know one of them: other variants are objects as well, and this one demands
/// nothing.
pub fn is_doubtful(probes: &[Probe], only: usize) -> bool {
    let objects = probes.iter().filter(|probe| probe.kinds & kinds::object != 0);
    let demands_nothing = |probe: &Probe| {
        probe.kinds & kinds::object != 0
            && probe.required.is_empty()
            && probe.constants.is_empty()
    };
    objects.count() > 1 && probes.get(only).is_some_and(demands_nothing)
}

/// Whether a variant knows one of the keys, or keeps any.
pub fn knows_one(
    place: &mut dyn Union,
    at: usize,
    keys: impl IntoIterator<Item = impl AsRef<str>>,
) -> bool {
    let model = closed(place, at);
    keys.into_iter().any(|key| knows(model, key.as_ref()))
}

/// Puts the variants that know most of the keys first; of those that know equally many, the
/// one that demands most. Nothing that a server says is lost as long as one variant knows all
/// of it. One that knows none of them is not meant.
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
    ranked.retain(|(strangers, ..)| *strangers < keys.len().max(1));
    ranked.sort();
    ranked.into_iter().map(|(.., at)| at).collect()
}

/// How many of the keys the variants drop that know most of them. One that knows fewer is not
/// taken when these cannot be read: what only they know would be lost without a word. What a
/// union within the union knows is seen when it is read.
pub fn fewest_strangers(
    place: &mut dyn Union,
    ranked: &[usize],
    keys: &[impl AsRef<str>],
) -> Option<usize> {
    let is_union =
        |place: &mut dyn Union, at| matches!(place.become_variant(at), Edit::Union(_));
    let mut fewest = None;
    for &at in ranked {
        if !is_union(place, at) {
            let this = strangers(place, at, keys);
            fewest = Some(fewest.map_or(this, |fewest: usize| fewest.min(this)));
        }
    }
    fewest
}

/// Leaves out the variants that drop more of the keys.
pub fn keep_knowing(
    place: &mut dyn Union,
    ranked: &mut Vec<usize>,
    keys: &[impl AsRef<str>],
    fewest: Option<usize>,
) {
    if let Some(fewest) = fewest {
        ranked.retain(|&at| strangers(place, at, keys) <= fewest);
    }
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
    let model = closed(place, at);
    keys.iter().filter(|key| !knows(model, key.as_ref())).count()
}
