//! `src/webhooks.rs`: the types of what the provider sends, and how it is checked.

use super::literal::string;
use super::{Piece, Source, models};
use crate::rust::Crate;
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
