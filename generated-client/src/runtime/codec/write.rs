//! Giving what slots hold to any format that serde can write.

use std::fmt::Write;

use serde::Serialize;
use serde::ser::{Error, SerializeMap, SerializeSeq, Serializer};

use super::model::{Items, Map, Object, Slot, View, marks};

/// Writes a value; `Serialize` of every model is this.
#[inline]
pub fn write<T: Slot, S: Serializer>(value: &T, target: S) -> Result<S::Ok, S::Error> {
    put(value.view(), target)
}

struct Shown<'a>(View<'a>);

impl Serialize for Shown<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        put(self.0, target)
    }
}

fn put<S: Serializer>(view: View<'_>, target: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Str(text) => target.serialize_str(text),
        View::Absent | View::Null => target.serialize_none(),
        View::Bool(value) => target.serialize_bool(value),
        View::I64(value) => target.serialize_i64(value),
        View::U64(value) => target.serialize_u64(value),
        View::F32(value) => match whole(value.into()) {
            Some(whole) => target.serialize_i64(whole),
            None => target.serialize_f32(value),
        },
        View::F64(value) => match whole(value) {
            Some(whole) => target.serialize_i64(whole),
            None => target.serialize_f64(value),
        },
        View::Display(value) => {
            let mut text = String::new();
            write!(text, "{value}")
                .map_err(|_| S::Error::custom("a value cannot be written as text"))?;
            target.serialize_str(&text)
        }
        View::File(file) => put(View::Bytes(file.bytes()), target),
        View::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => target.serialize_str(text),
            Err(_) => target.serialize_bytes(bytes),
        },
        View::Value(value) => value.serialize(target),
        View::List(items) => put_items(items, target),
        View::Map(map) => put_map(map, target),
        View::Tagged((property, _), content) if !content.view().lacks(property) => {
            put(content.view(), target)
        }
        View::Object(_) | View::Tagged(..) => put_tagged(view, target),
    }
}

/// A number without a fraction, as far as it is exact. JSON has one kind of numbers, and
/// services that have been tried with `3` need not read `3.0` where they expect an integer.
#[must_use]
pub fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_whole = value.fract() == 0.0 && value.abs() <= EXACT;
    let is_zero_below = value == 0.0 && value.is_sign_negative();
    #[allow(clippy::cast_possible_truncation, reason = "it is whole, and small enough")]
    (is_whole && !is_zero_below).then_some(value as i64)
}

fn put_items<S: Serializer>(items: &dyn Items, target: S) -> Result<S::Ok, S::Error> {
    let count = items.count();
    let mut array = target.serialize_seq(Some(count))?;
    for at in 0..count {
        array.serialize_element(&Shown(items.item(at)))?;
    }
    array.end()
}

fn put_map<S: Serializer>(map: &dyn Map, target: S) -> Result<S::Ok, S::Error> {
    let mut object = target.serialize_map(Some(map.count()))?;
    put_entries(map, &mut object)?;
    object.end()
}

fn put_entries<M: SerializeMap>(map: &dyn Map, object: &mut M) -> Result<(), M::Error> {
    let mut done = Ok(());
    map.entries(&mut |key, value| {
        done = object.serialize_entry(key, &Shown(value));
        done.is_ok()
    });
    done
}

fn put_tagged<S: Serializer>(view: View<'_>, target: S) -> Result<S::Ok, S::Error> {
    let mut object = target.serialize_map(None)?;
    put_parts(view, &mut object)?;
    object.end()
}

/// Tags, those of unions within unions as well, and then the entries of the content.
fn put_parts<M: SerializeMap>(view: View<'_>, object: &mut M) -> Result<(), M::Error> {
    match view {
        View::Tagged((property, tag), content) => {
            let content = content.view();
            if content.lacks(property) {
                object.serialize_entry(property, tag)?;
            }
            put_parts(content, object)
        }
        View::Object(value) => put_object(value, object),
        View::Map(map) => put_entries(map, object),
        View::Value(serde_json::Value::Object(value)) => {
            value.iter().try_for_each(|(key, value)| object.serialize_entry(key, value))
        }
        _ => Err(M::Error::custom("an object")),
    }
}

fn put_object<M: SerializeMap>(
    value: &dyn Object,
    object: &mut M,
) -> Result<(), M::Error> {
    let model = value.model();
    for (at, key) in model.keys.iter().enumerate() {
        let view = value.view_at(at);
        if !matches!(view, View::Absent) || key.marks & marks::null != 0 {
            object.serialize_entry(key.wire, &Shown(view))?;
        }
    }
    if model.extra.is_empty() {
        return Ok(());
    }
    match value.view_at(model.keys.len()) {
        View::Map(map) => put_entries(map, object),
        _ => Err(M::Error::custom("a map of further keys")),
    }
}
