//! The names that schemas give themselves: `$id`, `$anchor` and their kin (JSON Schema 2020-12,
//! section 8.2).

use super::refs::{Role, role_of};
use super::tree::small;
use super::{Kind, Sources};
use crate::diagnostics::NodeId;
use std::collections::BTreeMap;

/// More schemas with the same name are not told apart, in a file or a resource.
const MOST_NAMESAKES: usize = 2;

/// Mappings by name.
type ByName = BTreeMap<String, Vec<NodeId>>;

/// Mappings by the names that they give themselves.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_keyword: BTreeMap<&'static str, ByName>,
    by_uri: BTreeMap<String, NodeId>,
    anchors: BTreeMap<NodeId, ByName>,
}

impl Sources {
    /// The mappings, in any file, in which `key` holds this string, wherever they stand but in
    /// data. The first ones of each file.
    pub fn identified(&self, key: &str, text: &str) -> &[NodeId] {
        let known = self.names().by_keyword.get(key).and_then(|texts| texts.get(text));
        known.map_or(&[], Vec::as_slice)
    }

    /// What has the address that a reference means at this place: a schema, or a file.
    pub fn addressed(&self, place: NodeId, reference: &str) -> Option<NodeId> {
        let known = &self.names().by_uri;
        if known.is_empty() {
            return None;
        }
        known.get(&self.absolute(place, reference)?).copied()
    }

    /// The first schemas of a resource that have this anchor, of any kind. It should be one.
    pub fn anchored(&self, resource: NodeId, anchor: &str) -> &[NodeId] {
        let known = self.names().anchors.get(&resource).and_then(|it| it.get(anchor));
        known.map_or(&[], Vec::as_slice)
    }

    /// The resource that a node belongs to: the mapping around it that has an `$id`, or is one;
    /// else the whole file.
    pub fn resource(&self, node: NodeId) -> NodeId {
        let mut node = node;
        loop {
            let id = self.get(node, "$id").map(|id| self.kind(id));
            if matches!(id, Some(Kind::String(text)) if !text.starts_with('#')) {
                return node;
            }
            match self.parent(node) {
                Some(parent) => node = parent,
                None => return node,
            }
        }
    }

    fn names(&self) -> &Names {
        self.named.get_or_init(|| self.index_names())
    }

    fn index_names(&self) -> Names {
        let mut names = Names::default();
        for node in (0..small(self.tree.nodes.len())).map(NodeId) {
            if let Some((owner, keyword, text)) = self.name_at(node) {
                self.add_name(&mut names, owner, keyword, text);
            }
        }
        names
    }

    /// The mapping that a text gives a name, and the keyword that it stands under.
    pub(super) fn name_at(&self, node: NodeId) -> Option<(NodeId, &'static str, &str)> {
        const KEYS: &[&str] = &["$id", "$self", "$anchor", "$dynamicAnchor"];
        let Kind::String(text) = self.kind(node) else { return None };
        let key = self.key_of(node)?;
        let keyword = KEYS.iter().find(|known| **known == key)?;
        let owner = self.parent(node)?;
        self.is_described(owner).then_some((owner, keyword, text))
    }

    /// Whether a mapping is an object of the specification, and not data, whose keys name nothing.
    pub(super) fn is_described(&self, map: NodeId) -> bool {
        let mut way = vec![map];
        while let Some(around) = way.last().and_then(|node| self.parent(*node)) {
            way.push(around);
        }
        let steps = way.iter().rev().zip(way.iter().rev().skip(1));
        let mut steps = steps.map(|(around, node)| (self.kind(*around), *node));
        let role = steps.try_fold(Role::Object, |role, (around, node)| match around {
            Kind::Map => role_of(self.key_of(node)?, role),
            _ => matches!(role, Role::Object | Role::Names(_)).then_some(Role::Object),
        });
        role == Some(Role::Object)
    }

    fn add_name(
        &self,
        names: &mut Names,
        owner: NodeId,
        keyword: &'static str,
        text: &str,
    ) {
        let all = names.by_keyword.entry(keyword).or_default();
        let all = all.entry(text.to_owned()).or_default();
        let file = self.file(owner);
        let of_file = all.iter().rev().take_while(|node| self.file(**node) == file);
        if of_file.count() < MOST_NAMESAKES {
            all.push(owner);
        }
        if matches!(keyword, "$id" | "$self")
            && !text.starts_with('#')
            && let Some(uri) = self.own_address(owner)
        {
            names.by_uri.entry(uri).or_insert(owner);
        }
        let anchor = match keyword {
            "$anchor" | "$dynamicAnchor" => Some(text),
            // As before there was `$anchor` (JSON Schema draft 7, section 8.2.3).
            "$id" => text.strip_prefix('#'),
            _ => None,
        };
        if let Some(anchor) = anchor {
            let all = names.anchors.entry(self.resource(owner)).or_default();
            let all = all.entry(anchor.to_owned()).or_default();
            if all.len() < MOST_NAMESAKES && !all.contains(&owner) {
                all.push(owner);
            }
        }
    }
}
