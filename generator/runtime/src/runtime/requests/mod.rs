//! From arguments to a request: URLs, headers and bodies.

pub mod body;
pub mod content;
pub mod form;
pub mod header_rules;
pub mod json_lines;
pub mod multipart;
pub mod outgoing;
pub mod params;
pub mod patch;
pub mod plain;
pub mod upload;
pub mod url;
