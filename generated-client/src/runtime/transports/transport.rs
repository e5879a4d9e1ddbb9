//! The seam between a client and whatever carries its requests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::{Body, BoxError};

/// A future on the heap; `Send` except on wasm32, where nothing is.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future on the heap; `Send` except on wasm32, where nothing is.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What a client and its transport must be to move between threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait Portable: Send + Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + Sync + ?Sized> Portable for T {}
/// What a client and its transport must be to move between threads: nothing, on wasm32.
#[cfg(target_arch = "wasm32")]
pub trait Portable {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> Portable for T {}

/// Carries requests. The client does everything else: authentication, retries, decoding.
///
/// A transport must not follow redirects and must not repeat requests. Dropping the future
/// abandons the request.
pub trait Transport: Portable + 'static {
    /// Sends one request and gives its answer, whole or with a body that is still to
    /// come. The client keeps to [`Limits::timeout`] and to the sizes: a transport need not.
    ///
    /// The request's extensions hold a [`CallInfo`], unless
    /// [`Transport::reads_call_info`] says that nobody looks.
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Whether anything here looks at [`CallInfo`]s: they cost three allocations each.
    fn reads_call_info(&self) -> bool {
        true
    }

    /// Waits: the pause between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Ends what takes longer than a limit. Where time is made up, as in tests, nothing does.
    fn deadline(&self, limit: Duration) -> BoxFuture<'_, ()> {
        self.sleep(limit)
    }

    /// The time since some fixed moment, by the clock that [`Transport::sleep`] goes by.
    fn now(&self) -> Duration;
}

/// The limits of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For the whole attempt: connecting, sending, and the answer with its body, also
    /// when the body comes after [`Transport::send`] has returned.
    pub timeout: Option<Duration>,
    /// For making a connection.
    pub connect_timeout: Option<Duration>,
    /// How many bytes the body of a success may have, after decompression. More is
    /// [`TransportKind::TooLarge`].
    pub max_response_bytes: usize,
    /// How many bytes of the body of another answer are kept; the rest is not read.
    pub max_error_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(60)),
            connect_timeout: Some(Duration::from_secs(10)),
            max_response_bytes: 64 << 20,
            max_error_bytes: 1 << 20,
        }
    }
}

/// Which call a request belongs to; found in the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation id; empty for raw requests.
    pub operation: &'static str,
    /// The path template; empty for raw requests.
    pub template: &'static str,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

impl CallInfo {
    /// The first attempt of an operation.
    #[must_use]
    pub const fn new(operation: &'static str, template: &'static str) -> Self {
        Self { operation, template, attempt: 1 }
    }
}

/// Why there is no complete answer.
pub struct TransportError(Box<Failure>);

struct Failure {
    kind: TransportKind,
    source: BoxError,
    attempts: u32,
    partial: Option<Partial>,
}

struct Partial {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection could be made: nothing was sent.
    Connect,
    /// A time limit ran out.
    Timeout,
    /// The connection broke, or what came is not HTTP.
    Io,
    /// What should be sent could not be read: a file, or a reader that has less or more than
    /// it should.
    Upload,
    /// The transport did not send it: there is no answer left on the tape, or no runtime that
    /// it could work on.
    Refused,
    /// The answer is larger than the client's limit.
    TooLarge,
}

impl TransportKind {
    /// A short name, for logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Io => "io",
            Self::Upload => "upload",
            Self::Refused => "refused",
            Self::TooLarge => "too_large",
        }
    }
}

impl TransportKind {
    /// Whether the same request may succeed later.
    pub(in crate::runtime) const fn may_pass(self) -> bool {
        !matches!(self, Self::Upload | Self::Refused | Self::TooLarge)
    }
}

impl TransportError {
    /// A failure with its cause, which must not print secrets.
    #[must_use]
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        let source = source.into();
        Self(Box::new(Failure { kind, source, attempts: 1, partial: None }))
    }

    /// Adds what had arrived before it broke.
    #[must_use]
    pub fn with_partial(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.0.partial = Some(Partial { status, headers, body });
        self
    }

    /// Adds how often the request was sent.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> TransportKind {
        self.0.kind
    }

    /// How often the request was sent, or tried to be.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status, if it had arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.partial.as_ref().map(|partial| partial.status)
    }

    /// The headers, if they had arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.partial.as_ref().map(|partial| &partial.headers)
    }

    /// The part of the body that had arrived.
    #[must_use]
    pub fn partial_body(&self) -> Option<&Bytes> {
        self.0.partial.as_ref().map(|partial| &partial.body)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.kind {
            TransportKind::Connect => "no connection could be made",
            TransportKind::Timeout => "the time limit ran out",
            TransportKind::Io => "the connection broke",
            TransportKind::Upload => "what should be sent could not be read",
            TransportKind::Refused => "the transport refused the request",
            TransportKind::TooLarge => "the answer is larger than the limit",
        })?;
        if let Some(partial) = &self.0.partial {
            write!(f, " within the {} answer", partial.status)?;
        }
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " after {attempts} attempts"),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.0.kind)
            .field("attempts", &self.0.attempts)
            .field("source", &format_args!("{}", Chain(&*self.0.source)))
            .finish_non_exhaustive()
    }
}

/// An error and what lies behind it: the reason why a connection fails is the last of several.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut behind = self.0.source();
        while let Some(error) = behind {
            write!(f, ": {error}")?;
            behind = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0.source)
    }
}
