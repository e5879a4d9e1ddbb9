//! What is probably wrong where a text does not parse. The parser knows where it could not go
//! on; people want to know what they did, which is often a line above.

mod colon;

use super::tree::small;
use crate::diagnostics::{Code, Diagnostic, FileId, Patch, Place};
use colon::colon;
use std::ops::Range;

/// A better explanation than the parser's.
struct Cause {
    at: Range<usize>,
    message: String,
    remedy: String,
    replacement: Option<String>,
}

/// The finding for a text that does not parse at this byte.
pub(super) fn finding(
    file: FileId,
    text: &str,
    at: usize,
    message: String,
) -> Diagnostic {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let at = at.unwrap_or_default();
    let place = |range: &Range<usize>| Place::Span {
        file,
        start: small(range.start),
        end: small(range.end),
    };
    let Some(cause) = cause(text, at, &message) else {
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        return Diagnostic::new(Code::Syntax, place(&(at..at + len)), message)
            .remedy("correct the text here; the real cause can be a line above");
    };
    let mut found = Diagnostic::new(Code::Syntax, place(&cause.at), cause.message)
        .remedy(cause.remedy);
    found.patch = cause
        .replacement
        .map(|replacement| Patch { place: place(&cause.at), replacement });
    found
}

fn cause(text: &str, at: usize, message: &str) -> Option<Cause> {
    let lines = Lines::around(text, at);
    if let Some(cause) = conflict(text).or_else(|| markup(text)) {
        return Some(cause);
    }
    let first = text.trim_start().chars().next();
    if matches!(first, Some('{' | '[')) {
        return comma(&lines, message);
    }
    tab(&lines)
        .or_else(|| sign(&lines, message))
        .or_else(|| quote(&lines, message))
        .or_else(|| bracket_in_text(&lines, message))
        .or_else(|| bracket(&lines, message))
        .or_else(|| colon(&lines, message))
        .or_else(|| indentation(&lines, message))
}

/// Both sides of a merge that nobody has decided between.
fn conflict(text: &str) -> Option<Cause> {
    const MARK: &str = "<<<<<<< ";
    let at = if text.starts_with(MARK) { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    let end = text[at..].find(['\r', '\n']).map_or(text.len(), |end| at + end);
    Some(Cause {
        at: at..end,
        message: "this is the mark of a merge conflict".to_owned(),
        remedy:
            "keep one of the two sides, and remove the lines with `<<<<<<<`, `=======` \
                 and `>>>>>>>`"
                .to_owned(),
        replacement: None,
    })
}

/// What a browser shows, saved instead of the document.
fn markup(text: &str) -> Option<Cause> {
    let begin = text.len() - text.trim_start().len();
    let first = text[begin..].lines().next()?;
    first.starts_with('<').then(|| Cause {
        at: begin..begin + first.trim_end().len(),
        message: "this is a web page or XML, and no OpenAPI document".to_owned(),
        remedy: "download the document itself (behind `Raw` on GitHub)".to_owned(),
        replacement: None,
    })
}

/// The text around the place.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// A place within the break of a line is the end of that line.
    fn around(text: &'a str, at: usize) -> Self {
        let (start, line) = Self { text, at }.here();
        Self { text, at: at.min(start + line.len()) }
    }

    /// The line of the place: where it begins, and what it says.
    fn here(&self) -> (usize, &'a str) {
        self.line(self.at)
    }

    fn line(&self, at: usize) -> (usize, &'a str) {
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end =
            self.text[start..].find('\n').map_or(self.text.len(), |end| start + end);
        (start, self.text[start..end].trim_end_matches('\r'))
    }

    /// The lines above, from the nearest on, without empty ones and comments.
    fn above(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let mut start = self.here().0;
        std::iter::from_fn(move || {
            let (begin, line) = self.line(start.checked_sub(1)?);
            start = begin;
            Some((begin, line))
        })
        .filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The trimmed part of a line that begins at `start`.
fn content(start: usize, line: &str) -> Range<usize> {
    let begin = start + line.len() - line.trim_start().len();
    begin..start + line.trim_end().len()
}

/// A tab where the indentation ends.
fn tab(lines: &Lines<'_>) -> Option<Cause> {
    let (start, line) = lines.here();
    let blank = &line[..line.len() - line.trim_start().len()];
    let tab = start + blank.find('\t')?;
    Some(Cause {
        at: tab..tab + 1,
        message: "this line is indented with a tab, which YAML does not allow"
            .to_owned(),
        remedy: "indent it with spaces".to_owned(),
        replacement: None,
    })
}

/// A text that begins with a sign that YAML keeps for itself.
fn sign(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    let (start, line) = lines.here();
    let rest = &lines.text[lines.at..start + line.len()];
    let sign = rest.chars().next().filter(|c| "@`%".contains(*c))?;
    message.contains("unexpected character").then(|| Cause {
        at: lines.at..(start + line.trim_end().len()).max(lines.at),
        message: format!("a text without quotes cannot begin with `{sign}`"),
        remedy: "put it in quotes".to_owned(),
        replacement: Some(rest.trim_end().to_owned()),
    })
}

/// A quote that nothing closes: the parser stumbles over the next one.
fn quote(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    const LINES: usize = 40;
    if !(message.contains("quoted scalar") || message.contains("quote")) {
        return None;
    }
    let here = std::iter::once(lines.here());
    let open = here.chain(lines.above()).take(LINES).filter_map(|(start, line)| {
        let value = line.find(": ").map_or(0, |at| at + 2);
        let value = value + line[value..].len() - line[value..].trim_start().len();
        let quote = line[value..].chars().next().filter(|c| "'\"".contains(*c))?;
        let closed = line[value + 1..].contains(quote);
        (!closed).then_some(start + value)
    });
    let at = open.last()?;
    Some(Cause {
        at: at..at + 1,
        message: "this quote is not closed".to_owned(),
        remedy: "write the same quote at the end of the text".to_owned(),
        replacement: None,
    })
}

/// A bracket in a text without quotes, between brackets that the same line has opened.
fn bracket_in_text(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    if !is_of_flow(message) {
        return None;
    }
    let ((start, line), mut open) = (lines.here(), 0_usize);
    for (at, c) in line.char_indices().take_while(|(at, _)| start + at <= lines.at) {
        match c {
            '[' | '{' if open > 0 => match text_around(line, at) {
                Some(found) => return Some(found_around(lines, start, found)),
                None => open += 1,
            },
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn found_around(lines: &Lines<'_>, start: usize, found: Range<usize>) -> Cause {
    let at = start + found.start..start + found.end;
    let text = &lines.text[at.clone()];
    Cause {
        message: "a text with a bracket in it needs quotes within brackets".to_owned(),
        remedy: format!("put quotes around `{text}`"),
        replacement: Some(text.to_owned()),
        at,
    }
}

/// The text without quotes in the midst of which a line has this bracket and the other one.
fn text_around(line: &str, bracket: usize) -> Option<Range<usize>> {
    let before = &line[..bracket];
    let colon = before.rfind(": ").map_or(0, |at| at + 2);
    let start = colon.max(before.rfind([',', '[', '{']).map_or(0, |at| at + 1));
    let word = before[start..].trim();
    let start = before.trim_end().len() - word.len();
    // A quote, an anchor, a tag, a comment.
    let is_plain = !word.starts_with(|c| "'\"&*!#|>@`%".contains(c));
    if word.is_empty() || word.ends_with(':') || !is_plain {
        return None;
    }
    let close = if line[bracket..].starts_with('[') { ']' } else { '}' };
    let inner = bracket + 1 + line[bracket + 1..].find(['[', ']', '{', '}'])?;
    if !line[inner..].starts_with(close) {
        return None;
    }
    let end = line[inner + 1..].find([',', ']', '}'])? + inner + 1;
    Some(start..start + line[start..end].trim_end().len())
}

fn is_of_flow(message: &str) -> bool {
    message.contains("flow") || message.contains("illegal placement of ':'")
}

/// A bracket that nothing closes on its line.
fn bracket(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    const LINES: usize = 10;
    if !is_of_flow(message) {
        return None;
    }
    let (start, line) = lines.here();
    let here = std::iter::once((start, &line[..lines.at - start]));
    here.chain(lines.above()).take(LINES).find_map(|(start, line)| {
        let mut open: Vec<(usize, char)> = Vec::new();
        for (at, c) in line.char_indices() {
            match c {
                '[' | '{' => open.push((start + at, c)),
                ']' | '}' => {
                    open.pop();
                }
                _ => {}
            }
        }
        let (at, c) = open.pop()?;
        let close = if c == '[' { ']' } else { '}' };
        Some(Cause {
            at: at..at + 1,
            message: format!("this `{c}` is not closed"),
            remedy: format!("close it with `{close}`"),
            replacement: None,
        })
    })
}

/// A line whose indentation is that of no line above that is still open.
fn indentation(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    if !(message.contains("expected key") || message.contains("block")) {
        return None;
    }
    let (start, line) = lines.here();
    let here = indent(line);
    let mut open: Vec<usize> = Vec::new();
    let mut lowest = usize::MAX;
    for (_, line) in lines.above() {
        if indent(line) < lowest {
            lowest = indent(line);
            open.push(lowest);
        }
    }
    if open.contains(&here) {
        return None;
    }
    let deeper = open.iter().rev().find(|one| **one > here);
    let flatter = open.iter().find(|one| **one < here);
    let spaces: Vec<String> =
        [deeper, flatter].into_iter().flatten().map(ToString::to_string).collect();
    Some(Cause {
        at: content(start, line),
        message: format!("this line is indented by {here} spaces, as none above it"),
        remedy: format!("indent it by {} spaces", spaces.join(" or ")),
        replacement: None,
    })
}

/// JSON: a comma is missing behind the value before, or is there although nothing follows.
fn comma(lines: &Lines<'_>, message: &str) -> Option<Cause> {
    let before = lines.text[..lines.at].trim_end();
    let last = before.chars().next_back()?;
    if last == ',' && lines.text[lines.at..].starts_with(['}', ']']) {
        return Some(Cause {
            at: before.len() - 1..before.len(),
            message: "JSON has no comma after the last value".to_owned(),
            remedy: "remove it".to_owned(),
            replacement: None,
        });
    }
    if message.contains("no comments") {
        let (start, line) = lines.here();
        return Some(Cause {
            at: lines.at..(start + line.trim_end().len()).max(lines.at),
            message: message.to_owned(),
            remedy: "remove it, or write it as the value of a key that begins with `x-`"
                .to_owned(),
            replacement: None,
        });
    }
    if message.contains("in double quotes, found `'`") {
        return Some(Cause {
            at: lines.at..lines.at + 1,
            message: "JSON has keys and texts in double quotes only".to_owned(),
            remedy: "write `\"` instead of `'`".to_owned(),
            replacement: None,
        });
    }
    let rest = message.strip_prefix("expected `,` or ")?;
    let close = rest.split('`').nth(1).unwrap_or("}");
    Some(Cause {
        at: before.len() - last.len_utf8()..before.len(),
        message: "there is no comma after this value".to_owned(),
        remedy: format!("write a comma here, or `{close}` if it is the last one"),
        replacement: None,
    })
}
