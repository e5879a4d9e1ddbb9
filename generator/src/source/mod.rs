//! Text → located tree. One tree for YAML and JSON; every node has a place.
//!
//! All files of a document live in one arena ([`Sources`]) and are addressed by [`NodeId`].
//! Reading is iterative and bounded by [`Budgets`]; whatever is wrong with a file becomes a
//! diagnostic.

mod base_uri;
mod budget;
mod build;
mod cause;
mod component;
mod decode;
mod disk;
mod json;
mod lines;
mod load;
mod loader;
mod names;
mod overlay;
mod pointer;
mod read;
mod refs;
mod scalar;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod yaml;

pub use budget::{Budgets, DEEPEST};
pub use disk::FileLoader;
pub use lines::LineColumn;
pub use load::{OverlayText, from_json, from_openapiv3, from_text, load, load_with};
pub(crate) use loader::rebased;
pub use loader::{LoadError, Loader, Location, MemoryLoader};
pub use pointer::percent_decode;
pub(crate) use refs::{Role, role_of};
pub use scalar::{float, integer};

use crate::diagnostics::{FileId, NodeId, Place};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use tree::{Entry, LINEAR, NONE, Node, Tag, Text, Tree, small};

/// What a node is. Scalars carry their text as decoded; numbers keep their lexeme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'a> {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written (`08`, `1.10`, more than 64 bits); YAML also has `0x1F`, `0o17`,
    /// `.inf`, `.nan`, `+1`. See [`integer`] and [`float`].
    Number(&'a str),
    /// A string.
    String(&'a str),
    /// A sequence; see [`Sources::items`].
    Seq,
    /// A mapping; see [`Sources::entries`].
    Map,
}

/// One file: its text, and the strings that the text does not hold as they are.
#[derive(Debug)]
struct File {
    location: Location,
    text: String,
    decoded: String,
    root: u32,
    parsed: bool,
    links: BTreeMap<String, FileId>,
    /// Of an overlay: the file that it changes. References in it are that file's.
    base: Option<FileId>,
    lines: lines::Lines,
}

impl File {
    fn slice(&self, piece: Text) -> &str {
        build::slice(&self.text, &self.decoded, piece)
    }
}

/// The files of a document as trees in one arena.
#[derive(Debug, Default)]
pub struct Sources {
    tree: Tree,
    files: Vec<File>,
    /// Schemas by the names that they give themselves; made when first asked for.
    named: OnceLock<names::Names>,
}

/// Reading the tree.
impl Sources {
    /// The root node of the document.
    pub fn root(&self) -> NodeId {
        self.file_root(FileId(0))
    }

    /// How many values there are in all files together.
    pub(crate) fn size(&self) -> usize {
        self.tree.nodes.len()
    }

    /// All values, in no order that means anything.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..small(self.size())).map(NodeId)
    }

    /// Whether the root file could not be parsed. Its root is `null` then, the reason is among
    /// the diagnostics, and this is good for nothing but drawing them.
    pub fn is_broken(&self) -> bool {
        !self.files.first().is_some_and(|file| file.parsed)
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> Kind<'_> {
        let node = self.node(node);
        let text = || self.text_of(node, Text { at: node.a, len: node.b });
        match node.tag {
            Tag::Null => Kind::Null,
            Tag::False => Kind::Bool(false),
            Tag::True => Kind::Bool(true),
            Tag::Number => Kind::Number(text()),
            Tag::String => Kind::String(text()),
            Tag::Seq => Kind::Seq,
            Tag::Map => Kind::Map,
        }
    }

    /// The entries of a mapping, in order, each key once (the first one of duplicates).
    /// Empty for anything else.
    pub fn entries(
        &self,
        map: NodeId,
    ) -> impl ExactSizeIterator<Item = (&str, NodeId)> + '_ {
        let node = self.node(map);
        let file = &self.files[usize::from(node.file)];
        self.tree
            .entries(node)
            .iter()
            .map(move |entry| (file.slice(entry.key), NodeId(entry.node)))
    }

    /// The elements of a sequence. Empty for anything else.
    pub fn items(&self, seq: NodeId) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        self.tree.items(self.node(seq)).iter().map(|&item| NodeId(item))
    }

    /// The value under `key`, if `map` is a mapping that has it.
    pub fn get(&self, map: NodeId, key: &str) -> Option<NodeId> {
        let node = self.node(map);
        let file = &self.files[usize::from(node.file)];
        let entries = self.tree.entries(node);
        let found = if entries.len() <= LINEAR {
            entries.iter().find(|entry| file.slice(entry.key) == key)
        } else {
            let by_rank = |entry: &Entry| &entries[entry.sorted as usize];
            entries
                .binary_search_by(|entry| file.slice(by_rank(entry).key).cmp(key))
                .ok()
                .map(|rank| by_rank(&entries[rank]))
        };
        found.map(|entry| NodeId(entry.node))
    }

    /// The node that contains this one. What stands in an anchored value has one parent, the
    /// anchored value, through whichever alias it was reached.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.node(node).parent;
        (parent != NONE).then_some(NodeId(parent))
    }

    /// The key under which a node stands in its mapping.
    pub fn key_of(&self, node: NodeId) -> Option<&str> {
        let node = self.node(node);
        Some(self.key_text(node, self.entry_of(node)?))
    }

    /// The node that a JSON pointer names, seen from `from`. The pointer's segments may hold
    /// `~0` and `~1`; percent-encoding is for [`percent_decode`].
    pub fn resolve_pointer(&self, from: NodeId, pointer: &str) -> Option<NodeId> {
        pointer::segments(pointer)?.try_fold(from, |node, segment| {
            match self.node(node).tag {
                Tag::Map => self.get(node, &segment),
                Tag::Seq => self.items(node).nth(pointer::index(&segment)?),
                _ => None,
            }
        })
    }

    fn node(&self, node: NodeId) -> &Node {
        self.tree.node(node.0)
    }

    fn text_of(&self, node: &Node, piece: Text) -> &str {
        self.files[usize::from(node.file)].slice(piece)
    }

    /// The text of a key, which is its mapping's: an overlay's value stands in another file.
    fn key_text(&self, node: &Node, entry: &Entry) -> &str {
        self.text_of(self.tree.node(node.parent), entry.key)
    }

    /// The entry of a value of a mapping.
    fn entry_of(&self, node: &Node) -> Option<&Entry> {
        let in_map = node.parent != NONE
            && node.slot != NONE
            && self.tree.node(node.parent).tag == Tag::Map;
        in_map.then(|| &self.tree.entries[node.slot as usize])
    }
}

/// Places.
impl Sources {
    /// The RFC 6901 pointer as a URI fragment: `#/paths/~1pets/get`; with the file's name in
    /// front for other files than the root's.
    pub fn pointer(&self, node: NodeId) -> String {
        let mut path = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            path.push(self.node(node));
            at = self.parent(node);
        }
        let top = path.last().map_or(0, |top| top.file);
        let file = FileId(u32::from(top));
        let mut pointer = String::new();
        if file != FileId(0) {
            pointer.push_str(self.file_name(file));
        }
        pointer.push('#');
        for node in path.into_iter().rev() {
            if let Some(entry) = self.entry_of(node) {
                pointer::push(&mut pointer, self.key_text(node, entry));
            } else if node.parent != NONE && node.slot != NONE {
                let index = node.slot - self.tree.node(node.parent).a;
                pointer::push(&mut pointer, &index.to_string());
            }
        }
        pointer
    }

    /// The bytes of a value.
    pub fn span(&self, node: NodeId) -> (FileId, Range<u32>) {
        let Node { file, start, end, .. } = *self.node(node);
        (FileId(u32::from(file)), start..end)
    }

    /// The bytes of the key under which a value stands, quotes included.
    pub fn key_span(&self, node: NodeId) -> Option<(FileId, Range<u32>)> {
        let node = self.node(node);
        let entry = self.entry_of(node)?;
        Some((FileId(u32::from(node.file)), entry.start..entry.end))
    }

    /// The bytes that a place means; `None` if it is in no file that was read.
    pub fn resolve_place(&self, place: &Place) -> Option<(FileId, Range<u32>)> {
        match *place {
            Place::Nowhere | Place::File(_) | Place::Position { .. } => None,
            Place::Span { file, start, end } => Some((file, start..end)),
            Place::Node(node) => Some(self.span(node)),
            Place::Key(node) => {
                Some(self.key_span(node).unwrap_or_else(|| self.span(node)))
            }
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, file: FileId, offset: u32) -> LineColumn {
        let file = self.file_at(file);
        file.lines.locate(&file.text, offset as usize)
    }

    /// The bytes of the lines from `first` to `last` (from 1), the last line break left out.
    pub fn line_range(&self, file: FileId, first: usize, last: usize) -> Range<usize> {
        let file = self.file_at(file);
        file.lines.range(&file.text, first, last)
    }
}

/// Files.
impl Sources {
    /// The file in which a node stands.
    pub fn file(&self, node: NodeId) -> FileId {
        FileId(u32::from(self.node(node).file))
    }

    /// All files, the root first, the others in the order in which references name them.
    pub fn files(&self) -> impl ExactSizeIterator<Item = FileId> + use<> {
        (0..small(self.files.len())).map(FileId)
    }

    /// The root node of a file; of an overlay, the root of what it changes.
    pub fn file_root(&self, file: FileId) -> NodeId {
        let file = self.file_at(file);
        NodeId(file.base.map_or(file.root, |base| self.file_at(base).root))
    }

    /// The name of a file as pointers show it: relative to the root's folder.
    pub fn file_name(&self, file: FileId) -> &str {
        &self.file_at(file).location.name
    }

    /// The path of a file as people open it from where the generator runs.
    pub fn file_path(&self, file: FileId) -> &str {
        &self.file_at(file).location.path
    }

    /// The text of a file, without a byte order mark.
    pub fn text(&self, file: FileId) -> &str {
        &self.file_at(file).text
    }

    /// The file that `reference` (a relative reference or URI without fragment) means when it
    /// stands in `from`; `None` if it was not loaded (already reported).
    pub fn linked(&self, from: FileId, reference: &str) -> Option<FileId> {
        match reference.split('#').next().unwrap_or_default() {
            "" => Some(from),
            path => {
                let file = self.file_at(from);
                let file = file.base.map_or(file, |base| self.file_at(base));
                file.links.get(path).copied()
            }
        }
    }

    fn file_at(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }
}
