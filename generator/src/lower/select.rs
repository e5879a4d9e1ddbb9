//! How the variants of each union are told apart, decided when all types are known.
//!
//! In this order: an explicit discriminator; a property that every variant fixes to strings
//! of its own; the JSON kind, the required keys and constants of each variant, most demanding
//! first. Where several variants can fit, they are tried, and a warning says so.

use super::Lowerer;
use super::unions::Pending;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::model::{
    Access, EnumBase, EnumLiteral, Field, Kinds, Presence, Probe, Scalar, Select, Shape,
    SpecStr, Struct, Type, TypeDef, TypeId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Aliases and unions within unions are followed this far.
const DEEPEST: usize = 16;

/// Unions within unions may share variants: so many are looked at.
const MOST_STEPS: usize = 10_000;

impl<'s> Lowerer<'_, 's> {
    pub(super) fn select_variants(&mut self) {
        for pending in std::mem::take(&mut self.unions) {
            let select = self
                .by_discriminator(&pending)
                .or_else(|| self.by_constant(&pending))
                .unwrap_or_else(|| self.by_probe(&pending));
            if let Shape::Union(union) = &mut self.types[pending.id.0 as usize].shape {
                union.select = select;
            }
            self.let_union_send_tag(pending.id);
        }
    }

    /// A union that is its own variant, perhaps by way of others, would be tried without end.
    pub(super) fn break_union_cycles(&mut self) {
        for at in 0..self.unions.len() {
            let id = self.unions[at].id;
            let types = self.variant_types(id);
            let keep: Vec<bool> =
                types.iter().map(|ty| !leads_to(&self.types, ty, id)).collect();
            if keep.iter().all(|keep| *keep) {
                continue;
            }
            let mut kept = keep.iter();
            self.unions[at].nodes.retain(|_| kept.next().copied().unwrap_or(true));
            let mut kept = keep.iter();
            let definition = &mut self.types[id.0 as usize];
            if let Shape::Union(union) = &mut definition.shape {
                union.variants.retain(|_| kept.next().copied().unwrap_or(true));
            }
            let origin = definition.origin;
            self.report(
                Diagnostic::new(
                    Code::CyclicReference,
                    Place::Node(origin),
                    "a variant of this union is a union of which this one is a variant",
                )
                .consequence("that variant is left out; its values are kept as they are")
                .remedy("list the variants of both in one union"),
            );
        }
    }

    fn variant_types(&self, id: TypeId) -> Vec<Type> {
        match &self.types[id.0 as usize].shape {
            Shape::Union(union) => union.variants.iter().map(|v| v.ty.clone()).collect(),
            _ => Vec::new(),
        }
    }

    fn by_discriminator(&mut self, pending: &Pending<'s>) -> Option<Select> {
        let discriminator = pending.discriminator.as_ref()?;
        let types = self.variant_types(pending.id);
        if types.iter().any(|ty| !kinds(&self.types, ty).object) {
            self.report_broken_discriminator(
                discriminator,
                "not every variant is an object",
            );
            return None;
        }
        let mut values: Vec<(SpecStr, usize)> = Vec::new();
        for (value, place, text) in &discriminator.mapping {
            match self.mapped_variant(*place, text, &pending.nodes) {
                Some(at) => add(&mut values, SpecStr::new(value), at),
                None => self.report_unmapped(*place),
            }
        }
        let property = SpecStr::new(discriminator.property);
        let own = own_values(&self.types, &types, &property);
        for (at, (own, node)) in own.into_iter().zip(&pending.nodes).enumerate() {
            if values.iter().any(|(_, variant)| *variant == at) {
                continue;
            }
            let name = || self.names.get(node).map(|name| SpecStr::new(name));
            let implicit = if own.is_empty() { name() } else { None };
            for value in own.into_iter().chain(implicit) {
                add(&mut values, value, at);
            }
        }
        let told_apart = |at: usize| values.iter().any(|(_, variant)| *variant == at);
        if !(0..types.len()).all(told_apart) {
            let why = "not every variant has a value that tells it apart";
            self.report_broken_discriminator(discriminator, why);
            return None;
        }
        Some(Select::Tag { property, values })
    }

    /// The variant that a mapping's text means: a reference, a file, or a component's name.
    fn mapped_variant(
        &mut self,
        place: NodeId,
        text: &str,
        nodes: &[NodeId],
    ) -> Option<usize> {
        let by_name = self.components.get(text).copied();
        let target = by_name.or_else(|| self.document.find_schema(place, text))?;
        let target = self.target_of(target);
        nodes.iter().position(|node| *node == target)
    }

    fn report_unmapped(&mut self, place: NodeId) {
        self.report(
            Diagnostic::new(
                Code::BrokenDiscriminator,
                Place::Node(place),
                "this value of the mapping means none of the variants",
            )
            .consequence("answers with this value are kept as they are, untyped")
            .remedy("add the schema to the variants, or correct the mapping"),
        );
    }

    /// A property that every variant demands and fixes to strings that no other has.
    fn by_constant(&self, pending: &Pending<'s>) -> Option<Select> {
        let types = self.variant_types(pending.id);
        // A variant may be a union itself: any struct says which properties there can be.
        let known = types.iter().find_map(|ty| structure(&self.types, ty))?;
        known.fields.iter().find_map(|field| {
            let mut values: Vec<(SpecStr, usize)> = Vec::new();
            for (at, ty) in types.iter().enumerate() {
                let fixed = fixed(&self.types, ty, &field.wire)?;
                if fixed.is_empty() {
                    return None;
                }
                for value in fixed {
                    if values.iter().any(|(known, _)| *known == value) {
                        return None;
                    }
                    values.push((value, at));
                }
            }
            Some(Select::Tag { property: field.wire.clone(), values })
        })
    }

    fn by_probe(&mut self, pending: &Pending<'s>) -> Select {
        let types = self.variant_types(pending.id);
        let mut probes: Vec<Probe> = types
            .iter()
            .enumerate()
            .map(|(variant, ty)| probe(&self.types, variant, ty))
            .collect();
        probes.sort_by_key(|probe| {
            std::cmp::Reverse(probe.required.len() + 2 * probe.constants.len())
        });
        if let Some((a, b)) = ambiguous(&self.types, &types, &probes) {
            self.report_ambiguous(pending, a, b);
        }
        Select::Probe(probes)
    }

    fn report_ambiguous(&mut self, pending: &Pending<'s>, a: usize, b: usize) {
        let place = Place::Node(self.types[pending.id.0 as usize].origin);
        let mut diagnostic = Diagnostic::new(
            Code::AmbiguousUnion,
            place,
            "nothing tells these variants apart for certain",
        )
        .consequence(
            "they are tried in turn; the one that knows most of the keys is taken",
        )
        .remedy("add a `discriminator`, or a property with a `const` to each variant");
        for at in [a, b] {
            if let Some(node) = pending.nodes.get(at) {
                diagnostic = diagnostic.related(Place::Node(*node), "a variant");
            }
        }
        self.report(diagnostic);
    }
}

fn add(values: &mut Vec<(SpecStr, usize)>, value: SpecStr, at: usize) {
    if values.iter().all(|(known, _)| *known != value) {
        values.push((value, at));
    }
}

/// Whether a type is a union, or stands for nothing else than that, or is one of several that
/// have it as a variant.
fn leads_to(types: &[TypeDef], ty: &Type, union: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut work = vec![ty];
    while let Some(ty) = work.pop() {
        match ty {
            Type::Nullable(inner) => work.push(inner),
            Type::Def(id) if *id == union => return true,
            Type::Def(id) if seen.insert(*id) => match &types[id.0 as usize].shape {
                Shape::Alias(inner) => work.push(inner),
                Shape::Union(union) => work.extend(union.variants.iter().map(|v| &v.ty)),
                Shape::Struct(_) | Shape::Enum(_) => {}
            },
            _ => {}
        }
    }
    false
}

/// The struct behind a type.
pub(super) fn structure<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t Struct> {
    match &types[structure_id(types, ty)?.0 as usize].shape {
        Shape::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The definition of the struct behind a type.
pub(super) fn structure_id(types: &[TypeDef], ty: &Type) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..DEEPEST {
        let Type::Def(id) = ty else { return None };
        match &types[id.0 as usize].shape {
            Shape::Struct(_) => return Some(*id),
            Shape::Alias(inner) => ty = inner,
            _ => return None,
        }
    }
    None
}

/// The tags to which each variant fixes the property itself. A list that several variants have,
/// from a common base mostly, says nothing about any of them.
fn own_values(
    types: &[TypeDef],
    variants: &[Type],
    property: &SpecStr,
) -> Vec<Vec<SpecStr>> {
    let mut all: Vec<Vec<SpecStr>> = variants
        .iter()
        .map(|ty| {
            fixed_values(types, ty, property, false, 0, &mut { MOST_STEPS })
                .unwrap_or_default()
        })
        .collect();
    let mut uses: BTreeMap<SpecStr, usize> = BTreeMap::new();
    for value in all.iter().flatten() {
        *uses.entry(value.clone()).or_default() += 1;
    }
    for own in &mut all {
        own.retain(|value| uses.get(value) == Some(&1));
    }
    all
}

/// The strings to which a type fixes a property; `None` where it does not demand or not fix it.
pub(super) fn fixed(
    types: &[TypeDef],
    ty: &Type,
    property: &SpecStr,
) -> Option<Vec<SpecStr>> {
    fixed_values(types, ty, property, true, 0, &mut { MOST_STEPS })
}

fn fixed_values(
    types: &[TypeDef],
    ty: &Type,
    property: &SpecStr,
    demanded: bool,
    depth: usize,
    steps: &mut usize,
) -> Option<Vec<SpecStr>> {
    *steps = steps.checked_sub(1)?;
    if let Some(structure) = structure(types, ty) {
        let field = structure.fields.iter().find(|field| field.wire == *property)?;
        return if demanded {
            fixed_by_field(types, field)
        } else {
            texts_of_field(types, field)
        };
    }
    let Type::Def(id) = ty else { return None };
    match &types[id.0 as usize].shape {
        // A union within a union has the values of all its variants.
        Shape::Union(union) if depth < DEEPEST => {
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(fixed_values(
                    types,
                    &variant.ty,
                    property,
                    demanded,
                    depth + 1,
                    steps,
                )?);
            }
            Some(all)
        }
        Shape::Alias(inner) if depth < DEEPEST => {
            fixed_values(types, inner, property, demanded, depth + 1, steps)
        }
        _ => None,
    }
}

fn fixed_by_field(types: &[TypeDef], field: &Field) -> Option<Vec<SpecStr>> {
    (field.presence == Presence::Required)
        .then(|| texts_of_field(types, field))
        .flatten()
}

/// The strings that a property can be, whether it must be there or not.
fn texts_of_field(types: &[TypeDef], field: &Field) -> Option<Vec<SpecStr>> {
    match &field.constant {
        Some(constant) => {
            constant.untrusted().as_str().map(|text| vec![SpecStr::new(text)])
        }
        None => enum_texts(types, &field.ty, 0),
    }
}

/// The texts of the enum behind a type.
pub(super) fn enum_texts(
    types: &[TypeDef],
    ty: &Type,
    depth: usize,
) -> Option<Vec<SpecStr>> {
    let Type::Def(id) = ty else { return None };
    match &types[id.0 as usize].shape {
        Shape::Enum(list) if list.base == EnumBase::Text => {
            let texts = list.values.iter().filter_map(|value| match &value.value {
                EnumLiteral::Text(text) => Some(text.clone()),
                EnumLiteral::Integer(_) => None,
            });
            Some(texts.collect())
        }
        Shape::Alias(inner) if depth < DEEPEST => enum_texts(types, inner, depth + 1),
        _ => None,
    }
}

/// What a value must look like to be of a type.
fn probe(types: &[TypeDef], variant: usize, ty: &Type) -> Probe {
    let mut probe = Probe {
        variant,
        kinds: kinds(types, ty),
        required: Vec::new(),
        constants: Vec::new(),
    };
    let Some(structure) = structure(types, ty) else { return probe };
    for field in &structure.fields {
        if field.presence != Presence::Required || field.access == Access::WriteOnly {
            continue;
        }
        match fixed_by_field(types, field) {
            // Enums of several values are open: a new value must not hide the variant.
            Some(values) if values.len() == 1 => {
                probe.constants.push((field.wire.clone(), values));
            }
            _ => probe.required.push(field.wire.clone()),
        }
    }
    probe
}

/// The JSON kinds that values of a type have.
fn kinds(types: &[TypeDef], ty: &Type) -> Kinds {
    kinds_within(types, ty, 0, &mut { MOST_STEPS })
}

fn kinds_within(types: &[TypeDef], ty: &Type, depth: usize, steps: &mut usize) -> Kinds {
    let none = Kinds::default();
    let Some(left) = steps.checked_sub(1) else { return all_kinds() };
    *steps = left;
    match ty {
        Type::Any => all_kinds(),
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => Kinds { boolean: true, ..none },
            Scalar::Integer(_) => Kinds { integer: true, ..none },
            Scalar::F32 | Scalar::F64 => Kinds { integer: true, number: true, ..none },
            Scalar::Text(_) | Scalar::Base64 | Scalar::Binary => {
                Kinds { string: true, ..none }
            }
        },
        Type::List(_) | Type::Tuple(_) => Kinds { array: true, ..none },
        Type::Map(_) => Kinds { object: true, ..none },
        Type::Nullable(inner) => {
            Kinds { null: true, ..kinds_within(types, inner, depth, steps) }
        }
        Type::Def(_) if depth > DEEPEST => all_kinds(),
        Type::Def(id) => match &types[id.0 as usize].shape {
            Shape::Struct(_) => Kinds { object: true, ..none },
            Shape::Enum(list) => match list.base {
                EnumBase::Text => Kinds { string: true, ..none },
                EnumBase::Integer => Kinds { integer: true, ..none },
            },
            Shape::Alias(inner) => kinds_within(types, inner, depth + 1, steps),
            Shape::Union(union) => union.variants.iter().fold(none, |all, variant| {
                either(all, kinds_within(types, &variant.ty, depth + 1, steps))
            }),
        },
    }
}

fn all_kinds() -> Kinds {
    Kinds {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    }
}

fn either(a: Kinds, b: Kinds) -> Kinds {
    Kinds {
        null: a.null || b.null,
        boolean: a.boolean || b.boolean,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

fn overlap(a: Kinds, b: Kinds) -> bool {
    (a.null && b.null)
        || (a.boolean && b.boolean)
        || (a.integer && b.integer)
        || (a.number && b.number)
        || (a.string && b.string)
        || (a.array && b.array)
        || (a.object && b.object)
}

/// Two variants of which a value of the second can look like the first.
fn ambiguous(
    types: &[TypeDef],
    variants: &[Type],
    probes: &[Probe],
) -> Option<(usize, usize)> {
    for (at, first) in probes.iter().enumerate() {
        for second in &probes[at + 1..] {
            if !overlap(first.kinds, second.kinds) {
                continue;
            }
            let one = structure(types, &variants[first.variant]);
            let other = structure(types, &variants[second.variant]);
            if other.is_some_and(|known| tells_apart(first, second, known))
                || one.zip(other).is_some_and(|(a, b)| differ(types, a, b))
            {
                continue;
            }
            return Some((first.variant, second.variant));
        }
    }
    None
}

/// Whether a property that both demand has different constants, or values of different kinds:
/// then trying them decides for certain.
fn differ(types: &[TypeDef], a: &Struct, b: &Struct) -> bool {
    let demanded = |field: &&Field| {
        field.presence == Presence::Required && field.access != Access::WriteOnly
    };
    let known: BTreeMap<&SpecStr, &Field> =
        b.fields.iter().filter(demanded).map(|field| (&field.wire, field)).collect();
    a.fields.iter().filter(demanded).any(|field| {
        known.get(&field.wire).is_some_and(|other| {
            match (&field.constant, &other.constant) {
                (Some(one), Some(two)) => one != two,
                _ => !overlap(kinds(types, &field.ty), kinds(types, &other.ty)),
            }
        })
    })
}

/// Whether the first demands what values of the second, a struct, do not have.
fn tells_apart(first: &Probe, second: &Probe, known: &Struct) -> bool {
    let declared = |wire: &SpecStr| known.fields.iter().any(|field| field.wire == *wire);
    let conflicts = first.constants.iter().any(|(wire, values)| {
        second.constants.iter().any(|(other, theirs)| {
            other == wire && theirs.iter().all(|v| !values.contains(v))
        })
    });
    conflicts
        || first.required.iter().any(|wire| !declared(wire))
        || first.constants.iter().any(|(wire, _)| !declared(wire))
}
