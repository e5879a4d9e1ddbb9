//! How the variants of each union are told apart, decided when all types are known.
//!
//! In this order: an explicit discriminator; a property that every variant fixes to words
//! of its own; the JSON kind, the required keys and constants of each variant, most demanding
//! first. Where several variants can fit, they are tried, and a warning says so.

use super::Pending;
use super::facts::{beside_null, enum_texts, fixed, structure};
use super::json_types::json_types;
use super::pairs::{Compared, compare};
use super::probes::{
    drop_checked_hints, fix_different_keys, hint_at_tags, hint_at_value, joinable,
    keep_telling_hints, probe, told_by,
};
use super::sources::UnionKeyword;
use super::telling::{is_word, keep_telling_sentences};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::shown;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::schemas::merged::Parts;
use crate::model::{
    Access, Format, Probe, Scalar, Select, Shape, SpecStr, Type, TypeDef, TypeId,
};
use std::collections::BTreeSet;

/// Aliases and unions within unions are followed this far.
pub(super) const DEEPEST: usize = 16;

/// Unions within unions may share variants: so many are looked at.
pub(super) const MOST_STEPS: usize = 10_000;

impl<'s> Lowerer<'_, 's> {
    pub(in crate::lower) fn select_variants(&mut self) {
        for pending in std::mem::take(&mut self.unions) {
            self.fix_numbers(pending.id);
            let select = self
                .by_discriminator(&pending)
                .or_else(|| self.by_constant(&pending))
                .unwrap_or_else(|| self.by_probe(&pending));
            if let Shape::Union(union) = &mut self.types[pending.id].shape {
                union.select = select;
            }
            self.let_union_send_tag(pending.id);
        }
    }

    /// A union that is its own variant, perhaps by way of others, would be tried without end.
    pub(in crate::lower) fn break_union_cycles(&mut self) {
        for at in 0..self.unions.len() {
            let id = self.unions[at].id;
            let types = self.variant_types(id);
            let keep = apart_from(&self.types, &types, id);
            if keep.iter().all(|keep| *keep) {
                continue;
            }
            self.retain_variants(at, &keep);
            let origin = self.types[id].origin;
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
        self.forget_empty_unions();
    }

    /// What has no variants left can be anything.
    fn forget_empty_unions(&mut self) {
        let types = &mut self.types;
        self.unions.retain(|pending| {
            let shape = &mut types[pending.id].shape;
            let is_empty =
                matches!(shape, Shape::Union(union) if union.variants.is_empty());
            if is_empty {
                *shape = Shape::Alias(Type::Any);
            }
            !is_empty
        });
    }

    /// Any text beside a list of texts is that list, which is open, as where they are all that
    /// there is (see `all_listed`).
    pub(in crate::lower) fn merge_texts(&mut self) {
        for at in 0..self.unions.len() {
            let types = self.variant_types(self.unions[at].id);
            let listed = |ty: &Type| enum_texts(&self.types, ty, 0).is_some();
            if types.len() > 2 && types.iter().filter(|ty| listed(ty)).count() == 1 {
                let text = Type::Scalar(Scalar::Text(Format::Plain));
                let keep: Vec<bool> = types.iter().map(|ty| *ty != text).collect();
                self.retain_variants(at, &keep);
            }
        }
    }

    /// Leaves out the variants of a union that are not to be kept.
    fn retain_variants(&mut self, at: usize, keep: &[bool]) {
        let pending = &mut self.unions[at];
        let mut kept = keep.iter();
        pending.nodes.retain(|_| kept.next().copied().unwrap_or(true));
        let mut kept = keep.iter();
        if let Shape::Union(union) = &mut self.types[pending.id].shape {
            union.variants.retain(|_| kept.next().copied().unwrap_or(true));
        }
    }

    pub(super) fn variant_types(&self, id: TypeId) -> Vec<Type> {
        match &self.types[id].shape {
            Shape::Union(union) => union.variants.iter().map(|v| v.ty.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// A property that every variant demands and fixes to words that no other has. Sentences are
    /// looked at where nothing else tells variants apart. Where anything is a variant as well, words
    /// decide nothing.
    fn by_constant(&self, pending: &Pending<'s>) -> Option<Select> {
        if pending.anything {
            return None;
        }
        let types = self.variant_types(pending.id);
        // A variant may be a union itself: any struct says which properties there can be.
        let known = types.iter().find_map(|ty| structure(&self.types, ty))?;
        known.fields.iter().find_map(|field| {
            let values = self.told_apart_by(&types, &field.wire)?;
            let property = field.wire.clone();
            let is_tag = values.iter().all(|(value, _)| is_word(value));
            is_tag.then_some(Select::Tag {
                property,
                values,
                default: None,
                untagged: None,
            })
        })
    }

    /// The strings of a property that every variant demands, each with its variant, if no other
    /// has it.
    fn told_apart_by(
        &self,
        variants: &[Type],
        property: &SpecStr,
    ) -> Option<Vec<(SpecStr, usize)>> {
        let (mut values, mut known) = (Vec::new(), BTreeSet::new());
        for (at, ty) in variants.iter().enumerate() {
            let fixed = fixed(&self.types, ty, property)?;
            if fixed.is_empty() {
                return None;
            }
            for value in fixed {
                if !known.insert(value.clone()) {
                    return None;
                }
                values.push((value, at));
            }
        }
        Some(values)
    }

    fn by_probe(&mut self, pending: &Pending<'s>) -> Select {
        let types = self.variant_types(pending.id);
        let mut probes = self.probes(&types);
        if let Compared::Alike(a, b) = compare(&self.types, &types, &probes) {
            let wire = told_by(&probes, a, b).cloned();
            self.report_ambiguous(pending, a, b, wire.as_ref());
        } else if pending.keyword == Some(UnionKeyword::AnyOf) {
            self.report_joinable(pending, &types, &probes);
        }
        drop_checked_hints(&self.types, &types, &mut probes);
        let at_once =
            pending.keyword == Some(UnionKeyword::AnyOf) && fix_different_keys(&probes);
        Select::Probe { probes, at_once, open: pending.anything }
    }

    /// Whether what variants contain tells all of them apart for certain.
    pub(super) fn are_told_by_contents(&mut self, variants: &[Type]) -> bool {
        let probes = self.probes(variants);
        compare(&self.types, variants, &probes) == Compared::Apart
    }

    /// What a value must look like to be each of the variants, the most demanding first.
    fn probes(&mut self, types: &[Type]) -> Vec<Probe> {
        let mut probes: Vec<Probe> = types
            .iter()
            .enumerate()
            .map(|(variant, ty)| probe(&self.types, variant, ty))
            .collect();
        probes.sort_by_key(|probe| {
            std::cmp::Reverse(probe.required.len() + 2 * probe.constants.len())
        });
        self.hint_at_sole_values(types, &mut probes);
        hint_at_tags(&self.types, types, &mut probes);
        keep_telling_sentences(&self.types, types, &mut probes);
        keep_telling_hints(&mut probes);
        probes
    }

    /// A boolean that can only be one is no list and, where it may be left out, no constant: its
    /// schema alone says so. What can only be `null` is no constant either.
    fn hint_at_sole_values(&mut self, variants: &[Type], probes: &mut [Probe]) {
        for probe in probes {
            let Some(structure) = structure(&self.types, &variants[probe.variant])
            else {
                continue;
            };
            let open = structure.fields.iter().filter(|field| {
                let ty = beside_null(&field.ty).unaliased(&self.types);
                matches!(ty, Type::Any | Type::Scalar(Scalar::Bool))
                    && field.constant.is_none()
                    && field.access != Access::WriteOnly
            });
            let open: Vec<(SpecStr, NodeId)> =
                open.map(|field| (field.wire.clone(), field.origin)).collect();
            for (wire, node) in open {
                let value = self.constant_of(&[node]);
                match value.and_then(|value| value.untrusted().as_bool()) {
                    Some(value) => hint_at_value(probe, &wire, &value.to_string()),
                    None if self.is_only_null(node) => {
                        hint_at_value(probe, &wire, "null");
                    }
                    None => {}
                }
            }
        }
    }

    /// Says of `anyOf` that a value may be of several variants, and of which.
    fn report_joinable(
        &mut self,
        pending: &Pending<'s>,
        variants: &[Type],
        probes: &[Probe],
    ) {
        let is_closed = |node: &NodeId| {
            self.merge(&Parts::of(*node)).object.additional_allowed == Some(false)
        };
        let closed: Vec<bool> = pending.nodes.iter().map(is_closed).collect();
        let Some((a, b)) = joinable(&self.types, variants, probes, &closed) else {
            return;
        };
        let place = Place::Node(self.types[pending.id].origin);
        let diagnostic = can_hold_at_once(place);
        self.report_of_variants(diagnostic, pending, [a, b]);
    }

    fn report_ambiguous(
        &mut self,
        pending: &Pending<'s>,
        a: usize,
        b: usize,
        told_by: Option<&SpecStr>,
    ) {
        let place = Place::Node(self.types[pending.id].origin);
        let types = self.variant_types(pending.id);
        let objects = [a, b]
            .into_iter()
            .all(|at| json_types(&self.types, &types[at]).has(JsonTypes::OBJECT));
        let diagnostic = match told_by {
            Some(wire) => told_at_times(place, wire),
            None => never_told(place, objects),
        };
        self.report_of_variants(diagnostic, pending, [a, b]);
    }

    fn report_of_variants(
        &mut self,
        mut diagnostic: Diagnostic,
        pending: &Pending<'s>,
        variants: [usize; 2],
    ) {
        for at in variants {
            if let Some(node) = pending.nodes.get(at) {
                diagnostic = diagnostic.related(Place::Node(*node), "a variant");
            }
        }
        self.report(diagnostic);
    }
}

/// What to say of variants that nothing tells apart.
fn never_told(place: Place, objects: bool) -> Diagnostic {
    let (consequence, remedy) = if objects {
        (
            "they are tried in turn; the one that knows most of the keys is taken, and \
             an object with keys of several is kept untyped",
            "add a `discriminator`, or a property with a `const` to each variant",
        )
    } else {
        (
            "they are tried in turn, and the first that loses nothing is taken",
            "nothing, if that is fine; else make one schema of them",
        )
    };
    Diagnostic::new(
        Code::AmbiguousUnion,
        place,
        "nothing tells these variants apart for certain",
    )
    .consequence(consequence)
    .remedy(remedy)
}

/// What to say of variants of `anyOf` that a value may have both of.
fn can_hold_at_once(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousUnion,
        place,
        "an object may be of both these variants at once",
    )
    .consequence("one with keys of both is kept untyped")
    .remedy(
        "write `oneOf` if it is always one of them; else make one schema of them whose \
         properties may be left out",
    )
}

/// What to say of variants that a property tells apart which may be left out, or `null`.
fn told_at_times(place: Place, wire: &SpecStr) -> Diagnostic {
    let name = shown(wire.untrusted());
    Diagnostic::new(
        Code::AmbiguousUnion,
        place,
        format!("`{name}` tells these variants apart, but need not be there"),
    )
    .consequence(format!(
        "where `{name}` comes, it decides; without it they are tried in turn, and the one that \
         knows most of the keys is taken"
    ))
    .remedy(format!("make `{name}` required in each variant, and never `null`"))
}

/// Which types are not a union, stand for nothing else than that, and are none of several that
/// have it as a variant.
fn apart_from(types: &[TypeDef], variants: &[Type], union: TypeId) -> Vec<bool> {
    // What was seen and does not lead to the union need not be followed again.
    let mut seen = BTreeSet::new();
    let apart = variants.iter().map(|ty| {
        let mut on_the_way = Vec::new();
        let leads = leads_to(types, ty, union, &mut seen, &mut on_the_way);
        if leads {
            for id in &on_the_way {
                seen.remove(id);
            }
        }
        !leads
    });
    apart.collect()
}

/// Whether a type leads to a union by what has not been seen; takes note of what it looked at.
fn leads_to(
    types: &[TypeDef],
    ty: &Type,
    union: TypeId,
    seen: &mut BTreeSet<TypeId>,
    on_the_way: &mut Vec<TypeId>,
) -> bool {
    let mut work = vec![ty];
    while let Some(ty) = work.pop() {
        match ty {
            Type::Nullable(inner) => work.push(inner),
            Type::Def(id) if *id == union => return true,
            Type::Def(id) if seen.insert(*id) => {
                on_the_way.push(*id);
                match &types[*id].shape {
                    Shape::Alias(inner) => work.push(inner),
                    Shape::Union(union) => {
                        work.extend(union.variants.iter().map(|v| &v.ty));
                    }
                    Shape::Struct(_) | Shape::Enum(_) => {}
                }
            }
            _ => {}
        }
    }
    false
}
