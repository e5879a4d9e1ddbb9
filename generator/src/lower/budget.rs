//! What references multiply: a text or a parameter of a small document can be used in thousands
//! of places, and each of them costs memory and output.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{MOST_PARAMETERS, too_many_parameters};
use crate::model::{Docs, SpecValue};
use serde_json::Value;

/// So many bytes of names, descriptions and examples a model holds, each counted where it is used.
const MOST_TEXT: usize = 128 << 20;

impl Lowerer<'_, '_> {
    /// The documentation of something, as long as there is room for it.
    pub(super) fn kept(&mut self, node: NodeId, docs: Docs) -> Docs {
        if self.has_room(node, size_of_docs(&docs)) { docs } else { Docs::default() }
    }

    /// The values of nodes, as far as they fit the budgets for copied values.
    pub(super) fn values_of(&mut self, nodes: &[NodeId]) -> Vec<SpecValue> {
        let mut values = Vec::new();
        for node in nodes {
            let Some(value) = self.document.sources.to_json(*node) else { continue };
            if self.has_room(*node, size_of(&value)) {
                values.push(SpecValue::new(value));
            }
        }
        values
    }

    /// Whether there is room for so many bytes more.
    pub(super) fn has_room(&mut self, node: NodeId, bytes: usize) -> bool {
        self.text = self.text.saturating_add(bytes);
        if self.text <= MOST_TEXT {
            return true;
        }
        let message = format!(
            "the texts of the document are longer than {} MiB together, counted where they \
             are used",
            MOST_TEXT >> 20
        );
        self.diagnostics.report_once(
            Diagnostic::new(Code::OverBudget, Place::Node(node), message)
                .remedy("shorten what so many places refer to"),
        );
        false
    }

    /// Whether there is room for one more parameter.
    pub(super) fn has_room_for_parameter(&mut self, node: NodeId, name: &str) -> bool {
        self.parameters += 1;
        if self.parameters <= MOST_PARAMETERS {
            return self.has_room(node, name.len());
        }
        self.diagnostics.report_once(too_many_parameters(node));
        false
    }
}

fn size_of_docs(docs: &Docs) -> usize {
    let texts = [&docs.summary, &docs.description].into_iter().flatten();
    let texts = texts.map(|text| text.untrusted().len()).sum::<usize>();
    let facts = docs.facts.iter().map(|(_, value)| size_of(value.untrusted()));
    texts + facts.sum::<usize>()
}

/// About as much as a value takes when it is written.
pub(super) fn size_of(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(|item| 1 + size_of(item)).sum(),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| key.len() + size_of(value)).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
    }
}
