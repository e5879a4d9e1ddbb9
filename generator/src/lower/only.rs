//! A part of the document: which operations are wanted.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{Operation, PathItem};
use std::cell::Cell;

/// Stands for what the provider sends.
const WEBHOOKS: &str = "webhooks";

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

    /// What fits no operation.
    fn unused(self) -> impl Iterator<Item = &'c str> {
        let unused = self.wanted.into_iter().filter(|(_, used)| !used.get());
        unused.map(|(text, _)| text)
    }
}

impl Lowerer<'_, '_> {
    /// Whether only a part of the document is wanted.
    pub(super) fn is_part(&self) -> bool {
        !self.config.only.is_empty()
    }

    pub(super) fn wants_webhooks(&self) -> bool {
        !self.is_part() || self.config.only.iter().any(|text| text == WEBHOOKS)
    }

    pub(super) fn report_unused_selectors(&mut self, selection: Selection<'_>) {
        for text in selection.unused() {
            self.report(
                Diagnostic::new(
                    Code::UnusedSetting,
                    Place::Nowhere,
                    format!("`only` has `{text}`, which fits no operation"),
                )
                .remedy(
                    "name a tag (`tag:pets`), a path (`/pets/*`), an `operationId`, or a method \
                     and a path: `GET /pets`",
                ),
            );
        }
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
