//! Lines and columns, worked out when something is drawn.

use std::ops::Range;
use std::sync::OnceLock;

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Default)]
pub(super) struct Lines(OnceLock<Vec<usize>>);

impl Lines {
    fn starts(&self, text: &str) -> &[usize] {
        self.0.get_or_init(|| {
            let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }

    pub(super) fn locate(&self, text: &str, offset: usize) -> LineColumn {
        let starts = self.starts(text);
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts[line - 1];
        let before = text.get(start..offset.min(text.len())).unwrap_or_default();
        LineColumn { line, column: before.chars().count() + 1 }
    }

    /// The bytes from the start of line `first` to the end of line `last`.
    pub(super) fn range(&self, text: &str, first: usize, last: usize) -> Range<usize> {
        let starts = self.starts(text);
        let start = starts.get(first.max(1) - 1).copied().unwrap_or(text.len());
        let end = starts.get(last).map_or(text.len(), |&next| next - 1);
        start..end.max(start)
    }
}
