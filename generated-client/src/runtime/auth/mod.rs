// Written by the generator; change the document or generator.yaml instead.

//! Credentials and tokens, and which of them a call is given.

pub mod credentials;
pub mod secret;
pub mod token;
