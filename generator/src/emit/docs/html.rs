//! HTML in descriptions: what has a form in Markdown is written so, before anything else is done
//! with the text. `CommonMark` allows HTML, and documentation here has none (SECURITY.md).

use super::inline::{FAR, near, url};
use super::prose::{fence_of, is_marker};
use std::borrow::Cow;

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
    for line in text.split_inclusive('\n') {
        let is_code = code.take(line, is_after_blank);
        is_after_blank = line.trim().is_empty();
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
        let is_html =
            || line.trim_start().starts_with(['<']) && is_block(line.trim_start());
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
    Tag::at(text).is_some_and(|tag| ["ul", "ol", "li", "p", "div"].contains(&&*tag.name))
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

    /// The value of an attribute, in quotes or not.
    fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut rest = self.attributes;
        while let Some((key, behind)) = rest.split_once('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, others) = match quote {
                Some(quote) => behind[1..].split_once(quote)?,
                None => behind.split_once(' ').unwrap_or((behind, "")),
            };
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
    /// Whether a list is open, and whether its items are numbered.
    list: Option<bool>,
    /// How far its items are indented.
    indent: usize,
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
        let end = near(&text[ticks..], FAR).find(&text[..ticks]);
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
        let decoded = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&nbsp;", " "),
            ("\n", " "),
            ("&amp;", "&"),
        ];
        let text = content.trim().to_owned();
        let text =
            decoded.into_iter().fold(text, |text, (from, to)| text.replace(from, to));
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
    let mut writer = Writer::default();
    writer.write(content, depth + 1);
    writer.out
}

/// Where the end tag of an element begins, behind those of the same name in it.
fn end_of(name: &str, text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = 0_usize;
    for (at, _) in text.match_indices('<') {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let behind = bytes.get(at + 1 + usize::from(is_end)..).unwrap_or_default();
        let (found, rest) = behind.split_at(name.len().min(behind.len()));
        if !found.eq_ignore_ascii_case(name.as_bytes())
            || rest.first().is_none_or(u8::is_ascii_alphanumeric)
        {
            continue;
        }
        match (is_end, open) {
            (true, 0) => return Some(at),
            (true, _) => open -= 1,
            (false, _) => open += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::to_markdown;
    use std::time::{Duration, Instant};

    #[test]
    fn what_has_a_form_in_markdown_is_written_so() {
        for (html, markdown) in [
            ("no tags, 1 > 0 & a", "no tags, 1 > 0 & a"),
            ("a <b>bold</b> word", "a **bold** word"),
            ("a<STRONG> bold </STRONG>word", "a **bold** word"),
            ("<b>Note:</b>text, a<b>b</b>c", "**Note:** text, a **b** c"),
            ("<i>x</i> <em class=\"y\">z</em><em>a</em>", "*x* *z* *a*"),
            ("<code>A_B</code>, <code>a\n&lt; b</code>", "`A_B`, `a < b`"),
            (
                "<a href='https://x.example/docs' target='_blank'>the docs</a>.",
                "[the docs](https://x.example/docs).",
            ),
            ("<a target=_blank href=https://x.example>x</a>", "[x](https://x.example)"),
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
        let html = "Values:<ul>\n  <li>one,\n  <b>first</b></li>\n  <li>two\n   \
                    <ol><li>a</li><li>b<br>c</li></ol>\n  </li>\n</ul>\nEnd";
        let markdown = "Values:\n\n- one, **first**\n- two\n  1. a\n  1. b c\n\n\nEnd";
        assert_eq!(to_markdown(html), markdown);
        let html = "<ul><li><p>one</p><p>two</p></li><li>b</ul>";
        assert_eq!(to_markdown(html), "- one two\n- b\n\n");
        let indented = "    <ul>\n      <li>a</li>\n    </ul>";
        assert_eq!(to_markdown(indented).trim(), "- a");
    }

    #[test]
    fn what_is_no_html_stays() {
        for text in [
            "GET /users/<id>",
            "GET /auth/<code>",
            "Vec<b> and a <b, c> and <, Map<String, List<p>>",
            "Tags: <b>, <i>, <p>, <ul>, <li>, <div>. </li> </ul>",
            "The body may hold <ul> lists.\n\n# Heading\n\n```json\n{}\n```\n\n- a\n- b",
            "<ul>\n<li>First:\n```json\n{}\n```\n</li>\n</ul>\n",
            "`<b>x</b>` and ``<br>``",
            "```\n<b>x</b><br>\n```\n",
            "~~~ xml\n<a href=\"https://x.example\">x</a>\n```\n~~~\n",
            "Send:\n\n    <order>\n      <code>5</code>\n\n      <p>1</p>\n    </order>\n",
            "\\<b>x\\</b>",
            "<!--> text -->",
            "<table><tr><td>x</td></tr></table>",
            "| a <ul><li>b</li></ul> | <p>c</p> |",
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
        let pieces = [
            "<b>",
            "<a href='",
            "<!-- ",
            "`",
            "<b><i>x</i>",
            "<ul><li>",
            "<x>",
            "<br>",
            "<p>",
            "</li>",
            "<ul><li>a</ul>",
        ];
        let start = Instant::now();
        for piece in pieces {
            for before in ["", "x\n", &" ".repeat(100_000)] {
                let text = format!("{before}{}", piece.repeat(5_000));
                assert!(to_markdown(&text).len() <= 3 * text.len() + 16);
            }
        }
        assert!(start.elapsed() < Duration::from_secs(60));
    }
}
