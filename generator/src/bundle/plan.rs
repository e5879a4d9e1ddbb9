//! What moves where.

use crate::diagnostics::{FileId, NodeId};
use crate::document::position::section;
use crate::document::target_of;
use crate::source::{Kind, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The root file.
const ROOT: FileId = FileId(0);

/// What has to be written otherwise than it stands there.
pub(super) struct Plan<'s> {
    pub(super) sources: &'s Sources,
    /// The new texts of references, by the node of the old text.
    pub(super) references: BTreeMap<NodeId, String>,
    /// Objects that are written as what they refer to.
    pub(super) inlined: BTreeMap<NodeId, NodeId>,
    /// New components: section, name, value.
    pub(super) components: BTreeMap<&'static str, Vec<(String, NodeId)>>,
    /// Where what has moved is now.
    moved: BTreeMap<NodeId, String>,
    taken: BTreeMap<&'static str, BTreeSet<String>>,
    open: Vec<NodeId>,
    seen: BTreeSet<NodeId>,
}

impl<'s> Plan<'s> {
    /// Decides about everything that the root leads to.
    pub(super) fn of(sources: &'s Sources) -> Self {
        let mut plan = Self {
            sources,
            references: BTreeMap::new(),
            inlined: BTreeMap::new(),
            components: BTreeMap::new(),
            moved: BTreeMap::new(),
            taken: BTreeMap::new(),
            open: vec![sources.root()],
            seen: BTreeSet::new(),
        };
        while let Some(node) = plan.open.pop() {
            if plan.seen.insert(node) {
                plan.visit(node);
            }
        }
        plan
    }

    fn visit(&mut self, node: NodeId) {
        let sources = self.sources;
        self.open.extend(sources.items(node));
        let is_mapping = sources.key_of(node) == Some("mapping");
        for (key, value) in sources.entries(node) {
            match sources.kind(value) {
                Kind::String(text) if key == "$ref" => {
                    self.reference(node, value, text);
                }
                // The values of a discriminator are references or bare names.
                Kind::String(text) if is_mapping && text.contains(['#', '/', '.']) => {
                    self.point(value, text, Some("schemas"));
                }
                Kind::Map | Kind::Seq => self.open.push(value),
                _ => {}
            }
        }
    }

    fn reference(&mut self, object: NodeId, place: NodeId, text: &str) {
        let section = section(self.sources, object);
        match section {
            // 3.0 has no place for shared path items, so they are written where they are used.
            Some("pathItems") | None => {
                let Some(target) = target_of(self.sources, place, text) else { return };
                if self.file(target) != ROOT && !self.contains(target, object) {
                    self.inlined.insert(object, target);
                    self.open.push(target);
                } else {
                    self.point(place, text, Some("schemas"));
                }
            }
            section => self.point(place, text, section),
        }
    }

    /// Lets a reference point at where its target is in the bundle.
    fn point(&mut self, place: NodeId, text: &str, section: Option<&'static str>) {
        let Some(target) = target_of(self.sources, place, text) else { return };
        let local = self.file(target) == ROOT;
        if local && self.file(place) == ROOT && text.starts_with('#') {
            return;
        }
        let pointer = if local {
            self.sources.pointer(target)
        } else {
            self.component(target, section.unwrap_or("schemas"))
        };
        self.references.insert(place, pointer);
    }

    /// The pointer of the component that a value of another file becomes.
    fn component(&mut self, target: NodeId, section: &'static str) -> String {
        if let Some(pointer) = self.moved.get(&target) {
            return pointer.clone();
        }
        let name = self.free_name(section, &self.wish(target));
        let pointer = format!("#/components/{section}/{name}");
        self.moved.insert(target, pointer.clone());
        self.components.entry(section).or_default().push((name, target));
        self.open.push(target);
        pointer
    }

    /// The last part of the pointer, or the file's name where the file is the value.
    fn wish(&self, target: NodeId) -> String {
        let sources = self.sources;
        let name = match sources.key_of(target) {
            Some(key) => key.to_owned(),
            None => {
                let file = sources.file_name(sources.file(target));
                let file = file.rsplit('/').next().unwrap_or(file);
                file.split('.').next().unwrap_or(file).to_owned()
            }
        };
        // OpenAPI 3.1, Components Object: names match ^[a-zA-Z0-9._-]+$.
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let name: String =
            name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
        if name.is_empty() { "Component".to_owned() } else { name }
    }

    fn free_name(&mut self, section: &'static str, wish: &str) -> String {
        let sources = self.sources;
        let taken = self.taken.entry(section).or_insert_with(|| {
            let components = sources.get(sources.root(), "components");
            let map = components.and_then(|node| sources.get(node, section));
            let names =
                map.map(|map| sources.entries(map).map(|(key, _)| key.to_owned()));
            names.into_iter().flatten().collect()
        });
        let mut name = wish.to_owned();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wish}_{number}");
            number += 1;
        }
        name
    }

    /// The file of the document in which a node stands: what an overlay brings is the root's.
    fn file(&self, node: NodeId) -> FileId {
        let mut top = node;
        while let Some(parent) = self.sources.parent(top) {
            top = parent;
        }
        self.sources.file(top)
    }

    /// Whether a value contains another one, through what is written inside it: then it cannot
    /// be written out.
    fn contains(&self, value: NodeId, inner: NodeId) -> bool {
        let mut at = Some(inner);
        while let Some(node) = at {
            let host = self.inlined.iter().find(|(_, target)| **target == node);
            if node == value {
                return true;
            }
            at = self.sources.parent(node).or(host.map(|(object, _)| *object));
        }
        false
    }
}
