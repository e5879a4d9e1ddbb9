//! Types with their full paths, for code that imports nothing.

use super::literal::ident;
use super::uses::{library_path, raw};
use crate::rust::Ty;
use proc_macro2::TokenStream;
use quote::quote;

/// The type with its full path, as code; `library` is the name of the generated library.
pub fn path(ty: &Ty, library: &str) -> String {
    full_path(ty, &raw(library)).to_string()
}

/// The type with its full path; `library` is the name of the generated library.
pub(super) fn full_path(ty: &Ty, library: &proc_macro2::Ident) -> TokenStream {
    let of = |inner: &Ty| full_path(inner, library);
    let generic = |outer: TokenStream, inner: &Ty| {
        let inner = of(inner);
        quote!(#outer<#inner>)
    };
    match ty {
        Ty::Unit => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::Number(name) => {
            let word = raw(name);
            quote!(#word)
        }
        Ty::String => quote!(::std::string::String),
        Ty::Value => quote!(#library::runtime::Value),
        Ty::Base64 => quote!(#library::runtime::Base64),
        Ty::Bytes => quote!(#library::runtime::Bytes),
        Ty::Upload => quote!(#library::runtime::Upload),
        Ty::Library(path) => library_path(path),
        Ty::Vec(item) => generic(quote!(::std::vec::Vec), item),
        Ty::Option(inner) => generic(quote!(::std::option::Option), inner),
        Ty::Nullable(inner) => generic(quote!(#library::runtime::Nullable), inner),
        Ty::Boxed(inner) => generic(quote!(::std::boxed::Box), inner),
        Ty::Map(value) => {
            let value = of(value);
            quote!(::std::collections::BTreeMap<::std::string::String, #value>)
        }
        Ty::Tuple(elements) => {
            let elements = elements.iter().map(of);
            quote!((#(#elements,)*))
        }
        Ty::Named(home, name) => {
            let segments = home.path.iter().chain([name]).map(ident);
            quote!(#library #(::#segments)*)
        }
    }
}
