//! Properties that tell the variants of a union apart: what can only be one text is a constant
//! of its variant, and no type of its own.
//!
//! `enum: [cat]` says the same as `const: cat` (JSON Schema 2020-12, Validation, 6.1.3). A
//! single value of any other property stays an enum, which a server may extend without
//! breaking its readers, and so does an enum that is a component; the value of a tag that
//! stands within its variant can only lead to another variant.

use super::facts::{alternatives, enum_texts, structure_id};
use super::tag_uses;
use crate::lower::Lowerer;
use crate::lower::schemas::objects::scalar_of;
use crate::model::{
    Access, EnumLiteral, Field, Format, Presence, Scalar, Select, Shape, SpecStr,
    SpecValue, Type, TypeDef, TypeId, Union,
};
use std::collections::{BTreeMap, BTreeSet};

impl Lowerer<'_, '_> {
    /// Makes constants of the tags that have one value. Every union has its selection by now.
    /// `used` is what operations and webhooks mention.
    pub(in crate::lower) fn fix_tags(&mut self, used: &[TypeId]) {
        let fixed = self.known_tags();
        let shared = tag_uses::known_otherwise(&self.types, used);
        for (id, property, value) in &fixed {
            self.fix_tag(*id, property, value);
        }
        let mut texts: BTreeMap<(TypeId, &SpecStr), BTreeSet<&SpecStr>> =
            BTreeMap::new();
        for (id, property, value) in &fixed {
            texts.entry((*id, property)).or_default().insert(value);
        }
        for ((id, property), texts) in texts {
            if shared.contains(&(id, property.clone())) {
                continue;
            }
            if let [text] = texts.into_iter().collect::<Vec<_>>()[..] {
                self.preset_tag(id, property, text);
            }
        }
        self.preset_optional_tags();
        self.send_telling_constants();
    }

    /// The structs that unions know by a text: the struct, the property, the text. A union that
    /// is a variant itself tells its own by another property, and they all have the text by
    /// which it is known.
    fn known_tags(&self) -> Vec<(TypeId, SpecStr, SpecStr)> {
        let (mut known, mut inherited) = (Vec::new(), Vec::new());
        for definition in &self.types {
            let Shape::Union(union) = &definition.shape else { continue };
            for tag in tags(&union.select) {
                let ty = &union.variants[tag.variant].ty;
                let found = |id| (id, tag.property.clone(), tag.text.clone());
                if let Some(id) = structure_id(&self.types, ty) {
                    known.push(found(id));
                    continue;
                }
                let behind = alternatives(&self.types, ty).unwrap_or_default();
                let behind =
                    behind.into_iter().filter_map(|ty| structure_id(&self.types, ty));
                inherited.extend(behind.map(found));
            }
        }
        let closer: BTreeSet<(TypeId, SpecStr)> =
            known.iter().map(|(id, property, _)| (*id, property.clone())).collect();
        inherited.retain(|(id, property, _)| !closer.contains(&(*id, property.clone())));
        known.extend(inherited);
        known
    }

    /// Makes constants of the whole numbers by which variants differ: a list of one number is
    /// open otherwise, so that every variant could be read as the first.
    pub(super) fn fix_numbers(&mut self, union: TypeId) {
        let mut fixed: BTreeMap<SpecStr, Vec<(TypeId, i64)>> = BTreeMap::new();
        for ty in self.variant_types(union) {
            let Some(id) = structure_id(&self.types, &ty) else { continue };
            let Shape::Struct(structure) = &self.types[id].shape else {
                continue;
            };
            for field in structure.fields.iter().filter(|field| field.is_demanded()) {
                if let Some(number) = only_number(&self.types, &field.ty) {
                    fixed.entry(field.wire.clone()).or_default().push((id, number));
                }
            }
        }
        for (property, variants) in fixed {
            let numbers: BTreeSet<i64> = variants.iter().map(|(_, n)| *n).collect();
            if numbers.len() > 1 {
                for (id, number) in variants {
                    self.fix(id, &property, number.into());
                }
            }
        }
    }

    /// Makes a property a constant.
    fn fix(&mut self, id: TypeId, property: &SpecStr, value: serde_json::Value) {
        let Shape::Struct(structure) = &mut self.types[id].shape else {
            return;
        };
        let field = structure.fields.iter_mut().find(|field| field.wire == *property);
        if let Some(field) = field {
            let value = SpecValue::new(value);
            field.ty = Type::Scalar(scalar_of(&value));
            field.constant = Some(value);
        }
    }

    /// A property of any text, or of a list that has it among others, has the only one by which
    /// unions know its struct, until somebody says otherwise. It is no constant: what stands in a
    /// document's mapping is not always all that servers send. A list of one is left to callers:
    /// with a second value nothing would tell which is meant.
    fn preset_tag(&mut self, id: TypeId, property: &SpecStr, text: &SpecStr) {
        let Shape::Struct(structure) = &self.types[id].shape else { return };
        let can_be = |ty: &Type| match ty {
            Type::Scalar(scalar) => *scalar == Scalar::Text(Format::Plain),
            ty => enum_texts(&self.types, ty, 0)
                .is_some_and(|texts| texts.len() > 1 && texts.contains(text)),
        };
        let is_free = |field: &Field| {
            field.wire == *property
                && field.presence == Presence::Required
                && field.constant.is_none()
                && can_be(&field.ty)
        };
        let Some(at) = structure.fields.iter().position(is_free) else { return };
        if let Shape::Struct(structure) = &mut self.types[id].shape {
            structure.fields[at].tag = Some(text.clone());
        }
    }

    /// A property that may be left out and can hold one text only has it where a union would
    /// otherwise take its struct for another one: what a constructor makes says what it is.
    fn preset_optional_tags(&mut self) {
        let mut found: Vec<(TypeId, SpecStr, SpecStr)> = Vec::new();
        for definition in &self.types {
            let Shape::Union(Union { variants, select: Select::Probe { probes, .. } }) =
                &definition.shape
            else {
                continue;
            };
            for probe in probes {
                let Some(id) = structure_id(&self.types, &variants[probe.variant].ty)
                else {
                    continue;
                };
                for (property, texts) in &probe.hints {
                    if let [text] = &texts[..] {
                        found.push((id, property.clone(), text.clone()));
                    }
                }
            }
        }
        for (id, property, text) in found {
            let Shape::Struct(structure) = &self.types[id].shape else {
                continue;
            };
            let is_optional = |field: &Field| {
                field.wire == property
                    && field.presence != Presence::Required
                    && field.constant.is_none()
                    && enum_texts(&self.types, &field.ty, 0).as_deref()
                        == Some(std::slice::from_ref(&text))
            };
            let at = structure.fields.iter().position(is_optional);
            if let (Some(at), Shape::Struct(structure)) = (at, &mut self.types[id].shape)
            {
                structure.fields[at].tag = Some(text);
            }
        }
    }

    fn fix_tag(&mut self, id: TypeId, property: &SpecStr, value: &SpecStr) {
        let Shape::Struct(structure) = &self.types[id].shape else { return };
        let known = structure.fields.iter().position(|field| field.wire == *property);
        let Some(at) = known else { return };
        let field = &structure.fields[at];
        let Type::Def(list) = &field.ty else { return };
        if self.types[*list].component {
            return;
        }
        let texts = enum_texts(&self.types, &field.ty, 0).unwrap_or_default();
        if field.presence != Presence::Required || texts[..] != [value.clone()] {
            return;
        }
        self.fix(id, property, value.untrusted().into());
    }

    /// A constant of the server's that other variants of a union have as well says which of them
    /// a value is, and goes into requests: a server tells variants apart as a client does.
    fn send_telling_constants(&mut self) {
        let mut found: Vec<(TypeId, usize, SpecStr)> = Vec::new();
        for definition in &self.types {
            let Shape::Union(union) = &definition.shape else { continue };
            let variants: BTreeSet<TypeId> = union
                .variants
                .iter()
                .filter_map(|variant| structure_id(&self.types, &variant.ty))
                .collect();
            let mut uses: BTreeMap<&SpecStr, usize> = BTreeMap::new();
            let mut constants = Vec::new();
            for id in variants {
                let Shape::Struct(structure) = &self.types[id].shape else {
                    continue;
                };
                for (at, field) in structure.fields.iter().enumerate() {
                    *uses.entry(&field.wire).or_default() += 1;
                    if let (Access::ReadOnly, Some(value)) =
                        (field.access, &field.constant)
                    {
                        constants.push((id, at, &field.wire, value));
                    }
                }
            }
            constants.retain(|(_, _, wire, _)| uses.get(wire).is_some_and(|it| *it > 1));
            found.extend(constants.into_iter().map(|(id, at, _, value)| {
                let value = value.untrusted();
                let text =
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                (id, at, SpecStr::new(&text))
            }));
        }
        for (id, at, text) in found {
            if let Shape::Struct(structure) = &mut self.types[id].shape {
                structure.fields[at].tag = Some(text);
            }
        }
    }
}

/// The number of a list of one that is no component.
fn only_number(types: &[TypeDef], ty: &Type) -> Option<i64> {
    let Type::Def(id) = ty else { return None };
    let definition = &types[*id];
    match &definition.shape {
        Shape::Enum(list) if !definition.component => match &list.values[..] {
            [only] => match only.value {
                EnumLiteral::Integer(number) => Some(number),
                EnumLiteral::Text(_) => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// A text by which a variant is told from the others.
pub(super) struct Tag<'t> {
    pub(super) variant: usize,
    pub(super) property: &'t SpecStr,
    text: &'t SpecStr,
}

/// The texts by which variants are told apart.
pub(super) fn tags(select: &Select) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    match select {
        Select::Tag { property, values, .. } => {
            for (text, variant) in values {
                tags.push(Tag { variant: *variant, property, text });
            }
        }
        Select::Probe { probes, .. } => {
            for probe in probes {
                for (property, texts) in &probe.constants {
                    let tag = |text| Tag { variant: probe.variant, property, text };
                    tags.extend(texts.iter().map(tag));
                }
            }
        }
    }
    tags
}
