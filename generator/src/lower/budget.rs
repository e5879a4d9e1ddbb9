//! What references multiply: a text or a parameter of a small document can be used in thousands
//! of places, and each of them costs memory and output.

use super::Lowerer;
use super::schemas::merged::{MergedSchema, Parts};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{
    MOST_PARAMETERS, Schema, SecurityRequirement, too_many_parameters,
};
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

/// So many properties have the types together: bases of bases of bases can make a small document's
/// types very large.
const MOST_FIELDS: usize = 250_000;

/// So many schemas and keywords are looked at for limits of values, counted for each place that
/// has these values, beside one for each value of the document.
const MOST_LIMITED: usize = 300_000;

/// So many names of schemes all operations may have together; each is repeated where a document's
/// own `security` holds for an operation.
const MOST_REQUIREMENTS: usize = 250_000;

/// A path has so many bytes: more than servers take as a rule (RFC 9110, section 4.1, asks them to
/// take 8,000 of a URI).
const LONGEST_PATH: usize = 16 << 10;

/// A path has so many braces, each of which is looked for among the parameters.
const MOST_BRACES: usize = 500;

/// What is used up of the budgets.
#[derive(Default)]
pub(super) struct Spent {
    /// How many properties the types have together.
    fields: usize,
    /// How many schemas and keywords were looked at for limits.
    limited: usize,
    /// How many names of schemes operations ask for.
    requirements: usize,
    /// How many variants the unions of bases with a discriminator have.
    children: usize,
    /// How many schemas were put together with others.
    combined: usize,
    /// How many parameters operations have.
    parameters: usize,
    /// How many bytes of text all that is made so far has.
    text: usize,
    /// How much was taken from schemas to put them together.
    taken: usize,
    /// Whether a budget of types is used up.
    is_exhausted: bool,
}

/// Each `charge_…` counts, reports the first time that a budget is used up, and says whether there
/// was room.
impl Lowerer<'_, '_> {
    /// Whether a budget of types is used up: nothing will be written, so no more are made.
    pub(super) fn is_exhausted(&self) -> bool {
        self.spent.is_exhausted
    }

    /// The documentation of something, as long as there is room for it.
    pub(super) fn kept(&mut self, node: NodeId, docs: Docs) -> Docs {
        if self.charge_text(node, size_of_docs(&docs)) { docs } else { Docs::default() }
    }

    /// The values of nodes, as far as they fit the budgets for copied values.
    pub(super) fn values_of(&mut self, nodes: &[NodeId]) -> Vec<SpecValue> {
        let mut values = Vec::new();
        for node in nodes {
            let Some(value) = self.document.sources.to_json(*node) else { continue };
            if self.charge_text(*node, size_of(&value)) {
                values.push(SpecValue::new(value));
            }
        }
        values
    }

    /// Charges so many bytes of text.
    pub(super) fn charge_text(&mut self, node: NodeId, bytes: usize) -> bool {
        self.spent.text = self.spent.text.saturating_add(bytes);
        if self.spent.text <= MOST_TEXT {
            return true;
        }
        let message = format!(
            "the texts of the document are longer than {} MiB together, counted where they \
             are used",
            MOST_TEXT >> 20
        );
        self.report_spent(
            Place::Node(node),
            message,
            "shorten what so many places refer to",
        );
        false
    }

    /// Charges the properties of one more type, and their names.
    pub(super) fn charge_fields(&mut self, merged: &MergedSchema<'_>) -> bool {
        self.spent.fields =
            self.spent.fields.saturating_add(merged.object.properties.len());
        if self.spent.fields <= MOST_FIELDS {
            let names = merged.object.properties.iter().map(|(name, _)| name.len());
            let names = names.sum();
            return merged.node.is_none_or(|node| self.charge_text(node, names));
        }
        self.spent.is_exhausted = true;
        self.report_spent(
            merged.node.map_or(Place::Nowhere, Place::Node),
            format!("the types have more than {MOST_FIELDS} properties together"),
            "let schemas refer to each other rather than extend each other",
        );
        false
    }

    /// Charges so many that extend a base.
    pub(super) fn charge_children(&mut self, node: NodeId, count: usize) -> bool {
        self.spent.children = self.spent.children.saturating_add(count);
        if self.may_have_children() {
            return true;
        }
        let message = format!(
            "bases with a discriminator have more than {} schemas that extend them, counted \
             for each base",
            self.most_children()
        );
        let remedy = "let fewer bases of bases have a discriminator";
        self.report_spent(Place::Node(node), message, remedy);
        false
    }

    /// Whether anything may still extend a base.
    pub(super) fn may_have_children(&self) -> bool {
        self.spent.children <= self.most_children()
    }

    fn most_children(&self) -> usize {
        MOST_CHILDREN + self.document.sources.size()
    }

    /// Charges one more type of schemas that hold at once.
    pub(super) fn charge_combination(&mut self, parts: &Parts) -> bool {
        let count = parts.nodes.len() + parts.conditional.len();
        let Some(first) = parts.nodes.first().filter(|_| count > 1) else { return true };
        self.spent.combined = self.spent.combined.saturating_add(count);
        if self.spent.combined <= MOST_COMBINED + self.document.sources.size() {
            return true;
        }
        self.spent.is_exhausted = true;
        let message = "schemas that hold at once make too many combinations of their \
                       properties' schemas";
        let remedy = "declare a property in one part of `allOf`, not in several";
        self.report_spent(Place::Node(*first), message, remedy);
        false
    }

    /// Charges what a schema says in one more type: where each of a chain of schemas extends the
    /// one before, the last ones say what all of them do.
    pub(super) fn charge_schema(&mut self, schema: &Schema<'_>) -> bool {
        let values = schema.values.as_ref().map_or(0, Vec::len);
        let parts = schema.properties.len() + schema.prefix_items.len();
        self.spent.taken = self.spent.taken.saturating_add(1 + parts + values);
        if self.spent.taken <= MOST_TAKEN + self.document.sources.size() {
            return true;
        }
        self.spent.is_exhausted = true;
        let message =
            "schemas extend each other so often that there is no end to what they say";
        let remedy = "let schemas refer to each other rather than extend each other";
        self.report_spent(Place::Node(schema.node), message, remedy);
        false
    }

    /// Charges what a schema says of the limits of values in one more place.
    pub(super) fn charge_limits(&mut self, schema: &Schema<'_>) -> bool {
        let branches = schema.one_of.len() + schema.any_of.len() + schema.all_of.len();
        let count = 1 + schema.facts.len() + branches + schema.prefix_items.len();
        self.spent.limited = self.spent.limited.saturating_add(count);
        if self.spent.limited <= MOST_LIMITED + self.document.sources.size() {
            return true;
        }
        let message = "the limits of values are repeated in so many places that there is no \
                       end to them";
        let remedy = "let objects refer to each other, or leave `validate` out";
        self.report_spent(Place::Node(schema.node), message, remedy);
        false
    }

    /// Charges the names that an operation asks for.
    pub(super) fn charge_requirements(
        &mut self,
        requirements: &[SecurityRequirement<'_>],
    ) -> bool {
        let names = |all: &SecurityRequirement<'_>| {
            all.schemes.iter().map(|(_, scopes)| scopes.len() + 1).sum::<usize>() + 1
        };
        let names = requirements.iter().map(names).sum();
        self.spent.requirements = self.spent.requirements.saturating_add(names);
        if self.spent.requirements <= MOST_REQUIREMENTS {
            return true;
        }
        let first = requirements.first();
        let place = first.map_or(Place::Nowhere, |first| Place::Node(first.node));
        let message = "operations ask for too many security schemes together";
        let remedy = "list what a caller needs, not every combination";
        self.report_spent(place, message, remedy);
        false
    }

    /// Charges one more parameter.
    pub(super) fn charge_parameter(&mut self, node: NodeId, name: &str) -> bool {
        self.spent.parameters += 1;
        if self.spent.parameters <= MOST_PARAMETERS {
            return self.charge_text(node, name.len());
        }
        self.diagnostics.report_once(too_many_parameters(node));
        false
    }

    fn report_spent(&mut self, place: Place, message: impl Into<String>, remedy: &str) {
        let found = Diagnostic::new(Code::OverBudget, place, message);
        self.diagnostics.report_once(found.remedy(remedy));
    }

    /// Reports a path that is longer than any request's; whether it is not.
    pub(super) fn check_path_length(&mut self, item: NodeId, path: &str) -> bool {
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
