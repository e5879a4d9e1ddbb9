//! Filling slots from XML.
#![allow(clippy::unnecessary_box_returns, reason = "small results are fast ones")]

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::find::{Found, by_key, find, grouped};
use super::read_union::{takes_attribute, takes_element};
use super::tree::{Element, Fault};
use crate::runtime::codec::memory::{Memory, entry, growth};
use crate::runtime::codec::model::{
    Edit, List, Map, Model, Object, Optional, Select, Tuple, Union,
};
use crate::runtime::codec::read_object::may_end_at;
use crate::runtime::json::look_ahead::Passed;
use crate::runtime::{Known, NodeKind, Value, Xml, XmlNode};

pub(super) type Read<T> = Result<T, Box<Fault>>;

/// What is needed to fill slots.
pub struct Filling<'x> {
    pub(super) xml: &'x Xml,
    /// So many elements may be read still for variants within variants.
    pub(super) left: Cell<usize>,
    /// How many of the variants that are being read, within one another, are trials, after which
    /// something else is tried.
    pub(super) trials: Cell<usize>,
    /// Where what is being tried has no place for something.
    pub(super) dropped: RefCell<Vec<Passed>>,
    /// How much memory values may take still.
    pub(super) memory: Cell<Memory>,
}

impl<'x> Filling<'x> {
    /// With the tables of a crate.
    pub fn new(xml: &'x Xml, root: &Element, memory: Memory) -> Self {
        let left = Cell::new(root.size.saturating_mul(16) + 65_536);
        let (trials, dropped) = (Cell::new(0), RefCell::default());
        Self { xml, left, trials, dropped, memory: Cell::new(memory) }
    }

    /// Reads the root of a document, and tells whether any key was documented. What the root
    /// is called does not matter, as long as anything in it is known.
    pub fn root(&self, root: &Element, mut edit: Edit<'_>) -> Read<Known> {
        let model = model_of(&mut edit);
        let known = match edit {
            Edit::Object(place) => self.object(root, place),
            edit => self.element(root, edit).map(|()| Known::Some),
        };
        let known = known.map_err(|fault| below(fault, root))?;
        match model.and_then(|model| self.instead_of(root, model)) {
            Some(expected) => Err(below(fault(root, expected), root)),
            None => Ok(known),
        }
    }

    /// What was expected of a root that is somebody else's: a page, or an error that is sent as a
    /// success. It has another name than the document says, and nothing in it is described.
    fn instead_of(&self, root: &Element, model: &'static Model) -> Option<String> {
        let names = self.xml.roots(model)?;
        let has_content = root.has_parts() || !root.text.trim().is_empty();
        let is_ours = names.contains(&root.name.local());
        if is_ours || !has_content || root.is_nil || !model.extra.is_empty() {
            return None;
        }
        let nodes = self.xml.nodes(model);
        let is_known = |at: usize| {
            find(root, &nodes[at], &nodes)
                .or_else(|| by_key(root, model.keys[at].wire, &nodes))
                .is_some()
        };
        if nodes.is_empty() || (0..nodes.len()).any(is_known) {
            return None;
        }
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        Some(match &names[..] {
            [] => "an element with something in it that is described".to_owned(),
            names => {
                let names = names.join(" or ");
                format!(
                    "the element {names}, or one with something in it that is described"
                )
            }
        })
    }

    /// Counts what is read in trials within trials, which could otherwise take forever.
    pub(super) fn spend(&self, size: usize) {
        if self.trials.get() > 1 {
            self.left.set(self.left.get().saturating_sub(size));
        }
    }

    /// Reads what an element stands for.
    pub(super) fn element(&self, element: &Element, edit: Edit<'_>) -> Read<()> {
        if self.trials.get() > 1 && self.left.get() == 0 {
            return Err(fault(element, "less that can be meant in several ways"));
        }
        self.spend(element.own_size());
        match edit {
            Edit::Optional(place) => self.optional(element, place),
            Edit::Object(place) => self.object(element, place).map(|_| ()),
            Edit::List(_) if element.children.is_empty() && !element.text.is_empty() => {
                Err(fault(element, "elements"))
            }
            Edit::List(place) => {
                place.empty();
                self.elements(element.children.iter(), place)
            }
            Edit::Map(place) => {
                place.empty();
                self.others(element, place, |_| false, |_| false)
            }
            Edit::Tuple(place) => {
                let children: Vec<&Element> = element.children.iter().collect();
                self.tuple(element, &children, place)
            }
            Edit::Union(place) => self.union(element, place).map(|_| ()),
            Edit::Value(place) => {
                *place = self.value(element)?;
                Ok(())
            }
            Edit::Ignore => Ok(()),
            _ if !element.children.is_empty() => Err(fault(element, "text alone")),
            edit => self.text(element, &element.text, edit),
        }
    }

    /// An empty element is an empty text or object, and nothing where neither fits.
    fn optional(&self, element: &Element, place: &mut dyn Optional) -> Read<()> {
        let is_nothing = element.is_nil
            || element.is_empty() && matches!(place.value(), Edit::Text(_));
        if is_nothing {
            place.null();
            return Ok(());
        }
        let before = self.memory.get();
        let read = self.element(element, place.value());
        if read.is_err() && element.is_empty() {
            self.memory.set(before);
            place.null();
            return Ok(());
        }
        read
    }

    fn tuple(
        &self,
        element: &Element,
        children: &[&Element],
        place: &mut dyn Tuple,
    ) -> Read<()> {
        let wrong = |place: &dyn Tuple| format!("{} elements", place.places());
        for (at, child) in children.iter().enumerate() {
            let behind = at.checked_sub(place.places());
            let Some(edit) = place.edit_item(at) else {
                return Err(fault(element, wrong(place)));
            };
            let read = match behind.map(|before| growth(before, edit.size())) {
                Some(memory) => {
                    self.within(child, (edit, memory), |it| self.element(child, it))
                }
                None => self.element(child, edit),
            };
            read.map_err(|fault| below(fault, child))?;
        }
        if may_end_at(place, children.len()) {
            return Ok(());
        }
        Err(fault(element, wrong(place)))
    }

    fn elements<'e>(
        &self,
        elements: impl Iterator<Item = &'e Element>,
        place: &mut dyn List,
    ) -> Read<()> {
        for (at, child) in elements.enumerate() {
            let edit = place.add();
            let memory = growth(at, edit.size());
            let read = self.within(child, (edit, memory), |it| self.element(child, it));
            read.map_err(|mut fault| {
                fault.steps.push(format!("{}[{}]", child.name.local(), at + 1));
                fault
            })?;
        }
        Ok(())
    }

    fn object(&self, element: &Element, place: &mut dyn Object) -> Read<Known> {
        let rest = self.claim(element, size_of_val(place))?;
        let known = self.keys(element, place)?;
        self.enter(rest);
        Ok(known)
    }

    fn keys(&self, element: &Element, place: &mut dyn Object) -> Read<Known> {
        let model = place.model();
        let nodes = self.xml.nodes(model);
        let mut seen = 0;
        for (at, node) in nodes.iter().enumerate() {
            let edit = place.edit_at(at);
            let found = find(element, node, &nodes);
            let found = found.or_else(|| by_key(element, model.keys[at].wire, &nodes));
            let Some(found) = found else {
                missing(element, node, edit)?;
                continue;
            };
            seen += 1;
            self.key(element, node, &found, edit)?;
        }
        let keeps = !model.extra.is_empty();
        if keeps && let Edit::Map(map) = place.edit_at(nodes.len()) {
            let is_attribute = |name: &str| takes_attribute(model, &nodes, name);
            let is_element = |name: &str| takes_element(model, &nodes, name);
            self.others(element, map, is_attribute, is_element)?;
        }
        if !keeps {
            self.drop_strangers(element, model, &nodes)?;
        }
        let has_text = !element.text.is_empty() && !nodes.iter().any(XmlNode::is_text);
        let is_strange = seen == 0 && !keeps && (element.has_parts() || has_text);
        Ok(if is_strange { Known::Nothing } else { Known::Some })
    }

    /// Reads what stands under a key.
    fn key(
        &self,
        element: &Element,
        node: &XmlNode,
        found: &Found<'_>,
        edit: Edit<'_>,
    ) -> Read<()> {
        let found = match found {
            Found::Text(found) => {
                return self.text(element, found, edit).map_err(|mut fault| {
                    if node.kind == NodeKind::Attribute {
                        fault.steps.push(format!("@{}", node.name));
                    }
                    fault
                });
            }
            Found::Elements(found) => found,
        };
        self.several(element, (node.name, node.is_wrapped()), found, edit)
    }

    /// Reads the elements of a name: one value, or the elements of an array, unless those stand
    /// in an element of their own.
    fn several(
        &self,
        element: &Element,
        (name, is_wrapped): (&str, bool),
        found: &[&Element],
        edit: Edit<'_>,
    ) -> Read<()> {
        match (edit, found) {
            (Edit::List(place), _) if !is_wrapped => {
                place.empty();
                self.elements(found.iter().copied(), place)
            }
            (Edit::Optional(place), [only]) => {
                let is_list = matches!(place.value(), Edit::List(_));
                if is_list && !is_wrapped {
                    return self.several(
                        element,
                        (name, is_wrapped),
                        found,
                        place.value(),
                    );
                }
                self.element(only, Edit::Optional(place))
                    .map_err(|fault| below(fault, only))
            }
            (edit, [only]) => {
                self.element(only, edit).map_err(|fault| below(fault, only))
            }
            (Edit::Optional(place), _) => {
                self.several(element, (name, is_wrapped), found, place.value())
            }
            (Edit::Value(place), _) => {
                self.take(element, found.len() * 2 * size_of::<Value>())?;
                let values = found.iter().map(|child| self.value(child));
                *place = Value::Array(values.collect::<Read<_>>()?);
                Ok(())
            }
            (Edit::Tuple(place), _) => self.tuple(element, found, place),
            (Edit::Union(place), _) => self.list_of_union(element, name, found, place),
            _ => Err(twice(element, name)),
        }
    }

    /// Of several elements only a variant that is an array can be meant.
    fn list_of_union(
        &self,
        element: &Element,
        name: &str,
        found: &[&Element],
        place: &mut dyn Union,
    ) -> Read<()> {
        let variants = match place.select() {
            Select::Tag { values, .. } => values.len(),
            Select::Probe { probes, .. } => probes.len(),
        };
        let before = self.memory.get();
        for at in 0..variants {
            if let Edit::List(list) = place.become_variant(at) {
                list.empty();
                if self.elements(found.iter().copied(), list).is_ok() {
                    return Ok(());
                }
                self.memory.set(before);
            }
        }
        Err(twice(element, name))
    }

    /// Puts the attributes and elements that no key takes into a map.
    fn others(
        &self,
        element: &Element,
        place: &mut dyn Map,
        is_attribute: impl Fn(&str) -> bool,
        is_element: impl Fn(&str) -> bool,
    ) -> Read<()> {
        let attributes = element.attributes();
        let attributes =
            attributes.iter().filter(|known| !is_attribute(known.name.local()));
        let children = element.children.iter();
        let children = children.filter(|child| !is_element(child.name.local()));
        for (at, (name, found)) in
            grouped(attributes.chain(children)).into_iter().enumerate()
        {
            let edit = place.add(name);
            let memory = entry(at, edit.size());
            self.within(element, (edit, memory), |edit| {
                self.several(element, (name, false), &found, edit)
            })?;
        }
        Ok(())
    }
}

/// The model of what an object is read into.
fn model_of(edit: &mut Edit<'_>) -> Option<&'static Model> {
    match edit {
        Edit::Object(place) => Some(place.model()),
        Edit::Optional(place) => match place.value() {
            Edit::Object(place) => Some(place.model()),
            _ => None,
        },
        _ => None,
    }
}

/// An array without elements leaves nothing in XML; everything else is missed.
fn missing(element: &Element, node: &XmlNode, edit: Edit<'_>) -> Read<()> {
    match edit {
        Edit::Optional(_) | Edit::Constant(_) | Edit::Ignore => Ok(()),
        Edit::List(place) => {
            place.empty();
            Ok(())
        }
        // There is no difference between an empty text and none.
        Edit::Str(place) if node.is_text() => {
            place.clear();
            Ok(())
        }
        _ => {
            let what = match node.kind {
                NodeKind::Attribute => format!("the attribute `{}`", node.name),
                NodeKind::Text | NodeKind::CData => "text".to_owned(),
                _ => format!("the element `{}`", node.name),
            };
            Err(fault(element, what))
        }
    }
}

fn twice(element: &Element, name: &str) -> Box<Fault> {
    fault(element, format!("the element `{name}` only once"))
}

pub(super) fn fault(
    element: &Element,
    expected: impl Into<Cow<'static, str>>,
) -> Box<Fault> {
    Box::new(Fault::new(element.at, expected))
}

fn below(mut fault: Box<Fault>, element: &Element) -> Box<Fault> {
    fault.steps.push(element.name.local().to_owned());
    fault
}
