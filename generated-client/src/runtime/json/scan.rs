//! A cursor over JSON text.

use std::borrow::Cow;

use super::look_ahead::Ahead;
use crate::runtime::codec::memory::{Memory, TOO_MUCH};

/// How deep arrays and objects may lie in one another.
const DEPTH: usize = 128;

/// What went wrong, and where.
#[derive(Debug)]
pub struct Failure {
    /// The offset in the text.
    pub at: usize,
    /// The keys and indexes that lead there, the innermost first.
    pub steps: Vec<String>,
    /// What was expected.
    pub expected: Cow<'static, str>,
    /// The kind of value, or the end, that was found instead.
    pub found: Option<&'static str>,
}

impl Failure {
    /// Adds the key or index of what contains the place.
    #[cold]
    pub fn below(mut self: Box<Self>, step: &str) -> Box<Self> {
        self.steps.push(step.replace('~', "~0").replace('/', "~1"));
        self
    }
}

/// What reading gives.
pub type Read<T> = Result<T, Box<Failure>>;

/// A cursor over JSON text.
#[derive(Debug)]
pub struct Reader<'j> {
    /// The text.
    pub(super) text: &'j str,
    /// Its bytes.
    pub(in crate::runtime) bytes: &'j [u8],
    /// The offset of the next byte.
    pub(in crate::runtime) at: usize,
    depth: usize,
    /// Whether the value just read has keys of which none is documented. Values end after
    /// what is in them, so in the end this is about the outermost.
    pub unknown: bool,
    /// Whether numbers may come in quotes.
    pub texts: bool,
    /// Whether values of another kind are taken that say the same.
    pub lenient: bool,
    /// What looking ahead has found out.
    pub ahead: Ahead,
    /// How much memory values may still take.
    pub memory: Memory,
    /// How much memory what was passed takes, if it is kept without a type.
    pub(super) untyped: usize,
}

/// A place to go back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    at: usize,
    depth: usize,
    memory: Memory,
}

impl Mark {
    /// The offset in the text.
    pub fn at(self) -> usize {
        self.at
    }
}

impl<'j> Reader<'j> {
    /// At the start of a text.
    pub fn new(text: &'j str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            depth: 0,
            unknown: false,
            texts: false,
            lenient: false,
            ahead: Ahead::default(),
            memory: Memory::of_text(text.len()),
            untyped: 0,
        }
    }

    /// Notes that something takes so much memory.
    #[inline]
    pub fn take_memory(&mut self, bytes: usize) -> Read<()> {
        if self.memory.take(bytes) {
            Ok(())
        } else {
            Err(self.refuse(self.at, TOO_MUCH))
        }
    }

    /// Notes that a value has this size. Gives the rest of the place that it lies in, to be
    /// entered behind it.
    #[inline]
    pub fn claim_memory(&mut self, size: usize) -> Read<usize> {
        self.memory.claim(size).ok_or_else(|| self.refuse(self.at, TOO_MUCH))
    }

    /// The length of the whole text.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The next byte after white space, which is passed; 0 at the end.
    #[inline]
    pub fn peek(&mut self) -> u8 {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    /// This place.
    #[inline]
    pub fn mark(&mut self) -> Mark {
        self.peek();
        Mark { at: self.at, depth: self.depth, memory: self.memory }
    }

    /// Goes back to a place.
    pub fn go_back(&mut self, mark: Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
        self.memory = mark.memory;
    }

    /// A failure at this place: something else stands here.
    #[cold]
    pub fn unexpected(
        &mut self,
        expected: impl Into<Cow<'static, str>>,
    ) -> Box<Failure> {
        let found = match self.peek() {
            0 if self.at >= self.bytes.len() => Some("the end of the text"),
            b'n' if self.is_word("null") => Some("null"),
            b't' if self.is_word("true") => Some("a boolean"),
            b'f' if self.is_word("false") => Some("a boolean"),
            b'"' => Some("a string"),
            b'-' | b'0'..=b'9' => Some("a number"),
            b'[' => Some("an array"),
            b'{' => Some("an object"),
            _ => None,
        };
        let at = self.at;
        Box::new(Failure { at, steps: Vec::new(), expected: expected.into(), found })
    }

    /// Whether this word stands here, and no longer one.
    fn is_word(&self, word: &str) -> bool {
        let rest =
            self.bytes.get(self.at..).and_then(|it| it.strip_prefix(word.as_bytes()));
        rest.is_some_and(|behind| !behind.first().is_some_and(u8::is_ascii_alphanumeric))
    }

    /// A failure at a place before: what stands there has the right kind only.
    #[cold]
    pub fn refuse(
        &self,
        at: usize,
        expected: impl Into<Cow<'static, str>>,
    ) -> Box<Failure> {
        Box::new(Failure {
            at,
            steps: Vec::new(),
            expected: expected.into(),
            found: None,
        })
    }

    /// Passes `null`, `true` or `false`.
    #[inline]
    pub fn word(&mut self, word: &'static str, expected: &'static str) -> Read<()> {
        self.peek();
        match self.bytes.get(self.at..) {
            Some(rest) if rest.starts_with(word.as_bytes()) => {
                self.at += word.len();
                Ok(())
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Passes a number and gives its text.
    #[inline]
    pub fn number(&mut self, expected: &'static str) -> Read<&'j str> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.unexpected(expected));
        }
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    #[inline]
    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(()) }
    }

    /// Passes an array; `each` has to pass every element.
    #[inline]
    pub fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        if !self.open(b'[', b']', "an array")? {
            return Ok(());
        }
        loop {
            each(self)?;
            if !self.more(b']', "`,` or `]`")? {
                return Ok(());
            }
        }
    }

    /// Passes an object; `each` has to pass every value, and answers whether it wants
    /// to see more. If not, the cursor stays where it is.
    #[inline]
    pub fn entries(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'j, str>) -> Read<bool>,
    ) -> Read<()> {
        self.members(|reader| {
            let key = reader.string("a key")?;
            reader.colon()?;
            each(reader, key)
        })
    }

    /// Passes an object as [`Self::entries`] does, where `each` passes the keys as well.
    #[inline]
    pub fn members(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Read<bool>,
    ) -> Read<()> {
        if !self.open(b'{', b'}', "an object")? {
            return Ok(());
        }
        loop {
            if !each(self)? || !self.more(b'}', "`,` or `}`")? {
                return Ok(());
            }
        }
    }

    /// Passes what stands between a key and its value.
    #[inline]
    pub fn colon(&mut self) -> Read<()> {
        if self.peek() != b':' {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Whether something is in it.
    #[inline]
    fn open(&mut self, open: u8, close: u8, expected: &'static str) -> Read<bool> {
        if self.peek() != open {
            if self.is_empty_of_both() {
                return Ok(false);
            }
            return Err(self.unexpected(expected));
        }
        if self.depth == DEPTH {
            return Err(self.refuse(self.at, "at most 128 values in one another"));
        }
        self.at += 1;
        if self.peek() == close {
            self.at += 1;
            return Ok(false);
        }
        self.depth += 1;
        Ok(true)
    }

    #[inline]
    fn more(&mut self, close: u8, expected: &'static str) -> Read<bool> {
        let byte = self.peek();
        if byte != b',' && byte != close {
            return Err(self.unexpected(expected));
        }
        self.at += 1;
        if byte == close {
            self.depth -= 1;
        }
        Ok(byte == b',')
    }

    /// Fails unless the text ends here.
    pub fn end(&mut self) -> Read<()> {
        self.peek();
        if self.at < self.bytes.len() {
            return Err(self.unexpected("the end of the text"));
        }
        Ok(())
    }
}
