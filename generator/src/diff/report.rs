//! Changes as text: for people, as JSON, as a comment on a pull request.

use super::{Change, Class, Diff, Side, next_version};
use crate::diagnostics::{NodeId, Place};
use crate::report::{Spot, escaped_json, harmless, spot};
use crate::source::Sources;
use serde::Serialize;
use std::fmt::Write as _;

/// The two documents that changes have their places in; an old one need not be at hand.
#[derive(Clone, Copy)]
pub struct Both<'a> {
    /// The old document.
    pub old: Option<&'a Sources>,
    /// The new document.
    pub new: Option<&'a Sources>,
}

impl Both<'_> {
    fn spots(&self, change: &Change) -> [Option<Spot>; 2] {
        let at = |node: Option<NodeId>, sources: Option<&Sources>| {
            Some(spot(&Place::Node(node?), Some(sources?)))
        };
        [at(change.old, self.old), at(change.new, self.new)]
    }

    /// `old.yaml:3:5 → new.yaml:3:5`
    fn places(&self, change: &Change) -> String {
        let one = |spot: &Spot| {
            let file = spot.file.as_deref().map(harmless).unwrap_or_default();
            let (line, column) = (spot.line.unwrap_or(1), spot.column.unwrap_or(1));
            format!("{file}:{line}:{column}")
        };
        let places = self.spots(change);
        places.iter().flatten().map(one).collect::<Vec<_>>().join(" -> ")
    }
}

/// What the crate's version has to do, in words.
fn step(diff: &Diff, version: &str) -> String {
    let Some(class) = diff.verdict() else {
        return "nothing changes that is compared (bounds, lengths and patterns are not)"
            .to_owned();
    };
    let next = next_version(version, class).unwrap_or_else(|| "the next".to_owned());
    let why = match class {
        Class::Breaking => "breaking for users of the crate",
        Class::Additive => "additive for users of the crate",
        Class::Invisible => "invisible to users of the crate",
    };
    let but =
        if class < Class::Breaking && diff.class(Side::Wire) == Some(Class::Breaking) {
            ", but the API breaks clients that are in use"
        } else {
            ""
        };
    format!("{why}{but}: after {version} comes {next}")
}

fn title(side: Side) -> &'static str {
    match side {
        Side::Rust => "Rust (who compiles against the crate)",
        Side::Wire => "API (who sends and answers)",
    }
}

/// For people: at most `limit` changes of a side and a class.
pub fn human(diff: &Diff, both: Both<'_>, version: &str, limit: usize) -> String {
    let mut text = String::new();
    for side in [Side::Rust, Side::Wire] {
        let Some(class) = diff.class(side) else { continue };
        let _ = writeln!(text, "{}: {}", title(side), class.as_str());
        for class in [Class::Breaking, Class::Additive, Class::Invisible] {
            let of = diff.changes.iter().filter(|c| (c.side, c.class) == (side, class));
            let of: Vec<&Change> = of.collect();
            for change in of.iter().take(limit) {
                let what = harmless(&format!("{} {}", change.subject, change.what));
                let _ = writeln!(text, "  {:9}  {what}", class.as_str());
                let places = both.places(change);
                if !places.is_empty() {
                    let _ = writeln!(text, "             {places}");
                }
            }
            if let Some(rest @ 1..) = of.len().checked_sub(limit) {
                let _ = writeln!(text, "  {:9}  and {rest} more", class.as_str());
            }
        }
        text.push('\n');
    }
    text + &step(diff, version) + "\n"
}

/// For a pull request: Markdown in which nothing of the document is active.
pub fn markdown(diff: &Diff, both: Both<'_>, version: &str) -> String {
    const MOST: usize = 100;
    let step = step(diff, version);
    let mut text = format!("### Changes of the API\n\n**{step}**\n");
    for side in [Side::Rust, Side::Wire] {
        let of: Vec<&Change> = diff.changes.iter().filter(|c| c.side == side).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "\n#### {}\n\n| | what | where |\n|---|---|---|",
            title(side)
        );
        for change in of.iter().take(MOST) {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                change.class.as_str(),
                description(change),
                cell(&both.places(change))
            );
        }
        if let Some(rest @ 1..) = of.len().checked_sub(MOST) {
            let _ = writeln!(text, "\nand {rest} more");
        }
    }
    text
}

/// What changed and how, as a cell: Rust and what the document says are code.
fn description(change: &Change) -> String {
    let is_ours = change.side == Side::Rust && change.subject.starts_with("the ");
    let subject = if is_ours { words(&change.subject) } else { cell(&change.subject) };
    format!("{subject} {}", words(&change.what))
}

/// Our own words as they are; what stands between marks, and whatever might have a meaning in
/// Markdown, as code. The document may have marks too, so that any piece may be its text: line
/// breaks, which would end the table, go before anything is split.
fn words(text: &str) -> String {
    let text = harmless(text);
    let pieces = text.split('`').enumerate().map(|(at, piece)| {
        let core = piece.trim();
        if core.is_empty() || (at % 2 == 0 && is_inert(core)) {
            return piece.to_owned();
        }
        let (before, after) = piece.split_once(core).unwrap_or_default();
        format!("{before}{}{after}", cell(core))
    });
    pieces.collect()
}

/// Whether nothing in a text could be more than words to a reader of Markdown, or of GitHub's.
fn is_inert(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " ,;-'".contains(c);
    text.chars().all(plain) && !text.split([' ', ',', ';', '\'']).any(is_reference)
}

/// Whether a word may be the number of an issue (`GH-12`) or the name of a commit to GitHub.
fn is_reference(word: &str) -> bool {
    let is_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_commit = |text: &str| {
        (7..=40).contains(&text.len()) && text.chars().all(|c| c.is_ascii_hexdigit())
    };
    word.split('-').skip(1).any(is_digit) || word.split('-').any(is_commit)
}

/// A text as a cell of a table, in code so that nothing in it has a meaning.
fn cell(text: &str) -> String {
    let plain = harmless(text).replace('`', "").replace('|', "\\|");
    if plain.is_empty() { plain } else { format!("`{plain}`") }
}

/// As written by `--format json`.
#[derive(Serialize)]
struct Document<'a> {
    verdict: Option<&'static str>,
    version: &'a str,
    next_version: Option<String>,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    side: &'static str,
    class: &'static str,
    subject: &'a str,
    what: &'a str,
    old: Option<Spot>,
    new: Option<Spot>,
}

/// For programs: one JSON object.
pub fn json(diff: &Diff, both: Both<'_>, version: &str) -> String {
    let rows = diff.changes.iter().map(|change| {
        let [old, new] = both.spots(change);
        Row {
            side: change.side.as_str(),
            class: change.class.as_str(),
            subject: &change.subject,
            what: &change.what,
            old,
            new,
        }
    });
    let verdict = diff.verdict();
    let document = Document {
        verdict: verdict.map(Class::as_str),
        version,
        next_version: verdict.and_then(|class| next_version(version, class)),
        changes: rows.collect(),
    };
    escaped_json(&serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}

#[cfg(test)]
mod tests {
    use super::{Both, Change, Class, Diff, Side, markdown};
    use pulldown_cmark::{Event, Options, Parser, Tag};

    fn drawn(side: Side, subject: &str, what: &str) -> String {
        let change = Change::new(side, Class::Breaking, subject, what.to_owned());
        markdown(&Diff::new(vec![change]), Both { old: None, new: None }, "1.0.0")
    }

    /// What a text is made of for those who read Markdown, but for its words.
    fn made_of(text: &str) -> Vec<Tag<'_>> {
        let tags =
            Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
                Event::Start(tag) => Some(tag),
                Event::Html(_) | Event::InlineHtml(_) => Some(Tag::HtmlBlock),
                _ => None,
            });
        tags.flatten().collect()
    }

    /// What GitHub would make a link of stands in code.
    #[test]
    fn no_text_of_a_document_is_a_reference() {
        for text in ["GH-12", "deadbeefcafe", "0123456"] {
            let named = format!("schema {text}, property a");
            let all = drawn(Side::Wire, &named, "is gone");
            assert!(all.contains(&format!("`{named}`")), "{all}");
            for what in [format!("is {text} now"), format!("is `a`, was {text}, b")] {
                let all = drawn(Side::Wire, "value", &what);
                let is_code = |event: Event<'_>| match event {
                    Event::Code(code) => code.contains(text),
                    _ => false,
                };
                assert!(
                    Parser::new_ext(&all, Options::ENABLE_TABLES).any(is_code),
                    "{all}"
                );
            }
        }
        assert!(drawn(Side::Wire, "value", "is gone").contains("` is gone |"));
    }

    /// Whatever marks and line breaks a document brings, it has its row and no more.
    #[test]
    fn no_text_of_a_document_leaves_the_table() {
        let hostile = [
            "x`\n\nLGTM, reviewed\n\n`y",
            "x``\n\n# All is well\n\n``y",
            "`\r\n\r\nLGTM\r\n`",
            "x`\u{2028}\u{85}LGTM | <b>`|`<b>``",
            "\n\n` \n\n `\n\n",
            "[a](b) `[c](d)` **e**",
        ];
        for text in hostile {
            let quoted = format!("value `{text}`");
            for (subject, what) in [(&*quoted, "is new"), ("the rest", &*quoted)] {
                for side in [Side::Rust, Side::Wire] {
                    let all = drawn(side, subject, what);
                    let usual = drawn(side, "value", "is new");
                    assert_eq!(made_of(&all), made_of(&usual), "{all}");
                    assert_eq!(all.lines().count(), usual.lines().count(), "{all}");
                }
            }
        }
    }
}
