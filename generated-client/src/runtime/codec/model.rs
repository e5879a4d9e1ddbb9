//! How models are read and written: values that show themselves ([`View`]) and places
//! that can be filled ([`Edit`]).
//!
//! A model has a table of its fields and nothing else; what reads and writes JSON (or
//! any other format) is compiled once and walks the tables.

use std::any::Any;
use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::runtime::json::scan::{Read, Reader};

/// A value that can be read into and written from.
pub trait Slot {
    /// An empty value, to be filled through [`Slot::edit`]. It always terminates, also for
    /// types that contain themselves.
    fn vacant() -> Self
    where
        Self: Sized;

    /// What it holds.
    fn view(&self) -> View<'_>;

    /// What can be put into it.
    fn edit(&mut self) -> Edit<'_>;

    /// Whether it is what an array has behind the places of a tuple.
    fn is_rest() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// What `null` is to a type that holds it like any other value. Nothing to all others, so
    /// that an `Option` of theirs is empty.
    #[inline]
    fn of_null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

/// What a slot holds now: the writing side.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing: left out of objects and parameters, `null` where a value must stand.
    Absent,
    /// An explicit `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A single precision number.
    F32(f32),
    /// A number.
    F64(f64),
    /// Text.
    Str(&'a str),
    /// Text that is made while it is written.
    Display(&'a dyn Shown),
    /// Bytes as such, for bodies outside JSON.
    Bytes(&'a [u8]),
    /// A file with its name, for bodies in parts.
    File(&'a dyn Attached),
    /// An array.
    List(&'a dyn Items),
    /// An object whose keys are free.
    Map(&'a dyn Map),
    /// An object with known keys.
    Object(&'a dyn Object),
    /// Any JSON value.
    Value(&'a Value),
    /// A variant of a union with the property that says which one it is, and its text. The
    /// property is sent if the content is an object that does not have it already.
    Tagged(&'static (&'static str, &'static str), &'a dyn Slot),
}

impl View<'_> {
    /// Whether it is an object that does not send this key.
    pub fn lacks(self, key: &str) -> bool {
        match self {
            View::Object(object) => {
                let model = object.model();
                let sent = |(at, known): (usize, &Key)| {
                    known.wire == key
                        && (known.marks & marks::null != 0
                            || !matches!(object.view_at(at), View::Absent))
                };
                !model.keys.iter().enumerate().any(sent)
                    && (model.extra.is_empty()
                        || object.view_at(model.keys.len()).lacks(key))
            }
            View::Map(map) => {
                let mut lacks = true;
                map.entries(&mut |known, _| {
                    lacks = known != key;
                    lacks
                });
                lacks
            }
            View::Value(Value::Object(object)) => !object.contains_key(key),
            View::Tagged((property, _), content) => {
                *property != key && content.view().lacks(key)
            }
            _ => false,
        }
    }
}

/// What a slot wants: the reading side.
#[non_exhaustive]
pub enum Edit<'a> {
    /// Takes anything and keeps nothing.
    Ignore,
    /// Takes this one value and keeps nothing.
    Constant(View<'static>),
    /// A boolean.
    Bool(&'a mut bool),
    /// An integer of 64 bits.
    I64(&'a mut i64),
    /// An integer of another width, or one with names for its values.
    Whole(&'a mut dyn Whole),
    /// A single precision number.
    F32(&'a mut f32),
    /// A number.
    F64(&'a mut f64),
    /// Text.
    Str(&'a mut String),
    /// Text with a meaning of its own: open enums, dates, Base64.
    Text(&'a mut dyn Text),
    /// Bytes as such, for bodies outside JSON.
    Bytes(&'a mut Bytes),
    /// A value that may be `null` or left out.
    Optional(&'a mut dyn Optional),
    /// An array of any length.
    List(&'a mut dyn List),
    /// An array with a type for each place.
    Tuple(&'a mut dyn Tuple),
    /// An object whose keys are free.
    Map(&'a mut dyn Map),
    /// An object with known keys.
    Object(&'a mut dyn Object),
    /// One of several types.
    Union(&'a mut dyn Union),
    /// Any JSON value.
    Value(&'a mut Value),
}

/// A file that is sent as a part of a body.
pub trait Attached {
    /// The bytes, if they are in memory.
    fn bytes(&self) -> &[u8];

    /// The content as it is sent: a `FileContent`, which a crate of models alone does not have.
    fn content(&self) -> &dyn Any;

    /// The name of the file, if it has one.
    fn file_name(&self) -> Option<&str>;

    /// The media type of the content, if it is known.
    fn media_type(&self) -> Option<&str>;
}

/// The table of a model's fields.
#[derive(Debug)]
pub struct Model {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The keys, in the order in which they are sent.
    pub keys: &'static [Key],
    /// The Rust name of the field that takes the keys that are not in the table, if there
    /// is one; it follows the last key, so its place is `keys.len()`.
    pub extra: &'static [&'static str],
    /// The limits of its values: a `LimitTable`, which a crate that does not check them has not.
    pub limits: Option<&'static (dyn Any + Send + Sync)>,
}

/// One key of a [`Model`].
#[derive(Debug)]
pub struct Key {
    /// The key as sent.
    pub wire: &'static str,
    /// The Rust name of the field; empty for constants, which have none.
    pub field: &'static str,
    /// What the table says besides the key; see [`marks`].
    pub marks: u8,
}

/// The words that may follow a key in a table, as bits. Those that only read well have none.
#[allow(non_upper_case_globals, reason = "they are spelled as in the tables")]
pub mod marks {
    /// `or null`.
    pub const or: u8 = 0;
    /// `or null`: nothing is sent as `null`, not left out.
    pub const null: u8 = 1;
    /// `secret`: never shown by `Debug`.
    pub const secret: u8 = 2;
    /// `or text`: its numbers may come in quotes.
    pub const text: u8 = 4;
    /// `escaped`: the key has characters that do not stand for themselves in JSON.
    pub const escaped: u8 = 8;
}

/// An object with known keys.
pub trait Object {
    /// The table of its fields.
    fn model(&self) -> &'static Model;

    /// The field at a place of the table.
    fn edit_at(&mut self, at: usize) -> Edit<'_>;

    /// The field at a place of the table.
    fn view_at(&self, at: usize) -> View<'_>;
}

/// The elements of an array.
pub trait Items {
    /// How many there are.
    fn count(&self) -> usize;

    /// The element at a place.
    fn item(&self, at: usize) -> View<'_>;
}

/// An array of any length.
pub trait List: Items {
    /// Removes all elements.
    fn empty(&mut self);

    /// Adds an element, to be filled.
    fn add(&mut self) -> Edit<'_>;
}

/// An array with a type for each place.
pub trait Tuple: Items {
    /// How many elements it must have.
    fn places(&self) -> usize;

    /// The element at a place. Behind the last one it is added, if there may be more.
    fn edit_item(&mut self, at: usize) -> Option<Edit<'_>>;
}

/// An object whose keys are free.
pub trait Map {
    /// How many entries there are.
    fn count(&self) -> usize;

    /// Removes all entries.
    fn empty(&mut self);

    /// Adds an entry, to be filled; it takes the place of one with the same key.
    fn add(&mut self, key: &str) -> Edit<'_>;

    /// Shows the entries in order, until `visit` answers `false`.
    fn entries<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>) -> bool);
}

/// A value that may be `null` or left out.
pub trait Optional {
    /// Takes a `null`.
    fn null(&mut self);

    /// Makes room for a value, to be filled.
    fn value(&mut self) -> Edit<'_>;
}

/// Text with a meaning of its own.
pub trait Text {
    /// Takes the text, or says what was expected instead.
    fn set(&mut self, text: &str) -> Result<(), &'static str>;

    /// Whether it is one of the texts of a list; nothing where there is no list.
    fn listed(&self) -> Option<bool> {
        None
    }
}

/// A value that is sent as text. (`Display` of foreign types is often something else.)
pub trait Shown {
    /// Writes the text.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl fmt::Display for dyn Shown + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f)
    }
}

/// An integer.
pub trait Whole {
    /// Takes the integer, or says what was expected instead.
    fn set(&mut self, value: i128) -> Result<(), &'static str>;

    /// Whether it is one of the numbers of a list; nothing where there is no list.
    fn listed(&self) -> Option<bool> {
        None
    }
}

/// One of several types.
pub trait Union {
    /// The name of the Rust type.
    fn name(&self) -> &'static str;

    /// How to tell the variants apart.
    fn select(&self) -> &'static Select;

    /// Turns it into the variant at a place of the table, to be filled.
    fn become_variant(&mut self, at: usize) -> Edit<'_>;

    /// Turns it into the variant that keeps what is not known.
    fn become_unknown(&mut self, value: Value);

    /// Reads it from JSON, and tells whether the value is one of the variants. It is asked for
    /// that itself, so that a crate without unions can do without what tells variants apart.
    fn read(&mut self, reader: &mut Reader<'_>) -> Read<bool>;
}

/// How the variants of a union are told apart.
#[derive(Debug)]
#[non_exhaustive]
pub enum Select {
    /// By the text of a property; of a number, or of `true`, that is how it is written, and
    /// `1.0` is `1`.
    Tag {
        /// The property.
        property: &'static str,
        /// Its values, for each variant.
        values: &'static [&'static [&'static str]],
        /// The variant of other values, and of objects without the property.
        default: Option<usize>,
        /// The variant of objects without the property, if it is another one.
        untagged: Option<usize>,
    },
    /// By looking at the value.
    Probe {
        /// What each of the variants looks like.
        probes: &'static [Probe],
        /// Whether a value may be of several variants, also where a constant speaks for one.
        at_once: bool,
        /// Whether any value is one, be it none of the variants.
        open: bool,
    },
}

/// What a value must look like to be a variant.
#[derive(Debug)]
pub struct Probe {
    /// The JSON kinds that it can have; see [`kinds`].
    pub kinds: u8,
    /// Keys that an object must have.
    pub required: &'static [&'static str],
    /// Keys of an object, or places of an array, that must hold one of these strings.
    pub constants: &'static [(&'static str, &'static [&'static str])],
    /// Keys of an object that hold nothing else, if they are there and no `null`. These are texts,
    /// as in [`Select::Tag`].
    pub hints: &'static [(&'static str, &'static [&'static str])],
}

/// The JSON kinds, as bits.
#[allow(non_upper_case_globals, reason = "they are spelled as in the tables")]
pub mod kinds {
    /// `null`.
    pub const null: u8 = 1;
    /// `true` and `false`.
    pub const boolean: u8 = 2;
    /// Whole numbers, also when they are spelled `1.0`.
    pub const integer: u8 = 4;
    /// Numbers, whole ones included.
    pub const number: u8 = 8 | integer;
    /// Strings.
    pub const string: u8 = 16;
    /// Arrays.
    pub const array: u8 = 32;
    /// Objects.
    pub const object: u8 = 64;
}

macro_rules! view_of {
    ($($ty:ty => $view:ident),*) => {
        $(impl From<$ty> for View<'static> {
            fn from(value: $ty) -> Self {
                View::$view(value.into())
            }
        })*
    };
}

// Where nothing says how wide a literal is, it has 32 bits.
view_of! { &'static str => Str, bool => Bool, i32 => I64, i64 => I64, u64 => U64, f64 => F64 }
