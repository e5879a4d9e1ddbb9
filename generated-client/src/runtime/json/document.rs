//! Reading and writing JSON.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::error::JsonError;
use super::scan::Reader;
use super::write::Writer;
use crate::runtime::codec::model::{Edit, Slot, Union, View};

/// Whether an object had anything to do with the model that it was read into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It had a documented key, or it was empty, or not an object with documented keys.
    Some,
    /// It had keys, but none of them is documented.
    Nothing,
}

/// Reads a JSON document into a slot.
pub fn read_json(json: &[u8], edit: Edit<'_>) -> Result<(), JsonError> {
    read_json_known(json, false, edit).map(|_| ())
}

/// Reads a JSON document into a slot and tells whether any key was documented. Leniently,
/// scalars of another kind are taken that say the same.
pub fn read_json_known(
    json: &[u8],
    lenient: bool,
    edit: Edit<'_>,
) -> Result<Known, JsonError> {
    let text = json_text(json)?;
    let mut reader = Reader::new(text);
    reader.lenient = lenient;
    match reader.document(edit) {
        Ok(true) => Ok(Known::Nothing),
        Ok(false) => Ok(Known::Some),
        Err(failure) => Err(JsonError::new(text, *failure)),
    }
}

/// Reads a value that came in another format into a union. Which variant it is takes looking
/// ahead and going back: that is for text.
pub(in crate::runtime) fn read_union(
    value: &Value,
    place: &mut dyn Union,
    texts: bool,
) -> Result<(), JsonError> {
    let text = value.to_string();
    let mut reader = Reader::new(&text);
    reader.texts = texts;
    match place.read(&mut reader) {
        Ok(_) => Ok(()),
        // Line and column would be those of a text that nobody has.
        Err(failure) => {
            Err(JsonError { line: 0, column: 0, ..JsonError::new(&text, *failure) })
        }
    }
}

/// The text of a JSON document, without a byte order mark.
pub fn json_text(json: &[u8]) -> Result<&str, JsonError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    std::str::from_utf8(json).map_err(|error| JsonError::not_utf8(json, &error))
}

// `serde_json` is given text: what reads is compiled again for anything else.

/// Any JSON value, if it is one.
pub fn untyped(json: &[u8]) -> Option<Value> {
    serde_json::from_str(std::str::from_utf8(json).ok()?).ok()
}

/// Whether it is JSON, whatever bytes are in its strings.
pub fn is_any_json(json: &[u8]) -> bool {
    serde_json::from_str::<IgnoredAny>(&String::from_utf8_lossy(json)).is_ok()
}

/// Writes what a slot holds as JSON.
pub fn write_json(view: View<'_>) -> Result<Vec<u8>, JsonError> {
    let mut writer = Writer::with_room();
    writer.put(view).map_err(|error| *error)?;
    Ok(writer.into_json())
}

/// Reads a model from JSON.
#[inline]
pub fn from_json<T: Slot>(json: &[u8]) -> Result<T, JsonError> {
    let mut value = T::vacant();
    read_json(json, value.edit())?;
    Ok(value)
}

/// Writes a model as JSON.
#[inline]
pub fn to_json<T: Slot>(value: &T) -> Result<Vec<u8>, JsonError> {
    write_json(value.view())
}
