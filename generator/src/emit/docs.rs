//! Documentation: `CommonMark` of the document as lines that rustdoc takes without harm.
//!
//! Nothing that the document says may become a doctest, fire a lint of rustdoc or rustc, or
//! end the comment: code blocks are marked as text, brackets and HTML are escaped, bare URLs
//! are put in angle brackets, and control characters go.

use super::markdown;
use crate::model::{Docs, SpecStr, SpecValue};
use proc_macro2::TokenStream;
use quote::quote;

/// Divides the lines of a documentation, which are tokens together. No text of a document has
/// it: control characters are left out.
pub const LINE_BREAK: char = '\u{1}';

/// The attribute of lines: one for all of them, since half of all tokens would otherwise be
/// lines of documentation. [`documented`] makes lines of it again.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push(LINE_BREAK);
        }
        let line = line.trim_end();
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    quote!(#[doc = #text])
}

/// The same for the tables of macros.
pub(super) fn attribute_list(lines: &[String]) -> Vec<TokenStream> {
    let attributes = attributes(lines);
    if attributes.is_empty() { Vec::new() } else { vec![attributes] }
}

/// A text whose comments may hold several lines each, with a comment for each line.
pub fn documented(text: String) -> String {
    if !text.contains(LINE_BREAK) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        let mark = if body.starts_with("//!") { "//!" } else { "///" };
        let indentation = &line[..line.len() - body.len()];
        for (at, part) in line.split(LINE_BREAK).enumerate() {
            if at > 0 {
                out.push('\n');
                out.push_str(indentation);
                out.push_str(mark);
            }
            out.push_str(part);
        }
    }
    out
}

/// The documentation of a thing, or `fallback` where the document says nothing.
pub(super) fn lines(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut lines = said(docs);
    if lines.is_empty() {
        lines.push(fallback.to_owned());
    }
    lines
}

/// The documentation of a thing; nothing where the document says nothing.
pub(super) fn said(docs: &Docs) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(summary) = &docs.summary {
        paragraph(&mut lines, summary);
    }
    if let Some(description) = &docs.description
        && Some(description) != docs.summary.as_ref()
    {
        paragraph(&mut lines, description);
    }
    if let Some(external) = &docs.external {
        separate(&mut lines);
        let what = external.description.as_ref().and_then(title);
        let what = what.unwrap_or_else(|| "More".to_owned());
        match url(external.url.untrusted()) {
            Some(url) => lines.push(format!("{what}: <{url}>")),
            None => lines.push(what),
        }
    }
    let facts: Vec<String> = docs.facts.iter().filter_map(|(k, v)| fact(k, v)).collect();
    if !facts.is_empty() {
        separate(&mut lines);
        lines.push(facts.join("; "));
    }
    lines
}

/// A blank line, unless nothing is above it.
fn separate(lines: &mut Vec<String>) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
}

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// Adds a text as a paragraph of its own.
pub(super) fn paragraph(lines: &mut Vec<String>, text: &SpecStr) {
    more(lines, sanitised(text));
}

/// Adds a paragraph of sanitised lines.
pub(super) fn more(lines: &mut Vec<String>, text: Vec<String>) {
    if text.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(text);
}

/// A text of the configuration gets the same treatment.
pub(super) fn plain(text: &str) -> Vec<String> {
    sanitised(&SpecStr::new(text))
}

/// The first paragraph as one line, for places that have one; only its first line where the
/// paragraph is a list, a table or code.
pub(super) fn first_line(docs: &Docs, fallback: &str) -> String {
    let lines = lines(docs, fallback);
    let paragraph: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !line.is_empty())
        .collect();
    let has_form = |line: &&str| line.split(' ').next().is_some_and(is_marker);
    if paragraph.iter().any(has_form) {
        let first = paragraph[0];
        let is_code = fence_of(first).is_some();
        return if is_code { fallback.to_owned() } else { first.to_owned() };
    }
    paragraph.join(" ")
}

/// A paragraph of our own, in lines of the usual width.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(text, &mut lines);
    lines
}

/// Puts a word in front of what the document says: on the same line, unless that has a form
/// which would be lost with its place at the start of a line (a fence would no longer open).
pub(super) fn prefixed(prefix: &str, mut lines: Vec<String>) -> Vec<String> {
    match lines.first_mut() {
        Some(line) if !line.trim_start().split(' ').next().is_some_and(is_marker) => {
            *line = format!("{prefix}: {line}");
        }
        Some(_) => {
            drop(lines.splice(0..0, [format!("{prefix}:"), String::new()]));
        }
        None => lines.push(format!("{prefix}.")),
    }
    lines
}

/// What a keyword adds to the type.
fn fact(keyword: &str, value: &SpecValue) -> Option<String> {
    let text = match value.untrusted() {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let shown = code(&text)?;
    Some(match keyword {
        "default" => format!("Default: {shown}"),
        "format" => format!("Format: {shown}"),
        "pattern" => format!("Pattern: {shown}"),
        "minimum" => format!("At least {shown}"),
        "maximum" => format!("At most {shown}"),
        "exclusiveMinimum" => format!("More than {shown}"),
        "exclusiveMaximum" => format!("Less than {shown}"),
        "minLength" => format!("At least {shown} characters"),
        "maxLength" => format!("At most {shown} characters"),
        "minItems" => format!("At least {shown} items"),
        "maxItems" => format!("At most {shown} items"),
        "minProperties" => format!("At least {shown} properties"),
        "maxProperties" => format!("At most {shown} properties"),
        "multipleOf" => format!("A multiple of {shown}"),
        "uniqueItems" if text == "true" => "Each item once".to_owned(),
        _ => return None,
    })
}

/// A link to a type of the same module, also if it is called as one of the library's derives.
pub(super) fn link(ident: &str) -> String {
    const DERIVES: &[&str] = &[
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Eq",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
    ];
    if DERIVES.contains(&ident) {
        format!("[`{ident}`](type@{ident})")
    } else {
        format!("[`{ident}`]")
    }
}

/// Text as inline code: without backticks and control characters, on one line, not too long.
pub(super) fn code(text: &str) -> Option<String> {
    const LONGEST: usize = 120;
    if text.trim().is_empty() {
        return None;
    }
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        out.push(match c {
            '`' => '\'',
            _ if is_harmful(c) || c == '\n' || c == '\r' || c == '\t' => ' ',
            _ => c,
        });
    }
    Some(format!("`{}`", out.trim()))
}

/// Control characters, and those that change the direction or the look of what follows
/// (the lint `text_direction_codepoint_in_comment`).
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A URL that may stand in angle brackets.
fn url(text: &str) -> Option<String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let clean = text.chars().all(|c| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}')
    });
    (web && clean).then(|| text.to_owned())
}

/// A text of the document as lines of documentation.
pub(super) fn sanitised(text: &SpecStr) -> Vec<String> {
    let text: String = text
        .untrusted()
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|c| !is_harmful(*c))
        .collect();
    let lines = formatted(&text);
    if markdown::is_harmless(&lines.join("\n")) {
        return lines;
    }
    trim_blank(text.lines().take(MOST_LINES).map(markdown::escaped).collect())
}

/// A text of the document for a place that has one line.
pub(super) fn title(text: &SpecStr) -> Option<String> {
    let line =
        sanitised(text).into_iter().find(|line| fence_of(line.trim()).is_none())?;
    let line = line.trim();
    let has_form = line.split(' ').next().is_some_and(is_marker);
    Some(if has_form { markdown::escaped(line) } else { line.to_owned() })
}

/// More lines than anybody reads.
const MOST_LINES: usize = 2_000;

/// The same with its form, as far as that can be kept.
fn formatted(text: &str) -> Vec<String> {
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
            let line = prose(line);
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
fn fence_of(body: &str) -> Option<String> {
    ['`', '~'].iter().find_map(|sign| {
        let length = body.chars().take_while(|c| c == sign).count();
        let rest = &body[length..];
        (length >= 3 && !(rest.contains('`') && *sign == '`'))
            .then(|| std::iter::repeat_n(*sign, length).collect())
    })
}

/// Breaks a long line between words, where that changes nothing: not in tables and
/// headings, and never so that a word begins a line that would make it a marker.
fn wrap(line: &str, out: &mut Vec<String>) {
    const WIDTH: usize = 84;
    let body = line.trim_start();
    if line.chars().count() <= WIDTH
        || body.starts_with(['|', '#', '>'])
        || body.contains("](")
    {
        out.push(line.to_owned());
        return;
    }
    let indent = " ".repeat(line.len() - body.len() + marker(body));
    let mut current = line[..line.len() - body.len()].to_owned();
    let mut ticks = 0;
    for word in body.split(' ') {
        let fits = current.chars().count() + word.chars().count() < WIDTH;
        let begun = !current.trim().is_empty();
        if begun && !fits && ticks % 2 == 0 && !is_marker(word) {
            let line = std::mem::replace(&mut current, indent.clone());
            out.push(line.trim_end().to_owned());
        } else if begun {
            current.push(' ');
        }
        current.push_str(word);
        ticks += word.matches('`').count();
    }
    out.push(current);
}

/// How wide the marker of a list item is.
fn marker(body: &str) -> usize {
    match body.split_once(' ') {
        Some((first, _)) if is_marker(first) => first.len() + 1,
        _ => 0,
    }
}

/// Whether a word would be a marker at the start of a line.
fn is_marker(word: &str) -> bool {
    word.is_empty()
        || word.starts_with(['#', '>', '|', '=', '~'])
        || word.starts_with("```")
        || word.chars().all(|c| matches!(c, '-' | '+' | '*' | '_'))
        || (word.ends_with(['.', ')'])
            && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit()))
        || word.starts_with("\\>")
}

/// A line outside code blocks. Indentation that would make a code block (and with that a
/// doctest) is taken back, behind the markers of lists and quotations as well; lists keep up to
/// three blanks, which is what nesting needs.
fn prose(line: &str) -> String {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let (markers, rest) = markers(body);
    let kept = if indent >= 4 && markers.is_empty() { 0 } else { indent.min(3) };
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

/// Escapes what rustdoc would read as a link to an item or as HTML; code spans stay.
fn escape_inline(body: &str, out: &mut String) {
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let ticks = rest.chars().take_while(|c| *c == '`').count();
            let (open, after) = rest.split_at(ticks);
            if let Some(end) = closing(after, ticks) {
                out.push_str(open);
                out.push_str(&after[..end + ticks]);
                rest = &after[end + ticks..];
            } else {
                out.extend(std::iter::repeat_n("\\`", ticks));
                rest = after;
            }
            continue;
        }
        if let Some((link, after)) = markdown_link(rest) {
            out.push_str(&link);
            rest = after;
            continue;
        }
        if let Some((found, after)) = enclosed_url(rest) {
            out.extend(["<", &found, ">"]);
            rest = after;
            continue;
        }
        if let Some(found) = bare_url(rest) {
            out.extend(["<", found, ">"]);
            rest = &rest[found.len()..];
            continue;
        }
        match c {
            '\\' => {
                out.push('\\');
                let escaped = rest[1..].chars().next();
                match escaped {
                    Some(next) if next.is_ascii_punctuation() => {
                        out.push(next);
                        rest = &rest[1 + next.len_utf8()..];
                        continue;
                    }
                    _ => out.push('\\'),
                }
            }
            '[' | ']' | '<' | '>' => {
                // A quotation keeps its mark.
                if !(c == '>' && out.trim().is_empty()) {
                    out.push('\\');
                }
                out.push(c);
            }
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Where a code span of that many backticks ends.
fn closing(after: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = after[at..].find('`') {
        let start = at + found;
        let run = after[start..].chars().take_while(|c| *c == '`').count();
        if run == ticks {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// A link or an image. One whose target is on the web stays a link; of others (they are
/// relative to a page that is not here) and of images the text is left.
fn markdown_link(rest: &str) -> Option<(String, &str)> {
    if let Some(image) = rest.strip_prefix('!') {
        let (text, _, after) = link_parts(image)?;
        return Some((unlinked(&text), after));
    }
    if rest.starts_with("[![") {
        let (text, _, after) = link_parts(&rest[2..])?;
        let (target, after) = after.strip_prefix("](")?.split_once(')')?;
        return Some((linked(&text, target), after));
    }
    let (text, target, after) = link_parts(rest)?;
    Some((linked(&text, target), after))
}

/// Text, target and what follows of `[text](target)`.
fn link_parts(rest: &str) -> Option<(String, &str, &str)> {
    let (text, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (target, after) = after.split_once(')')?;
    if target.contains(['[', '`']) {
        return None;
    }
    if text.is_empty() || text.contains(['[', ']', '<', '>', '\\', '\n']) {
        return None;
    }
    (text.matches('`').count() % 2 == 0).then(|| (text.to_owned(), target, after))
}

fn linked(text: &str, target: &str) -> String {
    match url(target) {
        Some(target) if !target.contains('(') => format!("[{text}]({target})"),
        _ => unlinked(text),
    }
}

/// What a link says, where it leads nowhere.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    escape_inline(text.trim(), &mut out);
    out
}

/// A URL in angle brackets.
fn enclosed_url(rest: &str) -> Option<(String, &str)> {
    let (found, after) = rest.strip_prefix('<')?.split_once('>')?;
    url(found).map(|found| (found, after))
}

/// A URL in running text.
fn bare_url(rest: &str) -> Option<&str> {
    if !(rest.starts_with("https://") || rest.starts_with("http://")) {
        return None;
    }
    let end = rest
        .find(|c: char| {
            !c.is_ascii_graphic()
                || matches!(
                    c,
                    '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '[' | ']' | '|' | '^'
                )
        })
        .unwrap_or(rest.len());
    let found = rest[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ')']);
    (found.len() > "https://".len()).then_some(found)
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

#[cfg(test)]
mod tests {
    use super::{code, prefixed, sanitised};
    use crate::model::SpecStr;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        sanitised(&SpecStr::new(text))
    }

    #[test]
    fn every_code_block_is_text_and_is_closed() {
        assert_eq!(lines("```rust\nfn x()\n```"), ["```text", "fn x()", "```"]);
        assert_eq!(lines("~~~\na\n```\nb"), ["~~~text", "a", "```", "b", "~~~"]);
        assert_eq!(lines("a\n\n    let x;\n\tlet y;"), ["a", "", "let x;", "let y;"]);
    }

    #[test]
    fn code_behind_markers_and_in_links_is_none() {
        assert_eq!(lines("-     x();\n+  1.      y();"), ["- x();", "+ 1. y();"]);
        assert_eq!(lines(">     x();"), ["> x();"]);
        assert_eq!(lines("[````](x)\nx();"), ["\\`\\`\\`\\`", "x();"]);
        assert_eq!(lines("[~~~](x)\nx();"), ["\\~~~", "x();"]);
        assert_eq!(lines("[    x();](y)"), ["x();"]);
    }

    #[test]
    fn a_word_in_front_opens_and_closes_nothing() {
        let code = lines("```\na\n```\nb");
        assert_eq!(prefixed("200", code), ["200:", "", "```text", "a", "```", "b"]);
        assert_eq!(prefixed("200", lines("a")), ["200: a"]);
        assert_eq!(prefixed("200", Vec::new()), ["200."]);
    }

    #[test]
    fn what_would_be_a_link_or_html_is_escaped() {
        assert_eq!(lines("[`Vec`] <b>"), ["\\[`Vec`\\] \\<b\\>"]);
        assert_eq!(
            lines("<https://a.b> https://c.d."),
            ["<https://a.b> <https://c.d>."]
        );
        assert_eq!(lines("[a](https://b.c) [d](/e)"), ["[a](https://b.c) d"]);
        assert_eq!(lines("`[x]` and `y"), ["`[x]` and \\`y"]);
    }

    #[test]
    fn characters_that_hide_or_turn_text_go() {
        assert_eq!(lines("a\rb\u{202e}c\0d\u{2028}"), ["a", "bcd"]);
        assert_eq!(code("a`b\n\u{202e}c").as_deref(), Some("`a'b  c`"));
        assert_eq!(code(" \n"), None);
    }

    /// Whether a bracket has no backslash, code span or link of ours around it.
    fn is_bare(line: &str) -> bool {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let skipped = match c {
                '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '`' => {
                    let ticks = rest.len() - rest.trim_start_matches('`').len();
                    let close = "`".repeat(ticks);
                    let end = rest[ticks..].find(&close);
                    end.map_or(rest.len(), |end| ticks + end + ticks)
                }
                '[' => match rest.find("](http") {
                    Some(middle) => {
                        middle + rest[middle..].find(')').map_or(1, |end| end + 1)
                    }
                    None => return true,
                },
                '<' if rest.starts_with("<http") => {
                    rest.find('>').map_or(1, |end| end + 1)
                }
                '<' => return true,
                c => c.len_utf8(),
            };
            rest = &rest[skipped.min(rest.len())..];
        }
        false
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(
            &[
                "`",
                "```",
                "~~~",
                "\n",
                "\n\n",
                "\r",
                "\t",
                "    ",
                "- ",
                "1. ",
                "[",
                "]",
                "(",
                ")",
                "](",
                "<",
                ">",
                "https://x.y",
                "\\",
                "!",
                "*",
                "_",
                "|",
                "#",
                "a",
                "word ",
                "\u{202e}",
                "\0",
                "é",
                "&amp;",
                "```rust\n",
                "x\n",
            ][..],
        );
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_gives_harmless_lines(text in text()) {
            let mut fence: Option<String> = None;
            for line in lines(&text) {
                let harmful = line.contains(|c: char| c.is_control() || c == '\u{202e}');
                prop_assert!(!harmful, "{line:?}");
                let body = line.trim_start();
                match &fence {
                    Some(open) if body == open => fence = None,
                    Some(_) => {}
                    None if body.starts_with("~~~")
                        || (body.starts_with("```")
                            && !body.trim_start_matches('`').contains('`')) =>
                    {
                        prop_assert!(body.ends_with("text"), "{line:?}");
                        fence = Some(body.trim_end_matches("text").to_owned());
                    }
                    None => {
                        prop_assert!(!is_bare(body), "{line:?} of {text:?}");
                    }
                }
            }
            prop_assert!(fence.is_none(), "{text:?}");
        }
    }
}
