//! The XML Object: what a value is where it is written as XML.

use super::Schema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::reader::{Reader, shown};
use crate::document::suggestions::nearest;

/// The XML Object (OpenAPI 3.2, "XML Object"); what older versions say is put in its terms.
#[derive(Clone, Copy, Debug)]
pub struct Xml<'s> {
    /// The object.
    pub node: NodeId,
    /// `name`.
    pub name: Option<&'s str>,
    /// `namespace`.
    pub namespace: Option<&'s str>,
    /// `prefix`.
    pub prefix: Option<&'s str>,
    /// `nodeType`, or what `attribute` and `wrapped` say in its place.
    pub kind: Option<XmlKind>,
}

/// `nodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum XmlKind {
    Element,
    Attribute,
    Text,
    CData,
    None,
}

const KINDS: &[(&str, XmlKind)] = &[
    ("element", XmlKind::Element),
    ("attribute", XmlKind::Attribute),
    ("text", XmlKind::Text),
    ("cdata", XmlKind::CData),
    ("none", XmlKind::None),
];

pub(super) fn read_xml<'s>(reader: &mut Reader<'s, '_>, schema: &mut Schema<'s>) {
    let Some(node) = reader.map_at(schema.node, "xml") else { return };
    reader.check_keys(
        node,
        "XML Object",
        &["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"],
    );
    let kind = read_kind(reader, node);
    let attribute = reader.bool_at(node, "attribute") == Some(true);
    let wrapped = reader.bool_at(node, "wrapped") == Some(true);
    let older = match (attribute, wrapped) {
        (true, _) => Some(XmlKind::Attribute),
        (false, true) => Some(XmlKind::Element),
        (false, false) => None,
    };
    schema.xml = Some(Xml {
        node,
        name: reader.string_at(node, "name").filter(|name| !name.is_empty()),
        namespace: reader.string_at(node, "namespace"),
        prefix: reader.string_at(node, "prefix"),
        kind: kind.or(older),
    });
}

fn read_kind(reader: &mut Reader<'_, '_>, node: NodeId) -> Option<XmlKind> {
    let text = reader.string_at(node, "nodeType")?;
    let known = KINDS.iter().find(|(name, _)| *name == text);
    if known.is_none() {
        let place = reader.at(node, "nodeType").unwrap_or(node);
        let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        let remedy = match nearest(text, &names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        reader.report(
            Diagnostic::new(
                Code::OddXml,
                Place::Node(place),
                format!("`{}` is not a type of an XML node", shown(text)),
            )
            .consequence("it is ignored")
            .remedy(remedy),
        );
    }
    known.map(|(_, kind)| *kind)
}
