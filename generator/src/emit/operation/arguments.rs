//! The arguments of the method, and how the operation holds them.

use crate::emit::constructors::argument;
use crate::emit::literal::ident;
use crate::emit::uses::Uses;
use crate::rust::{Body, Operation, Ty};
use proc_macro2::TokenStream;
use quote::quote;

/// Whether the operation borrows its body from the caller.
pub(in crate::emit) fn is_borrowing(item: &Operation) -> bool {
    item.body.as_ref().is_some_and(borrows_body)
}

pub(super) fn borrows_body(body: &Body) -> bool {
    !body.choices.iter().all(|choice| choice.ty == Ty::Bytes)
}

/// The arguments of the method, and the fields of the struct's literal.
pub(super) fn arguments(
    uses: &mut Uses<'_>,
    item: &Operation,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for param in &item.params {
        let word = ident(&param.ident);
        if param.required {
            let (ty, value) = argument(uses, &param.ty, param.converted, &quote!(#word));
            arguments.push(quote!(#word: #ty));
            let plain = word == value.to_string();
            values.push(if plain { quote!(#word) } else { quote!(#word: #value) });
        } else {
            let none = uses.std("None");
            values.push(quote!(#word: #none));
        }
    }
    if let Some(body) = &item.body {
        let word = ident(&body.ident);
        let (ty, value) = body_argument(uses, body, &word);
        arguments.push(quote!(#word: #ty));
        values.push(value);
    }
    (arguments, values)
}

/// A body that may be left out is taken as `impl Into<Option<_>>`, so that both a body and
/// `None` can be given, and becoming required breaks nobody who gives one. One of several media
/// types is taken as `impl Into<_>`, so that who gives a reference goes on doing so when there is
/// a second one.
pub(super) fn body_argument(
    uses: &mut Uses<'_>,
    body: &Body,
    word: &proc_macro2::Ident,
) -> (TokenStream, TokenStream) {
    let ty = body_type(uses, body);
    let bytes = !borrows_body(body) && body.choice.is_none();
    let converted = body.choices.iter().any(|choice| choice.from);
    if body.required && !bytes && !converted {
        return (ty, quote!(#word));
    }
    let into = uses.std("Into");
    let ty = optional(uses, body, ty);
    (quote!(impl #into<#ty>), quote!(#word: #word.into()))
}

/// A type as it is taken and stored: as an `Option` if the body may be left out.
pub(super) fn optional(
    uses: &mut Uses<'_>,
    body: &Body,
    ty: TokenStream,
) -> TokenStream {
    if body.required {
        return ty;
    }
    let option = uses.std("Option");
    quote!(#option<#ty>)
}

/// The type in which the body is stored.
pub(super) fn body_type(uses: &mut Uses<'_>, body: &Body) -> TokenStream {
    if let Some(choice) = &body.choice {
        let choice = ident(choice);
        return if borrows_body(body) { quote!(#choice<'a>) } else { quote!(#choice) };
    }
    match body.choices.first().map(|choice| &choice.ty) {
        Some(Ty::Bytes) | None => uses.runtime("Bytes"),
        Some(ty) => borrowed(uses, ty),
    }
}

/// A body as it is lent.
pub(super) fn borrowed(uses: &mut Uses<'_>, ty: &Ty) -> TokenStream {
    match ty {
        Ty::Bytes => uses.runtime("Bytes"),
        Ty::String => quote!(&'a str),
        ty => {
            let ty = uses.ty(ty);
            quote!(&'a #ty)
        }
    }
}
