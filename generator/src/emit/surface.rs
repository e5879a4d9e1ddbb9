//! `API.md`: the whole public surface, a line per item, made to be read in a review.

use super::docs;
use crate::rust::{
    Body, Crate, Field, Group, Operation, Outcome, Param, Ty, TypeItem, TypeKind,
};
use std::fmt::Write as _;

pub(super) fn surface(plan: &Crate) -> String {
    let mut out = String::from("# Public surface\n\n");
    client(&mut out, plan);
    for group in plan.groups.iter().filter(|group| has_content(group)) {
        self::group(&mut out, group);
    }
    let types = plan.types.iter().flat_map(|module| &module.items);
    section(&mut out, "types", types);
    if let Some(webhooks) = &plan.webhooks {
        section(&mut out, "webhooks", webhooks.items.iter());
    }
    out
}

fn has_content(group: &Group) -> bool {
    !group.operations.is_empty() || !group.items.is_empty()
}

fn client(out: &mut String, plan: &Crate) {
    out.push_str("## Client\n\n");
    for scheme in
        plan.client.schemes.iter().filter(|scheme| !scheme.credentials.is_empty())
    {
        let names: Vec<&str> =
            scheme.credentials.iter().map(crate::rust::Ident::as_str).collect();
        let _ = writeln!(
            out,
            "- `ClientBuilder::{}({})`",
            scheme.method.as_str(),
            names.join(", ")
        );
    }
    out.push('\n');
}

fn group(out: &mut String, group: &Group) {
    let calls: Vec<String> =
        group.path.iter().map(|name| format!("{}()", name.as_str())).collect();
    let place =
        std::iter::once("client".to_owned()).chain(calls).collect::<Vec<_>>().join(".");
    let _ = writeln!(out, "## `{place}`\n");
    for operation in &group.operations {
        self::operation(out, operation);
    }
    for item in &group.items {
        type_item(out, item);
    }
    out.push('\n');
}

fn operation(out: &mut String, item: &Operation) {
    let mut arguments: Vec<String> = item
        .params
        .iter()
        .filter(|param| param.required)
        .map(|param| format!("{}: {}", param.ident.as_str(), ty(&param.ty)))
        .collect();
    if let Some(body) = &item.body {
        let ty = body_type(body);
        let ty = if body.required { ty } else { format!("Option<{ty}>") };
        arguments.push(format!("{}: {ty}", body.ident.as_str()));
    }
    let output = outcome(&item.output, "()");
    let failure = outcome(&item.failure, "NoFailure");
    let _ = writeln!(
        out,
        "- `{}({}) -> Call<{}>`: `{output}`, or `{failure}`",
        item.method_ident.as_str(),
        arguments.join(", "),
        item.ident.as_str()
    );
    for param in item.params.iter().filter(|param| !param.required) {
        setter(out, param);
    }
    for header in &item.headers {
        let (name, ty) = (header.ident.as_str(), ty(&header.ty));
        let _ = writeln!(out, "  - `{}::{name}: Header<{ty}>`", item.ident.as_str());
    }
    if let Some(pages) = &item.pages {
        let _ = writeln!(out, "  - `.pages()`, `.items()`: `{}`", ty(&pages.element));
    }
    if let Some(stream) = &item.stream {
        let _ = writeln!(out, "  - `.stream()`: `{}`", ty(&stream.item));
    }
    for known in [&item.output, &item.failure] {
        if let Outcome::Several(name, variants) = known {
            for variant in variants {
                let content = variant.ty.as_ref().map(ty).unwrap_or_default();
                let _ = writeln!(
                    out,
                    "  - `{}::{}({content})`",
                    name.as_str(),
                    variant.ident.as_str()
                );
            }
        }
    }
}

fn setter(out: &mut String, param: &Param) {
    let _ = writeln!(out, "  - `.{}({})`", param.ident.as_str(), ty(&param.ty));
}

fn body_type(body: &Body) -> String {
    match (&body.choice, body.choices.first()) {
        (Some(name), _) => name.as_str().to_owned(),
        (None, Some(choice)) => format!("&{}", ty(&choice.ty)),
        (None, None) => "()".to_owned(),
    }
}

fn outcome(outcome: &Outcome, none: &str) -> String {
    match outcome {
        Outcome::None => none.to_owned(),
        Outcome::One(one) => ty(one),
        Outcome::Several(name, _) => name.as_str().to_owned(),
    }
}

fn section<'a>(out: &mut String, name: &str, items: impl Iterator<Item = &'a TypeItem>) {
    let _ = writeln!(out, "## `{name}`\n");
    for item in items {
        type_item(out, item);
    }
    out.push('\n');
}

fn type_item(out: &mut String, item: &TypeItem) {
    let name = item.ident.as_str();
    match &item.kind {
        TypeKind::Struct(structure) => {
            let _ = writeln!(out, "- `struct {name}`");
            for field in &structure.fields {
                self::field(out, field);
            }
            if let Some((word, value)) = &structure.extra {
                let _ = writeln!(out, "  - `{}: Map<{}>`", word.as_str(), ty(value));
            }
        }
        TypeKind::Values(values) | TypeKind::Constants(values) => {
            let _ = writeln!(out, "- `enum {name}`");
            for value in values {
                let wire = docs::code(value.wire.untrusted()).unwrap_or_default();
                let _ = writeln!(out, "  - `{}` {wire}", value.ident.as_str());
            }
        }
        TypeKind::Numbers(numbers) => {
            let _ = writeln!(out, "- `enum {name}`");
            for number in numbers {
                let _ =
                    writeln!(out, "  - `{}` `{}`", number.ident.as_str(), number.value);
            }
        }
        TypeKind::Union(union) => {
            let _ = writeln!(out, "- `enum {name}`");
            for variant in &union.variants {
                let _ = writeln!(
                    out,
                    "  - `{}({})`",
                    variant.ident.as_str(),
                    ty(&variant.ty)
                );
            }
        }
        TypeKind::Alias(inner) => {
            let _ = writeln!(out, "- `type {name} = {}`", ty(inner));
        }
        TypeKind::Newtype(inner) => {
            let _ = writeln!(out, "- `struct {name}({})`", ty(inner));
        }
    }
}

fn field(out: &mut String, field: &Field) {
    if field.constant.is_some() {
        let wire = docs::code(field.wire.untrusted()).unwrap_or_default();
        let _ = writeln!(out, "  - constant {wire}");
    } else {
        let _ = writeln!(out, "  - `{}: {}`", field.ident.as_str(), ty(&field.ty));
    }
}

/// A type as people write it.
fn ty(ty: &Ty) -> String {
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Number(name) => (*name).to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Value => "Value".to_owned(),
        Ty::Base64 => "Base64".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Upload => "Upload".to_owned(),
        Ty::Library(path) => (*path).to_owned(),
        Ty::Vec(inner) => format!("Vec<{}>", self::ty(inner)),
        Ty::Map(inner) => format!("Map<{}>", self::ty(inner)),
        Ty::Option(inner) => format!("Option<{}>", self::ty(inner)),
        Ty::Nullable(inner) => format!("Nullable<{}>", self::ty(inner)),
        Ty::Boxed(inner) => format!("Box<{}>", self::ty(inner)),
        Ty::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(self::ty).collect();
            format!("({})", elements.join(", "))
        }
        Ty::Named(_, ident) => ident.as_str().to_owned(),
    }
}
