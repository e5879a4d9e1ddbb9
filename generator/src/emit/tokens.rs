//! How tokens are had, as documentation of the method that takes them.

use super::docs;
use crate::model::{OAuthFlow, SpecStr, Tokens};
use std::collections::BTreeSet;

/// So many scopes have a line of their own.
const MOST_SCOPES: usize = 50;

/// The addresses and scopes of a scheme; empty where there are none.
pub(super) fn docs(tokens: &Tokens) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(shown) = address(tokens.open_id.as_ref()) {
        lines.extend(docs::wrapped(&format!("- OpenID Connect: {shown}")));
    }
    for flow in &tokens.flows {
        let places = places(flow);
        if let Some(kind) =
            docs::code(flow.kind.untrusted()).filter(|_| !places.is_empty())
        {
            lines.extend(docs::wrapped(&format!("- {kind}: {}", places.join(", "))));
        }
    }
    let scopes = scopes(tokens);
    if !scopes.is_empty() {
        docs::more(&mut lines, vec!["Scopes:".to_owned(), String::new()]);
        lines.extend(scopes);
    }
    lines
}

fn places(flow: &OAuthFlow) -> Vec<String> {
    let named = |what: &str, url: &Option<SpecStr>| {
        Some(format!("{what} {}", address(url.as_ref())?))
    };
    [
        named("consent at", &flow.authorization_url),
        named("tokens from", &flow.token_url),
        named("refreshed at", &flow.refresh_url),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn address(url: Option<&SpecStr>) -> Option<String> {
    docs::code(url?.untrusted())
}

/// A line for each scope, which several ways to have a token share.
fn scopes(tokens: &Tokens) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut lines = Vec::new();
    for (scope, about) in tokens.flows.iter().flat_map(|flow| &flow.scopes) {
        let Some(shown) = docs::code(scope.untrusted()) else { continue };
        if !known.insert(scope.untrusted()) {
            continue;
        }
        if known.len() > MOST_SCOPES {
            lines.push("- and others".to_owned());
            break;
        }
        lines.extend(docs::wrapped(&match docs::first_line(about, "").as_str() {
            "" => format!("- {shown}"),
            about => format!("- {shown}: {about}"),
        }));
    }
    lines
}
