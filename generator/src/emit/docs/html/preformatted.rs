//! `<pre>`: lines that stay as they are, which is a block of code in Markdown.

use super::tag::{Tag, end_of};
use super::{LONGEST_BLOCK, near};

/// What is written for characters that are signs of HTML.
const ENTITIES: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];

/// A text without the entities that tools write.
pub(super) fn decoded(text: &str) -> String {
    let text = text.to_owned();
    ENTITIES.into_iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// The content of an element as a block behind a fence, which none of its lines has; `None` if there
/// is nothing in it.
pub(super) fn block(content: &str) -> Option<String> {
    let lines = decoded(without_code(content));
    let lines = lines.trim_end().trim_start_matches('\n');
    if lines.trim().is_empty() {
        return None;
    }
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    Some(format!("{fence}\n{lines}\n{fence}\n"))
}

/// What stands in the `<code>` that is all there is.
fn without_code(content: &str) -> &str {
    let whole = content.trim();
    let inner = || {
        let tag = Tag::at(whole).filter(|tag| tag.name == "code" && !tag.is_end)?;
        let inner = &whole[tag.length..];
        let at = end_of("code", inner)?;
        (Tag::at(&inner[at..])?.length == inner.len() - at).then_some(&inner[..at])
    };
    inner().unwrap_or(content)
}

/// How far a text is what began on its first line: to the end of a `<pre>` on it. Its lines are none
/// of Markdown's, however far they are indented.
pub(super) fn open_until(line: &str, text: &str) -> Option<usize> {
    let at = line.find("<pre")?;
    let tag = Tag::at(&text[at..]).filter(|tag| tag.name == "pre")?;
    let content = at + tag.length;
    end_of("pre", near(&text[content..], LONGEST_BLOCK)).map(|end| content + end)
}
