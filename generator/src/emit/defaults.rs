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
        let (ty, value) = match &default.value {
            DefaultValue::Scalar(value, Ty::String) => (quote!(&str), scalar(value)),
            DefaultValue::Scalar(value, ty) => (uses.ty(ty), scalar(value)),
            DefaultValue::Variant(ty, variant) => {
                let (ty, variant) = (uses.ty(ty), ident(variant));
                (ty.clone(), quote!(#ty::#variant))
            }
        };
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
