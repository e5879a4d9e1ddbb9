//! `src/webhooks.rs`: the types of what the provider sends, and how it is checked.

use super::literal::string;
use super::{Piece, Source, docs, enumeration, models, words};
use crate::rust::{Crate, SentByProvider};
use quote::quote;

pub(super) fn webhooks(plan: &Crate) -> Source {
    let mut source = models::webhooks(plan);
    let [id, time, signature] = plan.webhook_headers.each_ref().map(|name| string(name));
    source.pieces.push(Piece::Item(quote! {
        #[cfg(feature = "webhooks")]
        impl crate::WebhookVerifier {
            #[doc = " Checks that requests come from the service, in the Standard Webhooks scheme."]
            #[doc = ""]
            #[doc = " `secret` is what the service shows when a webhook is set up: Base64, with or"]
            #[doc = " without `whsec_` before it."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When it is not Base64."]
            pub fn new(secret: &str) -> ::core::result::Result<Self, crate::BuildError> {
                Self::with_headers(secret, [#id, #time, #signature])
            }
        }
    }));
    source
}

/// What the module says of itself: the types alone do not tell what is sent when, and one that is
/// a component may have another name.
pub(super) fn module_docs(plan: &Crate) -> Vec<String> {
    let mut lines =
        vec!["What the API's provider sends: the bodies of its webhooks.".to_owned()];
    let listed: Vec<String> = plan.sent.iter().filter_map(line).collect();
    if !listed.is_empty() {
        lines.push(String::new());
        lines.extend(listed.iter().flat_map(|it| docs::wrapped(it)));
    }
    lines
}

fn line(sent: &SentByProvider) -> Option<String> {
    let name = docs::code(sent.name.untrusted())?;
    let mut types: Vec<String> = Vec::new();
    for ty in sent.bodies.iter().map(words::ty) {
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    let types: Vec<String> = types.iter().map(|ty| format!("`{ty}`")).collect();
    let body =
        if types.is_empty() { "no body".to_owned() } else { enumeration::or(&types) };
    Some(match docs::first_sentence(&sent.docs) {
        Some(about) => format!("- {name} ({about}): {body}"),
        None => format!("- {name}: {body}"),
    })
}
