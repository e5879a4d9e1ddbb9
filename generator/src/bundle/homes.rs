//! Where what other files hold is in the bundle, and what it is called there.

use super::plan::Plan;
use crate::diagnostics::NodeId;
use crate::document::position::words;
use crate::source::Kind;
use std::collections::{BTreeMap, BTreeSet};

impl Plan<'_> {
    /// Makes components of what references point at, and lets the references point there.
    pub(super) fn settle(&mut self) {
        let mut taken = BTreeMap::new();
        for (target, section) in std::mem::take(&mut self.wanted) {
            if self.homes.contains_key(&target) || self.around(target).is_some() {
                continue;
            }
            let taken =
                taken.entry(section).or_insert_with(|| self.component_names(section));
            let name = free_name(taken, &self.wish(target, section));
            self.homes.insert(target, format!("#/components/{section}/{name}"));
            self.components.entry(section).or_default().push((name, target));
        }
        for (place, target) in std::mem::take(&mut self.uses) {
            let local = !self.is_elsewhere(target) && !self.is_elsewhere(place);
            let text = match self.sources.kind(place) {
                Kind::String(text) => text,
                _ => "",
            };
            if !(local && text.starts_with('#')) {
                let pointer = self.pointer(target);
                self.references.insert(place, pointer);
            }
        }
    }

    /// The component inside of which a value is and stays. Definitions that stand in a schema only
    /// because they must stand somewhere become components of their own.
    fn around(&self, node: NodeId) -> Option<NodeId> {
        let sources = self.sources;
        let mut at = node;
        while let Some(parent) = sources.parent(at) {
            if matches!(sources.key_of(parent), Some("$defs" | "definitions")) {
                return None;
            }
            if self.homes.contains_key(&parent) || self.sections.contains_key(&parent) {
                return Some(parent);
            }
            at = parent;
        }
        None
    }

    /// The pointer of a value in the bundle.
    fn pointer(&self, node: NodeId) -> String {
        if let Some(home) = self.homes.get(&node).filter(|_| self.is_elsewhere(node)) {
            return home.clone();
        }
        let whole = self.sources.pointer(node);
        match self.around(node).filter(|_| self.is_elsewhere(node)) {
            Some(around) => {
                let start = self.sources.pointer(around).len();
                let rest = whole.get(start..).unwrap_or_default();
                self.pointer(around) + &rest.replace('%', "%25")
            }
            None => whole.replace('%', "%25"),
        }
    }

    /// The name under which `generate` knows a schema that is no component; of other things the
    /// last part of the pointer. A file that is the value gives its name.
    fn wish(&self, target: NodeId, section: &str) -> String {
        let pointer = self.sources.pointer(target);
        let (file, fragment) = pointer.split_once('#').unwrap_or((&pointer, ""));
        let name = match self.sources.key_of(target) {
            _ if section == "schemas" => words(fragment).join("_"),
            Some(key) => key.to_owned(),
            None => String::new(),
        };
        let name = if name.is_empty() {
            let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
            file.split('.').next().unwrap_or(file).to_owned()
        } else {
            name
        };
        // OpenAPI 3.1, Components Object: names match ^[a-zA-Z0-9._-]+$.
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let name: String =
            name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
        if name.is_empty() { "Component".to_owned() } else { name }
    }

    /// The names of a section as it will be written, and of the part of the root that it may
    /// refer to.
    fn component_names(&self, section: &str) -> BTreeSet<String> {
        const MOST_HOPS: usize = 32;
        let sources = self.sources;
        let components = sources.get(sources.root(), "components");
        let sections = components.map(|node| self.entries(node)).unwrap_or_default();
        let mut at = sections.into_iter().find(|(key, _)| *key == section);
        let mut names = BTreeSet::new();
        for _ in 0..MOST_HOPS {
            let Some((_, node)) = at else { break };
            names
                .extend(self.entries(node).into_iter().map(|(name, _)| name.to_owned()));
            let inlined = self.inlined.contains_key(&node);
            at = self.target(node).filter(|_| !inlined).map(|target| ("", target));
        }
        names
    }
}

fn free_name(taken: &mut BTreeSet<String>, wish: &str) -> String {
    let mut name = wish.to_owned();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wish}_{number}");
        number += 1;
    }
    name
}
