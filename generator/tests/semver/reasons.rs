//! Why verdicts differ, where they are allowed to, and whether every difference that
//! cargo-public-api lists is one that `diff` speaks of.

use super::judges::Opinion;
use generator::diff::{Change, Class, Diff, Side};
use std::collections::BTreeSet;

fn rust(diff: &Diff, class: Class) -> impl Iterator<Item = &Change> {
    diff.changes.iter().filter(move |it| (it.side, it.class) == (Side::Rust, class))
}

/// Why cargo-semver-checks does not see what `diff` calls breaking: it compares neither types
/// nor which of several arguments is which. The error is a change that it should see.
pub(crate) fn not_seen_by_semver_checks(diff: &Diff) -> Result<String, String> {
    let mut reasons = BTreeSet::new();
    for change in rust(diff, Class::Breaking) {
        let Change { subject, what, .. } = change;
        reasons.insert(if !what.starts_with("is `") {
            return Err(format!("STRONGER than cargo-semver-checks: {subject} {what}"));
        } else if is_only_shuffled(what) {
            "which argument is which"
        } else if subject.ends_with("::new") {
            "the types of arguments"
        } else if what.contains("` or `") {
            "what a call answers or fails with"
        } else {
            "the types of fields, variants and arguments"
        });
    }
    let reasons: Vec<&str> = reasons.into_iter().collect();
    Ok(format!("it does not compare {}", reasons.join(", ")))
}

/// Whether the same arguments stand in another order.
fn is_only_shuffled(what: &str) -> bool {
    let arguments = |code: &str| {
        let arguments = code.split_once('(').map_or("", |(_, rest)| rest);
        let mut arguments: Vec<String> =
            arguments.split([',', ')']).map(|it| it.trim().to_owned()).collect();
        arguments.sort();
        arguments
    };
    what.split_once("`, was `").is_some_and(|(new, old)| {
        new.contains('(') && arguments(new) == arguments(old.trim_end_matches('`'))
    })
}

/// Lines of the interface that are gone, and that no change of `diff` accounts for: it is
/// breaking, or a method takes more than before and is another line for it.
///
/// What the root exports only where it is used (`Header`) goes with its last use, which is a
/// change of its own. What cargo-semver-checks fails in is held against `diff` in the same way.
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
    // A type that became a name for another one is said once, and is in many lines.
    let named =
        rust(diff, Class::Breaking).filter(|it| it.what.starts_with("is `type "));
    let named: BTreeSet<String> =
        named.filter_map(|it| words(&it.subject).pop()).collect();
    let is_seen = |line: &&String| {
        words(line).iter().any(|word| named.contains(word))
            || (breaks && is_of_the_runtime(line))
            || subject(line).iter().any(|name| {
                names.contains(name) || gone.iter().any(|it| name.starts_with(it))
            })
    };
    let all = opinion.gone.iter().chain(&opinion.semver.items);
    all.filter(|line| !is_seen(line)).cloned().collect()
}

/// What is wrong about a verdict that nothing breaks: lines are new and it says nothing, or it
/// speaks of something new, and there is none, nor anything that is deprecated.
pub(crate) fn wrongly_harmless(
    ours: Option<Class>,
    opinion: &Opinion,
) -> Option<String> {
    let is_new = !opinion.new.is_empty();
    let is_seen = is_new || opinion.semver.class().is_some();
    if ours < Some(Class::Additive) && is_new {
        Some(format!("WEAKER than cargo-public-api: {:?}", opinion.new))
    } else if ours == Some(Class::Additive) && !is_seen {
        Some("STRONGER than cargo-public-api: no line is new".to_owned())
    } else {
        None
    }
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
