//! What schemas that hold at once allow together: types and values.

use super::flat::Flat;
use super::hints::hints;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Schema, Types};
use crate::lower::Lowerer;
use crate::source::Kind;
use std::borrow::Cow;
use std::collections::BTreeSet;

impl<'s> Lowerer<'_, 's> {
    pub(super) fn take_types(&mut self, flat: &mut Flat<'s>, schema: &Schema<'s>) {
        let hints = hints(schema);
        if !hints.array || !self.is_no_list(schema) {
            flat.hints = union(flat.hints, hints);
        }
        if schema.types.is_empty() {
            return;
        }
        if flat.types.is_empty() {
            flat.types = schema.types;
            return;
        }
        let both = flat.types.intersection(schema.types);
        if both.is_empty() {
            let list = if flat.types.array || schema.types.array {
                "; if a list of the other was meant, put that under `items`"
            } else {
                ""
            };
            let found = empty_intersection(schema.node, "types");
            self.report(
                found.remedy(format!("let both parts allow a common value{list}")),
            );
            flat.clash = true;
        } else {
            flat.types = both;
        }
    }

    pub(super) fn take_values(&mut self, flat: &mut Flat<'s>, schema: &Schema<'s>) {
        let sources = self.document.sources;
        if let (Some(known), Some(own)) = (flat.constant, schema.constant)
            && sources.to_json(known) != sources.to_json(own)
        {
            self.report(empty_intersection(own, "constants"));
            flat.clash = true;
        }
        flat.constant = schema.constant.or(flat.constant);
        let Some(values) = &schema.values else { return };
        let Some(known) = &flat.values else {
            flat.values = Some(values.clone());
            flat.value_names.clone_from(&schema.value_names);
            flat.value_docs.clone_from(&schema.value_docs);
            return;
        };
        let value = |node: &NodeId| match sources.kind(*node) {
            Kind::String(text) => (true, Cow::Borrowed(text)),
            other => (false, Cow::Owned(format!("{other:?}"))),
        };
        let other: BTreeSet<_> = values.iter().map(value).collect();
        let both = known.iter().copied().filter(|node| other.contains(&value(node)));
        let both: Vec<NodeId> = both.collect();
        if both.is_empty() {
            self.report(empty_intersection(schema.node, "values of `enum`"));
            flat.clash = true;
        } else {
            flat.values = Some(both);
            flat.value_names.clear();
            flat.value_docs.clear();
        }
    }
}

fn union(a: Types, b: Types) -> Types {
    Types {
        boolean: a.boolean || b.boolean,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

fn empty_intersection(node: NodeId, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyIntersection,
        Place::Node(node),
        format!("the {what} that are allowed here and by another part of `allOf` exclude each other"),
    )
    .consequence("no value satisfies both: it is read as it comes, without a type")
    .remedy("let both parts allow a common value")
}
