//! What a client knows about the service it calls: data written by the generator.

use super::parameter::Location;

/// A service: one static per generated crate.
///
/// Written as `Service { title: "…", .., ..Service::DEFAULT }`.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The title of the API.
    pub title: &'static str,
    /// The `User-Agent` that is sent; empty sends none.
    pub user_agent: &'static str,
    /// The servers, the default one first.
    pub servers: &'static [Server],
    /// The variables of servers that operations have of their own.
    pub variables: &'static [ServerVariable],
    /// The security schemes, by the names that [`crate::runtime::Meta::security`] uses.
    pub schemes: &'static [Scheme],
    /// What raw requests need: an OR of ANDs of scheme names. When it is empty, they use
    /// the first scheme that has a credential.
    pub security: &'static [&'static [&'static str]],
    /// Whether every operation can be called without credentials.
    pub anonymous: bool,
    /// Headers of every request: name and value.
    pub headers: &'static [(&'static str, &'static str)],
    /// The environment variable that holds the base URL.
    pub base_url_env: Option<&'static str>,
    /// The header of answers that holds the id of the request.
    pub request_id_header: Option<&'static str>,
    /// The header that makes the service recognise a repeated request. When it is set, each
    /// call whose method does not promise that repeating it does no harm carries a random key,
    /// the same one on each attempt.
    pub idempotency_header: Option<&'static str>,
}

impl Service {
    /// A service without servers, schemes and headers.
    pub const DEFAULT: Self = Self {
        title: "",
        user_agent: "",
        servers: &[],
        variables: &[],
        schemes: &[],
        security: &[],
        anonymous: false,
        headers: &[],
        base_url_env: None,
        request_id_header: None,
        idempotency_header: None,
    };

    /// Whether the URL of any server has this variable.
    #[must_use]
    pub fn has_variable(&self, name: &str) -> bool {
        !self.variables_named(name).is_empty()
    }

    /// Whether a variable of that name may have that value at any server, and which values are
    /// listed.
    #[must_use]
    pub fn values_of(&self, name: &str, value: &str) -> (bool, Vec<&'static str>) {
        let known = self.variables_named(name);
        let is_allowed = known.is_empty() || known.iter().any(|it| it.allows(value));
        let mut values = Vec::new();
        for known in known {
            for value in known.values {
                if !values.contains(value) {
                    values.push(*value);
                }
            }
        }
        (is_allowed, values)
    }

    fn variables_named(&self, name: &str) -> Vec<&'static ServerVariable> {
        let mut known = Vec::new();
        for server in self.servers {
            known.extend(server.variable(name));
        }
        for variable in self.variables {
            if variable.name == name {
                known.push(variable);
            }
        }
        known
    }

    /// The scheme of that name.
    #[must_use]
    pub fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A server of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL; `{name}` stands for a variable. May be relative.
    pub url: &'static str,
    /// The variables.
    pub variables: &'static [ServerVariable],
}

/// A variable in the URL of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name.
    pub name: &'static str,
    /// The value, unless another one is given.
    pub default: &'static str,
    /// The values that it may have; empty when it may have any.
    pub values: &'static [&'static str],
}

impl ServerVariable {
    /// A variable of any value.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// With the values that it may have.
    #[must_use]
    pub const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    /// Whether it may have this value. So it may have its default, listed or not.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        self.values.is_empty() || self.default == value || self.values.contains(&value)
    }
}

impl Server {
    /// A server without variables.
    #[must_use]
    pub const fn new(url: &'static str) -> Self {
        Self { url, variables: &[] }
    }

    /// A server whose URL has these variables.
    #[must_use]
    pub const fn with_variables(
        url: &'static str,
        variables: &'static [ServerVariable],
    ) -> Self {
        Self { url, variables }
    }

    /// The variable of that name.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&'static ServerVariable> {
        self.variables.iter().find(|known| known.name == name)
    }

    /// Why one of the values cannot be used, if it would lead to another host than the URL shows: a
    /// part of a host has letters, digits, dots, hyphens and underscores. What the document lists
    /// may be more, a port or a path may follow the host, and where a variable is all of the host,
    /// that is the caller's to say.
    #[must_use]
    pub fn misplaced(&self, values: &[(String, String)]) -> Option<String> {
        let (_, rest) = self.url.split_once("//")?;
        let mut in_braces = false;
        let end = rest.find(|c| {
            in_braces = c == '{' || in_braces && c != '}';
            !in_braces && matches!(c, '/' | '?' | '#')
        });
        let authority = &rest[..end.unwrap_or(rest.len())];
        let mut misplaced = values
            .iter()
            .filter(|(name, value)| !self.may_stand_in(authority, name, value));
        let (name, value) = misplaced.next()?;
        let (name, value) = (name.escape_debug(), value.escape_debug());
        Some(format!(
            "the variable `{name}` of the server cannot be `{value}`: it is a part of the host, \
             which has letters, digits, dots and hyphens"
        ))
    }

    fn may_stand_in(&self, authority: &str, name: &str, value: &str) -> bool {
        let variable = format!("{{{name}}}");
        let Some((before, behind)) = authority.split_once(&variable) else {
            return true;
        };
        let is_listed = self
            .variable(name)
            .is_some_and(|own| own.default == value || own.values.contains(&value));
        let is_host =
            before.is_empty() && (behind.is_empty() || behind.starts_with([':', '{']));
        let port = value.strip_prefix(':').unwrap_or("-").bytes();
        let follows = behind.is_empty()
            && (value.starts_with('/')
                || port.into_iter().all(|byte| byte.is_ascii_digit()));
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        is_listed || is_host || follows || value.chars().all(is_plain)
    }

    /// The URL with the given values for variables, and the defaults for the others. Each is put
    /// in once: what a value contains is no variable.
    #[must_use]
    pub fn resolve(&self, values: &[(String, String)]) -> String {
        let value = |name: &str| {
            let default = self.variable(name)?.default;
            let given = values.iter().rev().find(|(key, _)| key == name);
            Some(given.map_or(default, |(_, value)| value))
        };
        let mut url = String::new();
        let mut rest = self.url;
        while let Some((head, tail)) = rest.split_once('}') {
            let template = head.rsplit_once('{');
            match template.and_then(|(before, name)| Some((before, value(name)?))) {
                Some((before, value)) => {
                    url.push_str(before);
                    // A value that begins with a slash is meant to follow the host, and not the
                    // slash before the variable as well: `{host}/{basePath}` with `/v1`.
                    let is_double = url.ends_with('/') && value.starts_with('/');
                    url.push_str(&value[usize::from(is_double)..]);
                }
                None => url.extend([head, "}"]),
            }
            rest = tail;
        }
        url.push_str(rest);
        url
    }
}

/// A security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// What it asks for.
    pub kind: SchemeKind,
    /// The environment variables that hold its credential: user and password for
    /// [`SchemeKind::Basic`], otherwise one. Empty: not read from the environment.
    pub env: &'static [&'static str],
}

/// What a security scheme asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// A user and a password in `Authorization: Basic`.
    Basic,
    /// A token in `Authorization: Bearer`; `OAuth2` and `openIdConnect` as well.
    Bearer,
    /// Credentials behind another name in `Authorization`.
    Http(&'static str),
    /// A key of its own.
    ApiKey {
        /// [`Location::Header`], [`Location::Query`] or [`Location::Cookie`].
        location: Location,
        /// The name of the header, the query parameter or the cookie.
        name: &'static str,
    },
    /// A client certificate: the transport's business.
    MutualTls,
    /// The answer to a challenge of the server: the transport's business.
    Challenge,
    /// Something that the document does not say: the caller's business.
    Unknown,
}
