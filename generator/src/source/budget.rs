//! How much of a document is read before it is refused.

/// The limits on what a document may ask of memory, stack and time.
///
/// A document over one of them gets a diagnostic that names the limit and its option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budgets {
    /// Bytes of one file (`--max-size`).
    pub size: u64,
    /// Containers inside containers, aliases followed (`--max-depth`).
    pub depth: usize,
    /// Values of all files together (`--max-nodes`).
    pub nodes: usize,
    /// Values that aliases and merge keys stand for, of all files together
    /// (`--max-aliases`).
    pub aliases: u64,
    /// Files, the root included (`--max-files`).
    pub files: usize,
}

/// The deepest nesting that any option permits: walks over the tree, and the destructors of values
/// that are copied from it, recurse.
pub const DEEPEST: usize = 500;

impl Default for Budgets {
    fn default() -> Self {
        Self {
            size: 256 << 20,
            depth: 256,
            nodes: 20_000_000,
            aliases: 1_000_000,
            files: 10_000,
        }
    }
}

impl Budgets {
    /// The limits that are applied: offsets have 32 bits and file numbers 16, so no option goes
    /// beyond.
    #[must_use]
    pub(super) fn clamped(self) -> Self {
        Self {
            size: self.size.min(1 << 30),
            depth: self.depth.min(DEEPEST),
            nodes: self.nodes.min(1 << 30),
            aliases: self.aliases,
            files: self.files.clamp(1, 1 << 15),
        }
    }
}
