// Written by the generator; change the document or generator.yaml instead.

//! The client of this service: its servers, and its credentials.

use crate::runtime::{
    BuildError, Client, ClientBuilder, Credential, Scheme, SchemeKind, Secret, Server,
    Service,
};

/// The service that this crate calls.
pub(crate) static SERVICE: Service = Service {
    title: "API Reference",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[Server::new("https://api.tryfinch.com")],
    schemes: &[BASIC_AUTH],
    headers: &[("finch-api-version", "2020-09-17")],
    base_url_env: Some("FINCH_BASE_URL"),
    request_id_header: Some("finch-request-id"),
    ..Service::DEFAULT
};

const BASIC_AUTH: Scheme = Scheme {
    name: "basicAuth",
    kind: SchemeKind::Basic,
    env: &["FINCH_CLIENT_ID", "FINCH_CLIENT_SECRET"],
};

impl Client {
    /// A builder with the defaults of the document; it never reads the environment.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&SERVICE)
    }

    /// A client that is set up by environment variables:
    ///
    /// - `FINCH_BASE_URL`: where the service is
    /// - `FINCH_CLIENT_ID`: the client id
    /// - `FINCH_CLIENT_SECRET`: the client secret
    ///
    /// # Errors
    ///
    /// If the credentials are not set, a variable has a value that cannot be used, or there
    /// is no transport. [`Client::builder`](Self::builder) makes a client without
    /// credentials.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder().environment().build()
    }

    /// A copy of the client with this credential; both share the connections.
    ///
    /// Please use base64 encoded client_id:client_secret
    ///
    /// The connect session uses Basic Auth: use `client_id` as the username and
    /// `client_secret` as the password. What is sent is `Authorization: Basic <base64 encoded client_id:client_secret>`.
    #[must_use]
    pub fn with_basic_auth(
        &self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        self.with_scheme(&BASIC_AUTH, Credential::basic(client_id, client_secret))
    }
}

impl ClientBuilder {
    /// The credential of the scheme `basicAuth`.
    ///
    /// Please use base64 encoded client_id:client_secret
    ///
    /// The connect session uses Basic Auth: use `client_id` as the username and
    /// `client_secret` as the password. What is sent is `Authorization: Basic <base64 encoded client_id:client_secret>`.
    pub fn basic_auth(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        self.credential("basicAuth", Credential::basic(client_id, client_secret))
    }
}
