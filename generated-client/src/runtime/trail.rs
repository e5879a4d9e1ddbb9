//! Where reading went wrong, written down on the way out of a failure.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// What is known of a failure. Nothing is written to it while all goes well.
#[derive(Debug, Default)]
pub struct Trail {
    steps: RefCell<Vec<String>>,
    expected: RefCell<Option<Cow<'static, str>>>,
    unknown: Cell<bool>,
}

impl Trail {
    /// Notes that the failure lies below a key.
    #[cold]
    pub fn key(&self, key: &str) {
        self.steps.borrow_mut().push(key.replace('~', "~0").replace('/', "~1"));
    }

    /// Notes that the failure lies in an element.
    #[cold]
    pub fn element(&self, at: usize) {
        self.steps.borrow_mut().push(at.to_string());
    }

    /// Notes what was expected, unless something within has said so already.
    #[cold]
    pub fn expected(&self, expected: impl Into<Cow<'static, str>>) {
        self.expected.borrow_mut().get_or_insert_with(|| expected.into());
    }

    /// Forgets a failure that was not the last word.
    #[cold]
    pub fn clear(&self) {
        self.steps.borrow_mut().clear();
        self.expected.borrow_mut().take();
    }

    /// Notes whether the value just read has keys of which none is documented. Values end
    /// after what is in them, so the last note is about the outermost.
    #[inline]
    pub fn set_unknown(&self, unknown: bool) {
        self.unknown.set(unknown);
    }

    /// Whether the outermost value has keys of which none is documented.
    pub fn unknown(&self) -> bool {
        self.unknown.get()
    }

    /// The place as a JSON pointer, and what was expected there.
    pub fn into_parts(self) -> (String, Option<Cow<'static, str>>) {
        let steps = self.steps.into_inner();
        let mut pointer = String::new();
        for step in steps.iter().rev() {
            pointer.push('/');
            pointer.push_str(step);
        }
        (pointer, self.expected.into_inner())
    }
}
