//! Answers and failures by status.

use super::documentation::status_docs;
use crate::emit::literal::ident;
use crate::emit::uses::Uses;
use crate::emit::{Entry, Piece, Table, docs};
use crate::model::Status;
use crate::rust::{Operation, StatusVariant};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn outcome_pieces(
    uses: &mut Uses<'_>,
    item: &Operation,
    name: &crate::rust::Ident,
    variants: &[StatusVariant],
    what: &str,
) -> Vec<Piece> {
    let word = ident(name);
    let doc = format!(" The documented {what} of {}.", docs::link(item.ident.as_str()));
    let mut definitions = Vec::new();
    let mut accessors = Vec::new();
    let mut entries = Vec::new();
    for variant in variants {
        let variant_word = ident(&variant.ident);
        let lines = docs::attributes(&status_docs(variant.status, &variant.docs));
        let pattern = pattern(variant.status);
        let Some(ty) = &variant.ty else {
            definitions.push(quote!(#lines #variant_word));
            entries.push(Entry::line(quote!(#pattern => #variant_word())));
            continue;
        };
        let ty = uses.ty(ty);
        definitions.push(quote!(#lines #variant_word(#ty)));
        entries.push(Entry::line(quote!(#pattern => #variant_word)));
        let accessor = ident(&variant.accessor);
        let (option, some, none) =
            (uses.std("Option"), uses.std("Some"), uses.std("None"));
        let doc = format!(" The content, if this is `{}`.", variant.ident.as_str());
        let rest = if variants.len() > 1 { quote!(_ => #none,) } else { quote!() };
        accessors.push(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #accessor(&self) -> #option<&#ty> {
                match self {
                    Self::#variant_word(value) => #some(value),
                    #rest
                }
            }
        });
    }
    vec![
        Piece::Item(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #word { #(#definitions),* }
        }),
        Piece::Table(Table {
            name: uses.table("statuses"),
            attributes: Vec::new(),
            head: quote!(#word),
            entries: Some(entries),
        }),
        Piece::Item(quote!(impl #word { #(#accessors)* })),
    ]
}

pub(super) fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(first) => {
            let low = Literal::u16_unsuffixed(u16::from(first) * 100);
            let high = Literal::u16_unsuffixed(u16::from(first) * 100 + 99);
            quote!(#low..=#high)
        }
        Status::Default => quote!(_),
    }
}
