//! Unions: what their variants are called, and which of them speak for themselves.

use super::plan::{NumberType, Ty, Union, Variant};
use super::scope::{Candidate, Case, Scope};
use super::words::{accessor, camel};
use super::{Planner, documentation};
use crate::model::{self, Docs, NameSeed, Shape, Type, TypeId};

/// Names of methods that every union has.
const ACCESSORS: &[&str] = &["as_unknown", "as_str", "as_ref", "as_mut"];

/// So many variants tell whether there is any that becomes its union by itself.
const FIRST: usize = 8;

impl Planner<'_> {
    pub(super) fn union(&self, id: TypeId, union: &model::Union) -> Union {
        let types: Vec<Ty> =
            union.variants.iter().map(|variant| self.ty(&variant.ty)).collect();
        let candidates: Vec<Candidate> = union
            .variants
            .iter()
            .zip(&types)
            .map(|(variant, ty)| {
                let name = match &variant.name {
                    Some(name) => camel(name.untrusted()),
                    None => self.variant_word(id, &variant.ty, ty),
                };
                Candidate { key: name.clone(), name }
            })
            .collect();
        let idents =
            Scope::new(Case::Camel, &["Unknown"]).claim_all(&numbered(candidates));
        let mut accessors = Scope::new(Case::Snake, ACCESSORS);
        let variants = union
            .variants
            .iter()
            .zip(&types)
            .zip(idents)
            .enumerate()
            .map(|(at, ((variant, ty), ident))| {
                let accessor = accessor(&ident);
                let accessor = accessors.claim(&accessor, &accessor);
                // Whether another variant holds the same type is seen in the whole crate.
                let from = *ty != Ty::Value
                    && variant.entry.is_none()
                    && self.is_nominal(&variant.ty);
                let boxed = self.facts.is_boxed(id, at);
                let ty =
                    if boxed { Ty::Boxed(Box::new(ty.clone())) } else { ty.clone() };
                Variant {
                    ident,
                    accessor,
                    tag: variant.tag.clone(),
                    from,
                    key: variant.entry.as_ref().map(|entry| entry.key.clone()),
                    docs: documentation::of_value(docs_of(variant), &ty),
                    ty,
                }
            })
            .collect();
        Union { variants, select: union.select.clone() }
    }

    /// Whether something else becomes a value of a union by itself, as far as its first variants
    /// tell: this is asked for every field.
    pub(super) fn is_made_of_others(&self, union: &model::Union) -> bool {
        let variants = &union.variants;
        variants.iter().take(FIRST).any(|variant| {
            variants.iter().filter(|other| other.ty == variant.ty).count() == 1
                && variant.ty != Type::Any
                && variant.entry.is_none()
                && self.is_nominal(&variant.ty)
        })
    }

    /// What a variant without a name is called. Its type's name begins with the union's if it
    /// stands within the union; that says nothing here, nor does the union's own name in a list
    /// of such unions.
    fn variant_word(&self, union: TypeId, variant: &Type, ty: &Ty) -> String {
        let word = variant_word(ty);
        let Some(rest) = word.strip_prefix(self.ident(union).as_str()) else {
            return word;
        };
        let repeats = innermost(variant).is_some_and(|id| {
            let within = matches!(&self.api[id].seed, NameSeed::Inside { parent, .. } if *parent == union);
            within || id == union
        });
        if repeats && rest.starts_with(|first: char| first.is_ascii_uppercase()) {
            return rest.to_owned();
        }
        word
    }

    /// Whether a type is one of its own in Rust: two aliases may stand for the same.
    fn is_nominal(&self, ty: &Type) -> bool {
        match ty {
            Type::Def(id) => {
                !matches!(self.api[*id].shape, Shape::Alias(_))
                    || self.facts.is_newtype(*id)
            }
            _ => true,
        }
    }
}

/// What is said of a variant, or else of the value that it holds; and the facts of that value.
fn docs_of(variant: &model::Variant) -> Docs {
    let Some(entry) = &variant.entry else { return variant.docs.clone() };
    let mut docs = variant.docs.clone();
    if docs == Docs::default() {
        docs.description.clone_from(&entry.docs.description);
    }
    docs.facts.extend(entry.docs.facts.iter().cloned());
    docs
}

/// The definition of what a list or a map holds, or of a type itself.
fn innermost(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Def(id) => Some(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(inner),
        _ => None,
    }
}

/// What a variant without a name is called.
fn variant_word(ty: &Ty) -> String {
    match ty {
        Ty::Unit | Ty::Value => "Value".to_owned(),
        Ty::Bool => "Boolean".to_owned(),
        Ty::Number(NumberType::F32 | NumberType::F64) => "Number".to_owned(),
        Ty::Number(_) => "Integer".to_owned(),
        Ty::String => "Text".to_owned(),
        Ty::Base64 | Ty::Bytes | Ty::Upload => "Bytes".to_owned(),
        Ty::Library(library) => library.name().to_owned(),
        Ty::Vec(item) | Ty::Rest(item) => format!("{}List", stem(&variant_word(item))),
        Ty::Map(value) => match &**value {
            Ty::Value => "Object".to_owned(),
            value => format!("{}Map", stem(&variant_word(value))),
        },
        Ty::Tuple(_) => "Tuple".to_owned(),
        Ty::Option(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => {
            variant_word(inner)
        }
        Ty::Named(_, ident) => ident.as_str().to_owned(),
    }
}

/// A word that more follows: it needs no longer differ from a keyword.
fn stem(word: &str) -> &str {
    word.trim_end_matches('_')
}

/// Equal candidates of one union are told apart by their place: a union has an order.
fn numbered(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    for at in 1..candidates.len() {
        let before = candidates[..at]
            .iter()
            .filter(|candidate| candidate.key == candidates[at].key)
            .count();
        if before > 0 {
            candidates[at].name = format!("{}{}", stem(&candidates[at].key), before + 1);
        }
    }
    candidates
}
