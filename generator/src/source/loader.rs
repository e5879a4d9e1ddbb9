//! Where files come from.

use std::collections::BTreeMap;

/// A file that a loader has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// What makes the file one and the same through whichever reference it is reached.
    pub key: String,
    /// How diagnostics show it: what people open from where the generator runs.
    pub path: String,
    /// How pointers show it: relative to the folder of the root.
    pub name: String,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The file is not there, or reading it fails.
    Unreadable(String),
    /// The file may not be read.
    Forbidden {
        /// Why.
        reason: String,
        /// What would permit it.
        remedy: String,
    },
    /// The user names another file in its place, which cannot be read: that file, and why.
    Mapped(String, String),
    /// The file has more bytes than permitted.
    TooBig,
}

/// The only way to files.
pub trait Loader {
    /// Finds the file that `reference` (without fragment) means when it stands in `from`;
    /// without `from`, `reference` is the root as the user named it.
    fn find(
        &mut self,
        from: Option<&Location>,
        reference: &str,
    ) -> Result<Location, LoadError>;

    /// Reads a file that was found, unless it has more than `limit` bytes.
    fn read(&mut self, location: &Location, limit: u64) -> Result<Vec<u8>, LoadError>;
}

/// Files in memory, by `/`-separated names.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), content.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn find(
        &mut self,
        from: Option<&Location>,
        reference: &str,
    ) -> Result<Location, LoadError> {
        let key = match from {
            None => reference.to_owned(),
            Some(from) => join(&from.key, &local_path(reference)?),
        };
        if !self.files.contains_key(&key) {
            return Err(LoadError::Unreadable("there is no such file".to_owned()));
        }
        Ok(Location { path: key.clone(), name: key.clone(), key })
    }

    fn read(&mut self, location: &Location, limit: u64) -> Result<Vec<u8>, LoadError> {
        let file = self.files.get(&location.key);
        let bytes =
            file.ok_or_else(|| LoadError::Unreadable("there is no such file".into()))?;
        if u64::try_from(bytes.len()).is_ok_and(|len| len > limit) {
            return Err(LoadError::TooBig);
        }
        Ok(bytes.clone())
    }
}

/// The path of a relative reference, percent-decoded and without query; URLs are refused.
pub(super) fn local_path(reference: &str) -> Result<String, LoadError> {
    if is_url(reference) {
        return Err(LoadError::Forbidden {
            reason: "nothing is read from the network".to_owned(),
            remedy: "download the file and pass `--map URL=FILE`".to_owned(),
        });
    }
    let path = reference.split('?').next().unwrap_or_default();
    match super::percent_decode(path) {
        Some(path) if !path.contains('\0') => Ok(path.into_owned()),
        _ => Err(LoadError::Unreadable("its name is not text".to_owned())),
    }
}

/// Whether a reference begins with a scheme or with `//`.
pub(super) fn is_url(reference: &str) -> bool {
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    reference.starts_with("//")
        || (scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(word))
}

/// A relative reference of a file as the root would write it; anything else as it is.
pub(crate) fn rebased(file: &str, reference: &str) -> String {
    let absolute = reference.starts_with(['/', '#', '?']) || is_url(reference);
    if absolute { reference.to_owned() } else { join(file, reference) }
}

/// A path beside `base`, with `.` and `..` resolved.
fn join(base: &str, path: &str) -> String {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
