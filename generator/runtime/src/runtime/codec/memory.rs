//! How much memory the values of an answer may take: `[0]` is short, what it becomes need not be.

use std::mem::{replace, size_of_val};

use super::model::Edit;

/// How much values may take, whatever the length of the text, in bytes.
const ALLOWANCE: usize = 256 << 20;

/// How much more they may take for each byte of the text.
const PER_BYTE: usize = 16;

/// A node of a `BTreeMap` has room for eleven entries, and for five at least there is another one.
const NODE: usize = 11;
const LEAST: usize = 5;

/// What is expected where there is not so much.
pub const TOO_MUCH: &str = "values that take less memory";

/// How much memory may still be taken, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    left: usize,
    /// How much of what was taken is the place of the value that is read next, and of what lies
    /// in it.
    room: usize,
}

impl Memory {
    /// For a text of this length.
    pub fn of_text(length: usize) -> Self {
        let left = length.saturating_mul(PER_BYTE).saturating_add(ALLOWANCE);
        Self { left, room: 0 }
    }

    /// Takes memory; `false` if there is not so much.
    #[inline]
    pub fn take(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Says how large the place of the next value is, which was taken, and gives what was said
    /// before.
    #[inline]
    pub fn enter(&mut self, room: usize) -> usize {
        replace(&mut self.room, room)
    }

    /// Takes what a value needs beyond its place: all of it, if it has a box of its own. Gives the
    /// rest of the place, to be entered behind the value.
    #[inline]
    pub fn claim(&mut self, size: usize) -> Option<usize> {
        let rest = match self.room.checked_sub(size) {
            Some(rest) => rest,
            None => self.take(size - self.room).then_some(0)?,
        };
        self.room = size;
        Some(rest)
    }
}

/// How much a `Vec` takes for an element at this place: as it grows, it doubles.
#[inline]
pub fn growth(at: usize, size: usize) -> usize {
    let first = if size > 1024 { 1 } else { 4 };
    match at {
        0 => first * size,
        _ if at >= first && at.is_power_of_two() => at.saturating_mul(size),
        _ => 0,
    }
}

/// How much a map takes for an entry, after so many others.
#[inline]
pub fn entry(before: usize, size: usize) -> usize {
    if before.is_multiple_of(LEAST) {
        NODE.saturating_mul(size + size_of::<String>())
    } else {
        0
    }
}

impl Edit<'_> {
    /// The size of what is to be filled, without what it points to. Of a box it is that of the
    /// content.
    pub fn size(&self) -> usize {
        match self {
            Edit::Ignore | Edit::Constant(_) => 0,
            Edit::Bool(place) => size_of_val(&**place),
            Edit::I64(place) => size_of_val(&**place),
            Edit::Whole(place) => size_of_val(&**place),
            Edit::F32(place) => size_of_val(&**place),
            Edit::F64(place) => size_of_val(&**place),
            Edit::Str(place) => size_of_val(&**place),
            Edit::Text(place) => size_of_val(&**place),
            Edit::Bytes(place) => size_of_val(&**place),
            Edit::Optional(place) => size_of_val(&**place),
            Edit::List(place) => size_of_val(&**place),
            Edit::Tuple(place) => size_of_val(&**place),
            Edit::Map(place) => size_of_val(&**place),
            Edit::Object(place) => size_of_val(&**place),
            Edit::Union(place) => size_of_val(&**place),
            Edit::Value(place) => size_of_val(&**place),
        }
    }
}
