//! What generated code stands on. In a generated crate this file lists the modules that
//! its document needs; here it lists all of them.

pub mod base64;
pub mod codec;
pub mod constants;
pub mod fields;
pub mod formats {
    //! Types that the configuration may choose for formats of text.

    #[cfg(feature = "chrono")]
    pub mod chrono;
    #[cfg(feature = "jiff")]
    pub mod jiff;
    #[cfg(feature = "rust_decimal")]
    pub mod rust_decimal;
    pub mod std_net;
    #[cfg(feature = "time")]
    pub mod time;
    #[cfg(feature = "url")]
    pub mod url;
    #[cfg(feature = "uuid")]
    pub mod uuid;
}
pub mod forward;
pub mod json;
pub mod newtype;
pub mod nullable;
pub mod numbers;
pub mod read;
pub mod read_json;
pub mod read_json_union;
pub mod read_object;
pub mod read_scalar;
pub mod read_union;
pub mod redact;
pub mod scan;
pub mod slots;
pub mod tuples;
pub mod values;
pub mod variants;
pub mod write;
pub mod write_json;

pub use base64::Base64;
pub use codec::{
    Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select, Shown, Slot,
    Text, Tuple, Union, View, Whole, kinds, marks,
};
pub use json::{
    JsonError, Known, from_json, read_json, read_json_known, to_json, write_json,
};
pub use nullable::Nullable;
pub use read::read;
pub use serde_json::Value;
pub use values::Unknown;
pub use write::write;

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::{
    constants::constants, fields::fields, forward::forward, newtype::newtype,
    numbers::numbers, redact::redacted_debug, values::text, values::values,
    variants::variants,
};
