//! The default transport: `reqwest`, which nothing else here knows of.

use std::error::Error;
use std::future::Future;
use std::iter::successors;
use std::sync::OnceLock;
use std::time::Duration;
#[cfg(not(target_arch = "wasm32"))]
use std::{
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

#[cfg(not(target_arch = "wasm32"))]
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::uri::{Authority, Scheme};
use http::{Method, Uri};
#[cfg(not(target_arch = "wasm32"))]
use http_body::Body as HttpBody;

#[cfg(not(target_arch = "wasm32"))]
use crate::runtime::Pieces;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::calls::blocking::is_waiting;
use crate::runtime::{
    Body, BoxFuture, BuildError, Limits, Transport, TransportError, TransportKind,
};

/// The default transport. Follows no redirects and repeats nothing.
///
/// On wasm32 it sends with the `fetch` of the platform, which cannot be kept from following
/// redirects here. At another origin `Authorization` is left out, but other headers are not, an API
/// key among them; browsers ask that origin first whether it takes them, other platforms may not.
/// Bodies of answers are read whole there, and before their size is looked at: streams begin when
/// everything has come.
#[derive(Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    waiting: Option<Waiting>,
    /// That of the first request.
    origin: OnceLock<Origin>,
    #[cfg(not(target_arch = "wasm32"))]
    started: std::time::Instant,
    #[cfg(target_arch = "wasm32")]
    started: web_time::Instant,
}

impl ReqwestTransport {
    /// A transport with its own pool of connections, and without proxies.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, BuildError> {
        Self::with(connect_timeout, false)
    }

    /// A transport that uses the proxies that the system names (`HTTPS_PROXY` and so on).
    pub fn with_system_proxies(
        connect_timeout: Option<Duration>,
    ) -> Result<Self, BuildError> {
        Self::with(connect_timeout, true)
    }

    fn with(
        connect_timeout: Option<Duration>,
        proxies: bool,
    ) -> Result<Self, BuildError> {
        let client = build(connect_timeout, proxies).map_err(|error| {
            BuildError::with_source("the transport cannot be set up", error)
        })?;
        let waiting = Waiting { connect_timeout, proxies, client: OnceLock::new() };
        Ok(Self { waiting: Some(waiting), ..client.into() })
    }

    /// The client whose connections can be used here.
    fn client(&self) -> reqwest::Result<&reqwest::Client> {
        match self.waiting.as_ref().filter(|_| is_waiting()) {
            Some(waiting) => waiting.client(),
            None => Ok(&self.client),
        }
    }

    /// What sends a request when it is polled.
    fn sending(
        &self,
        request: http::Request<reqwest::Body>,
        limits: Limits,
    ) -> Result<
        impl Future<Output = reqwest::Result<reqwest::Response>> + use<>,
        TransportError,
    > {
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body);
        #[cfg(not(target_arch = "wasm32"))]
        {
            *request.version_mut() = parts.version;
        }
        // A client of the caller's may have a limit of its own, which this one goes before.
        if self.waiting.is_none() {
            *request.timeout_mut() = limits.timeout.map(at_most_a_timer);
        }
        Ok(self.client().map_err(failure)?.execute(request))
    }

    /// The URL once more, as `reqwest` has it.
    pub(crate) fn url(&self, uri: &Uri) -> Result<reqwest::Url, TransportError> {
        let first = || Origin::of(uri).map(|origin| self.origin.get_or_init(|| origin));
        match self.origin.get().or_else(first).and_then(|origin| origin.url(uri)) {
            Some(url) => Ok(url),
            None => reqwest::Url::parse(&uri.to_string())
                .map_err(|error| TransportError::new(TransportKind::Refused, error)),
        }
    }
}

#[cfg(not(all(feature = "blocking", not(target_arch = "wasm32"))))]
const fn is_waiting() -> bool {
    false
}

/// What sends for calls that wait. A connection rests when the runtime does on which it was
/// made: one that async code has left in the pool may answer nobody.
#[derive(Debug)]
struct Waiting {
    connect_timeout: Option<Duration>,
    proxies: bool,
    client: OnceLock<reqwest::Client>,
}

impl Waiting {
    fn client(&self) -> reqwest::Result<&reqwest::Client> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build(self.connect_timeout, self.proxies)?;
        Ok(self.client.get_or_init(|| client))
    }
}

/// A transport over a client of the caller's, with proxies or certificates of its own. It has to
/// follow no redirects, since credentials could go elsewhere, and to repeat nothing that may have
/// been carried out. Calls from async code and calls that wait share its connections, which rest
/// when the runtime of the async code does.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let started = std::time::Instant::now();
        #[cfg(target_arch = "wasm32")]
        let started = web_time::Instant::now();
        Self { client, waiting: None, origin: OnceLock::new(), started }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn build(
    connect_timeout: Option<Duration>,
    proxies: bool,
) -> reqwest::Result<reqwest::Client> {
    // It repeats by itself what the server has refused before it looked at it, and nothing else
    // (RFC 9113, section 8.7).
    let mut builder =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if !proxies {
        builder = builder.no_proxy();
    }
    builder.build()
}

/// `reqwest` has no setting for redirects here.
#[cfg(target_arch = "wasm32")]
fn build(_: Option<Duration>, _: bool) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().build()
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let request = with_length(request);
        #[cfg(not(target_arch = "wasm32"))]
        {
            let sending = check_runtime()
                .and_then(|()| self.sending(request.map(outgoing), limits));
            Box::pin(async move { sending?.await.map(incoming).map_err(failure) })
        }
        #[cfg(target_arch = "wasm32")]
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = http::Request::from_parts(parts, outgoing(body).await?);
            incoming(self.sending(request, limits)?.await.map_err(failure)?).await
        })
    }

    fn reads_call_info(&self) -> bool {
        false
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        #[cfg(not(target_arch = "wasm32"))]
        return match check_runtime() {
            Ok(()) => Box::pin(tokio::time::sleep(duration)),
            // What sends says so.
            Err(_) => Box::pin(std::future::pending()),
        };
        #[cfg(target_arch = "wasm32")]
        return Box::pin(gloo_timers::future::sleep(at_most_a_timer(duration)));
    }

    fn now(&self) -> Duration {
        self.started.elapsed()
    }
}

/// As long as a timer can be: browsers count milliseconds in 31 bits, and do not wait at all for
/// more.
fn at_most_a_timer(duration: Duration) -> Duration {
    if cfg!(target_arch = "wasm32") {
        duration.min(Duration::from_millis(0x7fff_ffff))
    } else {
        duration
    }
}

/// Connections and clocks are tokio's, which panics elsewhere.
#[cfg(not(target_arch = "wasm32"))]
fn check_runtime() -> Result<(), TransportError> {
    tokio::runtime::Handle::try_current().map(|_| ()).map_err(|_| {
        let reason = "it is called outside of a tokio runtime; `send_blocking`, of the feature \
                      `blocking`, needs none";
        TransportError::new(TransportKind::Refused, reason)
    })
}

/// Where requests go, without path and query. Most clients have one of these, and to read a host
/// costs more than to read all else in a URL.
#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: reqwest::Url,
}

impl Origin {
    fn of(uri: &Uri) -> Option<Self> {
        let (scheme, authority) = (uri.scheme()?.clone(), uri.authority()?.clone());
        let url = reqwest::Url::parse(&format!("{scheme}://{authority}/")).ok()?;
        Some(Self { scheme, authority, url })
    }

    /// The URL once more, as `reqwest` has it.
    fn url(&self, uri: &Uri) -> Option<reqwest::Url> {
        let is_here = uri.scheme() == Some(&self.scheme)
            && uri.authority().map(Authority::as_str) == Some(self.authority.as_str());
        is_here.then(|| {
            let mut url = self.url.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            url
        })
    }
}

/// Without a body where one is expected, some servers answer 411 when the length is left out.
fn with_length(mut request: http::Request<Body>) -> http::Request<Body> {
    let expects_body =
        matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if expects_body && request.body().size() == Some(0) {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(0));
    }
    request
}

/// The body of a request.
#[cfg(not(target_arch = "wasm32"))]
fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(RequestBody(body)),
    }
}

/// The body of a request. Browsers take it whole.
#[cfg(target_arch = "wasm32")]
async fn outgoing(body: Body) -> Result<reqwest::Body, TransportError> {
    let whole = body.collect(usize::MAX).await;
    let lost = || TransportError::new(TransportKind::Io, "the body ended early");
    whole.map(Into::into).map_err(|(_, error)| error.unwrap_or_else(lost))
}

/// The answer, with a body that is still to come. What `reqwest` would make of it itself has
/// the URL in it as well, and needs more memory.
#[cfg(not(target_arch = "wasm32"))]
fn incoming(mut response: reqwest::Response) -> http::Response<Body> {
    let (status, version) = (response.status(), response.version());
    let headers = std::mem::take(response.headers_mut());
    let mut out = http::Response::new(Body::pieces(ResponseBody(response)));
    *out.status_mut() = status;
    *out.version_mut() = version;
    *out.headers_mut() = headers;
    out
}

/// The answer, with a body that has come as a whole: for less, `reqwest` would need its feature
/// `stream`.
#[cfg(target_arch = "wasm32")]
async fn incoming(
    response: reqwest::Response,
) -> Result<http::Response<Body>, TransportError> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut out = http::Response::new(response.bytes().await.map_err(failure)?.into());
    *out.status_mut() = status;
    *out.headers_mut() = headers;
    Ok(out)
}

/// The body of an answer, as it comes.
#[cfg(not(target_arch = "wasm32"))]
struct ResponseBody(reqwest::Response);

#[cfg(not(target_arch = "wasm32"))]
impl Pieces for ResponseBody {
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // What is waited for is kept in the response, not in this.
        let piece = ready!(pin!(self.0.chunk()).poll(context));
        Poll::Ready(piece.map_err(failure).transpose())
    }

    fn size(&self) -> Option<u64> {
        self.0.content_length()
    }
}

/// The body of a request, as it is made.
#[cfg(not(target_arch = "wasm32"))]
struct RequestBody(Body);

#[cfg(not(target_arch = "wasm32"))]
impl HttpBody for RequestBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        let piece = ready!(self.0.poll_piece(context));
        Poll::Ready(piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.0.size().map_or_else(Default::default, http_body::SizeHint::with_exact)
    }
}

/// What the body of the request says, if the failure began there.
fn own_kind(error: &reqwest::Error) -> Option<TransportKind> {
    let mut causes = successors(error.source(), |&cause| cause.source());
    let own = causes.find_map(|cause| cause.downcast_ref::<TransportError>())?;
    Some(own.kind())
}

/// The URL is left out: it may hold secrets.
fn failure(error: reqwest::Error) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    let is_connect = error.is_connect();
    #[cfg(target_arch = "wasm32")]
    let is_connect = false;
    if let Some(kind) = own_kind(&error) {
        return TransportError::new(kind, error.without_url());
    }
    let kind = if is_connect {
        TransportKind::Connect
    } else if error.is_timeout() {
        TransportKind::Timeout
    } else {
        TransportKind::Io
    };
    TransportError::new(kind, error.without_url())
}
