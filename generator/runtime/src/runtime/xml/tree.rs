//! XML as a tree.
//!
//! Entities other than the five of XML itself are refused, document types are passed over, and
//! nothing is ever fetched: what a server sends cannot grow by being read.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::runtime::codec::memory::{Memory, TOO_MUCH, growth};

/// Elements may be nested so deep.
const DEEPEST: usize = 128;

/// The namespace of `xsi:nil` (XML Schema, part 1, section 2.6).
const INSTANCES: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element may have this many attributes: each is compared with those before it.
const MOST_ATTRIBUTES: usize = 1000;

/// What a short name or text takes besides its place.
const TEXT: usize = 32;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name.
    pub name: Name,
    /// Its attributes with their values, without declarations of namespaces.
    pub attributes: Vec<(Name, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text in it that does not stand in another element.
    pub text: String,
    /// Whether some of the text stands in a CDATA section: blanks around that are not text.
    pub has_section: bool,
    /// Whether it says that it stands for `null`: `xsi:nil`.
    pub is_nil: bool,
    /// How much it is, with all that is in it.
    pub size: usize,
    /// Where it begins.
    pub at: usize,
    /// Where it ends.
    pub end: usize,
}

/// The name of an element or an attribute.
#[derive(Clone, Debug, Default)]
pub struct Name {
    text: Box<str>,
    namespace: Option<Arc<str>>,
}

impl Name {
    fn new(text: &str) -> Self {
        Self { text: text.into(), namespace: None }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.text.rsplit_once(':').map_or(&*self.text, |(_, local)| local)
    }

    /// The prefix; empty if there is none.
    pub fn prefix(&self) -> &str {
        self.text.rsplit_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The namespace, if one is declared for it.
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }
}

/// What cannot be read, and where.
#[derive(Debug)]
pub struct Fault {
    /// Where, in bytes.
    pub at: usize,
    /// The names on the way there, the last first.
    pub steps: Vec<String>,
    /// What was expected there.
    pub expected: Cow<'static, str>,
}

impl Fault {
    /// At a place.
    pub fn new(at: usize, expected: impl Into<Cow<'static, str>>) -> Self {
        Self { at, steps: Vec::new(), expected: expected.into() }
    }
}

impl Element {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        !self.has_parts() && self.text.is_empty()
    }

    /// How much it is without the elements in it, but with their number.
    pub fn own_size(&self) -> usize {
        1 + self.attributes.len() + self.children.len() + self.text.len() / 64
    }

    /// Takes memory for it, in an element around it.
    fn take_memory(&self, around: &Self, memory: &mut Memory) -> Result<(), Fault> {
        let attributes = 0..self.attributes.len();
        let attributes =
            attributes.map(|at| growth(at, size_of::<(Name, String)>()) + TEXT);
        let own = growth(around.children.len(), size_of::<Self>()) + TEXT;
        if memory.take(own + attributes.sum::<usize>()) {
            return Ok(());
        }
        Err(Fault::new(self.at, TOO_MUCH))
    }

    /// Its attributes, as if they were elements.
    pub fn attributes(&self) -> Vec<Self> {
        let attributes = self.attributes.iter();
        let element = |(name, text): &(Name, String)| Self {
            name: name.clone(),
            text: text.clone(),
            at: self.at,
            ..Self::default()
        };
        attributes.map(element).collect()
    }

    /// Whether there is more in it than text.
    pub fn has_parts(&self) -> bool {
        !self.attributes.is_empty() || !self.children.is_empty()
    }
}

/// Reads a document: its root.
pub fn parse(text: &str, memory: &mut Memory) -> Result<Element, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // What is around the root: its only child in the end.
    let mut open = vec![Element::default()];
    let mut prefixes: Vec<Declared> = Vec::new();
    loop {
        let (at, depth) = (position(&reader), open.len());
        let event = reader.read_event();
        let event =
            event.map_err(|_| Fault::new(position(&reader), "well-formed XML"))?;
        let inner = depth > 1;
        let current = open.last_mut().ok_or_else(|| Fault::new(at, "an element"))?;
        match event {
            Event::Start(start) => {
                if !inner && !current.children.is_empty() {
                    return Err(Fault::new(at, "only one element around all others"));
                }
                if depth > DEEPEST {
                    return Err(Fault::new(at, "less deeply nested elements"));
                }
                let element = element(&start, at, depth, &mut prefixes)?;
                element.take_memory(current, memory)?;
                open.push(element);
            }
            Event::End(_) => {
                close(&mut open, position(&reader));
                prefixes.retain(|declared| declared.depth < open.len());
            }
            Event::Text(part) if inner => {
                let text = part.xml10_content();
                if !current.has_section || !text.trim_ascii().is_empty() {
                    current.text.push_str(&text);
                }
            }
            Event::CData(part) if inner => {
                if current.text.trim_ascii().is_empty() {
                    current.text.clear();
                }
                current.has_section = true;
                current.text.push_str(&part.xml10_content());
            }
            Event::GeneralRef(reference) if inner => {
                current.text.push_str(&entity(&reference, at)?);
            }
            Event::Text(part) if !part.xml10_content().trim_ascii().is_empty() => {
                return Err(Fault::new(at, "an element"));
            }
            Event::CData(_) | Event::GeneralRef(_) => {
                return Err(Fault::new(at, "an element"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let root = if open.len() == 1 { open.pop() } else { None };
    let root = root.and_then(|mut around| around.children.pop());
    root.ok_or_else(|| Fault::new(text.len(), "a whole element"))
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn close(open: &mut Vec<Element>, end: usize) {
    let Some(mut done) = open.pop() else { return };
    done.end = end;
    // What makes elements readable is not text.
    if !done.children.is_empty() && done.text.trim_ascii().is_empty() {
        done.text.clear();
    }
    let inner: usize = done.children.iter().map(|child| child.size).sum();
    done.size = done.own_size() + inner;
    if let Some(around) = open.last_mut() {
        around.children.push(done);
    }
}

fn element(
    start: &BytesStart<'_>,
    at: usize,
    depth: usize,
    prefixes: &mut Vec<Declared>,
) -> Result<Element, Fault> {
    let name = Name::new(start.name().into_inner());
    let mut element = Element { name, at, ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| {
            let expected = match error {
                AttrError::Duplicated(..) => "each attribute only once",
                _ => "well-formed attributes",
            };
            Fault::new(at, expected)
        })?;
        if element.attributes.len() + prefixes.len() >= MOST_ATTRIBUTES {
            return Err(Fault::new(at, "fewer attributes"));
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|_| Fault::new(at, "only the entities of XML"))?;
        let name = Name::new(attribute.key.into_inner());
        let prefix = match (name.prefix(), name.local()) {
            ("xmlns", prefix) => prefix,
            ("", "xmlns") => "",
            _ => {
                element.attributes.push((name, value.into_owned()));
                continue;
            }
        };
        prefixes.push(Declared {
            depth,
            prefix: prefix.into(),
            namespace: Arc::from(&*value),
        });
    }
    element.name.namespace = namespace(prefixes, element.name.prefix());
    for (name, _) in &mut element.attributes {
        // Without a prefix it is in none (Namespaces in XML, section 6.2).
        if !name.prefix().is_empty() {
            name.namespace = namespace(prefixes, name.prefix());
        }
    }
    let is_of_instances = |name: &Name| {
        name.namespace().map_or(name.prefix() == "xsi", |it| it == INSTANCES)
    };
    element.attributes.retain(|(name, value)| {
        if !is_of_instances(name) {
            return true;
        }
        element.is_nil |= name.local() == "nil" && matches!(value.trim(), "true" | "1");
        name.local() == "type"
    });
    Ok(element)
}

/// A prefix, and from which depth on it stands for a namespace; without one, that of elements without.
struct Declared {
    depth: usize,
    prefix: Box<str>,
    namespace: Arc<str>,
}

fn namespace(prefixes: &[Declared], prefix: &str) -> Option<Arc<str>> {
    let declared = prefixes.iter().rev().find(|declared| *declared.prefix == *prefix);
    declared.map(|declared| Arc::clone(&declared.namespace))
}

fn entity(reference: &BytesRef<'_>, at: usize) -> Result<String, Fault> {
    let refuse = || Fault::new(at, "only the entities of XML");
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => {
            let text =
                resolve_xml_entity(&reference.xml10_content()).ok_or_else(refuse)?;
            Ok(text.to_owned())
        }
        Err(_) => Err(refuse()),
    }
}

/// What an XML declaration says of the encoding, as the parameter of a content type; nothing
/// where the content type says it already.
pub fn declared_charset(media: Option<&str>, body: &[u8]) -> Option<String> {
    const LONGEST: usize = 128;
    if media.is_some_and(|media| media.to_ascii_lowercase().contains("charset=")) {
        return None;
    }
    let start = body.get(..body.len().min(LONGEST))?;
    let start: String = start.iter().map(|byte| char::from(*byte)).collect();
    let declaration = start.strip_prefix("<?xml")?.split_once("?>")?.0;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = rest.get(1..)?.split(quote).next()?;
    // What can be read here is in no other Unicode encoding than UTF-8.
    if name.to_ascii_lowercase().starts_with("utf") {
        return None;
    }
    Some(format!("text/xml; charset={name}"))
}
