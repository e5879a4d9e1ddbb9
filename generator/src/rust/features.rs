//! Cargo features for groups of operations: what a user leaves out is not compiled.
//!
//! The unit is a file. A file that the operations of some features need is there with any of
//! them; one that the client itself needs, or that many features need, is always there.

mod reach;

use super::draft::Draft;
use super::plan::{Gate, GroupFeature, GroupFeatures, ModuleId};
use super::words::snake;
use crate::config::{Config, FeatureGroups};
use reach::Files;
use std::collections::{BTreeMap, BTreeSet};

/// With more operations than this, groups are features unless the configuration says otherwise.
const MANY_OPERATIONS: usize = 300;

/// Registries accept 300 features of a crate; some are not for groups.
const MOST_GROUPS: usize = 280;

/// A file that more features than this need is always there: leaving it out is rarely worth
/// the line that lists them.
const SHARED: usize = 8;

/// Features that crates have anyway, and dependencies, whose names mean something to cargo.
const TAKEN: &[&str] = &[
    "base64",
    "blocking",
    "brotli",
    "bytes",
    "chrono",
    "default",
    "full",
    "futures-core",
    "gloo-timers",
    "gzip",
    "hmac",
    "http",
    "http-body",
    "http2",
    "httpdate",
    "jiff",
    "mock",
    "native-tls",
    "percent-encoding",
    "quick-xml",
    "reqwest",
    "rust-decimal",
    "rustls",
    "serde",
    "serde-json",
    "sha2",
    "stream",
    "time",
    "tokio",
    "tower",
    "tower-service",
    "tracing",
    "url",
    "uuid",
    "web-time",
    "webhook-events",
    "webhooks",
    "zstd",
];

/// The feature of what the provider sends.
const WEBHOOK_EVENTS: &str = "webhook-events";

/// Decides which groups are features, and which files go with which of them.
pub(super) fn features(draft: &Draft, config: &Config) -> Option<GroupFeatures> {
    let operations = draft.operations().count();
    let wanted = match config.package.features {
        FeatureGroups::Auto => operations > MANY_OPERATIONS,
        FeatureGroups::Groups => true,
        FeatureGroups::None => false,
    };
    let members = members(draft);
    if !wanted || operations == 0 || members.is_empty() {
        return None;
    }
    let files = Files::new(draft);
    let mut always = files.reached_from(kept(draft, &members));
    let reached: BTreeMap<&String, BTreeSet<ModuleId>> = members
        .iter()
        .map(|(name, starts)| (name, files.reached_from(starts.iter().copied())))
        .collect();
    always.extend(files.all().filter(|file| {
        is_of_types(*file)
            && reached.values().filter(|files| files.contains(file)).count() > SHARED
    }));
    let always = files.reached_from(always.into_iter());
    let gate = |file: ModuleId| -> Gate {
        if always.contains(&file) {
            return Gate::Always;
        }
        let own = members.iter().find(|(_, starts)| starts.contains(&file));
        if let Some((name, _)) = own {
            return Gate::Any(vec![name.clone()]);
        }
        let names = reached.iter().filter(|(_, files)| files.contains(&file));
        Gate::Any(names.map(|(name, _)| (*name).clone()).collect()).or_full()
    };
    let gates = files.all().map(|file| (file, gate(file))).collect();
    let groups = members
        .keys()
        .map(|name| GroupFeature {
            name: name.clone(),
            needs: needs(name, &members, &reached[name], &always),
            operations: counted(draft, &members[name]),
        })
        .collect();
    Some(GroupFeatures { groups, gates })
}

/// The files of each feature's groups.
type Members = BTreeMap<String, Vec<ModuleId>>;

/// A feature for each group that is a method of the client, with all groups below it.
fn members(draft: &Draft) -> Members {
    let mut by_first: BTreeMap<&str, Vec<ModuleId>> = BTreeMap::new();
    for (at, group) in draft.groups.iter().enumerate() {
        if let Some(first) = group.path.first() {
            by_first.entry(first.as_str()).or_default().push(ModuleId::Group(at));
        }
    }
    let mut largest: Vec<(&str, Vec<ModuleId>)> = by_first.into_iter().collect();
    largest.sort_by_key(|(word, files)| {
        (std::cmp::Reverse(counted(draft, files)), (*word).to_owned())
    });
    largest.truncate(MOST_GROUPS);
    largest.sort();
    let mut members = Members::new();
    for (word, files) in largest {
        let name = free_name(word, &members);
        members.insert(name, files);
    }
    if draft.webhooks.as_ref().is_some_and(|module| !module.items.is_empty()) {
        members.insert(WEBHOOK_EVENTS.to_owned(), vec![ModuleId::Webhooks]);
    }
    members
}

/// A name that cargo and registries accept, and nothing else has.
fn free_name(word: &str, taken: &Members) -> String {
    let plain: String = snake(word)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('-');
    let is_taken = TAKEN.contains(&plain);
    let mut name = if is_taken { format!("group-{plain}") } else { plain.to_owned() };
    while taken.contains_key(&name) {
        name.push('_');
    }
    name
}

/// The files of groups that are not features.
fn kept<'a>(
    draft: &'a Draft,
    members: &'a Members,
) -> impl Iterator<Item = ModuleId> + 'a {
    let groups = (0..draft.groups.len()).map(ModuleId::Group);
    let files = groups.chain([ModuleId::Webhooks]);
    files.filter(|file| !members.values().any(|files| files.contains(file)))
}

/// Types of a component: a group's file goes with its own feature.
fn is_of_types(file: ModuleId) -> bool {
    matches!(file, ModuleId::Types(_))
}

fn counted(draft: &Draft, files: &[ModuleId]) -> usize {
    let groups = files.iter().filter_map(|file| match file {
        ModuleId::Group(at) => draft.groups.get(*at),
        _ => None,
    });
    groups.map(|group| group.operations.len()).sum()
}

/// Other features whose groups define types that this one's need.
fn needs(
    name: &str,
    members: &Members,
    reached: &BTreeSet<ModuleId>,
    always: &BTreeSet<ModuleId>,
) -> Vec<String> {
    let others = members.iter().filter(|(other, _)| *other != name);
    others
        .filter(|(_, files)| {
            files.iter().any(|file| reached.contains(file) && !always.contains(file))
        })
        .map(|(other, _)| other.clone())
        .collect()
}

impl Gate {
    /// What no operation needs is there with all of them.
    fn or_full(self) -> Self {
        match self {
            Self::Any(names) if names.is_empty() => Self::Any(vec!["full".to_owned()]),
            gate => gate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, free_name};

    #[test]
    fn names_are_those_of_cargo_and_nobody_elses() {
        let mut taken = Members::new();
        for (word, expected) in [
            ("secret_scanning", "secret-scanning"),
            ("type_", "type"),
            ("tracing", "group-tracing"),
            ("serde_json", "group-serde-json"),
            ("secret-scanning", "secret-scanning_"),
        ] {
            let name = free_name(word, &taken);
            assert_eq!(name, expected);
            taken.insert(name, Vec::new());
        }
    }
}
