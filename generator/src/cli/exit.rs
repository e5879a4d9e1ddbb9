//! With what a command ends.

use std::process::ExitCode;

/// How a command ends, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// It has done what was asked for.
    Done,
    /// The document or its configuration has errors, or what was compared differs.
    Refused,
    /// It is used wrongly, or files cannot be read or written.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Failed => 2,
        })
    }
}
