//! Credentials, and which of them a call is given.

use std::fmt::Write;

use base64::Engine;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use crate::runtime::calls::parameter::Location;
use crate::runtime::requests::header_rules::{
    is_cookie_octet, is_of_connection, is_of_content,
};
use crate::runtime::requests::url::{cookie_pair, without};
use crate::runtime::{
    Outgoing, RequestError, RequestOptions, Scheme, SchemeKind, Secret, Service,
    TokenProvider, Tokens,
};

/// What proves who the caller is. Never printed.
#[derive(Clone, Debug)]
pub struct Credential(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Basic { user: Secret, password: Secret },
    Bearer(Secret),
    ApiKey(Secret),
    Http(Secret),
    Tokens(Tokens),
}

impl Credential {
    /// A user and a password, for HTTP Basic. The user must not contain a colon.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic { user: Secret::new(user), password: password.into() })
    }

    /// A token, for HTTP Bearer, `OAuth2` and `openIdConnect`.
    #[must_use]
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Bearer(token.into()))
    }

    /// A key in a header, the query or a cookie.
    #[must_use]
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self(Kind::ApiKey(key.into()))
    }

    /// What follows the scheme's name in `Authorization`, for other HTTP schemes.
    #[must_use]
    pub fn http(credentials: impl Into<Secret>) -> Self {
        Self(Kind::Http(credentials.into()))
    }

    /// Bearer tokens that are asked for when they are needed, and again after a 401.
    #[must_use]
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(Kind::Tokens(Tokens::new(provider)))
    }

    fn prepare(self, scheme: &Scheme) -> Prepared {
        match (scheme.kind, self.0) {
            (SchemeKind::Basic, Kind::Basic { user, .. })
                if user.expose().contains(':') =>
            {
                Prepared::Invalid("its user name contains a colon")
            }
            (SchemeKind::Basic, Kind::Basic { user, password }) => {
                let pair = format!("{}:{}", user.expose(), password.expose());
                let encoded = base64::prelude::BASE64_STANDARD.encode(pair);
                header(AUTHORIZATION, &format!("Basic {encoded}"))
            }
            (SchemeKind::Bearer, Kind::Bearer(token)) => {
                header(AUTHORIZATION, &format!("Bearer {}", token.expose()))
            }
            (SchemeKind::Bearer, Kind::Tokens(tokens)) => Prepared::Tokens(tokens),
            (SchemeKind::Http(name), Kind::Http(credentials)) => {
                header(AUTHORIZATION, &format!("{name} {}", credentials.expose()))
            }
            (SchemeKind::ApiKey { location, name }, Kind::ApiKey(key)) => {
                api_key(location, name, key)
            }
            _ => Prepared::Invalid("it is of another kind than the scheme asks for"),
        }
    }
}

fn header(name: HeaderName, value: &str) -> Prepared {
    let Ok(mut value) = HeaderValue::from_str(value) else {
        return Prepared::Invalid("it contains characters that a header cannot carry");
    };
    value.set_sensitive(true);
    Prepared::Header(name, value)
}

fn api_key(location: Location, name: &'static str, key: Secret) -> Prepared {
    match location {
        Location::Query => Prepared::Query(name, key),
        Location::Cookie if key.expose().bytes().all(is_cookie_octet) => {
            Prepared::Cookie(name, key)
        }
        Location::Cookie => {
            Prepared::Invalid("it contains characters that a cookie cannot carry")
        }
        _ => match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) if is_of_connection(&name) || is_of_content(&name) => {
                Prepared::Invalid("its header is not one for credentials")
            }
            Ok(name) => header(name, key.expose()),
            Err(_) => Prepared::Invalid("its header has no valid name"),
        },
    }
}

/// A credential in the form in which it is sent.
#[derive(Clone, Debug)]
pub enum Prepared {
    /// As a header.
    Header(HeaderName, HeaderValue),
    /// As a bearer token that is asked for.
    Tokens(Tokens),
    /// As a query parameter.
    Query(&'static str, Secret),
    /// As a cookie.
    Cookie(&'static str, Secret),
    /// It cannot be sent, and why.
    Invalid(&'static str),
}

/// The credentials of a client, by scheme.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    by_scheme: Vec<(&'static str, Prepared)>,
    /// Whether calls are sent without where there are none.
    pub optional: bool,
}

impl Credentials {
    /// Adds a credential, or replaces the one for the same scheme.
    pub fn set(&mut self, scheme: &Scheme, credential: Credential) {
        self.by_scheme.retain(|(other, _)| *other != scheme.name);
        self.by_scheme.push((scheme.name, credential.prepare(scheme)));
    }

    /// The first credential that cannot be sent: its scheme, and why.
    #[must_use]
    pub fn invalid(&self) -> Option<(&'static str, &'static str)> {
        self.by_scheme.iter().find_map(|(name, prepared)| match prepared {
            Prepared::Invalid(why) => Some((*name, *why)),
            _ => None,
        })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_scheme.is_empty()
    }

    fn get(&self, name: &str) -> Option<&Prepared> {
        self.by_scheme
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, prepared)| prepared)
    }

    fn satisfies(&self, service: &Service, name: &str) -> bool {
        self.get(name).is_some()
            || service.scheme(name).is_some_and(|scheme| {
                matches!(
                    scheme.kind,
                    SchemeKind::MutualTls | SchemeKind::Challenge | SchemeKind::Unknown
                )
            })
    }

    /// Adds the credentials of the first alternative that can be satisfied; one for which a
    /// credential was given comes before one of which the transport is supposed to have it, and
    /// both before anonymous. One that asks for more, all of which was given, comes before it: a
    /// second factor is not left at home. Where nothing can be satisfied, a header that callers
    /// set themselves will do.
    pub fn authorize(
        &self,
        service: &Service,
        security: &[&[&str]],
        options: &RequestOptions,
        outgoing: &mut Outgoing,
    ) -> Result<(), RequestError> {
        let possible =
            |names: &&&[&str]| names.iter().all(|name| self.satisfies(service, name));
        let given = |names: &&&[&str]| names.iter().any(|name| self.get(name).is_some());
        let known =
            || security.iter().filter(|names| !names.is_empty()).filter(possible);
        let first = known().find(given);
        let chosen = first
            .and_then(|first| known().find(|more| self.adds_to(more, first)))
            .or(first)
            .or_else(|| known().next())
            .or_else(|| security.iter().find(|names| names.is_empty()))
            .or_else(|| {
                let is_set = |name: &&str| {
                    service.scheme(name).and_then(header_of).is_some_and(|header| {
                        options.has(&header) || outgoing.headers.contains_key(header)
                    })
                };
                let given = |name: &&str| self.satisfies(service, name) || is_set(name);
                security.iter().find(|names| names.iter().all(given))
            });
        match chosen {
            Some(names) => names.iter().try_for_each(|name| self.apply(name, outgoing)),
            None if security.is_empty() || self.optional => Ok(()),
            None => Err(RequestError::new(missing(security))),
        }
    }

    /// Whether an alternative has all the schemes of another one, and more for which there are
    /// credentials.
    fn adds_to(&self, more: &[&str], first: &[&str]) -> bool {
        more.len() > first.len()
            && first.iter().all(|name| more.contains(name))
            && more.iter().all(|name| first.contains(name) || self.get(name).is_some())
    }

    /// Adds the credential of the first scheme that has one.
    pub fn authorize_any(
        &self,
        service: &Service,
        outgoing: &mut Outgoing,
    ) -> Result<(), RequestError> {
        let known =
            service.schemes.iter().find(|scheme| self.get(scheme.name).is_some());
        known.map_or(Ok(()), |scheme| self.apply(scheme.name, outgoing))
    }

    fn apply(&self, name: &str, outgoing: &mut Outgoing) -> Result<(), RequestError> {
        match self.get(name) {
            None => {}
            Some(Prepared::Header(header, value)) => {
                outgoing.headers.insert(header.clone(), value.clone());
            }
            Some(Prepared::Tokens(tokens)) => outgoing.tokens = Some(tokens.clone()),
            Some(Prepared::Query(key, value)) => {
                // The URL of a next page may repeat it.
                outgoing.query.text = without(&outgoing.query.text, key);
                outgoing.query.push(key, value.expose(), false);
            }
            Some(Prepared::Cookie(key, value)) => {
                outgoing.cookies.push_encoded(&cookie_pair(key, value.expose()));
            }
            Some(Prepared::Invalid(why)) => {
                let message =
                    format!("the credential for `{name}` cannot be sent: {why}");
                return Err(RequestError::new(message));
            }
        }
        Ok(())
    }
}

/// The header in which a scheme's credentials are sent.
fn header_of(scheme: &Scheme) -> Option<HeaderName> {
    match scheme.kind {
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Http(_) => {
            Some(AUTHORIZATION)
        }
        SchemeKind::ApiKey { location: Location::Header, name } => {
            HeaderName::from_bytes(name.as_bytes()).ok()
        }
        _ => None,
    }
}

fn missing(security: &[&[&str]]) -> String {
    let mut message = "it needs credentials that the client does not have: ".to_owned();
    for (at, names) in security.iter().enumerate() {
        let separator = if at == 0 { "" } else { ", or " };
        let _ = write!(message, "{separator}`{}`", names.join("` and `"));
    }
    message.push_str(
        "; `RequestOptions::anonymous` sends the call without, and \
         `ClientBuilder::anonymous` all",
    );
    message
}

/// Reads credentials from variables that `read` knows.
///
/// Gives what was found by scheme, or which variable of a pair is missing.
pub fn from_variables(
    service: &Service,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<(&'static Scheme, Credential)>, String> {
    let mut found = Vec::new();
    for scheme in service.schemes {
        let values: Vec<Option<String>> =
            scheme.env.iter().map(|name| read(name)).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let absent = scheme.env.iter().zip(&values).find(|(_, value)| value.is_none());
        if let Some((name, _)) = absent {
            return Err(format!("the environment variable {name} is not set"));
        }
        let mut values = values.into_iter().flatten().map(Secret::from);
        let (first, second) = (values.next(), values.next());
        let credential = match (scheme.kind, first, second) {
            (SchemeKind::Basic, Some(user), Some(password)) => {
                Credential::basic(user.expose(), password)
            }
            (SchemeKind::Bearer, Some(token), _) => Credential::bearer(token),
            (SchemeKind::Http(_), Some(token), _) => Credential::http(token),
            (SchemeKind::ApiKey { .. }, Some(key), _) => Credential::api_key(key),
            _ => continue,
        };
        found.push((scheme, credential));
    }
    Ok(found)
}

/// What to say of an environment without credentials, where they could be there and calls need
/// them.
pub fn not_in_environment(service: &Service) -> Option<String> {
    let schemes = service.schemes.iter().filter(|scheme| !scheme.env.is_empty());
    let ways: Vec<String> = schemes.map(|scheme| scheme.env.join(" and ")).collect();
    let is_needed = !service.anonymous && !ways.is_empty();
    is_needed.then(|| {
        format!("no credentials in the environment: set {}", ways.join(", or "))
    })
}
