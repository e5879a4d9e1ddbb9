//! Answers that are several values, read while they come.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::byte_stream::coming;
use crate::runtime::calls::engine::run;
use crate::runtime::requests::outgoing::plan_patched;
use crate::runtime::requests::patch::Patch;
use crate::runtime::{
    ByteStream, Call, DecodeError, Edit, Error, Head, Kind, Known, Meta, Operation,
    Pieces, Portable, Problem, Response, Slot, TransportError, TransportKind, Value,
    read_json_known,
};

/// An operation whose answer can come value by value.
pub trait Streams: Operation {
    /// One value.
    type Item: Slot;
    /// How values follow one another.
    type Framing: Framing;
    /// The `Accept` header that asks for it.
    const ACCEPT: &'static str;
    /// The property of the request's body that asks for it, if there is one.
    const FLAG: Option<&'static str> = None;
}

/// What is wrong with a whole body, and its beginning.
pub type Strange = (Problem, Vec<u8>);

/// How values follow one another in a body.
pub trait Framing: Default + Portable + Unpin {
    /// What is between two borders.
    type Frame: AsRef<[u8]> + Portable + Unpin;

    /// Whether a body of this kind is certainly something else.
    fn refuses(kind: Kind) -> bool;

    /// Takes the next bytes and gives what they complete.
    fn push(&mut self, bytes: &[u8], frames: &mut VecDeque<Self::Frame>);

    /// Takes note of the end and gives what it completes.
    fn end(&mut self, frames: &mut VecDeque<Self::Frame>);

    /// What is wrong with the body as a whole, when it has ended.
    fn strange(&mut self) -> Option<Strange> {
        None
    }

    /// How many bytes are held that are not complete.
    fn held(&self) -> usize;

    /// Whether a frame holds no value where such values are read, and keeps the connection open.
    fn passes_over(&mut self, frame: &Self::Frame, edit: &Edit<'_>) -> bool {
        let _ = (frame, edit);
        false
    }

    /// Reads a value; `false` when it says that nothing more comes. What holds on from the frame
    /// before, such as the id of an event, is added to the frame.
    ///
    /// Leniently, values of another kind are taken that say the same.
    fn read(
        &mut self,
        frame: &mut Self::Frame,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<bool, Problem>;

    /// Reads what [`Framing::read`] could not read in another way, and tells whether it is a
    /// value then; `None` when there is no further way after so many attempts.
    fn read_otherwise(
        &mut self,
        frame: &Self::Frame,
        attempt: usize,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Option<bool> {
        let _ = (frame, attempt, lenient, edit);
        None
    }

    /// Takes a frame that has been read, if it is asked for later.
    fn keep(&mut self, frame: Self::Frame) {
        let _ = frame;
    }
}

/// Reads a value in JSON. An object with none of the described keys is none, but what services
/// send in place of one when they fail midway. A union keeps what it does not know.
pub fn read_item(json: &[u8], lenient: bool, edit: Edit<'_>) -> Result<bool, Problem> {
    let is_kept = matches!(edit, Edit::Union(_));
    match read_json_known(json, lenient, edit).map_err(Problem::Json)? {
        Known::Nothing if !is_kept => Err(Problem::NoKey),
        Known::Some | Known::Nothing => Ok(true),
    }
}

/// After so many values and pieces others have their turn, such as the timer of a caller: what
/// has come at once may be much, and is never waited for.
const MOST_STEPS: u32 = 64;

/// The values of an answer, one after the other. Dropping it abandons the rest.
///
/// The client's time limit holds for each wait, and its limit of size for each value.
pub struct ItemStream<T, F: Framing> {
    bytes: ByteStream,
    lenient: bool,
    pub(super) framing: F,
    frames: VecDeque<F::Frame>,
    head: Box<Head>,
    ended: bool,
    /// How much has been done since others had their turn.
    steps: u32,
    // Gives values, holds none.
    item: PhantomData<fn() -> T>,
}

impl<T: Slot, F: Framing> ItemStream<T, F> {
    /// The values of a body.
    #[must_use]
    pub fn new(bytes: ByteStream, head: Head, meta: &Meta) -> Self {
        Self {
            bytes,
            lenient: meta.lenient,
            framing: F::default(),
            frames: VecDeque::new(),
            head: Box::new(head),
            ended: false,
            steps: 0,
            item: PhantomData,
        }
    }

    /// The next value; `None` after the last one.
    ///
    /// A value that is not as described is [`Error::Decode`], and the next one can be
    /// asked for. So is a failure that the service sends in place of one:
    /// [`DecodeError::message`] is what it says. After any other failure nothing more comes.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// [`ItemStream::next`] for those who poll.
    pub fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        loop {
            if self.steps >= MOST_STEPS {
                self.steps = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.steps += 1;
            let limit = self.bytes.limits().max_response_bytes;
            if let Some(frame) = self.frames.pop_front() {
                if frame.as_ref().len() > limit {
                    return Poll::Ready(Some(Err(self.too_large())));
                }
                if self.framing.passes_over(&frame, &T::vacant().edit()) {
                    continue;
                }
                return Poll::Ready(self.read(frame));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            if self.framing.held() > limit {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match ready!(self.bytes.poll_piece(context)) {
                Some(Ok(bytes)) => self.framing.push(&bytes, &mut self.frames),
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error.into())));
                }
                None => {
                    self.ended = true;
                    self.framing.end(&mut self.frames);
                    if let Some((problem, raw)) = self.framing.strange() {
                        return Poll::Ready(Some(Err(self.failed(problem, raw.into()))));
                    }
                }
            }
        }
    }

    /// The error of a value beyond the limit, after which nothing comes.
    fn too_large(&mut self) -> Error {
        self.ended = true;
        self.frames.clear();
        let reason = "a value has more bytes than `max_response_bytes` allows";
        TransportError::new(TransportKind::TooLarge, reason).into()
    }

    /// The value of a frame, or `None` where it ends the stream.
    fn read(&mut self, mut frame: F::Frame) -> Option<Result<T, Error>> {
        let mut value = T::vacant();
        let item = match self.framing.read(&mut frame, self.lenient, value.edit()) {
            Ok(true) => Some(Ok(value)),
            Ok(false) => {
                self.ended = true;
                self.frames.clear();
                None
            }
            Err(problem) => Some(self.read_otherwise(&frame).ok_or_else(|| {
                self.failed(problem, Bytes::copy_from_slice(frame.as_ref()))
            })),
        };
        self.framing.keep(frame);
        item
    }

    /// The value of a frame in the first of the other ways in which it can be read, if there is
    /// one: each begins with an empty value, since a way that fails may have filled a part of it.
    fn read_otherwise(&mut self, frame: &F::Frame) -> Option<T> {
        for attempt in 0.. {
            let mut value = T::vacant();
            let edit = value.edit();
            if self.framing.read_otherwise(frame, attempt, self.lenient, edit)? {
                return Some(value);
            }
        }
        None
    }

    fn failed(&self, problem: Problem, raw: Bytes) -> Error {
        let error = DecodeError::new(Head::clone(&self.head), problem, raw);
        Error::Decode(Box::new(error))
    }
}

#[cfg(feature = "stream")]
impl<T: Slot, F: Framing> futures_core::Stream for ItemStream<T, F> {
    type Item = Result<T, Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, F: Framing> fmt::Debug for ItemStream<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").field("head", &self.head).finish_non_exhaustive()
    }
}

/// What [`Call::stream`] gives.
pub type Streamed<O> = Result<
    Response<ItemStream<<O as Streams>::Item, <O as Streams>::Framing>>,
    Error<<O as Operation>::Failure>,
>;

impl<'a, O: Streams> Call<'a, O> {
    /// Sends the call and gives the values of the answer while they come. Failed attempts
    /// are repeated where that is safe, until the first byte.
    pub fn stream(self) -> impl Future<Output = Streamed<O>> + use<'a, O> {
        let Self { client, operation, options } = self;
        let flag = O::FLAG.map(|name| ([name], Value::Bool(true)));
        let mut patch = Patch { accept: Some(O::ACCEPT), ..Patch::default() };
        patch.field = flag.as_ref().map(|(path, value)| (&path[..], value));
        let meta = const { &O::META };
        let mut plan = plan_patched(client, meta, &operation, &options, &patch);
        if let Ok(plan) = &mut plan {
            plan.streamed = true;
        }
        let limits = options.limits(&client.settings).attempt;
        let answered = run(client, plan);
        async move {
            let (head, bytes) = coming(client, meta, answered.await?, limits).await?;
            if let Some(found) = kind(&head).filter(|kind| O::Framing::refuses(*kind)) {
                let found = found.name();
                let problem = Problem::ContentType { found, expected: "a stream" };
                return Err(bytes.refused(client, head, problem).await);
            }
            let stream = ItemStream::new(bytes, head.clone(), meta);
            Ok(Response::new(stream, head))
        }
    }
}

fn kind(head: &Head) -> Option<Kind> {
    Kind::of(head.headers.get(CONTENT_TYPE)?.to_str().ok()?)
}
