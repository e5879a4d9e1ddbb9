//! What the element around a body in XML is called.

use super::LONGEST_CHAIN;
use crate::diagnostics::NodeId;
use crate::lower::Lowerer;
use crate::model::{Payload, Shape, SpecStr, Type, TypeId};
use std::collections::BTreeMap;

/// What the elements around whole answers are called; nothing where the document names none.
pub(super) type Roots = BTreeMap<TypeId, Vec<SpecStr>>;

impl Lowerer<'_, '_> {
    /// The name of the element around everything: the component's unless said (OpenAPI 3.2,
    /// "XML Object", `name`).
    pub(super) fn root_name(&mut self, schema: NodeId) -> SpecStr {
        self.name_of_component(schema).unwrap_or_else(|| SpecStr::new("root"))
    }

    fn name_of_component(&mut self, schema: NodeId) -> Option<SpecStr> {
        let mut node = schema;
        for _ in 0..LONGEST_CHAIN {
            if let Some(name) = self.components.name(node) {
                return Some(SpecStr::new(name));
            }
            node = self.stands_for(node)?;
        }
        None
    }

    /// Notes down what the element around an answer is called. A type that takes any key takes
    /// any root.
    pub(super) fn add_root(&mut self, roots: &mut Roots, payload: &Payload) {
        let (Some(schema), Some(root)) = (payload.schema, &payload.xml) else { return };
        let Type::Def(id) = *self.bare(&payload.ty) else { return };
        let Shape::Struct(structure) = &self.types[id].shape else { return };
        if structure.extra.is_some() {
            return;
        }
        let is_named = self.name_of_component(schema).is_some()
            || self.xml_object(schema).is_some_and(|xml| xml.name.is_some());
        let names = roots.entry(id).or_default();
        if is_named && !names.contains(&root.name) {
            names.push(root.name.clone());
        }
    }
}
