//! Documentation of every kind comes out harmless.

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
fn what_stands_below_an_item_stays_there() {
    let kept = [
        "- **One**:",
        "    - two",
        "      goes on.",
        "    - three:",
        "        - `four`",
        "",
        "          five",
        "    - six",
        "- seven",
        "",
        "1. eight",
        "",
        "   nine",
        "",
        "ten",
    ];
    assert_eq!(lines(&kept.join("\n")), kept);
    assert_eq!(lines("-   a\n\n    b"), ["- a", "", "  b"]);
    assert_eq!(lines("- a\n\n      x();\n\n    b"), ["- a", "", "  x();", "", "  b"]);
    assert_eq!(lines("1) a\n\tb"), ["1) a", "   b"]);
    // No list begins with two behind a paragraph, so that code would stand below it.
    let text = "a\n2. b\n   2. c\n\n      x();";
    assert_eq!(lines(text), ["a", "2. b", "   2. c", "", "x();"]);
}

/// A line that may not be broken, because markers would begin the next one or code is open, is as
/// long as its author likes: to count it for each word would take quadratic time, and to indent
/// what follows a long rule would multiply it.
#[test]
fn lines_that_may_not_be_broken_are_counted_once() {
    for piece in [" ", "- ", " =", "1. > - ", "word "] {
        for begin in ["x", "` x"] {
            let text = format!("{begin}{}y", piece.repeat(100_000));
            let length: usize = lines(&text).iter().map(String::len).sum();
            assert!(length < text.len() * 3, "{piece} {length}");
        }
    }
    let rule = format!("{} {}", "-".repeat(10_000), "word ".repeat(10_000));
    assert!(lines(&rule).iter().map(String::len).sum::<usize>() < rule.len() * 3);
}

#[test]
fn code_behind_markers_and_in_links_is_none() {
    assert_eq!(lines("-     x();\n+  1.      y();"), ["- x();", "+ 1. y();"]);
    assert_eq!(lines(">     x();"), ["> x();"]);
    assert_eq!(lines("[````](x)\nx();"), ["\\`\\`\\`\\`", "x();"]);
    assert_eq!(lines("[~~~](x)\nx();"), ["\\~~~", "x();"]);
    assert_eq!(lines("[    x();](y)"), ["x();"]);
}

/// Where the end of a link is far away, it is none: texts of nothing but beginnings would take
/// quadratic time.
#[test]
fn the_ends_of_links_and_code_are_looked_for_nearby() {
    let link = |text: usize| format!("[{}](https://a.example)", "a".repeat(text));
    assert_eq!(lines(&link(4_000)), [link(4_000)]);
    assert!(lines(&link(5_000))[0].starts_with("\\[aaa"));
    let code = |text: usize| format!("`{}`", "b".repeat(text));
    assert_eq!(lines(&code(4_000)), [code(4_000)]);
    assert!(lines(&code(5_000))[0].starts_with("\\`bbb"));
    for piece in ["[", "![", "[[]", "[a]", "*[", "[^", "[x]: ", "<", "`` ` ``` "] {
        let lines = lines(&piece.repeat(1_000));
        assert!(crate::emit::markdown::is_harmless(&lines.join("\n")), "{piece}");
    }
}

/// What turns the direction of a line around, or is a letter that nobody sees.
#[test]
fn what_cannot_be_seen_is_left_out() {
    let text = "a\u{61c}b\u{ad}c\u{3164}d\u{206a}e\u{180e}f\u{202e}g\u{feff}h";
    assert_eq!(lines(text), ["abcdefgh"]);
    assert_eq!(lines("\u{2764}\u{fe0f}"), ["\u{2764}\u{fe0f}"], "an emoji");
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
    assert_eq!(lines("<https://a.b> https://c.d."), ["<https://a.b> <https://c.d>."]);
    assert_eq!(lines("[a](https://b.c) [d](/e)"), ["[a](https://b.c) d"]);
    assert_eq!(lines("`[x]` and `y"), ["`[x]` and \\`y"]);
}

#[test]
fn characters_that_hide_or_turn_text_go() {
    assert_eq!(lines("a\rb\u{202e}c\0d\u{2028}"), ["a", "bcd"]);
    assert_eq!(code("a`b\n\u{202e}c").as_deref(), Some("`a'b  c`"));
    assert_eq!(code(" \n"), None);
}

fn ticks_at_start(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Whether a bracket has no backslash, code span or link of ours around it.
fn is_bare(line: &str) -> bool {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => {
                let ticks = ticks_at_start(rest);
                let mut ends = rest[ticks..].char_indices().map(|(at, _)| ticks + at);
                let end = ends.find(|end| {
                    !rest[..*end].ends_with('`')
                        && ticks_at_start(&rest[*end..]) == ticks
                });
                end.map_or(ticks, |end| end + ticks)
            }
            '[' => match rest.find("](http") {
                Some(middle) => {
                    middle + rest[middle..].find(')').map_or(1, |end| end + 1)
                }
                None => return true,
            },
            '<' if rest.starts_with("<http") => rest.find('>').map_or(1, |end| end + 1),
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
        // Code may begin in one line of a paragraph and end in another.
        let mut paragraph = String::new();
        for line in lines(&text) {
            let harmful = line.contains(|c: char| c.is_control() || c == '\u{202e}');
            prop_assert!(!harmful, "{line:?}");
            let body = line.trim_start();
            if body.is_empty() {
                prop_assert!(!is_bare(&paragraph), "{paragraph:?} of {text:?}");
                paragraph.clear();
            }
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
                None => paragraph.extend([body, "\n"]),
            }
        }
        prop_assert!(!is_bare(&paragraph), "{paragraph:?} of {text:?}");
        prop_assert!(fence.is_none(), "{text:?}");
    }
}
