//! Texts of XML as values, and elements that nothing is known about.

use super::find::grouped;
use super::read::{Filling, Read, fault};
use super::tree::Element;
use crate::runtime::answers::text_answer::put;
use crate::runtime::codec::memory::{entry, growth};
use crate::runtime::codec::model::{Edit, List, Union, View};
use crate::runtime::requests::plain::scalar;
use crate::runtime::{Problem, Value, Xml};

impl Filling<'_> {
    /// Puts text into a slot.
    pub(super) fn text(
        &self,
        element: &Element,
        text: &str,
        edit: Edit<'_>,
    ) -> Read<()> {
        let wanted = match edit {
            Edit::Str(place) => {
                text.clone_into(place);
                return Ok(());
            }
            Edit::Value(place) => {
                *place = Value::String(text.to_owned());
                return Ok(());
            }
            Edit::Optional(place) => {
                let is_nothing = text.is_empty()
                    && (matches!(place.value(), Edit::Text(_))
                        || self.text(element, text, place.value()).is_err());
                if is_nothing {
                    place.null();
                    return Ok(());
                }
                return self.text(element, text, place.value());
            }
            Edit::List(place) => return self.words(element, text, place),
            Edit::Union(place) => return self.alone(element, text, place),
            Edit::Constant(value) => return constant(element, text, value),
            // What is written around a word is not part of it.
            edit @ Edit::Text(_) => put(text.trim().to_owned(), edit),
            // XML Schema, part 2, section 3.2.2.1: booleans are also `1` and `0`.
            Edit::Bool(place) => match text.trim() {
                "true" | "1" => {
                    *place = true;
                    return Ok(());
                }
                "false" | "0" => {
                    *place = false;
                    return Ok(());
                }
                _ => Err(Problem::Text { expected: "a boolean" }),
            },
            Edit::Object(_) | Edit::Map(_) | Edit::Tuple(_) => {
                Err(Problem::Text { expected: "elements" })
            }
            edit => put(text.trim().to_owned(), edit),
        };
        wanted.map_err(|problem| match problem {
            Problem::Text { expected } => fault(element, expected),
            _ => fault(element, "a value"),
        })
    }

    /// A list in an attribute (XML Schema, part 2, section 2.5.1.2).
    fn words(&self, element: &Element, text: &str, place: &mut dyn List) -> Read<()> {
        place.empty();
        for (at, word) in text.split_ascii_whitespace().enumerate() {
            let edit = place.add();
            let memory = growth(at, edit.size());
            self.within(element, (edit, memory), |it| self.text(element, word, it))?;
        }
        Ok(())
    }

    /// A union in a text: an element with nothing else in it.
    fn alone(&self, element: &Element, text: &str, place: &mut dyn Union) -> Read<()> {
        let alone =
            Element { text: text.to_owned(), at: element.at, ..Element::default() };
        let filling = Filling::new(&Xml { types: &[] }, &alone, self.memory.get());
        filling.union(&alone, place)?;
        self.memory.set(filling.memory.get());
        Ok(())
    }
}

fn constant(element: &Element, text: &str, value: View<'static>) -> Read<()> {
    let own = scalar(value).unwrap_or_default();
    if own == text || own == text.trim() {
        return Ok(());
    }
    Err(fault(element, format!("the constant {own:?}")))
}

/// What an element that nothing is known about takes in memory, besides its place.
pub(super) fn untyped(element: &Element) -> usize {
    let attributes = element.attributes.len();
    let entries = attributes + element.children.len() + usize::from(element.has_parts());
    let entries = (0..entries).map(|at| entry(at, size_of::<Value>()));
    entries.sum::<usize>() + element.children.iter().map(untyped).sum::<usize>()
}

/// An element that nothing is known about: text, or an object of what is in it. Elements that
/// come several times are arrays, and text next to elements is under `#text`.
pub(super) fn value(element: &Element) -> Value {
    if element.is_nil {
        return Value::Null;
    }
    if !element.has_parts() {
        return Value::String(element.text.clone());
    }
    let attributes = element.attributes();
    let mut object = serde_json::Map::new();
    for (name, found) in grouped(attributes.iter().chain(&element.children)) {
        let found = match found[..] {
            [only] => value(only),
            _ => found.into_iter().map(value).collect(),
        };
        object.insert(name.to_owned(), found);
    }
    if !element.text.trim_ascii().is_empty() {
        object.insert("#text".to_owned(), Value::String(element.text.clone()));
    }
    Value::Object(object)
}
