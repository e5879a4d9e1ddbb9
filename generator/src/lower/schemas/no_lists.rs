//! Schemas with `items` and no `type` whose values are no arrays, as an example shows.
//!
//! `items` says nothing of other values than arrays (JSON Schema 2020-12, Core, 10.3.1.2). Nearly
//! all who write it by itself mean arrays; where an example is an object, some values are none, and
//! a list could not be read from them.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Additional, Schema};
use crate::lower::Lowerer;
use crate::lower::only::Selection;
use crate::source::Kind;
use std::collections::BTreeSet;

/// So many values of examples are looked at, in the order of the document.
const MOST_VALUES: usize = 1 << 20;

impl<'s> Lowerer<'_, 's> {
    /// Looks for such schemas along the examples of media types.
    pub(in crate::lower) fn find_no_lists(&mut self) {
        if !self.has_items_alone() {
            return;
        }
        let mut seen = BTreeSet::new();
        let mut work = self.examples_of_media();
        while let Some((node, value)) = work.pop() {
            if seen.len() >= MOST_VALUES || !seen.insert((node, value)) {
                continue;
            }
            let schema = self.schema(node);
            if has_items_alone(&schema) && self.is_mapping(value) {
                self.no_lists.insert(node);
            }
            work.extend(self.within(&schema, value));
        }
    }

    /// Whether the values of a schema may be something else than arrays, although `items` is all
    /// that it says of them.
    pub(super) fn is_no_list(&mut self, schema: &Schema<'s>) -> bool {
        let mut own = schema.examples.iter().chain(&schema.default);
        let is_none = self.no_lists.contains(&schema.node)
            || has_items_alone(schema) && own.any(|value| self.is_mapping(*value));
        if let Some(items) = schema.items.filter(|_| is_none) {
            self.report(
                Diagnostic::new(
                    Code::SchemaPartIgnored,
                    Place::Key(items),
                    "`items` is about arrays alone, and an example of these values is an object",
                )
                .consequence("the values are read as they come, without a type")
                .remedy(
                    "add `type: array` if the example is wrong, else describe the object",
                ),
            );
        }
        is_none
    }

    /// Whether there is anything to look for, so that other documents need not wait.
    fn has_items_alone(&self) -> bool {
        let sources = self.document.sources;
        sources.nodes().any(|node| {
            sources.get(node, "items").is_some() && sources.get(node, "type").is_none()
        })
    }

    /// The examples of the wanted operations, each with its schema.
    fn examples_of_media(&self) -> Vec<(NodeId, NodeId)> {
        let document = self.document;
        let selection = Selection::of(&self.scope.only);
        let all = document.paths.iter().flat_map(|item| {
            item.operations.iter().map(move |operation| (item, operation))
        });
        let wanted =
            all.filter(|(item, it)| !self.is_part() || selection.takes(item, it));
        let mut found = Vec::new();
        for (_, operation) in wanted {
            let answers = operation.responses.iter().map(|response| &response.content);
            let sent = operation.request_body.iter().map(|body| &body.content);
            for media in answers.chain(sent).flatten() {
                let Some(schema) = media.schema else { continue };
                found.extend(media.examples.iter().map(|it| (schema, it.value)));
            }
        }
        found
    }

    /// The schemas that a value and what is in it have to satisfy beside this one. Which variant of
    /// a union a value is of is not known.
    fn within(&self, schema: &Schema<'s>, value: NodeId) -> Vec<(NodeId, NodeId)> {
        let sources = self.document.sources;
        let parts = schema.reference.iter().chain(&schema.all_of);
        let mut found: Vec<_> = parts.map(|part| (*part, value)).collect();
        if let Some(items) = schema.items {
            found.extend(sources.items(value).map(|item| (items, item)));
        }
        for (name, property) in &schema.properties {
            found.extend(sources.get(value, name).map(|value| (*property, value)));
        }
        if let (Some(Additional::Schema(values)), true) =
            (schema.additional, schema.properties.is_empty())
        {
            found.extend(sources.entries(value).map(|(_, value)| (values, value)));
        }
        found
    }

    fn is_mapping(&self, value: NodeId) -> bool {
        self.document.sources.kind(value) == Kind::Map
    }
}

fn has_items_alone(schema: &Schema<'_>) -> bool {
    schema.types.is_empty()
        && schema.items.is_some()
        && schema.properties.is_empty()
        && schema.additional.is_none()
}
