//! The names that schemas give themselves: `$id`, `$anchor` and their kin (JSON Schema 2020-12,
//! section 8.2).

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
    /// The mappings, in any file, in which `key` holds this string, wherever they stand. The
    /// first ones of each file.
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

    /// The schemas of a resource that have this anchor, of any kind. It should be one.
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
        const KEYS: &[&str] = &["$id", "$self", "$anchor", "$dynamicAnchor"];
        let mut names = Names::default();
        for node in (0..small(self.tree.nodes.len())).map(NodeId) {
            let Kind::String(text) = self.kind(node) else { continue };
            let Some(key) = self.key_of(node) else { continue };
            let Some(known) = KEYS.iter().find(|known| **known == key) else { continue };
            let Some(owner) = self.parent(node) else { continue };
            let all = names.by_keyword.entry(known).or_default();
            let all = all.entry(text.to_owned()).or_default();
            let file = self.file(owner);
            let of_file = all.iter().rev().take_while(|node| self.file(**node) == file);
            if of_file.count() < MOST_NAMESAKES {
                all.push(owner);
            }
            if matches!(*known, "$id" | "$self")
                && !text.starts_with('#')
                && let Some(uri) = self.own_address(owner)
            {
                names.by_uri.entry(uri).or_insert(owner);
            }
            let anchor = match *known {
                "$anchor" | "$dynamicAnchor" => Some(text),
                // As before there was `$anchor` (JSON Schema draft 7, section 8.2.3).
                "$id" => text.strip_prefix('#'),
                _ => None,
            };
            if let Some(anchor) = anchor {
                let all = names.anchors.entry(self.resource(owner)).or_default();
                let all = all.entry(anchor.to_owned()).or_default();
                if all.len() < MOST_NAMESAKES {
                    all.push(owner);
                }
            }
        }
        names
    }
}
