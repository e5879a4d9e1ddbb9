//! Passing values that nothing is known about, and keeping them.

use serde_json::Value;

use super::scan::{Mark, Read, Reader};
use crate::runtime::codec::memory::{entry, growth};

impl Reader<'_> {
    /// Passes any value.
    pub fn skip(&mut self) -> Read<()> {
        match self.peek() {
            b'"' => self.skip_string(),
            b'{' => {
                let mut count = 0;
                self.members(|reader| {
                    reader.note(entry(count, size_of::<Value>()));
                    count += 1;
                    reader.skip_key()?;
                    reader.skip().map(|()| true)
                })
            }
            b'[' => {
                let mut count = 0;
                self.elements(|reader| {
                    reader.note(growth(count, size_of::<Value>()));
                    count += 1;
                    reader.skip()
                })
            }
            b't' => self.word("true", "a value"),
            b'f' => self.word("false", "a value"),
            b'n' => self.word("null", "a value"),
            _ => self.number("a value").map(|_| ()),
        }
    }

    #[inline]
    fn note(&mut self, untyped: usize) {
        self.untyped = self.untyped.saturating_add(untyped);
    }

    /// Passes a key and what stands behind it.
    pub fn skip_key(&mut self) -> Read<()> {
        if self.peek() != b'"' {
            return Err(self.unexpected("a key"));
        }
        self.skip_string()?;
        self.colon()
    }

    /// Passes any value and keeps it.
    pub fn value(&mut self) -> Read<Value> {
        let start = self.mark();
        self.untyped = 0;
        self.skip()?;
        self.take_memory(self.untyped)?;
        let text = self.text.get(start.at()..self.at).unwrap_or_default();
        serde_json::from_str(text).or_else(|_| self.fault(start))
    }

    /// What is wrong with a value that was passed and cannot be kept.
    #[cold]
    fn fault(&mut self, start: Mark) -> Read<Value> {
        self.go_back(start);
        self.examine()?;
        // Nothing else is left: `serde_json` goes less deep.
        Err(self.refuse(start.at(), "at most 127 values in one another"))
    }

    /// Passes any value of which everything can be kept.
    fn examine(&mut self) -> Read<()> {
        match self.peek() {
            b'"' => self.string("a string").map(|_| ()),
            b'{' => self.entries(|reader, key| {
                reader.examine().map_err(|failure| failure.below(&key))?;
                Ok(true)
            }),
            b'[' => {
                let mut at = 0;
                self.elements(|reader| {
                    reader
                        .examine()
                        .map_err(|failure| failure.below(&at.to_string()))?;
                    at += 1;
                    Ok(())
                })
            }
            b'-' | b'0'..=b'9' => {
                let start = self.at;
                match self.number("a number")?.parse::<f64>() {
                    Ok(value) if value.is_finite() => Ok(()),
                    _ => Err(self.refuse(start, "a number in range")),
                }
            }
            _ => self.skip(),
        }
    }
}
