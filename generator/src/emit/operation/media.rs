//! Answers in one of several media types.

use super::data::accept;
use super::documentation::status_text;
use super::outcome::pattern;
use crate::emit::literal::{ident, string, text};
use crate::emit::uses::Uses;
use crate::emit::{Entry, Piece, Table, docs};
use crate::rust::{AnyMedia, MediaVariant, Operation};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn media_pieces(
    uses: &mut Uses<'_>,
    item: &Operation,
    any: &AnyMedia,
) -> Vec<Piece> {
    let name = ident(&any.ident);
    let doc = format!(
        " The answer of {}, by its media type.",
        docs::link(item.ident.as_str())
    );
    let mut definitions = Vec::new();
    let mut entries = Vec::new();
    for variant in &any.variants {
        let word = ident(&variant.ident);
        let lines = docs::attributes(&variant_docs(variant));
        let on = places(variant);
        if let Some(ty) = &variant.ty {
            let ty = uses.ty(ty);
            definitions.push(quote!(#lines #word(#ty)));
            entries.push(Entry::line(quote!(#word: #on)));
        } else {
            definitions.push(quote!(#lines #word));
            entries.push(Entry::line(quote!(#word(): #on)));
        }
    }
    vec![
        Piece::Item(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name { #(#definitions),* }
        }),
        Piece::Table(Table {
            name: uses.table("by_media"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: Some(entries),
        }),
        Piece::Item(implementation(uses, item, any)),
    ]
}

fn implementation(uses: &mut Uses<'_>, item: &Operation, any: &AnyMedia) -> TokenStream {
    let negotiated = uses.runtime("Negotiated");
    let (target, name) = (super::target(item), ident(&any.ident));
    let accept = string(&accept(&any.accept));
    quote! {
        impl #negotiated for #target {
            type Any = #name;
            const ACCEPT: &'static str = #accept;
        }
    }
}

/// The statuses and media types of a variant, as the table has them.
fn places(variant: &MediaVariant) -> TokenStream {
    let places = variant.on.iter().map(|(status, media)| {
        let (pattern, media) = (pattern(*status), text(media));
        quote!(#pattern => #media)
    });
    quote!(#(#places)|*)
}

fn variant_docs(variant: &MediaVariant) -> Vec<String> {
    let places: Vec<String> = variant
        .on
        .iter()
        .map(|(status, media)| match docs::code(media.untrusted()) {
            Some(media) => format!("{media} ({})", status_text(*status)),
            None => format!("Nothing ({})", status_text(*status)),
        })
        .collect();
    vec![format!("{}.", places.join(", "))]
}
