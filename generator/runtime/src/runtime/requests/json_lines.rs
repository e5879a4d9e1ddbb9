//! Bodies of several JSON values: one a line, or as a sequence (RFC 7464).

use super::plain::{elements, json};
use crate::runtime::{Content, RequestError, View};

impl Content<'_> {
    /// A list as JSON lines: every element on a line of its own.
    #[must_use]
    pub fn json_lines(media: &'static str, view: View<'_>) -> Self {
        Self::ready(media, lines("", view).map(Into::into))
    }

    /// A list as a JSON text sequence: a record separator before every element, a line feed
    /// behind it (RFC 7464, section 2.2).
    #[must_use]
    pub fn json_sequence(media: &'static str, view: View<'_>) -> Self {
        Self::ready(media, lines("\u{1e}", view).map(Into::into))
    }
}

fn lines(separator: &str, view: View<'_>) -> Result<String, RequestError> {
    let mut out = String::new();
    for item in elements(view) {
        out.push_str(separator);
        out.push_str(&json(item)?);
        out.push('\n');
    }
    Ok(out)
}
