//! Servers and their variables.

use super::{Lowerer, docs};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{self, shown};
use crate::model::{Docs, Server, ServerVariable, SpecStr};

impl Lowerer<'_, '_> {
    /// The servers of the API; `/` where the document has none (OpenAPI 3.0.4, "OpenAPI
    /// Object", `servers`).
    pub(super) fn api_servers(&mut self) -> Vec<Server> {
        let document = self.document;
        for server in &document.servers {
            for name in undeclared(server) {
                self.report(undeclared_variable(server, &name));
            }
            if server.url.contains(['?', '#']) {
                self.report(with_query(server));
            }
            if lacks_scheme(server.url) {
                self.report(without_scheme(server));
            }
        }
        let servers = servers(&document.servers);
        if servers.is_empty() {
            let url = SpecStr::new("/");
            let (docs, variables) = (Docs::default(), Vec::new());
            return vec![Server { origin: None, url, docs, variables }];
        }
        servers
    }
}

/// The names in braces of a URL that are not among its variables.
fn undeclared(server: &document::Server<'_>) -> Vec<String> {
    let names = server.url.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names
        .map(|(name, _)| name)
        .filter(|name| server.variables.iter().all(|known| known.name != *name))
        .map(str::to_owned)
        .collect()
}

fn undeclared_variable(server: &document::Server<'_>, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadServer,
        Place::Node(server.node),
        format!(
            "the URL of this server has a variable `{}` without a value",
            shown(name)
        ),
    )
    .consequence("the client cannot use this URL as it is")
    .remedy(
        "declare it under `variables` with a `default`, or set `client.base_url` in \
         generator.yaml",
    )
}

/// Paths are appended to the URL of a server (OpenAPI 3.2, "Server Object", `url`).
fn with_query(server: &document::Server<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::BadServer,
        Place::Node(server.node),
        "the URL of this server has a query or a fragment, behind which no path can stand",
    )
    .consequence("the client cannot be built with this URL")
    .remedy("describe a parameter instead, or set `client.base_url` in generator.yaml")
}

/// Whether a URL begins like a host instead of a scheme, a path or a variable: relative to the
/// document, `api.example.com/v1` would be a file beside it.
fn lacks_scheme(url: &str) -> bool {
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    let host = first.split(':').next().unwrap_or_default();
    let is_host = host == "localhost" || host.trim_matches('.').contains('.');
    is_host && !url.contains("://") && !host.contains('{')
}

fn without_scheme(server: &document::Server<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::BadServer,
        Place::Node(server.node),
        "the URL of this server has no scheme, so it is relative to the document",
    )
    .consequence("the client cannot be built with this URL")
    .remedy(format!(
        "write `https://{}`, or set `client.base_url` in generator.yaml",
        shown(server.url)
    ))
}

/// Servers as they are; variables keep their names.
pub(super) fn servers(sources: &[document::Server<'_>]) -> Vec<Server> {
    sources
        .iter()
        .map(|source| Server {
            origin: Some(source.node),
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
