//! Tags of HTML, and where elements end.

use super::LONGEST;
use crate::emit::docs::inline::near;

/// A tag: `<br/>`, `<a href="…">`, `</b>`.
pub(super) struct Tag<'t> {
    /// In small letters.
    pub(super) name: String,
    pub(super) is_end: bool,
    /// What stands behind the name.
    attributes: &'t str,
    /// How long it is.
    pub(super) length: usize,
}

impl<'t> Tag<'t> {
    /// The tag that a text begins with.
    pub(super) fn at(text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix('<')?;
        let (is_end, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, behind) = rest.split_at(name_end);
        let end = near(behind, LONGEST)
            .find(['>', '<'])
            .filter(|end| behind[*end..].starts_with('>'))?;
        let attributes = behind[..end].trim_end_matches('/').trim();
        let is_apart = attributes.is_empty() || behind.starts_with(char::is_whitespace);
        is_apart.then(|| Self {
            name: name.to_ascii_lowercase(),
            is_end,
            attributes,
            length: text.len() - behind.len() + end + 1,
        })
    }

    /// The value of an attribute, in quotes or not.
    pub(super) fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut rest = self.attributes;
        while let Some((key, behind)) = rest.split_once('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, others) = match quote {
                Some(quote) => behind[1..].split_once(quote)?,
                None => behind.split_once(' ').unwrap_or((behind, "")),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = others;
        }
        None
    }
}

/// Where the end tag of an element begins, behind those of the same name in it.
pub(super) fn end_of(name: &str, text: &str) -> Option<usize> {
    // Beginnings alone are many in a hostile text, and this is quick.
    if !text.contains("</") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut open = 0_usize;
    for (at, _) in text.match_indices('<') {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let behind = bytes.get(at + 1 + usize::from(is_end)..).unwrap_or_default();
        let (found, rest) = behind.split_at(name.len().min(behind.len()));
        if !found.eq_ignore_ascii_case(name.as_bytes())
            || rest.first().is_none_or(u8::is_ascii_alphanumeric)
        {
            continue;
        }
        match (is_end, open) {
            (true, 0) => return Some(at),
            (true, _) => open -= 1,
            (false, _) => open += 1,
        }
    }
    None
}
