//! Facts of an API that can be compared one by one.

use super::{Change, Class, Side};
use crate::diagnostics::NodeId;
use std::collections::BTreeMap;

/// What a change of a value means.
pub(super) type Rule = fn(old: &str, new: &str) -> Class;

/// One fact.
pub(super) struct Fact {
    /// What it says; shown when it changes, unless it is empty.
    pub(super) value: String,
    /// Where it is said.
    pub(super) origin: NodeId,
    /// What it means that it is new.
    pub(super) added: Class,
    /// What it means that it is gone.
    pub(super) removed: Class,
    /// What it means that it says something else.
    pub(super) changed: Rule,
}

/// Facts by their paths: where one is new or gone, nothing is said of those below it.
///
/// A path is one text, since a large document has a million of them.
#[derive(Default)]
pub(super) struct Facts(BTreeMap<String, Fact>);

/// What stands between the parts of a path; in the parts themselves it is of no use to anybody.
const BETWEEN: char = '\0';

/// The part of a path that stands for an inline schema; it is not shown.
pub(super) const INLINE: &str = "schema";

impl Facts {
    /// Adds a fact, unless there is one already.
    pub(super) fn add(&mut self, path: &[&str], fact: Fact) {
        let path = path.join(BETWEEN.encode_utf8(&mut [0; 4]));
        self.0.entry(path).or_insert(fact);
    }

    /// Whether the fact above this one, if there is one, is in the other set as well.
    fn is_owner_in(&self, path: &str, other: &Self) -> bool {
        let ends = path.rmatch_indices(BETWEEN).map(|(end, _)| &path[..end]);
        let owner = ends.into_iter().find(|owner| self.0.contains_key(*owner));
        owner.is_none_or(|owner| other.0.contains_key(owner))
    }
}

/// What is shown of a path.
fn subject(path: &str) -> String {
    let shown: Vec<&str> = path.split(BETWEEN).filter(|part| *part != INLINE).collect();
    shown.join(", ")
}

/// The changes from one set of facts to another.
pub(super) fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut changes = Vec::new();
    for (path, fact) in &old.0 {
        match new.0.get(path) {
            Some(other) if fact.value == other.value => {}
            Some(other) => changes.push(Change {
                side: Side::Wire,
                class: (fact.changed)(&fact.value, &other.value),
                subject: subject(path),
                what: what(&fact.value, &other.value),
                old: Some(fact.origin),
                new: Some(other.origin),
            }),
            None if old.is_owner_in(path, new) => changes.push(Change {
                side: Side::Wire,
                class: fact.removed,
                subject: subject(path),
                what: "is gone".to_owned(),
                old: Some(fact.origin),
                new: None,
            }),
            None => {}
        }
    }
    for (path, fact) in &new.0 {
        if !old.0.contains_key(path) && new.is_owner_in(path, old) {
            changes.push(Change {
                side: Side::Wire,
                class: fact.added,
                subject: subject(path),
                what: "is new".to_owned(),
                old: None,
                new: Some(fact.origin),
            });
        }
    }
    changes
}

/// Long texts (descriptions) are not repeated.
fn what(old: &str, new: &str) -> String {
    const LONGEST: usize = 200;
    if old.len() > LONGEST || new.len() > LONGEST || old.contains('\n') {
        return "changed".to_owned();
    }
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("is {new} now"),
        (_, true) => format!("is no longer {old}"),
        _ => format!("is {new}, was {old}"),
    }
}
