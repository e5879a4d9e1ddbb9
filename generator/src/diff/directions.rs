//! Why types change of which nothing is said anew: another operation sends them, or gets them.

use super::plans::items;
use super::{Change, Class};
use crate::Planned;
use crate::model::{Api, PerType, Type, TypeId};
use std::collections::BTreeMap;

/// The first operation that sends a type, and the first one that gets it.
type ByDirection = [Option<String>; 2];

/// Says of the types that break what sends or gets them now, where nothing did.
pub(super) fn explain(changes: &mut [Change], old: &Planned, new: &Planned) {
    if changes.iter().all(|change| change.class < Class::Breaking) {
        return;
    }
    let [before, after] = [old, new].map(by_name);
    for change in changes.iter_mut().filter(|it| it.class == Class::Breaking) {
        let Some(name) = &change.reused else { continue };
        let (Some(before), Some(after)) = (before.get(name), after.get(name)) else {
            continue;
        };
        for (at, does) in ["sends", "gets"].into_iter().enumerate() {
            if let (None, Some(user)) = (&before[at], &after[at]) {
                change.what.push_str(&format!("; `{user}` {does} `{name}` now"));
            }
        }
    }
}

/// What sends and gets types first, by the names that users have for them.
fn by_name(planned: &Planned) -> BTreeMap<String, ByDirection> {
    let api = &planned.api;
    let operations = || api.operations.iter();
    let sent = first(api, operations().map(|it| (it.request(), it.sent().collect())));
    let answers = operations().map(|it| (it.request(), it.received().collect()));
    let events = api
        .webhooks
        .iter()
        .map(|it| (format!("webhook {}", it.name.untrusted()), it.received().collect()));
    let received = first(api, answers.chain(events));
    let ids = api.type_ids().map(|id| (api[id].origin, id));
    let ids: BTreeMap<_, TypeId> = ids.collect();
    let named = items(&planned.plan).filter_map(|(name, item)| {
        let id = *ids.get(&item.origin)?;
        Some((name, [sent[id].clone(), received[id].clone()]))
    });
    named.collect()
}

/// Which of these is the first to have each type, itself or within another one.
fn first<'a>(
    api: &'a Api,
    users: impl Iterator<Item = (String, Vec<&'a Type>)>,
) -> PerType<Option<String>> {
    let mut first = PerType::new(&api.types, None);
    for (name, roots) in users {
        let mut work: Vec<TypeId> =
            roots.into_iter().flat_map(Type::mentioned).collect();
        while let Some(id) = work.pop() {
            if first[id].is_none() {
                first[id] = Some(name.clone());
                api[id].shape.uses(&mut |ty| work.extend(ty.mentioned()));
            }
        }
    }
    first
}
