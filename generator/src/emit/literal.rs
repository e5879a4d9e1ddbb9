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

/// A literal of a scalar whose type is known.
pub(super) fn scalar(value: &SpecValue) -> TokenStream {
    match value.untrusted() {
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::Number(number) => {
            let literal = match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(whole), _, _) => Literal::i64_unsuffixed(whole),
                (None, Some(whole), _) => Literal::u64_unsuffixed(whole),
                (None, None, Some(float)) if float.is_finite() => {
                    Literal::f64_unsuffixed(float)
                }
                _ => Literal::i64_unsuffixed(0),
            };
            quote!(#literal)
        }
        serde_json::Value::String(text) => {
            let literal = Literal::string(text);
            quote!(#literal)
        }
        _ => quote!(""),
    }
}

/// A literal of a constant in a table. A whole number beyond 32 bits says how wide it is: nothing
/// around it does.
pub(super) fn constant(value: &SpecValue) -> TokenStream {
    let number = value.untrusted().as_number();
    let literal = match number.map(|it| (it.as_i64(), it.as_u64())) {
        Some((Some(whole), _)) if i32::try_from(whole).is_err() => {
            Literal::i64_suffixed(whole)
        }
        Some((None, Some(whole))) => Literal::u64_suffixed(whole),
        _ => return scalar(value),
    };
    quote!(#literal)
}

/// An identifier that the plan has minted.
pub(super) fn ident(ident: &crate::rust::Ident) -> Ident {
    Ident::new(ident.as_str(), Span::call_site())
}
