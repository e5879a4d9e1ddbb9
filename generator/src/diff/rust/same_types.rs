//! Names that were one type and are not any more, and names that have become one.
//!
//! What a program does with one type under several names compiles as long as they are one; what
//! it does with two, such as an `impl` for each, as long as they are two. From an enum it may
//! take variants by `use`, and from another name of an enum it cannot.

use super::places::place;
use super::{Change, Class, change, type_name};
use crate::diagnostics::NodeId;
use crate::surface::{Line, Section, Surface, names_of_one_type};
use std::collections::BTreeMap;

/// What has changed about which names are one type.
pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let mut changes = Vec::new();
    for section in &old.sections {
        let other = new.sections.iter().find(|it| it.title == section.title);
        let Some(other) = other else { continue };
        let (before, after) = (Names::of(section), Names::of(other));
        let mut say = |name: &str, what: String| {
            let subject = place(&section.title, name, "");
            let at = [before.origin(name), after.origin(name)];
            changes.push(change(Class::Breaking, &subject, what, at));
        };
        for (name, first) in before.that_part(&after) {
            say(name, format!("is not the same type as `{first}` any more"));
        }
        let met = after.that_part(&before);
        for (name, first) in &met {
            say(name, format!("is the same type as `{first}` now"));
        }
        for (name, definition) in &after.definitions {
            if before.is_enum(name) && !met.iter().any(|(met, _)| met == name) {
                let what = "and no enum to `use` from";
                say(name, format!("is a name of `{definition}` now, {what}"));
            }
        }
    }
    changes
}

/// The names of a section, and which of them are further names of a type.
#[derive(Default)]
struct Names<'a> {
    all: BTreeMap<&'a str, &'a Line>,
    definitions: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(section: &'a Section) -> Self {
        let mut names = Self::default();
        for line in &section.lines {
            if let Some((name, definition)) = names_of_one_type(&line.text) {
                names.definitions.insert(name, definition);
            } else if let Some(name) = type_name(&line.text).filter(|_| !line.part) {
                names.all.insert(name, line);
            }
        }
        names
    }

    /// Names that are one type here and are not there, each with another name of it. Names that
    /// are in one of both only are left out.
    fn that_part(&self, there: &Self) -> Vec<(&'a str, &'a str)> {
        let mut groups: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for name in self.all.keys().filter(|name| there.all.contains_key(*name)) {
            groups.entry(self.definition(name)).or_default().push(name);
        }
        let mut parted = Vec::new();
        for (definition, names) in groups {
            let first = names.iter().find(|name| **name == definition);
            let Some(first) = first.or(names.first()) else { continue };
            let is_apart =
                |name: &&&str| there.definition(name) != there.definition(first);
            parted.extend(names.iter().filter(is_apart).map(|name| (*name, *first)));
        }
        parted
    }

    /// Whether a name is that of an enum and not a further one of it.
    fn is_enum(&self, name: &str) -> bool {
        let head = self.all.get(name).filter(|_| !self.definitions.contains_key(name));
        head.is_some_and(|line| line.text.starts_with("`enum "))
    }

    fn definition<'n>(&self, name: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.definitions.get(name).copied().unwrap_or(name)
    }

    fn origin(&self, name: &str) -> Option<NodeId> {
        self.all.get(name).and_then(|line| line.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::one_type;

    fn said(old: &str, new: &str) -> Vec<(Class, String)> {
        let of = |text: &str| Surface::parse(&format!("## `client.pets()`\n\n{text}"));
        let changes = compare(&of(old), &of(new));
        changes.into_iter().map(|it| (it.class, it.subject + " " + &it.what)).collect()
    }

    const A: &str = "- `struct A`\n";
    const B: &str = "- `struct B`\n";
    const C: &str = "- `struct C`\n";

    fn same(name: &str, definition: &str) -> String {
        format!("- `struct {name}`\n  - {}\n", one_type(name, definition))
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
        assert_eq!(said(&old, &new), [(Class::Breaking, one)]);
    }

    /// The definition of what they have become may be new.
    #[test]
    fn what_was_two_types_has_another_definition() {
        let (old, new) =
            (A.to_owned() + B, C.to_owned() + &same("A", "C") + &same("B", "C"));
        let one = "api::pets::B is the same type as `A` now".to_owned();
        assert_eq!(said(&old, &new), [(Class::Breaking, one)]);
        let apart = "api::pets::B is not the same type as `A` any more".to_owned();
        assert_eq!(said(&new, &old), [(Class::Breaking, apart)]);
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
    fn variants_cannot_be_taken_from_another_name() {
        let new = "- `enum B`\n- `enum A`\n  - `A` is the same type as `B`\n";
        let no_enum =
            "api::pets::A is a name of `B` now, and no enum to `use` from".to_owned();
        assert_eq!(said("- `enum A`\n", new), [(Class::Breaking, no_enum)]);
        assert_eq!(said(new, new), []);
    }

    /// What a document calls so is not what a page says of types.
    #[test]
    fn texts_of_a_document_are_no_names() {
        let odd = "`x: Option<String>` `x is the same type as y`";
        assert_eq!(names_of_one_type(odd), None);
        assert_eq!(names_of_one_type(&one_type("A", "B")), Some(("A", "B")));
    }
}
