//! Texts in JSON: which bytes stand for themselves, and what the others mean.

use std::borrow::Cow;

use super::scan::{Read, Reader};

/// How many bytes can stand in a JSON string as they are, before one that cannot: a
/// quote, a backslash or a control character.
#[inline]
pub fn plain(bytes: &[u8]) -> usize {
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (at, block) in blocks.iter().enumerate() {
        let special = special(*block);
        if special != 0 {
            return at * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    if rest.is_empty() {
        return bytes.len();
    }
    // The rest together with bytes before it that are plain.
    if let Some(last) = bytes.last_chunk::<8>() {
        let at = special(*last).trailing_zeros() as usize / 8;
        return bytes.len() - 8 + at;
    }
    let mut at = 0;
    while rest
        .get(at)
        .is_some_and(|byte| *byte >= b' ' && *byte != b'"' && *byte != b'\\')
    {
        at += 1;
    }
    at
}

/// Whether all bytes can stand in a JSON string as they are.
#[inline]
pub fn is_plain(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut all = blocks.iter().fold(0, |all, block| all | special(*block));
    if rest.is_empty() {
        return all == 0;
    }
    if let Some(last) = bytes.last_chunk::<8>() {
        all |= special(*last);
        return all == 0;
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let [first, last] = [*first, *last].map(u32::from_le_bytes);
            special((u64::from(last) << 32 | u64::from(first)).to_le_bytes()) == 0
        }
        _ => plain(bytes) == bytes.len(),
    }
}

/// A mask of eight bytes: in each that cannot stand in a string the high bit is set, and
/// perhaps in those after it, which is why only the first counts.
#[inline]
fn special(block: [u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    let word = u64::from_le_bytes(block);
    let quote = word ^ (ONES * 0x22);
    let slash = word ^ (ONES * 0x5C);
    let any = word.wrapping_sub(ONES * 0x20) & !word
        | quote.wrapping_sub(ONES) & !quote
        | slash.wrapping_sub(ONES) & !slash;
    any & (ONES * 0x80)
}

impl<'j> Reader<'j> {
    /// Passes a string and gives its text.
    #[inline]
    pub fn string(&mut self, expected: &'static str) -> Read<Cow<'j, str>> {
        if self.peek() != b'"' {
            return Err(self.unexpected(expected));
        }
        let start = self.at + 1;
        let end = self.plain_end(start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        self.escaped(start, end).map(Cow::Owned)
    }

    /// Passes a string if it is this one, spelled without escapes. The text must be one that
    /// can be spelled so.
    #[inline]
    pub fn is_string(&mut self, text: &str) -> bool {
        if self.peek() != b'"' {
            return false;
        }
        let start = self.at + 1;
        let end = start + text.len();
        let same = self.bytes.get(end) == Some(&b'"')
            && self.bytes.get(start..end) == Some(text.as_bytes());
        if same {
            self.at = end + 1;
        }
        same
    }

    /// Where text ends that stands for itself.
    #[inline]
    fn plain_end(&self, from: usize) -> usize {
        from + plain(self.bytes.get(from..).unwrap_or_default())
    }

    fn escaped(&mut self, start: usize, mut end: usize) -> Read<String> {
        let mut text = String::new();
        let mut from = start;
        loop {
            text.push_str(self.text.get(from..end).unwrap_or_default());
            match self.bytes.get(end) {
                Some(b'"') => {
                    self.at = end + 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at = end;
                    text.push(self.escape()?);
                    from = self.at;
                }
                Some(_) => {
                    return Err(self.refuse(end, "no control character in a string"));
                }
                None => return Err(self.refuse(end, "the end of a string")),
            }
            end = self.plain_end(from);
        }
    }

    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        self.at += 2;
        Ok(match self.bytes.get(start + 1) {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'u') => return self.unicode(start),
            _ => return Err(self.refuse(start, "a valid escape in a string")),
        })
    }

    fn unicode(&mut self, start: usize) -> Read<char> {
        let first = self.hex(start)?;
        let mut code = first;
        if (0xD800..0xDC00).contains(&first)
            && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            self.at += 2;
            let second = self.hex(start)?;
            if (0xDC00..0xE000).contains(&second) {
                code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            }
        }
        char::from_u32(code).ok_or_else(|| self.refuse(start, "a pair of surrogates"))
    }

    fn hex(&mut self, start: usize) -> Read<u32> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        self.at += 4;
        if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(u32::from_str_radix(digits, 16).unwrap_or_default());
        }
        Err(self.refuse(start, "four hexadecimal digits in an escape"))
    }

    /// Passes a string that nobody wants: half of a surrogate pair does no harm in it.
    pub(super) fn skip_string(&mut self) -> Read<()> {
        self.at += 1;
        loop {
            self.at = self.plain_end(self.at);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') if self.bytes.get(self.at + 1) == Some(&b'u') => {
                    let start = self.at;
                    self.at += 2;
                    self.hex(start)?;
                }
                Some(b'\\') => {
                    self.escape()?;
                }
                Some(_) => {
                    let expected = "no control character in a string";
                    return Err(self.refuse(self.at, expected));
                }
                None => return Err(self.refuse(self.at, "the end of a string")),
            }
        }
    }
}
