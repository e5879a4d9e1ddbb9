//! HTML in descriptions: what has a form in Markdown is written so, before anything else is done
//! with the text. `CommonMark` allows HTML, and documentation here has none (SECURITY.md).

use super::inline::{FAR, near, url};
use super::prose::{fence_of, is_marker};
use std::borrow::Cow;

/// How long the content of an element within a text may be, in bytes.
const LONGEST: usize = 1024;

/// Elements are taken apart within one another, and lists are indented, so deep.
const DEEPEST: usize = 4;

/// A text without the elements that have a form in Markdown. Code stays as it is, as do other
/// elements and what only looks like one: `<id>`, and a `<b>` that has no end.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    let mut fence: Option<String> = None;
    let mut prose = String::new();
    for line in text.split_inclusive('\n') {
        let mark = fence_of(line.trim());
        let is_code = fence.is_some() || mark.is_some();
        if !is_code {
            prose.push_str(line);
            continue;
        }
        writer.write(&std::mem::take(&mut prose), 0);
        writer.push(line);
        fence = match (fence, mark) {
            (Some(open), Some(mark)) if mark.starts_with(&*open) => None,
            (None, mark) => mark,
            (open, _) => open,
        };
    }
    writer.write(&prose, 0);
    Cow::Owned(writer.out)
}

/// A tag: `<br/>`, `<a href="…">`, `</b>`.
struct Tag<'t> {
    /// In small letters.
    name: String,
    is_end: bool,
    /// What stands behind the name.
    attributes: &'t str,
    /// How long it is.
    length: usize,
}

impl<'t> Tag<'t> {
    /// The tag that a text begins with.
    fn at(text: &'t str) -> Option<Self> {
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

    /// The value of an attribute in quotes.
    fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut rest = self.attributes;
        while let Some((key, behind)) = rest.split_once('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, others) = behind[1..].split_once(quote)?;
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = others;
        }
        None
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Where its last line begins.
    line: usize,
    /// The lists that are open: whether their items are numbered.
    lists: Vec<bool>,
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
        if self.lists.is_empty() {
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
        let end = near(&text[ticks..], FAR).find(&text[..ticks]);
        let length = ticks + end.map_or(0, |end| end + ticks);
        self.push(&text[..length]);
        length
    }

    /// An element with its content, a tag alone, or a sign that is none. Gives how much was taken.
    fn element(&mut self, text: &str, depth: usize) -> usize {
        if let Some(rest) = text.strip_prefix("<!--")
            && let Some(end) = near(rest, FAR).find("-->")
        {
            return end + "<!---->".len();
        }
        let Some(tag) = Tag::at(text) else { return self.literally(text, 1) };
        if self.block(&tag) {
            return tag.length;
        }
        if tag.is_end || depth == DEEPEST {
            return self.literally(text, 1);
        }
        let behind = &text[tag.length..];
        let Some(at) = end_of(&tag.name, near(behind, LONGEST)) else {
            return self.literally(text, 1);
        };
        if self.inline(&tag, &behind[..at], depth) {
            tag.length + at + "</>".len() + tag.name.len()
        } else {
            self.literally(text, 1)
        }
    }

    fn literally(&mut self, text: &str, length: usize) -> usize {
        self.push(&text[..length]);
        length
    }

    /// What divides a text into blocks, whether or not it has an end.
    fn block(&mut self, tag: &Tag<'_>) -> bool {
        const BLOCKS: [&str; 6] = ["ul", "ol", "li", "br", "p", "div"];
        if !BLOCKS.contains(&&*tag.name) {
            return false;
        }
        if self.has_form() {
            // A line of a table or a list cannot be divided.
            let is_break = tag.name == "br";
            self.push(if is_break { " " } else { "" });
            return is_break;
        }
        match (&*tag.name, tag.is_end) {
            ("ul" | "ol", false) => {
                if self.lists.is_empty() {
                    self.blank_line();
                }
                self.lists.push(tag.name == "ol");
            }
            ("ul" | "ol", true) => {
                if self.lists.pop().is_some() && self.lists.is_empty() {
                    self.blank_line();
                }
            }
            ("li", false) if !self.lists.is_empty() => {
                let outer = self.lists.iter().rev().skip(1).take(DEEPEST);
                let indent: usize =
                    outer.map(|is_numbered| 2 + usize::from(*is_numbered)).sum();
                let mark = if self.lists.last() == Some(&true) { "1. " } else { "- " };
                self.line();
                self.push(&" ".repeat(indent));
                self.push(mark);
            }
            ("br", _) if self.lists.is_empty() => self.blank_line(),
            ("br", _) => self.text(" "),
            ("p" | "div", _) if self.lists.is_empty() => self.blank_line(),
            ("p" | "div", _) | ("li", true) => {}
            _ => return false,
        }
        true
    }

    /// An element within a text, by what its content becomes.
    fn inline(&mut self, tag: &Tag<'_>, content: &str, depth: usize) -> bool {
        match &*tag.name {
            "b" | "strong" => self.marked("**", content, depth),
            "i" | "em" => self.marked("*", content, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.blank_line();
                self.marked("**", content, depth);
                self.blank_line();
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

    /// Emphasis; blanks at its ends stand outside.
    fn marked(&mut self, mark: &str, content: &str, depth: usize) {
        let content = within(content, depth);
        let body = content.trim();
        let is_plain = !body.is_empty() && !body.contains(['*', '\n', '`']);
        let mark = if is_plain { mark } else { "" };
        let start = &content[..content.len() - content.trim_start().len()];
        let end = &content[content.trim_end().len()..];
        self.text(&format!("{start}{mark}{body}{mark}{end}"));
    }

    fn code(&mut self, content: &str) {
        let text = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&nbsp;", " "),
            ("&amp;", "&"),
        ]
        .into_iter()
        .fold(content.trim().to_owned(), |text, (from, to)| text.replace(from, to));
        let is_plain =
            !text.is_empty() && !text.contains(['`', '\n']) && Tag::at(&text).is_none();
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

    /// Whether the line is one of Markdown's own blocks.
    fn has_form(&self) -> bool {
        const MARKER: usize = 16;
        let line =
            near(self.out.get(self.line..).unwrap_or_default().trim_start(), MARKER);
        let is_marked = || line.split(' ').next().is_some_and(is_marker);
        self.lists.is_empty() && !line.is_empty() && is_marked()
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
    let mut writer = Writer::default();
    writer.write(content, depth + 1);
    writer.out
}

/// Where the end tag of an element begins.
fn end_of(name: &str, text: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        let behind = text.as_bytes().get(at + "</".len()..).unwrap_or_default();
        let (found, rest) = behind.split_at(name.len().min(behind.len()));
        found.eq_ignore_ascii_case(name.as_bytes()) && rest.first() == Some(&b'>')
    };
    text.match_indices("</").map(|(at, _)| at).find(is_end)
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn what_has_a_form_in_markdown_is_written_so() {
        for (html, markdown) in [
            ("no tags, 1 > 0 & a", "no tags, 1 > 0 & a"),
            ("a <b>bold</b> word", "a **bold** word"),
            ("a<STRONG> bold </STRONG>word", "a **bold** word"),
            ("<i>x</i> <em class=\"y\">z</em>", "*x* *z*"),
            ("<code>A_B</code>, <code>a &lt; b</code>", "`A_B`, `a < b`"),
            (
                "<a href='https://x.example/docs' target='_blank'>the docs</a>.",
                "[the docs](https://x.example/docs).",
            ),
            ("<a target=_blank href=\"https://x.example\">x</a>", "x"),
            ("<a href=\"/docs\">the <b>docs</b></a>", "the **docs**"),
            ("<a href=\"https://x.example\">https://x.example</a>", "https://x.example"),
            ("one<br>two<br/>three", "one\n\ntwo\n\nthree"),
            ("<p>one</p>\n<p>two</p>", "one\n\n\ntwo\n\n"),
            ("<h2>Title</h2>Text", "**Title**\n\nText"),
            ("a <!-- comment --> b", "a  b"),
            ("<span style=\"color: red\">red</span> <u>u</u>", "red u"),
        ] {
            assert_eq!(to_markdown(html), markdown, "{html}");
        }
    }

    #[test]
    fn lists_have_a_line_for_each_item() {
        let html = "Values:<ul>\n  <li>one,\n  <b>first</b></li>\n  <li>two\n   <ol><li>a</li><li>b<br>c</li></ol>\n  </li>\n</ul>\nEnd";
        let markdown = "Values:\n\n- one, **first**\n- two\n  1. a\n  1. b c\n\n\nEnd";
        assert_eq!(to_markdown(html), markdown);
        assert_eq!(to_markdown("</ul></li>x"), "x");
    }

    #[test]
    fn what_is_no_html_stays() {
        for text in [
            "GET /users/<id>",
            "GET /auth/<code>",
            "Vec<b> and a <b, c> and <",
            "`<b>x</b>` and ``<br>``",
            "```\n<b>x</b><br>\n```\n",
            "~~~ xml\n<a href=\"https://x.example\">x</a>\n```\n~~~\n",
            "<table><tr><td>x</td></tr></table>",
            "| a <ul> | <p> |",
            "<https://x.example>",
            "a <b",
            "<b></b",
            "<li>a",
        ] {
            assert_eq!(to_markdown(text), text);
        }
        assert_eq!(to_markdown("| a<br>b | c |"), "| a b | c |");
        assert_eq!(to_markdown("- a<br>b"), "- a b");
        assert_eq!(to_markdown("```\n<b>\n```\n<b>x</b>"), "```\n<b>\n```\n**x**");
    }

    /// A text of nothing but beginnings is not read to its end for each of them.
    #[test]
    fn beginnings_without_ends_take_no_time() {
        let pieces =
            ["<b>", "<a href='", "<!--", "`", "<b><i>x</i>", "<ul><li>", "<x>", "<br>"];
        for piece in pieces {
            let text = piece.repeat(50_000);
            assert!(to_markdown(&text).len() <= 3 * text.len() + 16);
        }
    }
}
