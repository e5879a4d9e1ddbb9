//! Requests that differ from their arguments in one value.

use crate::runtime::json::document::untyped;
use crate::runtime::{Edit, Model, Object, RequestError, Value, View, write_json};

/// What differs from the arguments: in a call that asks for a stream or for another page.
#[derive(Clone, Copy, Default)]
pub struct Patch<'a> {
    /// The `Accept` header.
    pub accept: Option<&'static str>,
    /// The value of a parameter, by its place, or of one of its properties.
    pub param: Option<(usize, Option<&'a str>, &'a Value)>,
    /// The value of a property of the body.
    pub field: Option<(&'a [&'a str], &'a Value)>,
    /// The encoded path and query on the same origin, instead of those of the operation.
    pub target: Option<(&'a str, &'a str)>,
}

/// Writes a value with another one at a path of its properties.
pub fn patched<T>(
    view: View<'_>,
    field: Option<(&[&str], &Value)>,
    write: &mut dyn FnMut(View<'_>) -> Result<T, RequestError>,
) -> Result<T, RequestError> {
    let Some(([name, rest @ ..], value)) = field else { return write(view) };
    match view {
        View::Object(object) => {
            let at = object.model().keys.iter().position(|key| key.wire == *name);
            let at = at.unwrap_or(usize::MAX);
            let inner;
            let value = if rest.is_empty() {
                value
            } else {
                let known = write_json(object.view_at(at)).unwrap_or_default();
                let mut known = untyped(&known).unwrap_or_default();
                put(&mut known, rest, value);
                inner = known;
                &inner
            };
            write(View::Object(&Patched { object, at, value }))
        }
        View::Value(known) => {
            let mut known = known.clone();
            put(&mut known, &[&[*name], rest].concat(), value);
            write(View::Value(&known))
        }
        view => write(view),
    }
}

/// Puts a value at a path of properties; what is not there or no object becomes one.
fn put(into: &mut Value, path: &[&str], value: &Value) {
    let Some((name, rest)) = path.split_first() else {
        *into = value.clone();
        return;
    };
    if !into.is_object() {
        *into = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(object) = into {
        put(object.entry(*name).or_insert(Value::Null), rest, value);
    }
}

/// An object of which one field has another value.
struct Patched<'a> {
    object: &'a dyn Object,
    at: usize,
    value: &'a Value,
}

impl Object for Patched<'_> {
    fn model(&self) -> &'static Model {
        self.object.model()
    }

    fn edit_at(&mut self, _: usize) -> Edit<'_> {
        Edit::Ignore
    }

    fn view_at(&self, at: usize) -> View<'_> {
        if at == self.at { View::Value(self.value) } else { self.object.view_at(at) }
    }
}
