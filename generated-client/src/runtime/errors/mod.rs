// Written by the generator; change the document or generator.yaml instead.

//! What can go wrong, and what is kept of it.

pub mod api_error;
pub mod build_error;
pub mod decode_error;
pub mod error;
pub mod message;
