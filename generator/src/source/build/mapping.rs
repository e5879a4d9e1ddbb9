//! The end of a mapping: merge keys, repeated keys, the order by key.

use super::super::tree::{Entry, LINEAR, NONE, Node, Tag, Text, small};
use super::{Builder, Fault, Frame};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use std::collections::BTreeSet;

impl Builder<'_> {
    /// Moves the entries of the innermost mapping into the tree; gives the end of the last.
    pub(super) fn close_map(&mut self, frame: &Frame) -> Result<u32, Fault> {
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
}

/// Merge keys.
impl Builder<'_> {
    /// Replaces each `<<` of the innermost mapping by the entries that it brings: those that
    /// the mapping does not have itself, and of several sources the first.
    fn merge(&mut self, frame: &Frame) -> Result<(), Fault> {
        let written = self.entries.split_off(frame.first);
        let mut taken: BTreeSet<String> = written
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

    /// The mappings that the value of `<<` names; `None` if it is not such a value, so that the
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
        taken: &mut BTreeSet<String>,
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
