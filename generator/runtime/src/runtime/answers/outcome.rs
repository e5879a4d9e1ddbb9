//! What an answer can become.

use crate::runtime::{Edit, Slot};

/// A value that is made from an answer: any model, `()`, [`NoFailure`], or an enum with a
/// variant per status.
pub trait Outcome: Sized {
    /// The value to fill for this status; `None` when the status has no value of its own.
    fn vacant_for(status: u16) -> Option<Self>;

    /// The value to fill for a success that is not documented.
    fn vacant_main() -> Option<Self>;

    /// Where the body goes; [`Edit::Ignore`] when there is none to read.
    fn edit(&mut self) -> Edit<'_>;
}

impl<T: Slot> Outcome for T {
    fn vacant_for(_: u16) -> Option<Self> {
        Some(T::vacant())
    }

    fn vacant_main() -> Option<Self> {
        Some(T::vacant())
    }

    fn edit(&mut self) -> Edit<'_> {
        Slot::edit(self)
    }
}

impl Outcome for () {
    fn vacant_for(_: u16) -> Option<Self> {
        Some(())
    }

    fn vacant_main() -> Option<Self> {
        Some(())
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Ignore
    }
}

/// The failure of an operation that describes none: a type without values.
///
/// The status, the raw body and the message of a failure are in
/// [`ApiError`](crate::runtime::ApiError) all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoFailure {}

impl Outcome for NoFailure {
    fn vacant_for(_: u16) -> Option<Self> {
        None
    }

    fn vacant_main() -> Option<Self> {
        None
    }

    fn edit(&mut self) -> Edit<'_> {
        match *self {}
    }
}
