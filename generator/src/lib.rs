//! OpenAPI document in, Rust client crate out.

pub mod config;
pub mod diagnostics;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod source;
