//! Answers that are read while they come.

pub mod byte_stream;
pub mod event_stream;
pub mod item_stream;
pub mod json_stream;
