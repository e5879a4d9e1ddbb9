#![allow(dead_code, reason = "not every accessor is called")]

use std::collections::BTreeMap;

use super::{decode, same};
use crate::runtime::{Value, fields, integer_enum, string_enum, variants};

string_enum! {
    enum Mode { Auto = "auto", Off = "off", }
}

string_enum! {
    enum Level { Low = "low", High = "high", }
}

integer_enum! {
    enum Step { One = 1, Two = 2, }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Setting by probe {
        Mode(Mode) as_mode from: string,
        Level(Level) as_level from: string,
        Step(Step) as_step from: integer,
        Number(f64) as_number from: integer | number,
    }
}

#[test]
fn a_listed_value_is_of_its_list() {
    assert!(matches!(decode(r#""low""#), Ok(Setting::Level(Level::Low))));
    assert!(matches!(decode(r#""off""#), Ok(Setting::Mode(Mode::Off))));
    assert!(matches!(decode(r#""new""#), Ok(Setting::Mode(Mode::Unknown(_)))));
    assert!(matches!(decode("2"), Ok(Setting::Step(Step::Two))));
    assert!(matches!(decode("2.0"), Ok(Setting::Step(Step::Two))));
    assert!(matches!(decode("3"), Ok(Setting::Number(_))));
    for json in [r#""low""#, r#""new""#, "2", "2.5"] {
        same::<Setting>(json);
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Shape by probe {
        Circle((String, f64)) as_circle from: array where "0" = "circle",
        Rect((String, f64, f64)) as_rect from: array where "0" = "rect",
        Triple((f64, f64, f64)) as_triple from: array,
        Pair((f64, f64)) as_pair from: array,
        Texts(Vec<String>) as_texts from: array,
    }
}

#[test]
fn length_and_constants_tell_arrays_apart() {
    assert!(matches!(decode(r#"["rect",1,2]"#), Ok(Shape::Rect(_))));
    assert!(matches!(decode(r#"["circle",1]"#), Ok(Shape::Circle(_))));
    assert!(matches!(decode("[1,2]"), Ok(Shape::Pair(_))));
    assert!(matches!(decode("[1,2,3]"), Ok(Shape::Triple(_))));
    assert!(matches!(decode(r#"["rect","circle"]"#), Ok(Shape::Texts(_))));
    for json in [r#"["line",1]"#, "[1,2,3,4]", "[1]", r#"["rect",1,2,3]"#] {
        same::<Shape>(json);
        assert!(matches!(decode(json), Ok(Shape::Unknown(_))), "{json}");
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: i64,
}
fields! { Item { id, } }

#[derive(Clone, Debug, PartialEq)]
struct Rest {
    note: Option<String>,
}
fields! { Rest { note, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Found by probe {
        Item(Item) as_item from: object("id"),
        Rest(Rest) as_rest from: object,
        Text(String) as_text from: string,
    }
}

#[test]
fn an_object_without_a_known_key_is_no_variant() {
    assert!(matches!(decode("{}"), Ok(Found::Rest(_))));
    assert!(matches!(decode(r#"{"a":1,"note":"n"}"#), Ok(Found::Rest(_))));
    assert!(matches!(decode(r#"{"note":"n","id":1}"#), Ok(Found::Unknown(_))));
    for json in [r#"{"a":{"note":1},"b":[2]}"#, r#"{"a":null}"#] {
        same::<Found>(json);
        assert!(matches!(decode(json), Ok(Found::Unknown(_))), "{json}");
        assert!(matches!(serde_json::from_str(json), Ok(Found::Unknown(_))), "{json}");
    }
    assert!(matches!(serde_json::from_str(r#"{"a":1,"note":"n"}"#), Ok(Found::Rest(_))));
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Tagged by tag "id" {
        Item(Item) as_item from: "1",
        Rest(Rest) as_rest from: "true" | "x",
    }
}

#[test]
fn a_tag_is_compared_as_text() {
    assert_eq!(decode::<Tagged>(r#"{"id":1}"#).unwrap(), Tagged::Item(Item { id: 1 }));
    assert!(matches!(decode(r#"{"note":"n","id":true}"#), Ok(Tagged::Rest(_))));
    assert!(matches!(serde_json::from_str(r#"{"id":true}"#), Ok(Tagged::Rest(_))));
    for json in [r#"{"id":2}"#, r#"{"id":null}"#, r#"{"id":[1]}"#, r#"{"id":false}"#] {
        same::<Tagged>(json);
        assert!(matches!(decode(json), Ok(Tagged::Unknown(_))), "{json}");
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Wide {
    next: Option<Box<Chain>>,
    a: Option<i64>,
}
fields! { Wide { next, a, } }

#[derive(Clone, Debug, PartialEq)]
struct Other {
    next: Option<Box<Chain>>,
    b: Option<i64>,
}
fields! { Other { next, b, } }

#[derive(Clone, Debug, PartialEq)]
struct Keeping {
    k: Option<bool>,
    extra: BTreeMap<String, Value>,
}
fields! { Keeping { k, ..extra, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Chain by probe {
        Wide(Wide) as_wide from: object,
        Other(Other) as_other from: object,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Kept by probe {
        Wide(Wide) as_wide from: object,
        Keeping(Keeping) as_keeping from: object,
        Other(Other) as_other from: object,
    }
}

#[test]
fn what_knows_less_does_not_stand_in_for_what_cannot_be_read() {
    same::<Chain>(r#"{"a":"x","next":{}}"#);
    for json in [r#"{"a":"x","next":{}}"#, r#"{"next":{},"a":"x"}"#, r#"{"a":[1]}"#] {
        let Ok(Chain::Unknown(whole)) = decode(json) else { panic!("{json}") };
        assert_eq!(whole, serde_json::from_str::<Value>(json).unwrap());
        assert!(matches!(serde_json::from_str(json), Ok(Chain::Unknown(_))));
    }
    // Within a variant, too.
    let inner = decode::<Chain>(r#"{"next":{"next":null,"b":"x"},"a":1}"#).unwrap();
    let Chain::Wide(Wide { next: Some(next), a: Some(1) }) = inner else {
        panic!("{inner:?}")
    };
    assert!(matches!(*next, Chain::Unknown(_)));
}

#[test]
fn variants_that_know_as_much_stand_in() {
    assert!(matches!(decode(r#"{"next":{},"z":1}"#), Ok(Chain::Wide(_))));
    // What keeps other keys knows all of them.
    assert!(matches!(decode(r#"{"a":"x","next":{}}"#), Ok(Kept::Keeping(_))));
    let json = r#"{"a":"x","k":1}"#;
    same::<Kept>(json);
    assert!(matches!(decode(json), Ok(Kept::Unknown(_))));
}
