//! Objects: which properties they get, and tags.

use super::make::Maker;
use super::whole::Whole;
use crate::diagnostics::NodeId;
use crate::document::Schema;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Properties that need not be there are, up to this depth.
pub(super) const GENEROUS: usize = 2;

impl<'s> Maker<'_, 's> {
    /// An object with what must be there, and near the top what may be there.
    pub(super) fn object(&self, whole: &Whole<'s>, depth: usize) -> Option<Value> {
        let required = whole.required();
        let mut entries = Map::new();
        let properties = whole.properties();
        for (name, nodes) in &properties {
            let must = required.contains(name);
            let hidden = nodes.iter().any(|node| self.is_read_only(*node));
            if hidden || (!must && depth > GENEROUS) {
                continue;
            }
            match self.property(nodes, name, depth) {
                Some(value) => _ = entries.insert((*name).to_owned(), value),
                None if must => return None,
                None => {}
            }
        }
        let undeclared = required
            .iter()
            .filter(|name| properties.iter().all(|(known, _)| known != *name));
        let missing: Vec<String> = undeclared.map(|name| (*name).to_owned()).collect();
        let free = entries.is_empty() && missing.is_empty();
        let least = self.schemas.at_least(whole, "minProperties");
        let few = self.schemas.at_most(whole, "maxProperties") == 0;
        let keys = match whole.additional() {
            Some(_) if free && !few && depth <= GENEROUS => vec!["key".to_owned()],
            _ if entries.len() < least => vec!["key".to_owned()],
            _ => Vec::new(),
        };
        for name in missing.into_iter().chain(keys) {
            let value = match whole.additional() {
                Some(node) => self.make(node, &name, depth + 1)?,
                None => json!("text"),
            };
            entries.insert(name, value);
        }
        Some(Value::Object(entries))
    }

    /// A value that all schemas of a property accept.
    fn property(&self, nodes: &[NodeId], name: &str, depth: usize) -> Option<Value> {
        let made = nodes.iter().filter_map(|node| self.make(*node, name, depth + 1));
        let made: Vec<Value> = made.collect();
        let fits =
            |value: &&Value| nodes.iter().all(|node| self.accepts(*node, value, 0));
        made.iter().find(fits).or(made.first()).cloned()
    }

    /// What stands beside a union goes into each of its branches; a property that a branch only
    /// demands is as it is declared there.
    pub(super) fn beside(&self, whole: &Whole<'s>, made: Value, depth: usize) -> Value {
        let Value::Object(branch) = made else { return made };
        let Some(Value::Object(mut entries)) = self.object(whole, depth) else {
            return Value::Object(branch);
        };
        let properties: BTreeMap<_, _> = whole.properties().into_iter().collect();
        for (name, value) in branch {
            let declared = properties.get(name.as_str());
            let fits = |nodes: &&Vec<NodeId>| {
                nodes.iter().all(|node| self.accepts(*node, &value, 0))
            };
            let other = declared.filter(|nodes| !fits(nodes));
            if other.is_some() && entries.contains_key(&name) {
                continue;
            }
            let other = other.and_then(|nodes| self.property(nodes, &name, depth));
            entries.insert(name, other.unwrap_or(value));
        }
        Value::Object(entries)
    }

    /// With the value of the discriminator that stands for a branch: the union's, or that of a
    /// base which the branch has among its parts.
    pub(super) fn tagged(
        &self,
        part: &Schema<'s>,
        branch: NodeId,
        made: Value,
    ) -> Value {
        let document = self.schemas.document;
        let target = self.schemas.whole(branch);
        let inherited = target.parts.iter().find_map(|part| part.discriminator.as_ref());
        let (Some(tag), Value::Object(mut entries)) =
            (part.discriminator.as_ref().or(inherited), made.clone())
        else {
            return made;
        };
        let is_it = |node: NodeId| {
            node == branch
                || target.parts.first().and_then(|p| p.reference) == Some(node)
        };
        let mapped = tag.mapping.iter().find(|(_, place, text)| {
            document.find_schema(*place, text).is_some_and(is_it)
        });
        let own = || {
            let reference = target.parts.first()?.reference;
            let node = reference.or_else(|| {
                self.bases.is_child(&self.schemas, branch).then_some(branch)
            })?;
            document.sources.key_of(node)
        };
        if let Some(value) = mapped.map(|(value, ..)| *value).or_else(own) {
            let fixed = self.accepts_tag(branch, tag.property, value);
            if fixed || !entries.contains_key(tag.property) {
                entries.insert(tag.property.to_owned(), json!(value));
            }
        }
        Value::Object(entries)
    }

    fn accepts_tag(&self, branch: NodeId, property: &str, value: &str) -> bool {
        let properties = self.schemas.whole(branch).properties();
        let nodes = properties.into_iter().find(|(name, _)| *name == property);
        nodes.is_none_or(|(_, nodes)| {
            nodes.iter().all(|node| self.accepts(*node, &json!(value), 0))
        })
    }
}
