//! A base with a `discriminator`: every schema that extends it is a variant of a union
//! (OpenAPI 3.0.4, "Discriminator Object").

use super::Lowerer;
use super::flat::{Flat, Parts};
use super::schemas::Target;
use super::unions::Pending;
use crate::diagnostics::NodeId;
use crate::document::Discriminator;
use crate::model::{
    Docs, NameSeed, Role, Select, Shape, SpecStr, Type, TypeId, Union, Variant,
};
use std::collections::BTreeSet;

/// A base and the schemas that extend it.
pub(super) struct Polymorphic<'s> {
    node: NodeId,
    children: Vec<NodeId>,
    discriminator: Discriminator<'s>,
}

impl<'s> Lowerer<'_, 's> {
    /// Whether a schema is a base with a discriminator that other components extend: what is
    /// declared as the base may be any of them (OpenAPI 3.0.4, "Models with Polymorphism
    /// Support").
    pub(super) fn is_polymorphic(&mut self, node: NodeId) -> bool {
        let schema = self.schema(node);
        schema.discriminator.is_some()
            && schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && self.definitions.contains_key(&node)
            && self.children.contains_key(&node)
    }

    pub(super) fn polymorphic_parts(
        &mut self,
        parts: &Parts,
        flat: &Flat<'s>,
    ) -> Option<Polymorphic<'s>> {
        let [node] = parts.nodes[..] else { return None };
        if !flat.unions.is_empty() || parts.only.is_some() || !self.is_polymorphic(node)
        {
            return None;
        }
        let discriminator = self.schema(node).discriminator.clone()?;
        let mut children: BTreeSet<NodeId> = BTreeSet::new();
        let mut work = vec![node];
        while let Some(base) = work.pop() {
            for child in self.children.get(&base).into_iter().flatten() {
                if *child != node && children.insert(*child) {
                    work.push(*child);
                }
            }
        }
        let components = self.document.schemas.iter().map(|(_, component)| *component);
        let children: Vec<NodeId> =
            components.filter(|component| children.contains(component)).collect();
        (!children.is_empty()).then_some(Polymorphic { node, children, discriminator })
    }

    pub(super) fn build_polymorphic(
        &mut self,
        polymorphic: Polymorphic<'s>,
        target: Target,
    ) -> Type {
        let Polymorphic { node, mut children, discriminator } = polymorphic;
        let flat = Flat { node: Some(node), ..Flat::default() };
        let id = self.claim(target, &flat);
        let mut variants: Vec<Variant> = children
            .iter()
            .filter_map(|child| self.definitions.get(child))
            .map(|child| Variant {
                name: None,
                ty: Type::Def(*child),
                tag: None,
                docs: Docs::default(),
            })
            .collect();
        if self.is_its_own_variant(node, &discriminator) {
            variants.push(self.own_variant(node, id));
            children.push(node);
        }
        self.unions.push(Pending {
            id,
            nodes: children,
            discriminator: Some(discriminator),
        });
        self.types[id.0 as usize].shape =
            Shape::Union(Union { variants, select: Select::Probe(Vec::new()) });
        Type::Def(id)
    }

    /// Whether the mapping says that a value may be no more than the base.
    fn is_its_own_variant(
        &mut self,
        node: NodeId,
        discriminator: &Discriminator<'s>,
    ) -> bool {
        let mut mapping = discriminator.mapping.iter();
        mapping
            .any(|(_, place, text)| self.mapped_variant(*place, text, &[node]).is_some())
    }

    /// The base as a variant beside those that extend it.
    fn own_variant(&mut self, node: NodeId, parent: TypeId) -> Variant {
        let mut flat = self.flatten(&Parts::of(node));
        // What refers to the base means the union.
        flat.whole = None;
        let name = Some(SpecStr::new("Base"));
        let seed = NameSeed::Inside { parent, role: Role::Variant(name.clone(), 0) };
        let ty = self.build_object(&flat, Target::Fresh(seed));
        if let Type::Def(id) = ty {
            self.types[id.0 as usize].rename = None;
        }
        Variant { name, ty, tag: None, docs: Docs::default() }
    }
}
