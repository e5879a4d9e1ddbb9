//! Tests of the runtime; they are not copied.
#![allow(unreachable_pub, reason = "as it is made for generated crates")]

mod bytes;
mod derive;
mod engine;
mod enums;
mod errors;
mod formats;
mod hygiene;
mod lenient;
mod many_variants;
mod memory;
mod objects;
#[cfg(feature = "stream")]
mod oracles;
mod parts;
#[cfg(feature = "stream")]
mod readers;
mod scalars;
mod serde_formats;
mod trials;
mod unions;
mod unions_at_once;
mod unions_default;
mod unions_hinted;
mod unions_keyed;
mod unions_nested;
mod unions_ranked;
mod validate;
#[cfg(feature = "webhooks")]
mod webhooks;
mod xml;

use crate::runtime::{JsonError, Slot, read_json, write_json};

/// Reads a model.
fn decode<T: Slot>(json: &str) -> Result<T, JsonError> {
    let mut value = T::vacant();
    read_json(json.as_bytes(), value.edit())?;
    Ok(value)
}

/// Writes a model.
fn encode<T: Slot>(value: &T) -> String {
    String::from_utf8(write_json(value.view()).unwrap()).unwrap()
}

/// Reads a model that must be broken: pointer, expectation, line and column.
fn failure<T: Slot>(json: &str) -> (String, String, usize, usize) {
    let error = decode::<T>(json).err().expect("it is broken");
    assert!(!error.to_string().contains("SECRET"), "{error}");
    (error.pointer().into(), error.expected().into(), error.line(), error.column())
}

/// What is read is written again as it was.
fn same<T: Slot>(json: &str) {
    assert_eq!(encode(&decode::<T>(json).unwrap()), json);
}
