//! A media type taken apart (RFC 9110, section 8.3.1).

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

/// Whether a subtype is a kind of JSON by its name (`json-rpc`, `json-patch`), and not several values
/// of it.
pub fn is_of_json(subtype: &str) -> bool {
    const SEVERAL: [&str; 5] =
        ["jsonl", "jsonlines", "json-lines", "json-stream", "json-seq"];
    let subtype = subtype.to_ascii_lowercase();
    subtype.starts_with("json") && !SEVERAL.contains(&&*subtype)
}
