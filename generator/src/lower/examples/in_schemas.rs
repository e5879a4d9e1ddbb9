//! Examples that stand in schemas: which of them say something else than their schema.

use super::plain_contradiction;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::lower::Lowerer;
use crate::lower::budget::size_of;
use crate::model::Type;
use std::collections::BTreeMap;

/// So many bytes of examples are looked at, in the order of the document; an anchor of YAML can be
/// the example of any number of schemas.
const MOST_BYTES: usize = 32 << 20;

/// What a value counts that is over the budget for one.
const TOO_LARGE: usize = 1 << 16;

impl Lowerer<'_, '_> {
    /// Reports examples of schemas that contradict them. `null` is how some people write "none",
    /// and quotes are often forgotten or too many: neither tells a reader anything wrong.
    pub(in crate::lower) fn judge_schema_examples(
        &mut self,
        placed: &BTreeMap<NodeId, Type>,
    ) {
        let sources = self.document.sources;
        let mut found = Vec::new();
        let examples = placed.iter().filter_map(|(node, ty)| {
            let schema = self.schemas.get(node)?;
            Some(schema.examples.iter().map(move |example| (*example, ty)))
        });
        let mut left = MOST_BYTES;
        for (example, ty) in examples.flatten() {
            let value = sources.to_json(example);
            let size = value.as_ref().map_or(TOO_LARGE, size_of);
            let Some(rest) = left.checked_sub(1 + size) else { break };
            left = rest;
            let Some(value) = value.filter(|it| !it.is_null()) else { continue };
            if let Some(why) = plain_contradiction(&self.types, ty, &value) {
                found.push(contradicting(why.place(sources, example), &why.said()));
            }
        }
        for diagnostic in found {
            self.report(diagnostic);
        }
    }
}

fn contradicting(example: NodeId, why: &str) -> Diagnostic {
    let message = format!("this example contradicts its schema: {why}");
    Diagnostic::new(Code::ContradictingExample, Place::Node(example), message)
        .consequence("the types follow the schema; one of the two is wrong")
        .remedy("correct the example, or the schema if it is what is really sent")
}
