//! `Debug` and `Hash` of objects, through their tables: compiled once for all of them.

use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};

use crate::runtime::codec::model::{Object, View, marks};

/// Prints an object as a derived `Debug` would, without its secrets.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let model = object.model();
    let mut printed = f.debug_struct(model.name);
    for (at, key) in model.keys.iter().enumerate() {
        if key.field.is_empty() {
            continue;
        }
        let view = object.view_at(at);
        if key.marks & marks::secret == 0 || matches!(view, View::Absent | View::Null) {
            printed.field(key.field, &Printed(view));
        } else {
            printed.field(key.field, &format_args!("[redacted]"));
        }
    }
    for extra in model.extra {
        printed.field(extra, &Printed(object.view_at(model.keys.len())));
    }
    printed.finish()
}

struct Printed<'a>(View<'a>);

impl fmt::Debug for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("None"),
            View::Null => f.write_str("Null"),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F32(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Str(text) => text.fmt(f),
            View::Display(value) => {
                let mut text = String::new();
                match write!(text, "{value}") {
                    Ok(()) => f.write_str(&text),
                    // A time may have no text: another one would be refused when it is sent.
                    Err(_) => f.write_str("[no text]"),
                }
            }
            View::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            View::File(file) => write!(f, "{} bytes", file.bytes().len()),
            View::Value(value) => value.fmt(f),
            View::List(items) => f
                .debug_list()
                .entries((0..items.count()).map(|at| Printed(items.item(at))))
                .finish(),
            View::Map(map) => {
                let mut printed = f.debug_map();
                map.entries(&mut |key, view| {
                    printed.entry(&key, &Printed(view));
                    true
                });
                printed.finish()
            }
            View::Object(value) => debug(value, f),
            View::Tagged(_, content) => Printed(content.view()).fmt(f),
        }
    }
}

/// Hashes an object: equal ones alike.
pub fn hash(object: &dyn Object, state: &mut dyn Hasher) {
    let model = object.model();
    for at in 0..model.keys.len() + model.extra.len() {
        feed(object.view_at(at), state);
    }
}

fn feed(view: View<'_>, mut state: &mut dyn Hasher) {
    match view {
        View::Absent => state.write_u8(0),
        View::Null => state.write_u8(1),
        View::Bool(value) => value.hash(&mut state),
        View::I64(value) => value.hash(&mut state),
        View::U64(value) => value.hash(&mut state),
        View::Str(text) => text.hash(&mut state),
        View::Bytes(bytes) => bytes.hash(&mut state),
        View::File(file) => file.bytes().hash(&mut state),
        // Values that are equal can have more than one text or spelling.
        View::F32(_) | View::F64(_) | View::Display(_) | View::Value(_) => {
            state.write_u8(2);
        }
        View::List(items) => {
            state.write_usize(items.count());
            (0..items.count()).for_each(|at| feed(items.item(at), state));
        }
        View::Map(map) => {
            state.write_usize(map.count());
            map.entries(&mut |key, view| {
                key.hash(&mut state);
                feed(view, state);
                true
            });
        }
        View::Object(value) => hash(value, state),
        View::Tagged((_, tag), content) => {
            tag.hash(&mut state);
            feed(content.view(), state);
        }
    }
}
