//! XML: the table of what differs there from JSON, by the names of Rust.

use super::Planner;
use super::names::TypeName;
use super::plan::XmlType;
use crate::model::{self, Operation, Shape, SpecStr, TypeId};

impl Planner<'_> {
    /// The table, if any body in XML is made of types.
    pub(super) fn xml(&self) -> Option<Vec<XmlType>> {
        let mut operations = self.api.operations.iter();
        let is_used =
            operations.any(|operation| reads_xml(operation) || writes_xml(operation));
        let is_special =
            |known: &&model::XmlType| !known.fields.is_empty() || known.roots.is_some();
        let special = self.api.xml.iter().filter(is_special);
        is_used.then(|| special.map(|known| self.xml_type(known)).collect())
    }

    fn xml_type(&self, known: &model::XmlType) -> XmlType {
        let TypeName { ident, home } = self.names.of_type(known.ty);
        let namesakes = self.api.type_ids().filter(|id| {
            let other = self.names.of_type(*id);
            // What has the very same name stands for it.
            other.ident == *ident && (*id == known.ty || other.home != *home)
        });
        let namesakes = namesakes.count();
        XmlType {
            ident: ident.clone(),
            keys: (namesakes > 1).then(|| self.keys(known.ty)),
            fields: known.fields.clone(),
            roots: known.roots.clone(),
        }
    }

    fn keys(&self, id: TypeId) -> Vec<SpecStr> {
        match &self.api[id].shape {
            Shape::Struct(structure) => {
                structure.fields.iter().map(|field| field.wire.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether an answer may be XML that becomes a type.
pub(super) fn reads_xml(operation: &Operation) -> bool {
    let mut answers = operation.responses.iter().flat_map(|known| &known.payloads);
    answers.any(|payload| payload.xml.is_some())
}

fn writes_xml(operation: &Operation) -> bool {
    operation.bodies.iter().any(|payload| payload.xml.is_some())
}
