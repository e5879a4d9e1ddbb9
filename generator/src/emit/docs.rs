//! Documentation: `CommonMark` of the document as lines that rustdoc takes without harm.
//!
//! Nothing that the document says may become a doctest, fire a lint of rustdoc or rustc, or
//! end the comment: code blocks are marked as text, brackets and HTML are escaped, bare URLs
//! are put in angle brackets, and control characters go.

mod facts;
mod html;
mod inline;
mod lists;
mod prose;
mod sentence;
#[cfg(test)]
mod tests;

use crate::model::{Docs, SpecStr};
pub(super) use facts::access;
use facts::facts;
use inline::url;
use proc_macro2::TokenStream;
use prose::{fence_of, is_marker, wrap};
pub(super) use prose::{sanitised, title};
use quote::quote;
pub(super) use sentence::first_sentence;

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

/// A documentation as a list of attributes, for the tables of macros.
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
    let facts = facts(docs);
    if !facts.is_empty() {
        separate(&mut lines);
        lines.push(sentence(&facts));
    }
    lines
}

/// Facts in one line: what follows the first one goes on in small letters.
fn sentence(facts: &[String]) -> String {
    let decapitalized = |fact: &String| {
        let mut chars = fact.chars();
        let first = chars.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(chars).collect()
    };
    let parts = facts.iter().enumerate();
    let parts =
        parts.map(|(at, fact)| if at == 0 { fact.clone() } else { decapitalized(fact) });
    parts.collect::<Vec<String>>().join("; ")
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

/// How much of a text is shown as inline code.
const LONGEST: usize = 120;

/// Text as inline code: without backticks and control characters, on one line, not too long.
pub(super) fn code(text: &str) -> Option<String> {
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

/// Control characters, those that change the direction or the look of what follows (the lint
/// `text_direction_codepoint_in_comment`), and letters that cannot be seen.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || matches!(
            c,
            '\u{00ad}'
                | '\u{034f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
        )
}
