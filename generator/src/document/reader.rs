//! Typed access to the tree: says what is wrong with a value and goes on without it.

use super::misplaced;
use super::reference::{self, Wanted};
use super::suggestions::{Suggestions, nearest};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place, Severity};
use crate::source::{Kind, Sources};
use std::collections::BTreeSet;

/// A tree and the diagnostics that reading it makes.
pub(super) struct Reader<'s, 'd> {
    /// The tree.
    pub(super) sources: &'s Sources,
    /// What reading it found.
    pub(super) diagnostics: &'d mut Diagnostics,
    /// Who finds the names that were probably meant.
    pub(super) suggestions: &'d Suggestions,
    /// How many parameters were read.
    pub(super) parameters: usize,
}

impl<'s, 'd> Reader<'s, 'd> {
    pub(super) fn new(
        sources: &'s Sources,
        diagnostics: &'d mut Diagnostics,
        suggestions: &'d Suggestions,
    ) -> Self {
        Self { sources, diagnostics, suggestions, parameters: 0 }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// The value under a key; a key with `null` counts as missing, as people mean it.
    pub(super) fn at(&self, map: NodeId, key: &str) -> Option<NodeId> {
        self.sources.get(map, key).filter(|node| self.sources.kind(*node) != Kind::Null)
    }

    pub(super) fn string_at(&mut self, map: NodeId, key: &str) -> Option<&'s str> {
        let node = self.at(map, key)?;
        match self.sources.kind(node) {
            // A version or a name that looks like a number is text all the same.
            Kind::String(text) | Kind::Number(text) => Some(text),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => self.wrong_kind(node, key, "a string"),
        }
    }

    pub(super) fn bool_at(&mut self, map: NodeId, key: &str) -> Option<bool> {
        let node = self.at(map, key)?;
        match self.sources.kind(node) {
            Kind::Bool(value) => Some(value),
            Kind::String("true") => Some(true),
            Kind::String("false") => Some(false),
            _ => self.wrong_kind(node, key, "`true` or `false`"),
        }
    }

    pub(super) fn map_at(&mut self, map: NodeId, key: &str) -> Option<NodeId> {
        let node = self.at(map, key)?;
        match self.sources.kind(node) {
            Kind::Map => Some(node),
            _ => self.wrong_kind(node, key, "an object"),
        }
    }

    pub(super) fn seq_at(&mut self, map: NodeId, key: &str) -> Option<NodeId> {
        let node = self.at(map, key)?;
        match self.sources.kind(node) {
            Kind::Seq => Some(node),
            _ => self.wrong_kind(node, key, "an array"),
        }
    }

    /// The items under a key; empty where there are none.
    pub(super) fn items_at(&mut self, map: NodeId, key: &str) -> Vec<NodeId> {
        self.seq_at(map, key)
            .map(|node| self.sources.items(node).collect())
            .unwrap_or_default()
    }

    /// The entries under a key; empty where there are none.
    ///
    /// A map of named things may be a reference to one in another file. The specification has
    /// no such references, but the tools that put files together follow them.
    pub(super) fn entries_at(
        &mut self,
        map: NodeId,
        key: &str,
    ) -> Vec<(&'s str, NodeId)> {
        let Some(node) = self.map_at(map, key) else { return Vec::new() };
        let sources = self.sources;
        let Some((place, _)) = reference::text(sources, node) else {
            return sources.entries(node).collect();
        };
        let mut entries: Vec<_> =
            sources.entries(node).filter(|(_, value)| *value != place).collect();
        if let Some(target) = self.follow(node, reference::ENTRIES) {
            let own: BTreeSet<&str> = entries.iter().map(|(key, _)| *key).collect();
            entries
                .extend(sources.entries(target).filter(|(key, _)| !own.contains(key)));
        }
        entries
    }

    /// The strings of an array; a lone string counts as an array of one.
    pub(super) fn strings_at(&mut self, map: NodeId, key: &str) -> Vec<&'s str> {
        let Some(node) = self.at(map, key) else { return Vec::new() };
        if let Kind::String(text) = self.sources.kind(node) {
            return vec![text];
        }
        let mut strings = Vec::new();
        for item in self.items_at(map, key) {
            match self.sources.kind(item) {
                Kind::String(text) | Kind::Number(text) => strings.push(text),
                Kind::Bool(true) => strings.push("true"),
                Kind::Bool(false) => strings.push("false"),
                Kind::Null if key == "type" => {
                    self.report(unquoted_null(item));
                    strings.push("null");
                }
                _ => {
                    self.wrong_kind::<()>(item, key, "a string");
                }
            }
        }
        strings
    }

    /// Requires an object where one must stand; reports anything else.
    pub(super) fn expect_map(&mut self, node: NodeId, what: &str) -> Option<NodeId> {
        match self.sources.kind(node) {
            Kind::Map => Some(node),
            _ => self.wrong_kind(node, what, "an object"),
        }
    }

    /// Follows a chain of Reference Objects to what it means.
    ///
    /// `node` itself where it is not a reference; `None` where the chain is broken (reported).
    pub(super) fn follow(&mut self, node: NodeId, wanted: Wanted) -> Option<NodeId> {
        reference::follow(self, node, wanted)
    }

    pub(super) fn missing<T>(
        &mut self,
        map: NodeId,
        key: &str,
        what: &str,
    ) -> Option<T> {
        self.report(
            Diagnostic::new(
                Code::MissingKey,
                Place::Node(map),
                format!("the {what} has no `{key}`"),
            )
            .remedy(format!("add `{key}`")),
        );
        None
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind<T>(
        &mut self,
        node: NodeId,
        what: &str,
        wanted: &str,
    ) -> Option<T> {
        let found = match self.sources.kind(node) {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Seq => "an array",
            Kind::Map => "an object",
        };
        self.report(
            Diagnostic::new(
                Code::WrongKind,
                Place::Node(node),
                format!("`{what}` is {found} where {wanted} belongs"),
            )
            .consequence("it is ignored")
            .remedy(misplaced::form(what, wanted)),
        );
        None
    }

    /// Reports keys that the specification does not know. Extensions (`x-…`) are free.
    pub(super) fn check_keys(&mut self, map: NodeId, object: &str, known: &[&str]) {
        for (key, value) in unknown(self.sources, map, known) {
            let found = unknown_key(object, key, value);
            let found = match self.meant(map, object, known, (key, value)) {
                Some(meant) => meant.said_of(found, value),
                None => found.remedy(
                    "remove it, move it to where it belongs, or begin it with `x-`",
                ),
            };
            self.diagnostics.report(found);
        }
    }

    /// Reports keywords of a Schema Object since 3.1: one that nobody knows is an annotation (JSON
    /// Schema 2020-12, Core, section 6.5), unless something else is meant.
    pub(super) fn check_keywords(&mut self, map: NodeId, object: &str, known: &[&str]) {
        for (key, value) in unknown(self.sources, map, known) {
            match self.meant(map, object, known, (key, value)) {
                // As an extension it would say no more.
                Some(meant) if !key.starts_with("X-") => {
                    let found = unknown_key(object, key, value);
                    self.diagnostics.report(meant.said_of(found, value));
                }
                _ => self.diagnostics.report_once(annotation(key, value)),
            }
        }
    }

    /// What is probably meant by a key that the specification does not know.
    fn meant<'k>(
        &self,
        map: NodeId,
        object: &str,
        known: &[&'k str],
        (key, value): (&str, NodeId),
    ) -> Option<Meant<'k>> {
        if let Some(remedy) = misplaced::remedy(object, key) {
            return Some(Meant::Said(remedy));
        }
        if let Some(near) = nearest(key, known) {
            return Some(Meant::Key(near));
        }
        if key.starts_with("X-") {
            return Some(Meant::Said("extensions start with a small `x-`".to_owned()));
        }
        misplaced::among(self.sources, object, map, value).map(Meant::Said)
    }
}

/// What is meant by a key: another one, or what a remedy says.
enum Meant<'k> {
    Key(&'k str),
    Said(String),
}

impl Meant<'_> {
    fn said_of(self, found: Diagnostic, value: NodeId) -> Diagnostic {
        match self {
            Self::Said(remedy) => found.remedy(remedy),
            Self::Key(near) => found
                .remedy(format!("did you mean `{near}`?"))
                .patch(Place::Key(value), near),
        }
    }
}

/// The entries whose keys are neither known nor extensions.
fn unknown<'s>(
    sources: &'s Sources,
    map: NodeId,
    known: &[&str],
) -> impl Iterator<Item = (&'s str, NodeId)> {
    let entries = sources.entries(map);
    entries.filter(|(key, _)| !key.starts_with("x-") && !known.contains(key))
}

fn unknown_key(object: &str, key: &str, value: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownKey,
        Place::Key(value),
        format!("the {object} has no key `{}`", shown(key)),
    )
    .consequence(match object {
        "Components Object" => "nothing of it is read but what references lead to",
        _ => "it is ignored",
    })
}

fn annotation(key: &str, value: NodeId) -> Diagnostic {
    let found = Diagnostic::new(
        Code::UnknownKey,
        Place::Key(value),
        format!("the keyword `{}` is not known", shown(key)),
    );
    let found = Diagnostic { severity: Severity::Note, ..found };
    found.consequence("it is an annotation, and changes nothing here and elsewhere")
}

fn unquoted_null(item: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::WrongKind,
        Place::Node(item),
        "the name of a type is a string, and this is null itself",
    )
    .consequence("it is read as the type `null`, as people mean it")
    .remedy("put it in quotes")
    .patch(Place::Node(item), "null")
}

/// A text of the document as it may stand in a message: short and without control characters.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut out: String =
        text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}
