//! Filling slots from JSON text, without a format's framework in between.
#![allow(clippy::unnecessary_box_returns, reason = "small results are fast ones")]

use std::borrow::Cow;

use bytes::Bytes;

use super::scan::{Failure, Mark, Read, Reader};
use crate::runtime::codec::memory::{entry, growth};
use crate::runtime::codec::model::{
    Edit, Key, List, Map, Object, Optional, Text, Tuple, View, Whole, marks,
};
use crate::runtime::codec::read_object::{Seen, find, may_be_missing, may_end_at};
use crate::runtime::codec::read_scalar::integral;

impl<'j> Reader<'j> {
    /// Reads the whole text into a slot, and tells whether it is an object with keys of
    /// which none is documented.
    pub fn document(mut self, edit: Edit<'_>) -> Read<bool> {
        self.fill(edit)?;
        self.end()?;
        Ok(self.unknown)
    }

    /// Reads the next value into a slot.
    pub fn fill(&mut self, edit: Edit<'_>) -> Read<()> {
        match edit {
            Edit::Str(place) => *place = self.text()?.into_owned(),
            Edit::Optional(place) => return self.optional(place),
            Edit::Object(place) => return self.object(place, false),
            Edit::List(place) => return self.list(place),
            Edit::Text(place) => return self.format(place),
            Edit::I64(place) => *place = self.integer()?,
            Edit::Bool(place) => *place = self.boolean()?,
            Edit::F64(place) => *place = self.float()?,
            Edit::F32(place) => *place = self.single()?,
            Edit::Whole(place) => return self.whole(place),
            Edit::Map(place) => return self.map(place),
            Edit::Union(place) => return place.read(self).map(|_| ()),
            Edit::Value(place) => {
                *place = self.value()?;
                self.unknown = false;
            }
            Edit::Tuple(place) => return self.tuple(place),
            Edit::Bytes(place) => {
                let text = self.text()?;
                *place = Bytes::copy_from_slice(text.as_bytes());
            }
            Edit::Constant(value) => return self.constant(value),
            Edit::Ignore => return self.drop_value(),
        }
        Ok(())
    }

    #[inline]
    fn optional(&mut self, place: &mut dyn Optional) -> Read<()> {
        if self.peek() == b'n' {
            self.word("null", "a value")?;
            place.null();
            return Ok(());
        }
        if self.lenient && self.is_nothing(place) {
            place.null();
            return self.skip();
        }
        self.fill(place.value())
    }

    /// The text of a number; also one in quotes, where the table says so.
    #[inline]
    fn number_or_text(&mut self, expected: &'static str) -> Read<Cow<'j, str>> {
        if (self.texts || self.lenient) && self.peek() == b'"' {
            return self.quoted(expected);
        }
        self.number(expected).map(Cow::Borrowed)
    }

    fn quoted(&mut self, expected: &'static str) -> Read<Cow<'j, str>> {
        let start = self.mark();
        if !self.texts && !self.is_lenient() {
            return Err(self.unexpected(expected));
        }
        let text = self.string(expected)?;
        let mut inner = Reader::new(&text);
        if inner.number(expected).is_ok() && inner.end().is_ok() {
            return Ok(text);
        }
        Err(self.refuse(start.at(), expected))
    }

    fn integer(&mut self) -> Read<i64> {
        const EXPECTED: &str = "an integer of 64 bits";
        let start = self.mark();
        let text = self.number_or_text(EXPECTED)?;
        let value = text.parse().ok().or_else(|| i64::try_from(integral(&text)?).ok());
        value.ok_or_else(|| self.refuse(start.at(), EXPECTED))
    }

    fn whole(&mut self, place: &mut dyn Whole) -> Read<()> {
        let start = self.mark();
        let text = self.number_or_text("an integer")?;
        integral(&text)
            .ok_or("an integer")
            .and_then(|value| place.set(value))
            .map_err(|expected| self.refuse(start.at(), expected))
    }

    fn float(&mut self) -> Read<f64> {
        let start = self.mark();
        match self.number_or_text("a number")?.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.refuse(start.at(), "a number in range")),
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "that is the type")]
    fn single(&mut self) -> Read<f32> {
        let start = self.mark();
        let value = self.float()? as f32;
        // It could not be sent again.
        if value.is_finite() {
            return Ok(value);
        }
        Err(self.refuse(start.at(), "a number in range"))
    }

    fn format(&mut self, place: &mut dyn Text) -> Read<()> {
        let start = self.mark();
        let text = self.text()?;
        place.set(&text).map_err(|expected| self.refuse(start.at(), expected))
    }

    /// Passes a constant.
    pub fn constant(&mut self, value: View<'static>) -> Read<()> {
        let start = self.mark();
        let (same, shown) = match value {
            View::Str(own) => {
                let expected = format!("the constant {own:?}");
                if self.peek() != b'"' {
                    return Err(self.unexpected(expected));
                }
                (self.string("a string")? == own, expected)
            }
            View::Bool(own) => {
                let expected = format!("the constant {own}");
                let same = self.word(if own { "true" } else { "false" }, "").is_ok();
                (same, expected)
            }
            View::I64(own) => {
                let same = self.number("").ok().and_then(integral) == Some(own.into());
                (same, format!("the constant {own}"))
            }
            View::U64(own) => {
                let same = self.number("").ok().and_then(integral) == Some(own.into());
                (same, format!("the constant {own}"))
            }
            View::F64(own) => {
                #[allow(clippy::float_cmp, reason = "constants are exact")]
                let same = self.number("").is_ok_and(|text| text.parse() == Ok(own));
                (same, format!("the constant {own}"))
            }
            _ => return self.skip(),
        };
        if same {
            return Ok(());
        }
        self.go_back(start);
        let mut failure = self.unexpected(shown);
        // Beside a constant there is only one other, which says no more than that.
        if let (View::Bool(own), Some("a boolean")) = (value, failure.found) {
            failure.found = Some(if own { "`false`" } else { "`true`" });
        }
        Err(failure)
    }

    fn list(&mut self, place: &mut dyn List) -> Read<()> {
        place.empty();
        let outer = self.memory.enter(0);
        let (mut at, mut size) = (0, 0);
        self.elements(|reader| {
            let edit = place.add();
            if at == 0 {
                size = edit.size();
            }
            reader.take_memory(growth(at, size))?;
            reader.memory.enter(size);
            reader.fill(edit).map_err(|error| error.below(&at.to_string()))?;
            at += 1;
            Ok(())
        })?;
        self.memory.enter(outer);
        self.unknown = false;
        Ok(())
    }

    fn tuple(&mut self, place: &mut dyn Tuple) -> Read<()> {
        let start = self.mark();
        let places = place.places();
        let expected = format!("an array of {places} elements");
        let mut at = 0;
        self.elements(|reader| {
            let Some(edit) = place.edit_item(at) else {
                return Err(reader.refuse(start.at(), expected.clone()));
            };
            // What is behind the places has none in the tuple.
            let outer = match at.checked_sub(places) {
                Some(before) => {
                    let size = edit.size();
                    reader.take_memory(growth(before, size))?;
                    Some(reader.memory.enter(size))
                }
                None => None,
            };
            reader.fill(edit).map_err(|error| error.below(&at.to_string()))?;
            if let Some(outer) = outer {
                reader.memory.enter(outer);
            }
            at += 1;
            Ok(())
        })?;
        self.unknown = false;
        if may_end_at(place, at) {
            Ok(())
        } else {
            Err(self.refuse(start.at(), expected))
        }
    }

    fn map(&mut self, place: &mut dyn Map) -> Read<()> {
        place.empty();
        let mut count = 0;
        self.entries(|reader, key| {
            reader.entry(place, &key, count)?;
            count += 1;
            Ok(true)
        })?;
        self.unknown = false;
        Ok(())
    }

    /// Reads an entry of a map, after so many others.
    fn entry(&mut self, place: &mut dyn Map, key: &str, before: usize) -> Read<()> {
        let edit = place.add(key);
        let size = edit.size();
        self.take_memory(entry(before, size))?;
        let outer = self.memory.enter(size);
        self.fill(edit).map_err(|error| error.below(key))?;
        self.memory.enter(outer);
        Ok(())
    }

    /// Passes a key, and gives its place in the table. Mostly it is the next one, which
    /// need not be looked for.
    #[inline]
    fn key(
        &mut self,
        keys: &[Key],
        next: usize,
        keep: bool,
    ) -> Read<(usize, Cow<'j, str>)> {
        match keys.get(next) {
            Some(key) if key.marks & marks::escaped == 0 && self.is_string(key.wire) => {
                Ok((next, Cow::Borrowed("")))
            }
            _ => {
                let start = self.mark();
                let is_key = self.peek() == b'"';
                match self.string("a key") {
                    Ok(name) => Ok((find(keys, next, &name), name)),
                    Err(failure) if keep || !is_key => Err(failure),
                    // Half of a surrogate pair does no harm in a key that nobody reads.
                    Err(_) => {
                        self.go_back(start);
                        self.skip_string()?;
                        Ok((keys.len(), Cow::Borrowed("")))
                    }
                }
            }
        }
    }

    /// Reads an object with known keys, which may be a variant of a union itself.
    pub fn object(&mut self, place: &mut dyn Object, is_variant: bool) -> Read<()> {
        let start = self.mark();
        let model = place.model();
        let keys = model.keys;
        let keep = !model.extra.is_empty();
        let rest = self.claim_memory(size_of_val(place))?;
        let mut seen = Seen::new(keys.len());
        let (mut any, mut others) = (false, 0);
        let mut next = 0;
        self.members(|reader| {
            let (at, name) = reader.key(keys, next, keep)?;
            reader.colon()?;
            let Some(key) = keys.get(at) else {
                any = true;
                match place.edit_at(keys.len()) {
                    Edit::Map(map) if keep => {
                        reader.entry(map, &name, others)?;
                        others += 1;
                    }
                    _ => reader.drop_value()?,
                }
                return Ok(true);
            };
            if !seen.insert(at) {
                return Err(twice(reader, key.wire));
            }
            next = at + 1;
            let outer = reader.texts;
            reader.texts = key.marks & marks::text != 0;
            let filled = reader.fill(place.edit_at(at));
            reader.texts = outer;
            filled.map_err(|error| error.below(key.wire))?;
            Ok(true)
        })?;
        if seen.count() < keys.len() {
            let missing = match (self.ahead.is_trial() && !is_variant, any && !keep) {
                (false, _) => Missing::Forgiven,
                (true, false) => Missing::Noted,
                (true, true) => Missing::Refused,
            };
            self.demand(place, &seen, start, missing)?;
        }
        self.memory.enter(rest);
        self.unknown = any && !keep && seen.count() == 0;
        Ok(())
    }

    /// Complains about the first required key that did not come.
    fn demand(
        &mut self,
        place: &mut dyn Object,
        seen: &Seen,
        start: Mark,
        missing: Missing,
    ) -> Read<()> {
        let mut is_made_up = false;
        for (at, key) in place.model().keys.iter().enumerate() {
            if seen.contains(at) {
                continue;
            }
            let edit = place.edit_at(at);
            let is_required =
                key.marks & marks::null != 0 || matches!(edit, Edit::Constant(_));
            if !may_be_missing(&edit) || is_required && missing == Missing::Refused {
                let expected = format!("the required key `{}`", key.wire);
                return Err(self.refuse(start.at(), expected));
            }
            is_made_up |= is_required;
        }
        if is_made_up && missing == Missing::Noted { self.make_up() } else { Ok(()) }
    }
}

/// What becomes of an object without a key that is required and may be `null`, or is a constant.
#[derive(Clone, Copy, PartialEq)]
enum Missing {
    /// The value is made up.
    Forgiven,
    /// That counts as a loss, while it is found out which variant of a union it is.
    Noted,
    /// It also has keys that are not known, so that something else is meant.
    Refused,
}

#[cold]
fn twice(reader: &mut Reader<'_>, key: &str) -> Box<Failure> {
    let at = reader.mark().at();
    reader.refuse(at, format!("the key `{key}` only once"))
}
