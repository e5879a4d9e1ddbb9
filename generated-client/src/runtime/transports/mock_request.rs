//! What a mock has recorded.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::{Body, CallInfo, Value};

/// A request as it would have been sent.
#[derive(Clone)]
pub struct Recorded {
    request: http::Request<Bytes>,
    info: CallInfo,
}

impl Recorded {
    /// Keeps a request.
    #[must_use]
    pub fn new(request: http::Request<Body>, info: Option<CallInfo>) -> Self {
        let request = request.map(read);
        Self { request, info: info.unwrap_or(CallInfo::new("", "")) }
    }

    /// The id of the operation; empty for raw requests.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.info.operation
    }

    /// Which attempt of its call it was, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.info.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.request.uri().to_string()
    }

    /// The path, as sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// The query, as sent; empty when there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.request.uri().query().unwrap_or_default()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The value of a header, if it was sent and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.request.body()
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// When it is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(self.body()) {
            Ok(value) => value,
            Err(error) => panic!("mock: the body that was sent is not JSON: {error}"),
        }
    }
}

/// The bytes of a body, as far as they are there without waiting.
fn read(body: Body) -> Bytes {
    let mut whole = pin!(body.collect(usize::MAX));
    match whole.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(bytes) | Err((bytes, _))) => bytes,
        Poll::Pending => Bytes::new(),
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("method", &self.request.method())
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
