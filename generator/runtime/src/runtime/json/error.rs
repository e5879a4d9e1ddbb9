//! JSON that could not be read or written.

use std::borrow::Cow;
use std::fmt;

use super::scan::Failure;

/// JSON that could not be read or written: where, and what was expected there.
///
/// It never shows values of the document.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError {
    pub(super) pointer: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) expected: Cow<'static, str>,
    pub(super) found: Option<&'static str>,
}

impl JsonError {
    /// The place as a JSON pointer (RFC 6901); empty for the whole document.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line, from 1; 0 when there is none, as on writing.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, from 1; 0 when there is none, as on writing.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What was expected there, for example `an integer`.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The kind of value that was found instead, for example `null`, if that is known.
    pub fn found(&self) -> Option<&'static str> {
        self.found
    }

    /// What a reader of `text` has failed at.
    pub(in crate::runtime) fn new(text: &str, failure: Failure) -> Self {
        let Failure { at, steps, expected, found } = failure;
        let pointer =
            steps.iter().rev().fold(String::new(), |path, step| path + "/" + step);
        let (line, column) = place(text.as_bytes(), at);
        Self { pointer, line, column, expected, found }
    }

    /// Bytes that are no text, and so no JSON either.
    pub(super) fn not_utf8(json: &[u8], error: &std::str::Utf8Error) -> Self {
        let (line, column) = place(json, error.valid_up_to());
        let expected = Cow::Borrowed("text in UTF-8");
        Self { pointer: String::new(), line, column, expected, found: None }
    }
}

/// Line and column of an offset, both from 1.
fn place(text: &[u8], at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.split(|byte| *byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, before.len() - start + 1)
}

/// A pointer for messages: its keys are the service's, which may hold anything of any length.
pub(in crate::runtime) fn shown(pointer: &str) -> String {
    const LONGEST: usize = 64;
    let mut out = String::new();
    for (at, step) in pointer.split('/').enumerate() {
        if at > 0 {
            out.push('/');
        }
        for c in step.chars().take(LONGEST) {
            match c {
                '\'' | '"' | '\\' => out.push(c),
                c => out.extend(c.escape_debug()),
            }
        }
        if step.chars().nth(LONGEST).is_some() {
            out.push('…');
        }
    }
    out
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        if let Some(found) = self.found {
            write!(f, ", found {found}")?;
        }
        if !self.pointer.is_empty() {
            write!(f, " at `{}`", shown(&self.pointer))?;
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonError")
            .field("pointer", &shown(&self.pointer))
            .field("line", &self.line)
            .field("column", &self.column)
            .field("expected", &self.expected)
            .field("found", &self.found)
            .finish()
    }
}

impl std::error::Error for JsonError {}
