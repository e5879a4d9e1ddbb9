//! Words: how text of any content becomes the raw material of an identifier.

use super::capitals::tamed;
use super::scope::Ident;
use heck::{ToSnakeCase, ToUpperCamelCase};

/// Longer identifiers are cut and told apart by a hash of the whole.
const LONGEST: usize = 96;

/// So many signs in front of a name or behind it are spelled out.
const MOST_SIGNS: usize = 4;

/// Every word that some edition reserves, and those that cannot be raw identifiers.
const KEYWORDS: &[&str] = &[
    "Self",
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "_",
];

/// What symbols are called where a name has nothing else.
const SYMBOLS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('=', "equal"),
    ('<', "less"),
    ('>', "greater"),
    ('!', "not"),
    ('@', "at"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('|', "or"),
    ('^', "caret"),
    ('~', "tilde"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('?', "question"),
    ('_', "underscore"),
    (' ', "space"),
    ('(', "open"),
    (')', "close"),
    ('[', "open"),
    (']', "close"),
    ('{', "open"),
    ('}', "close"),
    ('"', "quote"),
    ('\'', "apostrophe"),
    ('`', "backtick"),
];

/// `UpperCamelCase`, valid as an identifier and not a keyword.
pub(super) fn camel(text: &str) -> String {
    finish(text, &upper_camel(text), "N", "")
}

/// `1.0` and `10` have different names: numbers stay apart, as Rust's own convention allows.
fn upper_camel(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut joined = String::new();
    for word in spelled(text).to_snake_case().split('_') {
        let word = word.to_upper_camel_case();
        if joined.ends_with(is_digit) && word.starts_with(is_digit) {
            joined.push('_');
        }
        joined.push_str(&word);
    }
    joined
}

/// `snake_case`, valid as an identifier and not a keyword.
pub(super) fn snake(text: &str) -> String {
    finish(text, &spelled(text).to_snake_case(), "n", "_")
}

/// The accessor of a variant: `as_cat` for `Cat`.
pub(super) fn accessor(variant: &Ident) -> String {
    format!("as_{}", snake(variant.as_str()).trim_end_matches('_'))
}

/// The part of an identifier that is appended to another one: needs no prefix.
pub(super) fn camel_part(text: &str) -> String {
    let part = upper_camel(text);
    if part.is_empty() { camel(text) } else { part }
}

fn finish(text: &str, word: &str, prefix: &str, separator: &str) -> String {
    let mut word = word.to_owned();
    if word.is_empty() {
        word = format!("{prefix}{separator}{}", hash(text));
    }
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        word = format!("{prefix}{word}");
    }
    shortened(keyword_safe(word), text, separator)
}

fn keyword_safe(mut word: String) -> String {
    if KEYWORDS.contains(&word.as_str()) {
        word.push('_');
    }
    word
}

/// Cuts what is too long for a reader and for file systems.
pub(super) fn shortened(word: String, text: &str, separator: &str) -> String {
    if word.len() <= LONGEST {
        return word;
    }
    let head: String = word.chars().take(LONGEST - 9).collect();
    format!("{}{separator}{}", head.trim_end_matches('_'), hash(text))
}

/// ASCII letters and digits with separators between words: symbols get names where they mean
/// something, other scripts are transliterated.
fn spelled(text: &str) -> String {
    let ascii =
        if text.is_ascii() { text.to_owned() } else { deunicode::deunicode(text) };
    if ascii.is_empty() {
        return if text.is_empty() { "empty".to_owned() } else { String::new() };
    }
    if !ascii.contains(|c: char| c.is_ascii_alphanumeric()) {
        return ascii.chars().map(symbol).collect::<Vec<_>>().join(" ");
    }
    let mut out = String::new();
    let mut rest = ascii.as_str();
    while let Some(sign) = rest.chars().next().filter(|c| is_telling(*c, rest)) {
        out.push_str(symbol(sign));
        out.push(' ');
        rest = &rest[sign.len_utf8()..];
    }
    for (at, c) in rest.char_indices() {
        match c {
            _ if c.is_ascii_alphanumeric() => out.push(c),
            // `GMT+1`, which is not `GMT-1`; but `ld+json`.
            '+' if is_telling('+', &rest[at..]) => out.push_str(" plus "),
            _ => out.push(' '),
        }
    }
    tamed(&out)
}

/// Whether a sign at the start makes a difference: `+1` and `-1`, `<5` and `>5`.
fn is_telling(sign: char, rest: &str) -> bool {
    let before_digit = rest[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    match sign {
        '+' | '-' => before_digit,
        '<' | '>' | '=' | '!' => true,
        _ => false,
    }
}

/// What the signs in front of a name are called; brackets and blanks say nothing.
pub(super) fn signs_before(text: &str) -> Vec<&'static str> {
    text.chars().map_while(sign).take(MOST_SIGNS).collect()
}

/// What the signs behind a name are called. `#` is read as in `C#` behind one letter.
pub(super) fn signs_behind(text: &str) -> Vec<&'static str> {
    if let Some(letter) = text.strip_suffix('#')
        && letter.len() == 1
        && letter.starts_with(|first: char| first.is_ascii_alphabetic())
    {
        return vec!["sharp"];
    }
    let mut signs: Vec<_> =
        text.chars().rev().map_while(sign).take(MOST_SIGNS).collect();
    signs.reverse();
    signs
}

pub(super) fn has_signs(text: &str) -> bool {
    let is_sign = |found: char| sign(found).is_some();
    text.starts_with(is_sign) || text.ends_with(is_sign)
}

fn sign(sign: char) -> Option<&'static str> {
    "_@#$<>=!+-*%&~^?".contains(sign).then(|| symbol(sign))
}

fn symbol(symbol: char) -> &'static str {
    SYMBOLS.iter().find(|(known, _)| *known == symbol).map_or("symbol", |(_, name)| name)
}

/// A short hash (FNV-1a) of a text: stable on every machine and in every version.
pub(super) fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

#[cfg(test)]
mod tests {
    use super::{camel, snake};

    #[test]
    fn names_of_every_kind_become_identifiers() {
        let table = [
            ("petId", "pet_id", "PetId"),
            ("type", "type_", "Type"),
            ("Self", "self_", "Self_"),
            ("_", "underscore", "Underscore"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("GMT+1", "gmt_plus_1", "GmtPlus1"),
            ("GMT-1", "gmt_1", "Gmt1"),
            ("ld+json", "ld_json", "LdJson"),
            ("", "empty", "Empty"),
            ("@odata.type", "odata_type", "OdataType"),
            ("$ref", "ref_", "Ref"),
            ("123", "n123", "N123"),
            ("1.0", "n1_0", "N1_0"),
            ("2024-01-31", "n2024_01_31", "N2024_01_31"),
            ("api v2.1", "api_v2_1", "ApiV2_1"),
            ("*", "star", "Star"),
            ("<=", "less_equal", "LessEqual"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("userIDs", "user_ids", "UserIds"),
            ("IPv4Address", "ipv4_address", "Ipv4Address"),
            ("oAuth2_token", "oauth2_token", "Oauth2Token"),
            ("maxVCPUs", "max_vcpus", "MaxVcpus"),
            ("iOS version", "ios_version", "IosVersion"),
            ("größe", "grosse", "Grosse"),
            ("a/b-c d", "a_b_c_d", "ABCD"),
        ];
        for (text, lower, upper) in table {
            assert_eq!(snake(text), lower, "{text}");
            assert_eq!(camel(text), upper, "{text}");
        }
    }

    #[test]
    fn whatever_comes_is_a_valid_identifier() {
        for text in
            ["😀", "\u{202e}", "\0", "🦀🦀", "\u{e000}", "«»", "a\nb", "'a", "r#type"]
        {
            for name in [snake(text), camel(text)] {
                assert!(
                    syn::parse_str::<syn::Ident>(&name).is_ok(),
                    "{text:?} gave {name:?}"
                );
            }
        }
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (a, b) = (camel(&"x".repeat(500)), camel(&"x".repeat(501)));
        assert!(a.len() <= 100 && b.len() <= 100);
        assert_ne!(a, b);
    }
}
