//! What generated code stands on. In a generated crate this file lists the modules that
//! its document needs; here it lists all of them.

mod codec;
mod json;
mod slots;

pub use codec::{
    Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select, Slot, Text,
    Tuple, Union, View, Whole, kinds, marks,
};
pub use json::{JsonError, Known, read_json, read_json_known, write_json};
pub use serde_json::Value;
