//! Text in other encodings than UTF-8, where an answer says so.

use std::borrow::Cow;

use super::media_type::parameter;
use crate::runtime::Problem;

/// The body in UTF-8, without a byte order mark. Its encoding is the one that the content type
/// names, or that of a byte order mark; bytes that are said to be in UTF-8, or of which nothing
/// is said, come back as they are.
pub fn to_utf8<'b>(
    media: Option<&str>,
    body: &'b [u8],
) -> Result<Cow<'b, [u8]>, Problem> {
    if let Some(rest) = body.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok(rest.into());
    }
    let charset = parameter(media.unwrap_or_default(), "charset");
    let charset = charset.map(str::to_ascii_lowercase);
    if charset.as_deref().is_some_and(is_not_ascii) {
        return Err(Problem::NotText);
    }
    let text = match (charset.as_deref(), body) {
        // UTF-32 begins as UTF-16 does.
        (_, [0xFF, 0xFE, 0, 0, ..]) => return Err(Problem::NotText),
        (_, [0xFF, 0xFE, rest @ ..]) => utf16(rest, u16::from_le_bytes)?,
        (_, [0xFE, 0xFF, rest @ ..]) => utf16(rest, u16::from_be_bytes)?,
        (Some("utf-16le"), _) => utf16(body, u16::from_le_bytes)?,
        (Some("utf-16" | "utf-16be"), _) => utf16(body, u16::from_be_bytes)?,
        (Some(name), _) if is_latin(name) => latin(body),
        _ => return Ok(body.into()),
    };
    Ok(text.into_bytes().into())
}

/// JSON in UTF-8. It is in UTF-8 whatever a parameter says (RFC 8259, section 8.1 and 11);
/// what is not is read as the parameter says.
pub fn json_to_utf8<'b>(
    media: Option<&str>,
    body: &'b [u8],
) -> Result<Cow<'b, [u8]>, Problem> {
    let text = to_utf8(media, body);
    // In JSON, a zero byte stands in wide characters alone.
    let is_other = !matches!(text, Ok(Cow::Borrowed(_))) && !body.contains(&0);
    if is_other && std::str::from_utf8(body).is_ok() {
        return Ok(body.into());
    }
    text
}

/// Whether bytes below 128 are something else than ASCII in an encoding that is not read here:
/// what is written in it would be taken for other text, and not be noticed. Of all others, the
/// bytes from 128 on tell.
fn is_not_ascii(charset: &str) -> bool {
    const KNOWN: &[&str] = &[
        "csiso2022",
        "csucs",
        "csunicode",
        "hz-gb",
        "iso-10646-ucs",
        "iso-2022-",
        "ucs-2",
        "ucs-4",
        "unicode-1-1-utf-7",
        "utf-32",
        "utf-7",
        "utf32",
        "utf7",
    ];
    KNOWN.iter().any(|known| charset.starts_with(known))
}

/// The names of Windows-1252 and of what is read as that (WHATWG Encoding, section 4.2), but those
/// of ASCII: who says that and sends more sends UTF-8.
fn is_latin(charset: &str) -> bool {
    const NAMES: &[&str] = &[
        "cp1252",
        "cp819",
        "csisolatin1",
        "ibm819",
        "iso-8859-1",
        "iso-ir-100",
        "iso8859-1",
        "iso88591",
        "iso_8859-1",
        "iso_8859-1:1987",
        "l1",
        "latin1",
        "windows-1252",
        "x-cp1252",
    ];
    NAMES.contains(&charset)
}

/// What was said to be Latin-1 has been Windows-1252 for as long as there are browsers, which
/// read it so (WHATWG Encoding, section 4.2): it has characters where Latin-1 has none.
fn latin(body: &[u8]) -> String {
    #[rustfmt::skip]
    const HIGH: &[char; 32] = &[
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}',
        'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›',
        'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let character = |byte: &u8| match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(*byte),
    };
    body.iter().map(character).collect()
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = body.as_chunks::<2>();
    let units = pairs.iter().copied().map(unit);
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(Problem::NotText)
}
