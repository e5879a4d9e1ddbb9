//! Whether `null` is among the values of a schema.

use crate::diagnostics::NodeId;
use crate::document::{Schema, is_annotation};
use crate::lower::Lowerer;
use crate::source::Kind;

impl<'s> Lowerer<'_, 's> {
    /// Whether `null` is among the values of a schema.
    pub(in crate::lower) fn is_nullable(&mut self, node: NodeId) -> bool {
        if let Some(known) = self.nullable.get(&node) {
            return *known;
        }
        // A circle of references allows nothing by itself.
        self.nullable.insert(node, false);
        let schema = self.schema(node);
        let nullable = self.allows_null(&schema);
        self.nullable.insert(node, nullable);
        nullable
    }

    fn allows_null(&mut self, schema: &Schema<'s>) -> bool {
        if schema.nullable {
            return true;
        }
        let is_null = |node: &NodeId| self.document.sources.kind(*node) == Kind::Null;
        if schema.constant.iter().chain(schema.values.iter().flatten()).any(is_null) {
            return true;
        }
        if !schema.types.is_empty() {
            // A type that leaves `null` out, whatever the parts say.
            return false;
        }
        let variants = schema.one_of.iter().chain(&schema.any_of);
        if variants.copied().any(|variant| self.is_nullable(variant)) {
            return true;
        }
        let parts: Vec<NodeId> =
            schema.reference.into_iter().chain(schema.all_of.iter().copied()).collect();
        !parts.is_empty()
            && (self.are_nullable(&parts)
                || schema.reference.is_none() && self.has_null_part(schema))
    }

    /// Whether `null` is among the values that all these schemas allow. Those that say nothing of
    /// types, as a part with nothing but a description, leave it to the others.
    pub(super) fn are_nullable(&mut self, parts: &[NodeId]) -> bool {
        let mut any = false;
        for part in parts {
            if self.is_nullable(*part) {
                any = true;
            } else if !self.leaves_types_open(*part) {
                return false;
            }
        }
        any
    }

    fn leaves_types_open(&mut self, node: NodeId) -> bool {
        let schema = self.schema(node);
        schema.reference.is_none()
            && !schema.broken_reference
            && schema.types.is_empty()
            && !schema.says_more_than_type()
            && schema.unfollowed.is_empty()
            && schema.conditional.is_empty()
    }

    /// Whether a schema that a union lists stands there for `null`. Word for word, `nullable`
    /// without a type says nothing (OpenAPI 3.0.3, "Schema Object"), and a union with a branch
    /// that says nothing would say nothing itself.
    pub(in crate::lower) fn is_null_branch(&mut self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        self.is_only_null(node)
            || self.schema(node).nullable
                && entries.all(|(key, _)| key == "nullable" || is_annotation(key))
    }

    /// The only branch of a union that does not stand for `null`.
    pub(super) fn only_beside_null(&mut self, schema: &Schema<'s>) -> Option<NodeId> {
        let branches = schema.one_of.iter().chain(&schema.any_of);
        let mut others = branches.copied().filter(|node| !self.is_null_branch(*node));
        others.next().filter(|_| others.next().is_none())
    }

    /// Whether `null` is the only value of a schema.
    pub(in crate::lower) fn is_only_null(&mut self, node: NodeId) -> bool {
        let schema = self.schema(node);
        let sources = self.document.sources;
        let is_null = |node: &NodeId| sources.kind(*node) == Kind::Null;
        if schema.constant.as_ref().is_some_and(is_null) {
            return true;
        }
        if let Some(values) = &schema.values {
            // Tools that cannot list `null` list its name, and say what is meant beside it.
            let is_named = |node: &NodeId| sources.kind(*node) == Kind::String("null");
            return values.iter().all(is_null)
                || schema.nullable
                    && values.iter().all(|it| is_null(it) || is_named(it));
        }
        schema.nullable
            && schema.types.is_empty()
            && schema.reference.is_none()
            && schema.constant.is_none()
            && !schema.says_more_than_type()
            && sources.get(node, "type").is_some()
    }
}
