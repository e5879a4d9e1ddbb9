//! XML, read into the same values as JSON and written from them.

pub mod find;
pub mod read;
pub mod read_memory;
pub mod read_text;
pub mod read_union;
pub mod table;
pub mod tree;
pub mod write;
