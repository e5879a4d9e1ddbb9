//! Where the items of lists stand that are open, so that what stands below them stays there.

/// What is indented further is none of their items' any more: a text that is indented without
/// end would be so in each of its lines.
const DEEPEST: usize = 40;

/// The items of lists around a line, the outermost first.
pub(super) struct Lists {
    open: Vec<Item>,
    deepest: usize,
}

/// The columns in which the content of an item begins.
struct Item {
    /// In the document.
    written: usize,
    /// In the documentation.
    kept: usize,
}

impl Lists {
    /// No items yet.
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), deepest: DEEPEST }
    }

    /// Lists in which nothing stands below an item.
    pub(super) fn flat() -> Self {
        Self { open: Vec::new(), deepest: 0 }
    }

    /// How far a line is indented in the documentation. Less than the content of an item ends
    /// that. A text within an item stands where its content begins; more than three columns behind
    /// it would make a code block (`CommonMark`, "Indented code blocks"), and a marker of a list
    /// there is meant to be one.
    pub(super) fn indent(&mut self, indent: usize, is_item: bool) -> usize {
        while self.open.last().is_some_and(|item| indent < item.written) {
            self.open.pop();
        }
        let (written, kept) =
            self.open.last().map_or((0, 0), |it| (it.written, it.kept));
        match indent - written {
            4.. if !is_item => kept,
            _ if !is_item && !self.open.is_empty() => kept,
            further => kept + further.min(3),
        }
    }

    /// Opens the item of a marker, by where its content begins.
    pub(super) fn enter(&mut self, written: usize, kept: usize) {
        if kept <= self.deepest {
            self.open.push(Item { written, kept });
        }
    }

    /// Ends all items.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }
}
