//! Facts of an API that can be compared one by one.

use super::absorbed_variants::Siblings;
use super::value_kinds::Use;
use super::{Change, Class};
use crate::diagnostics::NodeId;
use crate::diff::Side;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a change of a value means.
pub(super) enum Rule {
    /// The texts of the fact say what its change means.
    Words(fn(old: &str, new: &str) -> Class),
    /// The fact is a type, and the values that it has say what its change means.
    Type(Use),
}

/// One fact.
pub(super) struct Fact {
    /// What it says; shown when it changes, unless it is empty.
    pub(super) value: String,
    /// Where it is said, if anywhere.
    pub(super) origin: Option<NodeId>,
    /// What it means that it is new; nothing if another fact says as much.
    pub(super) added: Option<Class>,
    /// What it means that it is gone.
    pub(super) removed: Option<Class>,
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

/// What a part begins with that is not shown.
const HIDDEN: char = '\u{1}';

/// The part of a path that stands for an inline schema.
pub(super) const INLINE: &str = "\u{1}schema";

impl Facts {
    /// Adds a fact, unless there is one already.
    pub(super) fn add(&mut self, path: &[&str], fact: Fact) {
        let path: Vec<_> = path.iter().map(|part| shortened(part)).collect();
        let path = path.join(BETWEEN.encode_utf8(&mut [0; 4]));
        self.0.entry(path).or_insert(fact);
    }

    /// How many facts there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The facts that another set has as well, with those.
    pub(super) fn in_both<'a>(
        &'a self,
        other: &'a Self,
    ) -> impl Iterator<Item = (&'a Fact, &'a Fact)> {
        self.0.iter().filter_map(|(path, fact)| Some((fact, other.0.get(path)?)))
    }

    /// The facts right below a path whose own part begins with this, with that part.
    pub(super) fn below<'a>(
        &'a self,
        owner: &str,
        start: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'a Fact)> {
        let owner = format!("{owner}{BETWEEN}");
        let from = format!("{owner}{start}");
        let all = self.0.range(from.clone()..);
        let all = all.take_while(move |(path, _)| path.starts_with(&from));
        all.filter_map(move |(path, fact)| {
            let part = path.strip_prefix(&owner)?;
            (!part.contains(BETWEEN)).then_some((part, fact))
        })
    }

    /// Whether the fact above this one, if there is one, is in the other set as well.
    fn is_owner_in(&self, path: &str, other: &Self) -> bool {
        let ends = path.rmatch_indices(BETWEEN).map(|(end, _)| &path[..end]);
        let owner = ends.into_iter().find(|owner| self.0.contains_key(*owner));
        owner.is_none_or(|owner| other.0.contains_key(owner))
    }
}

/// The path above this one, and the part below that.
pub(super) fn owner_and_part(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once(BETWEEN)
}

/// A part of a path, with a fingerprint instead of the rest if it is long: each of thousands of
/// facts about one thing repeats its name.
fn shortened(part: &str) -> Cow<'_, str> {
    const LONGEST: usize = 500;
    if part.len() <= LONGEST {
        return Cow::Borrowed(part);
    }
    let end = (0..=LONGEST).rev().find(|at| part.is_char_boundary(*at)).unwrap_or(0);
    let mut hasher = DefaultHasher::new();
    part.hash(&mut hasher);
    Cow::Owned(format!("{}…{HIDDEN}{:x}", &part[..end], hasher.finish()))
}

/// The parts of a path that are shown.
fn shown(path: &str) -> Vec<&str> {
    path.split(BETWEEN).filter(|part| !part.starts_with(HIDDEN)).collect()
}

/// What is shown of a path.
fn subject(path: &str) -> String {
    let shown = shown(path).into_iter();
    let shown = shown.map(|part| part.split(HIDDEN).next().unwrap_or(part));
    shown.collect::<Vec<_>>().join(", ")
}

/// The changes from one set of facts to another.
pub(super) fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let change = |class, path: &str, what, at| {
        Change::new(Side::Wire, class, subject(path), what).at(at)
    };
    let mut changes = Vec::new();
    let mut said = BTreeSet::new();
    let mut siblings = Siblings::of(new);
    for (path, fact) in &old.0 {
        if let Some(other) = new.0.get(path) {
            // What is said of an inline schema is said of the place where it stands as well.
            let weighed = weigh(fact, other).filter(|(class, what)| {
                said.insert((*class, shown(path), what.clone()))
            });
            let at = [fact.origin, other.origin];
            changes.extend(weighed.map(|(class, what)| change(class, path, what, at)));
        } else if let Some(class) = fact.removed
            && old.is_owner_in(path, new)
        {
            let lost = || (class, "is gone".to_owned());
            let (class, what) =
                siblings.taken_by(path, fact, class).unwrap_or_else(lost);
            changes.push(change(class, path, what, [fact.origin, None]));
        }
    }
    for (path, fact) in &new.0 {
        if let Some(class) = fact.added
            && !old.0.contains_key(path)
            && new.is_owner_in(path, old)
        {
            let at = [None, fact.origin];
            changes.push(change(class, path, "is new".to_owned(), at));
        }
    }
    changes
}

/// What it means that a fact says something else, if it does.
fn weigh(old: &Fact, new: &Fact) -> Option<(Class, String)> {
    if old.value == new.value {
        return None;
    }
    let class = match (&old.changed, &new.changed) {
        (Rule::Type(before), Rule::Type(now)) => before.weigh(now),
        (_, Rule::Words(rule)) | (Rule::Words(rule), _) => rule(&old.value, &new.value),
    };
    Some((class, what(&old.value, &new.value)))
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

#[cfg(test)]
mod tests {
    use super::{shortened, subject};

    #[test]
    fn long_names_stay_different_and_are_not_repeated() {
        let [one, other] = ["a", "b"].map(|end| "ä".repeat(10_000) + end);
        assert_ne!(shortened(&one), shortened(&other));
        assert!(shortened(&one).len() < 1_100);
        assert!(subject(&shortened(&one)).ends_with("ä…"));
        assert_eq!(shortened("short"), "short");
    }
}
