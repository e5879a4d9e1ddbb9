//! From an answer to a value: its status, its media type, its text.

pub mod answer;
pub mod charset;
pub mod content_coding;
pub mod header;
pub mod media;
pub mod media_type;
pub mod outcome;
pub mod response;
pub mod statuses;
pub mod text_answer;
