//! `type` of a security scheme, with what belongs to it.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::reader::{Reader, shown};
use crate::document::suggestions::nearest;
use crate::document::words::Location;

/// What a security scheme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeType<'s> {
    /// `apiKey`.
    ApiKey {
        /// `in`: never the path, and never the whole query.
        location: Location,
        /// `name`.
        name: &'s str,
    },
    /// `http`.
    Http {
        /// `scheme`, as written.
        scheme: &'s str,
    },
    /// `oauth2`, or `openIdConnect`.
    OAuth,
    /// `mutualTLS`.
    MutualTls,
    /// None that anybody knows, or one of which too little is said.
    Unknown,
}

/// What `type` can be (OpenAPI 3.1, Security Scheme Object, `type`).
const TYPES: &[&str] = &["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"];

/// What is written instead of `type: http` and `scheme: bearer`.
const BEARER: &[&str] = &["bearer", "jwt", "token"];

/// Reads `type` and what belongs to it.
pub(super) fn read<'s>(reader: &mut Reader<'s, '_>, node: NodeId) -> SchemeType<'s> {
    let word = reader
        .string_at(node, "type")
        .or_else(|| reader.missing(node, "type", "Security Scheme Object"))
        .unwrap_or_default();
    match known(reader, node, word) {
        "http" => http(reader, node),
        "apiKey" => api_key(reader, node),
        "oauth2" | "openIdConnect" => SchemeType::OAuth,
        "mutualTLS" => SchemeType::MutualTls,
        // The spelling of Swagger 2.0.
        "basic" => SchemeType::Http { scheme: "basic" },
        "bearer" => SchemeType::Http { scheme: "bearer" },
        _ => {
            let found = unknown(reader, node, word);
            unusable(reader, found)
        }
    }
}

/// Reports why nobody can use a scheme.
fn unusable<'s>(reader: &mut Reader<'_, '_>, found: Diagnostic) -> SchemeType<'s> {
    let lost = "calls that need this scheme are sent without credentials";
    reader.report(found.consequence(lost));
    SchemeType::Unknown
}

/// The type that a word means; of one that is none, the type that it can only mean.
fn known<'s>(reader: &mut Reader<'s, '_>, scheme: NodeId, word: &'s str) -> &'s str {
    let is_case = |known: &&&str| known.eq_ignore_ascii_case(word);
    let (meant, write) = match TYPES.iter().find(is_case) {
        Some(known) if *known == word => return known,
        Some(known) => (*known, format!("`type: {known}`")),
        None if BEARER.iter().any(|it| it.eq_ignore_ascii_case(word)) => {
            ("bearer", "`type: http` and `scheme: bearer`".to_owned())
        }
        None => return word,
    };
    let node = reader.sources.get(scheme, "type").unwrap_or(scheme);
    let found = no_such_type(node, word)
        .consequence(format!("it is read as {write}"))
        .remedy(format!("write {write}"));
    reader.report(match meant {
        "bearer" => found,
        meant => found.patch(Place::Node(node), meant),
    });
    meant
}

fn http<'s>(reader: &mut Reader<'s, '_>, node: NodeId) -> SchemeType<'s> {
    let scheme = reader.string_at(node, "scheme").unwrap_or_default();
    if scheme.is_empty() {
        let remedy = "add `scheme: bearer` or `scheme: basic`";
        return unusable(
            reader,
            incomplete(node, "an `http` scheme needs `scheme`", remedy),
        );
    }
    SchemeType::Http { scheme }
}

fn api_key<'s>(reader: &mut Reader<'s, '_>, node: NodeId) -> SchemeType<'s> {
    let location = reader.string_at(node, "in").and_then(Location::parse);
    let Some(location @ (Location::Header | Location::Query | Location::Cookie)) =
        location
    else {
        let remedy = "add `in: header`, `in: query` or `in: cookie`";
        return unusable(reader, incomplete(node, "an `apiKey` needs `in`", remedy));
    };
    let name = reader.string_at(node, "name").unwrap_or_default();
    if name.is_empty() {
        let remedy = "add `name`: what the header, query parameter or cookie is called";
        return unusable(reader, incomplete(node, "an `apiKey` needs `name`", remedy));
    }
    SchemeType::ApiKey { location, name }
}

fn incomplete(node: NodeId, why: &str, remedy: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownValue, Place::Node(node), why).remedy(remedy)
}

fn unknown(reader: &Reader<'_, '_>, scheme: NodeId, word: &str) -> Diagnostic {
    let node = reader.sources.get(scheme, "type").unwrap_or(scheme);
    let found = no_such_type(node, word);
    match nearest(word, TYPES) {
        Some(near) => found
            .remedy(format!("did you mean `{near}`?"))
            .patch(Place::Node(node), near),
        None => found.remedy(format!("the types are {}", TYPES.join(", "))),
    }
}

fn no_such_type(node: NodeId, word: &str) -> Diagnostic {
    let message = format!("there is no type of security scheme `{}`", shown(word));
    Diagnostic::new(Code::UnknownValue, Place::Node(node), message)
}
