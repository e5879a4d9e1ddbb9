//! What all formats share: how values are shown and filled, and `serde` for them.

pub mod base64;
pub mod lenient;
pub mod memory;
pub mod model;
pub mod nullable;
pub mod read;
pub mod read_object;
pub mod read_scalar;
pub mod rest;
pub mod slots;
pub mod tuples;
pub mod write;
