//! Builds the tree from what the readers of JSON and YAML find, iteratively.

mod limits;
mod mapping;

use super::budget::Budgets;
use super::tree::{Entry, NONE, Node, Tag, Text, Tree, small};
use crate::diagnostics::{Code, Diagnostic, FileId, Place};
use std::ops::Range;

/// Findings of one file that are kept; what follows is only counted.
const FINDINGS: usize = 500;

/// Why reading stopped.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// The text is malformed at this byte.
    Syntax { at: usize, message: String },
    /// A budget is exceeded.
    Budget(Box<Diagnostic>),
}

/// A key that waits for its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) text: Text,
    pub(super) start: u32,
    pub(super) end: u32,
    /// A plain `<<` of YAML.
    pub(super) merge: bool,
}

#[derive(Clone, Copy, Debug)]
enum Expect {
    Key,
    Value(Key),
    /// The value of a key that was refused.
    Orphan,
}

/// An open container.
#[derive(Debug)]
struct Frame {
    node: u32,
    tag: Tag,
    /// Where its children begin among the pending ones.
    first: usize,
    expect: Expect,
    merges: bool,
    /// Whether it stands where a key belongs.
    as_key: bool,
    expanded: u64,
    height: usize,
}

/// A finished value that an alias may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finished {
    pub(super) node: u32,
    /// How many values a walk over it meets.
    expanded: u64,
    /// How deep such a walk gets.
    height: usize,
}

/// The tree of one file in the making.
pub(super) struct Builder<'a> {
    tree: &'a mut Tree,
    file: FileId,
    text: &'a str,
    decoded: String,
    budgets: &'a Budgets,
    frames: Vec<Frame>,
    entries: Vec<Entry>,
    items: Vec<u32>,
    root: Option<u32>,
    found: Vec<Diagnostic>,
    dropped: usize,
    bombed: bool,
}

/// What a [`Builder`] leaves.
#[derive(Debug)]
pub(super) struct Built {
    /// The root; `None` for an empty file.
    pub(super) root: Option<u32>,
    /// The strings that the text does not hold as they are.
    pub(super) decoded: String,
    /// What was found on the way.
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        tree: &'a mut Tree,
        file: FileId,
        text: &'a str,
        budgets: &'a Budgets,
    ) -> Self {
        Self {
            tree,
            file,
            text,
            decoded: String::new(),
            budgets,
            frames: Vec::new(),
            entries: Vec::new(),
            items: Vec::new(),
            root: None,
            found: Vec::new(),
            dropped: 0,
            bombed: false,
        }
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> Built {
        if let (true, Some(last)) = (self.dropped > 0, self.found.last()) {
            let message = format!("{} further findings in this file", self.dropped);
            let mut rest = Diagnostic::new(last.code, self.place(0..0), message);
            rest.severity = last.severity;
            self.found.push(rest);
        }
        Built { root: self.root, decoded: self.decoded, found: self.found }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < FINDINGS {
            self.found.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// A range of the file as a place.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::Span { file: self.file, start: small(range.start), end: small(range.end) }
    }

    /// Whether the innermost container is a mapping that waits for a key.
    pub(super) fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            frame.tag == Tag::Map && matches!(frame.expect, Expect::Key)
        })
    }

    /// The innermost container's kind.
    pub(super) fn open_tag(&self) -> Option<Tag> {
        self.frames.last().map(|frame| frame.tag)
    }

    /// Starts a string that is not in the text as it is; its pieces follow with
    /// [`Self::decode`].
    pub(super) fn decode_start(&self) -> u32 {
        small(self.text.len() + self.decoded.len())
    }

    pub(super) fn decode(&mut self, piece: &str) {
        self.decoded.push_str(piece);
    }

    pub(super) fn decode_char(&mut self, c: char) {
        self.decoded.push(c);
    }

    /// The string begun with [`Self::decode_start`].
    pub(super) fn decode_end(&self, start: u32) -> Text {
        Text { at: start, len: self.decode_start() - start }
    }

    /// A string's place in the text if it is there verbatim (bare or in quotes), or a copy.
    pub(super) fn borrow_or_copy(&mut self, value: &str, span: Range<usize>) -> Text {
        let source = self.text.get(span.clone()).unwrap_or_default();
        for quote in 0..2 {
            let inner = source.get(quote..source.len().saturating_sub(quote));
            if inner == Some(value) {
                return Text { at: small(span.start + quote), len: small(value.len()) };
            }
        }
        let start = self.decode_start();
        self.decode(value);
        self.decode_end(start)
    }

    /// Sets the key of the next value.
    pub(super) fn key(&mut self, key: Key) {
        if let Some(frame) = self.frames.last_mut() {
            frame.expect = Expect::Value(key);
            frame.merges |= key.merge;
        }
    }

    /// Refuses a key; its value will be in no mapping.
    pub(super) fn refuse_key(&mut self, range: Range<usize>, what: &str) {
        let place = self.place(range);
        let message = format!("{what} cannot be a key");
        self.report(
            Diagnostic::new(Code::NotJsonLike, place, message)
                .consequence("the entry is left out")
                .remedy("write the key as a string"),
        );
        if let Some(frame) = self.frames.last_mut() {
            frame.expect = Expect::Orphan;
        }
    }

    /// Adds a scalar.
    pub(super) fn scalar(
        &mut self,
        tag: Tag,
        text: Text,
        span: Range<usize>,
    ) -> Result<Finished, Fault> {
        let node = self.push(tag, text, span)?;
        self.attach(node);
        self.account(1, 0);
        Ok(Finished { node, expanded: 1, height: 0 })
    }

    /// A string that is in no container: an anchored key.
    pub(super) fn detached(
        &mut self,
        text: Text,
        span: Range<usize>,
    ) -> Result<Finished, Fault> {
        let node = self.push(Tag::String, text, span)?;
        Ok(Finished { node, expanded: 1, height: 0 })
    }

    /// Opens a container.
    pub(super) fn open(&mut self, tag: Tag, start: usize) -> Result<(), Fault> {
        if self.frames.len() >= self.budgets.depth {
            return Err(self.too_deep(start));
        }
        let as_key = self.expects_key();
        let node = self.push(tag, Text { at: 0, len: 0 }, start..start)?;
        if !as_key {
            self.attach(node);
        }
        let first = if tag == Tag::Map { self.entries.len() } else { self.items.len() };
        self.frames.push(Frame {
            node,
            tag,
            first,
            expect: Expect::Key,
            merges: false,
            as_key,
            expanded: 1,
            height: 1,
        });
        Ok(())
    }

    /// Closes the innermost container; without an end, it ends with its last child.
    pub(super) fn close(
        &mut self,
        end: Option<usize>,
    ) -> Result<Option<Finished>, Fault> {
        let Some(frame) = self.frames.pop() else { return Ok(None) };
        let last = if frame.tag == Tag::Map {
            self.close_map(&frame)?
        } else {
            self.close_seq(&frame)
        };
        let node = &mut self.tree.nodes[frame.node as usize];
        node.end = end.map_or(last.max(node.start), small);
        let span = node.start as usize..node.end as usize;
        self.account(frame.expanded, frame.height);
        if frame.as_key {
            let what = if frame.tag == Tag::Map { "a mapping" } else { "a sequence" };
            self.refuse_key(span, what);
        }
        let Frame { node, expanded, height, .. } = frame;
        Ok(Some(Finished { node, expanded, height }))
    }

    /// Adds what an alias names, sharing its children.
    pub(super) fn alias(
        &mut self,
        target: Finished,
        span: Range<usize>,
    ) -> Result<Finished, Fault> {
        self.tree.expanded = self.tree.expanded.saturating_add(target.expanded);
        if self.tree.expanded > self.budgets.aliases {
            self.bombed(span.clone());
            return self.scalar(Tag::Null, Text { at: 0, len: 0 }, span);
        }
        if self.frames.len() + target.height > self.budgets.depth {
            return Err(self.too_deep(span.start));
        }
        let Node { tag, a, b, .. } = *self.tree.node(target.node);
        let node = self.push(tag, Text { at: a, len: b }, span)?;
        self.attach(node);
        self.account(target.expanded, target.height);
        Ok(Finished { node, ..target })
    }

    /// The text of a finished scalar, for an alias as key.
    pub(super) fn scalar_text(&self, finished: Finished) -> Option<Text> {
        let node = self.tree.node(finished.node);
        match node.tag {
            Tag::Seq | Tag::Map => None,
            Tag::Number | Tag::String => Some(Text { at: node.a, len: node.b }),
            _ => Some(Text { at: node.start, len: node.end - node.start }),
        }
    }

    fn push(&mut self, tag: Tag, text: Text, span: Range<usize>) -> Result<u32, Fault> {
        if self.tree.nodes.len() >= self.budgets.nodes {
            return Err(self.too_many(span.start));
        }
        let id = small(self.tree.nodes.len());
        self.tree.nodes.push(Node {
            start: small(span.start),
            end: small(span.end),
            parent: self.frames.last().map_or(NONE, |frame| frame.node),
            a: text.at,
            b: text.len,
            slot: NONE,
            file: u16::try_from(self.file.0).unwrap_or(u16::MAX),
            tag,
        });
        Ok(id)
    }

    fn attach(&mut self, node: u32) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = self.root.or(Some(node));
            return;
        };
        if frame.tag != Tag::Map {
            self.items.push(node);
            return;
        }
        if let Expect::Value(key) = frame.expect {
            let Key { text, start, end, merge } = key;
            let sorted = if merge { NONE } else { 0 };
            self.entries.push(Entry { key: text, start, end, node, sorted });
        }
        frame.expect = Expect::Key;
    }

    fn account(&mut self, expanded: u64, height: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.expanded = frame.expanded.saturating_add(expanded);
            frame.height = frame.height.max(height + 1);
        }
    }

    fn close_seq(&mut self, frame: &Frame) -> u32 {
        let start = small(self.tree.items.len());
        for (i, &item) in self.items[frame.first..].iter().enumerate() {
            self.tree.nodes[item as usize].slot = start + small(i);
        }
        self.tree.items.extend_from_slice(&self.items[frame.first..]);
        let len = small(self.items.len() - frame.first);
        let last =
            self.items[frame.first..].last().map_or(0, |&n| self.tree.node(n).end);
        self.items.truncate(frame.first);
        let node = &mut self.tree.nodes[frame.node as usize];
        (node.a, node.b) = (start, len);
        last
    }

    fn slice(&self, text: Text) -> &str {
        slice(self.text, &self.decoded, text)
    }
}

/// A piece of a file: what is behind the text's end is in the decoded strings.
pub(super) fn slice<'a>(text: &'a str, decoded: &'a str, piece: Text) -> &'a str {
    let (at, len) = (piece.at as usize, piece.len as usize);
    let (whole, at) =
        if at < text.len() { (text, at) } else { (decoded, at - text.len()) };
    whole.get(at..at + len).unwrap_or_default()
}
