#![allow(dead_code, reason = "not every accessor is called")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::trials::{Hinted, Links, Twin};
use super::{decode, encode, failure, same};
use crate::runtime::{Known, Slot, Value, fields, read_json_known, variants};

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    lives: i64,
    mate: Option<Box<Pet>>,
}
fields! { Cat { "type" = "cat", lives, mate, } }

#[derive(Clone, Debug, PartialEq)]
struct Dog {
    kind: String,
    bark: Option<bool>,
}
fields! { Dog { kind: "type", bark, } }

variants! {
    /// A pet.
    #[derive(Clone, Debug, PartialEq)]
    enum Pet by tag "type" {
        /// It meows.
        Cat(Box<Cat>) as_cat: "cat",
        Dog(Dog) as_dog from: "dog" | "puppy",
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Id by probe {
        Text(String) as_text from_text: string,
        Whole(i64) as_whole: integer,
        Number(f64) as_number: number,
        Flag(bool) as_flag: boolean,
        List(Vec<i64>) as_list: array,
        Cat(Cat) as_cat: object("lives") where "type" = "cat" | "kitten",
        Named(Named) as_named: object("name"),
        Dog(Dog) as_dog: object("type") where "type" = "dog" and "bark" = "loud" | "soft",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
    age: Option<i64>,
}
fields! { Named { name, age, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Outer by probe {
        Inner(Id) as_inner: string | object,
        Pair((i64, i64)) as_pair: array | null,
    }
}

#[test]
fn accessors_and_conversions_come_from_the_table() {
    let pet = Pet::from(Dog { kind: "dog".into(), bark: None });
    assert_eq!((pet.as_cat(), pet.as_dog().map(|dog| dog.bark)), (None, Some(None)));
    assert_eq!(Id::from("x".to_owned()).as_text().map(String::as_str), Some("x"));
    assert_eq!(Id::from("x"), Id::from("x".to_owned()));
}

#[test]
fn a_tag_decides_wherever_it_stands() {
    let cat = Pet::Cat(Box::new(Cat { lives: 9, mate: None }));
    assert_eq!(decode::<Pet>(r#"{"type":"cat","lives":9}"#).unwrap(), cat);
    assert_eq!(decode::<Pet>(r#"{"lives":9,"x":[],"type":"cat"}"#).unwrap(), cat);
    assert_eq!(encode(&cat), r#"{"type":"cat","lives":9}"#);
    same::<Pet>(r#"{"type":"puppy","bark":true}"#);
    same::<Pet>(r#"{"type":"cat","lives":1,"mate":{"type":"dog"}}"#);
}

variants! {
    /// Objects that know nothing of the property by which their union tells them apart.
    #[derive(Clone, Debug, PartialEq)]
    enum Shape by tag "shape" {
        Circle(Named) as_circle: sent "circle",
        Square(Named) as_square: "square" | "box",
        Open(Open) as_open from: sent "open",
        Free(BTreeMap<String, Value>) as_free: sent "free",
        Pet(Pet) as_pet from: sent "pet",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Open {
    kind: Option<String>,
    extra: BTreeMap<String, Value>,
}
fields! { Open { kind: "shape", ..extra, } }

#[test]
fn a_union_sends_the_tag_that_its_variant_lacks() {
    let named = Named { name: "a".to_owned(), age: None };
    let circle = Shape::Circle(named.clone());
    assert_eq!(encode(&circle), r#"{"shape":"circle","name":"a"}"#);
    assert_eq!(encode(&Shape::Square(named)), r#"{"name":"a"}"#);
    let open = Open { kind: None, extra: BTreeMap::new() };
    assert_eq!(encode(&Shape::Open(open)), r#"{"shape":"open"}"#);
    assert_eq!(encode(&Shape::Free(BTreeMap::new())), r#"{"shape":"free"}"#);
    let dog = Dog { kind: "dog".to_owned(), bark: None };
    let pet = Shape::Pet(Pet::Dog(dog));
    assert_eq!(encode(&pet), r#"{"shape":"pet","type":"dog"}"#);
    assert_eq!(encode(&Shape::Pet(Pet::Unknown(json!([1])))), "[1]");
    same::<Shape>(r#"{"shape":"open","x":1}"#);
    same::<Shape>(r#"{"a":1,"shape":"free"}"#);
}

#[test]
fn unknown_and_missing_tags_keep_the_value() {
    for json in [
        r#"{"lives":9,"type":"cow"}"#,
        r#"{"lives":9}"#,
        r#"{"type":1}"#,
        "[1]",
        "null",
        "\"cat\"",
        "1.5",
    ] {
        same::<Pet>(json);
        assert!(matches!(decode::<Pet>(json).unwrap(), Pet::Unknown(_)), "{json}");
        same::<Vec<Pet>>(&format!("[{json},{{\"type\":\"dog\"}}]"));
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Load {
    kind: String,
    weight: i64,
}
fields! { Load { kind: "type", weight, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Cargo by probe {
        Pet(Pet) as_pet from: object("type"),
        Load(Load) as_load from: object("type", "weight"),
    }
}

#[test]
fn a_union_within_a_union_leaves_its_siblings_what_it_does_not_know() {
    let load = Load { kind: "cow".to_owned(), weight: 600 };
    let json = r#"{"type":"cow","weight":600}"#;
    assert_eq!(decode::<Cargo>(json).unwrap(), Cargo::Load(load));
    let dog = Dog { kind: "dog".to_owned(), bark: None };
    let json = r#"{"type":"dog","size":30}"#;
    assert_eq!(decode::<Cargo>(json).unwrap(), Cargo::Pet(Pet::Dog(dog)));
    let json = r#"{"type":"cow","weight":"heavy"}"#;
    assert_eq!(
        decode::<Cargo>(json).unwrap(),
        Cargo::Unknown(json!({"type": "cow", "weight": "heavy"}))
    );
    same::<Cargo>(r#"{"type":"cow"}"#);
}

#[test]
fn a_broken_variant_is_an_error_with_its_place() {
    let early = r#"[{"type":"cat","lives":1,"mate":{"type":"cat","lives":"SECRET"}}]"#;
    let late = r#"[{"mate":{"lives":"SECRET","type":"cat"},"lives":1,"type":"cat"}]"#;
    for json in [early, late] {
        let (pointer, expected, ..) = failure::<Vec<Pet>>(json);
        assert_eq!((&*pointer, &*expected), ("/0/mate/lives", "an integer of 64 bits"));
    }
    let (pointer, expected, ..) = failure::<Pet>(r#"{"type":"cat"}"#);
    assert_eq!((&*pointer, &*expected), ("", "the required key `lives`"));
}

#[test]
fn kinds_decide() {
    assert_eq!(decode::<Id>("\"a\"").unwrap(), Id::Text("a".into()));
    assert_eq!(decode::<Id>("1").unwrap(), Id::Whole(1));
    assert_eq!(decode::<Id>("1.0").unwrap(), Id::Whole(1));
    assert_eq!(decode::<Id>("1.5").unwrap(), Id::Number(1.5));
    assert_eq!(decode::<Id>("1e19").unwrap(), Id::Number(1e19));
    assert_eq!(
        decode::<Id>("18446744073709551615").unwrap(),
        Id::Number(1.844_674_407_370_955_2e19)
    );
    assert_eq!(decode::<Id>("true").unwrap(), Id::Flag(true));
    assert_eq!(decode::<Id>("[1,2]").unwrap(), Id::List(vec![1, 2]));
    assert_eq!(decode::<Id>("null").unwrap(), Id::Unknown(Value::Null));
}

#[test]
fn one_fitting_variant_has_to_be_right() {
    assert_eq!(failure::<Id>("[1,\"SECRET\"]").0, "/1");
    let (pointer, ..) = failure::<Id>(r#"{"lives":"SECRET","type":"cat"}"#);
    assert_eq!(pointer, "/lives");
}

#[test]
fn keys_and_constants_decide() {
    assert!(matches!(decode(r#"{"type":"cat","lives":1}"#), Ok(Id::Cat(_))));
    assert!(matches!(decode(r#"{"lives":1,"name":"x"}"#), Ok(Id::Named(_))));
    assert!(matches!(decode(r#"{"type":"cow","name":"x"}"#), Ok(Id::Named(_))));
    for json in [r#"{"age":1}"#, r#"{"lives":1}"#, r#"{"type":"dog"}"#, "{}"] {
        same::<Id>(json);
        assert!(matches!(decode::<Id>(json).unwrap(), Id::Unknown(_)), "{json}");
    }
}

#[test]
fn of_several_the_first_that_reads_is_taken() {
    let both = r#"{"type":"cat","lives":1,"name":"x"}"#;
    assert!(matches!(decode::<Id>(both).unwrap(), Id::Cat(_)));
    // `Named` would drop the lives.
    let first_is_broken = r#"{"type":"cat","lives":"many","name":"x"}"#;
    assert!(matches!(decode::<Id>(first_is_broken).unwrap(), Id::Unknown(_)));
    let none = r#"{"lives":"many","name":1,"type":"cat"}"#;
    assert_eq!(
        decode::<Id>(none).unwrap(),
        Id::Unknown(json!({"lives": "many", "name": 1, "type": "cat"}))
    );
}

#[test]
fn a_failed_trial_leaves_no_trace_in_a_later_error() {
    let json = r#"[{"type":"cat","lives":"many","name":"x"},[true]]"#;
    let (pointer, expected, ..) = failure::<Vec<Id>>(json);
    assert_eq!((&*pointer, &*expected), ("/1/0", "an integer of 64 bits"));
}

#[test]
fn unions_hold_unions() {
    let inner = decode::<Outer>(r#"{"name":"x"}"#).unwrap();
    assert!(matches!(inner, Outer::Inner(Id::Named(_))));
    assert_eq!(decode::<Outer>("\"x\"").unwrap(), Outer::Inner(Id::Text("x".into())));
    assert_eq!(decode::<Outer>("[1,2]").unwrap(), Outer::Pair((1, 2)));
    let (pointer, ..) = failure::<Outer>(r#"{"type":"cat","lives":"SECRET"}"#);
    assert_eq!(pointer, "/lives");
}

#[test]
fn keys_are_known_through_a_union() {
    let known =
        |json: &str| read_json_known(json.as_bytes(), false, Pet::vacant().edit());
    assert_eq!(known(r#"{"type":"dog"}"#), Ok(Known::Some));
    assert_eq!(known(r#"{"type":"cow"}"#), Ok(Known::Some));
    assert_eq!(known(r#"{"error":1}"#), Ok(Known::Nothing));
    assert_eq!(
        read_json_known(br#"{"e":1}"#, false, Id::vacant().edit()),
        Ok(Known::Nothing)
    );
}

#[test]
fn deep_unions_are_limited() {
    let mut json = r#"{"type":"dog"}"#.to_owned();
    for _ in 0..50 {
        json = format!(r#"{{"mate":{json},"lives":1,"type":"cat"}}"#);
    }
    decode::<Pet>(&json).unwrap();
    for _ in 0..500 {
        json = format!(r#"{{"type":"cat","lives":1,"mate":{json}}}"#);
    }
    assert!(failure::<Pet>(&json).1.contains("128"));
}

/// JSON that is nearly a pet or an id.
fn nearly() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(1)),
        Just(json!(2.0)),
        Just(json!(2.5)),
        Just(json!("cat")),
        Just(json!("dog")),
        Just(json!("loud")),
        Just(json!("forward")),
        Just(json!([1])),
        Just(json!({})),
    ];
    leaf.prop_recursive(3, 16, 5, |inner| {
        let key = prop::sample::select(vec![
            "type", "lives", "mate", "bark", "name", "age", "next", "end", "back",
            "kind",
        ]);
        prop::collection::vec((key, inner), 0..5)
            .prop_map(|entries| entries.into_iter().collect::<Value>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn json_and_serde_read_the_same(json in nearly()) {
        let text = json.to_string();
        let through_serde = serde_json::from_str::<Id>(&text);
        prop_assert_eq!(decode::<Id>(&text).ok(), through_serde.ok(), "{}", text);
        let through_serde = serde_json::from_value::<Pet>(json.clone());
        prop_assert_eq!(decode::<Pet>(&text).ok(), through_serde.ok(), "{}", text);
        let through_serde = serde_json::from_str::<Outer>(&text);
        prop_assert_eq!(decode::<Outer>(&text).ok(), through_serde.ok(), "{}", text);
        let through_serde = serde_json::from_str::<Twin>(&text);
        prop_assert_eq!(decode::<Twin>(&text).ok(), through_serde.ok(), "{}", text);
        let through_serde = serde_json::from_str::<Links>(&text);
        prop_assert_eq!(decode::<Links>(&text).ok(), through_serde.ok(), "{}", text);
        let through_serde = serde_json::from_str::<Hinted>(&text);
        prop_assert_eq!(decode::<Hinted>(&text).ok(), through_serde.ok(), "{}", text);
    }

    #[test]
    fn order_does_not_matter(keys in Just(vec![
        r#""lives":3"#, r#""type":"cat""#, r#""mate":{"bark":true,"type":"dog"}"#, r#""z":{}"#,
    ]).prop_shuffle()) {
        let json = format!("{{{}}}", keys.join(","));
        let pet = decode::<Pet>(&json).unwrap();
        prop_assert!(matches!(&pet, Pet::Cat(cat) if cat.mate.is_some()));
        prop_assert!(matches!(decode::<Id>(&json), Ok(Id::Cat(_))));
    }
}
