#![allow(dead_code, reason = "not every accessor is called")]

use super::{decode, same};
use crate::runtime::{Value, fields, variants};

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    lives: i64,
}
fields! { Cat { "type" = "cat", lives, } }

#[derive(Clone, Debug, PartialEq)]
struct Other {
    kind: Option<String>,
    note: Option<String>,
}
fields! { Other { kind: "type", note, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Pet by tag "type" else Other {
        Cat(Cat) as_cat from: "cat",
        Other(Other) as_other from: _,
    }
}

fn other(kind: Option<&str>) -> Pet {
    Pet::Other(Other { kind: kind.map(str::to_owned), note: None })
}

#[test]
fn what_means_no_other_variant_is_the_default() {
    for (json, kind) in [(r#"{"type":"wolf"}"#, Some("wolf")), ("{}", None)] {
        assert_eq!(decode::<Pet>(json).unwrap(), other(kind));
        assert_eq!(serde_json::from_str::<Pet>(json).unwrap(), other(kind));
        same::<Pet>(json);
    }
    let cat = Pet::Cat(Cat { lives: 9 });
    assert_eq!(decode::<Pet>(r#"{"lives": 9, "type": "cat"}"#).unwrap(), cat);
}

#[test]
fn what_the_default_cannot_be_is_kept() {
    for json in [r#"{"note":7,"type":"wolf"}"#, "7", "null", "[]"] {
        let kept = Pet::Unknown(serde_json::from_str::<Value>(json).unwrap());
        assert_eq!(decode::<Pet>(json).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Pet>(json).unwrap(), kept);
        same::<Pet>(json);
    }
}

#[test]
fn a_variant_that_its_tag_names_must_be_as_described() {
    assert!(decode::<Pet>(r#"{"type":"cat"}"#).is_err());
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Shape by tag "type" untagged Other {
        Cat(Cat) as_cat from: "cat",
        Other(Other) as_other from: "other",
    }
}

#[test]
fn what_has_no_tag_is_the_variant_without_one() {
    for (json, kind) in [(r#"{"type":"other"}"#, Some("other")), ("{}", None)] {
        let other = Shape::Other(Other { kind: kind.map(str::to_owned), note: None });
        assert_eq!(decode::<Shape>(json).unwrap(), other);
        same::<Shape>(json);
    }
    for json in [r#"{"type":"wolf"}"#, r#"{"note":7}"#, "7", "null", "[]"] {
        let kept = Shape::Unknown(serde_json::from_str::<Value>(json).unwrap());
        assert_eq!(decode::<Shape>(json).unwrap(), kept);
        same::<Shape>(json);
    }
}
