//! `Debug` that keeps secrets.

use std::fmt;

use super::codec::{Object, View, marks};

/// Implements `Debug` for an object through its table: secret fields print as
/// `[redacted]`, the others as if it were derived.
///
/// ```text
/// redacted_debug! { Cat }
/// ```
#[allow(unused_macros, reason = "a document may have no secrets")]
macro_rules! redacted_debug {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::redact::object(self, f)
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no secrets")]
pub(crate) use redacted_debug;

/// Prints an object as a derived `Debug` would, without its secrets.
pub fn object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
            View::Display(text) => f.write_str(&text.to_string()),
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
            View::Object(value) => object(value, f),
        }
    }
}
