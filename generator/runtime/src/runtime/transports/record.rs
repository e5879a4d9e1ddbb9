//! Answers that are recorded once and given again later: tests without the service.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::runtime::{
    Body, BoxFuture, Limits, Transport, TransportError, TransportKind, Value,
};

/// Answers by method and path, in the order in which they came.
///
/// A tape holds no requests: no credentials, no queries, no bodies that were sent. The
/// answers are in it as they came, but for `Set-Cookie`.
#[derive(Clone, Default)]
pub struct Tape {
    entries: Arc<Mutex<Vec<Entry>>>,
}

#[derive(Clone)]
struct Entry {
    method: String,
    path: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    given: bool,
}

impl Tape {
    /// An empty tape.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a tape: an answer on each line, in JSON.
    pub fn load(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let lines = text.lines().enumerate();
        let entries: Result<Vec<Entry>, _> = lines
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| Entry::parse(line).ok_or(at + 1))
            .collect();
        let entries = entries.map_err(|line| {
            let reason = format!("line {line} of the tape is not an answer");
            io::Error::new(io::ErrorKind::InvalidData, reason)
        })?;
        Ok(Self { entries: Arc::new(Mutex::new(entries)) })
    }

    /// Writes the tape.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let write = |entry: &Entry| format!("{}\n", entry.write());
        let text: String = self.entries().iter().map(write).collect();
        std::fs::write(path, text)
    }

    /// A transport that carries requests over another one and keeps the answers.
    pub fn record(&self, transport: impl Transport) -> Recorder {
        Recorder { tape: self.clone(), transport: Box::new(transport) }
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        let mut headers = HeaderMap::new();
        for pair in value.get("headers")?.as_array()? {
            let name = pair.get(0)?.as_str()?.parse::<HeaderName>().ok()?;
            let value = latin(pair.get(1)?.as_str()?)?;
            headers.append(name, HeaderValue::from_maybe_shared(value).ok()?);
        }
        let status = u16::try_from(value.get("status")?.as_u64()?).ok()?;
        let body = match text("base64") {
            Some(text) => BASE64_STANDARD.decode(text).ok()?,
            None => text("body")?.into_bytes(),
        };
        Some(Self {
            method: text("method")?,
            path: text("path")?,
            status: StatusCode::from_u16(status).ok()?,
            headers,
            body: body.into(),
            given: false,
        })
    }

    fn write(&self) -> Value {
        let headers = self.headers.iter().filter_map(|(name, value)| {
            let is_kept = *name != SET_COOKIE;
            // Each byte is a character, so that none is lost (RFC 9110, section 5.5).
            let value = || value.as_bytes().iter().copied().map(char::from);
            is_kept.then(|| json!([name.as_str(), value().collect::<String>()]))
        });
        let mut value = json!({
            "method": self.method,
            "path": self.path,
            "status": self.status.as_u16(),
            "headers": headers.collect::<Vec<_>>(),
        });
        match std::str::from_utf8(&self.body) {
            Ok(text) => value["body"] = text.into(),
            Err(_) => value["base64"] = BASE64_STANDARD.encode(&self.body).into(),
        }
        value
    }

    fn answer(&self) -> http::Response<Body> {
        let mut response = http::Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        response.headers_mut().clone_from(&self.headers);
        response
    }
}

/// The bytes whose numbers the characters are.
fn latin(text: &str) -> Option<Bytes> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

/// Gives the answers of the tape again, each once, by method and path. A request that has
/// none left fails with [`TransportKind::Refused`]. Time is not spent: pauses take none.
impl Transport for Tape {
    fn send(
        &self,
        request: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (method, path) = (request.method().as_str(), request.uri().path());
        let mut entries = self.entries();
        let entry = entries
            .iter_mut()
            .find(|entry| !entry.given && entry.method == method && entry.path == path);
        let result = entry.map(|entry| {
            entry.given = true;
            entry.answer()
        });
        let missing = || {
            let reason = format!("the tape has no answer left for {method} {path}");
            TransportError::new(TransportKind::Refused, reason)
        };
        Box::pin(std::future::ready(result.ok_or_else(missing)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// Carries requests and keeps the answers on a [`Tape`].
pub struct Recorder {
    tape: Tape,
    transport: Box<dyn Transport>,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let method = request.method().as_str().to_owned();
        let path = request.uri().path().to_owned();
        Box::pin(async move {
            let answer = self.transport.send(request, limits).await?;
            let (parts, body) = answer.into_parts();
            // Whole: what is recorded cannot be read while it comes.
            let body = match body.collect(limits.max_response_bytes).await {
                Ok(body) => body,
                // Of a failure the beginning is enough.
                Err((body, None)) if !parts.status.is_success() => body,
                Err((_, error)) => {
                    return Err(error.unwrap_or_else(|| {
                        TransportError::new(TransportKind::TooLarge, "too many bytes")
                    }));
                }
            };
            let (status, headers) = (parts.status, parts.headers);
            let entry = Entry { method, path, status, headers, body, given: false };
            let answer = entry.answer();
            self.tape.entries().push(entry);
            Ok(answer)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(duration)
    }

    fn deadline(&self, limit: Duration) -> BoxFuture<'_, ()> {
        self.transport.deadline(limit)
    }

    fn now(&self) -> Duration {
        self.transport.now()
    }
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tape({} answers)", self.entries().len())
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("tape", &self.tape).finish_non_exhaustive()
    }
}
