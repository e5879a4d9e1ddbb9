//! What the document says of webhooks that nothing in the crate reads.

use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{Location, Operation, Parameter, shown};
use crate::lower::Lowerer;
use crate::model::{Payload, PayloadKind, Webhook};
use std::collections::BTreeSet;

/// The headers of the Standard Webhooks scheme.
const STANDARD: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

impl<'s> Lowerer<'_, 's> {
    /// Reports bodies of webhooks that are not among the events, and headers that have to be
    /// there and are in no type.
    pub(in crate::lower) fn report_webhook_parts(&mut self, webhooks: &[Webhook]) {
        let document = self.document;
        let mut named = self.headers_of_verifier();
        for item in &document.webhooks {
            for source in &item.operations {
                let known = webhooks.iter().find(|known| known.origin == source.node);
                let Some(webhook) = known else { continue };
                self.report_webhook_body(source, &webhook.bodies);
                for parameter in item.parameters.iter().chain(&source.parameters) {
                    let mut is_new =
                        || named.insert(parameter.name.to_ascii_lowercase());
                    if parameter.required
                        && parameter.location == Location::Header
                        && is_new()
                    {
                        self.report(header_not_read(parameter));
                    }
                }
            }
        }
    }

    /// What is read by whoever checks the signature.
    fn headers_of_verifier(&self) -> BTreeSet<String> {
        let configured = self.config.webhooks.headers.clone().unwrap_or_default();
        let names = [configured.id, configured.timestamp, configured.signature];
        let names = names.into_iter().zip(STANDARD);
        let names =
            names.map(|(name, standard)| name.unwrap_or_else(|| standard.into()));
        names.map(|name| name.to_ascii_lowercase()).collect()
    }

    fn report_webhook_body(&mut self, source: &Operation<'s>, bodies: &[Payload]) {
        let Some(first) = bodies.first() else { return };
        if bodies.iter().any(|body| body.kind == PayloadKind::Json) {
            return;
        }
        let media = shown(first.media.untrusted());
        self.report(
            Diagnostic::new(
                Code::OperationPartIgnored,
                first.schema.map_or(Place::Key(source.node), Place::Node),
                format!("the body of this webhook is `{media}`, and only JSON is read"),
            )
            .consequence("it is not among the events; the types in its schema are there")
            .remedy("read it with what the server of your webhooks has for such bodies"),
        );
    }
}

fn header_not_read(parameter: &Parameter<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Node(parameter.node),
        format!("the header `{}` of webhooks is in no type", shown(parameter.name)),
    )
    .consequence("who takes the webhook reads it from the request")
    .remedy(
        "nothing; if it is a part of the signature, name it under `webhooks.headers` in \
         generator.yaml",
    )
}
