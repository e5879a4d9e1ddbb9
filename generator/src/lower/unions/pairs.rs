//! Whether what variants contain tells each two of them apart.

use super::facts::{alternatives, element, enum_values, is_scalar, structure, tuple};
use super::probes::{apart, probe};
use super::select::MOST_STEPS;
use crate::model::{Probe, Type, TypeDef, places_and_rest};
use std::collections::BTreeSet;

/// So many values of lists are compared for one union.
const MOST_COMPARED: usize = 1_000_000;

/// So much is compared of the pairs of variants of one union: what nothing tells apart among those
/// that are left is not reported.
const MOST_STEPS_OF_PAIRS: usize = 10_000_000;

/// Whether what variants contain tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Each two of them.
    Apart,
    /// Not these two: a value of the second can look like the first.
    Alike(usize, usize),
    /// There are too many to say.
    Unfinished,
}

/// Compares each two of the variants, as far as the budget goes.
pub(super) fn compare(
    types: &[TypeDef],
    variants: &[Type],
    probes: &[Probe],
) -> Compared {
    let (mut steps, mut left) = (MOST_STEPS_OF_PAIRS, MOST_COMPARED);
    let seen = probes.iter().map(|it| Seen::of(types, &variants[it.variant], it));
    let seen: Vec<Seen<'_>> = seen.collect();
    for (at, first) in seen.iter().enumerate() {
        for second in &seen[at + 1..] {
            if !first.probe.types.overlaps(second.probe.types) {
                continue;
            }
            let Some(rest) = steps.checked_sub(first.steps_beside(second)) else {
                return Compared::Unfinished;
            };
            steps = rest;
            let (one, other) = (first.ty, second.ty);
            if !apart(types, (first.probe, one), (second.probe, other))
                && !lists_apart(types, first, second)
                && !values_apart(types, one, other, &mut left)
                && !tuples_apart(types, one, other)
            {
                return Compared::Alike(first.probe.variant, second.probe.variant);
            }
        }
    }
    Compared::Apart
}

/// What comparing variants asks of each of them, found once for all pairs.
struct Seen<'t> {
    probe: &'t Probe,
    ty: &'t Type,
    /// Of an array, what its items are.
    item: Option<(Probe, &'t Type)>,
    /// How many fields it has, or its items have.
    fields: usize,
    /// How many types it can be.
    alternatives: usize,
}

impl<'t> Seen<'t> {
    fn of(types: &'t [TypeDef], ty: &'t Type, known: &'t Probe) -> Self {
        let item = element(types, ty);
        let structure = structure(types, item.unwrap_or(ty));
        let all = alternatives(types, item.unwrap_or(ty));
        Self {
            probe: known,
            ty,
            item: item.map(|item| (probe(types, 0, item), item)),
            fields: structure.map_or(0, |it| it.fields.len())
                + tuple(types, ty).map_or(0, <[Type]>::len),
            alternatives: all.map_or(MOST_STEPS, |all| all.len()),
        }
    }

    /// How much it takes to compare two.
    fn steps_beside(&self, other: &Self) -> usize {
        let keys = |probe: &Probe| {
            1 + probe.required.len() + probe.constants.len() + probe.hints.len()
        };
        let asked = |seen: &Self| {
            seen.item.as_ref().map_or(0, |(it, _)| keys(it)) + keys(seen.probe)
        };
        self.fields + other.fields + asked(self) * other.alternatives
    }
}

/// Whether lists tell two scalars apart: a value that one of them lists is read as that, and
/// any other as the scalar that lists none.
fn values_apart(types: &[TypeDef], one: &Type, other: &Type, steps: &mut usize) -> bool {
    match (enum_values(types, one), enum_values(types, other)) {
        (Some(a), Some(b)) => {
            let Some(left) = steps.checked_sub(a.len() + b.len()) else { return false };
            *steps = left;
            let known: BTreeSet<_> = a.iter().map(|value| &value.value).collect();
            !b.iter().any(|value| known.contains(&value.value))
        }
        (Some(_), None) => is_scalar(types, other),
        (None, Some(_)) => is_scalar(types, one),
        (None, None) => false,
    }
}

/// Whether any item tells two arrays apart. Without items they mean the same.
fn lists_apart(types: &[TypeDef], one: &Seen<'_>, other: &Seen<'_>) -> bool {
    let (Some((first, one)), Some((second, other))) = (&one.item, &other.item) else {
        return false;
    };
    !first.types.overlaps(second.types)
        || apart(types, (first, one), (second, other))
            && apart(types, (second, other), (first, one))
}

/// Whether two tuples are of different lengths, whatever follows their places.
fn tuples_apart(types: &[TypeDef], one: &Type, other: &Type) -> bool {
    let (Some(one), Some(other)) = (tuple(types, one), tuple(types, other)) else {
        return false;
    };
    let (one, other) = (places_and_rest(one), places_and_rest(other));
    let ((short, rest), (long, _)) =
        if one.0.len() < other.0.len() { (one, other) } else { (other, one) };
    // `null` at the end may be missing.
    rest.is_none()
        && long[short.len()..].iter().any(|ty| !matches!(ty, Type::Nullable(_)))
}
