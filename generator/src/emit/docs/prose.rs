//! Blocks of `CommonMark`: code blocks, lists, quotations and paragraphs, line by line.

use super::html::to_markdown;
use super::inline::escape_inline;
use super::is_harmful;
use super::lists::Lists;
use crate::emit::markdown;
use crate::model::SpecStr;

/// A text of the document as lines of documentation.
pub(in crate::emit) fn sanitised(text: &SpecStr) -> Vec<String> {
    let text: String = text
        .untrusted()
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|c| !is_harmful(*c))
        .collect();
    let text = to_markdown(&text);
    // What looks like the item of a list is not always one: behind a paragraph only `1.` is.
    for lists in [Lists::new(), Lists::flat()] {
        let lines = formatted(&text, lists);
        if markdown::is_harmless(&lines.join("\n")) {
            return lines;
        }
    }
    trim_blank(text.lines().take(MOST_LINES).map(markdown::escaped).collect())
}

/// A text of the document for a place that has one line.
pub(in crate::emit) fn title(text: &SpecStr) -> Option<String> {
    let line =
        sanitised(text).into_iter().find(|line| fence_of(line.trim()).is_none())?;
    let line = line.trim();
    let has_form = line.split(' ').next().is_some_and(is_marker);
    Some(if has_form { markdown::escaped(line) } else { line.to_owned() })
}

/// More lines than anybody reads.
const MOST_LINES: usize = 2_000;

/// A text of the document with its form, as far as that can be kept.
fn formatted(text: &str, mut lists: Lists) -> Vec<String> {
    let mut out = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines().take(MOST_LINES) {
        let line = line.trim_end();
        let body = line.trim_start();
        if let Some(open) = fence_of(body) {
            match &fence {
                None => {
                    // Rust in an answer's example is not ours to compile.
                    out.push(format!("{open}text"));
                    fence = Some(open);
                    // It stands in the first column.
                    lists.end();
                    continue;
                }
                Some(known)
                    if body.trim_end() == open && open.starts_with(known.as_str()) =>
                {
                    out.push(known.clone());
                    fence = None;
                    continue;
                }
                Some(_) => {}
            }
        }
        if let Some(known) = &fence {
            // A longer run of the fence's own sign would close it.
            let sign = known.chars().next().unwrap_or('`');
            let harmless = if body.starts_with(known.as_str()) {
                line.replace(sign, "'")
            } else {
                line.to_owned()
            };
            out.push(harmless);
        } else {
            let line = prose(line, &mut lists);
            // Several blank lines are one.
            let repeated = line.is_empty() && out.last().is_some_and(String::is_empty);
            if !repeated {
                wrap(&line, &mut out);
            }
        }
    }
    if let Some(open) = fence {
        out.push(open);
    }
    trim_blank(out)
}

/// The fence that opens or closes a code block.
pub(super) fn fence_of(body: &str) -> Option<String> {
    ['`', '~'].iter().find_map(|sign| {
        let length = body.chars().take_while(|c| c == sign).count();
        let rest = &body[length..];
        (length >= 3 && !(rest.contains('`') && *sign == '`'))
            .then(|| std::iter::repeat_n(*sign, length).collect())
    })
}

/// Breaks a long line between words, where that changes nothing: not in tables and
/// headings, and never so that a word begins a line that would make it a marker.
pub(super) fn wrap(line: &str, out: &mut Vec<String>) {
    const WIDTH: usize = 84;
    let body = line.trim_start();
    if line.chars().count() <= WIDTH
        || body.starts_with(['|', '#', '>'])
        || body.contains("](http")
    {
        out.push(line.to_owned());
        return;
    }
    let indent = " ".repeat(line.len() - body.len() + marker(body));
    let mut current = line[..line.len() - body.len()].to_owned();
    // Counted along: a line that may not be broken is as long as its author likes.
    let (mut width, mut begun) = (current.len(), false);
    let mut ticks = 0;
    for word in body.split(' ') {
        let length = word.chars().count();
        if begun && width + length >= WIDTH && ticks % 2 == 0 && !is_marker(word) {
            let line = std::mem::replace(&mut current, indent.clone());
            out.push(line.trim_end().to_owned());
            width = current.len();
        } else if begun {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
        begun |= !word.trim().is_empty();
        ticks += word.matches('`').count();
    }
    out.push(current);
}

/// How wide the marker of a list item is.
fn marker(body: &str) -> usize {
    match body.split_once(' ') {
        // CommonMark, "List items": a number has nine digits at most.
        Some((first, _)) if is_marker(first) && first.len() <= 10 => first.len() + 1,
        _ => 0,
    }
}

/// Whether a word would be a marker at the start of a line.
pub(super) fn is_marker(word: &str) -> bool {
    word.is_empty()
        || word.starts_with(['#', '>', '|', '=', '~'])
        || word.starts_with("```")
        || word.chars().all(|c| matches!(c, '-' | '+' | '*' | '_'))
        || (word.ends_with(['.', ')'])
            && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit()))
        || word.starts_with("\\>")
}

/// A line outside code blocks. Indentation that would make a code block (and with that a
/// doctest) is taken back, behind the markers of lists and quotations as well.
fn prose(line: &str, lists: &mut Lists) -> String {
    let body = line.trim_start();
    if body.is_empty() {
        return String::new();
    }
    let (markers, rest) = markers(body);
    let kept = lists.indent(line.len() - body.len(), !markers.is_empty());
    let (mut left, mut column) = (body, kept);
    for marker in markers.split_terminator(' ').take_while(|marker| *marker != ">") {
        left = left[marker.len()..].trim_start();
        column += marker.len() + 1;
        lists.enter(line.len() - left.len(), column);
    }
    let mut text = String::new();
    escape_inline(rest, &mut text);
    if fence_of(text.trim_start()).is_some() {
        text.insert(text.len() - text.trim_start().len(), '\\');
    }
    format!("{}{markers}{text}", " ".repeat(kept))
}

/// The markers of lists and quotations at the start of a line, each with one blank behind it,
/// and what follows.
fn markers(line: &str) -> (String, &str) {
    let mut found = String::new();
    let mut rest = line;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length = match rest[digits..].chars().next() {
            Some('-' | '*' | '+' | '>') if digits == 0 => 1,
            Some('.' | ')') if (1..10).contains(&digits) => digits + 1,
            _ => return (found, rest),
        };
        let (marker, after) = rest.split_at(length);
        if !after.starts_with(' ') {
            return (found, rest);
        }
        found.push_str(marker);
        found.push(' ');
        rest = after.trim_start();
    }
}

fn trim_blank(mut lines: Vec<String>) -> Vec<String> {
    let first =
        lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    lines.drain(..first);
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}
