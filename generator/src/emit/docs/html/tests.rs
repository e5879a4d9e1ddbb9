//! HTML that becomes Markdown, and what only looks like it.

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
fn preformatted_lines_are_a_block() {
    for (html, markdown) in [
        (
            "Example:\n<pre><code class=\"language-bash\">curl x\ncurl \"y\"\n</code></pre>\nafter",
            "Example:\n\n```\ncurl x\ncurl \"y\"\n```\n\n\nafter",
        ),
        ("a <pre>b</pre> c", "a\n\n```\nb\n```\n\n c"),
        (
            "<PRE>\n{\n\n    &lt;id&gt; <code>x</code>\n}\n</PRE>",
            "<PRE>\n{\n\n    &lt;id&gt; <code>x</code>\n}\n</PRE>",
        ),
        (
            "<pre>\n{\n\n    &lt;id&gt; <code>x</code>\n}\n</pre>",
            "```\n{\n\n    <id> <code>x</code>\n}\n```\n\n",
        ),
        ("    <pre>\n    a\n    </pre>", "```\n    a\n```\n\n"),
        ("<pre>a\n```\n````\nb</pre>", "`````\na\n```\n````\nb\n`````\n\n"),
        ("<p>a</p><pre>b</pre>", "a\n\n```\nb\n```\n\n"),
        ("| <pre>b</pre> |", "| <pre>b</pre> |"),
        ("<b>a<pre>b</pre></b>", "**a<pre>b</pre>**"),
        ("<ul><li>a <pre>b</pre></ul>", "- a <pre>b</pre>\n\n"),
        ("<pre> </pre>", "<pre> </pre>"),
        ("<pre>a\n\n    <b>b</b>", "<pre>a\n\n    <b>b</b>"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
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
        "<pre>",
        "<pre>\n",
        "<pre>a\n</pre>",
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
