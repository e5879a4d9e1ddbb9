//! Credentials and tokens, and which of them a call is given.

pub mod credentials;
pub mod oauth;
pub mod secret;
pub mod token;
