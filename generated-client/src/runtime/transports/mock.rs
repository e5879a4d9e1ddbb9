//! A transport for tests: answers by operation, without a port.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use super::mock_request::Recorded;
use super::mock_script::{Prepared, Rule, Scripted, State, answer, to_json};
use crate::runtime::{
    Body, BoxFuture, Limits, Meta, Operation, Pieces, Transport, TransportError,
    TransportKind,
};
use bytes::Bytes;

/// A transport that gives prepared answers. Encoding, authentication, retries and decoding
/// are the client's own; time is virtual, so that pauses take none.
///
/// Clones share everything: give one to the client and keep one. Answers to an operation
/// are given in the order in which they were prepared; the last one repeats.
///
/// # Panics
///
/// A call that nothing was prepared for panics, and says what was prepared.
#[derive(Clone, Default)]
#[must_use]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

impl Mock {
    /// A transport that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a call of the operation with a status and a JSON body; `()` means no body.
    pub fn on<O: Operation>(self, status: u16, body: impl serde::Serialize) -> Self {
        self.on_with::<O>(status, &[], body)
    }

    /// Answers a call of the operation with a status, headers and a JSON body; `()` means no
    /// body.
    pub fn on_with<O: Operation>(
        self,
        status: u16,
        headers: &[(&str, &str)],
        body: impl serde::Serialize,
    ) -> Self {
        let json = to_json(&body);
        let media = if json.is_empty() { "" } else { "application/json" };
        self.add(&O::META, Ok(answer(status, headers, media, json)))
    }

    /// Answers a call of the operation with any bytes. Without a `Content-Type` among the
    /// headers none is sent.
    pub fn on_bytes<O: Operation>(
        self,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Self {
        self.add(&O::META, Ok(answer(status, headers, "", body.into())))
    }

    /// Answers a call of the operation with a body that comes in pieces.
    pub fn on_pieces<O: Operation>(
        self,
        status: u16,
        headers: &[(&str, &str)],
        pieces: &[&[u8]],
    ) -> Self {
        let (status, headers, _) = answer(status, headers, "", Bytes::new());
        let pieces = pieces.iter().map(|piece| Bytes::copy_from_slice(piece)).collect();
        self.add(&O::META, Ok((status, headers, pieces)))
    }

    /// Answers a request that was made with `client.request(method, path)`.
    pub fn on_request(
        self,
        method: &str,
        path: &str,
        status: u16,
        body: impl serde::Serialize,
    ) -> Self {
        let answer = answer(status, &[], "application/json", to_json(&body));
        self.add_for("", method, path, Ok(answer))
    }

    /// Makes a call of the operation fail without an answer.
    pub fn fail<O: Operation>(self, kind: TransportKind) -> Self {
        self.add(&O::META, Err(kind))
    }

    /// Lets the answer that was prepared last take so long, in virtual time.
    pub fn delayed(self, delay: Duration) -> Self {
        let last = |rule: &mut Rule| {
            if let Some(answer) = rule.answers.last_mut() {
                answer.delay = delay;
            }
        };
        self.state().rules.last_mut().map(last);
        self
    }

    /// All requests so far, each attempt on its own.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The requests of one operation so far, each attempt on its own.
    #[must_use]
    pub fn requests_of<O: Operation>(&self) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == O::META.id);
        requests
    }

    /// The pauses between attempts so far. None of them took any time.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    /// Checks that every prepared answer was given.
    ///
    /// # Panics
    ///
    /// When one was not.
    pub fn assert_all_given(&self) {
        let state = self.state();
        let left: Vec<String> = state
            .rules
            .iter()
            .filter(|rule| rule.given < rule.answers.len())
            .map(|rule| {
                let (given, all) = (rule.given, rule.answers.len());
                format!("{}: {given} of {all}", rule.name())
            })
            .collect();
        assert!(
            left.is_empty(),
            "mock: answers that were not given: {}",
            left.join("; ")
        );
    }

    fn add(self, meta: &Meta, result: Prepared) -> Self {
        self.add_for(meta.id, meta.method.as_str(), meta.path, result)
    }

    fn add_for(
        self,
        operation: &'static str,
        method: &str,
        template: &str,
        result: Prepared,
    ) -> Self {
        let mut state = self.state();
        let same = |rule: &Rule| {
            rule.operation == operation
                && rule.method == method
                && rule.template == template
        };
        // The rule that was changed last stays last, for `delayed`.
        let mut rule = match state.rules.iter().position(same) {
            Some(at) => state.rules.remove(at),
            None => Rule {
                operation,
                method: method.to_owned(),
                template: template.to_owned(),
                answers: Vec::new(),
                given: 0,
            },
        };
        rule.answers.push(Scripted { result, delay: Duration::ZERO });
        state.rules.push(rule);
        drop(state);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body of several pieces.
struct InPieces(std::vec::IntoIter<Bytes>);

impl Pieces for InPieces {
    fn poll_piece(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut state = self.state();
        let Scripted { result, delay } = state.answer(request);
        let late = limits.timeout.filter(|limit| delay > *limit);
        state.now += late.unwrap_or(delay);
        drop(state);
        let result = match (late, result) {
            (Some(_), _) => Err(TransportKind::Timeout),
            (None, result) => result,
        };
        let result = match result {
            Err(kind) => Err(TransportError::new(kind, "mock: a prepared failure")),
            Ok((status, headers, mut pieces)) => {
                let body = match pieces.len() {
                    0 | 1 => pieces.pop().unwrap_or_default().into(),
                    _ => Body::pieces(InPieces(pieces.into_iter())),
                };
                let mut response = http::Response::new(body);
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                Ok(response)
            }
        };
        Box::pin(std::future::ready(result))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.sleeps.push(duration);
        state.now += duration;
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }

    fn now(&self) -> Duration {
        self.state().now
    }
}
