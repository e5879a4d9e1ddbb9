//! Which of the schemas that a union lists are its variants.

use super::MOST_COMBINATIONS;
use super::sources::UnionSource;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Discriminator;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::schemas::merged::{MergedSchema, Parts};
use std::collections::BTreeSet;

impl Lowerer<'_, '_> {
    /// The variants of a union. What has properties of its own beside the union is of its own type.
    pub(super) fn variants_of(
        &mut self,
        source: &UnionSource<'_>,
        beside: JsonTypes,
        structured: bool,
    ) -> Vec<NodeId> {
        let mut variants = self.distinct_variants(source);
        self.take_null_object(&mut variants);
        self.take_any_object(source.place.schema, &mut variants);
        let possible = self.possible_variants(variants.clone(), beside);
        if possible.len() < variants.len()
            && self.schema(source.place.schema).types == beside
        {
            self.report_type_beside(source.place.schema, structured);
            if !structured {
                return variants;
            }
        }
        possible
    }

    /// Whether what stands beside a union lets other keys come that a variant would drop, and the
    /// variants can be types of their own that keep them.
    pub(super) fn adds_keys(
        &mut self,
        beside: &MergedSchema<'_>,
        source: &UnionSource<'_>,
    ) -> bool {
        let rules = &beside.object;
        if rules.additional_allowed != Some(true) && rules.patterns.is_empty() {
            return false;
        }
        let mut drops = false;
        for variant in &source.variants {
            let own = self.merge(&Parts::of(*variant));
            let inner: Vec<NodeId> =
                own.unions.iter().flat_map(|it| it.variants.iter().copied()).collect();
            // Too many to be taken apart.
            if inner.len() * source.variants.len() > MOST_COMBINATIONS
                || inner.iter().any(|it| !self.merge(&Parts::of(*it)).unions.is_empty())
            {
                return false;
            }
            drops |= !own.unions.is_empty() || !own.keeps_every_key();
        }
        drops
    }

    /// Who lists variants and says no more means them: the type beside them is the mistake.
    fn report_type_beside(&mut self, union: NodeId, structured: bool) {
        let node = self.document.sources.get(union, "type").unwrap_or(union);
        let found = Diagnostic::new(
            Code::EmptyIntersection,
            Place::Node(node),
            "no value of this type fits some of the variants beside it",
        );
        let found = found.consequence(if structured {
            "these variants are left out"
        } else {
            "all variants are kept, and the type is not followed"
        });
        self.report(found.remedy("remove the type, or the variants of other types"));
    }

    /// Whether a union of one is a union: its discriminator says that others may come, and this
    /// one always has the property by which it is known.
    pub(super) fn may_have_others(
        &mut self,
        only: &Parts,
        discriminator: Option<&Discriminator<'_>>,
    ) -> bool {
        let Some(discriminator) = discriminator else { return false };
        self.merge(only).object.demanded.contains(discriminator.property)
    }

    /// The variants without `null`, without what no value is, and without repetitions.
    fn distinct_variants(&mut self, source: &UnionSource<'_>) -> Vec<NodeId> {
        let mut targets = BTreeSet::new();
        let mut variants = Vec::new();
        for variant in &source.variants {
            // What says more than its reference is another one.
            let target = match self.single_reference(&Parts::of(*variant)) {
                Some(target) => self.body_of(target),
                None => self.body_of(*variant),
            };
            // Where nothing says which name means which value, names are one variant.
            let target = match source.discriminator {
                None => self.behind(target),
                Some(_) => target,
            };
            let is_never = self.schema(target).boolean == Some(false);
            if !is_never
                && !self.is_null_branch(*variant)
                && !self.is_only_null(target)
                && targets.insert(target)
            {
                variants.push(*variant);
            }
        }
        variants
    }

    /// Takes `{ type: object }` from the two variants of `oneOf` if the other is a reference to an
    /// object, as some tools write every body. Word for word, that could never be sent: it would
    /// be both.
    fn take_any_object(&mut self, union: NodeId, variants: &mut Vec<NodeId>) {
        let [first, second] = variants[..] else { return };
        let (any, reference) =
            if self.is_any_object(first) { (first, second) } else { (second, first) };
        let is_meant = self.schema(union).one_of.contains(&any)
            && self.is_any_object(any)
            && self.schema(reference).reference.is_some()
            && self.has_properties_alone(reference);
        if !is_meant {
            return;
        }
        variants.retain(|variant| *variant == reference);
        self.diagnostics.report_once(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(any),
                "every object is allowed here, so that what the reference means would be both of \
                 what `oneOf` lists, and excluded",
            )
            .consequence(
                "this part is left out, here and elsewhere: an object that is not what the \
                 reference says is not read",
            )
            .remedy("leave it out of the document; `anyOf` if other objects are meant as well"),
        );
    }

    /// Whether a schema says `type: object` and nothing else.
    fn is_any_object(&mut self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        self.schema(node).types == JsonTypes::OBJECT
            && entries.all(|(key, _)| key == "type")
    }

    /// Whether a schema is an object with properties, and neither a union nor a base of others.
    fn has_properties_alone(&mut self, node: NodeId) -> bool {
        let target = self.target_of(node);
        let merged = self.merge(&Parts::of(target));
        merged.unions.is_empty()
            && !merged.object.properties.is_empty()
            && merged.effective_types() == JsonTypes::OBJECT
            && !self.is_polymorphic(target)
    }

    /// The variants that can hold together with a type that is demanded beside the union. If
    /// none can, all are kept, and building them says what is wrong.
    fn possible_variants(
        &mut self,
        variants: Vec<NodeId>,
        beside: JsonTypes,
    ) -> Vec<NodeId> {
        if beside.is_empty() {
            return variants;
        }
        let mut possible = Vec::new();
        for variant in &variants {
            let own = self.merge(&Parts::of(*variant)).types;
            if own.is_empty() || !own.intersection(beside).is_empty() {
                possible.push(*variant);
            }
        }
        if possible.is_empty() { variants } else { possible }
    }

    /// The schema that a variant stands for: also a wrapper of a reference that says no more.
    pub(super) fn meant_by(&mut self, variant: NodeId) -> NodeId {
        match self.single_reference(&Parts::of(variant)) {
            Some(target) => self.body_of(target),
            None => self.target_of(variant),
        }
    }

    /// What a schema refers to, or itself.
    pub(in crate::lower) fn target_of(&mut self, node: NodeId) -> NodeId {
        let target = self.schema(node).reference.unwrap_or(node);
        self.body_of(target)
    }
}
