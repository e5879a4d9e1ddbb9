//! Open enums: variants, or constants where there are many.

use super::Planner;
use super::plan::{Number, TypeKind, Value};
use super::scope::{Candidate, Case, Ident, Scope};
use super::words::{camel, camel_part, signs_behind, snake};
use crate::model::{self, EnumLiteral};
use std::collections::BTreeSet;

/// An enum with more values becomes a table.
pub(super) const MOST_VARIANTS: usize = 200;

impl Planner<'_> {
    pub(super) fn enumeration(&self, list: &model::Enum) -> TypeKind {
        let candidates = value_candidates(list);
        let idents = Scope::new(Case::Camel, &["Unknown"]).claim_all(&candidates);
        if list.values.len() <= MOST_VARIANTS {
            self.note(&candidates, &idents, |at| list.values[at].origin);
        }
        let mut values = Vec::new();
        let mut numbers = Vec::new();
        for (value, ident) in list.values.iter().zip(idents) {
            let docs = value.docs.clone();
            match &value.value {
                EnumLiteral::Text(wire) => {
                    values.push(Value { ident, wire: wire.clone(), docs });
                }
                EnumLiteral::Integer(number) => {
                    numbers.push(Number { ident, value: *number, docs });
                }
            }
        }
        match list.base {
            model::EnumBase::Integer => TypeKind::Numbers(numbers),
            model::EnumBase::Text if values.len() > MOST_VARIANTS => constants(list),
            model::EnumBase::Text => TypeKind::Values(values),
        }
    }
}

/// The variants of an enum, in the order of its values.
pub(super) fn value_idents(list: &model::Enum) -> Vec<Ident> {
    Scope::new(Case::Camel, &["Unknown"]).claim_all(&value_candidates(list))
}

/// What the values of an enum want to be called.
fn value_candidates(list: &model::Enum) -> Vec<Candidate> {
    let offsets = offsets(list);
    list.values
        .iter()
        .map(|value| {
            let wire = match &value.value {
                EnumLiteral::Text(text) => text.untrusted().to_owned(),
                EnumLiteral::Integer(number) => number.to_string(),
            };
            let name = match &value.name {
                Some(name) => camel(name.untrusted()),
                None => match &value.value {
                    EnumLiteral::Text(text) => {
                        match split_at_sign(text.untrusted(), '-') {
                            Some((stem, number)) if offsets.contains(stem) => {
                                camel(&format!("{stem} minus {number}"))
                            }
                            _ => signed(text.untrusted()),
                        }
                    }
                    EnumLiteral::Integer(number) if *number < 0 => {
                        format!("Minus{}", number.unsigned_abs())
                    }
                    EnumLiteral::Integer(number) => format!("N{number}"),
                },
            };
            Candidate { name, key: wire }
        })
        .collect()
}

/// What numbers are added to in a list: where `GMT+1` is a value, `GMT-1` is no range or version.
fn offsets(list: &model::Enum) -> BTreeSet<&str> {
    let texts = list.values.iter().filter_map(|value| match &value.value {
        EnumLiteral::Text(text) => split_at_sign(text.untrusted(), '+'),
        EnumLiteral::Integer(_) => None,
    });
    texts.map(|(stem, _)| stem).collect()
}

/// What stands before the first such sign that has a digit behind it, and what stands behind.
fn split_at_sign(text: &str, sign: char) -> Option<(&str, &str)> {
    text.match_indices(sign)
        .map(|(at, sign)| (&text[..at], &text[at + sign.len()..]))
        .find(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// `-name` and `+name` are orders, mostly: the sign says which. `C++`, `C#` and `18+` are not
/// `C` and `18`.
fn signed(text: &str) -> String {
    let sign = match text.chars().next() {
        Some('-') => "Minus",
        Some('+') => "Plus",
        _ => return with_end(text),
    };
    let rest = &text[1..];
    if rest.starts_with(char::is_alphabetic) {
        format!("{sign}{}", camel_part(rest))
    } else {
        camel(text)
    }
}

fn with_end(text: &str) -> String {
    let signs = signs_behind(text);
    if !text.starts_with(|first: char| first.is_ascii_alphanumeric())
        || signs.is_empty()
        || signs.iter().any(|sign| !matches!(*sign, "plus" | "sharp"))
    {
        return camel(text);
    }
    let name = camel(text);
    let signs = signs.into_iter().map(camel).collect::<String>();
    format!("{}{signs}", name.trim_end_matches('_'))
}

/// Values as associated constants, which are written in capitals.
fn constants(list: &model::Enum) -> TypeKind {
    let texts: Vec<_> = list
        .values
        .iter()
        .filter_map(|value| match &value.value {
            EnumLiteral::Text(text) => Some((value, text)),
            EnumLiteral::Integer(_) => None,
        })
        .collect();
    let candidates: Vec<Candidate> = texts
        .iter()
        .map(|(value, text)| {
            let name = value.name.as_ref().unwrap_or(text).untrusted();
            Candidate {
                name: snake(name).to_uppercase(),
                key: text.untrusted().to_owned(),
            }
        })
        .collect();
    let idents = Scope::new(Case::Constant, &["KNOWN"]).claim_all(&candidates);
    let values = texts
        .into_iter()
        .zip(idents)
        .map(|((value, wire), ident)| Value {
            ident,
            wire: wire.clone(),
            docs: value.docs.clone(),
        })
        .collect();
    TypeKind::Constants(values)
}
