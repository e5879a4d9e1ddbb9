//! How a struct is made: its constructor, and the setters of what may be left out.

use super::literal::ident;
use super::uses::Uses;
use super::{Entry, Table, defaults, docs};
use crate::rust::{DefaultValue, Field, Struct, Ty, TypeItem};
use proc_macro2::TokenStream;
use quote::quote;

/// A constructor with more arguments is allowed to have them: each is required.
const MANY_ARGUMENTS: usize = 7;

pub(super) fn setters_table(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> Option<Table> {
    let optional: Vec<Entry> = structure
        .fields
        .iter()
        .filter(|field| structure.setters && field.constant.is_none())
        .filter_map(|field| setter(uses, field))
        .collect();
    let name = ident(&item.ident);
    (!optional.is_empty()).then(|| Table {
        name: uses.table("setters"),
        attributes: Vec::new(),
        head: quote!(#name),
        entries: Some(optional),
    })
}

pub(super) fn constructor(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> TokenStream {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in structure.fields.iter().filter(|field| field.constant.is_none()) {
        let word = ident(&field.ident);
        let value = if field.required {
            let (ty, value) = required(uses, field);
            arguments.push(quote!(#word: #ty));
            value
        } else {
            preset(uses, field)
        };
        let plain = word == value.to_string();
        values.push(if plain { quote!(#word) } else { quote!(#word: #value) });
    }
    if let Some((word, _)) = &structure.extra {
        let (word, map) = (ident(word), uses.map());
        values.push(quote!(#word: #map::new()));
    }
    if arguments.is_empty() {
        return without_arguments(item, structure, &values);
    }
    let many = if arguments.len() > MANY_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "each is required")])
    } else {
        quote!()
    };
    let about = about(item, structure);
    quote! {
        #[doc = #about]
        #many
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

/// The constructor of a struct that needs nothing.
fn without_arguments(
    item: &TypeItem,
    structure: &Struct,
    values: &[TokenStream],
) -> TokenStream {
    let body = if structure.default {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values),* })
    };
    let tagged = structure.fields.iter().any(|field| field.tag.is_some());
    let about = if tagged {
        " Creates it with its constants set.".to_owned()
    } else {
        format!(" Creates an empty `{}`.", item.ident.as_str())
    };
    quote! {
        #[doc = #about]
        pub fn new() -> Self { #body }
    }
}

/// What a constructor with arguments does.
fn about(item: &TypeItem, structure: &Struct) -> String {
    let name = item.ident.as_str();
    let mut fields = structure.fields.iter();
    if fields.any(|field| !field.required && field.constant.is_none())
        || structure.extra.is_some()
    {
        format!(
            " Creates a new `{name}` from its required fields; the others are left out."
        )
    } else {
        format!(" Creates a new `{name}`.")
    }
}

/// The argument of a required field, and what the field gets of it.
fn required(uses: &mut Uses<'_>, field: &Field) -> (TokenStream, TokenStream) {
    let word = ident(&field.ident);
    let (ty, value) = argument(uses, field.argument(), field.converted, &quote!(#word));
    if !field.write_only {
        return (ty, value);
    }
    let some = uses.std("Some");
    (ty, quote!(#some(#value)))
}

/// What a field holds that the constructor does not ask for.
fn preset(uses: &mut Uses<'_>, field: &Field) -> TokenStream {
    match (&field.tag, &field.ty) {
        (Some(tag), Ty::Option(_)) => {
            let (some, value) = (uses.std("Some"), tag_value(uses, tag));
            quote!(#some(#value))
        }
        (Some(tag), _) => tag_value(uses, tag),
        (None, Ty::Nullable(_)) => {
            let nullable = uses.runtime("Nullable");
            quote!(#nullable::Absent)
        }
        (None, _) => uses.std("None"),
    }
}

/// The value by which unions know a struct, as its field holds it.
fn tag_value(uses: &mut Uses<'_>, tag: &DefaultValue) -> TokenStream {
    let value = defaults::value(uses, tag);
    match tag {
        DefaultValue::Scalar(_, Ty::String) => quote!(#value.to_owned()),
        DefaultValue::Scalar(..) | DefaultValue::Variant(..) => value,
    }
}

/// The type of an argument that fills a place of this type, and the value to put there.
pub(super) fn argument(
    uses: &mut Uses<'_>,
    ty: &Ty,
    converted: bool,
    name: &TokenStream,
) -> (TokenStream, TokenStream) {
    match ty {
        Ty::Boxed(inner) => {
            let boxed = uses.std("Box");
            (uses.ty(inner), quote!(#boxed::new(#name)))
        }
        Ty::Nullable(inner) if matches!(**inner, Ty::Boxed(_)) => {
            let ty = uses.ty(&Ty::Nullable(unboxed(inner)));
            let (into, boxed) = (uses.std("Into"), uses.std("Box"));
            (quote!(impl #into<#ty>), quote!(#name.into().map(#boxed::new)))
        }
        Ty::Option(inner) if matches!(**inner, Ty::Boxed(_)) => {
            let ty = uses.ty(&Ty::Option(unboxed(inner)));
            let boxed = uses.std("Box");
            (ty, quote!(#name.map(#boxed::new)))
        }
        // What may be missing or null is given as it is.
        Ty::Option(_) => (uses.ty(ty), name.clone()),
        ty if converted || matches!(ty, Ty::Nullable(_)) => {
            let (into, ty) = (uses.std("Into"), uses.ty(ty));
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        _ => (uses.ty(ty), name.clone()),
    }
}

/// What is in the box.
fn unboxed(ty: &Ty) -> Box<Ty> {
    match ty {
        Ty::Boxed(inner) => inner.clone(),
        ty => Box::new(ty.clone()),
    }
}

fn setter(uses: &mut Uses<'_>, field: &Field) -> Option<Entry> {
    let how = match &field.ty {
        Ty::Option(inner) => setter_argument(uses, inner, field.converted),
        Ty::Nullable(inner) => {
            let ty = held(uses, inner);
            quote!(nullable #ty)
        }
        _ => return None,
    };
    let (word, method) = (ident(&field.ident), ident(&field.setter));
    let renamed = if word == method { quote!() } else { quote!(as #method) };
    let mut attributes = docs::attribute_list(&docs::access(&field.docs));
    attributes.extend(field.docs.deprecated.then(|| docs::deprecated(&field.docs)));
    Some(Entry::line(quote!(#word #renamed (#how))).with(attributes))
}

/// What a setter takes for a value of this type.
pub(super) fn setter_argument(
    uses: &mut Uses<'_>,
    ty: &Ty,
    converted: bool,
) -> TokenStream {
    match ty {
        ty if converted => {
            let ty = uses.ty(ty);
            quote!(into #ty)
        }
        ty => held(uses, ty),
    }
}

/// A type as the tables say it, which take content out of its box.
pub(super) fn held(uses: &mut Uses<'_>, ty: &Ty) -> TokenStream {
    match ty {
        Ty::Boxed(inner) => {
            let ty = uses.ty(inner);
            quote!(boxed #ty)
        }
        ty => uses.ty(ty),
    }
}
