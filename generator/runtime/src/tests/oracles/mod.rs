//! What must be true of a reader or a writer, whatever it is given. Properties ask it of made
//! up input (`tests/readers.rs`), and the fuzz targets of bytes that nobody has made up: they
//! take these files as they stand, with the runtime beside them as `crate::runtime`.

pub mod codec;
pub mod events;
pub mod links;
pub mod media;
pub mod multipart;
pub mod pairs;
pub mod pauses;
pub mod xml;
