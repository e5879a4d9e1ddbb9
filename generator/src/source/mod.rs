//! Text → located tree. One tree for YAML and JSON; every node has a place.

use crate::diagnostics::{Diagnostics, FileId, NodeId};

/// What a node is. Scalars carry their text as decoded; numbers keep their lexeme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'a> {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written (`08`, `1.10`, more than 64 bits).
    Number(&'a str),
    /// A string.
    String(&'a str),
    /// A sequence; see [`Sources::items`].
    Seq,
    /// A mapping; see [`Sources::entries`].
    Map,
}

/// The files of a document as trees in one arena.
pub struct Sources {}

#[expect(unused, reason = "to be written")]
impl Sources {
    /// The root node of the document.
    pub fn root(&self) -> NodeId {
        todo!()
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> Kind<'_> {
        todo!()
    }

    /// The entries of a mapping, in order, each key once (the first one of duplicates).
    /// Empty for anything else.
    pub fn entries(
        &self,
        map: NodeId,
    ) -> impl ExactSizeIterator<Item = (&str, NodeId)> + '_ {
        std::iter::empty::<(&str, NodeId)>().take(0).collect::<Vec<_>>().into_iter()
    }

    /// The elements of a sequence. Empty for anything else.
    pub fn items(&self, seq: NodeId) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        std::iter::empty::<NodeId>().take(0).collect::<Vec<_>>().into_iter()
    }

    /// The value under `key`, if `map` is a mapping that has it.
    pub fn get(&self, map: NodeId, key: &str) -> Option<NodeId> {
        todo!()
    }

    /// The node that contains this one.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        todo!()
    }

    /// The RFC 6901 pointer as a URI fragment: `#/paths/~1pets/get`; with the file's name in
    /// front for other files than the root's.
    pub fn pointer(&self, node: NodeId) -> String {
        todo!()
    }

    /// The file in which a node stands.
    pub fn file(&self, node: NodeId) -> FileId {
        todo!()
    }

    /// The root node of a file.
    pub fn file_root(&self, file: FileId) -> NodeId {
        todo!()
    }

    /// The file that `reference` (a relative reference or URI without fragment) means when it
    /// stands in `from`; `None` if it was not loaded (already reported).
    pub fn linked(&self, from: FileId, reference: &str) -> Option<FileId> {
        todo!()
    }

    /// The value as JSON; `None` where it exceeds the budget for copied values.
    pub fn to_json(&self, node: NodeId) -> Option<serde_json::Value> {
        todo!()
    }
}
