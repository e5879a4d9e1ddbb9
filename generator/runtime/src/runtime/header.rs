//! Headers of answers, with the types that the document gives them.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;

use super::text_answer::put;
use super::{ApiError, Edit, Response, Slot};

/// A header that the document describes, with the type of its value.
pub struct Header<T> {
    name: &'static str,
    // Gives values, holds none.
    value: PhantomData<fn() -> T>,
}

impl<T: Slot> Header<T> {
    /// The header of that name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Its value, if it is there and is what the document says. A list is split at commas.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<T> {
        let mut values = headers.get_all(self.name).iter();
        let mut value = T::vacant();
        match value.edit() {
            Edit::List(list) => {
                list.empty();
                values.next()?;
                let lines = headers.get_all(self.name).iter();
                for line in lines.map(|line| line.to_str()) {
                    for item in line.ok()?.split(',') {
                        put(item.trim().to_owned(), list.add()).ok()?;
                    }
                }
            }
            edit => put(values.next()?.to_str().ok()?.trim().to_owned(), edit).ok()?,
        }
        Some(value)
    }
}

impl<T> Response<T> {
    /// A header that the document describes; `None` when it is not there, or is something
    /// else than it should be: [`Response::headers`] has it as it came.
    #[must_use]
    pub fn header<H: Slot>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl<E> ApiError<E> {
    /// A header that the document describes; `None` when it is not there, or is something
    /// else than it should be: [`ApiError::headers`] has it as it came.
    #[must_use]
    pub fn header<H: Slot>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}
