//! Under which media types the inline schemas of bodies are compared.

use super::names::Names;
use super::words::answer;
use crate::model::{Api, NameSeed, Payload, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// What has bodies, with their media types.
pub(super) type Medias<'a> = BTreeSet<(String, &'a str)>;

/// The media types of all bodies.
pub(super) fn of<'a>(api: &'a Api, names: &Names<'a>) -> Medias<'a> {
    let all = bodies(api, names).into_iter().flat_map(|(owner, payloads)| {
        payloads.iter().map(move |it| (owner.clone(), it.media.untrusted()))
    });
    all.collect()
}

/// The media types by what they hold. Of several that hold the same, one that is known as well: then
/// it is compared with what it was, whatever comes before it.
pub(super) fn by_type<'a>(
    api: &'a Api,
    names: &Names<'a>,
    known: &Medias<'_>,
) -> BTreeMap<TypeId, &'a str> {
    let mut found = BTreeMap::new();
    for (owner, payloads) in bodies(api, names) {
        let is_known = |payload: &&Payload| {
            known.contains(&(owner.clone(), payload.media.untrusted()))
        };
        let (first, rest): (Vec<_>, Vec<_>) = payloads.iter().partition(is_known);
        for payload in first.into_iter().chain(rest) {
            for id in payload.ty.mentioned() {
                if !matches!(api[id].seed, NameSeed::Component(_)) {
                    found.entry(id).or_insert(payload.media.untrusted());
                }
            }
        }
    }
    found
}

/// What has bodies, by name.
fn bodies<'a>(api: &'a Api, names: &Names<'a>) -> Vec<(String, &'a [Payload])> {
    let mut bodies: Vec<(String, &[Payload])> = Vec::new();
    for id in api.operation_ids() {
        let name = names.operation(api, id);
        for response in &api[id].responses {
            let answer = answer(names.status(id, response.status));
            bodies.push((format!("{name}, {answer}"), &response.payloads));
        }
        bodies.push((name, &api[id].bodies));
    }
    for webhook in &api.webhooks {
        bodies.push((format!("webhook {}", webhook.name.untrusted()), &webhook.bodies));
    }
    bodies
}
