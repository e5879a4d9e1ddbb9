// Written by the generator; change the document or generator.yaml instead.

use crate::runtime::{Nullable, fields};
use crate::types::ConnectProducts;

/// The schema `ReauthenticateRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    ReauthenticateRequest {
        redirect_uri: "redirect_uri",
        minutes_to_expire: "minutes_to_expire",
        products: "products",
        connection_id: "connection_id",
    }
}

impl ReauthenticateRequest {
    /// With what is required, and nothing else set.
    pub fn new(connection_id: impl Into<String>) -> Self {
        Self {
            redirect_uri: Nullable::Absent,
            minutes_to_expire: None,
            products: Nullable::Absent,
            connection_id: connection_id.into(),
        }
    }

    /// Sets `redirect_uri`.
    #[must_use]
    pub fn redirect_uri(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.redirect_uri = value.into();
        self
    }

    /// Sets `minutes_to_expire`.
    #[must_use]
    pub fn minutes_to_expire(mut self, value: i64) -> Self {
        self.minutes_to_expire = Some(value);
        self
    }

    /// Sets `products`.
    #[must_use]
    pub fn products(mut self, value: impl Into<Nullable<Vec<ConnectProducts>>>) -> Self {
        self.products = value.into();
        self
    }
}
