//! What the reader of Markdown that rustdoc has makes of a text.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The code blocks: what they are said to be (nothing, where they are only indented), and their
/// text. Tests are looked for without extensions, pages are made with them.
pub fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for options in [Options::empty(), extensions()] {
        let mut inside: Option<(String, String)> = None;
        for event in Parser::new_ext(text, options) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    inside = Some((info.to_string(), String::new()));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    inside = Some((String::new(), String::new()));
                }
                Event::Text(text) => {
                    if let Some((_, block)) = &mut inside {
                        block.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => found.extend(inside.take()),
                _ => {}
            }
        }
    }
    found
}

/// What would be passed on as HTML.
pub fn html(text: &str) -> Vec<String> {
    Parser::new_ext(text, extensions())
        .filter_map(|event| match event {
            Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
            _ => None,
        })
        .collect()
}

/// The extensions of Markdown that rustdoc turns on.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}
