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
        let servers = self.servers(&document.servers);
        if servers.is_empty() {
            let url = SpecStr::new("/");
            let (docs, variables) = (Docs::default(), Vec::new());
            return vec![Server { origin: None, url, docs, variables }];
        }
        servers
    }

    /// Servers as they are; variables keep their names. One that leaves the scheme to the
    /// document's own URL (RFC 3986, section 4.2) has none here, and the usual one is taken.
    pub(super) fn servers(&mut self, sources: &[document::Server<'_>]) -> Vec<Server> {
        let mut servers = Vec::new();
        for source in sources {
            let url = if is_network_path(source.url) {
                self.report(network_path(source));
                format!("https:{}", source.url)
            } else {
                source.url.to_owned()
            };
            servers.push(Server {
                origin: Some(source.node),
                url: SpecStr::new(&url),
                docs: docs::of_text(source.description),
                variables: source.variables.iter().map(variable).collect(),
            });
        }
        servers
    }
}

/// Whether a URL is a host and a path without a scheme: `//api.example.com/v1`.
fn is_network_path(url: &str) -> bool {
    url.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
}

fn network_path(server: &document::Server<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::BadServer,
        Place::Node(server.node),
        "the URL of this server has no scheme, so it has that of the document's own URL",
    )
    .consequence("it is taken for `https`")
    .remedy(format!(
        "write `https:{}`, or set `client.base_url` in generator.yaml",
        shown(server.url)
    ))
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

fn variable(source: &document::ServerVariable<'_>) -> ServerVariable {
    ServerVariable {
        name: SpecStr::new(source.name),
        default: SpecStr::new(source.default),
        values: source.values.iter().map(|value| SpecStr::new(value)).collect(),
        docs: docs::of_text(source.description),
    }
}
