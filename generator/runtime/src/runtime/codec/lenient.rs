//! Values that come as another kind than documented and say the same, where the configuration
//! has asked for that.

use std::borrow::Cow;

use super::model::{Edit, Optional};
use crate::runtime::json::scan::{Read, Reader};

impl<'j> Reader<'j> {
    /// Whether such values are taken: not while it is found out which variant of a union it is,
    /// which the kinds tell apart.
    pub fn is_lenient(&self) -> bool {
        self.lenient && !self.ahead.is_trial()
    }

    /// The text of a string; also a number or a boolean, as it is written.
    #[inline]
    pub fn text(&mut self) -> Read<Cow<'j, str>> {
        const EXPECTED: &str = "a string";
        if self.lenient && self.peek() != b'"' && self.is_lenient() {
            return self.spelling(EXPECTED).map(Cow::Borrowed);
        }
        self.string(EXPECTED)
    }

    /// A boolean; also one in quotes, or 0 and 1.
    pub fn boolean(&mut self) -> Read<bool> {
        if self.lenient && matches!(self.peek(), b'"' | b'0' | b'1') {
            return self.boolean_in_words();
        }
        Ok(self.truth("a boolean")? == "true")
    }

    #[cold]
    fn boolean_in_words(&mut self) -> Read<bool> {
        let start = self.mark();
        let text = if self.is_lenient() { self.text()? } else { Cow::Borrowed("") };
        match &*text {
            "true" | "True" | "1" => Ok(true),
            "false" | "False" | "0" => Ok(false),
            _ => {
                self.go_back(start);
                Err(self.unexpected("a boolean"))
            }
        }
    }

    /// Whether nothing stands here as a text, where that is nothing to what is wanted: a number,
    /// a boolean, or a format that has no empty text.
    #[cold]
    pub fn is_nothing(&mut self, place: &mut dyn Optional) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.starts_with(b"\"\"")
            && self.is_lenient()
            && match place.value() {
                Edit::I64(_) | Edit::Whole(_) | Edit::F64(_) | Edit::F32(_) => true,
                Edit::Bool(_) => true,
                Edit::Text(format) => format.set("").is_err(),
                _ => false,
            }
    }

    /// Passes an empty array where an object is wanted, or the other way round: languages that
    /// have one type for both do not know what an empty one is.
    #[cold]
    pub fn is_empty_of_both(&mut self) -> bool {
        let start = self.mark();
        let close = match self.peek() {
            b'[' => b']',
            b'{' => b'}',
            _ => return false,
        };
        self.at += 1;
        if self.is_lenient() && self.peek() == close {
            self.at += 1;
            return true;
        }
        self.go_back(start);
        false
    }

    /// Passes `true` or `false`, and gives its text.
    pub fn truth(&mut self, expected: &'static str) -> Read<&'static str> {
        let text = if self.peek() == b't' { "true" } else { "false" };
        self.word(text, expected).map(|()| text)
    }

    #[cold]
    fn spelling(&mut self, expected: &'static str) -> Read<&'j str> {
        match self.peek() {
            b't' | b'f' => self.truth(expected),
            _ => self.number(expected),
        }
    }
}
