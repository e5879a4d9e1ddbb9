//! Answers that are plain text.

use std::str::FromStr;

use super::charset::to_utf8;
use crate::runtime::{Edit, Known, Problem, Value, read_json};

/// Reads text into a slot: as it is, or as what the slot wants.
pub fn read_text(
    media: Option<&str>,
    body: &[u8],
    edit: Edit<'_>,
) -> Result<Known, Problem> {
    let text = decode(media, body)?;
    put(text, edit)?;
    Ok(Known::Some)
}

/// Puts text into a slot: as it is, or as what the slot wants.
pub fn put(text: String, edit: Edit<'_>) -> Result<(), Problem> {
    match edit {
        Edit::Str(slot) => *slot = text,
        Edit::Text(slot) => {
            slot.set(&text).map_err(|expected| Problem::Text { expected })?;
        }
        Edit::Value(slot) => *slot = Value::String(text),
        Edit::Bool(slot) => *slot = parse(&text, "a boolean")?,
        Edit::I64(slot) => *slot = parse(&text, "an integer")?,
        Edit::F32(slot) => *slot = parse(&text, "a number")?,
        Edit::F64(slot) => *slot = parse(&text, "a number")?,
        Edit::Whole(slot) => slot
            .set(parse(&text, "an integer")?)
            .map_err(|expected| Problem::Text { expected })?,
        Edit::Optional(slot) => put(text, slot.value())?,
        edit => {
            read_json(text.as_bytes(), edit).map_err(Problem::Json)?;
        }
    }
    Ok(())
}

fn parse<T: FromStr>(text: &str, expected: &'static str) -> Result<T, Problem> {
    text.trim().parse().map_err(|_| Problem::Text { expected })
}

/// The text, in the encoding that the content type names.
fn decode(media: Option<&str>, body: &[u8]) -> Result<String, Problem> {
    let text = to_utf8(media, body)?.into_owned();
    String::from_utf8(text).map_err(|_| Problem::NotText)
}
