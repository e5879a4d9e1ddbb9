//! `oneOf`, `anyOf`, several types, and bases with a discriminator: unions.
//!
//! Much of what is written as a union is none: with `null` it is a nullable, of strings and
//! enums it is an open enum, of one it is that one. What is left becomes a union.

mod discriminators;
mod facts;
mod json_types;
pub(super) mod keyed;
mod listed;
mod pairs;
mod polymorphic;
mod probes;
mod select;
mod sent_tags;
pub(super) mod sources;
mod tag_uses;
mod tags;
mod telling;
pub(super) mod variant_names;
mod variants;

use super::schemas::Target;
use super::schemas::merged::{MergedSchema, Parts};
use super::schemas::scalars::common;
use super::{Lowerer, docs};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Discriminator;
use crate::json_types::JsonTypes;
use crate::model::{
    Docs, EnumBase, NameSeed, Role, Select, Shape, SpecStr, Type, TypeId, Union, Variant,
};
use listed::Listing;
use polymorphic::BASE;
use sources::{UnionKeyword, UnionSource};
use std::collections::BTreeMap;

/// Unions that hold at once are distributed up to this many combinations of their variants.
const MOST_COMBINATIONS: usize = 64;

/// A union whose selection is still to be decided.
pub(super) struct Pending<'s> {
    pub(super) id: TypeId,
    /// For each variant, the schema that it refers to or is.
    pub(super) nodes: Vec<NodeId>,
    /// The keyword that lists the variants, if one does.
    pub(super) keyword: Option<UnionKeyword>,
    pub(super) discriminator: Option<Discriminator<'s>>,
    /// Whether it stands at a base of the variants, where it is about others as well.
    pub(super) inherited: bool,
    /// Whether a schema of anything is among the variants.
    pub(super) anything: bool,
}

impl Pending<'_> {
    /// A union whose variants are told apart by what they contain.
    pub(super) fn by_contents(id: TypeId, nodes: Vec<NodeId>) -> Self {
        Self {
            id,
            nodes,
            keyword: None,
            discriminator: None,
            inherited: false,
            anything: false,
        }
    }
}

impl<'s> Lowerer<'_, 's> {
    pub(super) fn build_union(
        &mut self,
        parts: &Parts,
        merged: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let Some(source) = merged.unions.first().cloned() else { return Type::Any };
        let structured = merged.has_own_structure()
            || merged.unions.len() > 1
            || self.adds_keys(merged, &source);
        let variants = self.variants_of(&source, merged.types, structured);
        let variants = match source.discriminator {
            None if !structured => self.without_children_of_others(variants),
            _ => variants,
        };
        let refined = structured || self.is_refined(&variants, merged);
        if !structured {
            if let Some(nodes) = self.all_listed(&variants) {
                return self.enum_of_variants(merged.node, &nodes, &variants, target);
            }
            if let Some(scalar) = self.common_scalar(&variants).filter(|_| !refined) {
                return Type::Scalar(scalar);
            }
        }
        if variants.is_empty() {
            let rest = rest_of(parts, &source);
            return if structured { self.build(&rest, target) } else { Type::Any };
        }
        if structured
            && parts.combinations > 0
            && parts.combinations * variants.len() > MOST_COMBINATIONS
        {
            return self.give_up(parts, &source, target);
        }
        let mut more = false;
        if let [only] = variants[..] {
            let only = self.with_rest(only, parts, &source, refined);
            more = self.may_have_others(&only, source.discriminator.as_ref());
            if !more {
                return self.build_or_refer(&only, target);
            }
        }
        let lists =
            if structured { BTreeMap::new() } else { self.lists_within(&variants) };
        let mut branches = Vec::new();
        for (variant, at) in variants.iter().zip(0..) {
            let Some(list) = lists.get(variant).cloned() else {
                let parts = self.with_rest(*variant, parts, &source, structured);
                branches.push(Branch { at, node: *variant, what: What::Parts(parts) });
                continue;
            };
            add_to_list(&mut branches, at, *variant, list);
        }
        let id = self.claim(target, merged.node);
        self.announce(merged.set.as_ref(), id);
        self.fill_union(id, &variants, branches, source, more);
        Type::Def(id)
    }

    /// Whether what stands beside a union says of what kind the text or the number is that its only
    /// variant allows.
    fn is_refined(&mut self, variants: &[NodeId], merged: &MergedSchema<'s>) -> bool {
        let beside =
            merged.format.or(merged.content_encoding).or(merged.content_media_type);
        let [only] = variants else { return false };
        beside.is_some()
            && self.schema(*only).reference.is_none()
            && self.merge(&Parts::of(*only)).format.is_none()
    }

    /// Leaves a union out of what holds at once: its combinations with the others are too many.
    fn give_up(
        &mut self,
        parts: &Parts,
        source: &UnionSource<'s>,
        target: Target,
    ) -> Type {
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(source.place.schema),
                format!(
                    "the unions that hold at once here have more than {MOST_COMBINATIONS} \
                     combinations"
                ),
            )
            .consequence("this one is left out; the keys of its variants are kept untyped")
            .remedy("let the union be the value of a property of its own"),
        );
        let mut rest = rest_of(parts, source);
        rest.open = true;
        self.build(&rest, target)
    }

    /// A variant, with what stands beside the union if it does not have that already.
    fn with_rest(
        &mut self,
        variant: NodeId,
        parts: &Parts,
        source: &UnionSource<'s>,
        structured: bool,
    ) -> Parts {
        if structured && self.target_of(variant) == source.place.schema {
            // A base among its own variants is what it says itself.
            return rest_of(parts, source);
        }
        if !structured
            || self.merge(&Parts::of(variant)).seen.contains(&source.place.schema)
        {
            return Parts::of(variant);
        }
        let mut rest = rest_of(parts, source);
        rest.nodes.insert(0, variant);
        rest.combinations = rest.combinations.max(1) * source.variants.len();
        rest
    }

    pub(super) fn build_or_refer(&mut self, parts: &Parts, target: Target) -> Type {
        match target {
            Target::Fresh(seed) => self.without_null(parts, seed),
            Target::Into(id) => match parts.nodes[..] {
                [node] if parts.without_unions.is_empty() => {
                    let seed =
                        NameSeed::Inside { parent: id, role: Role::Variant(None, 0) };
                    match self.schema(node).reference {
                        Some(_) => self.without_null(parts, seed),
                        None => self.build(parts, Target::Into(id)),
                    }
                }
                _ => self.build(parts, Target::Into(id)),
            },
        }
    }

    fn fill_union(
        &mut self,
        id: TypeId,
        nodes: &[NodeId],
        branches: Vec<Branch>,
        source: UnionSource<'s>,
        more: bool,
    ) {
        let mut variants: Vec<Variant> = Vec::new();
        let mut kept = Vec::new();
        let mut anything = false;
        let names = self.names_of_variants(nodes, source.discriminator.as_ref());
        for branch in branches {
            let (node, at) = (branch.node, branch.at as usize);
            let variant = self.variant(id, branch, names.get(at).cloned().flatten());
            let ty = &variant.ty;
            anything |= *ty == Type::Any;
            // Whatever fits no other variant is kept as it is anyway.
            if *ty == Type::Any || *ty == Type::Def(id) || absorb(&mut variants, ty) {
                continue;
            }
            variants.push(variant);
            kept.push(self.meant_by(node));
        }
        let shape = match variants.len() {
            0 => Shape::Alias(Type::Any),
            1 if anything => Shape::Alias(Type::Any),
            1 if !more => Shape::Alias(variants.remove(0).ty),
            _ => {
                let inherited = source.discriminator.is_none();
                let own = source.discriminator;
                let discriminator = own.or_else(|| self.inherited_discriminator(&kept));
                let keyword = Some(source.place.keyword);
                let nodes = kept;
                self.unions.push(Pending {
                    id,
                    nodes,
                    keyword,
                    discriminator,
                    inherited,
                    anything,
                });
                Shape::Union(Union { variants, select: Select::by_probes(Vec::new()) })
            }
        };
        self.types[id].shape = shape;
    }

    fn variant(&mut self, id: TypeId, branch: Branch, name: Option<SpecStr>) -> Variant {
        let Branch { at, node, what } = branch;
        let parts = match what {
            What::Parts(parts) => parts,
            What::List(base, members) => {
                return self.variant_of_list(id, at, base, &members);
            }
        };
        let schema = self.schema(node);
        let is_base = self.target_of(node) == self.types[id].origin;
        let name = name.or_else(|| is_base.then(|| SpecStr::new(BASE)));
        // Together with what stands beside the union, what is referred to is a type of its own.
        let referred = schema.reference.map(|node| {
            let component = self.component_name(node);
            component.unwrap_or_else(|| SpecStr::new(&self.name_of_target(node)))
        });
        let role = Role::Variant(name.clone().or(referred), at);
        let ty = self.without_null(&parts, NameSeed::Inside { parent: id, role });
        let docs =
            Docs { description: docs::text(schema.description), ..Docs::default() };
        Variant { name, ty, entry: None, tag: None, docs }
    }

    /// `type: [string, integer]`: a union of the types.
    pub(super) fn build_union_of_types(
        &mut self,
        parts: &Parts,
        types: JsonTypes,
        target: Target,
    ) -> Type {
        let id = self.claim(target, parts.nodes.first().copied());
        self.announce(parts.set().as_ref(), id);
        let mut variants = Vec::new();
        for (only, at) in types.singles().zip(0..) {
            let word = if only == JsonTypes::ARRAY { "Item" } else { "Object" };
            let is_structured = only.overlaps(JsonTypes::STRUCTURED);
            let name = is_structured.then(|| SpecStr::new(word));
            let role = Role::Variant(name, at);
            let narrowed = Parts { only: Some(only), ..parts.clone() };
            let ty = self.without_null(&narrowed, NameSeed::Inside { parent: id, role });
            variants.push(Variant {
                name: None,
                ty,
                entry: None,
                tag: None,
                docs: Docs::default(),
            });
        }
        let nodes = vec![self.types[id].origin; variants.len()];
        self.unions.push(Pending::by_contents(id, nodes));
        self.types[id].shape =
            Shape::Union(Union { variants, select: Select::by_probes(Vec::new()) });
        Type::Def(id)
    }
}

/// What becomes a variant of a union.
struct Branch {
    /// The place in the document's list.
    at: u32,
    /// The schema, or the first of them.
    node: NodeId,
    what: What,
}

enum What {
    /// A schema, with what stands beside the union.
    Parts(Parts),
    /// Constants and lists of values that stand within the union.
    List(EnumBase, Vec<Listing>),
}

/// Adds values to the list of their kind, which stands where its first schema does.
fn add_to_list(branches: &mut Vec<Branch>, at: u32, node: NodeId, listing: Listing) {
    let base = listing.base;
    let known = branches.iter_mut().find_map(|branch| match &mut branch.what {
        What::List(other, members) if *other == base => Some(members),
        _ => None,
    });
    match known {
        Some(members) => members.push(listing),
        None => {
            let what = What::List(base, vec![listing]);
            branches.push(Branch { at, node, what });
        }
    }
}

/// Everything but this union.
fn rest_of(parts: &Parts, source: &UnionSource<'_>) -> Parts {
    let mut rest = parts.clone();
    rest.without_unions.push(source.place);
    rest
}

/// Lets a variant that is there already take in another of its kind.
pub(super) fn absorb(variants: &mut [Variant], ty: &Type) -> bool {
    for variant in variants.iter_mut() {
        if variant.ty == *ty {
            return true;
        }
        if let (Type::Scalar(a), Type::Scalar(b)) = (&variant.ty, ty)
            && let Some(both) = common(*a, *b)
        {
            variant.ty = Type::Scalar(both);
            return true;
        }
    }
    false
}
