//! What cannot be set up.

use std::fmt;

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a client could not be built.
pub struct BuildError {
    message: Box<str>,
    source: Option<BoxError>,
}

impl BuildError {
    /// An error with this explanation, which must not contain secrets.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into().into(), source: None }
    }

    /// An error with this explanation and cause.
    #[must_use]
    pub fn with_source(message: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self { message: message.into().into(), source: Some(source.into()) }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BuildError").field(&self.message).finish()
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
