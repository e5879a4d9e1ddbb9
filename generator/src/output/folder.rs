//! The output folder: paths that stay inside, no links followed, whole files or none.

use crate::diagnostics::{Code, Diagnostic, Place};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where a file is written before it gets its name. A run that was interrupted can leave it
/// behind; the next one removes it.
const UNFINISHED: &str = "generated.tmp";

/// An output folder.
pub(super) struct Folder<'a> {
    root: &'a Path,
}

impl<'a> Folder<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self { root }
    }

    /// Something in it that could be somebody's work, if there is anything.
    pub(super) fn occupant(&self) -> Result<Option<String>, Box<Diagnostic>> {
        let entries = match fs::read_dir(self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(_) if self.root.is_file() => return Err(self.is_a_file()),
            Err(error) => return Err(self.unwritable("", &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| self.unwritable("", &error))?;
            let name = entry.file_name();
            if name != ".git" && name != UNFINISHED {
                return Ok(Some(name.to_string_lossy().into_owned()));
            }
        }
        Ok(None)
    }

    /// The bytes of a file; `None` if there is nothing at this path.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        let full = self.resolve(path)?;
        match fs::symlink_metadata(&full) {
            Ok(data) if data.is_file() => {
                fs::read(&full).map(Some).map_err(|error| self.unwritable(path, &error))
            }
            Ok(_) => Err(self.unwritable(path, &"it is not a file")),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(self.unwritable(path, &error)),
        }
    }

    /// Puts a file in place: whoever looks sees the old text or the new one.
    pub(super) fn put(&self, path: &str, text: &str) -> Result<(), Box<Diagnostic>> {
        let full = self.resolve(path)?;
        self.put_at(&full, text).map_err(|error| self.unwritable(path, &error))
    }

    fn put_at(&self, full: &Path, text: &str) -> io::Result<()> {
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent)?;
        }
        let unfinished = self.root.join(UNFINISHED);
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        let written = file.write_all(text.as_bytes());
        drop(file);
        let done = written.and_then(|()| fs::rename(&unfinished, full));
        if done.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_file(&unfinished);
        }
        done
    }

    /// Removes a file, and the folders that it leaves empty.
    pub(super) fn remove(&self, path: &str) -> Result<(), Box<Diagnostic>> {
        let full = self.resolve(path)?;
        fs::remove_file(&full).map_err(|error| self.unwritable(path, &error))?;
        let mut folder = full.parent();
        while let Some(inner) = folder.filter(|inner| *inner != self.root) {
            if fs::remove_dir(inner).is_err() {
                break;
            }
            folder = inner.parent();
        }
        Ok(())
    }

    /// Makes the folder, and removes what an interrupted run left unfinished.
    pub(super) fn prepare(&self) -> Result<(), Box<Diagnostic>> {
        fs::create_dir_all(self.root).map_err(|error| self.unwritable("", &error))?;
        match fs::remove_file(self.root.join(UNFINISHED)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(self.unwritable(UNFINISHED, &error))
            }
            _ => Ok(()),
        }
    }

    /// The full path. No part of it below the root may be a link.
    fn resolve(&self, path: &str) -> Result<PathBuf, Box<Diagnostic>> {
        if !is_inside(path) {
            return Err(Box::new(
                Diagnostic::new(
                    Code::Defect,
                    Place::File(self.root.display().to_string()),
                    format!("{path:?} is not a path inside the output folder"),
                )
                .remedy("report this; nothing was written"),
            ));
        }
        let mut full = self.root.to_owned();
        for part in path.split('/') {
            full.push(part);
            match fs::symlink_metadata(&full) {
                Ok(data) if data.is_symlink() => {
                    return Err(
                        self.unwritable(path, &"a symbolic link stands in its way")
                    );
                }
                Err(error) if !is_absent(&error) => {
                    return Err(self.unwritable(path, &error));
                }
                _ => {}
            }
        }
        Ok(full)
    }

    /// Whoever names a file here may have meant another option, so nobody is told to remove it.
    fn is_a_file(&self) -> Box<Diagnostic> {
        let place = Place::File(self.root.display().to_string());
        let found = Diagnostic::new(
            Code::Unwritable,
            place,
            "the output is a folder, and this is a file",
        );
        Box::new(found.remedy("name another folder; it is made if it is not there"))
    }

    fn unwritable(&self, path: &str, why: &dyn std::fmt::Display) -> Box<Diagnostic> {
        let full =
            if path.is_empty() { self.root.to_owned() } else { self.root.join(path) };
        let message = format!("the output cannot be read or written here: {why}");
        Box::new(
            Diagnostic::new(
                Code::Unwritable,
                Place::File(full.display().to_string()),
                message,
            )
            .remedy("make the folder writable, or remove what stands there"),
        )
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether a path is relative and made of plain names, in no hidden folder: those are other
/// programs' (`.git`), whatever a ledger says.
pub(super) fn is_inside(path: &str) -> bool {
    let plain = |part: &str| {
        part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    let (folders, file) = match path.rsplit_once('/') {
        Some((folders, file)) => (Some(folders), file),
        None => (None, path),
    };
    folders.is_none_or(|folders| {
        let mut parts = folders.split('/');
        parts.all(|part| !part.is_empty() && !part.starts_with('.') && plain(part))
    }) && !matches!(file, "" | "." | "..")
        && plain(file)
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn paths_stay_inside() {
        for path in ["Cargo.toml", "src/lib.rs", "src/api/a_b.rs", ".gitignore"] {
            assert!(is_inside(path), "{path}");
        }
        for path in [
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            ".",
            "a\\b",
            "C:\\x",
            "C:",
            "a\0b",
            "ä",
            ".git/config",
            "src/.x/a",
        ] {
            assert!(!is_inside(path), "{path}");
        }
    }
}
