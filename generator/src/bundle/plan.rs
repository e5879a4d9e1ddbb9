//! What moves where.
//!
//! First the components, since what one of them stands for is that component; then everything
//! that the root leads to. When all of that is known, what other files hold gets its name
//! (`homes.rs`).

use crate::diagnostics::NodeId;
use crate::document::position::{schema_at, section};
use crate::document::{COMPONENT_KEYS, target_of};
use crate::source::{Kind, Role, Sources, rebased, role_of};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What has to be written otherwise than it stands there.
pub(super) struct Plan<'s> {
    pub(super) sources: &'s Sources,
    /// The new texts of references, by the node of the old text.
    pub(super) references: BTreeMap<NodeId, String>,
    /// Objects that are written as what they refer to.
    pub(super) inlined: BTreeMap<NodeId, NodeId>,
    /// The objects that are written as each value: `inlined`, the other way round.
    hosts: BTreeMap<NodeId, Vec<NodeId>>,
    /// New components: section, name, value.
    pub(super) components: BTreeMap<&'static str, Vec<(String, NodeId)>>,
    /// The pointers of components, and of what they stand for.
    pub(super) homes: BTreeMap<NodeId, String>,
    /// Values of other files that references point at, as they are met: with the section for
    /// what they are.
    pub(super) wanted: Vec<(NodeId, &'static str)>,
    pub(super) sections: BTreeMap<NodeId, &'static str>,
    /// References that point at something: the node of the text, and the target.
    pub(super) uses: Vec<(NodeId, NodeId)>,
    open: VecDeque<(NodeId, Role)>,
    seen: BTreeSet<NodeId>,
}

impl<'s> Plan<'s> {
    /// Decides about everything that the root leads to.
    pub(super) fn of(sources: &'s Sources) -> Self {
        let mut plan = Self {
            sources,
            references: BTreeMap::new(),
            inlined: BTreeMap::new(),
            hosts: BTreeMap::new(),
            components: BTreeMap::new(),
            homes: BTreeMap::new(),
            wanted: Vec::new(),
            sections: BTreeMap::new(),
            uses: Vec::new(),
            open: VecDeque::new(),
            seen: BTreeSet::new(),
        };
        plan.declare_components();
        plan.open.push_back((sources.root(), Role::Object));
        while let Some((node, role)) = plan.open.pop_front() {
            if plan.seen.insert(node) {
                plan.visit(node, role);
            }
        }
        plan.settle();
        plan
    }

    /// Gives every component its home, and what a component only refers to the same one: as
    /// `generate` does, so that both come to the same names.
    fn declare_components(&mut self) {
        let sources = self.sources;
        let Some(components) = sources.get(sources.root(), "components") else { return };
        self.stand_in(components, Role::Object);
        let mut all = Vec::new();
        for (key, section) in self.entries(components) {
            let known = COMPONENT_KEYS.iter().find(|known| **known == key);
            let Some(key) = known else { continue };
            self.stand_in(section, role_of(key, Role::Object).unwrap_or(Role::Object));
            for (name, node) in self.entries(section) {
                if name != "$ref" || sources.kind(node) == Kind::Map {
                    let home = format!("#/components/{key}/{}", escaped(name));
                    self.homes.entry(node).or_insert(home);
                    all.push((*key, node));
                }
            }
        }
        for (section, node) in all {
            self.stand_for_targets(section, node);
        }
    }

    /// Lets an object that refers to another file be written as what is there.
    fn stand_in(&mut self, object: NodeId, role: Role) {
        let mut object = object;
        while let Some(target) = self.target(object) {
            if !self.is_elsewhere(target) || !self.inline(object, target, role) {
                return;
            }
            object = target;
        }
    }

    fn stand_for_targets(&mut self, section: &'static str, component: NodeId) {
        let sources = self.sources;
        let Some(home) = self.homes.get(&component).cloned() else { return };
        let mut object = component;
        while sources.entries(object).len() == 1
            && let Some(target) = self.target(object)
        {
            if !self.is_elsewhere(target)
                || self.homes.contains_key(&target)
                || !self.inline(object, target, role_in(section))
            {
                return;
            }
            self.homes.insert(target, home.clone());
            object = target;
        }
    }

    /// What an object refers to.
    pub(super) fn target(&self, object: NodeId) -> Option<NodeId> {
        let place = self.sources.get(object, "$ref")?;
        match self.sources.kind(place) {
            Kind::String(text) => target_of(self.sources, place, text),
            _ => None,
        }
    }

    fn visit(&mut self, node: NodeId, role: Role) {
        let sources = self.sources;
        if matches!(role, Role::Object | Role::Names(_)) {
            self.open.extend(sources.items(node).map(|item| (item, Role::Object)));
        }
        for (key, value) in sources.entries(node) {
            match sources.kind(value) {
                // The values of a discriminator are references or bare names.
                Kind::String(text) if role == Role::Mapping => {
                    let target = target_of(sources, value, text);
                    if let Some(target) =
                        target.filter(|_| text.contains(['#', '/', '.']))
                    {
                        self.point(value, target, "schemas");
                    }
                }
                Kind::String(_) if key == "$ref" => self.reference(node, value, role),
                // The file of an example is found from where the example stands.
                Kind::String(text)
                    if key == "externalValue"
                        && role == Role::Example
                        && self.is_elsewhere(value) =>
                {
                    let file = sources.file_name(sources.file(value));
                    self.references.insert(value, rebased(file, text));
                }
                Kind::Map | Kind::Seq => {
                    // References in extensions are followed where the file is known.
                    let free = key.starts_with("x-").then_some(Role::Object);
                    let role = role_of(key, role).or(free);
                    self.open.extend(role.map(|role| (value, role)));
                }
                _ => {}
            }
        }
    }

    fn reference(&mut self, object: NodeId, place: NodeId, role: Role) {
        if self.inlined.contains_key(&object) {
            return;
        }
        let Some(target) = self.target(object) else { return };
        let section = self.section(object);
        // 3.0 has no place for shared path items, so they are written where they are used.
        let whole = matches!(section, None | Some("pathItems"));
        let moves = self.is_elsewhere(target) && !self.homes.contains_key(&target);
        if !(whole && moves && self.inline(object, target, role)) {
            self.point(place, target, section.unwrap_or("schemas"));
        }
    }

    /// The section for what belongs where an object stands.
    fn section(&self, object: NodeId) -> Option<&'static str> {
        if let Some(section) = self.sections.get(&object) {
            return Some(section);
        }
        let parent = self.sources.parent(object)?;
        if self.sections.get(&parent) == Some(&"schemas")
            && let Some(key) = self.sources.key_of(object)
        {
            return schema_at(key);
        }
        section(self.sources, object, &|node| self.host(node))
    }

    /// The object in whose place a value is written; itself, where it stands there.
    fn host(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(host) = self.hosts.get(&at).and_then(|hosts| hosts.first()) {
            at = *host;
        }
        at
    }

    /// Takes note of what a reference points at.
    fn point(&mut self, place: NodeId, target: NodeId, section: &'static str) {
        if self.is_elsewhere(target) && !self.sections.contains_key(&target) {
            self.sections.insert(target, section);
            self.wanted.push((target, section));
            self.open.push_back((target, role_in(section)));
        }
        self.uses.push((place, target));
    }

    /// Lets an object be written as its target; not if it would be written inside itself.
    fn inline(&mut self, object: NodeId, target: NodeId, role: Role) -> bool {
        if self.contains(target, object) {
            return false;
        }
        self.inlined.insert(object, target);
        self.hosts.entry(target).or_default().push(object);
        self.open.push_back((target, role));
        true
    }

    /// Whether a value contains another one, through what is written inside it.
    fn contains(&self, value: NodeId, inner: NodeId) -> bool {
        let mut open = vec![inner];
        let mut seen = BTreeSet::new();
        while let Some(node) = open.pop() {
            if node == value {
                return true;
            }
            if seen.insert(node) {
                open.extend(self.sources.parent(node));
                open.extend(self.hosts.get(&node).into_iter().flatten());
            }
        }
        false
    }

    /// Whether a node stands in another file than the root: what an overlay brings is the root's.
    pub(super) fn is_elsewhere(&self, node: NodeId) -> bool {
        let mut top = node;
        while let Some(parent) = self.sources.parent(top) {
            top = parent;
        }
        top != self.sources.root()
    }

    /// The entries of an object; one that is written out has those of what it refers to, and on
    /// top of them its own.
    pub(super) fn entries(&self, node: NodeId) -> Vec<(&'s str, NodeId)> {
        let sources = self.sources;
        let Some(target) = self.inlined.get(&node) else {
            return sources.entries(node).collect();
        };
        let own: BTreeMap<&str, NodeId> =
            sources.entries(node).filter(|(key, _)| *key != "$ref").collect();
        let mut all: Vec<(&str, NodeId)> = self
            .entries(*target)
            .into_iter()
            .map(|(key, node)| (key, own.get(key).copied().unwrap_or(node)))
            .collect();
        let known: BTreeSet<&str> = all.iter().map(|(key, _)| *key).collect();
        all.extend(own.into_iter().filter(|(key, _)| !known.contains(key)));
        all
    }
}

/// How the value of a component is read.
fn role_in(section: &str) -> Role {
    if section == "examples" { Role::Example } else { Role::Object }
}

/// A segment of a pointer that stands in a reference.
pub(super) fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1").replace('%', "%25")
}
