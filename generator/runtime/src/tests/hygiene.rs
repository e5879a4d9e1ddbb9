//! The tables work beside types that are named like those of the standard library.
#![allow(
    dead_code,
    non_camel_case_types,
    clippy::enum_variant_names,
    reason = "only the names matter"
)]

use crate::runtime::{
    fields, integer_enum, limits, newtype, setters, string_constants, string_enum,
    variants,
};

macro_rules! shadows {
    ($($name:ident)*) => {$(
        struct $name;
    )*};
}
shadows! {
    Some None Ok Err Box Vec Result Default Clone From Into Iterator Slot View Edit Object
    Model Key Text Union Select Probe Whole Optional Infallible FromStr AsRef Display Cow
    TryFrom Serialize Deserialize Serializer Deserializer std core serde runtime Limit Limited LimitTable MinLength Values Real
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
    Option with Limited: Debug {
        "const" = "x",
        string secret,
        left,
        at or null,
        ..extra,
    }
}
limits! { Option: [Values(&[MinLength(1)])] { "string" = [MinLength(2)], } }
setters! { Option { string(into ::std::string::String), string as text(::std::string::String), } }

string_enum! { enum String { Some = "some", None = "none", Ok = "ok", } }

integer_enum! { enum Level { Err = 1, } }

variants! {
    enum Either by probe {
        Some(Option) as_some from: object,
        None(::std::boxed::Box<Either>) as_none from: array,
    }
}

variants! {
    enum Keyed by probe {
        Ok(Option) as_ok: "ok",
        Err(String) as_err from: string,
    }
}

variants! { enum Tagged by tag "t" { Ok(Option) as_ok from: "ok", } }

struct Newtype(Level);
newtype! { Newtype }
limits! { Newtype: [Minimum(Real(0.5))] }

string_constants! { struct Words { SELF = "self", } }

#[test]
fn shadowed_names_break_nothing() {
    let text = super::encode(&String::from("none"));
    assert_eq!(text, "\"none\"");
    super::same::<Keyed>(r#"{"ok":{"const":"x","left":1,"at":2}}"#);
    assert!(Newtype(Level::Err).validate().is_ok());
    super::same::<Option>(r#"{"const":"x","left":1,"at":2,"z":3}"#);
}
