//! Servers and their variables.

use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{self, nearest, shown};
use crate::lower::{Lowerer, docs};
use crate::model::{Docs, Server, ServerVariable, SpecStr};

impl Lowerer<'_, '_> {
    /// The servers of the API; `/` where the document has none (OpenAPI 3.0.4, "OpenAPI
    /// Object", `servers`).
    pub(in crate::lower) fn api_servers(&mut self) -> Vec<Server> {
        let document = self.document;
        let judged = if self.is_base_url_set() { &[] } else { &document.servers[..] };
        for server in judged {
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
        for (server, source) in servers.iter().zip(judged) {
            let url = server.url_with_defaults();
            if let Some(why) = unusable(&url).filter(|_| !lacks_scheme(source.url)) {
                self.report(not_for_clients(source, why));
            }
        }
        if servers.is_empty() {
            let url = SpecStr::new("/");
            let (docs, variables) = (Docs::default(), Vec::new());
            return vec![Server { origin: None, url, docs, variables }];
        }
        servers
    }

    /// Whether the configuration says where the service is, whatever the document does.
    fn is_base_url_set(&self) -> bool {
        self.config.client.base_url.is_some()
    }

    /// Servers as they are; variables keep their names. One that leaves the scheme to the
    /// document's own URL (RFC 3986, section 4.2) has none here, and the usual one is taken.
    pub(super) fn servers(&mut self, sources: &[document::Server<'_>]) -> Vec<Server> {
        let mut servers = Vec::new();
        for source in sources {
            for variable in source.variables.iter().filter(|it| !has_its_default(it)) {
                self.report(default_not_in_enum(variable));
            }
            let url = if is_network_path(source.url) {
                if !self.is_base_url_set() {
                    self.report(network_path(source));
                }
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

/// Where there is a list, the default has to be in it (OpenAPI 3.1, "Server Variable Object",
/// `default`).
fn has_its_default(variable: &document::ServerVariable<'_>) -> bool {
    variable.values.is_empty() || variable.values.contains(&variable.default)
}

fn default_not_in_enum(variable: &document::ServerVariable<'_>) -> Diagnostic {
    let (name, default) = (shown(variable.name), shown(variable.default));
    let message = format!(
        "the default of the variable `{name}`, `{default}`, is none of its values"
    );
    let place = Place::Node(variable.node);
    let found = Diagnostic::new(Code::BadServer, place, message)
        .consequence("the client uses the default unless it is told otherwise");
    match nearest(variable.default, &variable.values) {
        Some(near) => found.remedy(format!("did you mean `{}`?", shown(near))),
        None => {
            found.remedy("add it to `enum`, or write one of the values as `default`")
        }
    }
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

/// Why no request can be sent to a URL that is not relative.
fn unusable(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once(':')?;
    if scheme.contains(['/', '?', '#', '{']) {
        return None;
    }
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Some("has a scheme that is neither `http` nor `https`");
    }
    let rest = rest.strip_prefix("//").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("holds a user or a password");
    }
    let (host, port) = match authority.rfind(']') {
        Some(end) => authority.split_at(end + 1),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    if authority.contains('{') {
        return None;
    }
    if host.is_empty() || host.starts_with('[') != host.ends_with(']') {
        return Some("has no host");
    }
    let number = port.strip_prefix(':').unwrap_or(port);
    let is_port = number.is_empty() || number.parse::<u16>().is_ok();
    (!is_port).then_some("has a port that is no number below 65,536")
}

fn not_for_clients(server: &document::Server<'_>, why: &str) -> Diagnostic {
    let message = format!("the URL of this server {why}");
    Diagnostic::new(Code::BadServer, Place::Node(server.node), message)
        .consequence("the client cannot be built with this URL")
        .remedy("correct it, or set `client.base_url` in generator.yaml")
}

fn variable(source: &document::ServerVariable<'_>) -> ServerVariable {
    ServerVariable {
        name: SpecStr::new(source.name),
        default: SpecStr::new(source.default),
        values: source.values.iter().map(|value| SpecStr::new(value)).collect(),
        docs: docs::of_text(source.description),
    }
}

#[cfg(test)]
mod tests {
    use super::unusable;

    #[test]
    fn urls_that_no_client_can_use() {
        for url in [
            "https://a.example",
            "HTTP://a.example:80/x",
            "https://[::1]:8080/v1",
            "https://a.example:/x",
            "https://{region}.a.example:{port}",
            "/v1",
            "./v1:x",
            "{scheme}://a.example",
            "",
        ] {
            assert_eq!(unusable(url), None, "{url}");
        }
        for (url, why) in [
            ("ftp://a.example", "scheme"),
            ("javascript:x", "scheme"),
            ("https://u:p@a.example/", "password"),
            ("https://a.example:99999", "port"),
            ("https://a.example:x", "port"),
            ("https://", "no host"),
            ("https:a", "no host"),
            ("https://[::1", "no host"),
        ] {
            assert!(unusable(url).is_some_and(|found| found.contains(why)), "{url}");
        }
    }
}
