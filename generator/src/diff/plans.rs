//! What programs mean that compile as before, as far as no line of a surface says it.

use super::rust::{change, place};
use super::{Change, Class};
use crate::Planned;
use crate::analyse::analyse;
use crate::diagnostics::NodeId;
use crate::json_types::JsonTypes;
use crate::model::{Api, Probe, Select, SpecStr};
use crate::rust::{Body, Crate, Operation, TypeItem, TypeKind, Union};
use std::collections::{BTreeMap, BTreeSet};

/// The changes from one plan to another.
pub(super) fn compare(old: &Planned, new: &Planned) -> Vec<Change> {
    let [before, after] = [old, new].map(unions);
    let both = before
        .iter()
        .filter_map(|(name, old)| Some((name, old, after.get(name)?)))
        .filter_map(|(name, old, new)| tried_otherwise(name, *old, *new));
    let [before, after] = [old, new].map(|planned| bodies(&planned.plan));
    let bodies = before
        .iter()
        .filter_map(|(name, old)| Some((name, old, after.get(name)?)))
        .filter_map(|(name, old, new)| sent_otherwise(name, *old, *new));
    both.chain(bodies).collect()
}

/// The types of a crate with the names that users have for them.
pub(super) fn items(plan: &Crate) -> impl Iterator<Item = (String, &TypeItem)> {
    let types = plan.types.iter().map(|module| ("types".to_owned(), &module.items));
    let groups =
        plan.groups.iter().map(|it| (format!("client{}", it.calls()), &it.items));
    let sent = plan.webhooks.iter().map(|it| ("webhooks".to_owned(), &it.items));
    types.chain(groups).chain(sent).flat_map(|(section, items)| {
        items.iter().map(move |item| (place(&section, item.ident.as_str(), ""), item))
    })
}

/// The unions of a crate by the names that users have for them. Of a value that is only sent, the
/// program has said which variant it is.
fn unions(planned: &Planned) -> BTreeMap<String, (&TypeItem, &Union)> {
    let received = received(&planned.api);
    let unions = items(&planned.plan).filter_map(|(name, item)| match &item.kind {
        TypeKind::Union(union) if received.contains(&item.origin) => {
            Some((name, (item, union)))
        }
        _ => None,
    });
    unions.collect()
}

/// Where the types stand whose values come back.
fn received(api: &Api) -> BTreeSet<NodeId> {
    let facts = analyse(api);
    let received = api.type_ids().filter(|id| facts.direction(*id).received);
    received.map(|id| api[id].origin).collect()
}

/// What decides about a value before the order does.
type Signs<'a> = (JsonTypes, Vec<&'a SpecStr>, Vec<&'a (SpecStr, Vec<SpecStr>)>);

fn signs(probe: &Probe) -> Signs<'_> {
    let mut required: Vec<_> = probe.required.iter().collect();
    let mut constants: Vec<_> = probe.constants.iter().collect();
    required.sort();
    constants.sort();
    (probe.types, required, constants)
}

/// The variants of a union in its order, each with a number that it shares with those that have
/// the same signs.
fn ranks(union: &Union) -> Vec<(&str, usize)> {
    let Select::Probe { probes, .. } = &union.select else { return Vec::new() };
    let mut numbers = BTreeMap::new();
    let mut ranks = BTreeMap::new();
    for probe in probes {
        let next = numbers.len();
        ranks.insert(probe.variant, *numbers.entry(signs(probe)).or_insert(next));
    }
    let names = union.variants.iter().map(|variant| variant.ident.as_str());
    let ranked = names.enumerate();
    ranked.filter_map(|(at, name)| Some((name, *ranks.get(&at)?))).collect()
}

/// Says so where the order in which variants are tried decides, and is another one.
fn tried_otherwise(
    name: &str,
    (old_item, old): (&TypeItem, &Union),
    (item, new): (&TypeItem, &Union),
) -> Option<Change> {
    let before = ranks(old).into_iter().enumerate();
    let before: BTreeMap<&str, (usize, usize)> =
        before.map(|(at, (name, rank))| (name, (rank, at))).collect();
    // What was tried last of those that are tried before a variant, by what they have in common.
    let mut latest: BTreeMap<(Option<usize>, usize), (usize, &str)> = BTreeMap::new();
    let mut first: Option<(&str, &str)> = None;
    for (variant, rank) in ranks(new) {
        let known = before.get(variant);
        let Some((old_rank, at)) = known else {
            latest.entry((None, rank)).or_insert((0, variant));
            continue;
        };
        let key = (Some(*old_rank), rank);
        let earlier = latest.get(&key).filter(|(last, _)| last > at);
        let earlier = earlier.or_else(|| latest.get(&(None, rank)));
        first = first.or(earlier.map(|(_, earlier)| (*earlier, variant)));
        let last = latest.entry(key).or_insert((*at, variant));
        *last = (*last).max((*at, variant));
    }
    let (earlier, variant) = first?;
    let what = format!(
        "tries `{earlier}` before `{variant}` now, and what fits both becomes the former"
    );
    Some(change(Class::Breaking, name, what, [Some(old_item.origin), Some(item.origin)]))
}

/// The operations of a crate with a body, by the names that users have for them.
fn bodies(plan: &Crate) -> BTreeMap<String, (&Operation, &Body)> {
    let all = plan.groups.iter().flat_map(|group| {
        let section = format!("client{}", group.calls());
        let named = move |operation: &'_ Operation| {
            place(&section, operation.method_ident.as_str(), "")
        };
        group.operations.iter().map(move |it| (named(it), it))
    });
    all.filter_map(|(name, it)| Some((name, (it, it.body.as_ref()?)))).collect()
}

/// Says so where a value alone is sent in another media type than before, although that one is
/// still taken.
fn sent_otherwise(
    name: &str,
    (old_operation, old): (&Operation, &Body),
    (operation, new): (&Operation, &Body),
) -> Option<Change> {
    let (before, now) = (old.of_value_alone()?, new.of_value_alone()?);
    let is_still_taken = new.choices.iter().any(|choice| choice.media == before.media);
    if before.media == now.media || before.ty != now.ty || !is_still_taken {
        return None;
    }
    let [before, now] = [before, now].map(|choice| choice.media.untrusted());
    let what = format!("sends a value alone as `{now}` now, and sent it as `{before}`");
    let at = [Some(old_operation.origin), Some(operation.origin)];
    Some(change(Class::Breaking, name, what, at))
}
