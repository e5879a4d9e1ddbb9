use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{decode, encode, failure, same};
use crate::runtime::{
    Known, Nullable, Slot, Value, fields, implement, newtype, read_json_known,
};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cat {
    pub(crate) name: String,
    pub(crate) owner: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) toy: Nullable<i64>,
    pub(crate) friends: Vec<Cat>,
}

fields! {
    Cat {
        "kind" = "cat",
        name,
        owner or null,
        note: "the note",
        toy,
        friends,
    }
}

#[derive(Clone, PartialEq)]
struct Account {
    id: Option<String>,
    password: Option<String>,
    level: i64,
    extra: BTreeMap<String, Value>,
}

fields! {
    Account {
        id,
        password secret,
        level,
        ..extra,
    }
}
implement! { Debug Account }

#[derive(Clone, Debug, PartialEq)]
struct Tree(Vec<Tree>);
newtype! { Tree }

#[derive(Clone, Debug, PartialEq)]
struct Constants {}
fields! {
    Constants {
        "text" = "a \"quoted\" text",
        "number" = -1,
        "most" = 18_446_744_073_709_551_615_u64,
        "float" = 1.5,
        "yes" = true,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Empty {}
fields! { Empty {} }

#[derive(Clone, Debug, PartialEq)]
struct Bag {
    rest: BTreeMap<String, i64>,
}
fields! { Bag { ..rest, } }

fn cat(name: &str) -> Cat {
    Cat {
        name: name.into(),
        owner: None,
        note: None,
        toy: Nullable::Absent,
        friends: Vec::new(),
    }
}

#[test]
fn what_is_nothing_is_left_out_and_what_is_nullable_is_null() {
    assert_eq!(
        encode(&cat("Tom")),
        r#"{"kind":"cat","name":"Tom","owner":null,"friends":[]}"#
    );
}

#[test]
fn absent_null_and_value_are_three_things_both_ways() {
    for (json, toy) in [
        (r#"{"kind":"cat","name":"","owner":null,"friends":[]}"#, Nullable::Absent),
        (
            r#"{"kind":"cat","name":"","owner":null,"toy":null,"friends":[]}"#,
            Nullable::Null,
        ),
        (
            r#"{"kind":"cat","name":"","owner":null,"toy":3,"friends":[]}"#,
            Nullable::Value(3),
        ),
    ] {
        same::<Cat>(json);
        assert_eq!(decode::<Cat>(json).unwrap().toy, toy);
    }
}

#[test]
fn optional_fields_take_null_and_unknown_keys_are_skipped() {
    let json =
        r#"{"z":{"a":[1,{}]},"friends":[],"the note":null,"kind":"cat","name":"T"}"#;
    assert_eq!(decode::<Cat>(json).unwrap(), cat("T"));
}

#[test]
fn required_keys_are_demanded_with_their_place() {
    let json = r#"{"name":"T","kind":"cat","friends":[{"kind":"cat","friends":[]}]}"#;
    let (pointer, expected, line, column) = failure::<Cat>(json);
    assert_eq!((&*pointer, &*expected), ("/friends/0", "the required key `name`"));
    assert_eq!((line, column), (1, 37));
}

#[test]
fn null_for_a_required_field_is_an_error() {
    let error = decode::<Cat>(r#"{"name":null}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a string, found null at `/name` (line 1, column 9)"
    );
}

#[test]
fn known_keys_come_once() {
    let (pointer, expected, ..) = failure::<Cat>(r#"{"name":"a","name":"b"}"#);
    assert_eq!((&*pointer, &*expected), ("", "the key `name` only once"));
    assert_eq!(decode::<BTreeMap<String, i64>>(r#"{"a":1,"a":2}"#).unwrap()["a"], 2);
    let twice = decode::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1],"a":[2]}"#).unwrap();
    assert_eq!(twice["a"], [2]);
}

#[test]
fn constants_are_sent_and_checked() {
    let json = r#"{"text":"a \"quoted\" text","number":-1,"most":18446744073709551615,"float":1.5,"yes":true}"#;
    same::<Constants>(json);
    decode::<Constants>(&json.replace("-1", "-1.0")).unwrap();
    for (from, to, pointer, expected) in [
        ("-1", "2", "/number", "the constant -1"),
        ("-1", "true", "/number", "the constant -1"),
        ("551615", "551614", "/most", "the constant 18446744073709551615"),
        ("1.5", "\"SECRET\"", "/float", "the constant 1.5"),
        ("true", "false", "/yes", "the constant true"),
        ("a \\", "b \\", "/text", r#"the constant "a \"quoted\" text""#),
    ] {
        let (at, found, ..) = failure::<Constants>(&json.replace(from, to));
        assert_eq!((&*at, &*found), (pointer, expected));
    }
    let other = decode::<Constants>(&json.replace("true", "false")).unwrap_err();
    assert_eq!(other.found(), Some("`false`"));
    // What did not come says nothing else.
    let without = json.replace(",\"yes\":true", "");
    assert_eq!(encode(&decode::<Constants>(&without).unwrap()), json);
    assert_eq!(
        serde_json::from_str::<Constants>(&without).unwrap(),
        decode(json).unwrap()
    );
}

#[test]
fn further_keys_are_kept_and_sent_back() {
    let json = r#"{"id":"1","level":2,"a":null,"b":{"c":[1]}}"#;
    let account = decode::<Account>(json).unwrap();
    assert_eq!(account.extra.len(), 2);
    same::<Account>(json);
    same::<Bag>(r#"{"a":1,"b":2}"#);
    let (pointer, ..) = failure::<Bag>(r#"{"a":1,"b~/":"SECRET"}"#);
    assert_eq!(pointer, "/b~0~1");
}

#[test]
fn debug_keeps_secrets() {
    let json = r#"{"id":"1","password":"SECRET","level":2,"a":[1]}"#;
    let account = decode::<Account>(json).unwrap();
    let printed = format!("{account:?}");
    assert!(printed.starts_with("Account { id: "), "{printed}");
    assert!(printed.contains("password: [redacted], level: 2, extra: {\"a\": "));
    let open = decode::<Account>(r#"{"level":2}"#).unwrap();
    assert_eq!(
        format!("{open:?}"),
        "Account { id: None, password: None, level: 2, extra: {} }"
    );
}

#[test]
fn an_object_without_a_documented_key_is_recognised() {
    let known = |json: &str| {
        let mut place = Account::vacant();
        let mut plain = Optionals::vacant();
        drop(read_json_known(json.as_bytes(), false, place.edit()));
        read_json_known(json.as_bytes(), false, plain.edit()).unwrap()
    };
    assert_eq!(known(r#"{"error":"Invalid client"}"#), Known::Nothing);
    assert_eq!(known(r#"{"error":{"code":"x"}}"#), Known::Nothing);
    assert_eq!(known(r#"{"error":"x","code":"y"}"#), Known::Some);
    assert_eq!(known(r#"{"child":{"b":1}}"#), Known::Some);
    assert_eq!(known("{}"), Known::Some);
    let mut list = Vec::<Optionals>::vacant();
    assert_eq!(read_json_known(br#"[{"b":1}]"#, false, list.edit()), Ok(Known::Some));
    let mut value = Value::vacant();
    assert_eq!(read_json_known(br#"{"b":1}"#, false, value.edit()), Ok(Known::Some));
}

#[derive(Clone, Debug, PartialEq)]
struct Optionals {
    code: Option<String>,
    child: Option<Box<Optionals>>,
}
fields! { Optionals { code, child, } }

#[test]
fn newtypes_are_transparent() {
    same::<Tree>("[[],[[]]]");
    assert_eq!(failure::<Tree>("[[],[1]]").0, "/1/0");
}

#[test]
fn depth_is_limited_without_overflow() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(failure::<Tree>(&deep).1.contains("128"));
    let fine = format!("{}{}", "[".repeat(100), "]".repeat(100));
    same::<Tree>(&fine);
}

#[test]
fn no_fields_at_all() {
    same::<Empty>("{}");
    assert_eq!(encode(&decode::<Empty>(r#"{"a":1}"#).unwrap()), "{}");
    assert_eq!(failure::<Empty>("[]").1, "an object");
}

macro_rules! many {
    ($($field:ident)*) => {
        #[derive(Clone, Debug, PartialEq)]
        struct Many { $($field: Option<i64>,)* }
    };
}
many! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
}
fields! {
    Many {
        a0, a1, a2, a3, a4, a5, a6, a7,
        a8, a9, b0, b1, b2, b3, b4, b5,
        b6, b7, b8, b9, c0, c1, c2, c3,
        c4, c5, c6, c7, c8, c9, d0, d1,
        d2, d3, d4, d5, d6, d7, d8, d9,
        e0, e1, e2, e3, e4, e5, e6, e7,
        e8, e9, f0, f1, f2, f3, f4, f5,
        f6, f7, f8, f9, g0, g1, g2, g3,
        g4, g5, g6, g7, g8, g9,
    }
}

#[test]
fn more_keys_than_a_word_has_bits() {
    let json = r#"{"g9":1,"f4":2,"a0":3,"e4":4}"#;
    assert_eq!(
        encode(&decode::<Many>(json).unwrap()),
        r#"{"a0":3,"e4":4,"f4":2,"g9":1}"#
    );
    assert_eq!(failure::<Many>(r#"{"g9":1,"a0":3,"g9":1}"#).1, "the key `g9` only once");
    decode::<Many>(r#"{"a0":1,"e4":1}"#).unwrap();
}

/// What is short as text need not be short in memory.
#[test]
fn objects_of_little_text_are_limited() {
    let many = |count: usize| format!("[{}{{}}]", "{},".repeat(count - 1));
    assert_eq!(decode::<Vec<Many>>(&many(10_000)).unwrap().len(), 10_000);
    let expected = "values that take less memory";
    assert_eq!(failure::<Vec<Many>>(&many(200_000)).1, expected);
    let untyped = format!("[{}1]", "{\"\":0},".repeat(600_000));
    assert_eq!(failure::<Value>(&untyped).1, expected);
    // Braces within texts are none.
    decode::<Value>(&format!("[\"{}\"]", "{\\\"".repeat(600_000))).unwrap();
}

/// Nobody reads the key, so that it does no harm; where it is kept, it cannot be.
#[test]
fn half_a_surrogate_pair_in_a_key() {
    let json = r#"{"\ud800":{"\udc00":1},"code":"a","child":{"\ud800":1}}"#;
    assert_eq!(decode::<Optionals>(json).unwrap().code.as_deref(), Some("a"));
    assert_eq!(failure::<Bag>(r#"{"\ud800":1}"#).1, "a pair of surrogates");
    assert_eq!(failure::<Optionals>(r#"{"a\x":1}"#).1, "a valid escape in a string");
    assert_eq!(failure::<Optionals>("{a:1}").1, "a key");
}

fn any_cat() -> impl Strategy<Value = Cat> {
    let toy = prop_oneof![
        Just(Nullable::Absent),
        Just(Nullable::Null),
        any::<i64>().prop_map(Nullable::Value)
    ];
    let leaf = (any::<String>(), any::<Option<String>>(), any::<Option<String>>(), toy)
        .prop_map(|(name, owner, note, toy)| Cat {
            name,
            owner,
            note,
            toy,
            friends: Vec::new(),
        });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3))
            .prop_map(|(cat, friends)| Cat { friends, ..cat })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(cat in any_cat()) {
        let json = encode(&cat);
        prop_assert_eq!(&decode::<Cat>(&json).unwrap(), &cat);
        prop_assert_eq!(&serde_json::to_string(&cat).unwrap(), &json);
        prop_assert_eq!(&serde_json::from_str::<Cat>(&json).unwrap(), &cat);
    }

    #[test]
    fn values_survive(text in "\\PC*|[\u{0}-\u{7f}]*", number in any::<f64>()) {
        let value = serde_json::json!({ &text: [&text, number, null, true] });
        prop_assert_eq!(&decode::<Value>(&encode(&value)).unwrap(), &value);
        let map: BTreeMap<String, String> = [(text.clone(), text)].into();
        prop_assert_eq!(encode(&map), serde_json::to_string(&map).unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
        let mut cat = Cat::vacant();
        drop(read_json_known(&bytes, false, cat.edit()));
    }
}
