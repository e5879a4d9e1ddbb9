//! Headers of answers: a constant each, which has name and type.

use super::literal::{ident, string};
use super::operation::is_borrowing;
use super::uses::Uses;
use super::{Piece, docs};
use crate::rust::{Header, Operation};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn piece(uses: &mut Uses<'_>, item: &Operation) -> Option<Piece> {
    if item.headers.is_empty() {
        return None;
    }
    let name = ident(&item.ident);
    let lifetime = if is_borrowing(item) { quote!(<'_>) } else { quote!() };
    let constants = item.headers.iter().map(|header| constant(uses, header));
    let constants: Vec<TokenStream> = constants.collect();
    Some(Piece::Item(quote!(impl #name #lifetime { #(#constants)* })))
}

fn constant(uses: &mut Uses<'_>, header: &Header) -> TokenStream {
    let name = header.wire.untrusted();
    let shown = docs::code(name).unwrap_or_default();
    let fallback = format!("The response header {shown}.");
    let lines = docs::attributes(&docs::lines(&header.docs, &fallback));
    let deprecated = docs::deprecated(&header.docs);
    let (word, ty) = (ident(&header.ident), uses.ty(&header.ty));
    let data = uses.runtime("Header");
    let name = string(&name.to_ascii_lowercase());
    let new = if header.json { quote!(json) } else { quote!(new) };
    quote! {
        #lines #deprecated
        pub const #word: #data<#ty> = #data::#new(#name);
    }
}
