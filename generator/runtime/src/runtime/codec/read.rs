//! Filling slots from any format that serde can read.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

use super::model::{Edit, List, Optional, Slot, Text, Tuple};
use super::read_object::{MapVisitor, ObjectVisitor, may_end_at};
use super::read_scalar::{
    BytesVisitor, ConstantVisitor, F32Visitor, F64Visitor, I64Visitor, NumberVisitor,
    WholeVisitor,
};
use crate::runtime::json::document::read_union;

/// Reads a value; `Deserialize` of every model is this.
#[inline]
pub fn read<'de, T: Slot, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let mut value = T::vacant();
    Seed { edit: value.edit(), texts: false }.deserialize(source)?;
    Ok(value)
}

/// A place to be filled.
pub struct Seed<'a> {
    /// What it wants.
    pub edit: Edit<'a>,
    /// Whether numbers may come in quotes.
    pub texts: bool,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let texts = self.texts;
        match self.edit {
            place @ (Edit::I64(_) | Edit::Whole(_) | Edit::F64(_) | Edit::F32(_))
                if texts =>
            {
                source.deserialize_any(NumberVisitor(place))
            }
            Edit::Str(place) => fill(place, source),
            Edit::Optional(place) => {
                source.deserialize_option(OptionalVisitor { place, texts })
            }
            Edit::Object(place) => source.deserialize_map(ObjectVisitor(place)),
            Edit::List(place) => source.deserialize_seq(ListVisitor { place, texts }),
            Edit::Text(place) => source.deserialize_str(TextVisitor(place)),
            Edit::I64(place) => source.deserialize_any(I64Visitor(place)),
            Edit::Bool(place) => fill(place, source),
            Edit::F64(place) => source.deserialize_any(F64Visitor(place)),
            Edit::F32(place) => source.deserialize_any(F32Visitor(place)),
            Edit::Whole(place) => source.deserialize_any(WholeVisitor(place)),
            Edit::Map(place) => source.deserialize_map(MapVisitor { place, texts }),
            Edit::Union(place) => {
                let value = Value::deserialize(source)?;
                read_union(&value, place, texts).map_err(D::Error::custom)
            }
            Edit::Value(place) => fill(place, source),
            Edit::Tuple(place) => source.deserialize_seq(TupleVisitor { place, texts }),
            Edit::Bytes(place) => source.deserialize_any(BytesVisitor(place)),
            Edit::Constant(value) => source.deserialize_any(ConstantVisitor(value)),
            Edit::Ignore => IgnoredAny::deserialize(source).map(|_| ()),
        }
    }
}

fn fill<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    place: &mut T,
    source: D,
) -> Result<(), D::Error> {
    *place = T::deserialize(source)?;
    Ok(())
}

struct OptionalVisitor<'a> {
    place: &'a mut dyn Optional,
    texts: bool,
}

impl<'de> Visitor<'de> for OptionalVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.place.null();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.place.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        Seed { edit: self.place.value(), texts: self.texts }.deserialize(source)
    }
}

struct TextVisitor<'a>(&'a mut dyn Text);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let done = self.0.set(text);
        done.map_err(|expected| E::custom(format_args!("expected {expected}")))
    }
}

struct ListVisitor<'a> {
    place: &'a mut dyn List,
    texts: bool,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { place, texts } = self;
        place.empty();
        while items.next_element_seed(Next { place: &mut *place, texts })?.is_some() {}
        Ok(())
    }
}

/// Adds an element only once it is known to be there.
struct Next<'a> {
    place: &'a mut dyn List,
    texts: bool,
}

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        Seed { edit: self.place.add(), texts: self.texts }.deserialize(source)
    }
}

/// Reads an array with a type for each place.
struct TupleVisitor<'a> {
    place: &'a mut dyn Tuple,
    texts: bool,
}

impl<'de> Visitor<'de> for TupleVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { place, texts } = self;
        let mut at = 0;
        while items
            .next_element_seed(NextPlace { place: &mut *place, at, texts })?
            .is_some()
        {
            at += 1;
        }
        if may_end_at(place, at) {
            return Ok(());
        }
        Err(A::Error::invalid_length(at, &"more elements"))
    }
}

/// The element at a place, once it is known to be there.
struct NextPlace<'a> {
    place: &'a mut dyn Tuple,
    at: usize,
    texts: bool,
}

impl<'de> DeserializeSeed<'de> for NextPlace<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        match self.place.edit_item(self.at) {
            Some(edit) => Seed { edit, texts: self.texts }.deserialize(source),
            None => Err(D::Error::invalid_length(self.at + 1, &"fewer elements")),
        }
    }
}
