//! JSON by its own scanner: no recursion, spans for everything, strings borrowed.

use super::build::{Builder, Fault, Key};
use super::tree::{Tag, Text, small};
use crate::diagnostics::{Code, Diagnostic};

/// Reads a whole text as one JSON value.
pub(super) fn read(text: &str, builder: &mut Builder) -> Result<(), Fault> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, builder };
    scanner.value()?;
    scanner.blank();
    match scanner.peek() {
        None => Ok(()),
        Some(_) => Err(scanner.expected("the end of the file")),
    }
}

struct Scanner<'a, 'b, 'c> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    builder: &'b mut Builder<'c>,
}

impl Scanner<'_, '_, '_> {
    /// Reads a value and, with an explicit stack in the builder, all that is in it.
    fn value(&mut self) -> Result<(), Fault> {
        loop {
            self.blank();
            let opened = match self.peek() {
                Some(b'{') => self.open(Tag::Map, b'}')?,
                Some(b'[') => self.open(Tag::Seq, b']')?,
                _ => {
                    self.scalar()?;
                    false
                }
            };
            if !opened && !self.next()? {
                return Ok(());
            }
        }
    }

    /// Opens a container and reads its first key; `false` if it is closed again at once.
    fn open(&mut self, tag: Tag, close: u8) -> Result<bool, Fault> {
        self.builder.open(tag, self.at)?;
        self.at += 1;
        self.blank();
        if self.peek() == Some(close) {
            self.at += 1;
            self.builder.close(Some(self.at))?;
            return Ok(false);
        }
        if tag == Tag::Map {
            self.key()?;
        }
        Ok(true)
    }

    /// Goes on after a value: past a comma (and a key), or out of what ends here. `false` at
    /// the end of the outermost value.
    fn next(&mut self) -> Result<bool, Fault> {
        while let Some(tag) = self.builder.open_tag() {
            let (close, wanted) = if tag == Tag::Map {
                (b'}', "`,` or `}`")
            } else {
                (b']', "`,` or `]`")
            };
            self.blank();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    if tag == Tag::Map {
                        self.blank();
                        self.key()?;
                    }
                    return Ok(true);
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.builder.close(Some(self.at))?;
                }
                _ => return Err(self.expected(wanted)),
            }
        }
        Ok(false)
    }

    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a key in double quotes"));
        }
        let start = small(self.at);
        let text = self.string()?;
        let end = small(self.at);
        self.builder.key(Key { text, start, end, merge: false });
        self.blank();
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    fn scalar(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let (tag, text) = match self.peek() {
            Some(b'"') => (Tag::String, self.string()?),
            Some(b'-' | b'0'..=b'9') => (Tag::Number, self.number()?),
            Some(b't') => (Tag::True, self.word("true")?),
            Some(b'f') => (Tag::False, self.word("false")?),
            Some(b'n') => (Tag::Null, self.word("null")?),
            _ => return Err(self.expected("a value")),
        };
        self.builder.scalar(tag, text, start..self.at)?;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<Text, Fault> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(Text { at: 0, len: 0 })
    }

    fn number(&mut self) -> Result<Text, Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Text { at: small(start), len: small(self.at - start) })
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let rest = &self.bytes[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.expected("a digit"));
        }
        self.at += count;
        Ok(())
    }

    /// Reads a string, quotes included.
    fn string(&mut self) -> Result<Text, Fault> {
        let open = self.at;
        self.at += 1;
        self.plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Text { at: small(open + 1), len: small(self.at - open - 2) });
        }
        let start = self.builder.decode_start();
        self.builder.decode(&self.text[open + 1..self.at]);
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(_) => {
                    return Err(self.expected("an escape for the control character"));
                }
                None => return Err(Self::syntax(open, "this string has no end")),
            }
            let from = self.at;
            self.plain();
            self.builder.decode(&self.text[from..self.at]);
        }
        self.at += 1;
        Ok(self.builder.decode_end(start))
    }

    /// Skips to the next quote, backslash or control character.
    fn plain(&mut self) {
        let special = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < b' ';
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let c = match self.bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(Self::syntax(self.at, "this escape does not exist")),
        };
        self.at += 2;
        self.builder.decode_char(c);
        Ok(())
    }

    /// Reads `\uXXXX`, or two of them that make one character.
    fn unicode(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let first = self.unit()?;
        let mut c = char::from_u32(first);
        if (0xD800..0xDC00).contains(&first) && self.bytes[self.at..].starts_with(b"\\u")
        {
            let back = self.at;
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                c = char::from_u32(
                    0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                );
            } else {
                self.at = back;
            }
        }
        if c.is_none() {
            let place = self.builder.place(start..self.at);
            let message = "this escape is half of a surrogate pair and no character";
            self.builder.report(
                Diagnostic::new(Code::Syntax, place, message)
                    .consequence("it is read as U+FFFD")
                    .remedy("write both halves, or the character itself"),
            );
        }
        self.builder.decode_char(c.unwrap_or('\u{FFFD}'));
        Ok(())
    }

    fn unit(&mut self) -> Result<u32, Fault> {
        let digits = self.bytes.get(self.at + 2..self.at + 6);
        let unit = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let message = "this escape needs four hexadecimal digits";
        let unit = unit.ok_or_else(|| Self::syntax(self.at, message))?;
        self.at += 6;
        Ok(unit)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn expected(&self, what: &str) -> Fault {
        let message = match self.text[self.at..].chars().next() {
            None => format!("the file ends where {what} belongs"),
            Some(c @ ('"' | '\'')) => format!("expected {what}, found `{c}`"),
            Some(c) => format!("expected {what}, found `{}`", c.escape_default()),
        };
        Fault::Syntax { at: self.at, message }
    }

    fn syntax(at: usize, message: &str) -> Fault {
        Fault::Syntax { at, message: message.to_owned() }
    }
}
