//! Formats and media types that are nearly a known one: both lists are open, so that a slip in
//! one is not an error to anybody, and its only effect is a type that says less.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::document::shown;
use crate::formats::is_uuid;
use crate::source::{Kind, Sources};
use std::collections::BTreeSet;

/// Formats of JSON Schema, of OpenAPI's registry, and others that are met.
const FORMATS: &[&str] = &[
    "base64",
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "datetime",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "fixed32",
    "fixed64",
    "float",
    "float32",
    "float64",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int128",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "sfixed32",
    "sfixed64",
    "sint32",
    "sint64",
    "time",
    "timestamp",
    "uint128",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/jsonl",
    "application/octet-stream",
    "application/problem+json",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
    "application/xml",
    "multipart/form-data",
    "text/csv",
    "text/event-stream",
    "text/plain",
    "text/xml",
];

/// Keys below which there are values, and no schemas.
const VALUES: &[&str] = &["example", "examples", "default", "enum", "const"];

/// Reports them.
pub(super) fn report(sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![sources.root()];
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        open.extend(sources.items(node));
        let is_schema = sources.get(node, "type").is_some();
        for (key, value) in sources.entries(node) {
            match (key, sources.kind(value)) {
                ("format", Kind::String(text)) if is_schema => {
                    found.extend(format(value, text));
                }
                ("content", Kind::Map) => {
                    let types = sources.entries(value);
                    found
                        .extend(types.filter_map(|(name, node)| media_type(node, name)));
                }
                _ => {}
            }
            if !VALUES.contains(&key) && !key.starts_with("x-") {
                open.push(value);
            }
        }
    }
    for finding in found {
        diagnostics.report(finding);
    }
}

fn format(place: NodeId, text: &str) -> Option<Diagnostic> {
    let near = near(text, FORMATS).filter(|_| !is_uuid(text))?;
    Some(
        Diagnostic::new(
            Code::NearlyKnown,
            Place::Node(place),
            format!("nobody knows the format `{}`", shown(text)),
        )
        .consequence("it says nothing about the type")
        .remedy(format!("did you mean `{near}`?"))
        .patch(Place::Node(place), near),
    )
}

fn media_type(node: NodeId, name: &str) -> Option<Diagnostic> {
    let near = near(name, MEDIA_TYPES)?;
    Some(
        Diagnostic::new(
            Code::NearlyKnown,
            Place::Key(node),
            format!("nobody knows the media type `{}`", shown(name)),
        )
        .consequence("its content is bytes")
        .remedy(format!("did you mean `{near}`?"))
        .patch(Place::Key(node), near),
    )
}

/// The known word that differs in a letter, or in capitals and hyphens only.
fn near(word: &str, known: &'static [&'static str]) -> Option<&'static str> {
    const SHORTEST: usize = 5;
    const LONGEST: usize = 64;
    if known.contains(&word) || word.len() > LONGEST {
        return None;
    }
    let plain = plain(word);
    let same = known.iter().find(|it| self::plain(it) == plain);
    let close = || {
        let long = known.iter().filter(|_| word.len() >= SHORTEST);
        long.into_iter().find(|it| strsim::osa_distance(word, it) == 1)
    };
    same.or_else(close).copied()
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, MEDIA_TYPES, NodeId, format, near};

    #[test]
    fn slips_are_found_and_other_words_left_alone() {
        assert_eq!(near("date_time", FORMATS), Some("date-time"));
        assert_eq!(near("Date-Time", FORMATS), Some("date-time"));
        assert_eq!(near("unit64", FORMATS), Some("uint64"));
        assert_eq!(near("aplication/json", MEDIA_TYPES), Some("application/json"));
        for word in
            ["date", "datetime", "uri", "url", "guid", "phone", "currency", "uint32", ""]
        {
            assert_eq!(near(word, FORMATS), None, "{word}");
        }
        assert_eq!(format(NodeId(0), "uuid4"), None);
        assert!(format(NodeId(0), "uuid9").is_some());
        for word in ["application/pdf", "image/png", "*/*", "application/vnd.api+json"] {
            assert_eq!(near(word, MEDIA_TYPES), None, "{word}");
        }
    }
}
