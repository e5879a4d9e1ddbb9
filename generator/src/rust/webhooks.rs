//! Webhooks: the file of their types, what is sent, and the headers by which it is checked.

use super::Planner;
use super::plan::{Module, SentByProvider};
use super::scope::Ident;

impl Planner<'_> {
    pub(super) fn webhook_headers(&self) -> [String; 3] {
        let given = self.config.webhooks.headers.clone().unwrap_or_default();
        let or = |name: Option<String>, usual: &str| {
            name.map_or_else(|| usual.to_owned(), |name| name.to_ascii_lowercase())
        };
        [
            or(given.id, "webhook-id"),
            or(given.timestamp, "webhook-timestamp"),
            or(given.signature, "webhook-signature"),
        ]
    }

    pub(super) fn webhooks(&self) -> Option<Module> {
        // There may be webhooks that only the configuration knows of.
        if self.names.webhooks.is_empty()
            && self.api.webhooks.is_empty()
            && self.config.webhooks.headers.is_none()
        {
            return None;
        }
        let items = self.type_items(&self.names.webhooks);
        Some(Module { ident: Ident::fixed("webhooks"), items })
    }

    /// The webhooks and callbacks, in the document's order.
    pub(super) fn sent_by_provider(&self) -> Vec<SentByProvider> {
        let webhooks = self.api.webhooks.iter();
        webhooks
            .map(|webhook| SentByProvider {
                name: webhook.name.clone(),
                docs: webhook.docs.clone(),
                bodies: webhook.bodies.iter().map(|body| self.ty(&body.ty)).collect(),
            })
            .collect()
    }
}
