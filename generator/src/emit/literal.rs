//! Text and values of the document as literals.

use crate::model::{SpecStr, SpecValue};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// A string literal.
pub(super) fn text(text: &SpecStr) -> Literal {
    string(text.untrusted())
}

/// A string literal of our own or the configuration's text.
pub(super) fn string(text: &str) -> Literal {
    Literal::string(text)
}

/// A literal of a scalar: a constant of a field.
pub(super) fn scalar(value: &SpecValue) -> TokenStream {
    match value.untrusted() {
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => {
                let literal = Literal::i64_unsuffixed(whole);
                quote!(#literal)
            }
            (None, Some(float)) if float.is_finite() => {
                let literal = Literal::f64_unsuffixed(float);
                quote!(#literal)
            }
            _ => quote!(0),
        },
        serde_json::Value::String(text) => {
            let literal = Literal::string(text);
            quote!(#literal)
        }
        _ => quote!(""),
    }
}

/// An identifier that the plan has minted.
pub(super) fn ident(ident: &crate::rust::Ident) -> Ident {
    Ident::new(ident.as_str(), Span::call_site())
}
