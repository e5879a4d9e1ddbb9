//! What a caller may change about one call.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName};

use super::engine::CallLimits;
use super::retry::random;
use crate::runtime::requests::header_rules::{self, HeaderRefusal};
use crate::runtime::{RequestError, Settings};

/// Changes to one call: headers, time limits, retries. What is not set is as the client
/// has it.
#[derive(Clone, Default)]
#[must_use]
pub struct RequestOptions {
    headers: HeaderMap,
    /// The first header that cannot be sent.
    refused: Option<HeaderRefusal>,
    timeout: TimeLimit,
    total_timeout: TimeLimit,
    max_retries: Option<u32>,
    max_response_bytes: Option<usize>,
    idempotent: Option<bool>,
    pub(in crate::runtime) anonymous: bool,
    pub(in crate::runtime) idempotency_key: Option<String>,
}

impl RequestOptions {
    /// Changes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends this header, instead of one of the same name that the client would send. A
    /// name or a value that cannot be sent makes the call fail before anything is sent, and so
    /// does a header of the connection, such as `Content-Length`. `Host` is another name for the server
    /// that the base URL leads to. An empty `Content-Type` leaves that header out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header_rules::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(refusal) => {
                self.refused.get_or_insert(refusal);
            }
        }
        self
    }

    /// How long each attempt may take, from connecting to the end of the body.
    /// `None` is without limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = TimeLimit::OfCall(timeout.into());
        self
    }

    /// How long all attempts and the pauses between them may take together.
    /// `None` is without limit.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = TimeLimit::OfCall(timeout.into());
        self
    }

    /// How often the request may be repeated; 0 is never.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// How many bytes the body of the answer may have.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// Says that repeating this call does no harm (`true`), or that it may do some (`false`),
    /// whatever its method promises.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Sends no credentials, whatever the document asks for: documents forget to say that a login
    /// needs none. Headers that the client sends with every call stay.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Sends this idempotency key with each attempt, which makes it safe to repeat the
    /// call, if the service knows such keys: in the header that the operation or the service has
    /// for it, or else in `Idempotency-Key`. A call that has another key as a parameter or as a
    /// header fails before anything is sent, and so does one whose key is empty. Without one, a
    /// call that may do harm twice has a random key if the operation or the service has a header
    /// for it (not on wasm32, where nothing is random enough). Pages after the first have keys of their own: this one and the
    /// page's number, as in `KEY-2`.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// The same with the headers of others that were set before.
    pub(in crate::runtime) fn after_headers_of(mut self, before: Self) -> Self {
        let own = std::mem::replace(&mut self.headers, before.headers);
        self.headers.extend(own);
        self.refused = before.refused.or(self.refused);
        self
    }

    /// Whether the caller chose this header.
    pub(in crate::runtime) fn has(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    /// Puts the headers over those of the client.
    pub(in crate::runtime) fn apply(
        &self,
        headers: &mut HeaderMap,
    ) -> Result<(), RequestError> {
        if let Some(refusal) = &self.refused {
            return Err(refusal.clone().into());
        }
        for (name, value) in &self.headers {
            if *name == CONTENT_TYPE && value.is_empty() {
                headers.remove(name);
            } else {
                headers.insert(name, value.clone());
            }
        }
        Ok(())
    }

    /// Adds an idempotency key where one is given, or where the operation (by its `own` header)
    /// or the service takes one; tells whether the request carries one.
    pub(in crate::runtime) fn add_key(
        &self,
        headers: &mut HeaderMap,
        settings: &Settings,
        own: Option<&'static str>,
        idempotent: bool,
    ) -> Result<bool, RequestError> {
        if self.idempotency_key.is_none() && idempotent {
            return Ok(false);
        }
        let header = own.or(settings.service.idempotency_header);
        let name = header.unwrap_or("idempotency-key");
        let parsed = header_rules::parse_name(name)?;
        let value = match (&self.idempotency_key, headers.get(&parsed)) {
            // Neither is a header of all calls a key of this one, nor is nothing.
            (None, Some(other)) => {
                let is_key = !other.as_bytes().trim_ascii().is_empty();
                return Ok(is_key && settings.headers.get(&parsed) != Some(other));
            }
            (Some(key), _) if key.trim().is_empty() => {
                return Err(RequestError::new("the idempotency key is empty"));
            }
            (Some(key), Some(other))
                if other != key && settings.headers.get(&parsed) != Some(other) =>
            {
                return Err(RequestError::new(format!(
                    "the call has two idempotency keys: one in its options, and another one \
                     in the header `{name}`"
                )));
            }
            (Some(key), _) => header_rules::parse_value(name, key)?,
            (None, None) if header.is_some() && HAS_RANDOM => {
                header_rules::parse_value(name, &random_key())?
            }
            (None, None) => return Ok(false),
        };
        headers.insert(parsed, value);
        Ok(true)
    }

    /// The limits of the call.
    pub(in crate::runtime) fn limits(&self, settings: &Settings) -> CallLimits {
        let mut attempt = settings.limits;
        attempt.timeout = self.timeout.instead_of(attempt.timeout);
        attempt.max_response_bytes =
            self.max_response_bytes.unwrap_or(attempt.max_response_bytes);
        CallLimits {
            attempt,
            total: self.total_timeout.instead_of(settings.total_timeout),
            retries: self.max_retries.unwrap_or(settings.max_retries),
            idempotent: self.idempotent,
        }
    }
}

/// Whether keys can be made that nobody else makes: the standard library has no randomness on
/// wasm32.
const HAS_RANDOM: bool = cfg!(not(target_arch = "wasm32"));

/// A key that no other call has: a UUID (RFC 9562, section 5.4), which some services insist on.
fn random_key() -> String {
    let (high, low) = (random(), random());
    let version = high & 0x0fff | 0x4000;
    let variant = (low >> 48) & 0x3fff | 0x8000;
    format!(
        "{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        low & 0xffff_ffff_ffff
    )
}

/// What a call says of one of the client's time limits.
#[derive(Clone, Copy, Debug, Default)]
enum TimeLimit {
    /// Nothing: the client's limit holds.
    #[default]
    OfClient,
    /// Its own limit, or none.
    OfCall(Option<Duration>),
}

impl TimeLimit {
    fn instead_of(self, of_client: Option<Duration>) -> Option<Duration> {
        match self {
            Self::OfClient => of_client,
            Self::OfCall(limit) => limit,
        }
    }
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestOptions")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("total_timeout", &self.total_timeout)
            .field("max_retries", &self.max_retries)
            .field("idempotent", &self.idempotent)
            .field("anonymous", &self.anonymous)
            .finish_non_exhaustive()
    }
}
