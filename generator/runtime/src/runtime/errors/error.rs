//! What can go wrong with a call, and what is kept of it.

use std::error::Error as _;
use std::fmt;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::decode_error::DecodeError;
use crate::runtime::calls::retry;
use crate::runtime::transports::transport::{TransportError, TransportKind};
use crate::runtime::{BoxError, ErrorBody, NoFailure};

/// Why a call did not give its result. `E` is what the operation's failures hold.
///
/// Neither `Display` nor `Debug` prints bodies, query strings or header values but the id of
/// the request, if the service gives one.
#[non_exhaustive]
pub enum Error<E = NoFailure> {
    /// Nothing was sent: a missing credential, an argument that cannot be sent.
    Request(RequestError),
    /// No complete answer arrived.
    Transport(TransportError),
    /// The service answered with a status that is no success, documented or not.
    Api(Box<ApiError<E>>),
    /// The service answered with a success, but the body is not what the document promises.
    Decode(Box<DecodeError>),
}

impl<E> Error<E> {
    /// The failure that the service reported, if it did.
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Request(_) => None,
            Self::Transport(error) => error.status(),
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
        }
    }

    /// The headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Request(_) => None,
            Self::Transport(error) => error.headers(),
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
        }
    }

    /// The id that the service gave the request, if it names a header for it. A failure of
    /// the transport has none, even where part of an answer had arrived: [`Error::headers`] has
    /// what came.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// Whether a time limit ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportKind::Timeout)
    }

    /// Whether the same call may succeed later: a broken connection, a time-out, 408, 429,
    /// 502, 503, 504, or whatever `x-should-retry` says; also where that happened to the
    /// provider of tokens. Whether repeating it is harmless is another question.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind().may_pass(),
            Self::Api(error) => {
                retry::may_succeed_later(error.status(), error.headers())
                    || may_pass(error.source())
            }
            Self::Request(error) => may_pass(error.source()),
            Self::Decode(_) => false,
        }
    }

    /// How long the service asks to wait, however long that is; also where it has asked the
    /// provider of tokens.
    pub fn retry_after(&self) -> Option<Duration> {
        let asked = self.headers().and_then(retry::retry_after);
        asked.or_else(|| pause_of(std::error::Error::source(self)))
    }

    /// Forgets what the failures of the operation hold, so that errors of several
    /// operations fit into one type. A typed body becomes [`ErrorBody::Erased`]; status,
    /// headers, raw body and message stay.
    pub fn erase(self) -> Error {
        match self {
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Decode(error) => Error::Decode(error),
            Self::Api(error) => Error::Api(Box::new(error.map_body(ErrorBody::erase))),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "the request was not sent: {error}"),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => f.debug_tuple("Request").field(error).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Api(error) => f.debug_tuple("Api").field(error).finish(),
            Self::Decode(error) => f.debug_tuple("Decode").field(error).finish(),
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Api(error) => error.source(),
        }
    }
}

/// Whether one of the causes is a failure of a client that may not last.
fn may_pass(cause: Option<&(dyn std::error::Error + 'static)>) -> bool {
    successors(cause, |&cause| cause.source()).any(|cause| {
        match cause.downcast_ref::<TransportError>() {
            Some(error) => error.kind().may_pass(),
            None => cause.downcast_ref::<Error>().is_some_and(Error::is_retryable),
        }
    })
}

/// The pause that a service asks for in an answer among the causes.
fn pause_of(cause: Option<&(dyn std::error::Error + 'static)>) -> Option<Duration> {
    successors(cause, |&cause| cause.source()).find_map(|cause| {
        let answer = cause.downcast_ref::<Error>().and_then(Error::headers);
        answer.and_then(retry::retry_after)
    })
}

/// Why a request could not be made. Nothing was sent.
#[derive(Clone)]
pub struct RequestError {
    message: Box<str>,
    // Shared: calls that wait for the same token fail for the same reason.
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl RequestError {
    /// An error with this explanation, which must not contain secrets.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into().into(), source: None }
    }

    /// An error with this explanation and cause.
    #[must_use]
    pub fn with_source(message: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self { message: message.into().into(), source: Some(source.into().into()) }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RequestError").field(&self.message).finish()
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
