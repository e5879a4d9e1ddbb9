//! Reading and writing JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::codec::{Edit, Slot, Union, View};
use super::scan::{Failure, Reader};
use super::write_json::Writer;

/// JSON that could not be read or written: where, and what was expected there.
///
/// It never shows values of the document.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError {
    pub(super) pointer: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) expected: Cow<'static, str>,
    pub(super) found: Option<&'static str>,
}

impl JsonError {
    /// The place as a JSON pointer (RFC 6901); empty for the whole document.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line, from 1; 0 when there is none, as on writing.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, from 1; 0 when there is none, as on writing.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What was expected there, for example `an integer`.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The kind of value that was found instead, for example `null`, if that is known.
    pub fn found(&self) -> Option<&'static str> {
        self.found
    }

    pub(super) fn new(text: &str, failure: Failure) -> Self {
        let Failure { at, steps, expected, found } = failure;
        let pointer =
            steps.iter().rev().fold(String::new(), |path, step| path + "/" + step);
        let (line, column) = place(text.as_bytes(), at);
        Self { pointer, line, column, expected, found }
    }
}

/// Line and column of an offset, both from 1.
fn place(text: &[u8], at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.split(|byte| *byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, before.len() - start + 1)
}

/// A pointer for messages: its keys are the service's, which may hold anything of any length.
pub(super) fn shown(pointer: &str) -> String {
    const LONGEST: usize = 64;
    let mut out = String::new();
    for (at, step) in pointer.split('/').enumerate() {
        if at > 0 {
            out.push('/');
        }
        for c in step.chars().take(LONGEST) {
            match c {
                '\'' | '"' | '\\' => out.push(c),
                c => out.extend(c.escape_debug()),
            }
        }
        if step.chars().nth(LONGEST).is_some() {
            out.push('…');
        }
    }
    out
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        if let Some(found) = self.found {
            write!(f, ", found {found}")?;
        }
        if !self.pointer.is_empty() {
            write!(f, " at `{}`", shown(&self.pointer))?;
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonError")
            .field("pointer", &shown(&self.pointer))
            .field("line", &self.line)
            .field("column", &self.column)
            .field("expected", &self.expected)
            .field("found", &self.found)
            .finish()
    }
}

impl std::error::Error for JsonError {}

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
pub(super) fn read_union(
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
    std::str::from_utf8(json).map_err(|error| not_utf8(json, &error))
}

fn not_utf8(json: &[u8], error: &std::str::Utf8Error) -> JsonError {
    let (line, column) = place(json, error.valid_up_to());
    let expected = Cow::Borrowed("text in UTF-8");
    JsonError { pointer: String::new(), line, column, expected, found: None }
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
