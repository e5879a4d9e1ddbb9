// Written by the generator; change the document or generator.yaml instead.

//! JSON, read from text and written as text.

pub mod document;
pub mod error;
pub mod look_ahead;
pub mod read;
pub mod scan;
pub mod scan_string;
pub mod scan_value;
pub mod write;
