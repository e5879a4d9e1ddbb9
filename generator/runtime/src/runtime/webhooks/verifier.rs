//! Requests that the service sends: whether it was the service, and what it says.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;

use crate::runtime::{BuildError, JsonError, Slot, read_json};

/// How old, or how far ahead, a time stamp may be.
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// Secrets come with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Checks signatures of the Standard Webhooks scheme (standardwebhooks.com): HMAC-SHA256
/// over id, time stamp and body.
#[derive(Clone)]
#[must_use]
pub struct WebhookVerifier {
    keys: Vec<Hmac<Sha256>>,
    headers: [&'static str; 3],
    tolerance: Duration,
}

impl WebhookVerifier {
    /// Checks with this secret: Base64, with or without `whsec_` before it. `headers` are
    /// the names of those with id, time stamp and signatures.
    pub fn with_headers(
        secret: &str,
        headers: [&'static str; 3],
    ) -> Result<Self, BuildError> {
        let verifier = Self { keys: Vec::new(), headers, tolerance: TOLERANCE };
        verifier.or_secret(secret)
    }

    /// Accepts signatures with this secret as well: while one takes the place of another.
    pub fn or_secret(mut self, secret: &str) -> Result<Self, BuildError> {
        let secret = secret.trim();
        let secret = secret.strip_prefix("whsec_").unwrap_or(secret);
        let key = BASE64.decode(secret).ok().filter(|key| !key.is_empty());
        let key = key.and_then(|key| Hmac::new_from_slice(&key).ok());
        let refused = || BuildError::new("the secret of the webhooks is not Base64");
        self.keys.push(key.ok_or_else(refused)?);
        Ok(self)
    }

    /// How old, or how far ahead, a time stamp may be: five minutes unless set.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks the signature of a request; `body` are its bytes exactly as they came.
    ///
    /// The id in the headers is the same when a request comes again: whoever must not act
    /// twice remembers it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// The same at another time than now; the only way where there is no clock.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        let [id, time, signatures] = self.headers.map(|name| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.filter(|value| !value.is_empty()).ok_or(WebhookError::Header(name))
        });
        let (id, time, signatures) = (id?, time?, signatures?);
        let is_digits = time.bytes().all(|byte| byte.is_ascii_digit());
        let sent: u64 = time
            .parse()
            .ok()
            .filter(|_| is_digits)
            .ok_or(WebhookError::Header(self.headers[1]))?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        if now.abs_diff(Duration::from_secs(sent)) > self.tolerance {
            return Err(WebhookError::Time);
        }
        self.check(&[id.as_bytes(), b".", time.as_bytes(), b".", body], signatures)
    }

    /// Whether one of the signatures was made with one of the keys. The body is gone through
    /// once a key, however many signatures there are.
    fn check(&self, signed: &[&[u8]], signatures: &str) -> Result<(), WebhookError> {
        let given: Vec<Vec<u8>> = signatures
            .split_ascii_whitespace()
            .filter_map(|one| BASE64.decode(one.strip_prefix("v1,")?).ok())
            .collect();
        let is_known = self.keys.iter().any(|key| {
            let mut mac = Hmac::clone(key);
            for part in signed {
                mac.update(part);
            }
            // Takes the same time wherever the two differ.
            given.iter().any(|one| Hmac::clone(&mac).verify_slice(one).is_ok())
        });
        if is_known { Ok(()) } else { Err(WebhookError::Signature) }
    }

    /// Checks the signature of a request and reads its body.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn read<T: Slot>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.read_at(headers, body, SystemTime::now())
    }

    /// The same at another time than now; the only way where there is no clock.
    pub fn read_at<T: Slot>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<T, WebhookError> {
        self.verify_at(headers, body, now)?;
        let mut event = T::vacant();
        read_json(body, event.edit()).map_err(WebhookError::Body)?;
        Ok(event)
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("headers", &self.headers)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

/// Why a request is not taken for one of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// This header is missing or not what it should be.
    Header(&'static str),
    /// The time stamp is too far from now: the request may be a repetition.
    Time,
    /// None of the signatures was made with a known secret.
    Signature,
    /// The signature is right, but the body is not as described.
    Body(JsonError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => {
                write!(f, "the header `{name}` is missing or not valid")
            }
            Self::Time => f.write_str("the time stamp is too old or in the future"),
            Self::Signature => f.write_str("no signature matches"),
            Self::Body(error) => write!(f, "the body is not as described: {error}"),
        }
    }
}

/// Has no source: what is wrong with the body is in the message already.
impl std::error::Error for WebhookError {}
