// Written by the generator; change the document or generator.yaml instead.

use crate::runtime::{Nullable, fields, setters};
use crate::types::ConnectProducts;

/// The schema `ReauthenticateRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReauthenticateRequest {
    /// The URI to redirect to after the Connect flow is completed
    ///
    /// Format: `uri`
    pub redirect_uri: Nullable<String>,
    /// The number of minutes until the session expires (defaults to 43,200, which is 30
    /// days)
    pub minutes_to_expire: Option<i64>,
    /// The products to request access to (optional for reauthentication). Use `benefits` to
    /// access deductions endpoints — `deduction` is a deprecated alias that is still
    /// accepted but should not be combined with `benefits`.
    pub products: Nullable<Vec<ConnectProducts>>,
    /// The ID of the existing connection to reauthenticate
    pub connection_id: String,
}

fields! {
    ReauthenticateRequest: Debug, Eq, Hash {
        redirect_uri, minutes_to_expire, products, connection_id,
    }
}

impl ReauthenticateRequest {
    /// Creates a new `ReauthenticateRequest` from its required fields; the others are left out.
    pub fn new(connection_id: impl Into<String>) -> Self {
        Self {
            redirect_uri: Nullable::Absent,
            minutes_to_expire: None,
            products: Nullable::Absent,
            connection_id: connection_id.into(),
        }
    }
}

setters! {
    ReauthenticateRequest {
        redirect_uri(nullable String),
        minutes_to_expire(i64),
        products(nullable Vec<ConnectProducts>),
    }
}
