//! The bundle as a tree in the document's order, with what has moved in its new place.

use super::plan::Plan;
use crate::diagnostics::NodeId;
use crate::source::Kind;
use std::collections::BTreeMap;

/// A value of the bundle.
pub(super) enum Value<'p> {
    /// `null`, a boolean, or a number as the document writes it.
    Plain(&'p str),
    /// A text.
    Text(&'p str),
    /// A list.
    List(Vec<Value<'p>>),
    /// A mapping.
    Map(Vec<(&'p str, Value<'p>)>),
}

/// Where new components go.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Root,
    Components,
    Section,
    Other,
}

/// The whole bundle.
pub(super) fn bundle<'p>(plan: &'p Plan<'_>) -> Value<'p> {
    value(plan, plan.sources.root(), Role::Root)
}

fn value<'p>(plan: &'p Plan<'_>, node: NodeId, role: Role) -> Value<'p> {
    let sources = plan.sources;
    match sources.kind(node) {
        Kind::Null => Value::Plain("null"),
        Kind::Bool(true) => Value::Plain("true"),
        Kind::Bool(false) => Value::Plain("false"),
        Kind::Number(lexeme) => Value::Plain(lexeme),
        Kind::String(text) => {
            Value::Text(plan.references.get(&node).map_or(text, String::as_str))
        }
        Kind::Seq => {
            let items = sources.items(node);
            Value::List(items.map(|item| value(plan, item, Role::Other)).collect())
        }
        Kind::Map => map(plan, node, role),
    }
}

fn map<'p>(plan: &'p Plan<'_>, node: NodeId, role: Role) -> Value<'p> {
    let child = |key: &str| match (role, key) {
        (Role::Root, "components") => Role::Components,
        (Role::Components, _) => Role::Section,
        _ => Role::Other,
    };
    let mut entries: Vec<(&str, Value)> = entries(plan, node)
        .into_iter()
        .map(|(key, node)| (key, value(plan, node, child(key))))
        .collect();
    let is_new = |entries: &[(&str, Value)], name: &str| {
        entries.iter().all(|(key, _)| *key != name)
    };
    match role {
        Role::Root if !plan.components.is_empty() && is_new(&entries, "components") => {
            let sections = plan.components.keys();
            let sections = sections.map(|name| (*name, Value::Map(added(plan, name))));
            entries.push(("components", Value::Map(sections.collect())));
        }
        Role::Components => {
            for name in plan.components.keys() {
                if is_new(&entries, name) {
                    entries.push((name, Value::Map(added(plan, name))));
                }
            }
        }
        Role::Section => {
            entries.extend(added(plan, plan.sources.key_of(node).unwrap_or_default()));
        }
        _ => {}
    }
    Value::Map(entries)
}

/// The new components of a section.
fn added<'p>(plan: &'p Plan<'_>, section: &str) -> Vec<(&'p str, Value<'p>)> {
    let list = plan.components.get(section).into_iter().flatten();
    list.map(|(name, node)| (name.as_str(), value(plan, *node, Role::Other))).collect()
}

/// The entries of an object; one that is written out has those of what it refers to, and on
/// top of them its own.
fn entries<'p>(plan: &'p Plan<'_>, node: NodeId) -> Vec<(&'p str, NodeId)> {
    let sources = plan.sources;
    let Some(target) = plan.inlined.get(&node) else {
        return sources.entries(node).collect();
    };
    let own: BTreeMap<&str, NodeId> =
        sources.entries(node).filter(|(key, _)| *key != "$ref").collect();
    let mut all: Vec<(&str, NodeId)> = entries(plan, *target)
        .into_iter()
        .map(|(key, node)| (key, own.get(key).copied().unwrap_or(node)))
        .collect();
    for (key, node) in own {
        if all.iter().all(|(known, _)| *known != key) {
            all.push((key, node));
        }
    }
    all
}
