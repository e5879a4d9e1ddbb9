//! A part of the document: which operations are wanted.

use super::Lowerer;
use super::settings::{operation_keys, unused};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Place, Severity};
use crate::document::{Operation, PathItem, nearest};
use std::cell::Cell;

/// Stands for what the provider sends.
const WEBHOOKS: &str = "webhooks";

/// How one says what is wanted.
const SELECTORS: &str = "name a tag (`tag:pets`), a path (`/pets/*`), an `operationId`, or a method \
     and a path: `GET /pets`";

/// Which part of a document is wanted.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Tags, paths and operations, as `only` names them; empty is all of the document.
    pub only: Vec<String>,
    /// Whether a part without operations will do: that of an older document may have none.
    pub may_be_empty: bool,
}

impl Scope {
    /// The part that a configuration names.
    pub fn of(config: &Config) -> Self {
        Self { only: config.only.clone(), may_be_empty: false }
    }
}

/// What `only` says; nothing said is everything wanted.
pub(super) struct Selection<'c> {
    wanted: Vec<(&'c str, Cell<bool>)>,
}

impl<'c> Selection<'c> {
    pub(super) fn of(only: &'c [String]) -> Self {
        let wanted = only.iter().filter(|text| *text != WEBHOOKS);
        Self { wanted: wanted.map(|text| (text.as_str(), Cell::new(false))).collect() }
    }

    /// Whether an operation is wanted.
    pub(super) fn takes(&self, item: &PathItem<'_>, source: &Operation<'_>) -> bool {
        let mut taken = false;
        for (text, used) in &self.wanted {
            if is_meant(text, item, source) {
                used.set(true);
                taken = true;
            }
        }
        taken
    }

    /// Whether something fits an operation.
    fn takes_any(&self) -> bool {
        self.wanted.iter().any(|(_, used)| used.get())
    }

    /// What fits no operation.
    fn unused(self) -> impl Iterator<Item = &'c str> {
        let unused = self.wanted.into_iter().filter(|(_, used)| !used.get());
        unused.map(|(text, _)| text)
    }
}

impl Lowerer<'_, '_> {
    /// Whether only a part of the document is wanted.
    pub(super) fn is_part(&self) -> bool {
        !self.scope.only.is_empty()
    }

    pub(super) fn wants_webhooks(&self) -> bool {
        !self.is_part() || self.scope.only.iter().any(|text| text == WEBHOOKS)
    }

    /// What is wanted and not there; an error if that leaves nothing.
    pub(super) fn report_unused_selectors(&mut self, selection: Selection<'_>) {
        let webhooks = self.wants_webhooks() && !self.document.webhooks.is_empty();
        let empty = !webhooks && !selection.takes_any() && !self.scope.may_be_empty;
        for text in selection.unused().collect::<Vec<_>>() {
            let mut found = self.unused_selector(text);
            if empty && self.is_part() {
                found.severity = Severity::Error;
                found = found.consequence("nothing is left of the document");
            }
            self.report(found);
        }
        let is_named = self.scope.only.iter().any(|text| text == WEBHOOKS);
        let mut operations =
            self.document.paths.iter().flat_map(|item| &item.operations);
        let is_vain = !webhooks && operations.all(|it| it.callbacks.is_empty());
        if is_named && is_vain {
            let message = "`only` has `webhooks`, and the document describes none";
            let mut found =
                Diagnostic::new(Code::UnusedSetting, self.entry(WEBHOOKS), message)
                    .remedy(SELECTORS);
            if empty {
                found.severity = Severity::Error;
                found = found.consequence("nothing is left of the document");
            }
            self.report(found);
        }
    }

    fn unused_selector(&self, text: &str) -> Diagnostic {
        let paths = &self.document.paths;
        let operations = || paths.iter().flat_map(|item| &item.operations);
        let near = if let Some(tag) = text.strip_prefix("tag:") {
            let tags: Vec<&str> = operations().flat_map(|it| it.tags.clone()).collect();
            nearest(tag, &tags).map(|tag| format!("tag:{tag}"))
        } else if text.starts_with('/') {
            let keys: Vec<&str> = paths.iter().map(|item| item.key).collect();
            nearest(text, &keys).map(str::to_owned)
        } else if let Some(tag) = operations()
            .flat_map(|it| &it.tags)
            .find(|tag| tag.eq_ignore_ascii_case(text))
        {
            Some(format!("tag:{tag}"))
        } else {
            let keys = operation_keys(self.document);
            let keys: Vec<&str> =
                keys.iter().map(String::as_str).chain([WEBHOOKS]).collect();
            nearest(text, &keys).map(str::to_owned)
        };
        let message = format!("`only` has `{text}`, which fits no operation");
        unused(self.entry(text), message, near.as_deref(), SELECTORS)
    }

    /// The place of an entry; nowhere if the command line has it.
    fn entry(&self, text: &str) -> Place {
        let at = self.config.only.iter().position(|entry| entry == text);
        at.map_or(Place::Nowhere, |at| self.config.places.at(&["only", &at.to_string()]))
    }
}

fn is_meant(text: &str, item: &PathItem<'_>, source: &Operation<'_>) -> bool {
    if let Some(tag) = text.strip_prefix("tag:") {
        return source.tags.contains(&tag);
    }
    if text.starts_with('/') {
        return fits(text, item.key);
    }
    source.id == Some(text) || source.request(item) == text
}

/// Whether a path is meant by a pattern in which `*` stands for anything.
fn fits(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(mut left) = path.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_of_paths() {
        assert!(fits("/pets", "/pets") && !fits("/pets", "/pets/{id}"));
        assert!(fits("/pets*", "/pets") && fits("/pets/*", "/pets/{id}/toys"));
        assert!(
            fits("/*/toys", "/pets/{id}/toys") && !fits("/*/toys", "/pets/toys/{id}")
        );
        assert!(fits("/a*b*c", "/axbxc") && !fits("/a*b*c", "/axc"));
        assert!(!fits("/aba*ba", "/aba"));
    }
}
