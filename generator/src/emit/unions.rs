//! Unions: the enum, its table, conversions and accessors.

use super::literal::{ident, text};
use super::models::head;
use super::uses::Uses;
use super::{Piece, Table, docs};
use crate::model::{Kinds, Probe, Select, SpecStr};
use crate::rust::{Ty, TypeItem, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pieces(uses: &mut Uses<'_>, item: &TypeItem, union: &Union) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let value = uses.runtime("Value");
    let mut variants = Vec::new();
    for variant in &union.variants {
        let word = ident(&variant.ident);
        let ty = uses.ty(&variant.ty);
        let fallback = format!("{}.", described(&variant.ty));
        let lines = docs::attributes(&docs::lines(&variant.docs, &fallback));
        variants.push(quote!(#lines #word(#ty)));
    }
    let hash = if item.hash { quote!(, Eq, Hash) } else { quote!() };
    let mut pieces = vec![
        Piece::Item(quote! {
            #head
            #[derive(Clone, Debug, PartialEq #hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #[doc = " A value that this version of the crate does not know."]
                Unknown(#value),
            }
        }),
        Piece::Table(table(uses, item, union)),
    ];
    let accessors: Vec<TokenStream> =
        union.variants.iter().map(|variant| accessor(uses, variant)).collect();
    pieces.push(Piece::Item(quote!(impl #name { #(#accessors)* })));
    for variant in union.variants.iter().filter(|variant| variant.from) {
        pieces.push(Piece::Item(conversion(uses, &name, variant)));
    }
    pieces
}

/// What a variant holds, in words.
fn described(ty: &Ty) -> String {
    match ty {
        Ty::Boxed(inner) => described(inner),
        Ty::Named(_, ident) => {
            let name = ident.as_str();
            let article =
                if name.starts_with(['A', 'E', 'I', 'O']) { "An" } else { "A" };
            format!("{article} [`{name}`]")
        }
        Ty::String => "Text".to_owned(),
        Ty::Bool => "A boolean".to_owned(),
        Ty::Number("f32" | "f64") => "A number".to_owned(),
        Ty::Number(_) => "A whole number".to_owned(),
        Ty::Vec(_) | Ty::Tuple(_) => "An array".to_owned(),
        Ty::Map(_) => "An object".to_owned(),
        _ => "A value".to_owned(),
    }
}

fn table(uses: &mut Uses<'_>, item: &TypeItem, union: &Union) -> Table {
    let name = ident(&item.ident);
    let (head, entries): (TokenStream, Vec<TokenStream>) = match &union.select {
        Select::Tag { property, values } => {
            let property = text(property);
            let entries =
                union.variants.iter().enumerate().filter_map(|(at, variant)| {
                    let word = ident(&variant.ident);
                    let values: Vec<_> = values
                        .iter()
                        .filter(|(_, variant)| *variant == at)
                        .map(|(value, _)| text(value))
                        .collect();
                    let entry = match &variant.tag {
                        Some(_) => quote!(#word: sent #(#values)*),
                        None => quote!(#word: #(#values)|*),
                    };
                    (!values.is_empty()).then_some(entry)
                });
            (quote!(#name by tag #property), entries.collect())
        }
        Select::Probe(probes) => {
            let entries = probes.iter().filter_map(|probe| {
                let word = ident(&union.variants.get(probe.variant)?.ident);
                let looks = looks(probe);
                Some(quote!(#word: #looks))
            });
            (quote!(#name by probe), entries.collect())
        }
    };
    Table {
        name: uses.table("variants"),
        attributes: Vec::new(),
        head,
        entries: Some(entries.into_iter().map(|entry| (Vec::new(), entry)).collect()),
    }
}

/// What a value must look like.
fn looks(probe: &Probe) -> TokenStream {
    let kinds = kinds(probe.kinds);
    let required: Vec<_> = probe.required.iter().map(text).collect();
    let required = if required.is_empty() { quote!() } else { quote!((#(#required),*)) };
    let constants =
        probe.constants.iter().map(|(wire, values): &(SpecStr, Vec<SpecStr>)| {
            let wire = text(wire);
            let values = values.iter().map(text);
            quote!(#wire = #(#values)|*)
        });
    let constants: Vec<TokenStream> = constants.collect();
    let constants =
        if constants.is_empty() { quote!() } else { quote!(where #(#constants)and*) };
    quote!(#kinds #required #constants)
}

fn kinds(kinds: Kinds) -> TokenStream {
    let words = [
        (kinds.null, quote!(null)),
        (kinds.boolean, quote!(boolean)),
        (kinds.integer, quote!(integer)),
        (kinds.number, quote!(number)),
        (kinds.string, quote!(string)),
        (kinds.array, quote!(array)),
        (kinds.object, quote!(object)),
    ];
    let words = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word);
    quote!(#(#words)|*)
}

fn accessor(uses: &mut Uses<'_>, variant: &Variant) -> TokenStream {
    let (word, method) = (ident(&variant.ident), ident(&variant.accessor));
    let ty = match &variant.ty {
        Ty::Boxed(inner) => inner,
        ty => ty,
    };
    let (option, some, none) = (uses.std("Option"), uses.std("Some"), uses.std("None"));
    let (ty, value) = match ty {
        Ty::String => (quote!(&str), quote!(value)),
        Ty::Bool | Ty::Number(_) => (uses.ty(ty), quote!(*value)),
        ty => {
            let ty = uses.ty(ty);
            (quote!(&#ty), quote!(value))
        }
    };
    let doc = format!(" The content, if this is `{}`.", variant.ident.as_str());
    quote! {
        #[doc = #doc]
        pub fn #method(&self) -> #option<#ty> {
            match self {
                Self::#word(value) => #some(#value),
                _ => #none,
            }
        }
    }
}

fn conversion(
    uses: &mut Uses<'_>,
    name: &proc_macro2::Ident,
    variant: &Variant,
) -> TokenStream {
    let word = ident(&variant.ident);
    let from = uses.std("From");
    let (ty, value) = match &variant.ty {
        Ty::Boxed(inner) => {
            let boxed = uses.std("Box");
            (uses.ty(inner), quote!(#boxed::new(value)))
        }
        ty => (uses.ty(ty), quote!(value)),
    };
    quote! {
        impl #from<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#word(#value)
            }
        }
    }
}
