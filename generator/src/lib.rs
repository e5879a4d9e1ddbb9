//! OpenAPI document in, Rust client crate out.

pub mod analyse;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod rust;
pub mod source;
