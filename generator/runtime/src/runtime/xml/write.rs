//! Writing what slots hold as XML.

use crate::runtime::codec::model::{Object, View};
use crate::runtime::requests::plain::scalar;
use crate::runtime::{NodeKind, Value, Xml, XmlNode};

/// What cannot be written, in words.
type Refused = String;
type Written = Result<(), Refused>;

/// The end of an element that stands for `null` (OpenAPI 3.2, "XML Modeling").
const NIL: &str =
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";

/// XML that is being written.
pub struct Writer<'x> {
    xml: &'x Xml,
    text: String,
    /// The namespaces that are declared here: prefix, namespace.
    declared: Vec<(&'static str, &'static str)>,
}

/// The attributes of an element and what is in it, before they are written.
#[derive(Default)]
struct Parts<'a> {
    attributes: Vec<(XmlNode, View<'a>)>,
    content: Vec<Part<'a>>,
}

enum Part<'a> {
    /// A value as what it is said to be.
    Known(XmlNode, View<'a>),
    /// A value under a name that is known only now.
    Named(&'a str, View<'a>),
}

impl<'x> Writer<'x> {
    /// With the tables of a crate.
    pub fn new(xml: &'x Xml) -> Self {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        Self { xml, text, declared: Vec::new() }
    }

    /// Writes a whole document: the value in an element.
    pub fn document(
        mut self,
        root: &XmlNode,
        view: View<'_>,
    ) -> Result<String, Refused> {
        match view {
            View::List(_) if root.kind != NodeKind::Element => {
                return Err("there must be one element around all others".to_owned());
            }
            View::List(list) => {
                self.start(root, &[])?;
                for at in 0..list.count() {
                    self.item(root, list.item(at))?;
                }
                self.end(root);
            }
            view => self.element(root, view)?,
        }
        Ok(self.text)
    }

    /// Writes a value as what it is said to be.
    fn node(&mut self, node: &XmlNode, view: View<'_>) -> Written {
        match (view, node.kind) {
            (View::Absent, _) => Ok(()),
            (View::List(list), _) => {
                let mut items = (0..list.count()).map(|at| list.item(at));
                if !node.is_wrapped() {
                    return items.try_for_each(|item| self.item(node, item));
                }
                let before = self.declared.len();
                self.start(node, &[])?;
                items.try_for_each(|item| self.item(node, item))?;
                self.end(node);
                self.declared.truncate(before);
                Ok(())
            }
            (view, NodeKind::Element | NodeKind::None) => self.element(node, view),
            (view, NodeKind::Text) => self.characters(view),
            (view, NodeKind::CData) => self.cdata(view),
            // It has been written at the start of the element around it.
            (_, NodeKind::Attribute) => Ok(()),
        }
    }

    /// Writes an element of an array. An array in an array has an element around it: without
    /// one nobody could tell where it ends.
    fn item(&mut self, array: &XmlNode, view: View<'_>) -> Written {
        let node = array.item();
        match view {
            View::List(_) if !node.is_wrapped() => {
                let name = if node.name.is_empty() { array.name } else { node.name };
                self.start(&XmlNode::element(name), &[])?;
                self.node(&node, view)?;
                self.end(&XmlNode::element(name));
                Ok(())
            }
            View::Absent => self.element(&node, View::Null),
            view => self.node(&node, view),
        }
    }

    fn element(&mut self, node: &XmlNode, view: View<'_>) -> Written {
        let before = self.declared.len();
        if matches!(view, View::Null | View::Value(Value::Null)) {
            self.start(node, &[])?;
            self.text.pop();
            self.text.push_str(NIL);
        } else {
            let parts = self.parts(view);
            self.start(node, &parts.attributes)?;
            if is_scalar(view) {
                self.characters(view)?;
            }
            self.content(parts.content)?;
            self.end(node);
        }
        self.declared.truncate(before);
        Ok(())
    }

    fn content(&mut self, content: Vec<Part<'_>>) -> Written {
        for part in content {
            match part {
                Part::Known(node, view) => self.node(&node, view)?,
                Part::Named("#text", view) if is_scalar(view) => {
                    self.characters(view)?;
                }
                Part::Named(name, View::Value(Value::Array(items))) => {
                    for item in items {
                        self.named(name, View::Value(item))?;
                    }
                }
                Part::Named(name, View::List(list)) => {
                    for at in 0..list.count() {
                        self.named(name, list.item(at))?;
                    }
                }
                Part::Named(name, view) => self.named(name, view)?,
            }
        }
        Ok(())
    }

    /// Writes an element whose name is not of the tables.
    fn named(&mut self, name: &str, view: View<'_>) -> Written {
        self.open(name)?;
        if matches!(view, View::Null | View::Value(Value::Null)) {
            self.text.push_str(NIL);
            return Ok(());
        }
        let parts = self.parts(view);
        let before = self.declared.len();
        for (node, _) in &parts.attributes {
            self.declare(node);
        }
        self.attributes(&parts.attributes)?;
        self.text.push('>');
        if is_scalar(view) {
            self.characters(view)?;
        }
        self.content(parts.content)?;
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        self.declared.truncate(before);
        Ok(())
    }

    fn parts<'a>(&self, view: View<'a>) -> Parts<'a> {
        let mut parts = Parts::default();
        match view {
            View::Object(object) => self.object(object, &mut parts),
            View::Tagged((property, tag), content) => {
                let inner = content.view();
                if inner.lacks(property) {
                    let node = match inner {
                        View::Object(object) => self.xml.node(object.model(), property),
                        _ => XmlNode::element(property),
                    };
                    parts.add(node, View::Str(tag));
                }
                let Parts { attributes, content } = self.parts(inner);
                parts.attributes.extend(attributes);
                parts.content.extend(content);
            }
            View::Map(map) => parts.map(map),
            View::List(list) => {
                let items = (0..list.count()).map(|at| list.item(at));
                parts.content.extend(items.map(|item| Part::Named("item", item)));
            }
            View::Value(Value::Object(object)) => {
                let entries = object.iter();
                parts.content.extend(
                    entries.map(|(name, value)| Part::Named(name, View::Value(value))),
                );
            }
            View::Value(Value::Array(items)) => {
                let items = items.iter();
                parts
                    .content
                    .extend(items.map(|item| Part::Named("item", View::Value(item))));
            }
            _ => {}
        }
        parts
    }

    fn object<'a>(&self, object: &'a dyn Object, parts: &mut Parts<'a>) {
        let model = object.model();
        for (at, key) in model.keys.iter().enumerate() {
            parts.add(self.xml.node(model, key.wire), object.view_at(at));
        }
        if !model.extra.is_empty()
            && let View::Map(map) = object.view_at(model.keys.len())
        {
            parts.map(map);
        }
    }

    /// Writes `<name>` with attributes and what must be declared.
    fn start(&mut self, node: &XmlNode, attributes: &[(XmlNode, View<'_>)]) -> Written {
        self.open(&qualified(node))?;
        let own = std::iter::once(node);
        for node in own.chain(attributes.iter().map(|(node, _)| node)) {
            self.declare(node);
        }
        self.attributes(attributes)?;
        self.text.push('>');
        Ok(())
    }

    fn open(&mut self, name: &str) -> Written {
        if !is_name(name) {
            return Err(format!("{name:?} cannot be the name of an element"));
        }
        self.text.push('<');
        self.text.push_str(name);
        Ok(())
    }

    fn end(&mut self, node: &XmlNode) {
        self.text.push_str("</");
        self.text.push_str(&qualified(node));
        self.text.push('>');
    }

    /// Declares the namespace of a node, unless that is done already.
    fn declare(&mut self, node: &XmlNode) {
        let XmlNode { kind, prefix, namespace, .. } = *node;
        // An attribute without a prefix has no namespace (Namespaces in XML, section 6.2).
        if namespace.is_empty() || kind == NodeKind::Attribute && prefix.is_empty() {
            return;
        }
        let known = self.declared.iter().rev().find(|(known, _)| *known == prefix);
        if known.is_some_and(|(_, known)| *known == namespace) {
            return;
        }
        self.declared.push((prefix, namespace));
        self.text.push_str(" xmlns");
        if !prefix.is_empty() {
            self.text.push(':');
            self.text.push_str(prefix);
        }
        self.text.push_str("=\"");
        escape(namespace, &mut self.text);
        self.text.push('"');
    }

    fn attributes(&mut self, attributes: &[(XmlNode, View<'_>)]) -> Written {
        for (node, view) in attributes {
            let name = qualified(node);
            if !is_name(&name) {
                return Err(format!("{name:?} cannot be the name of an attribute"));
            }
            let value = plain(*view)?;
            self.text.push(' ');
            self.text.push_str(&name);
            self.text.push_str("=\"");
            escape(&value, &mut self.text);
            self.text.push('"');
        }
        Ok(())
    }

    fn characters(&mut self, view: View<'_>) -> Written {
        let text = plain(view)?;
        escape(&text, &mut self.text);
        Ok(())
    }

    fn cdata(&mut self, view: View<'_>) -> Written {
        let text = plain(view)?;
        self.text.push_str("<![CDATA[");
        // A section cannot have its own end in it: it goes on in another.
        self.text.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
        self.text.push_str("]]>");
        Ok(())
    }
}

impl<'a> Parts<'a> {
    fn add(&mut self, node: XmlNode, view: View<'a>) {
        match node.kind {
            NodeKind::Attribute
                if matches!(
                    view,
                    View::Absent | View::Null | View::Value(Value::Null)
                ) => {}
            NodeKind::Attribute => self.attributes.push((node, view)),
            _ => self.content.push(Part::Known(node, view)),
        }
    }

    fn map(&mut self, map: &'a dyn crate::runtime::Map) {
        map.entries(&mut |name, value| {
            self.content.push(Part::Named(name, value));
            true
        });
    }
}

/// The name with the prefix.
fn qualified(node: &XmlNode) -> String {
    if node.prefix.is_empty() {
        return node.name.to_owned();
    }
    format!("{}:{}", node.prefix, node.name)
}

fn is_scalar(view: View<'_>) -> bool {
    match view {
        View::List(_) | View::Map(_) | View::Object(_) => false,
        View::Value(value) => !value.is_object() && !value.is_array(),
        View::Tagged(_, content) => is_scalar(content.view()),
        _ => true,
    }
}

/// A value as text that XML can hold.
fn plain(view: View<'_>) -> Result<String, Refused> {
    if let View::List(list) = view {
        // XML Schema, part 2, section 2.5.1.2.
        let words: Result<Vec<String>, Refused> =
            (0..list.count()).map(|at| plain(list.item(at))).collect();
        return Ok(words?.join(" "));
    }
    let text = scalar(view).map_err(|error| error.to_string())?;
    // XML 1.0, section 2.2.
    let fits =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    match text.chars().find(|c| !fits(*c)) {
        None => Ok(text.into_owned()),
        Some(c) => Err(format!("XML cannot hold the character U+{:04X}", u32::from(c))),
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // They would be read as a space or a line feed.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// Whether it can be the name of an element (XML 1.0, section 2.3), with or without a prefix.
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| starts(c) || c.is_numeric() || matches!(c, '-' | '.');
    let is_part = |part: &str| part.starts_with(starts) && part.chars().all(goes_on);
    match name.split_once(':') {
        Some((prefix, name)) => is_part(prefix) && is_part(name),
        None => is_part(name),
    }
}
