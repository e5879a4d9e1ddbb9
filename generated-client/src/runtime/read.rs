//! Filling slots from any format that serde can read.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

use super::codec::{Edit, List, Optional, Slot, Text, Tuple};
use super::read_object::{MapVisitor, ObjectVisitor};
use super::read_scalar::{
    BytesVisitor, ConstantVisitor, F64Visitor, I64Visitor, WholeVisitor,
};
use super::read_union::UnionVisitor;
use super::trail::Trail;

/// Reads a value; `Deserialize` of every model is this.
#[inline]
pub fn read<'de, T: Slot, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let mut value = T::vacant();
    let trail = Trail::default();
    Seed { edit: value.edit(), trail: &trail }.deserialize(source)?;
    Ok(value)
}

/// A place to be filled.
pub struct Seed<'a, 't> {
    /// What it wants.
    pub edit: Edit<'a>,
    /// Where a failure is noted.
    pub trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let trail = self.trail;
        let (done, expected) = match self.edit {
            Edit::Str(place) => (fill(place, source), "a string"),
            Edit::Optional(place) => {
                return source.deserialize_option(OptionalVisitor { place, trail });
            }
            Edit::Object(place) => {
                (source.deserialize_map(ObjectVisitor { place, trail }), "an object")
            }
            Edit::List(place) => {
                (source.deserialize_seq(ListVisitor { place, trail }), "an array")
            }
            Edit::Text(place) => {
                (source.deserialize_str(TextVisitor { place, trail }), "a string")
            }
            Edit::I64(place) => {
                (source.deserialize_any(I64Visitor(place)), "an integer of 64 bits")
            }
            Edit::Bool(place) => (fill(place, source), "a boolean"),
            Edit::F64(place) => (source.deserialize_any(F64Visitor(place)), "a number"),
            Edit::F32(place) => {
                let mut wide = 0.0;
                let done = source.deserialize_any(F64Visitor(&mut wide));
                #[allow(clippy::cast_possible_truncation, reason = "that is the type")]
                {
                    *place = wide as f32;
                }
                (done, "a number")
            }
            Edit::Whole(place) => {
                (source.deserialize_any(WholeVisitor { place, trail }), "an integer")
            }
            Edit::Map(place) => {
                (source.deserialize_map(MapVisitor { place, trail }), "an object")
            }
            Edit::Union(place) => {
                (source.deserialize_any(UnionVisitor { place, trail }), "a value")
            }
            Edit::Value(place) => (fill(place, source), "a value"),
            Edit::Tuple(place) => {
                (source.deserialize_seq(TupleVisitor { place, trail }), "an array")
            }
            Edit::Bytes(place) => {
                (source.deserialize_any(BytesVisitor(place)), "a string")
            }
            Edit::Constant(value) => {
                (source.deserialize_any(ConstantVisitor { value, trail }), "a constant")
            }
            Edit::Ignore => (IgnoredAny::deserialize(source).map(|_| ()), "a value"),
        };
        if done.is_err() {
            trail.expected(expected);
        }
        done
    }
}

fn fill<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    place: &mut T,
    source: D,
) -> Result<(), D::Error> {
    *place = T::deserialize(source)?;
    Ok(())
}

struct OptionalVisitor<'a, 't> {
    place: &'a mut dyn Optional,
    trail: &'t Trail,
}

impl<'de> Visitor<'de> for OptionalVisitor<'_, '_> {
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
        Seed { edit: self.place.value(), trail: self.trail }.deserialize(source)
    }
}

struct TextVisitor<'a, 't> {
    place: &'a mut dyn Text,
    trail: &'t Trail,
}

impl Visitor<'_> for TextVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.place.set(text).map_err(|expected| {
            self.trail.expected(expected);
            E::custom(format_args!("expected {expected}"))
        })
    }
}

struct ListVisitor<'a, 't> {
    place: &'a mut dyn List,
    trail: &'t Trail,
}

impl<'de> Visitor<'de> for ListVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        list(self.place, items, self.trail)
    }
}

/// Reads the elements of an array.
pub fn list<'de, A: SeqAccess<'de>>(
    place: &mut dyn List,
    mut items: A,
    trail: &Trail,
) -> Result<(), A::Error> {
    place.empty();
    let mut at = 0;
    loop {
        match items.next_element_seed(Next { place: &mut *place, trail, at }) {
            Ok(Some(())) => at += 1,
            Ok(None) => break,
            Err(error) => return Err(error),
        }
    }
    trail.set_unknown(false);
    Ok(())
}

/// Adds an element only once it is known to be there.
struct Next<'a, 't> {
    place: &'a mut dyn List,
    trail: &'t Trail,
    at: usize,
}

impl<'de> DeserializeSeed<'de> for Next<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        Seed { edit: self.place.add(), trail: self.trail }
            .deserialize(source)
            .inspect_err(|_| self.trail.element(self.at))
    }
}

struct TupleVisitor<'a, 't> {
    place: &'a mut dyn Tuple,
    trail: &'t Trail,
}

impl<'de> Visitor<'de> for TupleVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        tuple(self.place, items, self.trail)
    }
}

/// Reads an array with a type for each place; what follows the last one is skipped.
pub fn tuple<'de, A: SeqAccess<'de>>(
    place: &mut dyn Tuple,
    mut items: A,
    trail: &Trail,
) -> Result<(), A::Error> {
    let count = place.count();
    let mut at = 0;
    while at < count {
        let seed = Seed { edit: place.edit_item(at), trail };
        match items.next_element_seed(seed).inspect_err(|_| trail.element(at))? {
            Some(()) => at += 1,
            None => break,
        }
    }
    while items.next_element::<IgnoredAny>()?.is_some() {}
    for missing in at..count {
        if !matches!(place.edit_item(missing), Edit::Optional(_)) {
            trail.expected(format!("an array of {count} elements"));
            return Err(A::Error::invalid_length(at, &"more elements"));
        }
    }
    trail.set_unknown(false);
    Ok(())
}

/// Reads a value that is in memory already.
pub fn replay<E: Error>(value: Value, edit: Edit<'_>, trail: &Trail) -> Result<(), E> {
    Seed { edit, trail }.deserialize(value).map_err(E::custom)
}
