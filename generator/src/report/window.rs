//! The piece of a file that is shown for a place.

use super::harmless::harmless;
use crate::diagnostics::Place;
use crate::source::Sources;
use std::ops::Range;

/// Characters that are shown at most: before the marked ones, of these, and behind them.
const BEFORE: usize = 60;
const MARKED: usize = 60;
const AFTER: usize = 100;

/// One line with the marked part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) path: String,
    /// The line and the column of the place in its file, from 1.
    pub(super) line: usize,
    pub(super) column: usize,
    /// What is shown.
    pub(super) text: String,
    /// Bytes of it that are marked.
    pub(super) marked: Range<usize>,
}

impl Window {
    /// The line on which a place begins; of a place with several lines, the first is marked.
    pub(super) fn around(sources: &Sources, place: &Place) -> Option<Self> {
        let (file, span) = sources.resolve_place(place)?;
        let at = sources.line_column(file, span.start);
        let range = sources.line_range(file, at.line, at.line);
        let text = sources.text(file);
        let start = (span.start as usize).clamp(range.start, range.end);
        let end = (span.end as usize).clamp(start, range.end);
        let before = tail(text.get(range.start..start)?, BEFORE);
        let marked = head(text.get(start..end)?.trim_end(), MARKED);
        let after = head(text.get(start + marked.len()..range.end)?.trim_end(), AFTER);
        let cut_before = start - before.len() > range.start;
        let cut_after =
            start + marked.len() + after.len() < text[..range.end].trim_end().len();
        let mut shown = String::new();
        shown.push_str(if cut_before { "…" } else { "" });
        shown.push_str(&harmless(before));
        let first = shown.len();
        shown.push_str(&harmless(marked));
        let marked = first..shown.len();
        shown.push_str(&harmless(after));
        shown.push_str(if cut_after { "…" } else { "" });
        let path = harmless(sources.file_path(file));
        Some(Self { path, line: at.line, column: at.column, text: shown, marked })
    }

    /// The place as it is drawn: of what is shown, or of the file.
    fn place(&self, column: usize) -> String {
        format!("{}:{}:{column}", self.path, self.line)
    }
}

/// Puts the true columns into a drawing, which knows the shown ones only. The windows are in
/// the order in which their places are drawn: a corrected one is left behind, as its first
/// digits may be the column that is shown for the next.
pub(super) fn correct_columns(
    drawn: &str,
    windows: impl Iterator<Item = Window>,
) -> String {
    let mut corrected = String::new();
    let mut rest = drawn;
    for window in windows {
        let shown = window.text[..window.marked.start].chars().count() + 1;
        let shown = window.place(shown);
        let Some((before, behind)) = rest.split_once(&shown) else { continue };
        corrected.push_str(before);
        corrected.push_str(&window.place(window.column));
        rest = behind;
    }
    corrected.push_str(rest);
    corrected
}

/// The first characters of a text.
fn head(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(at, _)| &text[..at])
}

/// The last characters of a text.
fn tail(text: &str, limit: usize) -> &str {
    match limit.checked_sub(1).and_then(|last| text.char_indices().rev().nth(last)) {
        None => text,
        Some((at, _)) => &text[at..],
    }
}
