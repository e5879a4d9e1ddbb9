//! Bodies: bytes in memory, or pieces that come one after the other.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::runtime::calls::attempt::Deadline;
use crate::runtime::{Portable, TransportError};

/// Where the pieces of a body come from: a connection, a file, another task.
pub trait Pieces: Portable + 'static {
    /// The next piece; `None` after the last one and after a failure.
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;

    /// How many bytes are still to come, if that is known.
    fn size(&self) -> Option<u64> {
        None
    }
}

/// A body that is sent or received.
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Pieces(Box<dyn Pieces>),
}

impl Default for Inner {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Inner::Whole(Bytes::new()))
    }

    /// A body that comes in pieces. As a request it is sent only once: such a call is not
    /// repeated.
    #[must_use]
    pub fn pieces(pieces: impl Pieces) -> Self {
        Self(Inner::Pieces(Box::new(pieces)))
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Pieces(_) => None,
        }
    }

    /// The same body once more, if it can be sent again.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        self.as_bytes().map(|bytes| Self(Inner::Whole(bytes.clone())))
    }

    /// How many bytes are still to come, if that is known.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        match &self.0 {
            Inner::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Pieces(pieces) => pieces.size(),
        }
    }

    /// The next piece; `None` after the last one.
    pub fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Pieces(pieces) => pieces.poll_piece(context),
        }
    }

    /// The next piece; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// All of it, at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// What had been read before it failed, or the first `limit` bytes of more, with the
    /// failure; there is none if the body is larger than the limit.
    pub async fn collect(
        self,
        limit: usize,
    ) -> Result<Bytes, (Bytes, Option<TransportError>)> {
        self.collect_until(limit, None).await
    }

    /// The same in the time that is left: what had come by then is kept with the failure.
    pub(in crate::runtime) async fn collect_until(
        mut self,
        limit: usize,
        mut deadline: Option<&mut Deadline<'_>>,
    ) -> Result<Bytes, (Bytes, Option<TransportError>)> {
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        let size = self.size().and_then(|size| usize::try_from(size).ok());
        let size = size.unwrap_or_default().min(limit);
        let mut next = |context: &mut Context<'_>| match self.poll_piece(context) {
            Poll::Pending => match &mut deadline {
                Some(deadline) => deadline.poll(context).map(|late| Some(Err(late))),
                None => Poll::Pending,
            },
            piece @ Poll::Ready(_) => piece,
        };
        while let Some(piece) = poll_fn(&mut next).await {
            let mut piece = match piece {
                Ok(piece) => piece,
                Err(error) => return Err((either(first, all), Some(error))),
            };
            let room = limit - first.len() - all.len();
            let fits = piece.len() <= room;
            piece.truncate(room);
            if first.is_empty() && all.is_empty() {
                first = piece;
            } else {
                if all.is_empty() {
                    all.reserve(size.max(first.len() + piece.len()));
                    all.extend_from_slice(&std::mem::take(&mut first));
                }
                all.extend_from_slice(&piece);
            }
            if !fits {
                return Err((either(first, all), None));
            }
        }
        Ok(either(first, all))
    }
}

/// The only piece, which is not copied, or all of them together.
fn either(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

/// The content of a file: bytes, or a body that can be sent once, whoever has a copy of it.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// It can be sent again.
    Bytes(Bytes),
    /// It is taken by the first who sends it.
    Once(Arc<Mutex<Option<Body>>>),
}

impl FileContent {
    /// What is to be sent; `None` when it can be sent only once and has been.
    pub fn take(&self) -> Option<Body> {
        match self {
            Self::Bytes(bytes) => Some(bytes.clone().into()),
            Self::Once(body) => {
                body.lock().unwrap_or_else(PoisonError::into_inner).take()
            }
        }
    }
}

impl Default for FileContent {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.size() {
            Some(size) => write!(f, "Body({size} bytes)"),
            None => f.write_str("Body(in pieces)"),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Whole(bytes.into()))
    }
}
