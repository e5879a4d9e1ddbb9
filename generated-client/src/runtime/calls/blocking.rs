//! Calls without async, for the feature `blocking`.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::consume_budget;

use crate::runtime::{Call, Error, Operation, RawRequest, RequestError, Response};

impl<O: Operation> Call<'_, O> {
    /// Like [`Call::send`], but waits for the answer, on any thread that may wait: also within
    /// `tokio::task::spawn_blocking` and `block_in_place`. Must not be called from async code:
    /// it then fails with [`Error::Request`].
    pub fn send_blocking(self) -> Result<Response<O::Output>, Error<O::Failure>> {
        block_on(self.send())?
    }
}

impl RawRequest<'_> {
    /// Like [`RawRequest::send`], but waits for the answer, on any thread that may wait. Must
    /// not be called from async code: it then fails with [`Error::Request`].
    pub fn send_blocking(self) -> Result<Response<Bytes>, Error> {
        block_on(self.send())?
    }
}

/// Waits for any other future of this crate, such as [`Call::send_raw`], on any thread that may
/// wait. Must not be called from async code: it then fails.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, RequestError> {
    if is_async() {
        let message = "it waits for the answer, which async code must not: use `send`";
        return Err(RequestError::new(message));
    }
    let _entered = runtime()?.enter();
    Ok(wait(pin!(future)))
}

/// Whether async code calls. `spawn_blocking` and `block_in_place`, where waiting is right, have
/// tokio's handle as well. A budget, after which they are to yield, is what only tasks have: if
/// there is one, it comes to its end.
fn is_async() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let mut is_used_up = || pin!(consume_budget()).poll(&mut context).is_pending();
    // Budgets are counted in a byte.
    Handle::try_current().is_ok() && (0..=u8::MAX).any(|_| is_used_up())
}

/// Polls on this thread. Tokio's own `block_on` does the same, but panics where it takes the
/// thread for one that must not wait.
fn wait<T>(mut future: Pin<&mut dyn Future<Output = T>>) -> T {
    let alarm = Arc::new(Alarm { thread: thread::current(), rung: false.into() });
    let waker = Waker::from(Arc::clone(&alarm));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) =
            Waiting::during(|| future.as_mut().poll(&mut context))
        {
            return output;
        }
        while !alarm.rung.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

thread_local! {
    static IS_WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this code runs for a call that waits.
#[cfg(feature = "reqwest")]
pub(in crate::runtime) fn is_waiting() -> bool {
    IS_WAITING.get()
}

/// While it exists, this thread polls a call that waits.
struct Waiting;

impl Waiting {
    fn during<T>(work: impl FnOnce() -> T) -> T {
        IS_WAITING.set(true);
        let _until_dropped = Self;
        work()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        IS_WAITING.set(false);
    }
}

/// Ends the pause of a thread. What it polls may park as well, and take the signal that was
/// meant for this: therefore the note beside it.
struct Alarm {
    thread: Thread,
    rung: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// One thread in the background keeps the connections and clocks of all clients.
fn runtime() -> Result<&'static Runtime, RequestError> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let runtime =
        Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(
            |error| RequestError::with_source("no thread could be started", error),
        )?;
    Ok(RUNTIME.get_or_init(|| runtime))
}
