//! Colons where none may be, and colons that are missing.

use super::{Cause, Lines, content, indent};
use std::ops::Range;

/// A colon where none may be: in a text without quotes, or because one is missing above.
pub(super) fn colon(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    if !message.contains("mapping values are not allowed") {
        return None;
    }
    let (start, line) = lines.here();
    if let Some(first) = line.find(": ").filter(|first| start + first < lines.at) {
        let value = start + first + 2;
        let end = (start + line.trim_end().len()).max(value);
        let (what, at) = path_key(start, line, first)
            .map_or_else(|| ("text", value..end), |key| ("key", key));
        return Some(Cause {
            message: format!("a {what} with a colon and a blank in it needs quotes"),
            remedy: "put it in quotes".to_owned(),
            replacement: Some(lines.text[at.clone()].to_owned()),
            at,
        });
    }
    colon_above(lines)
}

/// The path that stands for a line's key, with this colon between its braces.
fn path_key(start: usize, line: &str, colon: usize) -> Option<Range<usize>> {
    let key = content(start, line.trim_end().strip_suffix(':')?);
    let before = &line[key.start - start..colon];
    let is_within = before.matches('{').count() > before.matches('}').count();
    (before.starts_with('/') && is_within).then_some(key)
}

/// What is wrong with the line above a colon that may not be where it is.
fn colon_above(lines: &Lines<'_>) -> Option<Cause> {
    let (start, line) = lines.here();
    let (above, before) = lines.above().next()?;
    let at = content(above, before);
    let said = &lines.text[at.clone()];
    let said = said.strip_prefix("- ").unwrap_or(said);
    let at = at.end - said.len()..at.end;
    match said.find(':') {
        None => Some(Cause {
            at,
            message: "this key has no colon behind it".to_owned(),
            remedy: match said.split_once(' ') {
                Some((key, value)) => format!("write `{key}: {}`", value.trim_start()),
                None => format!("write `{said}:`"),
            },
            replacement: None,
        }),
        Some(colon) if !said[colon + 1..].starts_with(' ') && colon + 1 < said.len() => {
            let (key, value) = said.split_at(colon);
            Some(Cause {
                at,
                message: "there is no space after this colon".to_owned(),
                remedy: format!("write `{key}: {}`", &value[1..]),
                replacement: None,
            })
        }
        Some(_) if indent(line) > indent(before) => Some(Cause {
            at: content(start, line),
            message:
                "this line is indented deeper than the one above, which has its value \
                      already"
                    .to_owned(),
            remedy: format!("indent it by {} spaces, as the line above", indent(before)),
            replacement: None,
        }),
        Some(_) => None,
    }
}
