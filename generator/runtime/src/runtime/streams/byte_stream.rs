//! Answers that are read while they come.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use crate::runtime::answers::answer::fail;
use crate::runtime::calls::attempt::within;
use crate::runtime::calls::engine::run;
use crate::runtime::requests::outgoing::plan;
use crate::runtime::{
    Answered, Body, BoxFuture, Call, Client, DecodeError, Error, Head, Limits, Meta,
    Operation, Outcome, Pieces, Problem, Response, Transport, TransportError,
    TransportKind,
};

/// The body of an answer, piece by piece. Dropping it abandons the rest.
///
/// The client's time limit holds for each piece, not for all of them together; its limit
/// of size does not hold, since nothing is kept.
pub struct ByteStream {
    body: Body,
    transport: Arc<dyn Transport>,
    limits: Limits,
    // Never locked: it makes what is in it `Sync`.
    timer: Mutex<Option<BoxFuture<'static, ()>>>,
    ended: bool,
}

impl ByteStream {
    /// A body that comes over the client's transport.
    #[must_use]
    pub fn new(body: Body, client: &Client, limits: Limits) -> Self {
        let transport = Arc::clone(&client.settings.transport);
        Self { body, transport, limits, timer: Mutex::new(None), ended: false }
    }

    /// The next piece; `None` after the last one. After a failure nothing more comes.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// All that is still to come, if it has at most `limit` bytes.
    pub async fn bytes(self, limit: usize) -> Result<Bytes, TransportError> {
        let too_large =
            || TransportError::new(TransportKind::TooLarge, "too many bytes");
        let whole = Body::pieces(self).collect(limit).await;
        whole.map_err(|(_, error)| error.unwrap_or_else(too_large))
    }

    /// The limits that hold for it.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The error that it is something else. Its beginning is kept, as much as comes in the time
    /// that an attempt may take.
    pub(super) async fn refused<E>(
        mut self,
        client: &Client,
        head: Head,
        problem: Problem,
    ) -> Error<E> {
        let limits = self.limits;
        let mut raw = BytesMut::new();
        let gather = async {
            while raw.len() < limits.max_error_bytes
                && let Some(Ok(piece)) = self.next().await
            {
                raw.extend_from_slice(&piece);
            }
            Ok(())
        };
        // What has come is enough, however it ended.
        let _ = within(&*client.settings.transport, limits.timeout, pin!(gather)).await;
        raw.truncate(limits.max_error_bytes);
        Error::Decode(Box::new(DecodeError::new(head, problem, raw.freeze())))
    }

    fn poll_timer(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(limit) = self.limits.timeout else { return Poll::Pending };
        let timer = self.timer.get_mut().unwrap_or_else(PoisonError::into_inner);
        timer.get_or_insert_with(|| sleep(&self.transport, limit)).as_mut().poll(context)
    }
}

fn sleep(transport: &Arc<dyn Transport>, duration: Duration) -> BoxFuture<'static, ()> {
    let transport = Arc::clone(transport);
    Box::pin(async move { transport.deadline(duration).await })
}

impl Pieces for ByteStream {
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = match self.body.poll_piece(context) {
            Poll::Ready(piece) => piece,
            Poll::Pending => {
                ready!(self.poll_timer(context));
                let reason = "nothing came for too long";
                Some(Err(TransportError::new(TransportKind::Timeout, reason)))
            }
        };
        *self.timer.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        self.ended = !matches!(piece, Some(Ok(_)));
        Poll::Ready(piece)
    }

    fn size(&self) -> Option<u64> {
        self.body.size()
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_piece(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("body", &self.body).finish_non_exhaustive()
    }
}

/// The body of a success that is still coming.
pub(super) async fn coming<E: Outcome>(
    client: &Client,
    meta: &Meta,
    answered: Answered,
    limits: Limits,
) -> Result<(Head, ByteStream), Error<E>> {
    let whole = answered.check_whole(meta);
    let Some(body) = answered.rest else {
        return Err(fail(meta, answered.head, answered.body));
    };
    let (head, bytes) = (answered.head, ByteStream::new(body, client, limits));
    match whole {
        Ok(()) => Ok((head, bytes)),
        Err(problem) => Err(bytes.refused(client, head, problem).await),
    }
}

impl<'a, O: Operation> Call<'a, O> {
    /// Sends the call and gives the body of a success while it is still coming, as it is.
    /// Failed attempts are repeated where that is safe, until the first byte.
    pub fn download(
        self,
    ) -> impl Future<Output = Result<Response<ByteStream>, Error<O::Failure>>> + use<'a, O>
    {
        let Self { client, operation, options } = self;
        let mut plan = plan(client, const { &O::META }, &operation, &options);
        if let Ok(plan) = &mut plan {
            plan.streamed = true;
        }
        let limits = options.limits(&client.settings).attempt;
        let answered = run(client, plan);
        async move {
            let meta = const { &O::META };
            let (head, bytes) = coming(client, meta, answered.await?, limits).await?;
            Ok(Response::new(bytes, head))
        }
    }
}
