//! A media type taken apart (RFC 9110, section 8.3.1).

/// A media type without its parameters, as it is written.
pub fn essence(media: &str) -> &str {
    let end = media.bytes().position(|byte| byte == b';').unwrap_or(media.len());
    media[..end].trim_ascii()
}

/// The value of a parameter without its quotes.
pub fn parameter<'m>(media: &'m str, name: &str) -> Option<&'m str> {
    media.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        let is_it = found.trim().eq_ignore_ascii_case(name);
        is_it.then(|| value.trim().trim_matches(['"', '\'']))
    })
}
