//! Nothing goes on after the caller went away.

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::service::*;
use crate::runtime::{
    Body, BoxFuture, Bytes, Client, Limits, Pieces, Transport, TransportError,
    TransportKind,
};

/// A transport of which nothing ever comes to an end.
#[derive(Clone, Default)]
struct Endless {
    mode: Mode,
    begun: Arc<AtomicUsize>,
    running: Arc<AtomicUsize>,
}

#[derive(Clone, Copy, Default)]
enum Mode {
    #[default]
    Send,
    Sleep,
    Read,
}

/// Counts while it is there.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(count))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Pieces for Running {
    fn poll_piece(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Pending
    }
}

impl Transport for Endless {
    fn send(
        &self,
        _: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let running = Running::new(&self.running);
        Box::pin(async move {
            match self.mode {
                Mode::Send => {
                    pending::<()>().await;
                    drop(running);
                    unreachable!()
                }
                Mode::Sleep => {
                    Err(TransportError::new(TransportKind::Connect, "refused"))
                }
                Mode::Read => Ok(http::Response::new(Body::pieces(running))),
            }
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        let running = Running::new(&self.running);
        Box::pin(async move {
            pending::<()>().await;
            drop(running);
        })
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

fn poll_once<F: Future>(future: F) -> bool {
    let mut future = pin!(future);
    future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

fn set_up(mode: Mode) -> (Client, Endless) {
    let transport = Endless { mode, ..Endless::default() };
    (builder().transport(transport.clone()).build().unwrap(), transport)
}

#[test]
fn a_call_that_is_dropped_stops_where_it_is() {
    for mode in [Mode::Send, Mode::Sleep, Mode::Read] {
        let transport = Endless { mode, ..Endless::default() };
        let builder = builder().transport(transport.clone()).timeout(None);
        let client = builder.build().unwrap();
        let count = || transport.running.load(Ordering::SeqCst);
        {
            let mut sent = Box::pin(call(&client, GetPet).send());
            assert!(!poll_once(sent.as_mut()));
            assert_eq!(count(), 1);
        }
        assert_eq!((count(), transport.begun.load(Ordering::SeqCst)), (0, 1));
    }
}

#[test]
fn nothing_begins_before_it_is_awaited() {
    let (client, transport) = set_up(Mode::Send);
    drop(call(&client, GetPet).send());
    drop(call(&client, GetPet).download());
    assert_eq!(transport.begun.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_stream_that_is_dropped_ends_its_connection() {
    let (client, transport) = set_up(Mode::Read);
    let mut bytes = call(&client, GetPet).download().await.unwrap();
    assert!(!poll_once(bytes.next()));
    // The body and the timer of its limit.
    assert_eq!(transport.running.load(Ordering::SeqCst), 2);
    drop(bytes);
    assert_eq!(transport.running.load(Ordering::SeqCst), 0);
}
