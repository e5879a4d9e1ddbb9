//! Names that were one type and are not any more, and names that have become one.
//!
//! What a program does with one type under several names compiles as long as they are one. Which
//! of them is the definition does not matter.

use super::surface::{change, place};
use super::{Change, Class};
use crate::diagnostics::NodeId;
use crate::surface::{Line, SAME, Section, Surface};
use std::collections::{BTreeMap, BTreeSet};

/// What has changed about which names are one type.
pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let mut changes = Vec::new();
    for section in &old.sections {
        let other = new.sections.iter().find(|it| it.title == section.title);
        let Some(other) = other else { continue };
        let (before, after) = (Names::of(section), Names::of(other));
        for (name, (definition, origin)) in &before.definitions {
            let are_there = after.has(name) && after.has(definition);
            if are_there && after.definition(name) != after.definition(definition) {
                let what = format!("is not the same type as `{definition}` any more");
                let subject = place(&section.title, name, "");
                let at = [*origin, after.origin(name)];
                changes.push(change(Class::Breaking, &subject, what, at));
            }
        }
        for (name, (definition, origin)) in &after.definitions {
            let were_there = before.has(name) && before.has(definition);
            if were_there && before.definition(name) != before.definition(definition) {
                let what = format!("is the same type as `{definition}` now");
                let subject = place(&section.title, name, "");
                let at = [before.origin(name), *origin];
                changes.push(change(Class::Additive, &subject, what, at));
            }
        }
    }
    changes
}

/// The names of a section, and which of them are further names of a type.
#[derive(Default)]
struct Names<'a> {
    all: BTreeSet<&'a str>,
    definitions: BTreeMap<&'a str, (&'a str, Option<NodeId>)>,
}

impl<'a> Names<'a> {
    fn of(section: &'a Section) -> Self {
        let mut names = Self::default();
        for line in &section.lines {
            match names_of_one_type(&line.text) {
                Some((name, definition)) => {
                    names.definitions.insert(name, (definition, line.origin));
                    names.all.insert(name);
                }
                None => names.all.extend(defined(line)),
            }
        }
        names
    }

    fn has(&self, name: &str) -> bool {
        self.all.contains(name)
    }

    fn definition(&self, name: &'a str) -> &'a str {
        self.definitions.get(name).map_or(name, |(definition, _)| definition)
    }

    fn origin(&self, name: &str) -> Option<NodeId> {
        self.definitions.get(name).and_then(|(_, origin)| *origin)
    }
}

/// The names in `` `A` is the same type as `B` ``.
fn names_of_one_type(text: &str) -> Option<(&str, &str)> {
    let (name, definition) = text.split_once(SAME)?;
    Some((name.trim_matches('`'), definition.trim_matches('`')))
}

/// What a line defines: `` `struct A` `` does, and so does `` `A::Variant(…)` `` below an operation.
fn defined(line: &Line) -> Option<&str> {
    let code = line.text.split('`').nth(1)?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if line.part {
        return code.split_once("::").map(|(name, _)| name);
    }
    let (_, rest) =
        code.split_once(' ').filter(|it| ["struct", "enum", "type"].contains(&it.0))?;
    rest.split(|c| !is_word(c)).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(old: &str, new: &str) -> Vec<(Class, String)> {
        let of = |text: &str| Surface::parse(&format!("## `client.pets()`\n\n{text}"));
        let changes = compare(&of(old), &of(new));
        changes.into_iter().map(|it| (it.class, it.subject + " " + &it.what)).collect()
    }

    const A: &str = "- `struct A`\n";
    const B: &str = "- `struct B`\n";
    const C: &str = "- `struct C`\n";

    fn same(name: &str, definition: &str) -> String {
        format!("- `struct {name}`\n  - `{name}`{SAME}`{definition}`\n")
    }

    #[test]
    fn what_was_one_type_is_not_any_more() {
        let old = A.to_owned() + &same("B", "A") + &same("C", "A");
        let new = A.to_owned() + &same("B", "A") + C;
        let apart = "api::pets::C is not the same type as `A` any more".to_owned();
        assert_eq!(said(&old, &new), [(Class::Breaking, apart)]);
    }

    #[test]
    fn what_was_two_types_is_one() {
        let (old, new) = (A.to_owned() + B, A.to_owned() + &same("B", "A"));
        let one = "api::pets::B is the same type as `A` now".to_owned();
        assert_eq!(said(&old, &new), [(Class::Additive, one)]);
    }

    #[test]
    fn it_does_not_matter_which_name_the_definition_has() {
        let old = A.to_owned() + &same("B", "A");
        let new = C.to_owned() + &same("A", "C") + &same("B", "C");
        assert_eq!(said(&old, &new), []);
    }

    #[test]
    fn what_is_gone_is_said_elsewhere() {
        let old = A.to_owned() + &same("B", "A");
        assert_eq!(said(&old, A), []);
        assert_eq!(said(A, &old), []);
    }

    #[test]
    fn failures_are_parts_of_operations() {
        let call = |name: &str| format!("- `{name}()`\n  - `{name}Failure::Gone(X)`\n");
        let one = format!("  - `BFailure`{SAME}`AFailure`\n");
        let (apart, one) = (call("A") + &call("B"), call("A") + &call("B") + &one);
        let said = said(&one, &apart);
        assert_eq!(said.len(), 1);
        assert!(said[0].1.starts_with("api::pets::BFailure is not the same type"));
    }
}
