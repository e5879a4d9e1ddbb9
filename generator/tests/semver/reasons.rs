//! Why verdicts differ, where they are allowed to, and whether every difference that
//! cargo-public-api lists is one that `diff` speaks of.

use super::judges::Opinion;
use generator::diff::{Change, Class, Diff, Side};
use std::collections::BTreeSet;

fn rust(diff: &Diff, class: Class) -> impl Iterator<Item = &Change> {
    diff.changes.iter().filter(move |it| (it.side, it.class) == (Side::Rust, class))
}

/// Why cargo-semver-checks does not see what `diff` calls breaking: it does not compare the
/// types of fields, arguments and results. The error is a change that it should see.
pub(crate) fn not_seen_by_semver_checks(diff: &Diff) -> Result<String, String> {
    match rust(diff, Class::Breaking).find(|change| !change.what.starts_with("is `")) {
        None => Ok("it does not compare types".to_owned()),
        Some(Change { subject, what, .. }) => {
            Err(format!("STRONGER than cargo-semver-checks: {subject} {what}"))
        }
    }
}

/// Lines of the interface that are gone, and that no change of `diff` accounts for: it is
/// breaking, or a method takes more than before and is another line for it.
///
/// What the root exports only where it is used (`Header`) goes with its last use, which is a
/// change of its own.
pub(crate) fn unseen(diff: &Diff, opinion: &Opinion) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for change in rust(diff, Class::Breaking) {
        names.extend(words(&change.subject));
    }
    for change in rust(diff, Class::Additive).filter(|it| it.what.starts_with("is `")) {
        names.extend(change.subject.rsplit('.').next().map(plain));
    }
    let breaks = rust(diff, Class::Breaking).next().is_some();
    // What belongs to an operation goes with it: its enums of answers and bodies.
    let gone = rust(diff, Class::Breaking).filter(|it| it.what == "is gone");
    let gone: Vec<String> =
        gone.filter_map(|it| it.subject.rsplit('.').next().map(plain)).collect();
    let is_seen = |line: &&String| {
        (breaks && is_of_the_runtime(line))
            || subject(line).iter().any(|name| {
                names.contains(name) || gone.iter().any(|it| name.starts_with(it))
            })
    };
    opinion.gone.iter().filter(|line| !is_seen(line)).cloned().collect()
}

/// Whether a line is the same for every document that has the thing at all.
fn is_of_the_runtime(line: &str) -> bool {
    let own =
        ["compared::api", "compared::types", "compared::webhooks", "ClientBuilder"];
    !own.iter().any(|it| line.contains(it))
}

/// Breaking changes that leave every line of the interface as it is.
pub(crate) fn without_a_line<'a>(diff: &'a Diff, opinion: &Opinion) -> Vec<&'a Change> {
    let lines = opinion.gone.iter().chain(&opinion.new);
    let names: BTreeSet<String> = lines.flat_map(|line| words(line)).collect();
    let is_seen = |change: &&Change| {
        words(&change.subject).last().is_some_and(|it| names.contains(it))
    };
    rust(diff, Class::Breaking).filter(|change| !is_seen(change)).collect()
}

/// The names of the item that a line is about, from the module inwards.
fn subject(line: &str) -> Vec<String> {
    let head = line.split([':', ' ']).any(|word| word == "fn");
    let end = if head { line.find('(') } else { line.rfind(": ") };
    let subject = &line[..end.unwrap_or(line.len())];
    words(if subject.contains("compared::") { subject } else { line })
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let known = ["compared", "client", "types", "api", "runtime", "webhooks", "call"];
    let words = words.map(plain).filter(|it| !it.is_empty());
    words.filter(|it| !known.contains(&it.as_str())).collect()
}

/// `add_pet` and `AddPet` alike.
fn plain(word: &str) -> String {
    word.replace('_', "").to_lowercase()
}
