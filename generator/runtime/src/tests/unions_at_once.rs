//! Values of several variants at once, also of a union within the union.
#![allow(dead_code, reason = "not every accessor is called")]

use std::collections::BTreeMap;

use super::{decode, encode, failure, same};
use crate::runtime::json::document::{Known as Documented, read_json_known};
use crate::runtime::{Slot as _, Value, fields, variants};

#[derive(Clone, Debug, PartialEq)]
struct T {
    t: i64,
}
fields! { T { t, } }

#[derive(Clone, Debug, PartialEq)]
struct C {
    c: String,
    next: Option<Box<Level>>,
}
fields! { C { c, next, } }

#[derive(Clone, Debug, PartialEq)]
struct B {
    b: String,
    next: Option<Box<Level>>,
}
fields! { B { b, next, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Inner by probe {
        C(C) as_c from: object("c"),
        B(B) as_b from: object("b"),
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Outer by probe {
        T(T) as_t from: object("t"),
        Inner(Inner) as_inner from: object,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Outermost by probe {
        T(T) as_t from: object("t"),
        Outer(Outer) as_outer from: object,
        Text(String) as_text from: string,
    }
}

#[test]
fn what_a_union_within_would_keep_counts_where_it_is_several_at_once() {
    let json = r#"{"b":"1","c":"2","t":1}"#;
    same::<Outer>(json);
    assert!(matches!(decode(json), Ok(Outer::Unknown(_))));
    assert!(matches!(serde_json::from_str(json), Ok(Outer::Unknown(_))));
    same::<Outermost>(json);
    assert!(matches!(decode(json), Ok(Outermost::Unknown(_))));
    same::<Outer>(r#"{"b":"1","c":"2"}"#);
    assert!(matches!(decode(r#"{"t":1}"#), Ok(Outer::T(_))));
    assert!(matches!(decode(r#"{"b":"1"}"#), Ok(Outer::Inner(Inner::B(_)))));
    // What cannot be of several at once is none.
    assert!(matches!(decode(r#"{"t":1,"b":1,"c":2}"#), Ok(Outer::T(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct Known {
    a: i64,
    t: Value,
}
fields! { Known { a, t, } }

#[derive(Clone, Debug, PartialEq)]
struct Described {
    a: i64,
    d: i64,
    t: String,
}
fields! { Described { a, d, t, } }

#[derive(Clone, Debug, PartialEq)]
struct Free {
    d: Option<String>,
    extra: BTreeMap<String, i64>,
}
fields! { Free { d, ..extra, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Rivals by probe {
        Described(Described) as_described from: object("d", "a"),
        Free(Free) as_free from: object,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum AroundRivals by probe {
        Known(Known) as_known from: object("a", "t"),
        Rivals(Rivals) as_rivals from: object,
    }
}

/// What keeps any key cannot be read; what it would stand for is not lost for that.
#[test]
fn what_is_not_taken_for_a_new_key_counts_all_the_same() {
    let json = r#"{"a":1,"d":0,"t":"x"}"#;
    assert!(matches!(decode(json), Ok(AroundRivals::Rivals(Rivals::Described(_)))));
    let json = r#"{"a":1,"d":0,"t":"x","zz":1}"#;
    same::<AroundRivals>(json);
    assert!(matches!(decode(json), Ok(AroundRivals::Unknown(_))));
    assert!(matches!(decode(r#"{"a":1,"t":"x","zz":1}"#), Ok(AroundRivals::Known(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct All {
    b: Option<Value>,
    c: Option<Value>,
    t: Option<Value>,
}
fields! { All { b, c, t, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Kept by probe {
        Inner(Inner) as_inner from: object,
        All(All) as_all from: object,
    }
}

#[test]
fn who_keeps_what_the_union_within_keeps_is_taken() {
    let json = r#"{"b":"1","c":"2","t":1}"#;
    same::<Kept>(json);
    assert!(matches!(decode(json), Ok(Kept::All(_))));
    assert!(matches!(decode(r#"{"b":"1","c":"2","new":1}"#), Ok(Kept::All(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct D {
    d: Option<i64>,
    next: Option<Box<Level>>,
}
fields! { D { d, next, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Level by probe {
        Inner(Inner) as_inner from: object,
        D(D) as_d from: object,
    }
}

/// Each level is several variants of the union within and one more.
#[test]
fn unions_of_unions_within_one_another_end() {
    for inner in [r#"{"b":"1"}"#, r#"{"b":"1","c":"2"}"#, r#"{"d":"1","b":2}"#] {
        let mut json = inner.to_owned();
        for _ in 0..100 {
            json = format!(r#"{{"b":"1","c":"2","d":1,"next":{json}}}"#);
        }
        let value = decode::<Level>(&json).unwrap();
        let sent: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&encode(&value)).unwrap(), sent);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Rows {
    rows: Vec<i64>,
}
fields! { Rows { rows, } }

#[derive(Clone, Debug, PartialEq)]
struct Pending {
    eta: Option<i64>,
}
fields! { Pending { "status" = "pending", eta, } }

#[derive(Clone, Debug, PartialEq)]
struct Anything {
    status: String,
    eta: Value,
}
fields! { Anything { status, eta, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Answer by probe at once {
        Rows(Rows) as_rows from: object("rows"),
        Pending(Pending) as_pending from: object where "status" = "pending",
        Anything(Anything) as_anything from: object("status", "eta"),
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum OneAnswer by probe {
        Rows(Rows) as_rows from: object("rows"),
        Pending(Pending) as_pending from: object where "status" = "pending",
    }
}

#[test]
fn a_constant_does_not_rule_out_what_may_hold_as_well() {
    let json = r#"{"eta":3,"rows":[1],"status":"pending"}"#;
    same::<Answer>(json);
    assert!(matches!(decode(json), Ok(Answer::Unknown(_))));
    assert!(matches!(decode(json), Ok(OneAnswer::Pending(_))));
    let json = r#"{"status":"pending","eta":3,"new":1}"#;
    assert!(matches!(decode(json), Ok(Answer::Pending(_))));
    assert!(matches!(decode(r#"{"rows":[1],"new":1}"#), Ok(Answer::Rows(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct Page {
    next: Option<String>,
    rows: Option<Vec<i64>>,
}
fields! { Page { next or null, rows, } }

#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: i64,
    name: Option<String>,
}
fields! { Item { id, name, } }

macro_rules! holders {
    ($($name:ident($data:ty),)*) => {$(
        #[derive(Clone, Debug, PartialEq)]
        struct $name {
            data: $data,
        }
        fields! { $name { data, } }
    )*};
}
holders! { OfPage(Page), OfItem(Item), }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Data by probe {
        Page(OfPage) as_page from: object("data"),
        Item(OfItem) as_item from: object("data"),
        Pages(Vec<Page>) as_pages from: array,
        Maps(Vec<BTreeMap<String, Value>>) as_maps from: array,
    }
}

#[test]
fn a_value_that_is_made_up_is_a_loss() {
    for json in [r#"{"data":{"id":"7","name":"x"}}"#, r#"{"data":{"new":1}}"#] {
        same::<Data>(json);
        assert!(matches!(decode(json), Ok(Data::Unknown(_))), "{json}");
    }
    for json in ["[{}]", r#"[{"next":null},{"b":1}]"#, r#"[{"next":null},{}]"#] {
        same::<Data>(json);
        assert!(matches!(decode(json), Ok(Data::Maps(_))), "{json}");
    }
    // Where nothing else is lost and nothing else reads, it is left out as elsewhere.
    let json = r#"{"data":{"rows":[1]}}"#;
    assert!(matches!(decode(json), Ok(Data::Page(_))));
    assert!(matches!(decode(r#"[{"next":"x"}]"#), Ok(Data::Pages(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct Card {
    number: Option<String>,
    inner: Option<Box<Open>>,
}
fields! { Card { "type" = "card", "version" = 1, number, inner, } }

#[derive(Clone, Debug, PartialEq)]
struct Holding {
    payment: Payment,
}
fields! { Holding { payment, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Payment by tag "type" {
        Card(Card) as_card from: "card",
        T(T) as_t from: "t",
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Open by probe or anything {
        Card(Card) as_card from: object where "type" = "card",
        Whole(i64) as_whole from: integer,
        Text(String) as_text from: string,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Narrow by probe {
        Whole(i64) as_whole from: integer,
        Card(Card) as_card from: object where "type" = "card",
        List(Vec<i64>) as_list from: array,
    }
}

#[test]
fn another_constant_is_another_variant() {
    let json = r#"{"number":1,"type":"card","version":2}"#;
    for json in [json, r#"{"number":"1","type":"card","version":"1"}"#] {
        same::<Payment>(json);
        assert!(matches!(decode(json), Ok(Payment::Unknown(_))), "{json}");
    }
    assert!(matches!(serde_json::from_str(json), Ok(Payment::Unknown(_))));
    let known = |json: &str| {
        let mut value = Payment::vacant();
        read_json_known(json.as_bytes(), false, value.edit()).unwrap()
    };
    assert_eq!(known(json), Documented::Some);
    assert_eq!(known(r#"{"new":1}"#), Documented::Nothing);
    let holding = format!(r#"{{"payment":{json}}}"#);
    same::<Holding>(&holding);
    let (pointer, ..) = failure::<Payment>(r#"{"type":"card","version":1,"number":1}"#);
    assert_eq!(pointer, "/number");
}

#[test]
fn a_scalar_that_there_is_no_room_for_is_kept() {
    for json in ["9223372036854775808", "1.5", "true"] {
        same::<Narrow>(json);
        assert!(matches!(decode(json), Ok(Narrow::Unknown(_))), "{json}");
    }
    assert!(matches!(decode("1.0"), Ok(Narrow::Whole(1))));
    assert_eq!(failure::<Narrow>(r#"[1,"SECRET"]"#).0, "/1");
}

#[test]
fn whatever_cannot_be_read_is_kept_where_anything_may_come() {
    for json in [
        "9223372036854775808",
        r#"{"number":[1],"type":"card","version":1}"#,
        r#"[1,{"a":null}]"#,
    ] {
        same::<Open>(json);
        assert!(matches!(decode(json), Ok(Open::Unknown(_))), "{json}");
    }
    assert!(matches!(decode(r#"{"type":"card","version":1}"#), Ok(Open::Card(_))));
    // Also where the whole is tried, and not at the cost of what is around it.
    let inner = r#"{"number":1,"type":"card","version":1}"#;
    let json = format!(r#"{{"type":"card","version":1,"inner":{inner}}}"#);
    let Ok(Open::Card(card)) = decode(&json) else { panic!("{json}") };
    assert!(matches!(card.inner.as_deref(), Some(Open::Unknown(_))));
}

/// What is wrong stands behind what is within, at each level.
#[test]
fn what_is_kept_at_each_level_ends() {
    let mut json =
        format!(r#"{{"type":"card","version":1,"x":[{}0]}}"#, "0,".repeat(50_000));
    for _ in 0..120 {
        json = format!(r#"{{"type":"card","version":1,"inner":{json},"number":1}}"#);
    }
    let value = decode::<Open>(&json).unwrap();
    assert!(matches!(value, Open::Unknown(_)));
    let sent: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_value(value).unwrap(), sent);
}
