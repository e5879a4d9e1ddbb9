//! Of several variants that a value can be, which knows it best?

use std::cmp::Reverse;

use crate::runtime::codec::model::{Edit, Model, Probe, Select, Union, kinds};

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

/// Whether as much speaks for a variant as for another one that fits: the same constants. Where
/// they say which one it is, what others would keep does not count.
pub fn is_as_sure(select: &Select, at: usize, other: usize) -> bool {
    let Select::Probe { probes, .. } = select else { return true };
    let (Some(probe), Some(other)) = (probes.get(at), probes.get(other)) else {
        return true;
    };
    let has = |key: &str| probe.constants.iter().any(|(known, _)| *known == key);
    other.constants.iter().all(|(key, _)| has(key))
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
pub fn by_lists(place: &mut dyn Union, fitting: &mut Vec<usize>, value: Plain<'_>) {
    let (mut listed, mut open, mut unlisted) = (Vec::new(), Vec::new(), Vec::new());
    for &at in fitting.iter() {
        let is_listed = match (place.become_variant(at), value) {
            (Edit::Text(list), Plain::Text(text)) => {
                list.set(text).ok().and(list.listed())
            }
            (Edit::Whole(list), Plain::Whole(number)) => {
                list.set(number).ok().and(list.listed())
            }
            _ => None,
        };
        match is_listed {
            Some(true) => listed.push(at),
            None => open.push(at),
            Some(false) => unlisted.push(at),
        }
    }
    *fitting = [listed, open, unlisted].concat();
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
            Select::Probe { probes, .. } => probes.get(at),
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

/// Variants in the order in which they are tried.
pub struct Order {
    /// Their places in the table.
    pub fitting: Vec<usize>,
    /// So many of them can be taken. The others know fewer of the keys: if those that know most
    /// cannot be read, what only these know would be lost without a word. They are there where
    /// they know others, which may show that something is lost in any case.
    pub takable: usize,
    /// So many of them are compared with the one that is taken. The others are tried where none
    /// is, to know what would be lost of the value in a union around this one.
    pub compared: usize,
    /// Whether it has keys of several that may hold at once: then a constant does not decide.
    pub at_once: bool,
}

/// Puts the variants that know most of the keys first; of those that know equally many, the
/// one that demands most. Nothing that a server says is lost as long as one variant knows all
/// of it. One that knows none of them is not meant. What a union within the union knows is seen
/// when it is read.
pub fn by_known_keys(
    place: &mut dyn Union,
    fitting: &[usize],
    keys: &[impl AsRef<str>],
) -> Order {
    let select = place.select();
    let mut fewest = usize::MAX;
    let mut ranked = Vec::new();
    for &at in fitting {
        let model = closed(place, at);
        let strangers = keys.iter().filter(|key| !knows(model, key.as_ref())).count();
        if strangers < keys.len().max(1) {
            let rank = (strangers, Reverse(demands(select, at)), at);
            // Variants are few, and nothing else here is as much code as what sorts.
            let before = ranked.partition_point(|(known, _)| *known < rank);
            ranked.insert(before, (rank, model));
            // What is closed is no union, and need not be asked once more.
            if model.is_some() || !matches!(place.become_variant(at), Edit::Union(_)) {
                fewest = fewest.min(strangers);
            }
        }
    }
    let takable = ranked.partition_point(|((strangers, ..), _)| *strangers <= fewest);
    let ranked: Vec<Ranked> =
        ranked.into_iter().map(|((.., at), model)| (at, model)).collect();
    let at_once = matches!(select, Select::Probe { at_once: true, .. });
    let is_divided =
        are_divided(&ranked, keys, |at, best| at_once || is_as_sure(select, at, best));
    let fitting: Vec<usize> = ranked.iter().map(|(at, _)| *at).collect();
    let compared = if is_divided { fitting.len() } else { takable };
    Order { fitting, takable, compared, at_once: at_once && is_divided }
}

/// A variant, and its table if it drops the keys which it does not know.
type Ranked = (usize, Option<&'static Model>);

/// Whether the first and its rivals know more keys together than the first alone.
fn are_divided(
    ranked: &[Ranked],
    keys: &[impl AsRef<str>],
    is_rival: impl Fn(usize, usize) -> bool,
) -> bool {
    let Some(&(best, model)) = ranked.first() else { return false };
    let rivals: Vec<&Ranked> =
        ranked.iter().filter(|(at, _)| is_rival(*at, best)).collect();
    keys.iter().any(|key| {
        let key = key.as_ref();
        !knows(model, key) && rivals.iter().any(|(_, rival)| knows(*rival, key))
    })
}

/// How much a variant demands of an object; a constant more than a key that must be there.
fn demands(select: &Select, at: usize) -> usize {
    match select {
        Select::Tag { .. } => 0,
        Select::Probe { probes, .. } => probes
            .get(at)
            .map_or(0, |probe| probe.required.len() + 2 * probe.constants.len()),
    }
}
