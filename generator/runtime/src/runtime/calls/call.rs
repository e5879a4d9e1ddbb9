//! A call that is ready to be sent.

use std::fmt;
use std::future::Future;

use bytes::Bytes;

use super::engine::run;
use crate::runtime::answers::answer::decode;
use crate::runtime::requests::outgoing::plan;
use crate::runtime::{Client, Error, Operation, RequestOptions, Response};

/// A call of one operation. [`Call::send`] makes the request, and takes what it reads from
/// readers; nothing is sent until it is awaited, and dropping the future abandons the call.
#[must_use = "nothing is sent until `.send().await`"]
pub struct Call<'a, O> {
    pub(in crate::runtime) client: &'a Client,
    pub(crate) operation: O,
    pub(in crate::runtime) options: RequestOptions,
}

impl<'a, O: Operation> Call<'a, O> {
    /// A call with the client's own options.
    pub fn new(client: &'a Client, operation: O) -> Self {
        Self { client, operation, options: RequestOptions::new() }
    }

    /// Changes headers, time limits or retries of this call.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends the call and decodes the answer. Failed attempts are repeated where that is
    /// safe.
    pub fn send(
        self,
    ) -> impl Future<Output = Result<Response<O::Output>, Error<O::Failure>>> + use<'a, O>
    {
        let plan = plan(self.client, const { &O::META }, &self.operation, &self.options);
        let answered = run(self.client, plan);
        async move { decode::<O>(answered.await) }
    }

    /// Sends the call and gives the answer as it is, whatever its status. Failed attempts
    /// are repeated where that is safe.
    pub fn send_raw(
        self,
    ) -> impl Future<Output = Result<Response<Bytes>, Error<O::Failure>>> + use<'a, O>
    {
        let plan = plan(self.client, const { &O::META }, &self.operation, &self.options);
        let answered = run(self.client, plan);
        async move {
            let answered = answered.await?;
            Ok(Response::new(answered.body, answered.head))
        }
    }
}

/// Which operation is called, without its arguments: they may be secrets.
impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meta = const { &O::META };
        f.debug_struct("Call")
            .field("operation", &meta.id)
            .field("method", &meta.method)
            .field("path", &meta.path)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
