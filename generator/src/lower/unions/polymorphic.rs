//! A base with a `discriminator`: every schema that extends it is a variant of a union
//! (OpenAPI 3.0.4, "Discriminator Object").

use super::Pending;
use super::discriminators::spelling;
use crate::diagnostics::NodeId;
use crate::document::Discriminator;
use crate::document::extending::{MOST_BASES, MOST_MAPPED, place_of_discriminator};
use crate::lower::Lowerer;
use crate::lower::schemas::Target;
use crate::lower::schemas::merged::{MergedSchema, Parts};
use crate::model::{
    Docs, NameSeed, Role, Select, Shape, SpecStr, Type, TypeId, Union, Variant,
};
use crate::source::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What a base is called as a variant beside those that extend it.
pub(super) const BASE: &str = "Base";

/// A base and the schemas that extend it.
pub(in crate::lower) struct Polymorphic<'s> {
    node: NodeId,
    children: Vec<NodeId>,
    discriminator: Discriminator<'s>,
}

impl<'s> Lowerer<'_, 's> {
    /// Whether a schema is a base with a discriminator, of its own or of what it extends itself,
    /// and others extend it: what is declared as the base may be any of them (OpenAPI
    /// 3.0.4, "Models with Polymorphism Support").
    pub(in crate::lower) fn is_polymorphic(&mut self, node: NodeId) -> bool {
        let node = self.behind(node);
        let schema = self.schema(node);
        schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && (!self.components.children(node).is_empty()
                || !self.mapped_children(node).is_empty())
            && !self.bases_of(node).is_empty()
    }

    /// The schemas that a discriminator maps to and that extend the schema at which it stands,
    /// in the order of the mapping. In documents of several files not all of them are components.
    fn mapped_children(&mut self, node: NodeId) -> Vec<NodeId> {
        let mut children = Vec::new();
        let Some(discriminator) = self.discriminator_of(node) else { return children };
        for (_, place, text) in discriminator.mapping.iter().take(MOST_MAPPED) {
            let Some(child) = self.mapped_schema(*place, text) else { continue };
            if child != node
                && !children.contains(&child)
                && self.bases_of(child).contains(&node)
            {
                children.push(child);
            }
        }
        children
    }

    /// The discriminator of a schema, also where it stands in a part of its `allOf`: what such
    /// a part says is said of the schema. A part with variants has one for these.
    fn discriminator_of(&mut self, node: NodeId) -> Option<Discriminator<'s>> {
        let place = self.place_of_discriminator(node)?;
        self.schema(place).discriminator.clone()
    }

    /// The schema or the part of it that has the discriminator.
    fn place_of_discriminator(&mut self, node: NodeId) -> Option<NodeId> {
        place_of_discriminator(|node| self.schema(node), node)
    }

    pub(in crate::lower) fn polymorphic_parts(
        &mut self,
        parts: &Parts,
        merged: &MergedSchema<'s>,
    ) -> Option<Polymorphic<'s>> {
        let [node] = parts.nodes[..] else { return None };
        if !merged.unions.is_empty()
            || parts.only.is_some()
            || !self.is_polymorphic(node)
        {
            return None;
        }
        if !self.may_have_children() {
            return None;
        }
        let base = *self.bases_of(node).first()?;
        let discriminator = self.discriminator_of(base)?;
        let mut children = self.children_of(node, Some(discriminator.property));
        let mut mapped = BTreeSet::new();
        for (_, place, text) in &discriminator.mapping {
            mapped.extend(self.mapped_schema(*place, text));
        }
        if !mapped.is_subset(&children) {
            let all = self.children_of(node, None);
            children.extend(mapped.intersection(&all));
        }
        let components = self.document.schemas.iter();
        let components = components.map(|(_, component)| self.body_of(*component));
        let mut children: Vec<NodeId> =
            components.filter(|component| children.remove(component)).collect();
        for child in self.mapped_children(node) {
            if !children.contains(&child) && !self.is_component(child) {
                children.push(child);
            }
        }
        let fits = self.charge_children(node, children.len());
        (fits && !children.is_empty()).then_some(Polymorphic {
            node,
            children,
            discriminator,
        })
    }

    /// Whether a schema is a component of the document itself.
    fn is_component(&self, node: NodeId) -> bool {
        self.components.name(node).is_some()
    }

    /// The schemas that extend a base, at any remove. With a property, those are left out that
    /// only extend a base with a discriminator of another property: its union has them.
    fn children_of(&mut self, node: NodeId, property: Option<&str>) -> BTreeSet<NodeId> {
        let mut children: BTreeSet<NodeId> = BTreeSet::new();
        let mut work = vec![node];
        while let Some(base) = work.pop() {
            let has_others = property.is_some_and(|property| {
                self.place_of_discriminator(base).is_some_and(|place| {
                    let own = &self.schema(place).discriminator;
                    own.as_ref().is_some_and(|own| own.property != property)
                })
            });
            if has_others && self.is_polymorphic(base) {
                continue;
            }
            let extending = self.components.children(base).iter();
            for child in extending.map(|child| child.schema) {
                if child != node && children.insert(child) {
                    work.push(child);
                }
            }
        }
        children
    }

    /// The variants without those that another one has already, which is a base with a
    /// discriminator: some list a base and its children side by side.
    pub(super) fn without_children_of_others(
        &mut self,
        variants: Vec<NodeId>,
    ) -> Vec<NodeId> {
        let mut bases = BTreeSet::new();
        for variant in &variants {
            let target = self.target_of(*variant);
            if self.is_polymorphic(target)
                && self.place_of_discriminator(target).is_some()
            {
                bases.insert(target);
            }
        }
        if bases.is_empty() {
            return variants;
        }
        let mut kept = Vec::new();
        for variant in variants {
            let target = self.target_of(variant);
            let is_component = self.is_component(target);
            let mut extended = self.bases_of(target).into_iter();
            if !is_component || !extended.any(|it| it != target && bases.contains(&it)) {
                kept.push(variant);
            }
        }
        kept
    }

    /// The discriminator of the closest base that all variants of a union extend. Many list
    /// the children of a base and leave the discriminator there (OpenAPI 3.0.4, "Models with
    /// Polymorphism Support").
    pub(super) fn inherited_discriminator(
        &mut self,
        variants: &[NodeId],
    ) -> Option<Discriminator<'s>> {
        let (first, others) = variants.split_first()?;
        let mut common = self.bases_of(*first);
        for variant in others {
            if common.is_empty() {
                return None;
            }
            let bases: BTreeSet<NodeId> = self.bases_of(*variant).into_iter().collect();
            common.retain(|base| bases.contains(base));
        }
        let base = *common.first()?;
        self.discriminator_of(base)
    }

    /// A schema and those that it extends, as far as they have a discriminator, the closest
    /// first.
    fn bases_of(&mut self, node: NodeId) -> Vec<NodeId> {
        let mut known = vec![node];
        let mut seen = BTreeSet::from([node]);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(node) = known.get(at).copied() {
            at += 1;
            let schema = self.schema(node);
            if self.place_of_discriminator(node).is_some() {
                found.push(node);
            }
            let parts = schema.all_of.iter().take(MOST_BASES).copied();
            let mut above: Vec<NodeId> =
                parts.filter_map(|part| self.schema(part).reference).collect();
            above.extend(schema.reference);
            for base in above {
                if known.len() < MOST_BASES && seen.insert(base) {
                    known.push(base);
                }
            }
        }
        found
    }

    pub(in crate::lower) fn build_polymorphic(
        &mut self,
        polymorphic: Polymorphic<'s>,
        target: Target,
    ) -> Type {
        let Polymorphic { node, mut children, discriminator } = polymorphic;
        let id = self.claim(target, Some(node));
        let mut variants: Vec<Variant> = children
            .iter()
            .map(|child| Variant {
                name: None,
                ty: self.definition_of(*child),
                entry: None,
                tag: None,
                docs: Docs::default(),
            })
            .collect();
        if self.is_its_own_variant(node, &discriminator) {
            variants.push(self.own_variant(node, id));
            children.push(node);
        }
        // The mapping of a base further up is about others as well.
        let inherited = self.place_of_discriminator(node).is_none();
        self.unions.push(Pending {
            id,
            nodes: children,
            keyword: None,
            discriminator: Some(discriminator),
            inherited,
            anything: false,
        });
        self.types[id].shape =
            Shape::Union(Union { variants, select: Select::by_probes(Vec::new()) });
        Type::Def(id)
    }

    /// Whether a value may be no more than the base: a mapping says so, the base need not say what
    /// it is, or its name is one of the values that its property lists.
    fn is_its_own_variant(
        &mut self,
        node: NodeId,
        discriminator: &Discriminator<'s>,
    ) -> bool {
        // What extends a base is a variant of it, and so are its own values.
        if self.place_of_discriminator(node).is_none() {
            return true;
        }
        let property = discriminator.property;
        !self.merge(&Parts::of(node)).object.demanded.contains(property)
            || !self.tags_of_base(node, discriminator).is_empty()
            || discriminator.mapping.is_empty() && self.lists_its_name(node, property)
    }

    /// The values by which a base itself is known: those of the mapping, and, if it says nothing of
    /// them, those of a base further up, and what its property is by default if that is its name.
    pub(super) fn tags_of_base(
        &mut self,
        node: NodeId,
        discriminator: &Discriminator<'s>,
    ) -> Vec<SpecStr> {
        let property = discriminator.property;
        let mut values = Vec::new();
        for base in self.bases_of(node) {
            let above = self.discriminator_of(base);
            if let Some(above) = above.filter(|it| it.property == property) {
                values.extend(self.values_of_mapping(&above, node));
            }
        }
        if let Some(name) = self.components.name(node) {
            values.extend(spelling(name, &self.defaults_of(node, property)));
        }
        let mapped = &discriminator.mapping;
        values.retain(|it| mapped.iter().all(|(value, ..)| *value != it.untrusted()));
        values.extend(self.values_of_mapping(discriminator, node));
        values
    }

    /// The texts that a schema, and nothing that it extends, gives a property by default.
    fn defaults_of(&mut self, node: NodeId, property: &str) -> Vec<SpecStr> {
        let parts = self.schema(node).all_of.clone();
        let mut found = Vec::new();
        for part in [node].into_iter().chain(parts) {
            let part = self.schema(part);
            let properties =
                part.properties.iter().filter(|(name, _)| *name == property);
            for (_, node) in properties {
                let text =
                    self.schema(*node).default.map(|it| self.document.sources.kind(it));
                if let Some(Kind::String(text)) = text {
                    found.push(SpecStr::new(text));
                }
            }
        }
        found
    }

    /// The values that a mapping gives to a schema.
    fn values_of_mapping(
        &mut self,
        discriminator: &Discriminator<'s>,
        node: NodeId,
    ) -> Vec<SpecStr> {
        if let Some(known) = self.mapped.get(&discriminator.node) {
            return known.get(&node).cloned().unwrap_or_default();
        }
        let mut mapped = BTreeMap::<NodeId, Vec<SpecStr>>::new();
        for (value, place, text) in discriminator.mapping.iter().take(MOST_MAPPED) {
            if let Some(target) = self.mapped_schema(*place, text) {
                mapped.entry(target).or_default().push(SpecStr::new(value));
            }
        }
        let values = mapped.get(&node).cloned().unwrap_or_default();
        self.mapped.insert(discriminator.node, mapped);
        values
    }

    /// Whether a property lists the name of the component that has it.
    fn lists_its_name(&mut self, node: NodeId, property: &str) -> bool {
        let Some(name) = self.components.name(node) else { return false };
        let properties = self.merge(&Parts::of(node)).object.properties;
        let sources = properties.into_iter().find(|(known, _)| *known == property);
        sources.into_iter().flat_map(|(_, sources)| sources).any(|source| {
            let schema = self.schema(source.node);
            let target = schema.reference.map(|target| self.schema(target));
            let values = target.unwrap_or(schema).values.clone().unwrap_or_default();
            let texts = values.into_iter().filter_map(|value| {
                match self.document.sources.kind(value) {
                    Kind::String(text) => Some(SpecStr::new(text)),
                    _ => None,
                }
            });
            spelling(name, &texts.collect::<Vec<_>>()).is_some()
        })
    }

    /// The base as a variant beside those that extend it.
    fn own_variant(&mut self, node: NodeId, parent: TypeId) -> Variant {
        let mut merged = self.merge(&Parts::of(node));
        // What refers to the base means the union.
        merged.set = None;
        let name = Some(SpecStr::new(BASE));
        let seed = NameSeed::Inside { parent, role: Role::Variant(name.clone(), 0) };
        let ty = self.build_object(&merged, Target::Fresh(seed));
        if let Type::Def(id) = ty {
            self.types[id].rename = None;
        }
        Variant { name, ty, entry: None, tag: None, docs: Docs::default() }
    }
}
