//! Requests that the service sends.

#[cfg(feature = "webhooks")]
pub mod verifier;
