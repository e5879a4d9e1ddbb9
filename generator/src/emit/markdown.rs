//! The last look at documentation, with the reader of Markdown that rustdoc has.
//!
//! `docs` keeps as much of a text's form as can be kept. Markdown has more corners than anybody
//! thinks of, and a code block that is overlooked is run by `cargo test`; so what comes out is
//! read once more, and a text that is still more than it should be loses its form altogether.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Whether a text has no code block that would be compiled, no HTML, and no link to anything
/// but the web.
pub(super) fn is_harmless(text: &str) -> bool {
    // Tests are looked for without extensions, pages are made with them.
    [Options::empty(), extensions()].into_iter().all(|options| {
        Parser::new_ext(text, options).all(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                &*info == "text"
            }
            Event::Start(
                Tag::CodeBlock(CodeBlockKind::Indented)
                | Tag::FootnoteDefinition(_)
                | Tag::Image { .. },
            )
            | Event::Html(_)
            | Event::InlineHtml(_) => false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                dest_url.starts_with("https://") || dest_url.starts_with("http://")
            }
            _ => true,
        })
    })
}

/// The first block of code that rustdoc would run: one that is neither text nor an example
/// which is only compiled.
pub(crate) fn compiled_code(text: &str) -> Option<String> {
    [Options::empty(), extensions()].into_iter().find_map(|options| {
        let mut events = Parser::new_ext(text, options);
        events.find(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !["text", "no_run"].contains(&&**info)
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
            _ => false,
        })?;
        let code = events.next();
        Some(match code {
            Some(Event::Text(code)) => format!("{code:?}"),
            _ => "an empty block".to_owned(),
        })
    })
}

/// The extensions of Markdown that rustdoc turns on.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// A line of text that is nothing but text: every sign is escaped, blanks are one blank.
pub(super) fn escaped(line: &str) -> String {
    let mut out = String::new();
    for (at, word) in line.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, is_harmless};

    #[test]
    fn code_that_would_be_compiled_is_seen_wherever_it_hides() {
        let harmful = [
            "```\na\n```",
            "```rust\na\n```",
            "~~~\na",
            "    a",
            "-     a",
            ">     a",
            "> ```\n> a\n> ```",
            "- b\n\n      a",
            "<b>",
            "<!-- a",
            "[a](b)",
            "[a]\n\n[a]: javascript:b",
            "![a](https://b.example)",
            "[^1]: a",
        ];
        for text in harmful {
            assert!(!is_harmless(text), "{text}");
            let lines: Vec<String> = text.lines().map(escaped).collect();
            assert!(is_harmless(&lines.join("\n")), "{lines:?}");
        }
        assert!(is_harmless(
            "# a\n\n- b `c`\n\n```text\nd\n```\n[e](https://f.example)"
        ));
    }
}
