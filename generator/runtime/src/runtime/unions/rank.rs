//! Of several variants that a value can be, which knows it best?

use std::cmp::Reverse;

use super::losses::Kind;
use crate::runtime::codec::model::{Edit, Model, Probe, Select, Union, kinds};
use crate::runtime::codec::read_object::find;
use crate::runtime::json::look_ahead::Passed;

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

/// The table of a variant that is an object; the others keep all keys. Turning into a variant is
/// not free: each is asked once.
fn table(place: &mut dyn Union, at: usize) -> Option<&'static Model> {
    let Edit::Object(object) = place.become_variant(at) else { return None };
    Some(object.model())
}

/// Whether a variant keeps what stands under a key.
fn knows(table: Option<&Model>, key: &str) -> bool {
    table.is_none_or(|model| {
        !model.extra.is_empty() || model.keys.iter().any(|known| known.wire == key)
    })
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
                Edit::Tuple(tuple) => {
                    count <= tuple.places() || tuple.edit_item(tuple.places()).is_some()
                }
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
    let model = table(place, at);
    keys.into_iter().any(|key| knows(model, key.as_ref()))
}

/// A key of an object, and where its value begins.
pub type KeyAt = (String, usize);

/// A variant that is tried.
struct Ranked {
    /// Its place in the table.
    at: usize,
    /// Its own table, if it is an object.
    model: Option<&'static Model>,
    /// What it has under those keys, by their number, whose values are no scalars.
    within: Vec<(usize, Kind)>,
}

/// Variants in the order in which they are tried.
pub struct Order {
    fitting: Vec<Ranked>,
    /// So many of them can be taken. The others know fewer of the keys: if those that know most
    /// cannot be read, what only these know would be lost without a word. They are there where
    /// they keep something else, which may show that something is lost in any case.
    takable: usize,
    /// Whether it has keys of several that may hold at once: then a constant does not decide.
    pub at_once: bool,
    keys: Vec<KeyAt>,
}

impl Order {
    /// Any of these, in this order.
    pub fn all(fitting: &[usize]) -> Self {
        let ranked = |&at| Ranked { at, model: None, within: Vec::new() };
        Self {
            fitting: fitting.iter().map(ranked).collect(),
            takable: fitting.len(),
            at_once: false,
            keys: Vec::new(),
        }
    }

    /// The places of the variants in the table.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.fitting.iter().map(|ranked| ranked.at)
    }

    /// The place of one of them.
    pub fn place(&self, nth: usize) -> usize {
        self.fitting.get(nth).map_or(0, |ranked| ranked.at)
    }

    /// Whether one of the variants can be taken, or only shows what would be lost.
    pub fn is_takable(&self, nth: usize) -> bool {
        nth < self.takable
    }

    /// Whether none behind a variant may keep some of what it drops.
    pub fn is_best(&self, select: &Select, nth: usize, dropped: &[Passed]) -> bool {
        let mut behind = nth + 1..self.fitting.len();
        !behind.any(|other| self.may_keep(select, other, nth, dropped))
    }

    /// Whether a variant behind one that reads may keep some of what that one drops: where as much
    /// speaks for it, and it has something else under the key where that lies.
    pub fn may_keep(
        &self,
        select: &Select,
        nth: usize,
        best: usize,
        dropped: &[Passed],
    ) -> bool {
        let (Some(one), Some(best)) = (self.fitting.get(nth), self.fitting.get(best))
        else {
            return false;
        };
        if !self.at_once && !is_as_sure(select, one.at, best.at) {
            return false;
        }
        if self.keys.is_empty() {
            return !dropped.is_empty();
        }
        let ends = self.keys.iter().skip(1).map(|(_, next)| *next);
        let mut keys = self.keys.iter().zip(ends.chain([usize::MAX])).enumerate();
        keys.any(|(number, ((key, start), end))| {
            let first = dropped.partition_point(|it| it.start < *start);
            dropped.get(first).is_some_and(|it| it.start < end)
                && knows(one.model, key)
                && one.differs_within(best, number)
        })
    }
}

impl Ranked {
    /// Whether it may have something else under a key than another one: of the same, both drop
    /// the same.
    fn differs_within(&self, other: &Self, number: usize) -> bool {
        let within = |ranked: &Self| {
            let at =
                ranked.within.binary_search_by_key(&number, |(key, _)| *key).ok()?;
            ranked.within.get(at).map(|(_, kind)| *kind)
        };
        within(self).is_none_or(|own| within(other) != Some(own))
    }
}

/// Puts the variants that know most of the keys first; of those that know equally many, the
/// one that demands most. Nothing that a server says is lost as long as one variant knows all
/// of it. One that knows none of them is not meant. What a union within the union knows is seen
/// when it is read.
pub fn by_known_keys(
    place: &mut dyn Union,
    fitting: &[usize],
    keys: Vec<KeyAt>,
    is_scalar: impl Fn(usize) -> bool,
) -> Order {
    let select = place.select();
    let mut fewest = usize::MAX;
    let mut ranked = Vec::new();
    for &at in fitting {
        let model = table(place, at);
        let strangers = keys.iter().filter(|(key, _)| !knows(model, key)).count();
        if strangers < keys.len().max(1) {
            let rank = (strangers, Reverse(demands(select, at)), at);
            // Variants are few, and nothing else here is as much code as what sorts.
            let before = ranked.partition_point(|(known, _)| *known < rank);
            let within = within(place.become_variant(at), &keys, &is_scalar);
            ranked.insert(before, (rank, Ranked { at, model, within }));
            // What is an object is no union, and need not be asked once more.
            if model.is_some() || !matches!(place.become_variant(at), Edit::Union(_)) {
                fewest = fewest.min(strangers);
            }
        }
    }
    let takable = ranked.partition_point(|((strangers, ..), _)| *strangers <= fewest);
    let fitting: Vec<Ranked> = ranked.into_iter().map(|(_, ranked)| ranked).collect();
    let at_once = matches!(select, Select::Probe { at_once: true, .. })
        && are_divided(&fitting, &keys);
    Order { fitting, takable, at_once, keys }
}

/// What a variant has under the keys whose values are no scalars, as far as that has a name.
fn within(
    edit: Edit<'_>,
    keys: &[KeyAt],
    is_scalar: impl Fn(usize) -> bool,
) -> Vec<(usize, Kind)> {
    let Edit::Object(object) = edit else { return Vec::new() };
    let known = object.model().keys;
    let (mut all, mut next) = (Vec::new(), 0);
    for (number, (key, start)) in keys.iter().enumerate() {
        if is_scalar(*start) {
            continue;
        }
        let at = find(known, next, key);
        if at < known.len() {
            next = at + 1;
            all.extend(Kind::of(object.edit_at(at)).map(|kind| (number, kind)));
        }
    }
    all
}

/// Whether the first and the others know more keys together than the first alone.
fn are_divided(ranked: &[Ranked], keys: &[KeyAt]) -> bool {
    let Some((first, others)) = ranked.split_first() else { return false };
    keys.iter().any(|(key, _)| {
        !knows(first.model, key) && others.iter().any(|other| knows(other.model, key))
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
