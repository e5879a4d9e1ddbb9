//! One attempt: a request goes out, an answer comes in.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};

use super::operation::succeeds;
use crate::runtime::{
    Body, BoxFuture, CallInfo, Limits, Plan, Settings, Span, Transport, TransportError,
    TransportKind,
};

/// What one attempt has brought.
pub struct Received {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, unless it is still coming.
    pub body: Bytes,
    /// The body that is still coming.
    pub rest: Option<Body>,
}

/// Makes one attempt; `left` is what is left of the total limit.
pub async fn once(
    settings: &Settings,
    plan: &mut Plan,
    attempt: u32,
    left: Option<Duration>,
) -> Result<Received, TransportError> {
    let mut limits = plan.limits.attempt;
    limits.timeout = shorter(limits.timeout, left);
    let span = Span::start(plan, attempt);
    let result = span.run(pin!(exchange(settings, plan, attempt, limits))).await;
    match &result {
        Ok(received) => span.answered(received.status),
        Err(error) => span.failed(error.kind().as_str()),
    }
    result
}

async fn exchange(
    settings: &Settings,
    plan: &mut Plan,
    attempt: u32,
    mut limits: Limits,
) -> Result<Received, TransportError> {
    let transport = &*settings.transport;
    // What a transport knows of a limit could end the body as well, which may go on for hours.
    let timeout = if plan.streamed { limits.timeout.take() } else { limits.timeout };
    let mut deadline = Deadline::new(transport, timeout);
    let sent = transport.send(request(plan, attempt, transport), limits);
    let mut answer = deadline.end(pin!(sent)).await?;
    let is_read = !plan.streamed || !succeeds(plan.answers, answer.status());
    let (body, rest) = if is_read {
        (receive(&mut answer, plan, limits, &mut deadline).await?, None)
    } else {
        (Bytes::new(), Some(std::mem::take(answer.body_mut())))
    };
    let (parts, _) = answer.into_parts();
    let (status, headers) = (parts.status, concealed(parts.headers));
    Ok(Received { status, headers, body, rest })
}

/// The request of one attempt. A body that can be sent once is in the first one alone.
fn request(
    plan: &mut Plan,
    attempt: u32,
    transport: &dyn Transport,
) -> http::Request<Body> {
    let again = plan.body.as_ref().and_then(Body::try_clone);
    let body = again.or_else(|| plan.body.take()).unwrap_or_default();
    let mut request = http::Request::new(body);
    *request.method_mut() = plan.method.clone();
    *request.uri_mut() = plan.uri.clone();
    *request.headers_mut() = plan.headers.clone();
    if transport.reads_call_info() {
        request.extensions_mut().insert(CallInfo { attempt, ..plan.info });
    }
    request
}

/// Reads the body, so that its limit holds whatever the answer says of its length.
async fn receive(
    answer: &mut http::Response<Body>,
    plan: &Plan,
    limits: Limits,
    deadline: &mut Deadline<'_>,
) -> Result<Bytes, TransportError> {
    let status = answer.status();
    let is_success = succeeds(plan.answers, status);
    let limit =
        if is_success { limits.max_response_bytes } else { limits.max_error_bytes };
    let body = std::mem::take(answer.body_mut());
    let body = match body.collect_until(limit, Some(deadline)).await {
        Ok(body) => body,
        // Of a failure the beginning is enough: its status and headers decide, which are there.
        Err((body, _)) if !is_success => body,
        Err((body, error)) => {
            let too_large = || {
                let reason = "it has more bytes than `max_response_bytes` allows";
                TransportError::new(TransportKind::TooLarge, reason)
            };
            let error = error.unwrap_or_else(too_large);
            let headers = concealed(std::mem::take(answer.headers_mut()));
            return Err(error.with_partial(status, headers, body));
        }
    };
    let has_none =
        plan.method == Method::HEAD || matches!(status.as_u16(), 204 | 205 | 304);
    Ok(if has_none { Bytes::new() } else { body })
}

/// Keeps secrets of the answer out of debug output.
fn concealed(mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        if *name == SET_COOKIE || *name == AUTHORIZATION || *name == PROXY_AUTHORIZATION
        {
            value.set_sensitive(true);
        }
    }
    headers
}

/// The shorter of two limits, where there is one.
pub fn shorter(a: Option<Duration>, b: Option<Duration>) -> Option<Duration> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The end of the time that something may take, from the first time that it is waited for.
pub struct Deadline<'t> {
    transport: &'t dyn Transport,
    limit: Option<Duration>,
    timer: Option<BoxFuture<'t, ()>>,
}

impl<'t> Deadline<'t> {
    /// After this time, if there is a limit.
    pub fn new(transport: &'t dyn Transport, limit: Option<Duration>) -> Self {
        Self { transport, limit, timer: None }
    }

    /// Ready when the time is over.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Some(limit) = self.limit else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| self.transport.deadline(limit));
        timer.as_mut().poll(context).map(|()| {
            let reason = "it took longer than `timeout` or `total_timeout` allows";
            TransportError::new(TransportKind::Timeout, reason)
        })
    }

    /// Waits for a result, but not longer. The work stays where it is: moved from future to future
    /// it would be copied each time.
    pub async fn end<T>(
        &mut self,
        mut work: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
    ) -> Result<T, TransportError> {
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => self.poll(context).map(Err),
        })
        .await
    }
}

/// Waits for a result, but not longer than the limit.
pub async fn within<T>(
    transport: &dyn Transport,
    limit: Option<Duration>,
    work: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
) -> Result<T, TransportError> {
    Deadline::new(transport, limit).end(work).await
}
