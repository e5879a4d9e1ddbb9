#![allow(dead_code, reason = "not every accessor is called")]

use super::{decode, failure, same};
use crate::runtime::{Value, fields, string_enum, to_json, variants};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
struct Circle {
    radius: f64,
}
fields! { Circle { radius, } }

string_enum! { enum Word { Nothing = "nothing", } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Shape by probe {
        Circle(Circle) as_circle: "circle",
        Sides(Vec<i64>) as_sides: "sides",
        Names(BTreeMap<String, String>) as_names: "names",
        Not(Box<Shape>) as_not: "not",
        Odd(Option<i64>) as_odd: "\"odd\"\n",
        Word(Word) as_word from: string,
    }
}

#[test]
fn the_value_under_the_key_is_the_variant() {
    let not = |shape| Shape::Not(Box::new(shape));
    let names = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    for (json, shape) in [
        (r#"{"circle":{"radius":1.5}}"#, Shape::Circle(Circle { radius: 1.5 })),
        (r#"{"sides":[1,2]}"#, Shape::Sides(vec![1, 2])),
        (r#"{"sides":[]}"#, Shape::Sides(Vec::new())),
        (r#"{"names":{"a":"b"}}"#, Shape::Names(names)),
        (r#"{"not":{"not":"nothing"}}"#, not(not(Shape::Word(Word::Nothing)))),
        (r#"{"\"odd\"\n":7}"#, Shape::Odd(Some(7))),
        (r#"{"\"odd\"\n":null}"#, Shape::Odd(None)),
    ] {
        assert_eq!(decode::<Shape>(json).unwrap(), shape);
        assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), shape);
        assert_eq!(to_json(&shape).unwrap(), json.as_bytes());
        assert_eq!(serde_json::to_string(&shape).unwrap(), json);
        same::<Shape>(json);
    }
}

#[test]
fn keys_beside_the_one_that_is_known_are_passed() {
    let json = r#"{"at":{"a":[1]},"sides":[1],"more":null}"#;
    assert_eq!(decode::<Shape>(json).unwrap(), Shape::Sides(vec![1]));
    assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), Shape::Sides(vec![1]));
}

#[test]
fn what_is_no_entry_is_kept() {
    for json in [r#"{"new":{"a":1}}"#, "{}", "7", "[]", "null"] {
        let kept = Shape::Unknown(serde_json::from_str::<Value>(json).unwrap());
        assert_eq!(decode::<Shape>(json).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), kept);
        same::<Shape>(json);
    }
}

#[test]
fn two_keys_at_once_lose_neither() {
    let json = r#"{"circle":{"radius":1.0},"sides":[1]}"#;
    let kept = Shape::Unknown(serde_json::from_str::<Value>(json).unwrap());
    assert_eq!(decode::<Shape>(json).unwrap(), kept);
    assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), kept);
}

#[test]
fn an_entry_of_a_known_key_must_be_as_described() {
    let found = failure::<Shape>(r#"{"circle":{}}"#);
    assert_eq!(found.0, "/circle");
    let found = failure::<Shape>(r#"{"not":{"sides":[1,"2"]}}"#);
    assert_eq!(found.0, "/not/sides/1");
}

#[test]
fn a_key_that_comes_twice_is_an_error() {
    assert!(decode::<Shape>(r#"{"sides":[1],"sides":[2]}"#).is_err());
}
