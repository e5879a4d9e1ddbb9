//! A tower service as transport, with whatever layers are around it.

use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tower_service::Service;

use crate::runtime::{
    Body, BoxError, BoxFuture, Limits, Transport, TransportError, TransportKind,
};

/// Sends requests through a tower service: rate limits, other stacks, in-process servers.
///
/// The service gets requests and gives answers with [`Body`]. `clock` is the transport that
/// pauses and limits of time are measured with; it is not asked to send anything. An error of
/// the service is [`TransportKind::Io`], unless it is a [`TransportError`].
///
/// ```text
/// let wire = Wire::new(ReqwestTransport::new(None)?);
/// let service = ServiceBuilder::new().layer(my_layer).service(wire.clone());
/// let client = Client::builder().transport(TowerTransport::new(service, wire)).build()?;
/// ```
pub struct TowerTransport<S, C> {
    service: S,
    clock: C,
}

impl<S, C> TowerTransport<S, C> {
    /// A transport over a service.
    #[must_use]
    pub const fn new(service: S, clock: C) -> Self {
        Self { service, clock }
    }
}

impl<S, C> Transport for TowerTransport<S, C>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Error: Into<BoxError>,
    S::Future: Future + Send,
    C: Transport,
{
    fn send(
        &self,
        request: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut service = self.service.clone();
        Box::pin(async move {
            let failed = |error: S::Error| {
                let error = error.into();
                match error.downcast::<TransportError>() {
                    Ok(error) => *error,
                    Err(error) => TransportError::new(TransportKind::Io, error),
                }
            };
            poll_fn(|context| service.poll_ready(context)).await.map_err(failed)?;
            service.call(request).await.map_err(failed)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(duration)
    }

    fn deadline(&self, limit: Duration) -> BoxFuture<'_, ()> {
        self.clock.deadline(limit)
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }
}

impl<S, C> fmt::Debug for TowerTransport<S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

/// Another transport as a tower service, to put layers around it.
#[derive(Clone)]
pub struct Wire(Arc<dyn Transport>);

impl Wire {
    /// This transport.
    #[must_use]
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<http::Request<Body>> for Wire {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        // Time is limited around the layers.
        let limits = Limits { timeout: None, ..Limits::default() };
        Box::pin(async move { transport.send(request, limits).await })
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.send(request, limits)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(duration)
    }

    fn deadline(&self, limit: Duration) -> BoxFuture<'_, ()> {
        self.0.deadline(limit)
    }

    fn now(&self) -> Duration {
        self.0.now()
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}
