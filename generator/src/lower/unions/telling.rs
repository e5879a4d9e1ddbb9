//! Which of the texts that variants fix say which variant a value is.
//!
//! A list of one text is open: a server may word a message otherwise, or add a value. It rules a
//! variant out only where it tells that variant from another one. Of several that do, one is
//! enough, and words come before sentences, which are written for people.

use super::facts::{declares, structure};
use super::kinds::overlap;
use super::probes::{apart, conflicts};
use crate::model::{Probe, SpecStr, Type, TypeDef};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many texts are compared for one union; larger ones keep all of them.
const MOST_COMPARED: usize = 10_000_000;

/// How well a property tells variants apart, the best first: whether it has sentences, how many
/// variants fix it, and its place.
type Rank = (bool, Reverse<usize>, usize);

/// Leaves of the constants those that tell a variant from another one. The others are properties
/// that must be there.
pub(super) fn keep_telling_constants(
    types: &[TypeDef],
    variants: &[Type],
    probes: &mut [Probe],
) {
    let open: Vec<BTreeSet<SpecStr>> =
        probes.iter().map(|probe| open_texts(types, variants, probe)).collect();
    let texts = probes.iter().map(|it| 1 + it.constants.len() + it.hints.len());
    let is_large = texts.sum::<usize>().saturating_pow(2) / 2 > MOST_COMPARED;
    if is_large || open.iter().all(BTreeSet::is_empty) {
        return;
    }
    let bare = probes.iter().zip(&open).map(|(probe, open)| {
        let mut probe = probe.clone();
        open_up(types, variants, &mut probe, open);
        probe
    });
    let bare = bare.collect();
    let ranks = ranks(probes);
    let mut choice = Choice { types, variants, probes, bare, ranks, needless: open };
    for second in 0..probes.len() {
        for first in 0..second {
            choice.tell_apart(first, second);
        }
    }
    let needless = choice.needless;
    for (probe, needless) in probes.iter_mut().zip(&needless) {
        open_up(types, variants, probe, needless);
    }
}

/// Whether a text is a word, and no sentence.
pub(super) fn is_word(text: &SpecStr) -> bool {
    !text.untrusted().contains(char::is_whitespace)
}

/// The properties of a variant that are lists of one text, and no constants by themselves.
fn open_texts(types: &[TypeDef], variants: &[Type], probe: &Probe) -> BTreeSet<SpecStr> {
    let Some(structure) = structure(types, &variants[probe.variant]) else {
        return BTreeSet::new();
    };
    let lists = structure.fields.iter().filter(|field| field.constant.is_none());
    let lists: BTreeSet<&SpecStr> = lists.map(|field| &field.wire).collect();
    let constants = probe.constants.iter();
    let open =
        constants.filter(|(wire, texts)| texts.len() == 1 && lists.contains(wire));
    open.map(|(wire, _)| wire.clone()).collect()
}

/// Lets properties of a variant hold any text; they must be there all the same.
fn open_up(
    types: &[TypeDef],
    variants: &[Type],
    probe: &mut Probe,
    open: &BTreeSet<SpecStr>,
) {
    let Some(structure) = structure(types, &variants[probe.variant]) else { return };
    probe.constants.retain(|(wire, _)| !open.contains(wire));
    let required: BTreeSet<SpecStr> = probe.required.drain(..).collect();
    let wires = structure.fields.iter().map(|field| &field.wire);
    let demanded = wires.filter(|wire| required.contains(wire) || open.contains(wire));
    probe.required = demanded.cloned().collect();
}

fn ranks(probes: &[Probe]) -> BTreeMap<SpecStr, Rank> {
    let mut ranks: BTreeMap<SpecStr, Rank> = BTreeMap::new();
    for probe in probes {
        for (wire, texts) in probe.constants.iter().chain(&probe.hints) {
            let place = ranks.len();
            let rank = ranks.entry(wire.clone()).or_insert((false, Reverse(0), place));
            rank.0 |= !texts.iter().all(is_word);
            rank.1.0 += 1;
        }
    }
    ranks
}

/// The choice of texts, while pairs of variants are looked at one after the other.
struct Choice<'t> {
    types: &'t [TypeDef],
    variants: &'t [Type],
    probes: &'t [Probe],
    /// The probes without any text that is open.
    bare: Vec<Probe>,
    ranks: BTreeMap<SpecStr, Rank>,
    /// By probe, the texts that nothing has needed so far.
    needless: Vec<BTreeSet<SpecStr>>,
}

impl Choice<'_> {
    /// Keeps what tells two variants apart: words that exclude each other; if there are none, and
    /// nothing else does it, sentences that do, or whatever one of them says where the other one
    /// allows any text.
    fn tell_apart(&mut self, first: usize, second: usize) {
        let (one, other) = (&self.probes[first], &self.probes[second]);
        let is_decided = |at: usize| self.needless[at].is_empty();
        if !overlap(one.kinds, other.kinds) || is_decided(first) && is_decided(second) {
            return;
        }
        let conflicts = conflicts(one, other);
        let is_kept = |wire: &SpecStr| {
            !self.needless[first].contains(wire) && !self.needless[second].contains(wire)
        };
        if conflicts.iter().any(|wire| is_kept(wire)) {
            return;
        }
        let best = conflicts.into_iter().min_by_key(|wire| self.ranks.get(*wire));
        let is_best = best.is_some_and(|wire| !self.has_sentences(wire));
        if !is_best && self.are_apart(first, second) {
            return;
        }
        let Some(wire) = best.cloned() else {
            self.keep_against(first, second);
            self.keep_against(second, first);
            return;
        };
        self.needless[first].remove(&wire);
        self.needless[second].remove(&wire);
    }

    /// Whether two variants are told apart without any text that is open.
    fn are_apart(&self, first: usize, second: usize) -> bool {
        let of = |at: usize| {
            let probe = &self.bare[at];
            (probe, &self.variants[probe.variant])
        };
        apart(self.types, of(first), of(second))
    }

    /// Keeps the words of a variant for which another one allows any text, or the sentences if
    /// there are no words.
    fn keep_against(&mut self, at: usize, other: usize) {
        let other = &self.variants[self.probes[other].variant];
        let wires = self.probes[at].constants.iter().map(|(wire, _)| wire);
        let shared = wires.filter(|wire| declares(self.types, other, wire));
        let (sentences, words): (Vec<&SpecStr>, Vec<&SpecStr>) =
            shared.partition(|wire| self.has_sentences(wire));
        for wire in if words.is_empty() { sentences } else { words } {
            self.needless[at].remove(wire);
        }
    }

    fn has_sentences(&self, wire: &SpecStr) -> bool {
        self.ranks.get(wire).is_some_and(|rank| rank.0)
    }
}
