//! `{ type: object, nullable: true }` beside a reference: how some say `null`, since `nullable`
//! beside a reference counts for nothing (OpenAPI 3.0).

use super::merged::Parts;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Schema, is_annotation};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;

impl<'s> Lowerer<'_, 's> {
    /// Takes such an object from the two variants of a union. Word for word it allows any
    /// object, which nobody means who writes it.
    pub(in crate::lower) fn take_null_object(&mut self, variants: &mut Vec<NodeId>) {
        let [first, second] = variants[..] else { return };
        let reference = if self.stands_for_null(second) { first } else { second };
        let null = if reference == first { second } else { first };
        if !self.stands_for_null(null) || self.schema(reference).reference.is_none() {
            return;
        }
        variants.retain(|variant| *variant == reference);
        if self.may_be_another_object(reference) {
            self.report_null_object(null);
        }
    }

    /// Whether an object may not be what a schema demands. Where it demands nothing, every
    /// object is one; a union and a base of others keep what they do not know anyway.
    fn may_be_another_object(&mut self, reference: NodeId) -> bool {
        let target = self.target_of(reference);
        let merged = self.merge(&Parts::of(target));
        let types = merged.effective_types();
        if !merged.unions.is_empty() || types.is_empty() || self.is_polymorphic(target) {
            return false;
        }
        !types.has(JsonTypes::OBJECT) || !merged.object.demanded.is_empty()
    }

    fn report_null_object(&mut self, node: NodeId) {
        self.diagnostics.report_once(
            Diagnostic::new(
                Code::ObjectForNull,
                Place::Node(node),
                "word for word, any object is allowed here beside the reference",
            )
            .consequence(
                "this is taken for `null`, here and elsewhere: an object that is not what the \
                 reference says is not read",
            )
            .remedy("nothing, if `null` is all that is meant"),
        );
    }

    /// Whether `null` is meant by a part of `allOf` that stands for it beside references. Word
    /// for word what is referred to excludes it, and the part would say nothing at all.
    pub(super) fn has_null_part(&mut self, schema: &Schema<'s>) -> bool {
        let (mut references, mut null) = (0, None);
        for part in &schema.all_of {
            if self.schema(*part).reference.is_some() {
                references += 1;
            } else if self.is_null_part(*part) {
                null = Some(*part);
            } else {
                return false;
            }
        }
        let Some(null) = null.filter(|_| references > 0) else { return false };
        self.diagnostics.report_once(
            Diagnostic::new(
                Code::ObjectForNull,
                Place::Node(null),
                "word for word, `null` is not allowed here, since the reference excludes it",
            )
            .consequence("it is taken for allowed, here and elsewhere")
            .remedy("nothing, if `null` is what is meant; else leave this part out"),
        );
        true
    }

    /// Whether a schema says nothing but that an object may be `null`.
    fn stands_for_null(&mut self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        let schema = self.schema(node);
        schema.nullable
            && schema.types == JsonTypes::OBJECT
            && entries.all(|(key, _)| matches!(key, "type" | "nullable"))
    }

    /// Whether a part of `allOf` says nothing else: there, what is described is the whole.
    fn is_null_part(&mut self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        let types = self.schema(node).types;
        self.document.sources.get(node, "nullable").is_some()
            && self.schema(node).nullable
            && (types.is_empty() || types == JsonTypes::OBJECT)
            && entries
                .all(|(key, _)| matches!(key, "type" | "nullable") || is_annotation(key))
    }
}
