//! Changes of the tree. Children lie side by side in the arena, so a container that changes gets
//! a new row of children at the arena's end.

use super::super::budget::Budgets;
use super::super::tree::{Entry, LINEAR, NONE, Node, Tag, Text, small};
use super::super::{NodeId, Sources};
use super::{Step, is_container};
use std::collections::{BTreeMap, BTreeSet};

/// Why a change cannot be made.
pub(super) enum Misfit {
    /// This value is of another kind than what is there.
    Kinds(NodeId),
    /// The root cannot be removed.
    Root,
    /// The source of a copy is not one value, but so many.
    Selected(NodeId, usize),
    /// There would be too many values.
    Budget,
    /// Values would be nested too deep.
    Depth,
    /// Actions would add too much.
    Growth,
}

impl Sources {
    /// The node at a location, made the document's own on the way: what aliases share is copied,
    /// so that a change does not show elsewhere.
    pub(super) fn own(
        &mut self,
        location: &[Step],
        budgets: &Budgets,
    ) -> Result<Option<NodeId>, Misfit> {
        let mut node = self.root();
        for step in location {
            let child = match step {
                Step::Key(key) => self.get(node, key),
                Step::Index(index) => self.items(node).nth(*index),
            };
            let Some(child) = child else { return Ok(None) };
            node = self.unshared(node, child, budgets)?;
        }
        Ok(Some(node))
    }

    /// The child, or a copy in its place if it belongs to another container.
    fn unshared(
        &mut self,
        container: NodeId,
        child: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        let own = self.owned(child, container, budgets)?;
        if own != child {
            self.put(container, child, own);
        }
        Ok(own)
    }

    /// Puts a node in the place of a child.
    fn put(&mut self, container: NodeId, old: NodeId, new: NodeId) {
        if self.node(container).tag == Tag::Map {
            let mut entries = self.tree.entries(self.node(container)).to_vec();
            for entry in entries.iter_mut().filter(|entry| entry.node == old.0) {
                entry.node = new.0;
            }
            self.set_entries(container, entries);
        } else {
            let mut items = self.tree.items(self.node(container)).to_vec();
            for item in items.iter_mut().filter(|item| **item == old.0) {
                *item = new.0;
            }
            self.set_items(container, &items);
        }
    }

    /// A copy of a value that is nowhere in the document.
    pub(super) fn apart(
        &mut self,
        node: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        self.copy(node, self.root(), budgets)
    }

    /// Takes nodes out of their containers.
    pub(super) fn remove(&mut self, nodes: &[NodeId]) -> Result<(), Misfit> {
        let mut gone: BTreeMap<NodeId, BTreeSet<u32>> = BTreeMap::new();
        for node in nodes {
            let container = self.parent(*node).ok_or(Misfit::Root)?;
            gone.entry(container).or_default().insert(node.0);
        }
        for (container, gone) in gone {
            if self.node(container).tag == Tag::Map {
                let mut entries = self.tree.entries(self.node(container)).to_vec();
                entries.retain(|entry| !gone.contains(&entry.node));
                self.set_entries(container, entries);
            } else {
                let mut items = self.tree.items(self.node(container)).to_vec();
                items.retain(|item| !gone.contains(item));
                self.set_items(container, &items);
            }
        }
        Ok(())
    }

    /// How many containers are nested in a value, itself included.
    pub(super) fn depth_of(&self, node: NodeId) -> usize {
        let below: Vec<u32> = match self.node(node).tag {
            Tag::Map => {
                self.tree.entries(self.node(node)).iter().map(|e| e.node).collect()
            }
            Tag::Seq => self.tree.items(self.node(node)).to_vec(),
            _ => return 0,
        };
        1 + below.into_iter().map(|node| self.depth_of(NodeId(node))).max().unwrap_or(0)
    }

    /// Rows of children that are no longer used stay in the arena.
    fn has_room(&self, budgets: &Budgets) -> Result<(), Misfit> {
        let rows = self.tree.entries.len() + self.tree.items.len();
        if rows > budgets.nodes.saturating_mul(2) { Err(Misfit::Budget) } else { Ok(()) }
    }

    /// Merges an object into an object, or appends to an array; the target.
    pub(super) fn update(
        &mut self,
        target: NodeId,
        update: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        self.has_room(budgets)?;
        match (self.node(target).tag, self.node(update).tag) {
            (Tag::Map, Tag::Map) => self.merge(target, update, budgets)?,
            (Tag::Seq, _) => self.append(target, &[update], budgets)?,
            _ => return Err(Misfit::Kinds(update)),
        }
        Ok(target)
    }

    /// Updates as Overlay 1.1 has it: an object is merged, an array is put behind an array, and a
    /// single value replaces a single value; what is in the target's place then.
    pub(super) fn update_or_replace(
        &mut self,
        target: NodeId,
        update: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        self.has_room(budgets)?;
        match (self.node(target).tag, self.node(update).tag) {
            (Tag::Seq, Tag::Seq) => {
                let more: Vec<NodeId> = self.items(update).collect();
                self.append(target, &more, budgets)?;
                Ok(target)
            }
            (before, after) if !is_container(before) && !is_container(after) => {
                let container = self.parent(target).ok_or(Misfit::Root)?;
                let copy = self.copy(update, container, budgets)?;
                self.put(container, target, copy);
                Ok(copy)
            }
            _ => self.update(target, update, budgets),
        }
    }

    fn merge(
        &mut self,
        target: NodeId,
        update: NodeId,
        budgets: &Budgets,
    ) -> Result<(), Misfit> {
        let news: Vec<Entry> = self.tree.entries(self.node(update)).to_vec();
        // All at once: a row of children is written anew whenever one is added to it.
        let mut entries = self.tree.entries(self.node(target)).to_vec();
        let mut changed = false;
        for new in news {
            let key = self.text_of(self.node(update), new.key).to_owned();
            let value = NodeId(new.node);
            let Some(old) = self.get(target, &key) else {
                let key = self.own_text(target, &key);
                let node = self.copy(value, target, budgets)?.0;
                entries.push(Entry { key, node, ..new });
                changed = true;
                continue;
            };
            let (before, after) = (self.node(old).tag, self.node(value).tag);
            let node = match (before, after) {
                (Tag::Map, Tag::Map) => {
                    let old = self.owned(old, target, budgets)?;
                    self.merge(old, value, budgets)?;
                    old
                }
                (Tag::Seq, Tag::Seq) => {
                    let old = self.owned(old, target, budgets)?;
                    let more: Vec<NodeId> = self.items(value).collect();
                    self.append(old, &more, budgets)?;
                    old
                }
                _ if !is_container(before) && !is_container(after) => {
                    self.copy(value, target, budgets)?
                }
                _ => return Err(Misfit::Kinds(value)),
            };
            if node != old {
                changed = true;
                for entry in entries.iter_mut().filter(|entry| entry.node == old.0) {
                    entry.node = node.0;
                    if !is_container(before) {
                        (entry.start, entry.end) = (new.start, new.end);
                    }
                }
            }
        }
        if changed {
            self.set_entries(target, entries);
        }
        Ok(())
    }

    /// The value itself if it belongs to the container, or else a copy that does.
    fn owned(
        &mut self,
        node: NodeId,
        container: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        if self.node(node).parent == container.0 {
            return Ok(node);
        }
        self.copy(node, container, budgets)
    }

    fn append(
        &mut self,
        target: NodeId,
        more: &[NodeId],
        budgets: &Budgets,
    ) -> Result<(), Misfit> {
        let mut items = self.tree.items(self.node(target)).to_vec();
        for item in more {
            items.push(self.copy(*item, target, budgets)?.0);
        }
        self.set_items(target, &items);
        Ok(())
    }

    /// A copy of a value, all the way down, to stand in a container.
    fn copy(
        &mut self,
        node: NodeId,
        container: NodeId,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        if self.tree.nodes.len() >= budgets.nodes {
            return Err(Misfit::Budget);
        }
        let copy = NodeId(small(self.tree.nodes.len()));
        let node = *self.node(node);
        self.tree.nodes.push(Node { parent: container.0, slot: NONE, ..node });
        match node.tag {
            Tag::Map => {
                let mut entries = self.tree.entries(&node).to_vec();
                for entry in &mut entries {
                    entry.node = self.copy(NodeId(entry.node), copy, budgets)?.0;
                }
                self.set_entries(copy, entries);
            }
            Tag::Seq => {
                let mut items = self.tree.items(&node).to_vec();
                for item in &mut items {
                    *item = self.copy(NodeId(*item), copy, budgets)?.0;
                }
                self.set_items(copy, &items);
            }
            _ => {}
        }
        Ok(copy)
    }

    /// A text of the file in which a node stands.
    fn own_text(&mut self, node: NodeId, text: &str) -> Text {
        let file = usize::from(self.node(node).file);
        let file = &mut self.files[file];
        let at = small(file.text.len() + file.decoded.len());
        file.decoded.push_str(text);
        Text { at, len: small(text.len()) }
    }

    fn set_entries(&mut self, map: NodeId, mut entries: Vec<Entry>) {
        let start = small(self.tree.entries.len());
        if entries.len() > LINEAR {
            let mut order: Vec<usize> = (0..entries.len()).collect();
            order.sort_by_key(|at| self.text_of(self.node(map), entries[*at].key));
            for (rank, at) in order.into_iter().enumerate() {
                entries[rank].sorted = small(at);
            }
        }
        for (at, entry) in entries.iter().enumerate() {
            self.tree.nodes[entry.node as usize].slot = start + small(at);
        }
        let len = small(entries.len());
        self.tree.entries.extend(entries);
        let node = &mut self.tree.nodes[map.0 as usize];
        (node.a, node.b) = (start, len);
    }

    fn set_items(&mut self, seq: NodeId, items: &[u32]) {
        let start = small(self.tree.items.len());
        for (at, item) in items.iter().enumerate() {
            self.tree.nodes[*item as usize].slot = start + small(at);
        }
        self.tree.items.extend_from_slice(items);
        let node = &mut self.tree.nodes[seq.0 as usize];
        (node.a, node.b) = (start, small(items.len()));
    }
}
