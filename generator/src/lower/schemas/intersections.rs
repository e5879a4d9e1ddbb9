//! What schemas that hold at once allow together: types and values.

use super::enums::EnumValues;
use super::merged::MergedSchema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Schema;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::examples::whole;
use crate::source::Kind;
use std::borrow::Cow;
use std::collections::BTreeSet;

const WITHOUT_TYPE: &str =
    "no value satisfies both: it is read as it comes, without a type";

impl<'s> Lowerer<'_, 's> {
    pub(super) fn take_types(
        &mut self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
    ) {
        let implied = schema.implied_types();
        if !implied.has(JsonTypes::ARRAY) || !self.is_no_list(schema) {
            merged.implied.insert(implied);
        }
        if schema.types.is_empty() {
            return;
        }
        if merged.types.is_empty() {
            (merged.types, merged.typed_by) = (schema.types, Some(schema.node));
            return;
        }
        let both = merged.types.intersection(schema.types);
        if both.is_empty() {
            let list = if merged.types.union(schema.types).has(JsonTypes::ARRAY) {
                "; if a list of the other was meant, put that under `items`"
            } else {
                ""
            };
            let found = empty_intersection(schema.node, merged.typed_by, "types");
            self.report(
                found.remedy(format!("let both parts allow a common value{list}")),
            );
            merged.clash = true;
        } else if both != merged.types {
            (merged.types, merged.typed_by) = (both, Some(schema.node));
        }
    }

    pub(super) fn take_values(
        &mut self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
    ) {
        if let (Some(known), Some(own)) = (merged.constant, schema.constant)
            && self.compared(known) != self.compared(own)
        {
            self.report(empty_intersection(own, Some(known), "constants"));
            merged.clash = true;
        }
        merged.constant = schema.constant.or(merged.constant);
        self.take_list(merged, schema);
    }

    /// Reports a constant that is none of the values of `enum`, when all parts are known.
    pub(super) fn judge_constant(&mut self, merged: &mut MergedSchema<'s>) {
        let (Some(constant), Some(values)) = (merged.constant, &merged.values) else {
            return;
        };
        let own = self.compared(constant);
        if !merged.clash
            && !values.nodes.iter().any(|value| self.compared(*value) == own)
        {
            self.report(
                Diagnostic::new(
                    Code::EmptyIntersection,
                    Place::Node(constant),
                    "this is none of the values that `enum` allows here",
                )
                .consequence(WITHOUT_TYPE)
                .remedy("add it to the `enum`, or leave one of the two out"),
            );
            merged.clash = true;
        }
    }

    /// Reports a constant that is of none of the types that are allowed.
    pub(super) fn judge_type_of_constant(
        &mut self,
        constant: NodeId,
        allowed: JsonTypes,
    ) {
        let types = match self.document.sources.kind(constant) {
            Kind::Bool(_) => JsonTypes::BOOLEAN,
            Kind::String(_) => JsonTypes::STRING,
            Kind::Number(_) if self.is_whole(constant) => JsonTypes::INTEGER,
            Kind::Number(_) => JsonTypes::NUMBER,
            Kind::Seq => JsonTypes::ARRAY,
            Kind::Map => JsonTypes::OBJECT,
            // What may be `null` is not always said by `type`.
            Kind::Null => return,
        };
        if !allowed.is_empty() && !allowed.has(types) {
            self.report(
                Diagnostic::new(
                    Code::OddEnumValue,
                    Place::Node(constant),
                    "this constant is not of the schema's type",
                )
                .consequence("the type is that of the constant")
                .remedy("correct the constant, or the type"),
            );
        }
    }

    fn is_whole(&self, node: NodeId) -> bool {
        self.document.sources.to_json(node).is_some_and(|it| whole(&it).is_some())
    }

    fn take_list(&mut self, merged: &mut MergedSchema<'s>, schema: &Schema<'s>) {
        let Some(values) = &schema.values else { return };
        let Some(known) = &merged.values else {
            merged.values = Some(EnumValues {
                nodes: values.clone(),
                names: schema.value_names.clone(),
                docs: schema.value_docs.clone(),
            });
            return;
        };
        let other: BTreeSet<_> =
            values.iter().map(|node| self.compared(*node)).collect();
        let both =
            known.nodes.iter().filter(|node| other.contains(&self.compared(**node)));
        let both: Vec<NodeId> = both.copied().collect();
        if both.is_empty() {
            let other = known
                .nodes
                .first()
                .and_then(|value| self.document.sources.parent(*value));
            self.report(empty_intersection(schema.node, other, "values of `enum`"));
            merged.clash = true;
        } else {
            merged.values = Some(EnumValues::of(both));
        }
    }

    /// What a value is compared by: `1` and `1.0` are the same number (JSON Schema 2020-12,
    /// section 4.2.2).
    pub(super) fn compared(&self, node: NodeId) -> (bool, Cow<'s, str>) {
        match self.document.sources.kind(node) {
            Kind::String(text) => (true, Cow::Borrowed(text)),
            _ => {
                let json = self.document.sources.to_json(node).unwrap_or_default();
                let number = whole(&json).map(|whole| whole.to_string());
                (false, Cow::Owned(number.unwrap_or_else(|| json.to_string())))
            }
        }
    }
}

fn empty_intersection(node: NodeId, other: Option<NodeId>, what: &str) -> Diagnostic {
    let mut found = Diagnostic::new(
        Code::EmptyIntersection,
        Place::Node(node),
        format!("the {what} that are allowed here and by another part of `allOf` exclude each other"),
    )
    .consequence(WITHOUT_TYPE)
    .remedy("let both parts allow a common value");
    if let Some(other) = other {
        found = found.related(Place::Node(other), "the other part");
    }
    found
}
