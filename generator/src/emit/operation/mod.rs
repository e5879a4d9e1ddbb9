//! Operations: the method, the struct with its data, outcomes by status, setters.

mod arguments;
mod body;
mod data;
mod documentation;
mod example;
mod media;
mod outcome;

pub(super) use arguments::is_borrowing;
pub(super) use data::{server_variable, servers};
pub(super) use example::{compiled, example_call};

use crate::emit::constructors::setter_argument;
use crate::emit::literal::{constant, ident};
use crate::emit::uses::Uses;
use crate::emit::{Entry, Piece, Table, docs};
use crate::rust::{Crate, Group, Operation, Outcome, Param};
use arguments::{arguments, body_type};
use body::{body_choices, body_function};
use data::meta;
use documentation::{method_docs, shown_request};
use media::media_pieces;
use outcome::outcome_pieces;
use proc_macro2::TokenStream;
use quote::quote;

/// More arguments than clippy likes are allowed: each is required.
const MANY_ARGUMENTS: usize = 6;

/// The method that starts a call.
pub(super) fn method(
    uses: &mut Uses<'_>,
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> TokenStream {
    let is_client = group.path.is_empty();
    let name = ident(&item.method_ident);
    let lines = docs::attributes(&method_docs(uses, plan, group, item));
    let deprecated = docs::deprecated(&item.docs);
    let (arguments, values) = arguments(uses, item);
    let operation = ident(&item.ident);
    let borrows = is_borrowing(item);
    let (call, ty) = (uses.runtime("Call"), quote!(#operation));
    let literal = if values.is_empty() {
        quote!(#operation {})
    } else {
        quote!(#operation { #(#values),* })
    };
    let ty = if borrows { quote!(#ty<'a>) } else { ty };
    let many = if arguments.len() > MANY_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "each is required")])
    } else {
        quote!()
    };
    match (is_client, borrows) {
        (true, true) => quote! {
            #lines #deprecated #many
            pub fn #name<'a>(&'a self, #(#arguments),*) -> #call<'a, #ty> {
                #call::new(self, #literal)
            }
        },
        (true, false) => quote! {
            #lines #deprecated #many
            pub fn #name(&self, #(#arguments),*) -> #call<'_, #ty> {
                #call::new(self, #literal)
            }
        },
        (false, _) => quote! {
            #lines #deprecated #many
            pub fn #name(self, #(#arguments),*) -> #call<'a, #ty> {
                #call::new(self.0, #literal)
            }
        },
    }
}

/// The struct, its data, its outcomes and its setters.
pub(super) fn pieces(uses: &mut Uses<'_>, item: &Operation) -> Vec<Piece> {
    let mut pieces = vec![Piece::Item(definition(uses, item))];
    pieces.push(Piece::Item(implementation(uses, item)));
    if let Some(body) = &item.body {
        pieces.extend(body_choices(uses, item, body));
    }
    pieces.extend(setters(uses, item));
    for (outcome, what) in [(&item.output, "answers"), (&item.failure, "failures")] {
        if let Outcome::Several(name, variants) = outcome {
            pieces.extend(outcome_pieces(uses, item, name, variants, what));
        }
    }
    if let Some(any) = &item.any {
        pieces.extend(media_pieces(uses, item, any));
    }
    pieces
}

fn definition(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let name = ident(&item.ident);
    let doc = format!(" The operation {}.", shown_request(item));
    let mut fields = Vec::new();
    for param in &item.params {
        let (word, ty) = (ident(&param.ident), uses.ty(&param.ty));
        let option = uses.std("Option");
        fields.push(if param.required {
            quote!(#word: #ty)
        } else {
            quote!(#word: #option<#ty>)
        });
    }
    if let Some(body) = &item.body {
        let (word, ty) = (ident(&body.ident), body_type(uses, body));
        let option = uses.std("Option");
        fields.push(if body.required {
            quote!(#word: #ty)
        } else {
            quote!(#word: #option<#ty>)
        });
    }
    let lifetime = if is_borrowing(item) { quote!(<'a>) } else { quote!() };
    let deprecated = docs::deprecated(&item.docs);
    if fields.is_empty() {
        return quote! {
            #[doc = #doc]
            #deprecated
            pub struct #name {}
        };
    }
    quote! {
        #[doc = #doc]
        #deprecated
        pub struct #name #lifetime { #(#fields),* }
    }
}

fn implementation(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let name = ident(&item.ident);
    let operation = uses.runtime("Operation");
    let meta = meta(uses, item);
    let meta_type = uses.runtime("Meta");
    let output = outcome_type(uses, &item.output, false);
    let failure = outcome_type(uses, &item.failure, true);
    let params = param_function(uses, item);
    let body = body_function(uses, item);
    let lifetime = if is_borrowing(item) { quote!(<'_>) } else { quote!() };
    quote! {
        impl #operation for #name #lifetime {
            type Output = #output;
            type Failure = #failure;

            const META: #meta_type = #meta;

            #params
            #body
        }
    }
}

/// The operation's type, where its lifetime does not matter.
pub(super) fn target(item: &Operation) -> TokenStream {
    let name = ident(&item.ident);
    if is_borrowing(item) { quote!(#name<'_>) } else { quote!(#name) }
}

fn outcome_type(uses: &mut Uses<'_>, outcome: &Outcome, failure: bool) -> TokenStream {
    match outcome {
        Outcome::None if failure => uses.runtime("NoFailure"),
        Outcome::None => quote!(()),
        Outcome::One(ty) => uses.ty(ty),
        Outcome::Several(name, _) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

fn param_function(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    if item.params.is_empty() && item.constants.is_empty() {
        return quote!();
    }
    let table =
        proc_macro2::Ident::new(uses.table("values_of"), proc_macro2::Span::call_site());
    let words = item.params.iter().map(|param| ident(&param.ident));
    let constants = item.constants.iter().map(|it| {
        let (word, value) = (ident(&it.param.ident), constant(&it.value));
        quote!(#word = #value)
    });
    let constants: Vec<TokenStream> = constants.collect();
    let constants =
        if constants.is_empty() { quote!() } else { quote!(; #(#constants),*) };
    quote!(#table! { #(#words),* #constants })
}

fn setters(uses: &mut Uses<'_>, item: &Operation) -> Option<Piece> {
    let optional: Vec<Entry> = item
        .params
        .iter()
        .filter(|param| !param.required)
        .map(|param| setter(uses, param))
        .collect();
    let name = ident(&item.ident);
    let head = if is_borrowing(item) { quote!(#name<'_>) } else { quote!(#name) };
    (!optional.is_empty()).then(|| {
        Piece::Table(Table {
            name: uses.table("parameters"),
            attributes: Vec::new(),
            head,
            entries: Some(optional),
        })
    })
}

fn setter(uses: &mut Uses<'_>, param: &Param) -> Entry {
    let word = ident(&param.ident);
    let how = setter_argument(uses, &param.ty, param.converted);
    let fallback = match docs::code(param.wire.untrusted()) {
        Some(wire) => format!("Sets {wire}."),
        None => "Sets the unnamed parameter.".to_owned(),
    };
    let mut said = docs::said(&param.docs);
    // Bounds and formats alone are no sentence.
    let has_words = param.docs.summary.is_some() || param.docs.description.is_some();
    if said.is_empty() || !has_words {
        let facts = std::mem::replace(&mut said, vec![fallback]);
        docs::more(&mut said, facts);
    }
    let mut lines = docs::attribute_list(&said);
    lines.extend(param.docs.deprecated.then(|| docs::deprecated(&param.docs)));
    Entry::line(quote!(#word(#how))).with(lines)
}
