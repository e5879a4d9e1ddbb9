//! Why types change of which nothing is said anew: another operation sends them, or gets them.

use super::plans::items;
use super::{Change, Class, Side};
use crate::Planned;
use crate::model::{Api, PerType, Type, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// The first operation that sends a type, and the first one that gets it.
type ByDirection = [Option<String>; 2];

/// Says of the types that break what sends or gets them now, where nothing did.
pub(super) fn explain(changes: &mut [Change], old: &Planned, new: &Planned) {
    if changes.iter().all(|change| change.class < Class::Breaking) {
        return;
    }
    let [before, after] = [old, new].map(by_name);
    let is_meant = |it: &&mut Change| {
        // What is gone has no place in the new document, and went for another reason.
        let is_there = it.side == Side::Rust && it.new.is_some();
        is_there && it.class == Class::Breaking && follows(&it.what)
    };
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

/// Whether another direction alone can change a type like this: what may be missing, what has a
/// setter, and what `new` takes depend on it, and the types of values do not.
fn follows(what: &str) -> bool {
    if what.contains("`Default`") || what.contains("setters") {
        return true;
    }
    let Some((now, was)) = what.split_once("`, was `") else { return false };
    let [now, was] =
        [now.trim_start_matches("is `"), was.trim_end_matches('`')].map(|code| {
            code.replace("Option<", "").replace("Nullable<", "").replace('>', "")
        });
    let arguments = [&now, &was].map(|code| {
        let taken = code.strip_prefix("new(")?.strip_suffix(')')?;
        Some(taken.split(", ").filter(|it| !it.is_empty()).collect::<BTreeSet<_>>())
    });
    match arguments {
        [Some(now), Some(was)] => now.is_subset(&was) || was.is_subset(&now),
        _ => now == was,
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

#[cfg(test)]
mod tests {
    use super::{follows, type_of};

    #[test]
    fn another_direction_changes_no_type_of_a_value() {
        for (what, expected) in [
            ("is `n: Option<String>`, was `n: String`", true),
            ("is `n: Option<Nullable<String>>`, was `n: Option<String>`", true),
            ("is `n: Option<i64>`, was `n: Option<String>`", false),
            ("is `new()`, was `new(n: String)`", true),
            ("is `new(a: i64, n: String)`, was `new(n: String)`", true),
            ("is `new(n: i64)`, was `new(n: String)`", false),
            ("no longer has setters", true),
            ("no longer has `Eq`, `Hash`", false),
            ("stands for `a`, and stood for `b`", false),
        ] {
            assert_eq!(follows(what), expected, "{what}");
        }
    }

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
