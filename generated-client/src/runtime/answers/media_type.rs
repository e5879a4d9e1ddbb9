//! A media type taken apart (RFC 9110, section 8.3.1), and what a body of one is made of. The
//! generator decides the same when it reads a document, and tests that both agree.

/// What a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// HTML.
    Html,
    /// XML.
    Xml,
    /// Anything else, several JSON values among it.
    Bytes,
}

impl Kind {
    /// The kind of a media type, unless it is any; parameters do not matter.
    #[must_use]
    pub fn of(media: &str) -> Option<Self> {
        const KNOWN: &[(&str, Kind)] = &[
            ("application/json", Kind::Json),
            ("text/json", Kind::Json),
            ("application/*", Kind::Json),
            ("text/html", Kind::Html),
            ("text/xml", Kind::Xml),
            ("application/xml", Kind::Xml),
        ];
        let media = essence(media);
        if matches!(media, "" | "*/*") {
            return None;
        }
        let is = |known: &str| media.eq_ignore_ascii_case(known);
        if let Some((_, kind)) = KNOWN.iter().find(|(known, _)| is(known)) {
            return Some(*kind);
        }
        let media = media.to_ascii_lowercase();
        let (tree, name) = media.split_once('/').unwrap_or(("", &media));
        let (_, suffix) = name.rsplit_once('+').unwrap_or_default();
        Some(match (tree, suffix) {
            _ if is_several_json(&media) => Self::Bytes,
            (_, "json") => Self::Json,
            // An image in XML is an image.
            (tree, "xml") if tree != "image" => Self::Xml,
            ("application", _) if name.starts_with("json") => Self::Json,
            ("multipart", _) => Self::Bytes,
            ("text", _) | (_, "yaml") => Self::Text,
            _ if TEXTS.contains(&&*media) => Self::Text,
            _ => Self::Bytes,
        })
    }

    /// What it is called in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Text => "text",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Bytes => "binary data",
        }
    }
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

/// Whether a media type is that of values, each of which is JSON: one or several.
pub fn is_made_of_json(media: &str) -> bool {
    matches!(Kind::of(media), None | Some(Kind::Json))
        || is_several_json(&essence(media).to_ascii_lowercase())
}

/// Whether a body in a media type, in small letters, is several JSON values: in lines, of which no
/// media type is registered, so that there are many, or as a sequence (RFC 7464).
fn is_several_json(essence: &str) -> bool {
    let (tree, name) = essence.split_once('/').unwrap_or_default();
    let in_lines = matches!(
        name.strip_prefix("x-").unwrap_or(name),
        "ndjson" | "ldjson" | "jsonl" | "jsonlines" | "json-lines" | "json-stream"
    );
    matches!(tree, "application" | "text") && (in_lines || name == "stream+json")
        || essence == "application/json-seq"
        || essence.ends_with("+json-seq")
}

/// A media type without its parameters, as it is written.
pub fn essence(media: &str) -> &str {
    let end = media.bytes().position(|byte| byte == b';').unwrap_or(media.len());
    media[..end].trim_ascii()
}

/// The value of a parameter without its quotes.
pub fn parameter<'m>(media: &'m str, name: &str) -> Option<&'m str> {
    let (_, mut rest) = split_outside_quotes(media, ';');
    while !rest.is_empty() {
        let (parameter, behind) = split_outside_quotes(rest, ';');
        rest = behind;
        let Some((found, value)) = parameter.split_once('=') else { continue };
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().trim_matches(['"', '\'']));
        }
    }
    None
}

/// What stands before a character that is not in quotes, and what stands behind it.
pub fn split_outside_quotes(text: &str, at: char) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    for (place, c) in text.char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == at && !quoted => return (&text[..place], &text[place + 1..]),
            _ => {}
        }
    }
    (text, "")
}
