//! Servers and their variables.

use super::{Lowerer, docs};
use crate::document;
use crate::model::{Docs, Server, ServerVariable, SpecStr};

impl Lowerer<'_, '_> {
    /// The servers of the API; `/` where the document has none (OpenAPI 3.0.4, "OpenAPI
    /// Object", `servers`).
    pub(super) fn api_servers(&self) -> Vec<Server> {
        let servers = servers(&self.document.servers);
        if servers.is_empty() {
            let url = SpecStr::new("/");
            return vec![Server { url, docs: Docs::default(), variables: Vec::new() }];
        }
        servers
    }
}

/// Servers as they are; variables keep their names.
pub(super) fn servers(sources: &[document::Server<'_>]) -> Vec<Server> {
    sources
        .iter()
        .map(|source| Server {
            url: SpecStr::new(source.url),
            docs: docs::of_text(source.description),
            variables: source.variables.iter().map(variable).collect(),
        })
        .collect()
}

fn variable(source: &document::ServerVariable<'_>) -> ServerVariable {
    ServerVariable {
        name: SpecStr::new(source.name),
        default: SpecStr::new(source.default),
        values: source.values.iter().map(|value| SpecStr::new(value)).collect(),
        docs: docs::of_text(source.description),
    }
}
