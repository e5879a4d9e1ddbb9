//! Types as code: with names as a file has them, or with their full paths for code that imports
//! nothing.

use super::literal::ident;
use super::uses::raw;
use crate::rust::{Home, Ident, Ty};
use proc_macro2::TokenStream;
use quote::quote;

/// What the parts of a type are called in some place.
pub(super) trait Names {
    /// A name of the prelude.
    fn of_prelude(&mut self, name: &'static str) -> TokenStream;

    /// `BTreeMap`.
    fn of_map(&mut self) -> TokenStream;

    /// A type of the runtime.
    fn of_runtime(&mut self, name: &'static str) -> TokenStream;

    /// A type of the document.
    fn of_document(&mut self, home: &Home, name: &Ident) -> TokenStream;
}

/// The type, with its names as they are in a place.
pub(super) fn written(names: &mut impl Names, ty: &Ty) -> TokenStream {
    match ty {
        Ty::Unit => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::Number(number) => {
            let word = raw(number.name());
            quote!(#word)
        }
        Ty::String => names.of_prelude("String"),
        Ty::Value => names.of_runtime("Value"),
        Ty::Base64 => names.of_runtime("Base64"),
        Ty::Bytes => names.of_runtime("Bytes"),
        Ty::Upload => names.of_runtime("Upload"),
        Ty::Library(library) => library_path(library.path()),
        Ty::Vec(inner) | Ty::Option(inner) | Ty::Boxed(inner) => {
            let outer = names.of_prelude(match ty {
                Ty::Vec(_) => "Vec",
                Ty::Option(_) => "Option",
                _ => "Box",
            });
            let inner = written(names, inner);
            quote!(#outer<#inner>)
        }
        Ty::Nullable(inner) | Ty::Rest(inner) => {
            let outer = names.of_runtime(match ty {
                Ty::Nullable(_) => "Nullable",
                _ => "Rest",
            });
            let inner = written(names, inner);
            quote!(#outer<#inner>)
        }
        Ty::Map(value) => {
            let (map, key) = (names.of_map(), names.of_prelude("String"));
            let value = written(names, value);
            quote!(#map<#key, #value>)
        }
        Ty::Tuple(elements) => {
            let elements = elements.iter().map(|element| written(names, element));
            let elements: Vec<TokenStream> = elements.collect();
            quote!((#(#elements,)*))
        }
        Ty::Named(home, name) => names.of_document(home, name),
    }
}

/// The type with its full path, as code; `library` is the name of the generated library.
pub fn path(ty: &Ty, library: &str) -> String {
    full_path(ty, &raw(library)).to_string()
}

/// The type with its full path; `library` is the name of the generated library.
pub(super) fn full_path(ty: &Ty, library: &proc_macro2::Ident) -> TokenStream {
    written(&mut FullPaths { library }, ty)
}

struct FullPaths<'a> {
    library: &'a proc_macro2::Ident,
}

impl Names for FullPaths<'_> {
    fn of_prelude(&mut self, name: &'static str) -> TokenStream {
        prelude_path(name)
    }

    fn of_map(&mut self) -> TokenStream {
        quote!(::std::collections::BTreeMap)
    }

    fn of_runtime(&mut self, name: &'static str) -> TokenStream {
        let (library, word) = (self.library, raw(name));
        quote!(#library::runtime::#word)
    }

    fn of_document(&mut self, home: &Home, name: &Ident) -> TokenStream {
        let library = self.library;
        let segments = home.path.iter().chain([name]).map(ident);
        quote!(#library #(::#segments)*)
    }
}

/// Where a name of the prelude comes from.
pub(super) fn prelude_path(name: &'static str) -> TokenStream {
    match name {
        "String" => quote!(::std::string::String),
        "Vec" => quote!(::std::vec::Vec),
        "Option" => quote!(::std::option::Option),
        "Box" => quote!(::std::boxed::Box),
        "From" => quote!(::std::convert::From),
        "Into" => quote!(::std::convert::Into),
        "Result" => quote!(::std::result::Result),
        "Some" => quote!(::std::option::Option::Some),
        "None" => quote!(::std::option::Option::None),
        "Default" => quote!(::std::default::Default),
        _ => {
            let word = raw(name);
            quote!(#word)
        }
    }
}

/// The path of a library's type; one level of generics (`chrono::DateTime<…>`).
fn library_path(path: &str) -> TokenStream {
    let (outer, inner) = match path.split_once('<') {
        Some((outer, inner)) => (outer, Some(inner.trim_end_matches('>'))),
        None => (path, None),
    };
    let segments = outer.split("::").map(raw);
    let outer = quote!(::#(#segments)::*);
    match inner {
        Some(inner) => {
            let inner = library_path(inner);
            quote!(#outer<#inner>)
        }
        None => outer,
    }
}
