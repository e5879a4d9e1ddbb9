//! Files that are sent as parts of a body.

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::runtime::{
    Attached, Body, Edit, FileContent, Pieces, Portable, Slot, TransportError,
    TransportKind, View,
};

/// A file to be sent: its content, and what it is called.
///
/// Made from bytes, or from what gives them piece by piece; such a file can be sent once,
/// and a call with one is not repeated.
#[derive(Clone, Default)]
pub struct Upload {
    content: FileContent,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Upload {
    /// A file in memory.
    #[must_use]
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self { content: FileContent::Bytes(content.into()), ..Self::default() }
    }

    /// A file that comes piece by piece.
    #[must_use]
    pub fn pieces(pieces: impl Pieces) -> Self {
        let body = Arc::new(Mutex::new(Some(Body::pieces(pieces))));
        Self { content: FileContent::Once(body), ..Self::default() }
    }

    /// A file that is read while it is sent; `size` is how many bytes it has, if that is
    /// known. Reading must not wait long: it stops other work of the thread.
    #[must_use]
    pub fn reader(reader: impl Read + Portable + 'static, size: Option<u64>) -> Self {
        Self::pieces(Reading { reader, size, ended: false })
    }

    /// The name of the file. Without it, it is called like the part; an empty one is not sent,
    /// for services that take a part with the name of a file for a file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the content. Without it, or if it is empty, it is what the document
    /// says, or `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media: impl Into<String>) -> Self {
        self.media_type = Some(media.into()).filter(|media| !media.trim().is_empty());
        self
    }

    fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            FileContent::Bytes(bytes) => Some(bytes),
            FileContent::Once(_) => None,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl Attached for Upload {
    fn bytes(&self) -> &[u8] {
        self.in_memory().map_or(&[], |bytes| bytes)
    }

    fn content(&self) -> &dyn Any {
        &self.content
    }

    fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl Slot for Upload {
    fn vacant() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::File(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        if let FileContent::Once(_) = self.content {
            self.content = FileContent::default();
        }
        match &mut self.content {
            FileContent::Bytes(bytes) => Edit::Bytes(bytes),
            FileContent::Once(_) => Edit::Ignore,
        }
    }
}

/// The same content, or the same source, under the same names.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (FileContent::Bytes(one), FileContent::Bytes(other)) => one == other,
            (FileContent::Once(one), FileContent::Once(other)) => {
                Arc::ptr_eq(one, other)
            }
            _ => false,
        };
        same && self.file_name == other.file_name && self.media_type == other.media_type
    }
}

impl Eq for Upload {}

impl Hash for Upload {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.in_memory().hash(state);
        self.file_name.hash(state);
        self.media_type.hash(state);
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("bytes", &self.in_memory().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

/// A reader as a source of pieces.
struct Reading<R> {
    reader: R,
    size: Option<u64>,
    ended: bool,
}

impl<R: Read + Portable + 'static> Pieces for Reading<R> {
    fn poll_piece(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        const PIECE: usize = 64 << 10;
        if self.ended {
            return Poll::Ready(None);
        }
        let mut piece = BytesMut::zeroed(PIECE);
        let read = loop {
            match self.reader.read(&mut piece) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        Poll::Ready(match read {
            Ok(0) => {
                self.ended = true;
                let lacks = self.size.is_some_and(|left| left > 0);
                let reason = "the reader gives fewer bytes than were announced";
                lacks.then(|| Err(TransportError::new(TransportKind::Upload, reason)))
            }
            Ok(count) if self.size.is_some_and(|size| size < count as u64) => {
                self.ended = true;
                let reason = "the reader gives more bytes than were announced";
                Some(Err(TransportError::new(TransportKind::Upload, reason)))
            }
            Ok(count) => {
                let read = count as u64;
                self.size = self.size.map(|size| size.saturating_sub(read));
                piece.truncate(count);
                Some(Ok(piece.freeze()))
            }
            Err(error) => {
                self.ended = true;
                Some(Err(TransportError::new(TransportKind::Upload, error)))
            }
        })
    }

    fn size(&self) -> Option<u64> {
        self.size
    }
}
