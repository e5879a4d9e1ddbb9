//! Building a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::client::unknown_scheme;
use crate::runtime::auth::credentials::{from_variables, not_in_environment};
use crate::runtime::requests::header_rules;
use crate::runtime::{
    BaseUrl, Budget, BuildError, Client, Credential, Credentials, Limits, Service,
    Settings, Transport,
};

/// Builds a [`Client`].
///
/// Reads nothing from the environment unless [`ClientBuilder::environment`] is called.
#[must_use]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: Option<String>,
    server: usize,
    variables: Vec<(String, String)>,
    /// The environment variable that the base URL comes from.
    base_variable: Option<&'static str>,
    trusted: Vec<String>,
    headers: HeaderMap,
    credentials: Credentials,
    limits: Limits,
    total_timeout: Option<Duration>,
    max_retries: u32,
    transport: Option<Arc<dyn Transport>>,
    proxies: bool,
    /// Whether the environment was asked for credentials and had none.
    found_none: bool,
    problem: Option<BuildError>,
}

impl ClientBuilder {
    /// A client of this service: its first server, no credentials.
    pub fn new(service: &'static Service) -> Self {
        let mut builder = Self {
            service,
            base_url: None,
            server: 0,
            variables: Vec::new(),
            base_variable: None,
            trusted: Vec::new(),
            headers: HeaderMap::new(),
            credentials: Credentials::default(),
            limits: Limits::default(),
            total_timeout: None,
            max_retries: 2,
            transport: None,
            proxies: false,
            found_none: false,
            problem: None,
        };
        if !service.user_agent.is_empty() {
            builder = builder.header(USER_AGENT.as_str(), service.user_agent);
        }
        for (name, value) in service.headers {
            builder = builder.header(name, value);
        }
        builder
    }

    /// Where the service is, for example `https://api.example.com/v1`, in the place of the
    /// document's first server.
    ///
    /// Operations with a server of their own go to the same host. If that server is beside the
    /// first one, its path takes the place of the first one's at the end of this URL: where they end
    /// in `/v2` and `/v1`, it is `https://api.example.com/v2`. If it is on another host, or this URL
    /// does not end like the first server, they go to this URL as it is.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.base_variable = None;
        self
    }

    /// Another server of the document, by its place in it, from 0.
    pub fn server(mut self, at: usize) -> Self {
        self.server = at;
        self
    }

    /// The value of a variable in the URLs of the servers. The client cannot be built if no
    /// server has such a variable, or if the document lists its values and this is none of them;
    /// [`ClientBuilder::base_url`] takes any URL.
    pub fn server_variable(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        let name = name.into();
        if !self.service.has_variable(&name) {
            let name = name.escape_debug();
            self.refuse(format!("no server of the service has a variable `{name}`"));
        }
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.into()));
        self
    }

    /// Another origin, for example `https://uploads.example.com`, that gets credentials and
    /// the client's headers: for operations with a server of their own that is none of the
    /// service's, which fail otherwise where they need credentials.
    pub fn trusted_origin(mut self, url: &str) -> Self {
        match BaseUrl::parse(url) {
            Ok(base) => self.trusted.push(base.origin().to_owned()),
            Err(why) => self.refuse(format!("the trusted origin cannot be used: {why}")),
        }
        self
    }

    /// Sends calls without credentials where the client has none, rather than refusing them: for
    /// a server that asks for none, whatever the document says, such as one for development.
    pub fn anonymous(mut self) -> Self {
        self.credentials.optional = true;
        self
    }

    /// A header of every request; headers of the connection, such as `Content-Length`, are the
    /// transport's. What a call sets itself goes before it: its media types, its credential, its
    /// parameters, and [`RequestOptions::header`](crate::runtime::RequestOptions::header).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header_rules::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(refusal) => self.refuse(refusal.to_string()),
        }
        self
    }

    /// The credential for a security scheme of the document.
    pub fn credential(mut self, scheme: &str, credential: Credential) -> Self {
        match self.service.scheme(scheme) {
            Some(scheme) => self.credentials.set(scheme, credential),
            None => {
                self.problem.get_or_insert_with(|| unknown_scheme(scheme));
            }
        }
        self
    }

    /// How long each attempt may take, from connecting to the end of the body: 60 seconds
    /// unless set, `None` is without limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.limits.timeout = timeout.into();
        self
    }

    /// How long making a connection may take: 10 seconds unless set, `None` is without
    /// limit of its own.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.limits.connect_timeout = timeout.into();
        self
    }

    /// How long all attempts of a call and the pauses between them may take together: no
    /// limit unless set. A body that is handed out while it comes may take longer.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = timeout.into();
        self
    }

    /// How often a call is repeated where that is safe: twice unless set, 0 is never.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// How many bytes the body of an answer may have, decompressed: 64 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// What carries requests, instead of the default.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Reads base URL and credentials from the environment variables of the service, and lets
    /// the default transport use the proxies that the system names (`HTTPS_PROXY` and so on).
    ///
    /// Without credentials there, the client can be built if it was given some otherwise, or if
    /// no operation needs any.
    pub fn environment(mut self) -> Self {
        self.proxies = true;
        self.environment_from(&|name| std::env::var(name).ok())
    }

    /// Reads base URL and credentials from variables that `read` knows.
    pub fn environment_from(mut self, read: &dyn Fn(&str) -> Option<String>) -> Self {
        let read = |name: &str| read(name).filter(|value| !value.is_empty());
        if let Some(url) = self.service.base_url_env.and_then(read) {
            self.base_url = Some(url);
            self.base_variable = self.service.base_url_env;
        }
        match from_variables(self.service, &read) {
            Err(message) => self.refuse(message),
            Ok(found) => {
                self.found_none = found.is_empty();
                for (scheme, credential) in found {
                    self.credentials.set(scheme, credential);
                }
            }
        }
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// The first thing that was wrong: a URL, a header or a credential that cannot be sent, a
    /// variable that is missing, or no transport.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some((scheme, why)) = self.credentials.invalid() {
            self.refuse(format!("the credential for `{scheme}` cannot be sent: {why}"));
        }
        let is_needed = self.found_none && !self.credentials.optional;
        let has_none = is_needed && self.credentials.is_empty();
        let missing = has_none.then(|| not_in_environment(self.service)).flatten();
        for why in missing.into_iter().chain(refused_variable(&self)) {
            self.refuse(why);
        }
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let own_base = self.base_url.is_some();
        let base = base_of(&self)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.limits, self.proxies)?,
        };
        let settings = Settings {
            service: self.service,
            base,
            own_base,
            variables: self.variables,
            trusted: self.trusted,
            headers: self.headers,
            limits: self.limits,
            total_timeout: self.total_timeout,
            max_retries: self.max_retries,
            transport,
            budget: Budget::default(),
        };
        let credentials = Arc::new(self.credentials);
        Ok(Client { settings: Arc::new(settings), credentials })
    }

    fn refuse(&mut self, message: String) {
        self.problem.get_or_insert_with(|| BuildError::new(message));
    }
}

/// Why a value of a variable cannot be used: the document lists others. A typing mistake would be
/// another host.
fn refused_variable(builder: &ClientBuilder) -> Option<String> {
    let service = builder.service;
    let server = service.servers.get(builder.server);
    let server = server.filter(|_| builder.base_url.is_none());
    builder.variables.iter().find_map(|(name, value)| {
        let own = server.and_then(|server| server.variable(name));
        let (is_allowed, values) = match own {
            Some(own) => (own.allows(value), own.values.to_vec()),
            None => service.values_of(name, value),
        };
        let listed = values.iter().map(|value| format!("`{}`", value.escape_debug()));
        let listed = listed.collect::<Vec<_>>().join(", ");
        let (name, value) = (name.escape_debug(), value.escape_debug());
        (!is_allowed).then(|| {
            format!(
                "the variable `{name}` of the server cannot be `{value}`, only {listed}"
            )
        })
    })
}

/// Where paths are appended to.
fn base_of(builder: &ClientBuilder) -> Result<BaseUrl, BuildError> {
    let service = builder.service;
    let url = match (&builder.base_url, service.servers.get(builder.server)) {
        (Some(url), _) => url.clone(),
        (None, Some(server)) => {
            if let Some(why) = server.misplaced(&builder.variables) {
                return Err(BuildError::new(why));
            }
            server.resolve(&builder.variables)
        }
        (None, None) => return Err(no_server(service, builder.server)),
    };
    BaseUrl::parse(&url).map_err(|why| {
        let from = builder.base_variable.map(|name| format!(" in {name}"));
        let from = from.unwrap_or_default();
        let message = format!("the base URL{from} cannot be used: {why}");
        if builder.base_url.is_some() {
            BuildError::new(message)
        } else {
            without_base(service, &message)
        }
    })
}

fn no_server(service: &Service, at: usize) -> BuildError {
    let problem = match service.servers.len() {
        0 => "no server is known".to_owned(),
        1 => format!("there is no server {at}: the service has one, which is 0"),
        many => format!(
            "there is no server {at}: the service has {many}, counted from 0 to {}",
            many - 1
        ),
    };
    without_base(service, &problem)
}

/// The document's server is of no use; says how another one is named.
fn without_base(service: &Service, problem: &str) -> BuildError {
    let variable = service.base_url_env.map_or(String::new(), |name| {
        format!(", or with the environment variable {name}, which `from_env` reads")
    });
    BuildError::new(format!("{problem}; set it with `base_url(…)`{variable}"))
}

#[cfg(feature = "reqwest")]
fn default_transport(
    limits: &Limits,
    proxies: bool,
) -> Result<Arc<dyn Transport>, BuildError> {
    let timeout = limits.connect_timeout;
    Ok(Arc::new(if proxies {
        crate::runtime::ReqwestTransport::with_system_proxies(timeout)?
    } else {
        crate::runtime::ReqwestTransport::new(timeout)?
    }))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Limits, _: bool) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "there is no transport: enable the feature `reqwest` or set one",
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What cannot be used may hold a password.
        let origin = self.base_url.as_deref().map(|url| match BaseUrl::parse(url) {
            Ok(base) => base.origin().to_owned(),
            Err(why) => format!("cannot be used: {why}"),
        });
        f.debug_struct("ClientBuilder")
            .field("service", &self.service.title)
            .field("base_url", &origin)
            .field("limits", &self.limits)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}
