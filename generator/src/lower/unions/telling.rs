//! Which of the sentences that variants fix say which variant a value is.
//!
//! A list of one text that is a sentence is written for people, and a server may word it otherwise. It
//! rules a variant out only where nothing else tells that variant from another one.

use super::facts::{declares, structure};
use super::probes::{apart, conflicts};
use crate::model::{Probe, SpecStr, Type, TypeDef};
use std::collections::BTreeSet;

/// So many texts are compared for one union; larger ones keep all of them.
const MOST_COMPARED: usize = 10_000_000;

/// Leaves of the sentences those that tell a variant from another one. The others are properties
/// that must be there.
pub(super) fn keep_telling_sentences(
    types: &[TypeDef],
    variants: &[Type],
    probes: &mut [Probe],
) {
    let open: Vec<BTreeSet<SpecStr>> =
        probes.iter().map(|probe| sentences(types, variants, probe)).collect();
    let keys = |it: &Probe| it.required.len() + it.constants.len() + it.hints.len();
    let texts = probes.iter().map(|it| 1 + keys(it));
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
    let mut choice = Choice { types, variants, probes, bare, needless: open };
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

/// The properties of a variant that are lists of one sentence, and no constants by themselves.
fn sentences(types: &[TypeDef], variants: &[Type], probe: &Probe) -> BTreeSet<SpecStr> {
    let Some(structure) = structure(types, &variants[probe.variant]) else {
        return BTreeSet::new();
    };
    let lists = structure.fields.iter().filter(|field| field.constant.is_none());
    let lists: BTreeSet<&SpecStr> = lists.map(|field| &field.wire).collect();
    let constants = probe.constants.iter();
    let open = constants.filter(|(wire, texts)| {
        matches!(&texts[..], [text] if !is_word(text)) && lists.contains(wire)
    });
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

/// The choice of sentences, while pairs of variants are looked at one after the other.
struct Choice<'t> {
    types: &'t [TypeDef],
    variants: &'t [Type],
    probes: &'t [Probe],
    /// The probes without any sentence.
    bare: Vec<Probe>,
    /// By probe, the sentences that nothing has needed so far.
    needless: Vec<BTreeSet<SpecStr>>,
}

impl Choice<'_> {
    /// Keeps what tells two variants apart if nothing else does: the first sentences that exclude
    /// each other, or whatever one of them says where the other one allows any text.
    fn tell_apart(&mut self, first: usize, second: usize) {
        let (one, other) = (&self.probes[first], &self.probes[second]);
        let is_decided = |at: usize| self.needless[at].is_empty();
        if !one.types.overlaps(other.types)
            || is_decided(first) && is_decided(second)
            || self.are_apart(first, second)
        {
            return;
        }
        let conflicts = conflicts(one, other);
        let is_kept = |wire: &SpecStr| {
            !self.needless[first].contains(wire) && !self.needless[second].contains(wire)
        };
        if conflicts.iter().any(|wire| is_kept(wire)) {
            return;
        }
        let Some(wire) = conflicts.first().copied().cloned() else {
            self.keep_against(first, second);
            self.keep_against(second, first);
            return;
        };
        self.needless[first].remove(&wire);
        self.needless[second].remove(&wire);
    }

    /// Whether two variants are told apart without any sentence.
    fn are_apart(&self, first: usize, second: usize) -> bool {
        let of = |at: usize| {
            let probe = &self.bare[at];
            (probe, &self.variants[probe.variant])
        };
        apart(self.types, of(first), of(second))
    }

    /// Keeps the sentences of a variant for which another one allows any text, unless there is a
    /// word for which it does.
    fn keep_against(&mut self, at: usize, other: usize) {
        let other = &self.variants[self.probes[other].variant];
        let is_shared = |wire: &SpecStr| declares(self.types, other, wire);
        if !self.bare[at].constants.iter().any(|(wire, _)| is_shared(wire)) {
            self.needless[at].retain(|wire| !is_shared(wire));
        }
    }
}
