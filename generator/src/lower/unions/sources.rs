//! The lists of variants that a schema has: `oneOf`, `anyOf`, or both.

use crate::diagnostics::NodeId;
use crate::document::{Discriminator, Schema};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::schemas::merged::MergedSchema;
use crate::source::Kind;
use std::collections::BTreeSet;

/// Where a list of variants stands: in which schema, and under which keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) struct UnionPlace {
    pub(in crate::lower) schema: NodeId,
    pub(in crate::lower) keyword: UnionKeyword,
}

/// A keyword that lists variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum UnionKeyword {
    OneOf,
    AnyOf,
}

impl UnionPlace {
    /// The list in its schema.
    pub(in crate::lower) fn list_of<'a>(
        self,
        schema: &'a mut Schema<'_>,
    ) -> &'a mut Vec<NodeId> {
        match self.keyword {
            UnionKeyword::OneOf => &mut schema.one_of,
            UnionKeyword::AnyOf => &mut schema.any_of,
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(in crate::lower) struct UnionSource<'s> {
    pub(in crate::lower) place: UnionPlace,
    /// The subschemas; none where all only demand properties.
    pub(in crate::lower) variants: Vec<NodeId>,
    /// The discriminator beside it.
    pub(in crate::lower) discriminator: Option<Discriminator<'s>>,
}

impl<'s> Lowerer<'_, 's> {
    /// Takes the lists of a schema, but for those that are being distributed.
    pub(in crate::lower) fn take_unions(
        &mut self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
        distributed: &[UnionPlace],
    ) {
        let mut lists = vec![(UnionKeyword::OneOf, schema.one_of.clone())];
        if !self.is_implied(schema) {
            lists.push((UnionKeyword::AnyOf, schema.any_of.clone()));
        }
        lists.retain(|(_, variants)| {
            !variants.is_empty() && !self.are_only_demands(variants, schema)
        });
        let told =
            schema.discriminator.as_ref().and_then(|it| self.told_list(it, &lists));
        for (keyword, variants) in lists {
            let discriminator =
                schema.discriminator.clone().filter(|_| told == Some(keyword));
            let place = UnionPlace { schema: schema.node, keyword };
            if !distributed.contains(&place)
                && !self.lists_itself(merged, schema.node, &variants)
            {
                merged.unions.push(UnionSource { place, variants, discriminator });
            }
        }
    }

    /// The list whose variants the discriminator tells apart. Of two it is the first, `oneOf`, of
    /// which exactly one holds, unless only variants of the other have its property.
    fn told_list(
        &mut self,
        discriminator: &Discriminator<'s>,
        lists: &[(UnionKeyword, Vec<NodeId>)],
    ) -> Option<UnionKeyword> {
        let mut has_property = |node: &NodeId| {
            let target = self.target_of(*node);
            let properties = &self.schema(target).properties;
            properties.iter().any(|(name, _)| *name == discriminator.property)
        };
        let telling = lists.iter().find(|(_, list)| list.iter().any(&mut has_property));
        telling.or_else(|| lists.first()).map(|(keyword, _)| *keyword)
    }

    /// Whether a schema's `anyOf` says nothing more: all of its `oneOf` is in it.
    fn is_implied(&mut self, schema: &Schema<'s>) -> bool {
        if schema.one_of.is_empty() || schema.any_of.is_empty() {
            return false;
        }
        let any: BTreeSet<NodeId> =
            schema.any_of.iter().map(|node| self.target_of(*node)).collect();
        schema.one_of.iter().all(|node| any.contains(&self.target_of(*node)))
    }

    /// Whether a schema extends the base that lists it: a child is not a union itself.
    fn lists_itself(
        &mut self,
        merged: &MergedSchema<'s>,
        base: NodeId,
        variants: &[NodeId],
    ) -> bool {
        variants.iter().any(|variant| {
            let target = self.schema(*variant).reference;
            merged.seen.contains(variant)
                || target.is_some_and(|target| {
                    target != base && merged.seen.contains(&target)
                })
        })
    }

    /// Whether variants only demand properties (`anyOf: [{required: [a]}, …]`): that adds nothing
    /// to the type. Beside properties they may also say that the whole is an object, and name some
    /// of them.
    fn are_only_demands(&mut self, variants: &[NodeId], union: &Schema<'s>) -> bool {
        let declared: BTreeSet<&str> =
            union.properties.iter().map(|(name, _)| *name).collect();
        let targets: BTreeSet<NodeId> =
            variants.iter().map(|node| self.behind(*node)).collect();
        targets.into_iter().all(|target| self.is_only_demand(target, &declared))
    }

    fn is_only_demand(&mut self, target: NodeId, declared: &BTreeSet<&str>) -> bool {
        let schema = self.schema(target);
        let demands = !schema.required.is_empty()
            || schema.unfollowed.iter().any(|(k, _)| *k == "not");
        if !demands || schema.reference.is_some() {
            return false;
        }
        let mut says_nothing = |node: NodeId| {
            let schema = self.schema(node);
            let is_never = matches!(self.document.sources.kind(node), Kind::Bool(false));
            !is_never && schema.reference.is_none() && !schema.says_something()
        };
        let mut properties = schema.properties.iter();
        let repeats = !declared.is_empty()
            && (schema.types.is_empty() || schema.types == JsonTypes::OBJECT)
            && properties
                .all(|(name, node)| declared.contains(name) && says_nothing(*node));
        if !repeats {
            return !schema.says_something();
        }
        let mut said = (*schema).clone();
        said.types = JsonTypes::NONE;
        said.properties.clear();
        !said.says_something()
    }
}
