//! Facts of bodies in XML: the elements around them, and what properties are in it.

use super::{ALWAYS, Collector, breaking, words};
use crate::diagnostics::NodeId;
use crate::model::{Payload, Shape, XmlNode};

impl Collector<'_> {
    /// The element around a body in XML at this path, if it is one.
    pub(super) fn xml_root(&mut self, path: &[&str], payload: &Payload, origin: NodeId) {
        if let Some(root) = &payload.xml {
            let path = [path, &["in XML"]].concat();
            self.add(&path, root.words(), origin, ALWAYS, breaking);
        }
    }

    /// The properties of all types that bodies in XML are made of.
    pub(super) fn xml_properties(&mut self) {
        for known in &self.api.xml {
            let id = known.ty;
            let Shape::Struct(structure) = &self.api[id].shape else { continue };
            for field in &structure.fields {
                let node = known.fields.iter().find(|(key, _)| *key == field.wire);
                let usual = || XmlNode::element(field.wire.clone()).words();
                let words = node.map_or_else(usual, |(_, node)| node.words());
                let mut path = self.path(id);
                path.push(words::kind_part(&self.api[id].shape).to_owned());
                path.push(format!("property {}", field.wire.untrusted()));
                path.push("in XML".to_owned());
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                self.add(&path, words, field.origin, ALWAYS, breaking);
            }
        }
    }
}
