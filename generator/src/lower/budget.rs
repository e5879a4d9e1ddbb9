//! What references multiply: a text or a parameter of a small document can be used in thousands
//! of places, and each of them costs memory and output.

use super::Lowerer;
use super::schemas::flat::Parts;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{MOST_PARAMETERS, Schema, too_many_parameters};
use crate::model::{Docs, SpecValue};
use serde_json::Value;

/// So many bytes of names, descriptions and examples a model holds, each counted where it is used.
const MOST_TEXT: usize = 128 << 20;

/// So many variants have the unions of bases with a discriminator together, beside one for each
/// value of the document: where each of a chain of bases has one, all that stand below it are
/// variants of each of them.
const MOST_CHILDREN: usize = 30_000;

/// So many schemas are put together, counted in each combination, beside one for each value of the
/// document: schemas of which several hold at once, and that lead back to each other, have more
/// combinations than there is time for.
const MOST_COMBINED: usize = 50_000;

/// So many schemas, properties and values are taken to make types, counted in each type that has
/// them, beside one for each value of the document. The largest documents need 100,000.
const MOST_TAKEN: usize = 2_000_000;

/// A path has so many bytes: more than servers take as a rule (RFC 9110, section 4.1, asks them to
/// take 8,000 of a URI).
const LONGEST_PATH: usize = 16 << 10;

/// A path has so many braces, each of which is looked for among the parameters.
const MOST_BRACES: usize = 500;

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

    /// Whether there is room for so many more that extend a base.
    pub(super) fn has_room_for_children(&mut self, node: NodeId, count: usize) -> bool {
        self.children_of_bases = self.children_of_bases.saturating_add(count);
        let most = MOST_CHILDREN + self.document.sources.size();
        if self.children_of_bases <= most {
            return true;
        }
        let message = format!(
            "bases with a discriminator have more than {most} schemas that extend them, counted \
             for each base"
        );
        self.diagnostics.report_once(
            Diagnostic::new(Code::OverBudget, Place::Node(node), message)
                .remedy("let fewer bases of bases have a discriminator"),
        );
        false
    }

    /// Whether there is room for one more type of so many schemas that hold at once.
    pub(super) fn has_room_for_combination(&mut self, parts: &Parts) -> bool {
        let count = parts.nodes.len() + parts.conditional.len();
        let Some(first) = parts.nodes.first().filter(|_| count > 1) else { return true };
        self.combined = self.combined.saturating_add(count);
        if self.combined <= MOST_COMBINED + self.document.sources.size() {
            return true;
        }
        self.exhausted = true;
        let message = "schemas that hold at once make too many combinations of their \
                       properties' schemas";
        self.diagnostics.report_once(
            Diagnostic::new(Code::OverBudget, Place::Node(*first), message)
                .remedy("declare a property in one part of `allOf`, not in several"),
        );
        false
    }

    /// Whether there is room for what a schema says in one more type: where each of a chain of
    /// schemas extends the one before, the last ones say what all of them do.
    pub(super) fn has_room_to_take(&mut self, schema: &Schema<'_>) -> bool {
        let values = schema.values.as_ref().map_or(0, Vec::len);
        let parts = schema.properties.len() + schema.prefix_items.len();
        self.taken = self.taken.saturating_add(1 + parts + values);
        if self.taken <= MOST_TAKEN + self.document.sources.size() {
            return true;
        }
        self.exhausted = true;
        let message =
            "schemas extend each other so often that there is no end to what they say";
        self.diagnostics.report_once(
            Diagnostic::new(Code::OverBudget, Place::Node(schema.node), message)
                .remedy("let schemas refer to each other rather than extend each other"),
        );
        false
    }

    /// Whether a path is one that a request could have.
    pub(super) fn has_room_for_path(&mut self, item: NodeId, path: &str) -> bool {
        let braces = path.bytes().filter(|byte| *byte == b'{').count();
        if path.len() <= LONGEST_PATH && braces <= MOST_BRACES {
            return true;
        }
        let message = if braces > MOST_BRACES {
            format!("a path has more than {MOST_BRACES} braces")
        } else {
            format!("a path has more than {LONGEST_PATH} bytes")
        };
        self.report(
            Diagnostic::new(Code::OverBudget, Place::Key(item), message)
                .remedy("shorten it: servers refuse a request that long"),
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
