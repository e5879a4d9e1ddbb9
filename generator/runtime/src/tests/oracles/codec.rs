//! JSON in tables, against serde's derive on the same types, and `serde_json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::{Value, fields, from_json, to_json};

macro_rules! twins {
    ($(#[$derive:meta])* $derived:ident $table:ident { $($field:ident: $ty:ty = $other:ty,)* }) => {
        /// For serde's derive.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $derived { $(
            #[serde(skip_serializing_if = "Absent::absent", default)]
            pub $field: $ty,
        )* }

        /// For the table.
        #[derive(Clone, Debug, PartialEq)]
        pub struct $table { $(pub $field: $other,)* }
        fields! { $table { $($field,)* } }

        impl From<$derived> for $table {
            fn from(from: $derived) -> Self {
                let $derived { $($field,)* } = from;
                Self { $($field: $field.map(Same::same),)* }
            }
        }
    };
}

/// What is `None` is left out.
trait Absent {
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

/// The same value in the other type.
trait Same<T> {
    fn same(self) -> T;
}

macro_rules! same {
    ($($ty:ty),*) => {$(
        impl Same<$ty> for $ty {
            fn same(self) -> $ty {
                self
            }
        }
    )*};
}
same!(i64, i32, u8, f64, f32, bool, String, Value);

impl Same<Box<Table>> for Box<Derived> {
    fn same(self) -> Box<Table> {
        Box::new((*self).into())
    }
}

impl<T: Same<U>, U> Same<Vec<U>> for Vec<T> {
    fn same(self) -> Vec<U> {
        self.into_iter().map(T::same).collect()
    }
}

impl<T: Same<U>, U> Same<BTreeMap<String, U>> for BTreeMap<String, T> {
    fn same(self) -> BTreeMap<String, U> {
        self.into_iter().map(|(key, value)| (key, value.same())).collect()
    }
}

twins! {
    Derived Table {
        whole: Option<i64> = Option<i64>,
        small: Option<i32> = Option<i32>,
        byte: Option<u8> = Option<u8>,
        float: Option<f64> = Option<f64>,
        single: Option<f32> = Option<f32>,
        flag: Option<bool> = Option<bool>,
        text: Option<String> = Option<String>,
        any: Option<Value> = Option<Value>,
        child: Option<Box<Derived>> = Option<Box<Table>>,
        list: Option<Vec<Vec<i64>>> = Option<Vec<Vec<i64>>>,
        map: Option<BTreeMap<String, f64>> = Option<BTreeMap<String, f64>>,
    }
}

impl Derived {
    fn is_infinite(&self) -> bool {
        self.single.is_some_and(f32::is_infinite)
            || self.child.as_ref().is_some_and(|child| child.is_infinite())
    }
}

/// Both accept the same and write the same, but for these: a table takes `-0`, `1.0` and `1e2`
/// for whole numbers, and a mark at the beginning; derived code takes an array for an object,
/// what is too large for a single precision number as infinite, and bytes that are no text
/// where nobody reads them.
pub fn judge(bytes: &[u8]) {
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value = serde_json::from_slice::<Value>(unmarked).ok();
    assert_eq!(from_json::<Value>(bytes).ok(), value, "{}", shown());
    let derived = serde_json::from_slice::<Derived>(unmarked);
    let table = from_json::<Table>(bytes);
    let fraction = |byte: &u8| matches!(byte, b'.' | b'e' | b'E');
    let spelled = bytes.iter().any(fraction) || bytes.windows(2).any(|two| two == b"-0");
    match (derived, table) {
        (Ok(derived), Ok(table)) => {
            let text = serde_json::to_string(&derived).expect("it can be written");
            let written = to_json(&table).expect("it can be written");
            // A whole number may be written with a point or without.
            let again: Derived =
                serde_json::from_slice(&written).expect("it can be read");
            let again = serde_json::to_string(&again).expect("it can be written");
            assert_eq!(again, text, "{}", shown());
            assert_eq!(from_json::<Table>(&written).as_ref().ok(), Some(&table));
            assert_eq!(Table::from(derived), table, "{}", shown());
        }
        (Err(_), Err(_)) => {}
        (Err(_), Ok(_)) if spelled => {}
        (Ok(_), Err(_)) if unmarked.contains(&b'[') => {}
        (Ok(derived), Err(_)) if derived.is_infinite() => {}
        (Ok(_), Err(_)) if std::str::from_utf8(bytes).is_err() => {}
        (derived, table) => panic!("{}: {derived:?} {table:?}", shown()),
    }
}
