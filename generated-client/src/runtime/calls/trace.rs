//! Spans of attempts, for the feature `tracing`. Without it they cost nothing.

use std::future::Future;
use std::pin::Pin;

use http::StatusCode;

use super::engine::Plan;

/// The span of one attempt: named and filled as OpenTelemetry's conventions for HTTP
/// clients say, without URL, bodies and header values.
pub struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// Starts the span of an attempt.
    #[must_use]
    pub fn start(plan: &Plan, attempt: u32) -> Self {
        use tracing::field::Empty;
        let method = plan.method.as_str();
        let template = plan.info.template;
        let space = if template.is_empty() { "" } else { " " };
        let span = tracing::info_span!(
            "http.client.request",
            otel.name = %format_args!("{method}{space}{template}"),
            otel.kind = "client",
            http.request.method = method,
            url.template = (!template.is_empty()).then_some(template),
            server.address = plan.uri.host(),
            server.port = plan.uri.port_u16(),
            http.request.resend_count = (attempt > 1).then(|| attempt - 1),
            http.response.status_code = Empty,
            error.type = Empty,
        );
        Self { span }
    }

    /// Runs the attempt within the span.
    pub async fn run<T>(&self, attempt: Pin<&mut impl Future<Output = T>>) -> T {
        use tracing::Instrument;
        attempt.instrument(self.span.clone()).await
    }

    /// Notes the status.
    pub fn answered(&self, status: StatusCode) {
        self.span.record("http.response.status_code", status.as_u16());
        if status.is_client_error() || status.is_server_error() {
            self.span.record("error.type", status.as_str());
        }
    }

    /// Notes what kind of failure it was.
    pub fn failed(&self, kind: &'static str) {
        self.span.record("error.type", kind);
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    /// Nothing.
    #[must_use]
    pub fn start(_: &Plan, _: u32) -> Self {
        Self {}
    }

    /// Runs the attempt.
    pub async fn run<T>(&self, attempt: Pin<&mut impl Future<Output = T>>) -> T {
        attempt.await
    }

    /// Nothing.
    pub fn answered(&self, _: StatusCode) {}

    /// Nothing.
    pub fn failed(&self, _: &'static str) {}
}
