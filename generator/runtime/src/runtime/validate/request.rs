//! What is found in a value that was about to be sent.

use super::violations::Violations;
use crate::runtime::{Error, RequestError};

/// Nothing was sent: a value is asked before it is given to a call.
impl<E> From<Violations> for Error<E> {
    fn from(violations: Violations) -> Self {
        let message = violations.to_string();
        Self::Request(RequestError::with_source(message, violations))
    }
}
