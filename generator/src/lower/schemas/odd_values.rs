//! Values of an `enum` that are not of its type.
//!
//! Where all of them are texts, somebody has mostly listed what is really sent, and the type beside
//! them is a slip. Otherwise the type decides.

use super::arrays::seed_of_item;
use super::enums::{EnumValues, count};
use super::merged::{MergedSchema, Parts};
use super::scalars::scalar;
use super::{Target, or_null};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{Scalar, Type};
use crate::source::Kind;

impl<'s> Lowerer<'_, 's> {
    /// The schema of an array's items with the values that are listed beside `items`, if they are
    /// values of the items.
    pub(super) fn values_of_items(
        &mut self,
        merged: &MergedSchema<'s>,
        values: &EnumValues<'s>,
    ) -> Option<MergedSchema<'s>> {
        if merged.array.items.is_empty() || !merged.array.places.is_empty() {
            return None;
        }
        let parts = Parts { nodes: merged.array.items.clone(), ..Parts::default() };
        let item = self.merge(&parts);
        let is_listed = item.values.is_some() || item.constant.is_some();
        if is_listed || !item.unions.is_empty() {
            return None;
        }
        let census = self.census(&values.nodes);
        let types = item.effective_types();
        let fitting = if types.has(JsonTypes::STRING) {
            census.texts
        } else if types.has(JsonTypes::INTEGER) {
            census.integers
        } else {
            0
        };
        if types.len() != 1 || fitting == 0 || fitting != count(&census) {
            return None;
        }
        self.report_values(
            &values.nodes,
            "the values of this enum are no arrays, and its type is `array`",
            "they are taken for the values of the items",
            "put `enum` under `items`",
        );
        Some(MergedSchema { values: Some(values.clone()), ..item })
    }

    pub(super) fn list_of_enum(
        &mut self,
        item: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let nullable = item.node.is_some_and(|node| self.is_nullable(node));
        let ty = self.build_enum(item, Target::Fresh(seed_of_item(target)));
        Type::List(Box::new(or_null(ty, nullable)))
    }

    /// An enum whose values are texts and whose type is another one. The texts are what is sent,
    /// unless a format says as well that they are numbers.
    pub(super) fn enum_of_another_type(
        &mut self,
        merged: &MergedSchema<'s>,
        values: &EnumValues<'s>,
        target: Target,
    ) -> Type {
        let (types, nodes) = (merged.types, &values.nodes);
        let all = |fits: &dyn Fn(&str) -> bool| {
            nodes.iter().all(|node| match self.document.sources.kind(*node) {
                Kind::String(text) => fits(text),
                _ => true,
            })
        };
        let is_whole = |text: &str| text.parse::<i64>().is_ok();
        let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
        let is_boolean = |text: &str| matches!(text, "true" | "false");
        if !types.has(JsonTypes::BOOLEAN) && all(&is_whole) {
            self.report_values(
                nodes,
                "the values of this enum are strings, and its type is one of numbers",
                "they are read as the numbers that they spell",
                "remove the quotes",
            );
            return self.integer_enum(merged.node, values, target);
        }
        let is_spelt = if types.has(JsonTypes::BOOLEAN) {
            all(&is_boolean)
        } else {
            all(&is_number)
        };
        if is_spelt
            || merged.format.is_some_and(is_of_numbers)
            || all(&is_name_of_number)
        {
            return self.without_values(merged, nodes);
        }
        self.report_values(
            nodes,
            "the values of this enum are strings, and its type is another one",
            "they are read as strings, since somebody has listed them",
            "write `type: string`, or correct the values",
        );
        self.text_enum(merged.node, values, target)
    }

    /// What the type says by itself, where its values cannot be listed.
    pub(super) fn without_values(
        &mut self,
        merged: &MergedSchema<'s>,
        nodes: &[NodeId],
    ) -> Type {
        let is_number = merged.types.has(JsonTypes::INTEGER);
        let is_beyond = is_number && self.are_beyond_64_bits(nodes);
        // Of lists and objects it has been said.
        self.report_odd_values(merged.types, &self.values_where(nodes, is_scalar));
        Type::Scalar(if is_beyond { Scalar::F64 } else { scalar(merged, merged.types) })
    }

    fn are_beyond_64_bits(&self, nodes: &[NodeId]) -> bool {
        const EXACT: f64 = 9e15;
        let is_beyond = |node: &NodeId| match self.document.sources.kind(*node) {
            Kind::Number(text) => {
                text.parse::<i64>().is_err()
                    && text.parse::<f64>().is_ok_and(|number| number.abs() > EXACT)
            }
            _ => false,
        };
        nodes.iter().any(is_beyond)
    }

    /// Lists and objects among the values of a scalar type.
    pub(super) fn report_compound_values(&mut self, types: JsonTypes, nodes: &[NodeId]) {
        let compound = self.values_where(nodes, |kind| !is_scalar(kind));
        self.report_odd_values(types, &compound);
    }

    fn values_where(&self, nodes: &[NodeId], fits: fn(Kind<'_>) -> bool) -> Vec<NodeId> {
        let sources = self.document.sources;
        nodes.iter().copied().filter(|node| fits(sources.kind(*node))).collect()
    }

    /// Values that contradict the enum's type: the type wins.
    pub(super) fn report_odd_values(&mut self, types: JsonTypes, nodes: &[NodeId]) {
        let fits = |kind: Kind<'_>| match kind {
            Kind::Bool(_) => types.has(JsonTypes::BOOLEAN),
            Kind::Number(_) => types.has(JsonTypes::INTEGER),
            Kind::String(_) => types.has(JsonTypes::STRING),
            Kind::Null => true,
            Kind::Seq => types.has(JsonTypes::ARRAY),
            Kind::Map => types.has(JsonTypes::OBJECT),
        };
        let sources = self.document.sources;
        let mut odd = nodes.iter().filter(|node| !fits(sources.kind(**node)));
        let Some(first) = odd.next() else { return };
        let others = odd.count();
        let (message, consequence) = if others == 0 {
            let message = "this value of the enum is not of the enum's type".to_owned();
            (message, "the value is left out, and the type decides")
        } else {
            let message =
                format!("this value and {others} more are not of the enum's type");
            (message, "they are left out, and the type decides")
        };
        self.report(
            Diagnostic::new(Code::OddEnumValue, Place::Node(*first), message)
                .consequence(consequence)
                .remedy(if types.has(JsonTypes::ARRAY) {
                    "list the values of the items under `items`, or correct the type"
                } else {
                    "correct the value, or the type"
                }),
        );
    }

    /// Reports something about all values of an enum.
    fn report_values(
        &mut self,
        nodes: &[NodeId],
        message: &str,
        consequence: &str,
        remedy: &str,
    ) {
        let first = nodes.first();
        let list = first.and_then(|node| self.document.sources.parent(*node));
        let Some(list) = list else { return };
        self.report(
            Diagnostic::new(Code::OddEnumValue, Place::Key(list), message)
                .consequence(consequence)
                .remedy(remedy),
        );
    }
}

fn is_scalar(kind: Kind<'_>) -> bool {
    !matches!(kind, Kind::Seq | Kind::Map)
}

/// Whether a format is one of numbers, so that two things say the same.
fn is_of_numbers(format: &str) -> bool {
    let numbers = ["int", "uint", "long", "float", "double", "decimal", "number"];
    numbers.iter().any(|name| format.starts_with(name))
}

/// Whether a text tells what a number means: `0 (None)`, `1 = Created`. The number is what is sent.
fn is_name_of_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with([' ', '=', ':', '('])
}
