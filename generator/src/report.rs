//! Draws diagnostics: for people as rustc does it, for programs as JSON lines.
//!
//! What a document says is shown harmlessly: control and bidirectional characters are made
//! visible, long lines are cut, and never more than the marked lines is shown.

mod github;
mod harmless;
mod lines;
mod patch;
mod spot;
#[cfg(test)]
mod tests;
mod window;

pub use github::github;
pub use lines::json;
pub use spot::{Spot, spot};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::source::Sources;
use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet,
};
pub use harmless::{escaped_json, harmless};
pub(crate) use harmless::{is_hidden, quoted_yaml};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use window::{Window, correct_columns};

/// How to draw for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether the output understands ANSI colours.
    pub color: bool,
    /// The width of the output in columns.
    pub width: usize,
    /// How many findings of one code are drawn; the rest is counted.
    pub per_code: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { color: false, width: 100, per_code: 10 }
    }
}

/// The findings for people, by file and place, an empty line after each.
pub fn human(
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
    options: &Options,
) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width);
    let mut drawn = String::new();
    let (shown, counts) = counted(sorted(diagnostics, sources), options.per_code);
    for diagnostic in shown {
        drawn.push_str(&draw(diagnostic, sources, &renderer));
        drawn.push_str("\n\n");
    }
    for ((code, _), title) in rest(&counts, options.per_code) {
        let group =
            Group::with_title(Level::NOTE.primary_title(title).id(code.as_str()));
        drawn.push_str(&renderer.render(&[group]));
        drawn.push_str("\n\n");
    }
    drawn
}

/// How many findings there are of a code and a severity.
type Counts = BTreeMap<(Code, Severity), usize>;

/// The findings that are shown when there is a limit for each code, and how many there are.
fn counted(list: Vec<&Diagnostic>, per_code: usize) -> (Vec<&Diagnostic>, Counts) {
    let mut counts = Counts::new();
    let mut shown = Vec::new();
    for diagnostic in list {
        let count = counts.entry((diagnostic.code, diagnostic.severity)).or_default();
        *count += 1;
        if *count <= per_code {
            shown.push(diagnostic);
        }
    }
    (shown, counts)
}

/// What is said of findings that are not shown.
fn rest(
    counts: &Counts,
    per_code: usize,
) -> impl Iterator<Item = ((Code, Severity), String)> {
    counts.iter().filter_map(move |(&(code, severity), count)| {
        let rest = count.saturating_sub(per_code);
        let s = if rest == 1 { "" } else { "s" };
        let title = format!(
            "{rest} more {}{s} of this code; `--limit 0` shows all",
            name(severity)
        );
        (rest > 0).then_some(((code, severity), title))
    })
}

/// `2 errors, 1 warning`; `None` if there is nothing of either.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let mut text = String::new();
    for severity in [Severity::Error, Severity::Warning] {
        let count = diagnostics.count(severity);
        if count > 0 {
            let comma = if text.is_empty() { "" } else { ", " };
            let s = if count == 1 { "" } else { "s" };
            let _ = write!(text, "{comma}{count} {}{s}", name(severity));
        }
    }
    (!text.is_empty()).then_some(text)
}

/// The word for a severity.
fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// First what is in no file, then what is in one without text, then by file and place.
fn sorted<'a>(
    diagnostics: &'a Diagnostics,
    sources: Option<&Sources>,
) -> Vec<&'a Diagnostic> {
    let mut list: Vec<_> = diagnostics.iter().collect();
    list.sort_by_cached_key(|diagnostic| {
        let span = sources.and_then(|sources| sources.resolve_place(&diagnostic.place));
        let span = span.map(|(file, span)| (file, span.start, span.end));
        let file = match &diagnostic.place {
            Place::File(file) | Place::Position { file, .. } => Some(file.clone()),
            _ => None,
        };
        (span, file, diagnostic.code)
    });
    list
}

fn draw(
    diagnostic: &Diagnostic,
    sources: Option<&Sources>,
    renderer: &Renderer,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(harmless(&cut(&diagnostic.message, 1_000)));
    let mut group = Group::with_title(title.id(diagnostic.code.as_str()));
    group = show(group, &diagnostic.place, None, sources);
    for (place, label) in &diagnostic.related {
        group = show(group, place, Some(label), sources);
    }
    let related = diagnostic.related.iter().map(|(place, _)| place);
    if let Some(pointer) = pointer(&diagnostic.place, sources) {
        let text = format!("it is at `{}`", harmless(&cut(&pointer, 200)));
        group = group.element(Level::NOTE.message(text));
    }
    if let Some(text) = &diagnostic.consequence {
        group = group.element(Level::NOTE.message(harmless(&cut(text, 1_000))));
    }
    let patched = patched(diagnostic, sources);
    if let (Some(text), None) = (&diagnostic.remedy, &patched) {
        group = group.element(Level::HELP.message(harmless(&cut(text, 1_000))));
    }
    let groups: Vec<Group> = std::iter::once(group).chain(patched).collect();
    let places = std::iter::once(&diagnostic.place).chain(related);
    let windows = places.filter_map(|place| Window::around(sources?, place));
    let drawn = correct_columns(&renderer.render(&groups), windows);
    let is_placed = diagnostic.place != Place::Nowhere || !diagnostic.related.is_empty();
    if is_placed { drawn } else { without_bar(&drawn) }
}

/// A drawing without the line that stands for a source that is not there.
fn without_bar(drawn: &str) -> String {
    let is_bar = |line: &str| {
        // What stands in front of `m` in a part behind an escape is its colour.
        let parts = line.split('\u{1b}').enumerate().map(|(at, part)| match at {
            0 => part,
            _ => part.split_once('m').map_or("", |(_, text)| text),
        });
        parts.collect::<String>().trim() == "|"
    };
    let lines: Vec<&str> = drawn.lines().filter(|line| !is_bar(line)).collect();
    lines.join("\n")
}

/// The remedy with the line as it would be after the patch.
fn patched<'a>(diagnostic: &Diagnostic, sources: Option<&Sources>) -> Option<Group<'a>> {
    let patch = diagnostic.patch.as_ref()?;
    let window = Window::around(sources?, &patch.place)?;
    let new = harmless(&patch::replacement(patch, sources));
    let title = diagnostic.remedy.as_deref().unwrap_or("replace it");
    let title = Level::HELP.secondary_title(harmless(&cut(title, 1_000)));
    let snippet = Snippet::source(window.text)
        .line_start(window.line)
        .path(window.path)
        .patch(Patch::new(window.marked, new));
    Some(Group::with_title(title).element(snippet))
}

/// Adds a place to a group: the marked line, or at least the file. A label makes it a
/// secondary one.
fn show<'a>(
    group: Group<'a>,
    place: &Place,
    label: Option<&str>,
    sources: Option<&Sources>,
) -> Group<'a> {
    let label = label.map(harmless);
    let window = sources.and_then(|sources| Window::around(sources, place));
    let Some(window) = window else {
        let Some(origin) = origin(place) else { return group };
        let group = group.element(origin);
        return match label {
            None => group,
            Some(label) => group.element(Level::NOTE.message(label)),
        };
    };
    let kind =
        if label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
    let snippet = Snippet::source(window.text)
        .line_start(window.line)
        .path(window.path)
        .annotation(kind.span(window.marked).label(label));
    group.element(snippet)
}

/// A place in a file whose text is not at hand.
fn origin(place: &Place) -> Option<Origin<'static>> {
    match place {
        Place::File(file) => Some(Origin::path(harmless(file))),
        Place::Position { file, line, column } => Some(
            Origin::path(harmless(file))
                .line(*line as usize)
                .char_column(*column as usize),
        ),
        _ => None,
    }
}

/// The JSON pointer of a value's place.
fn pointer(place: &Place, sources: Option<&Sources>) -> Option<String> {
    match place {
        Place::Node(node) | Place::Key(node) => Some(sources?.pointer(*node)),
        _ => None,
    }
}

/// At most so many characters.
fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}
