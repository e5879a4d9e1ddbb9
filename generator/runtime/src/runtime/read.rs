//! Filling slots from any format that serde can read.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use super::codec::{Edit, List, Optional, Slot, Text, Tuple};
use super::read_object::{MapVisitor, ObjectVisitor};
use super::read_scalar::{
    BytesVisitor, ConstantVisitor, F32Visitor, F64Visitor, I64Visitor, NumberVisitor,
    WholeVisitor,
};
use super::read_union::UnionVisitor;

/// Reads a value; `Deserialize` of every model is this.
#[inline]
pub fn read<'de, T: Slot, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let mut value = T::vacant();
    let trials = Trials::default();
    Seed { edit: value.edit(), trials: &trials }.deserialize(source)?;
    Ok(value)
}

/// What is known while a value is read.
#[derive(Debug, Default)]
pub struct Trials {
    /// How many variants of unions turned out to be wrong. Trials within trials could
    /// otherwise take forever.
    wrong: Cell<u32>,
    /// Whether numbers may come in quotes.
    pub texts: Cell<bool>,
}

impl Trials {
    /// Notes a variant that was wrong; `false` if there were too many.
    pub fn go_on(&self) -> bool {
        self.wrong.set(self.wrong.get().saturating_add(1));
        self.wrong.get() < 100_000
    }
}

/// A place to be filled.
pub struct Seed<'a, 't> {
    /// What it wants.
    pub edit: Edit<'a>,
    /// What trials of variants may still cost.
    pub trials: &'t Trials,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let trials = self.trials;
        match self.edit {
            place @ (Edit::I64(_) | Edit::Whole(_) | Edit::F64(_) | Edit::F32(_))
                if trials.texts.get() =>
            {
                source.deserialize_any(NumberVisitor(place))
            }
            Edit::Str(place) => fill(place, source),
            Edit::Optional(place) => {
                source.deserialize_option(OptionalVisitor { place, trials })
            }
            Edit::Object(place) => {
                source.deserialize_map(ObjectVisitor { place, trials })
            }
            Edit::List(place) => source.deserialize_seq(ListVisitor { place, trials }),
            Edit::Text(place) => source.deserialize_str(TextVisitor(place)),
            Edit::I64(place) => source.deserialize_any(I64Visitor(place)),
            Edit::Bool(place) => fill(place, source),
            Edit::F64(place) => source.deserialize_any(F64Visitor(place)),
            Edit::F32(place) => source.deserialize_any(F32Visitor(place)),
            Edit::Whole(place) => source.deserialize_any(WholeVisitor(place)),
            Edit::Map(place) => source.deserialize_map(MapVisitor { place, trials }),
            Edit::Union(place) => {
                source.deserialize_any(UnionVisitor { place, trials }).map(|_| ())
            }
            Edit::Value(place) => fill(place, source),
            Edit::Tuple(place) => source.deserialize_seq(TupleVisitor { place, trials }),
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

struct OptionalVisitor<'a, 't> {
    place: &'a mut dyn Optional,
    trials: &'t Trials,
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
        Seed { edit: self.place.value(), trials: self.trials }.deserialize(source)
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

struct ListVisitor<'a, 't> {
    place: &'a mut dyn List,
    trials: &'t Trials,
}

impl<'de> Visitor<'de> for ListVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        list(self.place, items, self.trials)
    }
}

/// Reads the elements of an array.
pub fn list<'de, A: SeqAccess<'de>>(
    place: &mut dyn List,
    mut items: A,
    trials: &Trials,
) -> Result<(), A::Error> {
    place.empty();
    while items.next_element_seed(Next { place: &mut *place, trials })?.is_some() {}
    Ok(())
}

/// Adds an element only once it is known to be there.
struct Next<'a, 't> {
    place: &'a mut dyn List,
    trials: &'t Trials,
}

impl<'de> DeserializeSeed<'de> for Next<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        Seed { edit: self.place.add(), trials: self.trials }.deserialize(source)
    }
}

struct TupleVisitor<'a, 't> {
    place: &'a mut dyn Tuple,
    trials: &'t Trials,
}

impl<'de> Visitor<'de> for TupleVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        tuple(self.place, items, self.trials)
    }
}

/// Reads an array with a type for each place; what follows the last one is skipped.
pub fn tuple<'de, A: SeqAccess<'de>>(
    place: &mut dyn Tuple,
    mut items: A,
    trials: &Trials,
) -> Result<(), A::Error> {
    let count = place.count();
    let mut at = 0;
    while at < count {
        let seed = Seed { edit: place.edit_item(at), trials };
        match items.next_element_seed(seed)? {
            Some(()) => at += 1,
            None => break,
        }
    }
    while items.next_element::<IgnoredAny>()?.is_some() {}
    for missing in at..count {
        if !matches!(place.edit_item(missing), Edit::Optional(_)) {
            return Err(A::Error::invalid_length(at, &"more elements"));
        }
    }
    Ok(())
}
