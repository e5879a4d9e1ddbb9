//! Files → the output folder: written or compared, and entered in the ledger.

pub mod compare;
pub mod disk;
mod documentation;
mod folder;
mod follow;
#[doc(hidden)]
pub mod format;
mod items;
mod joined;
pub mod ledger;
mod lines;
mod overflowed;
#[doc(hidden)]
pub mod previous;
mod retyped;
#[doc(hidden)]
pub mod skeleton;
mod words;

use std::path::PathBuf;

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it goes: relative to the output folder, parts joined by `/`.
    pub path: String,
    /// Its text, with `\n` line endings.
    pub text: String,
}

/// A file that the crate was generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// What the ledger calls it: relative to the folder that holds the document (for the
    /// workspace: to its root), parts joined by `/`.
    pub name: String,
    /// Where it was read; empty if no file holds it.
    pub path: PathBuf,
    /// Its bytes, as read.
    pub bytes: Vec<u8>,
}
