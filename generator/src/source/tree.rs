//! The arena: nodes, the entries of mappings and the items of sequences of all files.

/// The index of nothing.
pub(super) const NONE: u32 = u32::MAX;

/// Mappings up to this size are searched from front to back.
pub(super) const LINEAR: usize = 16;

/// What a node is; the payload is in `a` and `b` of [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    String,
    Seq,
    Map,
}

/// A value: 28 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// First byte in the file.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// The container, or [`NONE`].
    pub(super) parent: u32,
    /// Where the text or the children begin.
    pub(super) a: u32,
    /// The length of the text, or the number of children.
    pub(super) b: u32,
    /// Where it stands among all entries or items, or [`NONE`].
    pub(super) slot: u32,
    /// The file.
    pub(super) file: u16,
    /// What it is.
    pub(super) tag: Tag,
}

/// A piece of a file's text or of its decoded strings (see `File::slice`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) at: u32,
    pub(super) len: u32,
}

/// A key with its value: 24 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The key as decoded.
    pub(super) key: Text,
    /// First byte of the key in the file.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
    /// The value.
    pub(super) node: u32,
    /// In the `i`-th entry of a mapping with more than [`LINEAR`] entries: which of its
    /// entries is the `i`-th by key.
    pub(super) sorted: u32,
}

/// The shared vectors. Children lie side by side, so a container is a range.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) entries: Vec<Entry>,
    pub(super) items: Vec<u32>,
    /// How many values a walk meets through aliases.
    pub(super) expanded: u64,
}

/// A length of a [`Tree`] to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    nodes: usize,
    entries: usize,
    items: usize,
    expanded: u64,
}

impl Tree {
    pub(super) fn node(&self, id: u32) -> &Node {
        &self.nodes[id as usize]
    }

    /// The entries of a mapping; none for anything else.
    pub(super) fn entries(&self, node: &Node) -> &[Entry] {
        match node.tag {
            Tag::Map => &self.entries[node.a as usize..][..node.b as usize],
            _ => &[],
        }
    }

    /// The items of a sequence; none for anything else.
    pub(super) fn items(&self, node: &Node) -> &[u32] {
        match node.tag {
            Tag::Seq => &self.items[node.a as usize..][..node.b as usize],
            _ => &[],
        }
    }

    /// Makes room for what a text of this length usually holds.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.nodes.reserve(bytes / 32);
        self.entries.reserve(bytes / 36);
    }

    /// Gives back what was reserved and not used.
    pub(super) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            nodes: self.nodes.len(),
            entries: self.entries.len(),
            items: self.items.len(),
            expanded: self.expanded,
        }
    }

    pub(super) fn go_back(&mut self, mark: Mark) {
        self.nodes.truncate(mark.nodes);
        self.entries.truncate(mark.entries);
        self.items.truncate(mark.items);
        self.expanded = mark.expanded;
    }
}

/// An index or offset. The budgets keep all of them below 32 bits.
pub(super) fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
