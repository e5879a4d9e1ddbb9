//! What a caller may change about one call.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::engine::CallLimits;
use super::retry::random;
use crate::runtime::requests::header_rules::is_of_connection;
use crate::runtime::{RequestError, Settings};

/// Changes to one call: headers, time limits, retries. What is not set is as the client
/// has it.
#[derive(Clone, Default)]
#[must_use]
pub struct RequestOptions {
    headers: HeaderMap,
    refused: Option<String>,
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
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
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) if !is_of_connection(&name) => {
                self.headers.insert(name, value);
            }
            _ => self.refused = Some(name.escape_debug().to_string()),
        }
        self
    }

    /// How long each attempt may take, from connecting to the end of the body.
    /// `None` is without limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = Some(timeout.into().unwrap_or(Duration::MAX));
        self
    }

    /// How long all attempts and the pauses between them may take together.
    /// `None` is without limit.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = Some(timeout.into().unwrap_or(Duration::MAX));
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

    /// Whether the caller chose this header.
    pub(in crate::runtime) fn has(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    /// Puts the headers over those of the client.
    pub(in crate::runtime) fn apply(
        &self,
        headers: &mut HeaderMap,
    ) -> Result<(), RequestError> {
        if let Some(name) = &self.refused {
            let message = format!("the header `{name}` cannot be sent with this value");
            return Err(RequestError::new(message));
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
        let refused = || RequestError::new("the idempotency key cannot be sent");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let value = match (&self.idempotency_key, headers.get(&name)) {
            // Neither is a header of all calls a key of this one, nor is nothing.
            (None, Some(other)) => {
                let is_key = !other.as_bytes().trim_ascii().is_empty();
                return Ok(is_key && settings.headers.get(&name) != Some(other));
            }
            (Some(key), _) if key.trim().is_empty() => {
                return Err(RequestError::new("the idempotency key is empty"));
            }
            (Some(key), Some(other))
                if other != key && settings.headers.get(&name) != Some(other) =>
            {
                return Err(RequestError::new(format!(
                    "the call has two idempotency keys: one in its options, and another one \
                     in the header `{name}`"
                )));
            }
            (Some(key), _) => HeaderValue::from_str(key).map_err(|_| refused())?,
            (None, None) if header.is_some() && HAS_RANDOM => {
                HeaderValue::try_from(random_key()).map_err(|_| refused())?
            }
            (None, None) => return Ok(false),
        };
        headers.insert(name, value);
        Ok(true)
    }

    /// The limits of the call.
    pub(in crate::runtime) fn limits(&self, settings: &Settings) -> CallLimits {
        let mut attempt = settings.limits;
        attempt.timeout = limited(self.timeout.or(attempt.timeout));
        attempt.max_response_bytes =
            self.max_response_bytes.unwrap_or(attempt.max_response_bytes);
        CallLimits {
            attempt,
            total: limited(self.total_timeout.or(settings.total_timeout)),
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

fn limited(limit: Option<Duration>) -> Option<Duration> {
    limit.filter(|limit| *limit != Duration::MAX)
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
