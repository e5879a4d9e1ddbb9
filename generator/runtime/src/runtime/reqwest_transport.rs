//! The default transport: `reqwest`, which nothing else here knows of.

use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};

use super::{
    Body, BoxFuture, BuildError, Limits, Transport, TransportError, TransportKind,
};

/// The default transport. Follows no redirects and repeats nothing.
#[derive(Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    #[cfg(not(target_arch = "wasm32"))]
    started: std::time::Instant,
    #[cfg(target_arch = "wasm32")]
    started: web_time::Instant,
}

impl ReqwestTransport {
    /// A transport with its own pool of connections.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, BuildError> {
        let client = build(connect_timeout).map_err(|error| {
            BuildError::with_source("the transport cannot be set up", error)
        })?;
        #[cfg(not(target_arch = "wasm32"))]
        let started = std::time::Instant::now();
        #[cfg(target_arch = "wasm32")]
        let started = web_time::Instant::now();
        Ok(Self { client, started })
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn build(connect_timeout: Option<Duration>) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never());
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    builder.build()
}

#[cfg(target_arch = "wasm32")]
fn build(_: Option<Duration>) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().build()
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut request =
                request.map(|body| body.as_bytes().cloned().unwrap_or_default());
            if request.body().is_empty() && has_meaning(request.method()) {
                // Some servers answer 411 when the length is left out.
                request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(0));
            }
            let mut request = reqwest::Request::try_from(request).map_err(failure)?;
            *request.timeout_mut() = limits.timeout;
            let response = self.client.execute(request).await.map_err(failure)?;
            receive(response, limits).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        #[cfg(not(target_arch = "wasm32"))]
        return Box::pin(tokio::time::sleep(duration));
        #[cfg(target_arch = "wasm32")]
        return Box::pin(gloo_timers::future::sleep(duration));
    }

    fn now(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Whether a body is expected with this method.
fn has_meaning(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// Reads the body piece by piece, so that the limit holds whatever the answer says of its
/// length.
#[cfg(not(target_arch = "wasm32"))]
async fn receive(
    mut response: reqwest::Response,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let success = status.is_success();
    let limit = if success { limits.max_response_bytes } else { limits.max_error_bytes };
    let mut pieces = bytes::BytesMut::new();
    let mut first = bytes::Bytes::new();
    loop {
        let piece = match response.chunk().await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(error) => {
                let error = failure(error);
                let so_far = joined(first, &pieces);
                return Err(error.with_partial(status, headers, so_far));
            }
        };
        if first.len() + pieces.len() + piece.len() > limit {
            if success {
                let error =
                    TransportError::new(TransportKind::TooLarge, "too many bytes");
                let so_far = joined(first, &pieces);
                return Err(error.with_partial(status, headers, so_far));
            }
            let room = limit - first.len() - pieces.len();
            pieces.extend_from_slice(&piece[..room]);
            break;
        }
        if first.is_empty() {
            first = piece;
        } else {
            pieces.extend_from_slice(&piece);
        }
    }
    let mut out = http::Response::new(Body::from(joined(first, &pieces)));
    *out.status_mut() = status;
    *out.headers_mut() = headers;
    Ok(out)
}

/// Most answers are one piece, which is not copied.
#[cfg(not(target_arch = "wasm32"))]
fn joined(first: bytes::Bytes, rest: &bytes::BytesMut) -> bytes::Bytes {
    if rest.is_empty() {
        return first;
    }
    let mut all = bytes::BytesMut::with_capacity(first.len() + rest.len());
    all.extend_from_slice(&first);
    all.extend_from_slice(rest);
    all.freeze()
}

#[cfg(target_arch = "wasm32")]
async fn receive(
    response: reqwest::Response,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.map_err(failure)?;
    if status.is_success() && bytes.len() > limits.max_response_bytes {
        let error = TransportError::new(TransportKind::TooLarge, "too many bytes");
        return Err(error.with_partial(status, headers, bytes::Bytes::new()));
    }
    let mut out = http::Response::new(Body::from(bytes));
    *out.status_mut() = status;
    *out.headers_mut() = headers;
    Ok(out)
}

/// The URL is left out: it may hold secrets.
fn failure(error: reqwest::Error) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    let is_connect = error.is_connect();
    #[cfg(target_arch = "wasm32")]
    let is_connect = false;
    let kind = if is_connect {
        TransportKind::Connect
    } else if error.is_timeout() {
        TransportKind::Timeout
    } else {
        TransportKind::Io
    };
    TransportError::new(kind, error.without_url())
}
