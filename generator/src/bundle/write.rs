//! The bundle as a value that serde writes, in the document's order.

use super::plan::Plan;
use crate::diagnostics::NodeId;
use crate::source::{Kind, float, integer};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::collections::BTreeMap;

/// A value of the bundle.
#[derive(Clone, Copy)]
pub(super) struct Value<'p, 's> {
    plan: &'p Plan<'s>,
    node: NodeId,
    role: Role,
}

/// Where new components go.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Root,
    Components,
    Section,
    Other,
}

type Entries<'p> = Vec<(&'p str, NodeId)>;

impl<'p, 's> Value<'p, 's> {
    pub(super) fn root(plan: &'p Plan<'s>) -> Self {
        Self { plan, node: plan.sources.root(), role: Role::Root }
    }

    fn child(self, key: &str, node: NodeId) -> Self {
        let role = match (self.role, key) {
            (Role::Root, "components") => Role::Components,
            (Role::Components, _) => Role::Section,
            _ => Role::Other,
        };
        Self { node, role, ..self }
    }

    /// The entries of an object; one that is written out has those of what it refers to, and on
    /// top of them its own.
    fn entries(self) -> Entries<'p> {
        let sources = self.plan.sources;
        let Some(target) = self.plan.inlined.get(&self.node) else {
            return sources.entries(self.node).collect();
        };
        let own: BTreeMap<&str, NodeId> =
            sources.entries(self.node).filter(|(key, _)| *key != "$ref").collect();
        let target = Self { node: *target, ..self }.entries();
        let mut entries: Entries<'p> = target
            .into_iter()
            .map(|(key, node)| (key, own.get(key).copied().unwrap_or(node)))
            .collect();
        for (key, node) in own {
            if entries.iter().all(|(known, _)| *known != key) {
                entries.push((key, node));
            }
        }
        entries
    }

    /// The names under which sections get new components here.
    fn new_sections(self, entries: &Entries<'_>) -> Vec<&'static str> {
        let sections = self.plan.components.keys().copied();
        sections.filter(|name| entries.iter().all(|(key, _)| key != name)).collect()
    }
}

/// A section of nothing but new components.
struct Section<'p, 's>(Value<'p, 's>, &'static str);

impl Serialize for Section<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, node) in self.0.plan.components.get(self.1).into_iter().flatten() {
            let value = Value { node: *node, role: Role::Other, ..self.0 };
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

/// Components of a root that has none.
struct Components<'p, 's>(Value<'p, 's>);

impl Serialize for Components<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for section in self.0.plan.components.keys() {
            map.serialize_entry(section, &Section(self.0, section))?;
        }
        map.end()
    }
}

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.plan.sources.kind(self.node) {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool(value) => serializer.serialize_bool(value),
            Kind::Number(lexeme) => number(lexeme, serializer),
            Kind::String(text) => {
                let new = self.plan.references.get(&self.node).map(String::as_str);
                serializer.serialize_str(new.unwrap_or(text))
            }
            Kind::Seq => {
                let items = self.plan.sources.items(self.node);
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for node in items {
                    seq.serialize_element(&Self { node, role: Role::Other, ..*self })?;
                }
                seq.end()
            }
            Kind::Map => self.map(serializer),
        }
    }
}

impl Value<'_, '_> {
    fn map<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.entries();
        let mut map = serializer.serialize_map(None)?;
        for (key, node) in &entries {
            map.serialize_entry(key, &self.child(key, *node))?;
        }
        match self.role {
            Role::Root if !self.plan.components.is_empty() => {
                if entries.iter().all(|(key, _)| *key != "components") {
                    map.serialize_entry("components", &Components(*self))?;
                }
            }
            Role::Components => {
                for section in self.new_sections(&entries) {
                    map.serialize_entry(section, &Section(*self, section))?;
                }
            }
            Role::Section => {
                let section = self.plan.sources.key_of(self.node).unwrap_or_default();
                let more = self.plan.components.get(section).into_iter().flatten();
                for (name, node) in more {
                    let value = Self { node: *node, role: Role::Other, ..*self };
                    map.serialize_entry(name, &value)?;
                }
            }
            _ => {}
        }
        map.end()
    }
}

/// A number: whole ones as they are, up to 64 bits, others as the nearest double.
fn number<S: Serializer>(lexeme: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = integer(lexeme);
    if let Some(value) = whole.and_then(|value| i64::try_from(value).ok()) {
        return serializer.serialize_i64(value);
    }
    if let Some(value) = whole.and_then(|value| u64::try_from(value).ok()) {
        return serializer.serialize_u64(value);
    }
    serializer.serialize_f64(float(lexeme))
}
