//! Names that stand for something else: programs compile, and mean another thing.

use super::{Change, Class, change};
use crate::surface::{Line, Surface};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What the lines of an item, or the items of a surface, stand for.
pub(super) struct Wires<'a>(BTreeSet<Cow<'a, str>>);

impl<'a> Wires<'a> {
    pub(super) fn of(lines: impl Iterator<Item = &'a Line>) -> Self {
        Self(lines.filter_map(meaning).collect())
    }

    pub(super) fn of_items(surface: &'a Surface) -> Self {
        let lines = surface.sections.iter().flat_map(|section| &section.lines);
        Self::of(lines.filter(|line| !line.part))
    }

    fn has(&self, line: &Line) -> bool {
        meaning(line).is_some_and(|wire| self.0.contains(&wire))
    }
}

/// The methods of operations, by method and path.
pub(super) struct Calls<'a>(BTreeMap<Cow<'a, str>, &'a str>);

impl<'a> Calls<'a> {
    /// Of items, each with what it is called.
    pub(super) fn of(items: impl Iterator<Item = (&'a Line, &'a str)>) -> Self {
        let calls = items.filter(|(line, _)| is_call(line));
        Self(calls.filter_map(|(line, name)| Some((meaning(line)?, name))).collect())
    }

    /// What the operation of a line is called here.
    pub(super) fn get(&self, line: &Line) -> Option<&'a str> {
        meaning(line)
            .filter(|_| is_call(line))
            .and_then(|call| self.0.get(&call).copied())
    }
}

/// What a line stands for; what parameters of a path are called says nothing of it.
fn meaning(line: &Line) -> Option<Cow<'_, str>> {
    let wire = line.wire.as_deref()?;
    Some(if is_call(line) { Cow::Owned(unnamed(wire)) } else { Cow::Borrowed(wire) })
}

fn is_call(line: &Line) -> bool {
    line.text.contains(" -> Call<")
}

/// A path without the names of its parameters.
fn unnamed(path: &str) -> String {
    let mut pieces = path.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (_, behind) = piece.split_once('}').unwrap_or(("", piece));
        out.push_str("{}");
        out.push_str(behind);
    }
    out
}

/// What it means that a name does not stand for what it stood for. What is merely called otherwise
/// by the service goes on as before, unless it is an operation: that is worth a word.
pub(super) fn compare(
    subject: &str,
    [old, new]: [&Line; 2],
    [before, after]: &[Wires<'_>; 2],
) -> Option<Change> {
    if old.wire.is_none() || meaning(old) == meaning(new) {
        return None;
    }
    let class = if after.has(old) || before.has(new) {
        Class::Breaking
    } else if is_call(old) && new.wire.is_some() {
        Class::Invisible
    } else {
        return None;
    };
    let was = old.wire.as_deref()?;
    // A page without all names does not say what such an item stands for.
    let what = match &new.wire {
        Some(now) => format!("stands for `{now}`, and stood for `{was}`"),
        None => format!("no longer stands for `{was}`"),
    };
    Some(change(class, subject, what, [old.origin, new.origin]))
}
