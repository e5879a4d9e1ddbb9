//! Answers.

use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::RequestError;

/// What is known of an answer beside its body, for a type with a [`Head`].
macro_rules! heads {
    () => {
        /// The status.
        pub fn status(&self) -> ::http::StatusCode {
            self.head.status
        }

        /// The headers.
        pub fn headers(&self) -> &::http::HeaderMap {
            &self.head.headers
        }

        /// How often the request was sent: 1 without a retry.
        pub fn attempts(&self) -> u32 {
            self.head.attempts
        }

        /// The id that the service gave the request, if it names a header for it.
        pub fn request_id(&self) -> ::core::option::Option<&str> {
            self.head.request_id()
        }
    };
}

pub(in crate::runtime) use heads;

/// A successful answer: the value, with the status and the headers it came with.
///
/// Behaves like the value (`Deref`); [`Response::into_inner`] takes it out.
#[derive(Clone, PartialEq, Eq)]
pub struct Response<T> {
    value: T,
    head: Box<Head>,
}

impl<T> Response<T> {
    /// Puts an answer together; for transports of tests.
    #[must_use]
    pub fn new(value: T, head: Head) -> Self {
        Self { value, head: Box::new(head) }
    }

    heads! {}

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The value, and everything else.
    pub fn into_parts(self) -> (T, Head) {
        (self.value, *self.head)
    }

    /// The same answer with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { value: change(self.value), head: self.head }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Of bytes nobody knows what is secret in them: they show how many they are.
impl<T: fmt::Debug + 'static> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Response");
        out.field("status", &self.head.status);
        match (&self.value as &dyn Any).downcast_ref::<Bytes>() {
            Some(bytes) => out.field("bytes", &bytes.len()),
            None => out.field("value", &self.value),
        };
        out.finish_non_exhaustive()
    }
}

/// Everything of an answer but its body.
#[derive(Clone)]
pub struct Head {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// How often the request was sent.
    pub attempts: u32,
    /// The header that holds the id of the request.
    pub request_id_header: Option<&'static str>,
    /// Why a 401 is final: no other token could be had.
    pub cause: Option<RequestError>,
}

impl PartialEq for Head {
    /// Causes cannot be compared.
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status
            && self.headers == other.headers
            && self.attempts == other.attempts
            && self.request_id_header == other.request_id_header
    }
}

impl Eq for Head {}

impl Head {
    /// The id that the service gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get(self.request_id_header?)?.to_str().ok()
    }

    /// Adds the id to a message: whoever asks the service for help needs it.
    pub(in crate::runtime) fn show_request_id(
        &self,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        const LONGEST: usize = 128;
        match self.request_id() {
            Some(id) if !id.is_empty() && id.len() <= LONGEST => {
                write!(f, " (request {id})")
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Head");
        out.field("status", &self.status).field("attempts", &self.attempts);
        out.finish_non_exhaustive()
    }
}
