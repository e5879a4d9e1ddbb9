//! Defaults as associated constants: what leaving a property out means.

use super::docs;
use super::literal::{ident, scalar};
use super::uses::Uses;
use crate::rust::{DefaultValue, Struct, Ty};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn constants(uses: &mut Uses<'_>, structure: &Struct) -> Vec<TokenStream> {
    let mut constants = Vec::new();
    for field in &structure.fields {
        let Some(default) = &field.default else { continue };
        let name = ident(&default.ident);
        let ty = match &default.value {
            DefaultValue::Scalar(_, Ty::String) => quote!(&str),
            DefaultValue::Scalar(_, ty) | DefaultValue::Variant(ty, _) => uses.ty(ty),
        };
        let value = value(uses, &default.value);
        let doc = match docs::code(field.wire.untrusted()) {
            Some(wire) => format!(" The default of {wire}: what leaving it out means."),
            None => {
                " The default of the unnamed key: what leaving it out means.".to_owned()
            }
        };
        constants.push(quote!(#[doc = #doc] pub const #name: #ty = #value;));
    }
    constants
}

/// The value as an expression; a text is a literal.
pub(super) fn value(uses: &mut Uses<'_>, value: &DefaultValue) -> TokenStream {
    match value {
        DefaultValue::Scalar(value, _) => scalar(value),
        DefaultValue::Variant(ty, variant) => {
            let (ty, variant) = (uses.ty(ty), ident(variant));
            quote!(#ty::#variant)
        }
    }
}
