//! What a value must look like to be a variant, and whether that tells the variants apart.

use super::facts::{
    constants_of_all, declares, demanded, enum_texts, fixed, fixed_by_field,
    listed_scalars, scalars_beside_null, structure, tuple,
};
use super::json_types::json_types;
use crate::json_types::JsonTypes;
use crate::model::{Access, Field, Presence, Probe, SpecStr, Struct, Type, TypeDef};
use std::collections::{BTreeMap, BTreeSet};

/// So many values of lists are compared for one union.
const MOST_COMPARED: usize = 1_000_000;

/// What a value must look like to be of a type.
pub(super) fn probe(types: &[TypeDef], variant: usize, ty: &Type) -> Probe {
    let mut probe = Probe {
        variant,
        types: json_types(types, ty),
        required: Vec::new(),
        constants: Vec::new(),
        hints: Vec::new(),
    };
    let Some(structure) = structure(types, ty) else {
        probe.required = demanded(types, ty);
        let hints = probe.required.iter().filter_map(|wire| {
            constants_of_all(types, ty, wire).map(|texts| (wire.clone(), texts))
        });
        probe.hints = hints.collect();
        probe.constants = constants_of_places(types, ty);
        return probe;
    };
    for field in &structure.fields {
        if field.access == Access::WriteOnly {
            continue;
        }
        // Enums of several values are open: a new value must not hide the variant.
        let constant =
            scalars_beside_null(types, field).filter(|texts| texts.len() == 1);
        let wire = field.wire.clone();
        match constant {
            Some(text) if fixed_by_field(types, field).is_some() => {
                probe.constants.push((wire, text));
                continue;
            }
            constant => probe.hints.extend(constant.map(|text| (wire.clone(), text))),
        }
        if field.presence == Presence::Required {
            probe.required.push(wire);
        }
    }
    probe
}

/// The places of a tuple that hold but one text, by their index.
fn constants_of_places(types: &[TypeDef], ty: &Type) -> Vec<(SpecStr, Vec<SpecStr>)> {
    let places = tuple(types, ty).unwrap_or_default().iter().enumerate();
    places
        .filter_map(|(at, ty)| {
            let text = enum_texts(types, ty, 0).filter(|texts| texts.len() == 1)?;
            Some((SpecStr::new(&at.to_string()), text))
        })
        .collect()
}

/// Lists of several texts are open and rule nothing out, with one exception: a property of
/// which every object among the variants has a list, no text of which is in another one, is a
/// tag in all but being demanded.
pub(super) fn hint_at_tags(types: &[TypeDef], variants: &[Type], probes: &mut [Probe]) {
    let objects: Vec<usize> = (0..probes.len())
        .filter(|at| probes[*at].types.has(JsonTypes::OBJECT))
        .collect();
    let known =
        objects.iter().find_map(|at| structure(types, &variants[probes[*at].variant]));
    let (Some(known), true) = (known, objects.len() > 1) else { return };
    for field in &known.fields {
        let mut seen = BTreeSet::new();
        let lists: Option<Vec<Vec<SpecStr>>> = objects
            .iter()
            .map(|at| {
                let ty = &variants[probes[*at].variant];
                listed_scalars(types, ty, &field.wire)
                    .filter(|texts| !texts.is_empty())
                    .filter(|texts| texts.iter().all(|text| seen.insert(text.clone())))
            })
            .collect();
        let Some(lists) = lists else { continue };
        for (at, texts) in objects.iter().zip(lists) {
            let probe = &mut probes[*at];
            if fixed(types, &variants[probe.variant], &field.wire).is_some() {
                demand(probe, &field.wire, texts);
            } else {
                hint(probe, &field.wire, texts);
            }
        }
    }
}

/// Says which texts a property that must be there holds, if that is not said yet.
fn demand(probe: &mut Probe, wire: &SpecStr, texts: Vec<SpecStr>) {
    if probe.constants.iter().all(|(other, _)| other != wire) {
        probe.required.retain(|other| other != wire);
        probe.hints.retain(|(other, _)| other != wire);
        probe.constants.push((wire.clone(), texts));
    }
}

/// Says which texts a property can be, if that is not said yet.
fn hint(probe: &mut Probe, wire: &SpecStr, texts: Vec<SpecStr>) {
    let mut known = probe.constants.iter().chain(&probe.hints);
    if known.all(|(other, _)| other != wire) {
        probe.hints.push((wire.clone(), texts));
    }
}

/// Says which value a property is, if it is there. That it is `null` rules out all other scalars.
pub(super) fn hint_at_value(probe: &mut Probe, wire: &SpecStr, value: &str) {
    hint(probe, wire, vec![SpecStr::new(value)]);
}

/// Leaves of the hints those that rule something out: another variant has the property too,
/// with other texts.
pub(super) fn keep_telling_hints(probes: &mut [Probe]) {
    let all: Vec<(usize, SpecStr, Vec<SpecStr>)> = probes
        .iter()
        .flat_map(|probe| {
            let fixed = probe.constants.iter().chain(&probe.hints);
            fixed.map(|(wire, texts)| (probe.variant, wire.clone(), texts.clone()))
        })
        .collect();
    for probe in probes {
        let variant = probe.variant;
        probe.hints.retain(|(wire, texts)| {
            all.iter().any(|(at, other, theirs)| {
                *at != variant && other == wire && theirs != texts
            })
        });
    }
}

/// Leaves out the hints at numbers and booleans that are constants: they must be there, and
/// reading them finds out.
pub(super) fn drop_checked_hints(
    types: &[TypeDef],
    variants: &[Type],
    probes: &mut [Probe],
) {
    for probe in probes {
        let Some(structure) = structure(types, &variants[probe.variant]) else {
            continue;
        };
        let is_constant = |wire: &SpecStr| {
            let mut fields = structure.fields.iter();
            fields.any(|field| field.wire == *wire && field.constant.is_some())
        };
        probe.hints.retain(|(wire, _)| !is_constant(wire));
    }
}

/// Two variants that can hold at once, each with keys that the other one drops: what has the keys
/// of both is neither. `closed` are the variants that allow no other keys.
pub(super) fn joinable(
    types: &[TypeDef],
    variants: &[Type],
    probes: &[Probe],
    closed: &[bool],
) -> Option<(usize, usize)> {
    let mut steps = MOST_COMPARED;
    let objects = probes.iter().filter_map(|probe| {
        let structure = structure(types, &variants[probe.variant])?;
        structure.extra.is_none().then_some((probe, structure))
    });
    let objects: Vec<(&Probe, &Struct)> = objects.collect();
    for (at, (first, one)) in objects.iter().enumerate() {
        for (second, other) in &objects[at + 1..] {
            steps = steps.checked_sub(one.fields.len() + other.fields.len())?;
            let excludes = |at: usize, (known, theirs): (&Struct, &Struct)| {
                let mut strange = beyond(known, theirs);
                closed.get(at) == Some(&true) && strange.any(Field::is_demanded)
            };
            if conflicts(first, second).is_empty()
                && !differ(types, one, other)
                && !constants_differ(one, other)
                && beyond(one, other).next().is_some()
                && beyond(other, one).next().is_some()
                && !excludes(first.variant, (one, other))
                && !excludes(second.variant, (other, one))
            {
                return Some((first.variant, second.variant));
            }
        }
    }
    None
}

/// Whether some of the variants that are objects fix a property that others do not: of several
/// variants of which one holds, that is the one.
pub(super) fn fix_different_keys(probes: &[Probe]) -> bool {
    let objects = probes.iter().filter(|probe| probe.types.has(JsonTypes::OBJECT));
    let mut fixed = objects.map(|probe| -> BTreeSet<&SpecStr> {
        probe.constants.iter().map(|(wire, _)| wire).collect()
    });
    let first = fixed.next();
    fixed.any(|other| first.as_ref() != Some(&other))
}

/// Whether a property is another constant in each, also one that comes in no answer.
fn constants_differ(one: &Struct, other: &Struct) -> bool {
    one.fields.iter().filter(|field| field.constant.is_some()).any(|field| {
        let mut same = other.fields.iter().filter(|it| it.wire == field.wire);
        same.any(|it| it.constant.is_some() && it.constant != field.constant)
    })
}

/// The fields of the second that come in answers and that the first does not know.
fn beyond<'t>(known: &Struct, theirs: &'t Struct) -> impl Iterator<Item = &'t Field> {
    let known: BTreeSet<&SpecStr> = known.fields.iter().map(|it| &it.wire).collect();
    let fields = theirs.fields.iter();
    fields.filter(move |it| it.access != Access::WriteOnly && !known.contains(&it.wire))
}

/// The property that tells two variants apart where it comes, but need not come.
pub(super) fn told_by(
    probes: &[Probe],
    first: usize,
    second: usize,
) -> Option<&SpecStr> {
    let hints = |variant: usize| {
        let of_variant = probes.iter().filter(move |probe| probe.variant == variant);
        of_variant.flat_map(|probe| &probe.hints)
    };
    let apart = |texts: &[SpecStr], others: &[SpecStr]| {
        others.iter().all(|text| !texts.contains(text))
    };
    hints(first).find_map(|(wire, texts)| {
        let other = hints(second).find(|(other, _)| other == wire)?;
        apart(texts, &other.1).then_some(wire)
    })
}

/// Whether values of the second, where they are objects, cannot look like the first.
pub(super) fn apart(
    types: &[TypeDef],
    (first, one): (&Probe, &Type),
    (second, other): (&Probe, &Type),
) -> bool {
    tells_apart(first, second, |wire| declares(types, other, wire))
        || structure(types, one)
            .zip(structure(types, other))
            .is_some_and(|(a, b)| differ(types, a, b))
}

/// Whether a property that both demand has different constants, or values of different types:
/// then trying them decides for certain.
fn differ(types: &[TypeDef], a: &Struct, b: &Struct) -> bool {
    let demanded = |field: &&Field| field.is_demanded();
    let known: BTreeMap<&SpecStr, &Field> =
        b.fields.iter().filter(demanded).map(|field| (&field.wire, field)).collect();
    a.fields.iter().filter(demanded).any(|field| {
        known.get(&field.wire).is_some_and(|other| {
            match (&field.constant, &other.constant) {
                (Some(one), Some(two)) => one != two,
                _ => {
                    !json_types(types, &field.ty).overlaps(json_types(types, &other.ty))
                }
            }
        })
    })
}

/// Whether the first demands what values of the second do not have, or has other texts where
/// they have but theirs.
fn tells_apart(
    first: &Probe,
    second: &Probe,
    declared: impl Fn(&SpecStr) -> bool,
) -> bool {
    !conflicts(first, second).is_empty()
        || first.required.iter().any(|wire| !declared(wire))
        || first.types.has(JsonTypes::OBJECT)
            && first.constants.iter().any(|(wire, _)| !declared(wire))
}

/// The properties that have texts in one that they cannot have in the other, and must be there in
/// one of them: where one may be absent in both, an object without it can be either.
pub(super) fn conflicts<'p>(first: &'p Probe, second: &Probe) -> Vec<&'p SpecStr> {
    let excluded = |(wire, texts): &&(SpecStr, Vec<SpecStr>),
                    theirs: &[(SpecStr, Vec<SpecStr>)]| {
        theirs.iter().any(|(other, others)| {
            other == wire && others.iter().all(|text| !texts.contains(text))
        })
    };
    let constants = first
        .constants
        .iter()
        .filter(|it| excluded(it, &second.constants) || excluded(it, &second.hints));
    let hints = first.hints.iter().filter(|it| excluded(it, &second.constants));
    constants.chain(hints).map(|(wire, _)| wire).collect()
}
