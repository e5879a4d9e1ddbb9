//! Which components have another name.

use super::alike::Spelling;
use super::facts::{Facts, Rule};
use super::names::Names;
use crate::model::{Api, NameSeed, Shape, Type, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// Old and new names.
type Renamed<'a> = Vec<(&'a str, &'a str)>;

/// Components whose names are gone, with those of new names that are the same on the wire.
pub(super) fn alike<'a>(apis: [&'a Api; 2], spellings: [&Spelling; 2]) -> Renamed<'a> {
    let [old, new] = apis.map(names);
    let spelled = |at: usize, others: &BTreeSet<&str>| {
        let mut by_spelling: BTreeMap<String, Vec<&'a str>> = BTreeMap::new();
        for id in apis[at].type_ids() {
            if let Some(name) = name(apis[at], id).filter(|it| !others.contains(it))
                && !matches!(apis[at][id].shape, Shape::Alias(_))
            {
                let spelling = spellings[at].of(&Type::Def(id));
                by_spelling.entry(spelling).or_default().push(name);
            }
        }
        by_spelling
    };
    let (gone, fresh) = (spelled(0, &new), spelled(1, &old));
    let pairs = gone.iter().filter_map(|(spelling, gone)| {
        match (&gone[..], &fresh.get(spelling)?[..]) {
            ([old], [new]) => Some((*old, *new)),
            _ => None,
        }
    });
    pairs.collect()
}

/// Components whose names are gone, with those of new names that stand in their places, in all of
/// these.
pub(super) fn at_their_places<'a>(
    [old, new]: [&'a Api; 2],
    names: &Names<'a>,
    [before, after]: [&Facts; 2],
) -> Renamed<'a> {
    let (known, own) = (self::names(old), self::names(new));
    let is_gone = |name: &&str| !own.contains(name);
    let is_fresh = |name: &&str| !known.contains(name) && !names.is_renamed(name);
    let taken: BTreeSet<&str> = own.iter().map(|own| names.component(own)).collect();
    let mut pairs = BTreeSet::new();
    for (was, is) in before.in_both(after) {
        let [Rule::Type(was), Rule::Type(is)] = [&was.changed, &is.changed] else {
            continue;
        };
        let was = was.component.and_then(|id| name(old, id)).filter(is_gone);
        let is = is.component.and_then(|id| name(new, id)).filter(is_fresh);
        if let (Some(was), Some(is)) = (was.filter(|it| !taken.contains(it)), is) {
            pairs.insert((was, is));
        }
    }
    let count = |of: fn(&(&'a str, &'a str)) -> &'a str| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for pair in &pairs {
            *counts.entry(of(pair)).or_default() += 1;
        }
        counts
    };
    let (olds, news) = (count(|pair| pair.0), count(|pair| pair.1));
    let is_clear =
        |(was, is): &(&str, &str)| olds.get(was) == Some(&1) && news.get(is) == Some(&1);
    pairs.iter().copied().filter(is_clear).collect()
}

fn name(api: &Api, id: TypeId) -> Option<&str> {
    match &api[id].seed {
        NameSeed::Component(name) => Some(name.untrusted()),
        _ => None,
    }
}

fn names(api: &Api) -> BTreeSet<&str> {
    api.type_ids().filter_map(|id| name(api, id)).collect()
}
