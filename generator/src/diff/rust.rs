//! The Rust side: two surfaces, line by line.
//!
//! Structs and enums are `#[non_exhaustive]` and setters take the place of positions, so that a
//! new line breaks nobody. A line that is gone or has another signature does.

mod aliases;
mod code;
mod moved;
mod places;
mod same_types;
mod signature;

use super::{Change, Class, Side};
use crate::diagnostics::NodeId;
use crate::surface::{
    FEATURE, FULL, Line, MANIFEST, READ, Surface, is_unframed, names_of_one_type,
    unframed,
};
use aliases::Aliases;
use moved::{Calls, Wires};
pub(super) use places::place;
use places::{is_setting, part_subject};
use signature::{Signature, code};
use std::collections::BTreeMap;

/// The changes from one surface to another.
pub fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let aliases = [Aliases::of(old), Aliases::of(new)];
    let of_names = same_types::compare(old, new);
    let wires = [Wires::of_items(old), Wires::of_items(new)];
    let mut changes = Vec::new();
    let (old, new) = (items(old), items(new));
    for (key, item) in &old {
        match new.get(key) {
            None => changes.push(gone(&item.place, item.head)),
            Some(other) => {
                let heads = [item.head, other.head];
                changes.extend(moved::compare(&other.place, heads, &wires));
                changed(&key.0, item, other, &aliases, &mut changes);
            }
        }
    }
    let calls = Calls::of(old.values().map(|item| (item.head, item.place.as_str())));
    // What pages did not say once is not new where the old one says nothing of the kind.
    let has_variables = old.values().any(|item| item.head.text.ends_with(READ));
    let has_manifest = old.keys().any(|(section, _)| section == MANIFEST);
    for (key, item) in &new {
        let is_known = (!has_variables && is_setting(&item.head.text))
            || (!has_manifest && key.0 == MANIFEST);
        if !is_known && !old.contains_key(key) {
            let mut change = added(&item.place, item.head);
            if let Some(earlier) = calls.get(item.head) {
                change.what = format!("is new, and calls what `{earlier}` called");
            }
            changes.push(change);
        }
    }
    changes.extend(of_names);
    changes
}

/// An item with its parts.
struct Item<'a> {
    /// What the item is called in messages.
    place: String,
    head: &'a Line,
    parts: BTreeMap<String, &'a Line>,
}

fn items(surface: &Surface) -> BTreeMap<(String, String), Item<'_>> {
    let mut items: BTreeMap<(String, String), Item<'_>> = BTreeMap::new();
    for section in &surface.sections {
        let mut open: Option<(String, String)> = None;
        for line in &section.lines {
            match (&open, line.part) {
                (_, false) => {
                    let key = (section.title.clone(), item_key(&line.text));
                    let place = place(&section.title, &key.1, &line.text);
                    let item = Item { place, head: line, parts: BTreeMap::new() };
                    items.insert(key.clone(), item);
                    open = Some(key);
                }
                // What is one type is compared by itself.
                (_, true) if names_of_one_type(&line.text).is_some() => {}
                (Some(key), true) => {
                    if let Some(item) = items.get_mut(key) {
                        item.parts.insert(part_key(&line.text), line);
                    }
                }
                (None, true) => {}
            }
        }
    }
    items
}

/// The name of an item, without what may change about it.
fn item_key(text: &str) -> String {
    let code = code(text);
    type_name(text)
        .unwrap_or_else(|| code.split(['(', ' ', '<']).next().unwrap_or(code))
        .to_owned()
}

/// The type that a line defines.
pub(super) fn type_name(text: &str) -> Option<&str> {
    let code = code(text);
    let rest =
        ["struct ", "enum ", "type "].iter().find_map(|it| code.strip_prefix(it))?;
    rest.split(['(', ' ', '<']).next()
}

/// The name of a part.
fn part_key(text: &str) -> String {
    if text.starts_with("constant ") {
        return text.to_owned();
    }
    let code = code(text);
    code.split(['(', ' ']).next().unwrap_or(code).trim_end_matches(':').to_owned()
}

pub(super) fn change(
    class: Class,
    subject: &str,
    what: String,
    at: [Option<NodeId>; 2],
) -> Change {
    Change::new(Side::Rust, class, subject, what).at(at)
}

fn gone(subject: &str, line: &Line) -> Change {
    change(Class::Breaking, subject, "is gone".to_owned(), [line.origin, None])
}

fn added(subject: &str, line: &Line) -> Change {
    let at = [None, line.origin];
    if line.text.starts_with(FULL) && line.text.ends_with(FEATURE) {
        let what = "is new, and without default features groups are left out now";
        return change(Class::Breaking, subject, what.to_owned(), at);
    }
    change(Class::Additive, subject, "is new".to_owned(), at)
}

fn changed(
    section: &str,
    old: &Item<'_>,
    new: &Item<'_>,
    aliases: &[Aliases<'_>; 2],
    changes: &mut Vec<Change>,
) {
    let heads = [old, new].map(|item| {
        // Setters are of fields: what becomes of those is said of them. Pages once named setters
        // also where there was nothing to set.
        let has_fields =
            [old, new].iter().all(|item| item.parts.values().any(|it| is_optional(it)));
        let text =
            if has_fields { item.head.text.clone() } else { unset(&item.head.text) };
        Line { text, ..item.head.clone() }
    });
    let compared = |subject: &str, lines: [&Line; 2]| {
        let (change, follows) = line(section, subject, lines, aliases)?;
        Some(Change { reused: follows.then(|| new.place.clone()), ..change })
    };
    changes.extend(compared(&new.place, [&heads[0], &heads[1]]));
    let wires = [old, new].map(|item| Wires::of(item.parts.values().copied()));
    for (key, part) in &old.parts {
        let subject = part_subject(&old.place, key);
        match new.parts.get(key) {
            // What is constant is in no place that a program can name.
            None if key.starts_with("constant ") => {}
            None => changes.push(gone(&subject, part)),
            Some(other) => {
                changes.extend(moved::compare(&subject, [part, other], &wires));
                changes.extend(compared(&subject, [part, other]));
            }
        }
    }
    for (key, part) in &new.parts {
        if !old.parts.contains_key(key) && !key.starts_with("constant ") {
            changes.push(added(&part_subject(&new.place, key), part));
        }
    }
}

fn is_optional(part: &Line) -> bool {
    !part.text.starts_with("`new(")
        && [": Option<", ": Nullable<"].iter().any(|ty| part.text.contains(ty))
}

/// The line of a struct without the word about setters.
fn unset(head: &str) -> String {
    head.replace("`: setters", "`").replace(", setters", "")
}

/// How a line changed that is in both surfaces, and whether that may follow from new uses alone.
fn line(
    section: &str,
    subject: &str,
    [old, new]: [&Line; 2],
    aliases: &[Aliases<'_>; 2],
) -> Option<(Change, bool)> {
    let at = [old.origin, new.origin];
    let earlier = unframed(&new.text).filter(|_| is_unframed(&old.text));
    let new = earlier.as_ref().unwrap_or(&new.text);
    let (before, after) = (Signature::of(&old.text), Signature::of(new));
    let class = before.class(&after)?;
    // Another name for the same type is not a change.
    let [real, now] =
        [aliases[0].expand(section, &old.text), aliases[1].expand(section, new)];
    Signature::of(&real).class(&Signature::of(&now))?;
    let what = before.words_about(&after);
    Some((change(class, subject, what, at), before.may_follow_uses(&after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(old: &str, new: &str) -> Option<Class> {
        let line = |text: &str| Line {
            part: false,
            text: text.to_owned(),
            wire: None,
            origin: None,
        };
        let none = [Aliases::default(), Aliases::default()];
        let met = super::line("", "x", [&line(old), &line(new)], &none);
        met.map(|(change, _)| change.class)
    }

    /// A name that is taken by something else compiles, and means the wrong thing.
    #[test]
    fn a_name_that_has_gone_to_something_else_is_breaking() {
        let of = |text: &str| Surface::parse(&format!("## types\n\n{text}"));
        let said = |old: &str, new: &str| -> Vec<(Class, String)> {
            let changes = compare(&of(old), &of(new));
            changes
                .into_iter()
                .map(|it| (it.class, it.subject + " " + &it.what))
                .collect()
        };
        let old = "- `struct A`\n  - `id: String` `@id`\n";
        let new = "- `struct A`\n  - `at_id: String` `@id`\n  - `id: String`\n";
        let taken = "types::A.id no longer stands for `@id`".to_owned();
        assert_eq!(said(old, new)[0], (Class::Breaking, taken));
        let old = "- `enum B`\n  - `Asc` `ASC`\n";
        let new = "- `enum B`\n  - `UpperAsc` `ASC`\n  - `Asc` `asc`\n";
        let taken = "types::B::Asc stands for `asc`, and stood for `ASC`".to_owned();
        assert_eq!(said(old, new)[0], (Class::Breaking, taken));
        // The service calls it otherwise: whoever uses the crate need not know.
        let new = "- `enum B`\n  - `Asc` `asc`\n";
        assert_eq!(said(old, new), []);
    }

    /// A name for a type that had another one is new, and changes nothing else.
    #[test]
    fn another_name_for_a_type_is_no_change() {
        let of = |text: &str| Surface::parse(&format!("## types\n\n{text}"));
        let names = "- `type Id = Word`\n- `type Word = String`\n- `struct A`\n";
        let classes = |old: &str, new: &str| -> Vec<(String, Class)> {
            let changes = compare(&of(old), &of(new));
            changes.into_iter().map(|it| (it.subject, it.class)).collect()
        };
        let old = "- `struct A`\n  - `a: Option<String>`\n";
        let new = |ty: &str| format!("{names}  - `a: Option<{ty}>`\n");
        let named = |name: &str, class| (format!("types::{name}"), class);
        let is_new =
            [named("Id", Class::Additive), named("Word", Class::Additive)].to_vec();
        assert_eq!(classes(old, &new("Id")), is_new);
        let other = [vec![named("A.a", Class::Breaking)], is_new].concat();
        assert_eq!(classes(old, &new("Vec<Id>")), other);
        // Both take whatever becomes a text.
        let call = |ty: &str| format!("{names}  - `new(a: {ty})`\n");
        assert_eq!(classes(&call("String"), &call("Id")), []);
        let gone =
            [named("Id", Class::Breaking), named("Word", Class::Breaking)].to_vec();
        assert_eq!(classes(&new("Id"), old), gone);
    }

    /// Groups may have types of one name, each with its own further names.
    #[test]
    fn a_use_of_another_name_is_no_change() {
        let section = |title: &str, used: &str| {
            format!(
                "## `client.{title}()`\n\n- `struct A`\n- `struct B`\n  - `B` is the same type as `A`\n- `struct C`\n  - `c: Option<{used}>`\n"
            )
        };
        let of = |used: &str| {
            Surface::parse(&(section("pets", used) + &section("toys", "A")))
        };
        assert_eq!(compare(&of("A"), &of("B")), []);
        let other = of("A").text().replace("- `B` is the same type as `A`", "");
        let met = compare(&Surface::parse(&other), &of("B"));
        let subjects: Vec<&str> = met.iter().map(|it| &*it.subject).collect();
        assert_eq!(subjects, ["api::pets::B", "api::toys::B"]);
    }

    /// Lines of a page as they were and as they are, and what that means.
    const LINES: &[(&str, &str, Option<Class>)] = &[
        ("`a: String`", "`a: String`", None),
        ("`a: String`", "`a: Option<String>`", Some(Class::Breaking)),
        ("`new(a: String, b: i64)`", "`new(c: String, d: i64)`", Some(Class::Invisible)),
        (
            "`new(a: String, b: String)`",
            "`new(b: String, a: String)`",
            Some(Class::Breaking),
        ),
        (
            "`new(a: String, b: String)`",
            "`new(b: String, c: String)`",
            Some(Class::Breaking),
        ),
        ("`new(a: String, b: i64)`", "`new(b: i64, a: String)`", Some(Class::Breaking)),
        (
            "`f(body: &T) -> Call<F>`: `A`, or `E`",
            "`f(body: Option<&T>) -> Call<F>`: `A`, or `E`",
            Some(Class::Additive),
        ),
        (
            "`f(body: Option<&T>) -> Call<F>`: `A`, or `E`",
            "`f(body: &T) -> Call<F>`: `A`, or `E`",
            Some(Class::Breaking),
        ),
        (
            "`f() -> Call<F>`: `A`, or `E`",
            "`f() -> Call<F>`: `A`, or `G`",
            Some(Class::Breaking),
        ),
        ("`struct T`: `Eq`, `Hash`", "`struct T`", Some(Class::Breaking)),
        ("`struct T`", "`struct T`: `Default`", Some(Class::Additive)),
        ("`A(T)`, `From`", "`A(T)`", Some(Class::Breaking)),
        ("`A` `a`", "`A` `b`", None),
        ("`a: String`", "`a: String`, deprecated", Some(Class::Additive)),
        ("`a: String`, deprecated", "`a: String`", Some(Class::Invisible)),
        ("`a: i64`", "`a: String`, deprecated", Some(Class::Breaking)),
        ("`struct T`: `Eq`, deprecated", "`struct T`: `Eq`, deprecated", None),
        (
            "`f() -> Call<F>`: `A`, or `E`",
            "`f() -> Call<F>`: `A`, or `E`, deprecated",
            Some(Class::Additive),
        ),
        (
            "`.stream()`: `ItemStream<T, Events>`",
            "`.stream()`: `ItemStream<T, Lines>`",
            Some(Class::Breaking),
        ),
        ("`.stream()`: `T`", "`.stream()`: `ItemStream<T, Lines>`", None),
        (
            "`.stream()`: `T`",
            "`.stream()`: `ItemStream<U, Lines>`",
            Some(Class::Breaking),
        ),
        (
            "`ClientBuilder::basic(a, b)`",
            "`ClientBuilder::basic(c, d)`",
            Some(Class::Invisible),
        ),
    ];

    #[test]
    fn what_a_change_of_a_line_means() {
        for (old, new, expected) in LINES {
            assert_eq!(class(old, new), *expected, "{old} to {new}");
        }
    }
}
