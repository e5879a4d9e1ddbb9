//! Media types: what a body of one is made of (RFC 6838, RFC 9110). Clients decide the same of what
//! they receive.

use crate::model::PayloadKind;

/// The media type without parameters, in small letters (RFC 9110, section 8.3.1).
pub(super) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is a JSON value in each line. None is registered, so that there are many.
fn is_json_lines(essence: &str) -> bool {
    let subtype = essence
        .strip_prefix("application/")
        .or_else(|| essence.strip_prefix("text/"))
        .unwrap_or_default();
    matches!(
        subtype.strip_prefix("x-").unwrap_or(subtype),
        "ndjson" | "ldjson" | "jsonl" | "jsonlines" | "json-lines" | "json-stream"
    ) || subtype == "stream+json"
}

/// Whether its JSON values come one after the other, with line feeds between them or without.
pub(super) fn is_json_stream(essence: &str) -> bool {
    essence.ends_with("json-stream")
}

/// Texts by other names than `text/…`.
const TEXTS: &[&str] = &[
    "application/csv",
    "application/graphql",
    "application/javascript",
    "application/jwt",
    "application/n-quads",
    "application/n-triples",
    "application/openmetrics-text",
    "application/pem-certificate-chain",
    "application/sparql-query",
    "application/sparql-update",
    "application/sql",
    "application/toml",
    "application/trig",
    "application/vnd.apple.mpegurl",
    "application/x-mpegurl",
    "application/x-yaml",
    "application/yaml",
];

/// How a body of this media type is written and read.
pub(super) fn kind(essence: &str) -> PayloadKind {
    match essence {
        "application/json" | "text/json" | "*/*" | "application/*" => PayloadKind::Json,
        "application/x-www-form-urlencoded" => PayloadKind::Form,
        "text/event-stream" => PayloadKind::Events,
        _ if is_json_lines(essence) => PayloadKind::JsonLines,
        "application/json-seq" => PayloadKind::JsonSequence,
        "application/xml" | "text/xml" => PayloadKind::Xml,
        _ if essence.ends_with("+json-seq") => PayloadKind::JsonSequence,
        _ if essence.ends_with("+json") => PayloadKind::Json,
        _ if essence.ends_with("+xml") && !essence.starts_with("image/") => {
            PayloadKind::Xml
        }
        _ if essence.starts_with("application/json") => PayloadKind::Json,
        _ if essence.starts_with("multipart/") => PayloadKind::Multipart,
        _ if TEXTS.contains(&essence) => PayloadKind::Text,
        _ if essence.starts_with("text/") || essence.ends_with("+yaml") => {
            PayloadKind::Text
        }
        _ => PayloadKind::Bytes,
    }
}

#[cfg(test)]
mod tests;
