//! What a value must look like to be a variant, and whether that tells the variants apart.

use super::facts::{fixed_by_field, structure};
use super::kinds::{kinds, overlap};
use crate::model::{Access, Field, Presence, Probe, SpecStr, Struct, Type, TypeDef};
use std::collections::BTreeMap;

/// What a value must look like to be of a type.
pub(super) fn probe(types: &[TypeDef], variant: usize, ty: &Type) -> Probe {
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

/// Two variants of which a value of the second can look like the first.
pub(super) fn ambiguous(
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
pub(super) fn differ(types: &[TypeDef], a: &Struct, b: &Struct) -> bool {
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
pub(super) fn tells_apart(first: &Probe, second: &Probe, known: &Struct) -> bool {
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
