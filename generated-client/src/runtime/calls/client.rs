//! The client: what all calls share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::runtime::{
    BaseUrl, Budget, BuildError, Credential, Credentials, Limits, RawRequest, Scheme,
    Server, Service, Transport,
};

/// A client of the service. Cloning it is cheap; clones share connections, limits and the
/// budget for retries.
#[derive(Clone)]
pub struct Client {
    // Fields, not methods: the names of methods belong to the service's groups.
    pub(crate) settings: Arc<Settings>,
    pub(crate) credentials: Arc<Credentials>,
}

/// What a client was built with.
pub struct Settings {
    /// The service.
    pub service: &'static Service,
    /// Where paths are appended to.
    pub base: BaseUrl,
    /// Whether the caller has chosen the base URL.
    pub own_base: bool,
    /// The values of server variables that the caller has chosen.
    pub variables: Vec<(String, String)>,
    /// Origins that get credentials and headers, besides that of the base.
    pub trusted: Vec<String>,
    /// The headers of every request.
    pub headers: HeaderMap,
    /// The limits of each attempt.
    pub limits: Limits,
    /// The limit of a call with all its attempts.
    pub total_timeout: Option<Duration>,
    /// How often a call is repeated.
    pub max_retries: u32,
    /// What carries requests.
    pub transport: Arc<dyn Transport>,
    /// How many repetitions all calls may make together.
    pub budget: Budget,
}

impl Client {
    /// The same client with another credential: a cheap copy that shares connections,
    /// limits and the budget for retries.
    ///
    /// # Errors
    ///
    /// If the service has no security scheme of this name.
    pub fn with_credential(
        &self,
        scheme: &str,
        credential: Credential,
    ) -> Result<Self, BuildError> {
        match self.settings.service.scheme(scheme) {
            Some(scheme) => Ok(self.with_scheme(scheme, credential)),
            None => Err(unknown_scheme(scheme)),
        }
    }

    /// The same for a scheme that the service has: what generated methods call.
    #[must_use]
    pub(crate) fn with_scheme(&self, scheme: &Scheme, credential: Credential) -> Self {
        let mut credentials = Credentials::clone(&self.credentials);
        credentials.set(scheme, credential);
        Self { settings: Arc::clone(&self.settings), credentials: Arc::new(credentials) }
    }

    /// A request that the document does not describe, with everything else that a call
    /// has: authentication, headers, time limits, retries.
    ///
    /// `path` is an encoded path that is appended to the base URL, with or without a
    /// query; or an absolute URL. Credentials and the client's headers are sent only to
    /// the origin of the base URL.
    pub fn request<'a>(&'a self, method: http::Method, path: &str) -> RawRequest<'a> {
        RawRequest::new(self, method, path)
    }
}

/// A typing mistake would otherwise send requests without the credential.
pub fn unknown_scheme(name: &str) -> BuildError {
    let name = name.escape_debug();
    BuildError::new(format!("the service has no security scheme `{name}`"))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.settings.service.title)
            .field("origin", &self.settings.base.origin())
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// Whether credentials and the client's headers may go there.
    #[must_use]
    pub fn trusts(&self, base: &BaseUrl) -> bool {
        base.origin() == self.base.origin()
            || self.trusted.iter().any(|origin| origin == base.origin())
    }

    /// Where a server of an operation is, seen from a base URL that the caller has chosen in the
    /// place of the document's first server: `None` if they are at different origins, or if the base
    /// URL has no path like that of the first server.
    #[must_use]
    pub fn moved(&self, server: &Server) -> Option<BaseUrl> {
        let first = self.service.servers.first()?;
        let read = |server: &Server| {
            let url = server.resolve(&self.variables);
            let is_relative = url.starts_with('/') && !url.starts_with("//");
            let base = if is_relative {
                self.base.with_path(&url)?
            } else {
                BaseUrl::parse(&url).ok()?
            };
            Some((base, is_relative))
        };
        let ((first, _), (own, is_relative)) = (read(first)?, read(server)?);
        let is_beside = is_relative || own.origin() == first.origin();
        self.base.with_end(&first, &own).filter(|_| is_beside)
    }

    /// Whether it is one of the service's servers: operations that name it as theirs may
    /// go there with everything.
    #[must_use]
    pub fn lists(&self, base: &BaseUrl) -> bool {
        self.service.servers.iter().any(|server| {
            let listed = BaseUrl::parse(&server.resolve(&self.variables));
            listed.is_ok_and(|listed| listed.origin() == base.origin())
        })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("base", &self.base)
            .field("limits", &self.limits)
            .field("total_timeout", &self.total_timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}
