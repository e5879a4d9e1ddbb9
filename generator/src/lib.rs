//! OpenAPI document in, Rust client crate out.

pub mod analyse;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod lower;
pub mod model;
pub mod rust;
pub mod source;
