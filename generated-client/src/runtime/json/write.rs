//! Writing JSON, straight from what slots show.
#![allow(clippy::unnecessary_box_returns, reason = "small results are fast ones")]

use std::borrow::Cow;
use std::fmt::Write as _;

use super::error::JsonError;
use super::scan_string::{is_plain, plain};
use crate::runtime::codec::model::{Items, Key, Map, Object, View, marks};
use crate::runtime::codec::write::whole;

/// JSON under way.
#[derive(Debug)]
pub struct Writer {
    json: Vec<u8>,
    text: String,
}

impl Writer {
    /// Nothing, with room for what most requests send.
    pub fn with_room() -> Self {
        Self { json: Vec::with_capacity(128), text: String::new() }
    }

    /// What was written.
    pub fn into_json(self) -> Vec<u8> {
        self.json
    }

    /// Writes a value. It fails only for what JSON cannot say: numbers that are not
    /// finite, and bytes that are not text.
    pub fn put(&mut self, view: View<'_>) -> Result<(), Box<JsonError>> {
        match view {
            View::Str(text) => self.text(text),
            View::Absent | View::Null => self.json.extend_from_slice(b"null"),
            View::Bool(true) => self.json.extend_from_slice(b"true"),
            View::Bool(false) => self.json.extend_from_slice(b"false"),
            View::I64(value) => self.other(&value)?,
            View::U64(value) => self.other(&value)?,
            View::F32(value) if value.is_finite() => match whole(value.into()) {
                Some(whole) => self.other(&whole)?,
                None => self.other(&value)?,
            },
            View::F64(value) if value.is_finite() => match whole(value) {
                Some(whole) => self.other(&whole)?,
                None => self.other(&value)?,
            },
            View::F32(_) | View::F64(_) => return Err(refuse("a finite number")),
            View::Display(text) => {
                let mut made = std::mem::take(&mut self.text);
                made.clear();
                let done = write!(made, "{text}");
                self.text(&made);
                self.text = made;
                done.map_err(|_| refuse("text that can be displayed"))?;
            }
            View::File(file) => self.put(View::Bytes(file.bytes()))?,
            View::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => self.text(text),
                Err(_) => return Err(refuse("text in UTF-8")),
            },
            View::Value(value) => self.other(value)?,
            View::List(items) => self.items(items)?,
            View::Map(map) => {
                self.json.push(b'{');
                self.entries(map, true)?;
                self.json.push(b'}');
            }
            View::Object(object) => {
                self.json.push(b'{');
                self.object(object, true)?;
                self.json.push(b'}');
            }
            View::Tagged((property, _), content) if !content.view().lacks(property) => {
                self.put(content.view())?;
            }
            View::Tagged(..) => {
                self.json.push(b'{');
                self.tagged(view, true)?;
                self.json.push(b'}');
            }
        }
        Ok(())
    }

    /// Tags, those of unions within unions as well, and then the entries of the content.
    fn tagged(&mut self, view: View<'_>, first: bool) -> Result<(), Box<JsonError>> {
        match view {
            View::Tagged((property, tag), content) => {
                let content = content.view();
                let sent = content.lacks(property);
                if sent {
                    self.entry(property, View::Str(tag), first)?;
                }
                self.tagged(content, first && !sent)
            }
            View::Object(object) => self.object(object, first),
            View::Map(map) => self.entries(map, first),
            View::Value(serde_json::Value::Object(object)) => {
                for (at, (key, value)) in object.iter().enumerate() {
                    self.entry(key, View::Value(value), first && at == 0)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn other<T: serde::Serialize + ?Sized>(
        &mut self,
        value: &T,
    ) -> Result<(), Box<JsonError>> {
        serde_json::to_writer(&mut self.json, value)
            .map_err(|_| refuse("a value that JSON has"))
    }

    fn items(&mut self, items: &dyn Items) -> Result<(), Box<JsonError>> {
        self.json.push(b'[');
        for at in 0..items.count() {
            if at > 0 {
                self.json.push(b',');
            }
            self.put(items.item(at)).map_err(|error| at_index(error, at))?;
        }
        self.json.push(b']');
        Ok(())
    }

    fn entries(&mut self, map: &dyn Map, mut first: bool) -> Result<(), Box<JsonError>> {
        let mut done = Ok(());
        map.entries(&mut |key, view| {
            done = self.entry(key, view, first);
            first = false;
            done.is_ok()
        });
        done
    }

    fn object(
        &mut self,
        object: &dyn Object,
        mut first: bool,
    ) -> Result<(), Box<JsonError>> {
        let model = object.model();
        for (at, key) in model.keys.iter().enumerate() {
            let view = object.view_at(at);
            if !matches!(view, View::Absent) || key.marks & marks::null != 0 {
                self.known(key, view, first)?;
                first = false;
            }
        }
        if !model.extra.is_empty()
            && let View::Map(map) = object.view_at(model.keys.len())
        {
            self.entries(map, first)?;
        }
        Ok(())
    }

    /// An entry whose key is in a table: most of them need no look at their characters.
    #[inline]
    fn known(
        &mut self,
        key: &Key,
        view: View<'_>,
        first: bool,
    ) -> Result<(), Box<JsonError>> {
        if key.marks & marks::escaped != 0 {
            return self.entry(key.wire, view, first);
        }
        debug_assert!(is_plain(key.wire.as_bytes()), "{} is not marked", key.wire);
        self.json.reserve(key.wire.len() + 4);
        if !first {
            self.json.push(b',');
        }
        self.json.push(b'"');
        self.json.extend_from_slice(key.wire.as_bytes());
        self.json.extend_from_slice(b"\":");
        self.put(view).map_err(|error| below(error, key.wire))
    }

    #[inline]
    fn entry(
        &mut self,
        key: &str,
        view: View<'_>,
        first: bool,
    ) -> Result<(), Box<JsonError>> {
        if !first {
            self.json.push(b',');
        }
        self.text(key);
        self.json.push(b':');
        self.put(view).map_err(|error| below(error, key))
    }

    #[inline]
    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if !is_plain(bytes) {
            return self.escaped(bytes);
        }
        self.json.reserve(bytes.len() + 2);
        self.json.push(b'"');
        self.json.extend_from_slice(bytes);
        self.json.push(b'"');
    }

    fn escaped(&mut self, mut rest: &[u8]) {
        self.json.reserve(rest.len() + 3);
        self.json.push(b'"');
        loop {
            let (as_it_is, special) = rest.split_at(plain(rest));
            self.json.extend_from_slice(as_it_is);
            let Some((byte, after)) = special.split_first() else { break };
            self.escape(*byte);
            rest = after;
        }
        self.json.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let letter = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                self.json.extend_from_slice(b"\\u00");
                self.json.push(DIGITS[usize::from(byte >> 4)]);
                self.json.push(DIGITS[usize::from(byte & 15)]);
                return;
            }
        };
        self.json.extend_from_slice(&[b'\\', letter]);
    }
}

#[cold]
fn refuse(expected: &'static str) -> Box<JsonError> {
    Box::new(JsonError {
        pointer: String::new(),
        line: 0,
        column: 0,
        expected: Cow::Borrowed(expected),
        found: None,
    })
}

#[cold]
fn at_index(error: Box<JsonError>, at: usize) -> Box<JsonError> {
    below(error, &at.to_string())
}

#[cold]
fn below(mut error: Box<JsonError>, step: &str) -> Box<JsonError> {
    let step = step.replace('~', "~0").replace('/', "~1");
    error.pointer.insert_str(0, &format!("/{step}"));
    error
}
