//! What the values of the configuration may look like.

use crate::model::is_token;

/// A rule for a text; a value that breaks it is refused where it stands.
pub(super) trait Rule {
    /// What is expected, as the end of "expected …".
    const EXPECTED: &'static str;

    /// Whether texts that differ in capitals are one key of a mapping.
    const HAS_NO_CASE: bool = false;

    /// Whether the text keeps the rule.
    fn allows(text: &str) -> bool;

    /// What is expected instead of this text, where that can be said more precisely.
    fn instead_of(_text: &str) -> &'static str {
        Self::EXPECTED
    }
}

macro_rules! rules {
    ($($name:ident: $expected:literal, $allows:expr;)*) => {
        $(
            #[doc = concat!("Allows ", $expected, ".")]
            pub(super) struct $name;

            impl Rule for $name {
                const EXPECTED: &'static str = $expected;

                fn allows(text: &str) -> bool {
                    let allows: fn(&str) -> bool = $allows;
                    allows(text)
                }
            }
        )*
    };
}

rules! {
    Text: "a text that is not empty", |text| !text.trim().is_empty();
    Identifier: "a Rust identifier that is not a keyword", is_identifier;
    Method: "a Rust identifier in snake case that is not a keyword", is_snake_case;
    Version: "a version with three numbers, such as 1.2.3 or 1.0.0-rc.1", is_version;
    License: "an SPDX expression, such as MIT OR Apache-2.0", is_license;
    Url: "an absolute URL that starts with https:// or http://", is_url;
    EnvPrefix: "capitals, digits and `_`, such as PET_STORE", is_env_prefix;
    HeaderName: "a header name (letters, digits and `-`)", is_token;
    KeyHeader:
        "a header name (letters, digits and `-`) that has no other use, as `Host` and `Accept` have",
        is_key_header;
    HeaderValue: "a header value (visible ASCII on one line)", is_header_value;
    FindingCode: "the code of a finding, such as E0104", is_code;
    Pointer: "the JSON pointer of a schema, such as #/components/schemas/Pet", is_pointer;
}

/// Allows a header that every call may carry.
pub(super) struct SentHeader;

impl Rule for SentHeader {
    const EXPECTED: &'static str = "a header name (letters, digits and `-`) that is not the connection's, as `Host` is";

    // RFC 9110, section 5.1.
    const HAS_NO_CASE: bool = true;

    fn allows(text: &str) -> bool {
        is_sent_header(text)
    }
}

/// Allows what cargo takes as the name of a package.
pub(super) struct PackageName;

impl Rule for PackageName {
    const EXPECTED: &'static str = "a name that the compiler accepts (small letters, digits, single `-` and `_`, at most 64)";

    fn allows(text: &str) -> bool {
        has_form_of_package(text) && is_quiet(text) && !is_reserved(text)
    }

    fn instead_of(text: &str) -> &'static str {
        if has_form_of_package(text) && is_quiet(text) {
            "a name that is not reserved by cargo or Rust"
        } else {
            Self::EXPECTED
        }
    }
}

/// Headers that say where a message ends or what becomes of its connection, and to whom it goes
/// (RFC 9112, section 6; RFC 9110, sections 7.2 and 7.6.1): the transport's to send.
pub(crate) const CONNECTION_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Names that cargo refuses or that hide a crate of the standard library.
const RESERVED: &[&str] = &[
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "std",
    "test",
];

fn is_code(text: &str) -> bool {
    crate::diagnostics::Code::parse(text).is_some()
}

fn is_identifier(text: &str) -> bool {
    // A keyword since the edition of 2024, which `syn` leaves to those who know their edition.
    const KEYWORD_OF_2024: &str = "gen";
    text.is_ascii()
        && !text.starts_with("r#")
        && text != KEYWORD_OF_2024
        && syn::parse_str::<syn::Ident>(text).is_ok()
}

fn is_snake_case(text: &str) -> bool {
    is_identifier(text) && !text.bytes().any(|b| b.is_ascii_uppercase())
}

fn has_form_of_package(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether the compiler has nothing to say about a crate of this name (`non_snake_case`).
fn is_quiet(text: &str) -> bool {
    let ident = text.replace('-', "_");
    !ident.trim_matches('_').contains("__")
        && !ident.bytes().any(|b| b.is_ascii_uppercase())
}

/// Whether a text is a keyword or stands for something else, of those that look like names.
fn is_reserved(text: &str) -> bool {
    RESERVED.contains(&text) || !is_identifier(&text.replace('-', "_"))
}

fn is_version(text: &str) -> bool {
    let (rest, build) = split(text, '+');
    let (numbers, pre) = split(rest, '-');
    let numbers: Vec<&str> = numbers.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|n| is_number(n) && n.parse::<u64>().is_ok())
        && pre
            .is_none_or(|pre| pre.split('.').all(|p| is_part(p) && !has_leading_zero(p)))
        && build.is_none_or(|build| build.split('.').all(is_part))
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(left, right)| (left, Some(right)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit())
        && !has_leading_zero(text)
}

fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_part(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether operators stand between names, and brackets are closed (SPDX 2.3, annex D). Which names
/// there are is not known here.
fn is_license(text: &str) -> bool {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let (mut depth, mut wants_name) = (0_usize, true);
    for word in spaced.split(' ').filter(|word| !word.is_empty()) {
        match (word, wants_name) {
            ("(", true) => depth += 1,
            (")", false) if depth > 0 => depth -= 1,
            ("AND" | "OR" | "WITH", false) => wants_name = true,
            ("(" | ")" | "AND" | "OR" | "WITH", _) | (_, false) => return false,
            (name, true) if is_license_name(name) => wants_name = false,
            _ => return false,
        }
    }
    depth == 0 && !wants_name && text.trim() == text
}

fn is_license_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-+:".contains(c))
}

/// Absolute, and without credentials: whoever prints it would print them.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !authority.is_empty()
            && !authority.contains('@')
            && rest.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
    })
}

fn is_env_prefix(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && !text.ends_with('_')
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

fn is_sent_header(text: &str) -> bool {
    is_token(text)
        && !CONNECTION_HEADERS.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// Whether a key can be sent in this header: neither media types nor credentials are.
fn is_key_header(text: &str) -> bool {
    let others = ["accept", "authorization", "content-type", "cookie"];
    is_sent_header(text) && !others.iter().any(|it| it.eq_ignore_ascii_case(text))
}

fn is_header_value(text: &str) -> bool {
    text.trim() == text && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
}

fn is_pointer(text: &str) -> bool {
    text.split_once('#').is_some_and(|(file, rest)| {
        rest.starts_with('/') || (rest.is_empty() && !file.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<R: Rule>(good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(R::allows(text), "{text:?} should be {}", R::EXPECTED);
        }
        for text in bad {
            assert!(!R::allows(text), "{text:?} should not be {}", R::EXPECTED);
        }
    }

    #[test]
    fn names() {
        check::<Identifier>(
            &["Pet", "pet", "_a1"],
            &["", "_", "1a", "a-b", "type", "gen", "r#type", "ä"],
        );
        check::<Method>(&["get_pet"], &["getPet", "Self", "fn", "gen", "a b"]);
        check::<PackageName>(
            &["generated-client", "a", "pet_store2"],
            &[
                "",
                "-a",
                "_a",
                "2a",
                "a.b",
                "Pet",
                "a--b",
                "test",
                "std",
                "match",
                "gen",
                "../x",
                &"a".repeat(65),
            ],
        );
        check::<EnvPrefix>(&["FINCH", "A_1"], &["", "finch", "1A", "A-B", "A_", "A=B"]);
    }

    #[test]
    fn versions() {
        check::<Version>(
            &["0.1.0", "1.0.0-rc.1", "1.0.0+b.01", "1.0.0-a-b+c", "10.20.30"],
            &[
                "2020-09-17",
                "v1",
                "1",
                "1.0",
                "01.0.0",
                "1.0.0-",
                "1.0.0-01",
                "1.0.0+",
                "1.0.0.0",
            ],
        );
        check::<License>(
            &[
                "MIT",
                "MIT OR Apache-2.0",
                "(MIT)",
                "(MIT OR Apache-2.0) AND BSD-3-Clause",
                "GPL-2.0-or-later WITH Classpath-exception-2.0",
                "LicenseRef-1",
            ],
            &[
                "",
                "MIT\nx",
                "\"",
                " MIT",
                "MIT OR",
                "OR MIT",
                "MIT Apache-2.0",
                "(MIT",
                "()",
            ],
        );
    }

    #[test]
    fn the_wire() {
        check::<HeaderName>(
            &["Finch-API-Version", "x_y"],
            &["", "a b", "a:", "a\n", "ä"],
        );
        check::<SentHeader>(
            &["Finch-API-Version", "Accept"],
            &["Host", "content-length", "Transfer-Encoding", "a b"],
        );
        check::<KeyHeader>(
            &["Idempotency-Key"],
            &["Content-Type", "accept", "Authorization", "Host"],
        );
        check::<HeaderValue>(&["", "2020-09-17", "a b"], &["a\r\nb", " a", "ä", "a\tb"]);
        check::<Url>(
            &["https://a.b", "http://127.0.0.1:1/x"],
            &[
                "",
                "a.b",
                "https://",
                "https:///x",
                "ftp://a",
                "https://a b",
                "https://a{b}",
                "https://id:secret@a.b",
                "https://?x",
            ],
        );
        check::<Pointer>(
            &["#/components/schemas/Pet", "a.yaml#/Pet", "a.yaml#"],
            &["Pet", "", "#", "#Pet", "a.yaml#Pet"],
        );
    }
}
