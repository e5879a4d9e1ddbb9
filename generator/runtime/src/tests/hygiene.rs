//! The tables work beside types that are named like those of the standard library.
#![allow(
    dead_code,
    non_camel_case_types,
    clippy::enum_variant_names,
    reason = "only the names matter"
)]

use crate::runtime::{
    constants, fields, newtype, numbers, redacted_debug, values, variants,
};

macro_rules! shadows {
    ($($name:ident)*) => {$(
        struct $name;
    )*};
}
shadows! {
    Some None Ok Err Box Vec Result Default Clone From Into Iterator Slot View Edit Object
    Model Key Text Union Select Probe Whole Optional Infallible FromStr AsRef Display Cow
    TryFrom Serialize Deserialize Serializer Deserializer std core serde runtime
}

type Held = ::core::option::Option<::std::string::String>;
type Value = crate::runtime::Value;

#[derive(::core::cmp::PartialEq)]
struct Option {
    string: Held,
    left: i64,
    at: i64,
    extra: ::std::collections::BTreeMap<::std::string::String, Value>,
}
fields! {
    Option {
        string: "string" secret,
        const "const" = "x",
        left: "left",
        at: "at" or null,
        ..extra,
    }
}
redacted_debug! { Option }

#[derive(::core::fmt::Debug, ::core::cmp::PartialEq)]
enum String {
    Some,
    None,
    Ok,
    Unknown(crate::runtime::Unknown),
}
values! { String { Some: "some", None: "none", Ok: "ok", } }

#[derive(::core::fmt::Debug)]
enum Level {
    Err,
    Unknown(i64),
}
numbers! { Level { Err: 1, } }

enum Either {
    Some(Option),
    None(::std::boxed::Box<Either>),
    Unknown(Value),
}
variants! { Either by probe { Some: object, None: array, } }

enum Tagged {
    Ok(Option),
    Unknown(Value),
}
variants! { Tagged by tag "t" { Ok: "ok", } }

struct Newtype(Level);
newtype! { Newtype }

constants! { Words { SELF: "self", } }

#[test]
fn shadowed_names_break_nothing() {
    let text = super::encode(&String::from("none"));
    assert_eq!(text, "\"none\"");
    super::same::<Option>(r#"{"const":"x","left":1,"at":2,"z":3}"#);
}
