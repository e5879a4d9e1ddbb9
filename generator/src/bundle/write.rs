//! The bundle as a tree in the document's order, with what has moved in its new place.

use super::plan::Plan;
use crate::diagnostics::NodeId;
use crate::document::COMPONENT_KEYS;
use crate::source::Kind;

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
    /// A component: what others refer to is written here.
    Entry,
    Other,
}

/// The whole bundle.
pub(super) fn bundle<'p>(plan: &'p Plan<'_>) -> Value<'p> {
    value(plan, plan.sources.root(), Role::Root)
}

fn value<'p>(plan: &'p Plan<'_>, node: NodeId, role: Role) -> Value<'p> {
    let sources = plan.sources;
    if role == Role::Other
        && let Some(home) = plan.homes.get(&node).filter(|_| plan.is_elsewhere(node))
    {
        return Value::Map(vec![("$ref", Value::Text(home))]);
    }
    match sources.kind(node) {
        // A section without entries may get some.
        Kind::Null if has_room(plan, node, role) => map(plan, node, role),
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
        Kind::Map => match plan.inlined.get(&node) {
            // Only what has entries can be joined with the entries beside the reference.
            Some(target) if written(plan, *target) != Kind::Map => {
                value(plan, *target, role)
            }
            _ => map(plan, node, role),
        },
    }
}

/// What a value is, where it is written as what it refers to.
fn written<'p>(plan: &'p Plan<'_>, node: NodeId) -> Kind<'p> {
    let mut at = node;
    while let Some(target) = plan.inlined.get(&at) {
        at = *target;
    }
    plan.sources.kind(at)
}

fn has_room(plan: &Plan<'_>, node: NodeId, role: Role) -> bool {
    match role {
        Role::Components => !plan.components.is_empty(),
        Role::Section => {
            let key = plan.sources.key_of(node).unwrap_or_default();
            plan.components.contains_key(key)
        }
        _ => false,
    }
}

fn map<'p>(plan: &'p Plan<'_>, node: NodeId, role: Role) -> Value<'p> {
    let child = |key: &str| match (role, key) {
        (Role::Root, "components") => Role::Components,
        (Role::Components, key) if COMPONENT_KEYS.contains(&key) => Role::Section,
        (Role::Section, _) => Role::Entry,
        _ => Role::Other,
    };
    let mut entries: Vec<(&str, Value)> = plan
        .entries(node)
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
    list.map(|(name, node)| (name.as_str(), value(plan, *node, Role::Entry))).collect()
}
