//! OpenAPI document in, Rust client crate out.

pub mod config;
pub mod diagnostics;
pub mod model;
pub mod report;
pub mod source;
