//! Files of types: structs with their tables, constructors and setters, enums, aliases.

use super::literal::{ident, scalar, text};
use super::uses::Uses;
use super::{Piece, Source, Table, Use, docs, unions};
use crate::rust::{
    About, Crate, Field, Module, Number, Struct, Ty, TypeItem, TypeKind, Value,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// A constructor with more arguments is allowed to have them: each is required.
const MANY_ARGUMENTS: usize = 7;

/// `src/types.rs`: the modules and what they hold, under one roof.
pub(super) fn index(plan: &Crate) -> Source {
    let modules = plan.types.iter().map(|module| {
        let name = ident(&module.ident);
        quote!(mod #name;)
    });
    let mut uses: Vec<Use> = plan
        .types
        .iter()
        .map(|module| {
            let types = module.items.iter().map(|item| item.ident.as_str().to_owned());
            Use::new("pub ", module.ident.as_str(), types.collect())
        })
        .collect();
    let mut modules: Vec<TokenStream> = modules.collect();
    modules.sort_by_key(ToString::to_string);
    uses.sort_by(|a, b| super::uses::version_order(&a.path, &b.path));
    Source {
        path: "src/types.rs".to_owned(),
        docs: vec!["The types of the API's components.".to_owned()],
        pieces: vec![Piece::Together(modules), Piece::Uses(uses)],
    }
}

/// A component's file.
pub(super) fn module(plan: &Crate, at: usize) -> Source {
    let module = &plan.types[at];
    let file = plan.groups.len() + at;
    let path = format!("src/types/{}.rs", module.ident.as_str());
    file_of_types(plan, module, file, path, Vec::new())
}

/// `src/webhooks.rs`.
pub(super) fn webhooks(plan: &Crate) -> Source {
    let docs =
        vec!["What the API's provider sends: the bodies of its webhooks.".to_owned()];
    let empty = Module { ident: super::runtime::fixed_module(), items: Vec::new() };
    let module = plan.webhooks.as_ref().unwrap_or(&empty);
    file_of_types(plan, module, usize::MAX, "src/webhooks.rs".to_owned(), docs)
}

fn file_of_types(
    plan: &Crate,
    module: &Module,
    file: usize,
    path: String,
    docs: Vec<String>,
) -> Source {
    let locals: BTreeSet<String> =
        module.items.iter().map(|item| item.ident.as_str().to_owned()).collect();
    let mut uses = Uses::new(plan, file, locals);
    let mut pieces = Vec::new();
    for item in &module.items {
        pieces.extend(type_item(&mut uses, item));
    }
    let declarations = uses.declarations();
    if !declarations.is_empty() {
        pieces.insert(0, Piece::Uses(declarations));
    }
    Source { path, docs, pieces }
}

/// The pieces of a type: its definition, its table, its methods.
pub(super) fn type_item(uses: &mut Uses<'_>, item: &TypeItem) -> Vec<Piece> {
    match &item.kind {
        TypeKind::Struct(structure) => struct_pieces(uses, item, structure),
        TypeKind::Values(values) => values_pieces(uses, item, values),
        TypeKind::Numbers(numbers) => numbers_pieces(uses, item, numbers),
        TypeKind::Constants(values) => constants_pieces(uses, item, values),
        TypeKind::Union(union) => unions::pieces(uses, item, union),
        TypeKind::Alias(ty) => {
            let (head, name) = (head(item), ident(&item.ident));
            let ty = uses.ty(ty);
            vec![Piece::Item(quote!(#head pub type #name = #ty;))]
        }
        TypeKind::Newtype(ty) => newtype_pieces(uses, item, ty),
    }
}

/// Documentation and `#[deprecated]` of a type.
pub(super) fn head(item: &TypeItem) -> TokenStream {
    let lines = docs::attributes(&docs::lines(&item.docs, &about(item)));
    let deprecated = docs::deprecated(&item.docs);
    quote!(#lines #deprecated)
}

/// What stands in for a description that the document does not have.
fn about(item: &TypeItem) -> String {
    let quoted = |name: &crate::model::SpecStr| {
        docs::code(name.untrusted()).unwrap_or_else(|| "unnamed".to_owned())
    };
    match &item.about {
        About::Component(name) => format!("The schema {}.", quoted(name)),
        About::Property(name, owner) => {
            format!("The property {} of [`{}`].", quoted(name), owner.as_str())
        }
        About::Element(owner) => format!("An element of [`{}`].", owner.as_str()),
        About::Variant(owner) => format!("A variant of [`{}`].", owner.as_str()),
        About::Part(operation, part) => {
            format!("The {part} of [`{}`].", operation.as_str())
        }
    }
}

fn struct_pieces(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let mut derives = vec![quote!(Clone)];
    if !structure.redacted {
        derives.push(quote!(Debug));
    }
    if structure.default {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    if item.hash {
        derives.extend([quote!(Eq), quote!(Hash)]);
    }
    let mut fields = Vec::new();
    for field in structure.fields.iter().filter(|field| field.constant.is_none()) {
        let lines = docs::attributes(&field_docs(field));
        let deprecated = docs::deprecated(&field.docs);
        let (word, ty) = (ident(&field.ident), uses.ty(&field.ty));
        fields.push(quote!(#lines #deprecated pub #word: #ty));
    }
    if let Some((word, ty)) = &structure.extra {
        let word = ident(word);
        let map = uses.ty(&Ty::Map(Box::new(ty.clone())));
        fields.push(quote!(#[doc = " The keys that the document does not name."] pub #word: #map));
    }
    let mut pieces = vec![
        Piece::Item(quote! {
            #head
            #[derive(#(#derives),*)]
            #[non_exhaustive]
            pub struct #name { #(#fields),* }
        }),
        Piece::Table(fields_table(uses, item, structure)),
    ];
    if structure.redacted {
        let table = Table {
            name: uses.table("redacted_debug"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: None,
        };
        pieces.push(Piece::Table(table));
    }
    pieces.extend(struct_methods(uses, item, structure));
    pieces
}

fn field_docs(field: &Field) -> Vec<String> {
    let wire = docs::code(field.wire.untrusted());
    let fallback =
        wire.map_or_else(|| "The unnamed key.".to_owned(), |wire| format!("{wire}."));
    docs::lines(&field.docs, &fallback)
}

fn fields_table(uses: &mut Uses<'_>, item: &TypeItem, structure: &Struct) -> Table {
    let name = ident(&item.ident);
    let mut entries = Vec::new();
    for field in &structure.fields {
        let wire = text(&field.wire);
        entries.push(match &field.constant {
            Some(value) => {
                let value = scalar(value);
                quote!(const #wire = #value)
            }
            None => {
                let word = ident(&field.ident);
                let null = if field.or_null { quote!(or null) } else { quote!() };
                let secret = if field.secret { quote!(secret) } else { quote!() };
                quote!(#word: #wire #null #secret)
            }
        });
    }
    if let Some((word, _)) = &structure.extra {
        let word = ident(word);
        entries.push(quote!(..#word));
    }
    Table {
        name: uses.table("fields"),
        attributes: Vec::new(),
        head: quote!(#name),
        entries: Some(entries.into_iter().map(|entry| (Vec::new(), entry)).collect()),
    }
}

fn struct_methods(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> Option<Piece> {
    let name = ident(&item.ident);
    let mut methods = Vec::new();
    if structure.constructor {
        methods.push(constructor(uses, structure));
    }
    if structure.setters {
        for field in &structure.fields {
            methods.extend(setter(uses, field));
        }
    }
    (!methods.is_empty()).then(|| Piece::Item(quote!(impl #name { #(#methods)* })))
}

fn constructor(uses: &mut Uses<'_>, structure: &Struct) -> TokenStream {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in structure.fields.iter().filter(|field| field.constant.is_none()) {
        let word = ident(&field.ident);
        if field.required {
            let (ty, value) = argument(uses, &field.ty, &quote!(#word));
            arguments.push(quote!(#word: #ty));
            let plain = word == value.to_string();
            values.push(if plain { quote!(#word) } else { quote!(#word: #value) });
        } else {
            let empty = match &field.ty {
                Ty::Nullable(_) => {
                    let nullable = uses.runtime("Nullable");
                    quote!(#nullable::Absent)
                }
                _ => uses.std("None"),
            };
            values.push(quote!(#word: #empty));
        }
    }
    if let Some((word, _)) = &structure.extra {
        let (word, map) = (ident(word), uses.map());
        values.push(quote!(#word: #map::new()));
    }
    if arguments.is_empty() {
        let body = if structure.default {
            quote!(Self::default())
        } else {
            quote!(Self { #(#values),* })
        };
        return quote! {
            #[doc = " Nothing set yet."]
            pub fn new() -> Self { #body }
        };
    }
    let many = if arguments.len() > MANY_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "each is required")])
    } else {
        quote!()
    };
    quote! {
        #[doc = " With what is required, and nothing else set."]
        #many
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

/// The type of an argument that fills a place of this type, and the value to put there.
pub(super) fn argument(
    uses: &mut Uses<'_>,
    ty: &Ty,
    name: &TokenStream,
) -> (TokenStream, TokenStream) {
    match ty {
        Ty::String | Ty::Bytes | Ty::Upload | Ty::Base64 => {
            let (into, ty) = (uses.std("Into"), uses.ty(ty));
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        Ty::Nullable(_) => {
            let (into, ty) = (uses.std("Into"), uses.ty(ty));
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        Ty::Boxed(inner) => {
            let boxed = uses.std("Box");
            (uses.ty(inner), quote!(#boxed::new(#name)))
        }
        _ => (uses.ty(ty), name.clone()),
    }
}

fn setter(uses: &mut Uses<'_>, field: &Field) -> Option<TokenStream> {
    let (word, method) = (ident(&field.ident), ident(&field.setter));
    let value = quote!(value);
    let (ty, value) = match &field.ty {
        _ if field.constant.is_some() => return None,
        Ty::Option(inner) => {
            let (ty, value) = argument(uses, inner, &value);
            let some = uses.std("Some");
            (ty, quote!(#some(#value)))
        }
        nullable @ Ty::Nullable(_) => argument(uses, nullable, &value),
        _ => return None,
    };
    let doc = match docs::code(field.wire.untrusted()) {
        Some(wire) => format!(" Sets {wire}."),
        None => " Sets the unnamed key.".to_owned(),
    };
    let deprecated = docs::deprecated(&field.docs);
    Some(quote! {
        #[doc = #doc]
        #deprecated
        #[must_use]
        pub fn #method(mut self, value: #ty) -> Self {
            self.#word = #value;
            self
        }
    })
}

fn values_pieces(uses: &mut Uses<'_>, item: &TypeItem, values: &[Value]) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let unknown = uses.runtime("Unknown");
    let variants = values.iter().map(|value| {
        let word = ident(&value.ident);
        let lines = docs::attributes(&docs::lines(&value.docs, &value_docs(value)));
        quote!(#lines #word,)
    });
    let entries = values.iter().map(|value| {
        let (word, wire) = (ident(&value.ident), text(&value.wire));
        (Vec::new(), quote!(#word: #wire))
    });
    vec![
        Piece::Item(quote! {
            #head
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                #[doc = " A value that this version of the crate does not know."]
                Unknown(#unknown),
            }
        }),
        Piece::Table(Table {
            name: uses.table("values"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: Some(entries.collect()),
        }),
    ]
}

fn value_docs(value: &Value) -> String {
    match docs::code(value.wire.untrusted()) {
        Some(wire) => format!("{wire}."),
        None => "The empty text.".to_owned(),
    }
}

fn numbers_pieces(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    numbers: &[Number],
) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let variants = numbers.iter().map(|number| {
        let word = ident(&number.ident);
        let fallback = format!("`{}`.", number.value);
        let lines = docs::attributes(&docs::lines(&number.docs, &fallback));
        quote!(#lines #word,)
    });
    let entries = numbers.iter().map(|number| {
        let word = ident(&number.ident);
        let value = Literal::i64_unsuffixed(number.value);
        (Vec::new(), quote!(#word: #value))
    });
    vec![
        Piece::Item(quote! {
            #head
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                #[doc = " A value that this version of the crate does not know."]
                Unknown(i64),
            }
        }),
        Piece::Table(Table {
            name: uses.table("numbers"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: Some(entries.collect()),
        }),
    ]
}

fn constants_pieces(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    values: &[Value],
) -> Vec<Piece> {
    let name = ident(&item.ident);
    let fallback = about(item);
    let lines = docs::lines(&item.docs, &fallback);
    let entries = values.iter().map(|value| {
        let (word, wire) = (ident(&value.ident), text(&value.wire));
        (Vec::new(), quote!(#word: #wire))
    });
    let mut attributes: Vec<TokenStream> = lines
        .iter()
        .map(|line| {
            let line = if line.is_empty() { String::new() } else { format!(" {line}") };
            quote!(#[doc = #line])
        })
        .collect();
    attributes.extend(item.docs.deprecated.then(|| quote!(#[deprecated])));
    vec![Piece::Table(Table {
        name: uses.table("constants"),
        attributes,
        head: quote!(#name),
        entries: Some(entries.collect()),
    })]
}

fn newtype_pieces(uses: &mut Uses<'_>, item: &TypeItem, ty: &Ty) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let ty = uses.ty(ty);
    let hash = if item.hash { quote!(, Eq, Hash) } else { quote!() };
    vec![
        Piece::Item(quote! {
            #head
            #[derive(Clone, Debug, PartialEq #hash)]
            pub struct #name(#[doc = " The value itself."] pub #ty);
        }),
        Piece::Table(Table {
            name: uses.table("newtype"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: None,
        }),
    ]
}
