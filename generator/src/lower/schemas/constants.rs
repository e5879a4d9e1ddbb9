//! Properties and parameters that can only have one value.

use crate::diagnostics::NodeId;
use crate::document::Schema;
use crate::lower::Lowerer;
use crate::model::SpecValue;
use crate::source::Kind;
use serde_json::Value;

impl<'s> Lowerer<'_, 's> {
    /// The value that a required property always has. One that may be `null` has two.
    pub(in crate::lower) fn constant_of_required(
        &mut self,
        nodes: &[NodeId],
    ) -> Option<SpecValue> {
        if nodes.iter().any(|node| self.schema(*node).nullable) {
            return None;
        }
        self.constant_of(nodes)
    }

    /// The value of a property or parameter that can only have one. Of several that exclude each
    /// other none is it: the type says so.
    pub(in crate::lower) fn constant_of(
        &mut self,
        nodes: &[NodeId],
    ) -> Option<SpecValue> {
        let constants: Vec<NodeId> =
            nodes.iter().filter_map(|node| self.constant_behind(*node)).collect();
        let mut values =
            constants.iter().map(|node| self.document.sources.to_json(*node));
        let value = values.next()?;
        let value =
            value.filter(|value| values.all(|other| other.as_ref() == Some(value)));
        value.filter(can_be_constant).map(SpecValue::new)
    }

    /// The value that is listed alone; beside an open text it is not the only one.
    pub(in crate::lower) fn sole_value(&mut self, node: NodeId) -> Option<NodeId> {
        let node = self.behind(node);
        let schema = self.schema(node);
        let is_union = !schema.any_of.is_empty() || !schema.one_of.is_empty();
        match schema.values.as_deref() {
            Some(&[value]) if !is_union => Some(value),
            _ => None,
        }
    }

    /// The constant that a schema has, or that a component is to which it only refers.
    fn constant_behind(&mut self, node: NodeId) -> Option<NodeId> {
        const MOST_HOPS: usize = 16;
        let mut node = node;
        for hop in 0..MOST_HOPS {
            let schema = self.schema(node);
            if let Some(constant) = self.stated_constant(&schema) {
                self.judge_type_of_constant(constant, schema.types);
                return (hop == 0 || is_nothing_else(&schema)).then_some(constant);
            }
            node = match (schema.reference, &schema.all_of[..]) {
                _ if schema.nullable => return None,
                (Some(target), []) if !schema.says_more_than_type() => target,
                (None, [only]) if is_only_all_of(&schema) => *only,
                _ => return None,
            };
        }
        None
    }

    /// What a schema says is its only value: `const`, and what that is to a boolean where there
    /// is none, as in OpenAPI 3.0. A list of one text or number stays open.
    fn stated_constant(&self, schema: &Schema<'s>) -> Option<NodeId> {
        let is_bool =
            |value: NodeId| matches!(self.document.sources.kind(value), Kind::Bool(_));
        schema.only_value().filter(|value| schema.constant.is_some() || is_bool(*value))
    }
}

/// Whether a schema says no more than its only value.
fn is_nothing_else(schema: &Schema<'_>) -> bool {
    let mut rest = schema.clone();
    rest.constant = None;
    rest.values = None;
    !schema.nullable && schema.reference.is_none() && !rest.says_more_than_type()
}

/// Whether a schema says no more than its `allOf`.
fn is_only_all_of(schema: &Schema<'_>) -> bool {
    let mut rest = schema.clone();
    rest.all_of.clear();
    !rest.says_more_than_type()
}

/// Whether a value is a scalar that a literal of Rust's and a 64-bit number hold exactly.
fn can_be_constant(value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.is_i64() || number.is_u64() || number.is_f64(),
        _ => false,
    }
}
