// Written by the generator; change the document or generator.yaml instead.

//! From arguments to a request: URLs, headers and bodies.

pub mod body;
pub mod content;
pub mod header_rules;
pub mod outgoing;
pub mod params;
pub mod patch;
pub mod plain;
pub mod url;
