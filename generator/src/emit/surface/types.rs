//! Types: what they have, and what can be made of them.

use super::{Names, marked, sent};
use crate::diagnostics::NodeId;
use crate::emit::docs;
use crate::emit::words::ty;
use crate::model::{Select, SpecStr};
use crate::rust::{
    DefaultValue, Field, FieldDefault, Struct, Ty, TypeItem, TypeKind, Union, Value,
};
use crate::surface::Section;
use std::collections::BTreeMap;

pub(super) fn type_items(out: &mut Section, items: &[TypeItem], names: &Names<'_>) {
    for item in items {
        type_item(out, item);
        names.say(out, &item.ident, item.origin);
    }
}

fn type_item(out: &mut Section, item: &TypeItem) {
    let (name, origin, docs) = (item.ident.as_str(), item.origin, &item.docs);
    let traits = [if item.hash { "`Eq`, `Hash`" } else { "" }, validate(item)];
    match &item.kind {
        TypeKind::Struct(structure) => struct_item(out, item, structure),
        TypeKind::Values(values) => {
            out.item(marked(format!("`enum {name}`"), docs), origin);
            self::values(out, values, origin);
        }
        TypeKind::Constants(values) => {
            out.item(marked(format!("`struct {name}` with constants"), docs), origin);
            self::values(out, values, origin);
        }
        TypeKind::Numbers(numbers) => {
            out.item(marked(format!("`enum {name}`"), docs), origin);
            for number in numbers {
                let (word, value) = (number.ident.as_str(), number.value);
                out.sent_part(format!("`{word}`"), sent(&value.to_string()), origin);
            }
        }
        TypeKind::Union(union) => {
            let head = with_traits(&format!("`enum {name}`"), &traits);
            out.item(marked(head, docs), origin);
            variants(out, union, origin);
        }
        TypeKind::Alias(inner) => {
            let head = format!("`type {name} = {}`", ty(inner));
            out.item(marked(head, docs), origin);
        }
        TypeKind::Newtype(inner) => {
            let head = format!("`struct {name}({})`", ty(inner));
            out.item(marked(with_traits(&head, &traits), docs), origin);
        }
    }
}

/// How a type is asked whether it keeps to limits, if it is.
fn validate(item: &TypeItem) -> &'static str {
    if item.limits.is_some() { "`validate()`" } else { "" }
}

/// What a type has in addition to `Clone`, `Debug`, `PartialEq` and serde's traits.
fn with_traits(head: &str, traits: &[&str]) -> String {
    let traits: Vec<&str> =
        traits.iter().copied().filter(|text| !text.is_empty()).collect();
    if traits.is_empty() {
        head.to_owned()
    } else {
        format!("{head}: {}", traits.join(", "))
    }
}

fn struct_item(out: &mut Section, item: &TypeItem, structure: &Struct) {
    let name = item.ident.as_str();
    let traits = [
        if structure.default { "`Default`" } else { "" },
        if item.hash { "`Eq`, `Hash`" } else { "" },
        if structure.setters { "setters" } else { "" },
        validate(item),
    ];
    let head = with_traits(&format!("`struct {name}`"), &traits);
    out.item(marked(head, &item.docs), item.origin);
    if structure.constructor {
        let required = structure.fields.iter().filter(|field| field.required);
        let arguments: Vec<String> = required
            .map(|field| format!("{}: {}", field.ident.as_str(), ty(field.argument())))
            .collect();
        out.part(format!("`new({})`", arguments.join(", ")), item.origin);
    }
    for field in &structure.fields {
        let wire = sent(field.wire.untrusted()).filter(|_| field.constant.is_none());
        out.sent_part(self::field(field), wire, field.origin);
    }
    for field in &structure.fields {
        if let Some(default) = &field.default {
            out.part(self::default(default), field.origin);
        }
    }
    if let Some((word, value)) = &structure.extra {
        out.part(
            format!("`{}: BTreeMap<String, {}>`", word.as_str(), ty(value)),
            item.origin,
        );
    }
}

fn values(out: &mut Section, values: &[Value], origin: NodeId) {
    for value in values {
        let text = format!("`{}`", value.ident.as_str());
        out.sent_part(text, sent(value.wire.untrusted()), origin);
    }
}

fn variants(out: &mut Section, union: &Union, origin: NodeId) {
    let signs = signs(union);
    for (at, variant) in union.variants.iter().enumerate() {
        let from = if variant.from { ", `From`" } else { "" };
        let (word, ty) = (variant.ident.as_str(), ty(&variant.ty));
        let sign = variant.key.as_ref().or(variant.tag.as_ref());
        let sign = sign.or_else(|| signs.get(&at).copied());
        let wire = sign.and_then(|sign| sent(sign.untrusted()));
        out.sent_part(format!("`{word}({ty})`{from}"), wire, origin);
    }
}

/// The text by which each variant is known, as far as there is one.
fn signs(union: &Union) -> BTreeMap<usize, &SpecStr> {
    let mut signs = BTreeMap::new();
    match &union.select {
        Select::Tag { values, .. } => {
            for (value, variant) in values {
                signs.entry(*variant).or_insert(value);
            }
        }
        Select::Probe { probes, .. } => {
            for probe in probes {
                let mut texts = probe.constants.iter().flat_map(|(_, texts)| texts);
                if let Some(text) = texts.next() {
                    signs.entry(probe.variant).or_insert(text);
                }
            }
        }
    }
    signs
}

/// The constant; its value is not part of the surface.
fn default(default: &FieldDefault) -> String {
    let ty = match &default.value {
        DefaultValue::Scalar(_, Ty::String) => "&str".to_owned(),
        DefaultValue::Scalar(_, ty) | DefaultValue::Variant(ty, _) => self::ty(ty),
    };
    format!("`{}: {ty}`", default.ident.as_str())
}

fn field(field: &Field) -> String {
    if field.constant.is_some() {
        let wire = docs::code(field.wire.untrusted()).unwrap_or_default();
        return format!("constant {wire}");
    }
    let line = format!("`{}: {}`", field.ident.as_str(), ty(&field.ty));
    marked(line, &field.docs)
}
