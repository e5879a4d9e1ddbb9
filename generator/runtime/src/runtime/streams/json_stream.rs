//! JSON values one after the other: a line each, or behind separators (RFC 7464).

use std::collections::VecDeque;

use super::item_stream::read_item;
use crate::runtime::answers::text_answer::read_text;
use crate::runtime::{Edit, Framing, ItemStream, Kind, Problem};

/// A value on each line: NDJSON, JSON lines.
#[derive(Debug, Default)]
pub struct Lines {
    line: Vec<u8>,
}

/// Values one after the other: a record separator before each and a line feed behind it, as in
/// `application/json-seq`, or nothing between them where they are objects and arrays.
#[derive(Debug, Default)]
pub struct Sequence {
    text: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

/// JSON values, a line each.
pub type LineStream<T> = ItemStream<T, Lines>;

impl Framing for Lines {
    type Frame = Vec<u8>;

    fn refuses(kind: Kind) -> bool {
        matches!(kind, Kind::Html | Kind::Xml)
    }

    fn push(&mut self, bytes: &[u8], frames: &mut VecDeque<Vec<u8>>) {
        let mut pieces = bytes.split(|byte| *byte == b'\n');
        let last = pieces.next_back().unwrap_or_default();
        for piece in pieces {
            self.line.extend_from_slice(piece);
            self.end(frames);
        }
        self.line.extend_from_slice(last);
    }

    fn end(&mut self, frames: &mut VecDeque<Vec<u8>>) {
        give(std::mem::take(&mut self.line), frames);
    }

    fn held(&self) -> usize {
        self.line.len()
    }

    fn read(
        &mut self,
        frame: &mut Vec<u8>,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<bool, Problem> {
        // A line that is described as text need not be a JSON string.
        if matches!(edit, Edit::Str(_))
            && frame.trim_ascii_start().first() != Some(&b'"')
        {
            return read_text(None, frame.trim_ascii_end(), edit).map(|_| true);
        }
        read_item(frame, lenient, edit)
    }
}

const SEPARATOR: u8 = 0x1E;

impl Framing for Sequence {
    type Frame = Vec<u8>;

    fn refuses(kind: Kind) -> bool {
        matches!(kind, Kind::Html | Kind::Xml)
    }

    fn push(&mut self, bytes: &[u8], frames: &mut VecDeque<Vec<u8>>) {
        for byte in bytes {
            if *byte == SEPARATOR {
                // What came before it is broken off, or something has followed its line.
                self.end(frames);
                continue;
            }
            self.text.push(*byte);
            match *byte {
                // There is no line feed in a text: it is broken off.
                b'\n' if self.depth == 0 || self.in_string => self.end(frames),
                _ if std::mem::replace(&mut self.escaped, false) => {}
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'[' | b'{' if !self.in_string => self.depth += 1,
                b']' | b'}' if !self.in_string => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.end(frames);
                    }
                }
                _ => {}
            }
        }
    }

    fn end(&mut self, frames: &mut VecDeque<Vec<u8>>) {
        let Self { text, .. } = std::mem::take(self);
        give(text, frames);
    }

    fn held(&self) -> usize {
        self.text.len()
    }

    fn read(
        &mut self,
        frame: &mut Vec<u8>,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<bool, Problem> {
        // Only white space shows that a number or a word is not broken off (section 2.4).
        let is_bare = frame.last().is_some_and(u8::is_ascii_alphanumeric);
        if is_bare {
            return Err(Problem::Text { expected: "a line feed behind the value" });
        }
        read_item(frame, lenient, edit)
    }
}

/// Gives what has come of a value, unless it is blank.
fn give(text: Vec<u8>, frames: &mut VecDeque<Vec<u8>>) {
    let unmarked = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
    if !unmarked.iter().all(u8::is_ascii_whitespace) {
        frames.push_back(text);
    }
}
