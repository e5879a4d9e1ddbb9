//! Bodies in XML: which of them are made of types, and what those are in XML.

mod objects;
mod roots;

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, Xml};
use crate::model::{
    Api, Format, Payload, PayloadKind, Scalar, Shape, SpecStr, Type, TypeId, XmlKind,
    XmlNode, XmlType,
};
use roots::Roots;
use std::collections::BTreeSet;

/// References that are followed from one XML Object to the next.
pub(super) const LONGEST_CHAIN: usize = 16;

/// Arrays in arrays that are told apart.
const DEEPEST_ARRAY: usize = 8;

impl<'s> Lowerer<'_, 's> {
    /// Decides of every body in XML what it is, and of the types in them what they are there.
    pub(super) fn settle_xml(&mut self, api: &mut Api) {
        let mut used = Vec::new();
        let mut roots = Roots::new();
        for operation in &mut api.operations {
            let successes = operation.success_statuses();
            for answer in &mut operation.responses {
                let is_success = successes.contains(&answer.status);
                for payload in answer.payloads.iter_mut().filter(|it| is_xml(it)) {
                    self.settle_payload(payload);
                    used.extend(payload.xml.iter().flat_map(|_| payload.ty.mentioned()));
                    if is_success {
                        self.add_root(&mut roots, payload);
                    }
                }
            }
            for payload in operation.bodies.iter_mut().filter(|it| is_xml(it)) {
                self.settle_payload(payload);
                used.extend(payload.xml.iter().flat_map(|_| payload.ty.mentioned()));
            }
        }
        // What comes in is read as JSON.
        for payload in api.webhooks.iter_mut().flat_map(|webhook| &mut webhook.bodies) {
            if is_xml(payload) {
                payload.ty = Type::Scalar(Scalar::Text(Format::Plain));
            }
        }
        api.xml = self.xml_types(used, roots);
    }

    /// A body of which something is described has its type; of anything else it is text, so
    /// that nothing of it is lost.
    fn settle_payload(&mut self, payload: &mut Payload) {
        match payload.schema {
            Some(schema) if self.has_parts(&payload.ty) => {
                let name = self.root_name(schema);
                payload.xml = Some(self.root_node(schema, &name, &payload.ty));
            }
            schema => {
                if let Some(schema) = schema
                    && matches!(self.bare(&payload.ty), Type::Any | Type::Map(_))
                {
                    self.report_text(schema);
                }
                payload.ty = Type::Scalar(Scalar::Text(Format::Plain));
            }
        }
    }

    fn report_text(&mut self, schema: NodeId) {
        self.report(
            Diagnostic::new(
                Code::XmlAsText,
                Place::Node(schema),
                "of this body in XML nothing is described",
            )
            .consequence("it is a `String` that the caller writes or reads")
            .remedy("describe its elements as `properties`"),
        );
    }

    /// Whether the parts of a type are known.
    fn has_parts(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Def(id) => !matches!(self.types[*id].shape, Shape::Enum(_)),
            Type::Map(values) => **values != Type::Any,
            Type::List(_) | Type::Tuple(_) => true,
            _ => false,
        }
    }

    /// The types that these lead to, as far as they are not in XML what they are in JSON.
    fn xml_types(&mut self, mut work: Vec<TypeId>, mut roots: Roots) -> Vec<XmlType> {
        let mut seen = BTreeSet::new();
        while let Some(id) = work.pop() {
            if seen.insert(id) {
                let shape = &self.types[id].shape;
                shape.uses(&mut |ty| work.extend(ty.mentioned()));
            }
        }
        let mut types = Vec::new();
        for ty in seen {
            let Shape::Struct(structure) = &self.types[ty].shape else {
                continue;
            };
            let fields: Vec<(NodeId, SpecStr, Type)> = structure
                .fields
                .iter()
                .map(|field| (field.origin, field.wire.clone(), field.ty.clone()))
                .collect();
            let mut odd = Vec::new();
            for (origin, wire, ty) in fields {
                let node = self.node(origin, &wire, &ty, DEEPEST_ARRAY);
                if !is_usual(&node, &wire) {
                    odd.push((wire, node));
                }
            }
            types.push(XmlType { ty, fields: odd, roots: roots.remove(&ty) });
        }
        types
    }

    fn root_node(&mut self, schema: NodeId, name: &SpecStr, ty: &Type) -> XmlNode {
        let xml = self.xml_object(schema);
        let mut root = named(xml.as_ref(), XmlKind::Element, name);
        if let Some(item) = item_of(self.bare(ty)) {
            let items = self.items_of(schema);
            let name = match items {
                Some(node) if self.components.name(node).is_some() => {
                    self.root_name(node)
                }
                Some(node) => match self.schema(node).reference {
                    Some(_) => self.root_name(node),
                    None => SpecStr::new("item"),
                },
                None => SpecStr::new("item"),
            };
            let node = match items {
                Some(node) => self.node(node, &name, &item, DEEPEST_ARRAY),
                None => XmlNode::element(name),
            };
            root.items = Some(Box::new(node));
        }
        root
    }

    /// What a value is in XML.
    fn node(
        &mut self,
        schema: NodeId,
        name: &SpecStr,
        ty: &Type,
        depth: usize,
    ) -> XmlNode {
        let xml = self.xml_object(schema);
        let said = xml.and_then(|xml| xml.kind);
        let resolved = self.bare(ty).clone();
        if let Some(item) = item_of(&resolved).filter(|_| depth > 0) {
            return self.array(schema, xml.as_ref(), name, &item, depth);
        }
        let mut kind = said.map_or(XmlKind::Element, kind);
        let is_text =
            matches!(kind, XmlKind::Attribute | XmlKind::Text | XmlKind::CData);
        let place = xml.map_or(schema, |xml| xml.node);
        if is_text && self.is_structured(&resolved) {
            self.report_odd_kind(
                place,
                "only a single value can be an attribute or the text of an element",
                "leave out `attribute` or `nodeType`, or describe a single value",
            );
            kind = XmlKind::Element;
        }
        if kind == XmlKind::None {
            self.report_odd_kind(
                place,
                "only an array can do without an element of its own",
                "leave out `nodeType: none`, or write its properties where it stands",
            );
            kind = XmlKind::Element;
        }
        if matches!(resolved, Type::Tuple(_)) {
            self.report_odd_kind(
                schema,
                "the elements of an array with a schema for each place have one name",
                "describe an object with a property for each",
            );
        }
        let node = named(xml.as_ref(), kind, name);
        self.report_odd_name(schema, &node);
        node
    }

    /// An array: without an element around its elements unless said (`wrapped`).
    fn array(
        &mut self,
        schema: NodeId,
        xml: Option<&Xml<'s>>,
        name: &SpecStr,
        item: &Type,
        depth: usize,
    ) -> XmlNode {
        let mut kind = xml.and_then(|xml| xml.kind).map_or(XmlKind::None, kind);
        let is_words =
            kind == XmlKind::Attribute && !self.is_structured(self.bare(item));
        if !is_words && !matches!(kind, XmlKind::None | XmlKind::Element) {
            let place = xml.map_or(schema, |xml| xml.node);
            self.report_odd_kind(
                place,
                "an array can be elements, or an attribute with words in it",
                "leave out `attribute` or `nodeType`",
            );
            kind = XmlKind::None;
        }
        let mut array = if kind == XmlKind::None {
            // Its name would be that of the element that it does not have.
            XmlNode { kind, ..XmlNode::element(name.clone()) }
        } else {
            named(xml, kind, name)
        };
        let name = array.name.clone();
        let item = match self.items_of(schema) {
            Some(items) => self.node(items, &name, item, depth - 1),
            None => XmlNode::element(name),
        };
        array.items = Some(Box::new(item));
        self.report_odd_name(schema, &array);
        array
    }

    fn is_structured(&self, ty: &Type) -> bool {
        match ty {
            Type::Def(id) => match &self.types[*id].shape {
                Shape::Struct(_) => true,
                Shape::Union(union) => {
                    union.variants.iter().any(|variant| self.is_object(&variant.ty))
                }
                _ => false,
            },
            Type::Map(_) | Type::Tuple(_) => true,
            _ => false,
        }
    }

    fn is_object(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Def(id) => {
                matches!(self.types[*id].shape, Shape::Struct(_))
            }
            Type::Map(_) => true,
            _ => false,
        }
    }

    fn report_odd_kind(
        &mut self,
        place: NodeId,
        what: &'static str,
        remedy: &'static str,
    ) {
        self.report(
            Diagnostic::new(Code::OddXml, Place::Node(place), what)
                .consequence("it is read and written as elements")
                .remedy(remedy),
        );
    }

    fn report_odd_name(&mut self, schema: NodeId, node: &XmlNode) {
        let needs_name = matches!(node.kind, XmlKind::Element | XmlKind::Attribute);
        if !needs_name || is_name(node.name.untrusted()) {
            return;
        }
        self.report(
            Diagnostic::new(
                Code::OddXml,
                Place::Node(schema),
                "the name of this property cannot be one in XML",
            )
            .consequence("a body that has it is not sent, but an error")
            .remedy("give it the name that it has in XML: `xml: { name: … }`"),
        );
    }
}

fn is_xml(payload: &Payload) -> bool {
    payload.kind == PayloadKind::Xml
}

fn named(xml: Option<&Xml<'_>>, kind: XmlKind, name: &SpecStr) -> XmlNode {
    let mut node = XmlNode { kind, ..XmlNode::element(name.clone()) };
    if matches!(kind, XmlKind::Text | XmlKind::CData) {
        node.name = SpecStr::new("");
        return node;
    }
    if let Some((prefix, local)) = name.untrusted().split_once(':') {
        node.prefix = Some(SpecStr::new(prefix));
        node.name = SpecStr::new(local);
    }
    if let Some(xml) = xml {
        let filled = |text: &&str| !text.is_empty();
        node.name = xml.name.map_or(node.name, SpecStr::new);
        node.prefix = xml.prefix.filter(filled).map(SpecStr::new).or(node.prefix);
        node.namespace = xml.namespace.filter(filled).map(SpecStr::new);
    }
    node
}

/// The type of an array's elements.
fn item_of(ty: &Type) -> Option<Type> {
    match ty {
        Type::List(item) => Some((**item).clone()),
        _ => None,
    }
}

fn kind(kind: document::XmlKind) -> XmlKind {
    match kind {
        document::XmlKind::Element => XmlKind::Element,
        document::XmlKind::Attribute => XmlKind::Attribute,
        document::XmlKind::Text => XmlKind::Text,
        document::XmlKind::CData => XmlKind::CData,
        document::XmlKind::None => XmlKind::None,
    }
}

/// Whether it is what a property of this name is where nothing is said.
fn is_usual(node: &XmlNode, name: &SpecStr) -> bool {
    let plain = XmlNode::element(name.clone());
    match &node.items {
        Some(item) => {
            node.kind == XmlKind::None && node.name == *name && **item == plain
        }
        None => *node == plain,
    }
}

/// Whether it can be a name without a prefix (XML 1.0, section 2.3; Namespaces in XML, section 3).
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| starts(c) || c.is_numeric() || matches!(c, '-' | '.');
    name.starts_with(starts) && name.chars().all(goes_on)
}
