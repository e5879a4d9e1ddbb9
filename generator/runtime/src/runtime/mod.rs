//! What generated code stands on. In a generated crate this file lists the modules that
//! its document needs; here it lists all of them.

pub mod codec;
pub mod fields;
pub mod forward;
pub mod json;
pub mod nullable;
pub mod read;
pub mod read_object;
pub mod read_scalar;
pub mod read_union;
pub mod slots;
pub mod trail;
pub mod write;
pub mod write_json;

pub use codec::{
    Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select, Slot, Text,
    Tuple, Union, View, Whole, kinds, marks,
};
pub use json::{JsonError, Known, read_json, read_json_known, write_json};
pub use nullable::Nullable;
pub use read::read;
pub use serde_json::Value;
pub use write::write;

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::{fields::fields, forward::forward};
