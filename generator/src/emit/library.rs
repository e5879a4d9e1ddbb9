//! `src/lib.rs`: the front page of the crate's documentation, and what users import.

use super::front_page::front_page;
use super::literal::string;
use super::uses::raw;
use super::{Piece, Source, Use, features, runtime};
use crate::rust::{Crate, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

/// What the client's own interface has of the crate `http`.
const HTTP: &[&str] = &["HeaderMap", "Method", "StatusCode"];

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(super) fn library(plan: &Crate) -> Source {
    let attributes = attributes(plan);
    let mut pieces = Vec::new();
    if !attributes.is_empty() {
        pieces.push(Piece::Together(attributes));
    }
    pieces.push(Piece::Together(modules(plan)));
    let exports = words(&runtime::exports(plan));
    let mut reexports = vec![Use::new("pub ", "runtime", exports)];
    if plan.has_operations() {
        // What methods of the client take and give.
        reexports.insert(0, Use::new("pub ", "http", words(HTTP)));
    }
    pieces.push(Piece::Uses(reexports));
    let libraries = libraries(plan);
    if !libraries.is_empty() {
        pieces.push(Piece::Together(libraries));
    }
    for (feature, names) in runtime::exports_of_features(plan) {
        let mut found = Use::new("pub ", "runtime", words(&names));
        found.attribute = Some(runtime::gate_of(feature));
        pieces.push(Piece::Uses(vec![found]));
    }
    Source { path: "src/lib.rs".to_owned(), docs: front_page(plan), pieces }
}

fn attributes(plan: &Crate) -> Vec<TokenStream> {
    let limit = plan.recursion_limit.map(|limit| {
        let limit = string(&limit.to_string());
        quote!(#![recursion_limit = #limit])
    });
    let deprecated = has_deprecated(plan).then(|| {
        quote! {
            #![allow(deprecated, reason = "what the document deprecates is still there")]
        }
    });
    limit.into_iter().chain(deprecated).collect()
}

/// The libraries whose types stand for formats: with these, callers need none of their own, which
/// might be of another version.
fn libraries(plan: &Crate) -> Vec<TokenStream> {
    let mut libraries = runtime::libraries(plan);
    libraries.retain(|library| *library != "std");
    libraries.sort_unstable();
    let reexport = |library| {
        let library = raw(library);
        quote!(pub use #library;)
    };
    libraries.into_iter().map(reexport).collect()
}

fn modules(plan: &Crate) -> Vec<TokenStream> {
    let calls = plan.has_operations();
    let api = calls.then(|| {
        quote!(
            pub mod api;
        )
    });
    let client = calls.then(|| {
        quote!(
            mod client;
        )
    });
    let runtime = quote!(
        #[doc(hidden)]
        pub mod runtime;
    );
    let types = (!plan.types.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let webhooks = plan.webhooks.is_some().then(|| {
        let gate = features::gate_of_webhooks(plan);
        quote!(
            #gate
            pub mod webhooks;
        )
    });
    let xml = plan.xml.is_some().then(|| {
        quote!(
            mod xml;
        )
    });
    let modules = [api, client, Some(runtime), types, webhooks, xml];
    modules.into_iter().flatten().collect()
}

/// Whether anything of the document is deprecated: the crate itself uses it all the same.
fn has_deprecated(plan: &Crate) -> bool {
    let in_types = plan.items().any(|item| {
        let fields = match &item.kind {
            TypeKind::Struct(structure) => {
                structure.fields.iter().any(|field| field.docs.deprecated)
            }
            _ => false,
        };
        item.docs.deprecated || fields
    });
    let in_operations = plan.operations().any(|operation| {
        operation.docs.deprecated
            || operation.params.iter().any(|param| param.docs.deprecated)
    });
    in_types || in_operations
}
