//! Bodies of several JSON values, one a line.

use super::plain::{items, json};
use super::{Content, RequestError, View};

impl Content<'_> {
    /// A list as JSON lines: every element on a line of its own.
    #[must_use]
    pub fn json_lines(media: &'static str, view: View<'_>) -> Self {
        Self::ready(media, lines(view).map(Into::into))
    }
}

fn lines(view: View<'_>) -> Result<String, RequestError> {
    let mut out = String::new();
    for item in items(view) {
        out.push_str(&json(item)?);
        out.push('\n');
    }
    Ok(out)
}
