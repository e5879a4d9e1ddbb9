//! Time: limits that hold whoever does not keep to them, clocks that jump, and calls that are
//! dropped wherever they wait.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::json;

use super::service::*;
use crate::runtime::{
    Body, BoxError, BoxFuture, Bytes, Client, Credential, Error, Limits, Pieces,
    RequestOptions, Secret, Token, TokenProvider, Transport, TransportError,
    TransportKind,
};

/// Waits once.
#[derive(Default)]
struct Breath(bool);

impl Future for Breath {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Waits at every point where a transport or a provider can, and counts what is under way. The
/// first answer is 401, the second 503, all others are good. Its clock shows these times in
/// turn.
#[derive(Clone, Default)]
struct Slow {
    sent: Arc<AtomicUsize>,
    asked: Arc<AtomicUsize>,
    running: Arc<AtomicUsize>,
    clock: Arc<Vec<u64>>,
    looks: Arc<AtomicUsize>,
}

struct Running(Arc<AtomicUsize>);

impl Slow {
    fn begin(&self) -> Running {
        self.running.fetch_add(1, Ordering::SeqCst);
        Running(Arc::clone(&self.running))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A body in pieces, each of which is waited for.
struct Dripping(Vec<Bytes>, bool, #[expect(dead_code, reason = "counts")] Running);

impl Pieces for Dripping {
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.pop().map(Ok))
    }
}

impl Transport for Slow {
    fn send(
        &self,
        _: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let running = self.begin();
        Box::pin(async move {
            Breath::default().await;
            let status = match self.sent.fetch_add(1, Ordering::SeqCst) {
                0 => 401,
                1 => 503,
                _ => 200,
            };
            Breath::default().await;
            let pieces = [&b"\"Rex\"}"[..], b"{\"name\":"].map(Bytes::from_static);
            let body = Body::pieces(Dripping(pieces.into(), false, running));
            Ok(http::Response::builder().status(status).body(body).unwrap())
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        let running = self.begin();
        Box::pin(async move {
            Breath::default().await;
            drop(running);
        })
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'_, ()> {
        let running = self.begin();
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(running);
        })
    }

    fn now(&self) -> Duration {
        let look = self.looks.fetch_add(1, Ordering::SeqCst);
        let seconds = self.clock.get(look % self.clock.len().max(1)).copied();
        Duration::from_secs(seconds.unwrap_or_default())
    }
}

impl TokenProvider for Slow {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let running = self.begin();
        Box::pin(async move {
            Breath::default().await;
            drop(running);
            let count = self.asked.fetch_add(1, Ordering::SeqCst);
            Ok(Token::new(format!("t{count}")).lifetime(Duration::from_secs(3600)))
        })
    }
}

fn set_up(slow: &Slow) -> Client {
    let builder = builder().transport(slow.clone());
    builder.credential("bearer", Credential::provider(slow.clone())).build().unwrap()
}

/// Polls so often; whether it came to its end.
fn poll<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..times).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// Dropped after each number of polls until it ends: nothing goes on, and the next call over
/// the same client works, whatever the dropped one held.
#[test]
fn a_call_can_be_dropped_wherever_it_waits() {
    let mut points = 0;
    for polls in 0.. {
        let slow = Slow::default();
        let client = set_up(&slow);
        let ended = poll(call(&client, ManySecurePet).send(), polls).is_some();
        assert_eq!(slow.running.load(Ordering::SeqCst), 0, "after {polls} polls");
        let sent = slow.sent.load(Ordering::SeqCst);
        let next = poll(call(&client, ManySecurePet).send(), 1_000).expect("it ends");
        assert_eq!(next.unwrap().into_inner(), rex(), "after {polls} polls");
        assert!(slow.sent.load(Ordering::SeqCst) > sent);
        assert_eq!(slow.running.load(Ordering::SeqCst), 0);
        if ended {
            points = polls;
            break;
        }
    }
    assert!(points > 10, "{points}");
}

/// Forwards, backwards, and to the end of time: a call ends, and none is made that the limits
/// forbid for good.
#[test]
fn clocks_that_jump() {
    let far = u64::MAX;
    for clock in [
        vec![0, far, 0, far],
        vec![far, 0],
        vec![1_000, 0, 500, 0],
        vec![far],
        vec![0, 0, 0, 0, far],
    ] {
        let slow = Slow { clock: Arc::new(clock.clone()), ..Slow::default() };
        let client = set_up(&slow);
        for total in [None, Some(Duration::from_secs(5)), Some(Duration::MAX)] {
            let options = RequestOptions::new();
            let options = match total {
                Some(total) => options.total_timeout(total),
                None => options,
            };
            let sent = call(&client, ManySecurePet).options(options).send();
            assert!(poll(sent, 1_000).is_some(), "{clock:?} {total:?}");
        }
        assert!(slow.sent.load(Ordering::SeqCst) <= 9, "{clock:?}");
    }
}

/// Never gives a token.
struct Silent(Arc<AtomicUsize>);

impl TokenProvider for Silent {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }
}

/// A transport that keeps to no limit: of the body there is only the beginning.
#[derive(Debug)]
struct Careless(bool);

impl Transport for Careless {
    fn send(
        &self,
        _: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        struct Stuck;
        impl Pieces for Stuck {
            fn poll_piece(
                &mut self,
                _: &mut Context<'_>,
            ) -> Poll<Option<Result<Bytes, TransportError>>> {
                Poll::Pending
            }
        }
        let body = if self.0 {
            Body::pieces(Stuck)
        } else {
            json!({"name": "Rex"}).into_body()
        };
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// JSON as a body.
trait IntoBody {
    fn into_body(self) -> Body;
}

impl IntoBody for serde_json::Value {
    fn into_body(self) -> Body {
        self.to_string().into_bytes().into()
    }
}

fn timed_out(result: Result<impl Sized, Error<PetFailure>>) -> bool {
    matches!(result, Err(Error::Transport(error)) if error.kind() == TransportKind::Timeout)
}

/// Ten calls wait for one token, each no longer than its own limit, not one after the other.
#[tokio::test(start_paused = true)]
async fn a_token_that_never_comes() {
    let asked = Arc::new(AtomicUsize::new(0));
    let builder = builder().transport(Careless(false)).max_retries(0);
    let credential = Credential::provider(Silent(Arc::clone(&asked)));
    let client = builder.credential("bearer", credential);
    let client = client.timeout(Duration::from_secs(5)).build().unwrap();
    let started = tokio::time::Instant::now();
    let calls = (0..10).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { timed_out(call(&client, ManySecurePet).send().await) })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap());
    }
    assert_eq!(started.elapsed().as_secs(), 5);
    let options = RequestOptions::new().total_timeout(Duration::from_secs(1));
    let result = call(&client, ManySecurePet).options(options).send().await;
    assert!(timed_out(result) && started.elapsed().as_secs() == 6);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_over_a_transport_without_limits() {
    let client = builder().transport(Careless(true)).max_retries(0).build().unwrap();
    let started = tokio::time::Instant::now();
    assert!(timed_out(call(&client, GetPet).send().await));
    assert_eq!(started.elapsed().as_secs(), 60);
    let client = builder().transport(Careless(false)).build().unwrap();
    assert_eq!(call(&client, GetPet).send().await.unwrap().into_inner(), rex());
}
