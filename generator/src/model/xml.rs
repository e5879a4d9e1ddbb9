//! XML: what values are in it, where that does not follow from their names.

use super::{SpecStr, TypeId};

/// What a value is in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlNode {
    /// Which kind of node.
    pub kind: XmlKind,
    /// Its name; empty where it has none.
    pub name: SpecStr,
    /// The prefix of its name.
    pub prefix: Option<SpecStr>,
    /// Its namespace.
    pub namespace: Option<SpecStr>,
    /// Of an array: what its elements are.
    pub items: Option<Box<XmlNode>>,
}

impl XmlNode {
    /// An element of this name.
    pub fn element(name: SpecStr) -> Self {
        Self { kind: XmlKind::Element, name, prefix: None, namespace: None, items: None }
    }

    /// In words: `element "pet"`, `none, items element "tag"`.
    pub fn words(&self) -> String {
        let mut text = format!("{:?}", self.kind).to_lowercase();
        if !self.name.untrusted().is_empty() {
            text.push_str(&format!(" {:?}", self.name));
        }
        if let Some(prefix) = &self.prefix {
            text.push_str(&format!(" with prefix {prefix:?}"));
        }
        if let Some(namespace) = &self.namespace {
            text.push_str(&format!(" of namespace {namespace:?}"));
        }
        if let Some(items) = &self.items {
            text.push_str(&format!(", items {}", items.words()));
        }
        text
    }
}

/// The kinds of nodes (OpenAPI 3.2, "XML Node Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum XmlKind {
    Element,
    Attribute,
    Text,
    CData,
    /// Of an array: its elements follow one another without one around them.
    None,
}

/// A type that bodies in XML are made of: its properties that are not simply elements of their
/// names.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlType {
    /// The type.
    pub ty: TypeId,
    /// The properties as sent in JSON, and what they are in XML.
    pub fields: Vec<(SpecStr, XmlNode)>,
    /// Of a whole answer: what the element around it is called, where the document says so.
    pub roots: Option<Vec<SpecStr>>,
}
