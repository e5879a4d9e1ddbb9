//! Which of the schemas that a union lists are its variants, and whether values come that are
//! none of them.

use super::Lowerer;
use super::flat::{Parts, UnionSource};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Types;
use std::collections::BTreeSet;

impl Lowerer<'_, '_> {
    /// The variants of a union, and whether it is one even if there is but one of them: a
    /// discriminator says that others may come, and so does a schema that allows any object.
    pub(super) fn variants_of(
        &mut self,
        source: &UnionSource<'_>,
        beside: Types,
    ) -> (Vec<NodeId>, bool) {
        let mut variants = self.distinct_variants(source);
        let any_object = self.take_null_object(&mut variants);
        let variants = self.possible_variants(variants, beside);
        (variants, any_object || source.discriminator.is_some())
    }

    /// The variants without `null` and without repetitions.
    fn distinct_variants(&mut self, source: &UnionSource<'_>) -> Vec<NodeId> {
        let mut targets = BTreeSet::new();
        let mut variants = Vec::new();
        for variant in &source.variants {
            let target = self.target_of(*variant);
            if !self.is_only_null(*variant)
                && !self.is_only_null(target)
                && targets.insert(target)
            {
                variants.push(*variant);
            }
        }
        variants
    }

    /// Takes `{ type: object, nullable: true }` from beside a reference: how some say `null`,
    /// since `nullable` beside a reference counts for nothing (OpenAPI 3.0). Word for word it
    /// allows any object. Whether there may be one that is not what the reference means is the
    /// answer.
    fn take_null_object(&mut self, variants: &mut Vec<NodeId>) -> bool {
        let [first, second] = variants[..] else { return false };
        let reference = if self.stands_for_null(second) { first } else { second };
        let null = if reference == first { second } else { first };
        if !self.stands_for_null(null) || self.schema(reference).reference.is_none() {
            return false;
        }
        variants.retain(|variant| *variant == reference);
        self.may_be_another_object(reference, null)
    }

    /// Whether an object may lack what a schema demands. Where it demands nothing, every object
    /// is one; a union and a base of others keep what they do not know anyway.
    fn may_be_another_object(&mut self, reference: NodeId, null: NodeId) -> bool {
        let target = self.target_of(reference);
        let flat = self.flatten(&Parts::of(target));
        let types = flat.effective_types();
        if !flat.unions.is_empty() || types.is_empty() || self.is_polymorphic(target) {
            return false;
        }
        if !types.object {
            self.report_null_object(null);
        }
        types.object && !flat.demanded.is_empty()
    }

    fn report_null_object(&mut self, node: NodeId) {
        self.diagnostics.report_once(
            Diagnostic::new(
                Code::ObjectForNull,
                Place::Node(node),
                "any object is allowed here, beside a reference to what is none",
            )
            .consequence(
                "this is taken for `null`, here and elsewhere: an object is not read",
            )
            .remedy("nothing, if `null` is all that is meant"),
        );
    }

    /// The variants that can hold together with a type that is demanded beside the union. If
    /// none can, all are kept, and building them says what is wrong.
    fn possible_variants(
        &mut self,
        variants: Vec<NodeId>,
        beside: Types,
    ) -> Vec<NodeId> {
        if beside.is_empty() {
            return variants;
        }
        let mut possible = Vec::new();
        for variant in &variants {
            let own = self.flatten(&Parts::of(*variant)).types;
            if own.is_empty() || !own.intersection(beside).is_empty() {
                possible.push(*variant);
            }
        }
        if possible.is_empty() { variants } else { possible }
    }

    /// What a schema refers to, or itself.
    pub(super) fn target_of(&mut self, node: NodeId) -> NodeId {
        let schema = self.schema(node);
        schema.reference.unwrap_or(node)
    }
}
