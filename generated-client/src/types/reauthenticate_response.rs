// Written by the generator; change the document or generator.yaml instead.

use crate::runtime::fields;

/// The schema `ReauthenticateResponse`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReauthenticateResponse {
    /// The unique identifier for the created connect session
    pub session_id: String,
    /// The Connect URL to redirect the user to for reauthentication
    ///
    /// Format: `uri`
    pub connect_url: String,
}

fields! {
    ReauthenticateResponse: Debug, Eq, Hash {
        session_id, connect_url,
    }
}

impl ReauthenticateResponse {
    /// Creates a new `ReauthenticateResponse`.
    pub fn new(session_id: impl Into<String>, connect_url: impl Into<String>) -> Self {
        Self { session_id: session_id.into(), connect_url: connect_url.into() }
    }
}
