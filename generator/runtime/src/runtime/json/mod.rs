//! JSON, read from text and written as text.

pub mod document;
pub mod error;
pub mod look_ahead;
pub mod read;
pub mod read_union;
pub mod scan;
pub mod scan_string;
pub mod scan_value;
pub mod write;
