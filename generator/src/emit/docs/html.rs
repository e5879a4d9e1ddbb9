//! HTML in descriptions: what has a form in Markdown is written so, before anything else is done
//! with the text. `CommonMark` allows HTML, and documentation here has none (SECURITY.md).

mod preformatted;
mod tag;
#[cfg(test)]
mod tests;

use super::inline::{FAR, closing, near, url};
use super::prose::{fence_of, is_marker};
use std::borrow::Cow;
use tag::{Tag, end_of};

/// How long the content of an element within a text may be, in bytes.
const LONGEST: usize = 1024;

/// How long the content of a block may be, in bytes.
const LONGEST_BLOCK: usize = 4096;

/// Elements are taken apart within one another, and lists are indented, so deep.
const DEEPEST: usize = 4;

/// A text without the elements that have a form in Markdown. Code stays as it is, as do other
/// elements and what only looks like one: `<id>`, and a `<b>` or `<ul>` that has no end.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    let mut code = Code::None;
    let mut is_after_blank = true;
    let mut prose = String::new();
    let (mut at, mut preformatted) = (0, 0);
    for line in text.split_inclusive('\n') {
        let is_code = at >= preformatted && code.take(line, is_after_blank);
        is_after_blank = line.trim().is_empty();
        if at >= preformatted && !is_code {
            let until = preformatted::open_until(line, &text[at..]);
            preformatted = until.map_or(0, |until| at + until);
        }
        at += line.len();
        if is_code {
            writer.write(&std::mem::take(&mut prose), 0);
            writer.push(line);
        } else {
            prose.push_str(line);
        }
    }
    writer.write(&prose, 0);
    Cow::Owned(writer.out)
}

/// The block of code that a line stands in.
enum Code {
    None,
    /// Behind a fence like this.
    Fenced(String),
    Indented,
}

impl Code {
    /// Whether the next line is one of code.
    fn take(&mut self, line: &str, is_after_blank: bool) -> bool {
        let mark = fence_of(line.trim());
        let is_indented = line.starts_with("    ");
        // HTML is indented as well, and where it is a list, it is none of code.
        let is_html = || is_block(line.trim_start());
        *self = match (&*self, mark) {
            (Self::Fenced(open), Some(mark)) if mark.starts_with(&**open) => {
                *self = Self::None;
                return true;
            }
            (Self::Fenced(_), _) => return true,
            (_, Some(mark)) => Self::Fenced(mark),
            (Self::Indented, None) if is_indented || line.trim().is_empty() => {
                return true;
            }
            (_, None) if is_indented && is_after_blank && !is_html() => Self::Indented,
            _ => Self::None,
        };
        !matches!(self, Self::None)
    }
}

/// Whether a text begins with a tag that divides a text into blocks.
fn is_block(text: &str) -> bool {
    Tag::at(text)
        .is_some_and(|tag| ["ul", "ol", "li", "p", "div", "pre"].contains(&&*tag.name))
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Where its last line begins.
    line: usize,
    /// Whether a list is open, and whether its items are numbered.
    list: Option<bool>,
    /// How far its items are indented.
    indent: usize,
    /// Whether what it writes becomes a part of a line.
    is_inline: bool,
}

impl Writer {
    fn push(&mut self, text: &str) {
        if let Some(at) = text.rfind('\n') {
            self.line = self.out.len() + at + 1;
        }
        self.out.push_str(text);
    }

    fn write(&mut self, text: &str, depth: usize) {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '`']) {
            let (before, behind) = rest.split_at(at);
            self.text(before);
            let taken = match behind.as_bytes().first() {
                Some(b'`') => self.span(behind),
                _ => self.element(behind, depth),
            };
            rest = &behind[taken..];
        }
        self.text(rest);
    }

    /// Text within an item is on its line.
    fn text(&mut self, text: &str) {
        if self.list.is_none() {
            self.push(text);
            return;
        }
        for (nth, part) in text.split('\n').enumerate() {
            let part = if nth > 0 { part.trim_start() } else { part };
            let begins = self.out.ends_with([' ', '\n']) || self.out.is_empty();
            if nth > 0 && !begins {
                self.push(" ");
            }
            let part = if begins { part.trim_start() } else { part };
            self.push(part);
        }
    }

    /// A code span, or backticks that open none.
    fn span(&mut self, text: &str) -> usize {
        let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
        let end = closing(&text[ticks..], ticks);
        let length = ticks + end.map_or(0, |end| end + ticks);
        self.push(&text[..length]);
        length
    }

    /// An element with its content, a tag alone, or a sign that is none. Gives how much was taken.
    fn element(&mut self, text: &str, depth: usize) -> usize {
        if let Some(rest) = text.strip_prefix("<!-- ")
            && let Some(end) = near(rest, FAR).find("-->")
        {
            return end + "<!-- -->".len();
        }
        let is_escaped = self.out.ends_with('\\');
        let Some(tag) = Tag::at(text).filter(|_| !is_escaped) else {
            return self.literally(text, 1);
        };
        if self.alone(&tag) {
            return tag.length;
        }
        if tag.is_end || depth == DEEPEST {
            return self.literally(text, 1);
        }
        let behind = &text[tag.length..];
        let longest = if is_block(text) { LONGEST_BLOCK } else { LONGEST };
        let Some(at) = end_of(&tag.name, near(behind, longest)) else {
            return self.literally(text, 1);
        };
        let Some(end) = Tag::at(&behind[at..]) else { return self.literally(text, 1) };
        let taken = tag.length + at + end.length;
        if self.with_content(&tag, &behind[..at], depth) {
            self.space_before(&text[taken..]);
            taken
        } else {
            self.literally(text, 1)
        }
    }

    fn literally(&mut self, text: &str, length: usize) -> usize {
        self.push(&text[..length]);
        length
    }

    /// A tag that has no end, or need not have one.
    fn alone(&mut self, tag: &Tag<'_>) -> bool {
        match (&*tag.name, tag.is_end) {
            ("br", _) if self.is_divisible() => self.blank_line(),
            ("br", _) => self.text(" "),
            ("li", false) if self.list.is_some() => {
                let mark = if self.list == Some(true) { "1. " } else { "- " };
                self.line();
                self.push(&" ".repeat(self.indent));
                self.push(mark);
            }
            ("li", true) if self.list.is_some() => {}
            _ => return false,
        }
        true
    }

    /// An element, by what its content becomes.
    fn with_content(&mut self, tag: &Tag<'_>, content: &str, depth: usize) -> bool {
        match &*tag.name {
            "ul" | "ol" => return self.list(tag, content, depth),
            "p" | "div" if self.list.is_some() => {
                self.text(" ");
                self.write(content, depth + 1);
            }
            "p" | "div" if self.is_divisible() => {
                self.blank_line();
                self.write(content, depth + 1);
                self.blank_line();
            }
            "b" | "strong" => self.marked("**", content, depth),
            "i" | "em" => self.marked("*", content, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.is_divisible() => {
                self.blank_line();
                self.marked("**", content, depth);
                self.blank_line();
            }
            "pre" if self.is_divisible() && !self.is_inline => {
                let Some(block) = preformatted::block(content) else { return false };
                self.blank_line();
                self.push(&block);
                self.push("\n");
            }
            "code" | "tt" | "kbd" | "samp" => self.code(content),
            "a" => self.link(tag, content, depth),
            "span" | "font" | "u" | "small" | "center" | "nobr" => {
                self.write(content, depth + 1);
            }
            _ => return false,
        }
        true
    }

    /// A list, which begins with an item.
    fn list(&mut self, tag: &Tag<'_>, content: &str, depth: usize) -> bool {
        let first = content.trim_start();
        let has_item = Tag::at(first).is_some_and(|tag| tag.name == "li" && !tag.is_end);
        if !has_item || self.list.is_none() && !self.is_divisible() {
            return false;
        }
        let outer = (self.list, self.indent);
        match self.list {
            None => self.blank_line(),
            Some(is_numbered) => self.indent += 2 + usize::from(is_numbered),
        }
        self.list = Some(tag.name == "ol");
        self.write(first, depth + 1);
        (self.list, self.indent) = outer;
        if self.list.is_none() {
            self.blank_line();
        }
        true
    }

    /// Emphasis; blanks at its ends stand outside.
    fn marked(&mut self, mark: &str, content: &str, depth: usize) {
        let content = within(content, depth);
        let body = content.trim();
        let is_plain = !body.is_empty() && !body.contains(['*', '\n', '`']);
        let mark = if is_plain { mark } else { "" };
        let start = &content[..content.len() - content.trim_start().len()];
        let end = &content[content.trim_end().len()..];
        let is_tied = self.out.ends_with(|c: char| c.is_alphanumeric() || c == '*');
        if is_plain && start.is_empty() && is_tied {
            self.push(" ");
        }
        self.text(&format!("{start}{mark}{body}{mark}{end}"));
    }

    /// Marks of emphasis stand apart from words, or they are none (`CommonMark`, 6.2).
    fn space_before(&mut self, rest: &str) {
        if self.out.ends_with('*') && rest.starts_with(char::is_alphanumeric) {
            self.push(" ");
        }
    }

    fn code(&mut self, content: &str) {
        let text = preformatted::decoded(content.trim()).replace('\n', " ");
        let is_plain =
            !text.is_empty() && !text.contains('`') && Tag::at(&text).is_none();
        let mark = if is_plain { "`" } else { "" };
        self.push(&format!("{mark}{text}{mark}"));
    }

    /// A link where it leads to the web, otherwise its text.
    fn link(&mut self, tag: &Tag<'_>, content: &str, depth: usize) {
        let content = within(content, depth);
        let text = content.trim();
        let target = tag.attribute("href").and_then(url);
        let target = target.filter(|target| !target.contains(['(', ')']));
        let is_plain = !text.is_empty() && !text.contains(['[', ']', '<', '>', '\n']);
        match target {
            Some(target) if is_plain && text != target => {
                self.text(&format!("[{text}]({target})"));
            }
            _ => self.text(&content),
        }
    }

    /// Whether blocks can begin here: not within a line of one of Markdown's own.
    fn is_divisible(&self) -> bool {
        const MARKER: usize = 64;
        if self.list.is_some() {
            return false;
        }
        let line =
            near(self.out.get(self.line..).unwrap_or_default(), MARKER).trim_start();
        line.is_empty() || !line.split(' ').next().is_some_and(is_marker)
    }

    /// Begins a line.
    fn line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.push("\n");
        }
    }

    /// Begins a block.
    fn blank_line(&mut self) {
        self.line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.push("\n");
        }
    }
}

/// What stands in an element.
fn within(content: &str, depth: usize) -> String {
    let mut writer = Writer { is_inline: true, ..Writer::default() };
    writer.write(content, depth + 1);
    writer.out
}
