//! Calls without async, for the feature `blocking`.

use std::future::Future;
use std::sync::OnceLock;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};

use super::{Call, Error, Operation, RawRequest, RequestError, Response};

impl<O: Operation> Call<'_, O> {
    /// Like [`Call::send`], but waits for the answer. Must not be called from async code:
    /// it then fails with [`Error::Request`].
    pub fn send_blocking(self) -> Result<Response<O::Output>, Error<O::Failure>> {
        runtime()?.block_on(self.send())
    }
}

impl RawRequest<'_> {
    /// Like [`RawRequest::send`], but waits for the answer. Must not be called from async
    /// code: it then fails with [`Error::Request`].
    pub fn send_blocking(self) -> Result<Response<Bytes>, Error> {
        runtime()?.block_on(self.send())
    }
}

/// Waits for any other future of this crate, such as [`Call::send_raw`]. Must not be
/// called from async code.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, RequestError> {
    Ok(runtime()?.block_on(future))
}

/// One thread in the background keeps the connections of all clients.
fn runtime() -> Result<&'static Runtime, RequestError> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if Handle::try_current().is_ok() {
        let message = "it waits for the answer, which async code must not: use `send`";
        return Err(RequestError::new(message));
    }
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let runtime =
        Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(
            |error| RequestError::with_source("no thread could be started", error),
        )?;
    Ok(RUNTIME.get_or_init(|| runtime))
}
