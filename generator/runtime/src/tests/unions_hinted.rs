#![allow(dead_code, reason = "not every accessor is called")]

use super::{decode, same};
use crate::runtime::{fields, integer_enum, string_enum, variants};

string_enum! {
    enum AlertKind { Alert = "alert", }
}

string_enum! {
    enum UserKind { User = "user", }
}

string_enum! {
    enum Add { Add = "add", }
}

string_enum! {
    enum Remove { Remove = "remove", }
}

#[derive(Clone, Debug, PartialEq)]
struct Alert {
    kind: Option<AlertKind>,
    words: Option<Vec<String>>,
}
fields! { Alert { kind: "type", words, } }

#[derive(Clone, Debug, PartialEq)]
struct Added {
    kind: Option<UserKind>,
    op: Option<Add>,
    person: Option<String>,
}
fields! { Added { kind: "type", op, person, } }

#[derive(Clone, Debug, PartialEq)]
struct Removed {
    kind: Option<UserKind>,
    op: Option<Remove>,
    id: Option<i64>,
}
fields! { Removed { kind: "type", op, id, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Event by probe {
        Alert(Alert) as_alert: object with "type" = "alert" or absent,
        Added(Added) as_added: object with "type" = "user" or absent and "op" = "add" or absent,
        Removed(Removed) as_removed:
            object with "type" = "user" or absent and "op" = "remove" or absent,
    }
}

#[test]
fn what_contradicts_a_hint_is_never_that_variant_whatever_comes_first() {
    for json in [
        r#"{"type":"user","op":"update"}"#,
        r#"{"op":"update","type":"user"}"#,
        r#"{"op":"update","id":1,"words":[],"type":"user"}"#,
        r#"{"type":1,"words":[]}"#,
    ] {
        assert!(matches!(decode(json), Ok(Event::Unknown(_))), "{json}");
    }
    assert!(matches!(decode(r#"{"op":"update","type":"alert"}"#), Ok(Event::Alert(_))));
    assert!(matches!(decode(r#"{"op":"remove","type":"user"}"#), Ok(Event::Removed(_))));
    assert!(matches!(decode(r#"{"type":null,"op":"add"}"#), Ok(Event::Added(_))));
    assert!(matches!(decode(r#"{"words":[]}"#), Ok(Event::Alert(_))));
}

integer_enum! {
    enum Zero { Zero = 0, }
}

integer_enum! {
    enum One { One = 1, }
}

#[derive(Clone, Debug, PartialEq)]
struct PerItem {
    kind: Option<Zero>,
    good: Option<bool>,
}
fields! { PerItem { kind: "type", good, } }

#[derive(Clone, Debug, PartialEq)]
struct Percent {
    kind: Option<One>,
    good: Option<bool>,
}
fields! { Percent { kind: "type", good, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Discount by probe {
        PerItem(PerItem) as_per_item: object with "type" = "0" or absent,
        Percent(Percent) as_percent: object with "type" = "1" or absent,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Outcome by probe {
        Good(PerItem) as_good: object with "good" = "true" or absent,
        Bad(Percent) as_bad: object with "good" = "false" or absent,
    }
}

#[test]
fn numbers_and_booleans_are_hints_as_well() {
    for (json, is_percent) in [
        (r#"{"type":0}"#, false),
        (r#"{"type":1}"#, true),
        (r#"{"good":true,"type":1.0}"#, true),
        (r#"{"type":10e-1}"#, true),
        (r#"{"good":true}"#, false),
    ] {
        let discount: Discount = decode(json).unwrap();
        assert_eq!(discount.as_percent().is_some(), is_percent, "{json}");
        assert_eq!(discount.as_per_item().is_some(), !is_percent, "{json}");
    }
    for json in [r#"{"type":2}"#, r#"{"type":1.5}"#, r#"{"type":true}"#] {
        same::<Discount>(json);
        assert!(matches!(decode(json), Ok(Discount::Unknown(_))), "{json}");
    }
    assert!(matches!(decode(r#"{"good":true}"#), Ok(Outcome::Good(_))));
    assert!(matches!(decode(r#"{"good":false}"#), Ok(Outcome::Bad(_))));
    assert!(matches!(decode(r#"{"good":null}"#), Ok(Outcome::Good(_))));
    assert!(matches!(decode(r#"{"good":"no"}"#), Ok(Outcome::Unknown(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct Fixed {
    note: Option<String>,
}
fields! { Fixed { "type" = "1", note, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Constant by probe {
        Fixed(Fixed) as_fixed: object where "type" = "1",
        Text(String) as_text: string,
    }
}

#[test]
fn a_number_is_no_constant_text() {
    same::<Constant>(r#"{"type":1}"#);
    assert!(matches!(decode(r#"{"type":1}"#), Ok(Constant::Unknown(_))));
    assert!(matches!(decode(r#"{"type":"1"}"#), Ok(Constant::Fixed(_))));
}
