//! Values in XML: the tables that say where it differs from JSON, and the two directions.
//!
//! Without an entry of its own a key is an element of its name, and the elements of an array
//! follow one another without one around them (OpenAPI 3.2, "XML Object").

use super::read::Filling;
use super::tree::{Fault, declared_charset, parse};
use super::write::Writer;
use crate::runtime::answers::charset::to_utf8;
use crate::runtime::calls::operation::ReadXml;
use crate::runtime::codec::memory::Memory;
use crate::runtime::{Content, Edit, Known, Model, Problem, RequestError, View};

/// How the types of a crate are written in XML.
#[derive(Debug)]
pub struct Xml {
    /// The types with keys that are not simply elements of their names.
    pub types: &'static [XmlType],
}

/// How a type is written in XML: the keys that are not simply elements of their names.
#[derive(Debug)]
pub struct XmlType {
    name: &'static str,
    keys: &'static [(&'static str, XmlNode)],
    all: Option<&'static [&'static str]>,
    roots: Option<&'static [&'static str]>,
}

/// What a value is in XML.
#[derive(Clone, Copy, Debug)]
pub struct XmlNode {
    pub(super) kind: NodeKind,
    pub(super) name: &'static str,
    pub(super) prefix: &'static str,
    pub(super) namespace: &'static str,
    /// What the elements of an array are.
    pub(super) items: Option<&'static Self>,
}

/// The kinds of nodes that a value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An element of its own.
    Element,
    /// An attribute of the element around it.
    Attribute,
    /// The text of the element around it.
    Text,
    /// The same, written as a CDATA section.
    CData,
    /// None: what is in it stands directly in the element around it.
    None,
}

impl Xml {
    /// What a key of a type is.
    pub(super) fn node(&self, model: &Model, key: &'static str) -> XmlNode {
        node(self.keys(model), key)
    }

    /// What the keys of a type are, in their order.
    pub(super) fn nodes(&self, model: &'static Model) -> Vec<XmlNode> {
        let special = self.keys(model);
        model.keys.iter().map(|key| node(special, key.wire)).collect()
    }

    fn keys(&self, model: &Model) -> &'static [(&'static str, XmlNode)] {
        self.entry(model).map_or(&[], |ty| ty.keys)
    }

    /// What the root of an answer of this type is called, if it is known to be one.
    pub(super) fn roots(&self, model: &Model) -> Option<&'static [&'static str]> {
        self.entry(model)?.roots
    }

    fn entry(&self, model: &Model) -> Option<&'static XmlType> {
        self.types.iter().find(|known| known.is_of(model))
    }
}

fn node(special: &[(&'static str, XmlNode)], key: &'static str) -> XmlNode {
    let known = special.iter().find(|(wire, _)| *wire == key);
    known.map_or(XmlNode::element(key), |(_, node)| *node)
}

impl XmlType {
    /// The keys of a type, named as in Rust, that are not simply elements of their names.
    #[must_use]
    pub const fn new(
        name: &'static str,
        keys: &'static [(&'static str, XmlNode)],
    ) -> Self {
        Self { name, keys, all: None, roots: None }
    }

    /// The same of a type that is a whole answer, whose root has one of these names: under another
    /// one something in it has to be described.
    #[must_use]
    pub const fn answer(
        name: &'static str,
        roots: &'static [&'static str],
        keys: &'static [(&'static str, XmlNode)],
    ) -> Self {
        Self { roots: Some(roots), ..Self::new(name, keys) }
    }

    /// With all keys of the type, where another has the same name.
    #[must_use]
    pub const fn with_keys(mut self, all: &'static [&'static str]) -> Self {
        self.all = Some(all);
        self
    }

    fn is_of(&self, model: &Model) -> bool {
        let keys = || model.keys.iter().map(|key| key.wire);
        self.name == model.name
            && self.all.is_none_or(|all| keys().eq(all.iter().copied()))
    }
}

impl XmlNode {
    const fn new(kind: NodeKind, name: &'static str) -> Self {
        Self { kind, name, prefix: "", namespace: "", items: None }
    }

    /// An element. Of an array it is the one around its elements.
    #[must_use]
    pub const fn element(name: &'static str) -> Self {
        Self::new(NodeKind::Element, name)
    }

    /// An attribute.
    #[must_use]
    pub const fn attribute(name: &'static str) -> Self {
        Self::new(NodeKind::Attribute, name)
    }

    /// The text of the element around it.
    #[must_use]
    pub const fn text() -> Self {
        Self::new(NodeKind::Text, "")
    }

    /// The text of the element around it, as a CDATA section.
    #[must_use]
    pub const fn cdata() -> Self {
        Self::new(NodeKind::CData, "")
    }

    /// Nothing: what is in it stands directly in the element around it.
    #[must_use]
    pub const fn none() -> Self {
        Self::new(NodeKind::None, "")
    }

    /// With a namespace, and the prefix that stands for it; without a prefix it is the
    /// namespace of everything in the element as well.
    #[must_use]
    pub const fn namespace(
        mut self,
        prefix: &'static str,
        namespace: &'static str,
    ) -> Self {
        self.prefix = prefix;
        self.namespace = namespace;
        self
    }

    /// What the elements of an array are.
    #[must_use]
    pub const fn items(mut self, items: &'static Self) -> Self {
        self.items = Some(items);
        self
    }

    /// What the elements of an array are, if this is one: named as the array unless said.
    pub(super) fn item(&self) -> Self {
        self.items.copied().unwrap_or(Self::element(self.name))
    }

    /// Whether it is the text of the element around it.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, NodeKind::Text | NodeKind::CData)
    }

    /// Whether an element stands around those of an array.
    pub(super) fn is_wrapped(&self) -> bool {
        self.kind == NodeKind::Element && self.items.is_some()
    }
}

impl ReadXml for Xml {
    fn read(
        &self,
        media: Option<&str>,
        body: &[u8],
        edit: Edit<'_>,
    ) -> Result<Known, Problem> {
        // The content type comes before what the document says of itself (RFC 7303, section 3.2).
        let declared = declared_charset(media, body);
        let text = to_utf8(declared.as_deref().or(media), body)?;
        let text = std::str::from_utf8(&text).map_err(|_| Problem::NotText)?;
        let mut memory = Memory::of_text(text.len());
        let root = parse(text, &mut memory).map_err(|fault| problem(text, fault))?;
        Filling::new(self, &root, memory)
            .root(&root, edit)
            .map_err(|fault| problem(text, *fault))
    }
}

impl Content<'_> {
    /// A value as XML, in an element of this name.
    #[must_use]
    pub fn xml(media: &'static str, view: View<'_>, xml: &Xml, root: XmlNode) -> Self {
        let written = Writer::new(xml).document(&root, view);
        let written = written.map_err(|what| {
            RequestError::new(format!("the body cannot be written as XML: {what}"))
        });
        Self::ready(media, written.map(Into::into))
    }
}

fn problem(text: &str, fault: Fault) -> Problem {
    let before = text.get(..fault.at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    let path =
        fault.steps.iter().rev().fold(String::new(), |path, step| path + "/" + step);
    Problem::Xml { path, line, column, expected: fault.expected }
}
