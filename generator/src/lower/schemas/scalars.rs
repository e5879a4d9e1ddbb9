//! Strings, numbers and booleans, by `type`, `format` and content keywords.

use super::limits::is_unsigned;
use super::merged::MergedSchema;
use crate::config::{FormatName, FormatType};
use crate::formats::{is_of_integers, is_uuid};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::media_types::essence;
use crate::model::{Format, Integer, Scalar};

impl Lowerer<'_, '_> {
    /// The scalar of a schema, with what the configuration says of Base64: services that describe
    /// other texts as such are not rare.
    pub(in crate::lower) fn scalar(
        &self,
        merged: &MergedSchema<'_>,
        types: JsonTypes,
    ) -> Scalar {
        let is_text =
            self.config.formats.get(&FormatName::Byte) == Some(&FormatType::String);
        match scalar(merged, types) {
            Scalar::Base64 if is_text => Scalar::Text(Format::Plain),
            scalar => scalar,
        }
    }
}

/// The scalar that `type` and `format` mean (OpenAPI 3.0.4, "Data Types"; the OpenAPI Format
/// Registry).
pub(in crate::lower) fn scalar(merged: &MergedSchema<'_>, types: JsonTypes) -> Scalar {
    let format = merged.format.unwrap_or_default();
    if types.has(JsonTypes::BOOLEAN) {
        return Scalar::Bool;
    }
    if types.has(JsonTypes::NUMBER) {
        return match format {
            "float" => Scalar::F32,
            format if is_of_integers(format) => Scalar::Integer(integer(format)),
            _ => Scalar::F64,
        };
    }
    if types.has(JsonTypes::INTEGER) {
        return Scalar::Integer(match integer(format) {
            Integer::I64 if is_unsigned(merged) => Integer::U64,
            integer => integer,
        });
    }
    match merged.content_encoding.map(str::to_ascii_lowercase).as_deref() {
        Some("base64") => return Scalar::Base64,
        Some("binary") => return Scalar::Binary,
        None if merged.content_media_type.is_some_and(is_of_bytes) => {
            return Scalar::Binary;
        }
        _ => {}
    }
    of_text(format).unwrap_or(Scalar::Text(text_format(format)))
}

/// The text that a format alone describes, if it says what may be in it.
pub(super) fn of_text(format: &str) -> Option<Scalar> {
    match (format, text_format(format)) {
        ("byte" | "base64", _) => Some(Scalar::Base64),
        ("binary", _) => Some(Scalar::Binary),
        (_, Format::Plain | Format::Password) => None,
        (_, text) => Some(Scalar::Text(text)),
    }
}

/// Whether values of a media type are bytes: a string of it without an encoding is the content
/// itself (OpenAPI 3.1.1, "Working with Binary Data").
pub(in crate::lower) fn is_of_bytes(media: &str) -> bool {
    let essence = essence(media);
    match essence.split_once('/') {
        Some(("image" | "audio" | "video" | "font", kind)) => kind != "svg+xml",
        Some(("application", kind)) => {
            let texts = ["json", "xml", "yaml", "javascript", "jwt", "sql", "graphql"];
            !texts.iter().any(|text| kind.contains(text))
                && kind != "x-www-form-urlencoded"
        }
        // Whatever somebody has to upload.
        Some(("*", "*")) => true,
        _ => false,
    }
}

fn integer(format: &str) -> Integer {
    match format {
        "int8" => Integer::I8,
        "int16" => Integer::I16,
        "int32" => Integer::I32,
        "uint8" => Integer::U8,
        "uint16" => Integer::U16,
        "uint32" => Integer::U32,
        // Rust's `usize`, as it is described by those who derive schemas from Rust.
        "uint64" | "uint" | "uint128" => Integer::U64,
        _ => Integer::I64,
    }
}

fn text_format(format: &str) -> Format {
    match format {
        "date-time" | "datetime" => Format::DateTime,
        "date" => Format::Date,
        "time" => Format::Time,
        "duration" => Format::Duration,
        uuid if is_uuid(uuid) => Format::Uuid,
        "uri" | "url" => Format::Uri,
        "email" => Format::Email,
        "ipv4" => Format::Ipv4,
        "ipv6" => Format::Ipv6,
        "decimal" => Format::Decimal,
        "password" => Format::Password,
        _ => Format::Plain,
    }
}

/// The scalar that covers both, if there is one that keeps of each what it keeps by itself: whole
/// numbers beside others are `number`, which has the integers of JSON Schema among its values.
pub(in crate::lower) fn common(a: Scalar, b: Scalar) -> Option<Scalar> {
    match (a, b) {
        _ if a == b => Some(a),
        (Scalar::F32 | Scalar::F64 | Scalar::Integer(_), Scalar::F32 | Scalar::F64)
        | (Scalar::F32 | Scalar::F64, Scalar::Integer(_)) => Some(Scalar::F64),
        (Scalar::Integer(a), Scalar::Integer(b)) => {
            common_integer(a, b).map(Scalar::Integer)
        }
        (
            Scalar::Text(_) | Scalar::Base64 | Scalar::Binary,
            Scalar::Text(_) | Scalar::Base64 | Scalar::Binary,
        ) => Some(Scalar::Text(Format::Plain)),
        _ => None,
    }
}

fn has_no_sign(width: Integer) -> bool {
    matches!(width, Integer::U8 | Integer::U16 | Integer::U32 | Integer::U64)
}

/// The width that holds all values of both.
fn common_integer(a: Integer, b: Integer) -> Option<Integer> {
    match (a, b) {
        _ if has_no_sign(a) && has_no_sign(b) => Some(Integer::U64),
        // Nothing has the values of both.
        (Integer::U64, _) | (_, Integer::U64) => None,
        _ => Some(Integer::I64),
    }
}
