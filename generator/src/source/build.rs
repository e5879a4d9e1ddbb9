//! Builds the tree from what the readers of JSON and YAML find, iteratively.

use super::budget::Budgets;
use super::tree::{Entry, LINEAR, NONE, Node, Tag, Text, Tree, small};
use crate::diagnostics::{Code, Diagnostic, FileId, NodeId, Place};
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
    expansions: u64,
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
            expansions: 0,
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
        self.expansions = self.expansions.saturating_add(target.expanded);
        if self.expansions > self.budgets.aliases {
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

    fn close_map(&mut self, frame: &Frame) -> Result<u32, Fault> {
        let written = &self.entries[frame.first..];
        let last = written.last().map_or(0, |e| self.tree.node(e.node).end);
        if frame.merges {
            self.merge(frame)?;
        }
        let order = self.order(frame.first);
        let repeated = self.repeated(frame.first, &order);
        self.store(frame, &order, &repeated);
        self.entries.truncate(frame.first);
        Ok(last)
    }

    /// The entries of a big mapping by key, repeated ones in their order; empty for a small.
    fn order(&self, first: usize) -> Vec<u32> {
        let entries = &self.entries[first..];
        if entries.len() <= LINEAR {
            return Vec::new();
        }
        let mut order: Vec<u32> = (0..small(entries.len())).collect();
        order.sort_by_key(|&i| self.slice(entries[i as usize].key));
        order
    }

    /// Pairs of a repeated entry and the first with its key, in the order of the former.
    fn repeated(&self, first: usize, order: &[u32]) -> Vec<(u32, u32)> {
        let entries = &self.entries[first..];
        let key = |i: u32| self.slice(entries[i as usize].key);
        let mut pairs = Vec::new();
        if order.is_empty() {
            for i in 1..small(entries.len()) {
                pairs.extend((0..i).find(|&j| key(j) == key(i)).map(|j| (i, j)));
            }
            return pairs;
        }
        let mut kept = order[0];
        for &i in &order[1..] {
            if key(kept) == key(i) {
                pairs.push((i, kept));
            } else {
                kept = i;
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Moves a mapping's entries into the tree: first those that count, then the repeated,
    /// which no longer belong to it but know their key.
    fn store(&mut self, frame: &Frame, order: &[u32], repeated: &[(u32, u32)]) {
        let start = self.tree.entries.len();
        let entries = &self.entries[frame.first..];
        let is_repeated =
            |i: u32| repeated.binary_search_by_key(&i, |pair| pair.0).is_ok();
        let mut moved: Vec<u32> = Vec::new();
        if repeated.is_empty() {
            self.tree.entries.extend_from_slice(entries);
        } else {
            let (out, kept): (Vec<u32>, Vec<u32>) =
                (0..small(entries.len())).partition(|&i| is_repeated(i));
            moved = vec![0; entries.len()];
            for (at, &i) in kept.iter().chain(&out).enumerate() {
                moved[i as usize] = small(at);
                self.tree.entries.push(entries[i as usize]);
            }
        }
        let kept = entries.len() - repeated.len();
        let sorted = order.iter().filter(|&&i| repeated.is_empty() || !is_repeated(i));
        for (rank, &i) in sorted.enumerate() {
            let i = moved.get(i as usize).copied().unwrap_or(i);
            self.tree.entries[start + rank].sorted = i;
        }
        for (i, entry) in self.tree.entries[start..].iter().enumerate() {
            self.tree.nodes[entry.node as usize].slot = small(start + i);
        }
        let node = &mut self.tree.nodes[frame.node as usize];
        (node.a, node.b) = (small(start), small(kept));
        let firsts: Vec<_> = repeated
            .iter()
            .map(|&(i, j)| (entries[i as usize], entries[j as usize]))
            .collect();
        for (again, first) in firsts {
            self.report_repeated(&again, &first);
        }
    }

    fn report_repeated(&mut self, again: &Entry, first: &Entry) {
        let key: String = self.slice(again.key).chars().take(60).collect();
        self.report(
            Diagnostic::new(
                Code::DuplicateKey,
                Place::Key(NodeId(again.node)),
                format!("the key `{key}` is already in this mapping"),
            )
            .related(Place::Key(NodeId(first.node)), "first here")
            .consequence("the first one counts")
            .remedy("remove or rename one of them"),
        );
    }

    fn slice(&self, text: Text) -> &str {
        slice(self.text, &self.decoded, text)
    }

    fn bombed(&mut self, span: Range<usize>) {
        if std::mem::replace(&mut self.bombed, true) {
            return;
        }
        let limit = self.budgets.aliases;
        let place = self.place(span);
        let message =
            format!("the aliases of this file stand for more than {limit} values");
        self.found.push(
            Diagnostic::new(Code::OverBudget, place, message)
                .consequence("this alias and those after it are read as null")
                .remedy(
                    "raise the limit with `--max-aliases` if you trust the document",
                ),
        );
    }

    pub(super) fn too_deep(&self, at: usize) -> Fault {
        let limit = self.budgets.depth;
        let message = format!("values are nested more than {limit} deep");
        self.over(at, message, "--max-depth")
    }

    fn too_many(&self, at: usize) -> Fault {
        let limit = self.budgets.nodes;
        let message = format!("the document has more than {limit} values");
        self.over(at, message, "--max-nodes")
    }

    /// The fault of a budget, with the option that raises it.
    fn over(&self, at: usize, message: String, option: &str) -> Fault {
        let end = (at + 1).min(self.text.len());
        let place = self.place(at.min(end)..end);
        Fault::Budget(Box::new(
            Diagnostic::new(Code::OverBudget, place, message).remedy(format!(
                "raise the limit with `{option}` if you trust the document"
            )),
        ))
    }
}

/// Merge keys.
impl Builder<'_> {
    /// Replaces each `<<` of the innermost mapping by the entries that it brings: those that
    /// the mapping does not have itself, and of several sources the first.
    fn merge(&mut self, frame: &Frame) -> Result<(), Fault> {
        let written = self.entries.split_off(frame.first);
        let mut taken: std::collections::BTreeSet<String> = written
            .iter()
            .filter(|entry| entry.sorted != NONE)
            .map(|entry| self.slice(entry.key).to_owned())
            .collect();
        for mut entry in written {
            let merged = std::mem::take(&mut entry.sorted) == NONE;
            match merged.then(|| self.merge_sources(entry.node)).flatten() {
                None => self.entries.push(entry),
                Some(sources) => {
                    for source in sources {
                        self.merge_from(source, frame.node, &mut taken)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The mappings that the value of `<<` names; `None` if it is no such value, so that the
    /// key is one like any other.
    fn merge_sources(&self, value: u32) -> Option<Vec<u32>> {
        let node = self.tree.node(value);
        match node.tag {
            Tag::Map => Some(vec![value]),
            Tag::Null => Some(Vec::new()),
            Tag::Seq => {
                let items = self.tree.items(node);
                let maps = |&item: &u32| self.tree.node(item).tag == Tag::Map;
                items.iter().all(maps).then(|| items.to_vec())
            }
            _ => None,
        }
    }

    fn merge_from(
        &mut self,
        source: u32,
        into: u32,
        taken: &mut std::collections::BTreeSet<String>,
    ) -> Result<(), Fault> {
        let entries = self.tree.entries(self.tree.node(source)).to_vec();
        for entry in entries {
            let key = self.slice(entry.key);
            if taken.contains(key) {
                continue;
            }
            taken.insert(key.to_owned());
            let Node { tag, a, b, start, end, .. } = *self.tree.node(entry.node);
            let node =
                self.push(tag, Text { at: a, len: b }, start as usize..end as usize)?;
            self.tree.nodes[node as usize].parent = into;
            self.entries.push(Entry { node, sorted: 0, ..entry });
        }
        Ok(())
    }
}

/// A piece of a file: what is behind the text's end is in the decoded strings.
pub(super) fn slice<'a>(text: &'a str, decoded: &'a str, piece: Text) -> &'a str {
    let (at, len) = (piece.at as usize, piece.len as usize);
    let (whole, at) =
        if at < text.len() { (text, at) } else { (decoded, at - text.len()) };
    whole.get(at..at + len).unwrap_or_default()
}
