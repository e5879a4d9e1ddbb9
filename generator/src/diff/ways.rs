//! Why types change of which nothing is said anew: another operation sends them, or gets them.

use super::plans::items;
use super::{Change, Class};
use crate::Planned;
use crate::model::{Api, PerType, Type, TypeId};
use std::collections::BTreeMap;

/// What sends a type first, and what gets it first.
type Ways = [Option<String>; 2];

/// Says of the types that break what sends or gets them now, where nothing did.
pub(super) fn explain(changes: &mut [Change], old: &Planned, new: &Planned) {
    if changes.iter().all(|change| change.class < Class::Breaking) {
        return;
    }
    let [before, after] = [old, new].map(by_name);
    // What is gone has no place in the new document, and went for another reason.
    let is_meant = |it: &&mut Change| it.class == Class::Breaking && it.new.is_some();
    for change in changes.iter_mut().filter(is_meant) {
        let name = type_of(&change.subject);
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

/// `types::Order` of `types::Order.id`, `types::Order::new` and itself.
fn type_of(subject: &str) -> &str {
    let start = subject.find(|c: char| c.is_uppercase()).unwrap_or(subject.len());
    let end = subject[start..].find(['.', ':', ',']);
    end.map_or(subject, |end| &subject[..start + end])
}

/// The ways of types by the names that users have for them.
fn by_name(planned: &Planned) -> BTreeMap<String, Ways> {
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

#[cfg(test)]
mod tests {
    use super::type_of;

    #[test]
    fn subjects_begin_with_their_types() {
        for (subject, name) in [
            ("types::Order.id", "types::Order"),
            ("types::Order::new", "types::Order"),
            ("types::Order", "types::Order"),
            ("api::pets::AddPet.tag", "api::pets::AddPet"),
            ("client.pets().list", "client.pets().list"),
        ] {
            assert_eq!(type_of(subject), name);
        }
    }
}
