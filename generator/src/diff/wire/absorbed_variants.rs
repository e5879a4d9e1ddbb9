//! Variants whose values another variant has from now on.

use super::Class;
use super::facts::{Fact, Facts, Rule, owner_and_part};
use super::value_kinds::{Use, ValueKind};
use std::collections::BTreeMap;

/// What parts of paths begin with that are variants.
const VARIANT: &str = "variant ";

/// More kinds of values than a union of other than objects can have.
const MOST: usize = 64;

/// The variants of new unions, as far as they may have the values of others.
pub(super) struct Siblings<'a> {
    new: &'a Facts,
    known: BTreeMap<String, Vec<(&'a str, &'a Use)>>,
}

impl<'a> Siblings<'a> {
    /// Those among these facts.
    pub(super) fn of(new: &'a Facts) -> Self {
        Self { new, known: BTreeMap::new() }
    }

    /// Which variant has the values of one that is gone, where that weighs less than losing them.
    pub(super) fn taken_by(
        &mut self,
        path: &str,
        gone: &Fact,
        lost: Class,
    ) -> Option<(Class, String)> {
        let (owner, part) = owner_and_part(path)?;
        let Rule::Type(old) = &gone.changed else { return None };
        if !part.starts_with(VARIANT) || !is_plain(&old.kind) {
            return None;
        }
        let new = self.new;
        let others =
            self.known.entry(owner.to_owned()).or_insert_with(|| plain(new, owner));
        let is_other = |new: &Use| {
            let are_lists = |kind: &ValueKind| matches!(kind, ValueKind::Values(..));
            !(are_lists(&old.kind) && are_lists(&new.kind))
        };
        let others = others.iter().filter(|(_, new)| is_other(new));
        let weighed = others.map(|(name, new)| (old.weigh(new), *name));
        let (class, name) = weighed.min().filter(|(class, _)| *class < lost)?;
        Some((class, format!("is among {name} now")))
    }
}

fn plain<'a>(facts: &'a Facts, owner: &str) -> Vec<(&'a str, &'a Use)> {
    let mut found: Vec<(&str, &Use)> = Vec::new();
    for (name, fact) in facts.below(owner, VARIANT) {
        if let Rule::Type(it) = &fact.changed
            && is_plain(&it.kind)
            && found.len() < MOST
            && !found.iter().any(|(_, known)| is_alike(&known.kind, &it.kind))
        {
            found.push((name, it));
        }
    }
    found
}

/// Lists of values are alike, since their values are not looked at.
fn is_alike(one: &ValueKind, other: &ValueKind) -> bool {
    match (one, other) {
        (ValueKind::Values(base, _), ValueKind::Values(other, _)) => base == other,
        (one, other) => one == other,
    }
}

/// Whether values have no parts.
fn is_plain(kind: &ValueKind) -> bool {
    match kind {
        ValueKind::Bool
        | ValueKind::Integer(_)
        | ValueKind::Number
        | ValueKind::Text(_)
        | ValueKind::Base64
        | ValueKind::Values(..) => true,
        ValueKind::Any
        | ValueKind::Binary
        | ValueKind::List(_)
        | ValueKind::Map(_)
        | ValueKind::Nullable(_)
        | ValueKind::Parts => false,
    }
}
