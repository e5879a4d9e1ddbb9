//! Limits of values.
#![allow(dead_code, reason = "unions have more methods than are called")]
#![allow(clippy::items_after_statements, reason = "limits stand before what they limit")]

use std::collections::BTreeMap;

use crate::runtime::{
    Limit, Nullable, Number, Slot, Value, Violations, fields, limits, newtype, validate,
    variants,
};

#[derive(Clone, PartialEq)]
struct Pet {
    name: String,
    weight: Option<f64>,
    tags: Vec<String>,
    owner: Nullable<Box<Owner>>,
    extra: BTreeMap<String, Value>,
}
fields! {
    Pet with Limited: Debug {
        "kind" = "pet",
        name,
        weight,
        tags,
        owner: "the/owner",
        ..extra,
    }
}
limits! {
    Pet: [MaxProperties(5), Values(&[MinLength(2)]), PropertyNames(&[MaxLength(3)])] {
        "name" = [MinLength(3), MaxLength(5), Pattern("^\\w+$")],
        "weight" = [ExclusiveMinimum(Whole(0)), Maximum(Real(99.5))],
        "tags" = [MinItems(1), MaxItems(3), UniqueItems, Items(&[MaxLength(4)])],
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Owner {
    pets: Vec<Pet>,
}
fields! { Owner { pets, } }
limits! { Owner {} }

#[derive(Clone, Debug, PartialEq)]
struct Lists(Vec<Vec<i64>>);
newtype! { Lists }
limits! { Lists: [MaxItems(2), Items(&[MinItems(1), Items(&[Maximum(Whole(9))])])] }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Either by probe {
        Pet(Pet) as_pet from: object,
        Text(String) as_text from: string,
        Number(i64) as_number from: integer,
    }
}
limits! { Either: [MinLength(2), Minimum(Whole(1))] }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Animal by tag "species" {
        Pet(Pet) as_pet from: sent "pet",
    }
}
limits! { Animal: [] }

fn pet() -> Pet {
    Pet {
        name: "Tomás".into(),
        weight: Some(4.2),
        tags: vec!["a".into()],
        owner: Nullable::Absent,
        extra: BTreeMap::new(),
    }
}

fn found(result: Result<(), Violations>) -> Vec<String> {
    match result {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    }
}

/// What limits say of a value.
fn check<T: Slot>(value: &T, limits: &'static [Limit]) -> Vec<String> {
    found(validate(value.view(), limits))
}

#[test]
fn a_value_that_keeps_to_its_limits() {
    let ascii = Pet { name: "Tom".into(), ..pet() };
    assert_eq!(ascii.validate(), Ok(()));
    assert_eq!(Pet { weight: None, ..ascii }.validate(), Ok(()));
}

#[test]
fn every_violation_has_its_place_and_its_limit() {
    let wrong = Pet {
        name: "secret words".into(),
        weight: Some(0.0),
        tags: vec!["a".into(), "longer".into(), "a".into(), "b".into()],
        owner: Nullable::Value(Box::new(Owner { pets: vec![] })),
        extra: [("a/~b".to_owned(), Value::from("x"))].into(),
    };
    let owner = Owner { pets: vec![Pet { name: "Tom".into(), ..pet() }, wrong] };
    let violations = owner.validate().unwrap_err();
    let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "maxLength 5 at /pets/1/name",
            "pattern \"^\\\\w+$\" at /pets/1/name",
            "exclusiveMinimum 0 at /pets/1/weight",
            "maxItems 3 at /pets/1/tags",
            "uniqueItems at /pets/1/tags",
            "maxLength 4 at /pets/1/tags/1",
            "maxLength 3 at /pets/1/a~1~0b",
            "minLength 2 at /pets/1/a~1~0b",
            "maxProperties 5 at /pets/1",
        ]
    );
    let first = violations.iter().next().unwrap();
    assert_eq!(
        (first.pointer(), first.keyword(), &*first.limit()),
        ("/pets/1/name", "maxLength", "5")
    );
    assert!(!format!("{violations} {violations:?}").contains("secret"));
}

#[test]
fn many_violations_are_counted_and_some_are_listed() {
    let lists = Lists(vec![vec![10; 100_000], vec![], vec![]]);
    let violations = lists.validate().unwrap_err();
    assert_eq!((violations.count(), violations.iter().count()), (100_003, 100));
    let text = violations.to_string();
    let begin =
        "the value does not keep to the document: maxItems 2, maximum 9 at /0/0, ";
    assert!(text.starts_with(begin), "{text}");
    assert!(text.ends_with(", and 99903 more"), "{text}");
}

#[test]
fn unions_are_checked_through_the_value_that_is_there() {
    assert_eq!(Either::Text("ab".into()).validate(), Ok(()));
    assert_eq!(found(Either::Text("a".into()).validate()), ["minLength 2"]);
    assert_eq!(found(Either::Number(0).validate()), ["minimum 1"]);
    let short = Pet { name: "T".into(), ..pet() };
    assert_eq!(found(Either::Pet(short.clone()).validate()), ["minLength 3 at /name"]);
    // The property of the union counts among those of what it holds.
    assert_eq!(found(Animal::Pet(short.clone()).validate()), ["minLength 3 at /name"]);
    let full = Pet {
        name: "Tom".into(),
        extra: [("b".to_owned(), Value::Null), ("c".to_owned(), Value::Null)].into(),
        weight: None,
        ..pet()
    };
    assert_eq!(full.validate(), Ok(()));
    assert_eq!(found(Animal::Pet(full).validate()), ["maxProperties 5"]);
}

#[test]
fn lengths_are_those_in_characters() {
    const THREE: &[Limit] = &[Limit::MinLength(3), Limit::MaxLength(3)];
    assert!(check(&"ä€😀".to_owned(), THREE).is_empty());
    assert_eq!(check(&String::new(), THREE), ["minLength 3"]);
    assert_eq!(check(&"abcd".to_owned(), THREE), ["maxLength 3"]);
    // A limit holds of values of its kind.
    assert!(check(&5_i64, THREE).is_empty());
    assert!(check(&Some(true), THREE).is_empty());
}

#[test]
fn bounds_are_compared_without_rounding() {
    const MOST: &[Limit] = &[Limit::Maximum(Number::Whole(9_007_199_254_740_992))];
    assert!(check(&9_007_199_254_740_992_i64, MOST).is_empty());
    assert_eq!(check(&9_007_199_254_740_993_i64, MOST).len(), 1);
    const BELOW: &[Limit] =
        &[Limit::ExclusiveMaximum(Number::Whole(18_446_744_073_709_551_615))];
    assert_eq!(check(&u64::MAX, BELOW), ["exclusiveMaximum 18446744073709551615"]);
    assert!(check(&(u64::MAX - 1), BELOW).is_empty());
    assert!(check(&i64::MIN, BELOW).is_empty());
    const TENTH: &[Limit] =
        &[Limit::Minimum(Number::Real(0.1)), Limit::Maximum(Number::Real(0.1))];
    assert!(check(&0.1_f32, TENTH).is_empty());
    assert!(check(&0.1_f64, TENTH).is_empty());
    assert_eq!(check(&1_i64, TENTH), ["maximum 0.1"]);
    assert_eq!(check(&0_i64, TENTH), ["minimum 0.1"]);
    assert_eq!(check(&-1_i64, TENTH), ["minimum 0.1"]);
    const HUGE: &[Limit] = &[Limit::Maximum(Number::Real(1e300))];
    assert!(check(&u64::MAX, HUGE).is_empty());
    assert_eq!(check(&f64::INFINITY, HUGE), ["maximum 1e300"]);
    // What is no number keeps to no bound.
    assert_eq!(check(&f64::NAN, HUGE), ["maximum 1e300"]);
    let value = serde_json::json!([1.5, 2, u64::MAX]);
    const ITEMS: &[Limit] = &[Limit::Items(&[Limit::Maximum(Number::Real(1.5))])];
    assert_eq!(check(&value, ITEMS), ["maximum 1.5 at /1", "maximum 1.5 at /2"]);
}

#[test]
fn multiples_are_those_of_decimal_numbers() {
    let is_multiple = |value: f64, of: Number| -> bool {
        let limits: &'static [Limit] = Vec::leak(vec![Limit::MultipleOf(of)]);
        check(&value, limits).is_empty()
    };
    for (value, of) in [
        (19.99, 0.01),
        (0.3, 0.1),
        (-4.5, 1.5),
        (0.0, 0.7),
        (1e300, 0.01),
        (1e300, 1e-300),
        (3e-320, 1e-320),
        (7.0, 3.5),
    ] {
        assert!(is_multiple(value, Number::Real(of)), "{value} {of}");
    }
    for (value, of) in [(19.995, 0.01), (1e-300, 1e300), (0.35, 0.1), (1e22, 7.0)] {
        assert!(!is_multiple(value, Number::Real(of)), "{value} {of}");
    }
    assert!(is_multiple(4.0, Number::Whole(2)) && !is_multiple(5.0, Number::Whole(2)));
    assert!(!is_multiple(f64::NAN, Number::Whole(2)));
    const SEVEN: &[Limit] = &[Limit::MultipleOf(Number::Whole(7))];
    assert!(check(&(i64::MAX - 7), SEVEN).is_empty());
    assert_eq!(check(&u64::MAX, SEVEN), ["multipleOf 7"]);
}

#[test]
fn elements_differ_as_json_has_it() {
    const UNIQUE: &[Limit] = &[Limit::UniqueItems];
    let is_unique = |json: &str| {
        let value: Value = serde_json::from_str(json).unwrap();
        check(&value, UNIQUE).is_empty()
    };
    for json in ["[]", r#"[1,"1",true,null,[1],{"a":1},"true"]"#, r#"[{"a":1},{"b":1}]"#]
    {
        assert!(is_unique(json), "{json}");
    }
    for json in [
        "[1,1.0]",
        "[1e3,1000]",
        "[0,-0.0]",
        r#"[{"a":1,"b":2},{"b":2.0,"a":1}]"#,
        "[[1],[1]]",
        "[null,null]",
    ] {
        assert!(!is_unique(json), "{json}");
    }
    assert!(check(&vec![0.1_f64, 0.2], UNIQUE).is_empty());
    let one = Pet { name: "Tom".into(), ..pet() };
    assert_eq!(check(&vec![one.clone(), one.clone()], UNIQUE), ["uniqueItems"]);
    let mut many: Vec<i64> = (0..200_000).collect();
    assert!(check(&many, UNIQUE).is_empty());
    many.push(5);
    assert_eq!(check(&many, UNIQUE), ["uniqueItems"]);
}

#[test]
fn patterns_are_those_of_ecma() {
    let fits = |pattern: &str, text: &str| -> bool {
        let pattern: &'static str = String::leak(pattern.to_owned());
        let limits: &'static [Limit] = Vec::leak(vec![Limit::Pattern(pattern)]);
        check(&text.to_owned(), limits).is_empty()
    };
    for (pattern, text, expected) in [
        ("b", "abc", true),
        ("^b", "abc", false),
        ("^a$", "a\n", false),
        (r"^\d+$", "12", true),
        (r"^\d+$", "١٢", false),
        (r"^[\d-]+$", "1-2", true),
        (r"^[^\w]$", "é", true),
        (r"^\w$", "é", false),
        (r"^[\w.-]+@x\.org$", "a.b-c@x.org", true),
        ("^.$", "😀", true),
        ("^.$", "\u{2028}", false),
        (r"^\/a\/$", "/a/", true),
        (r"^[[a]$", "[", true),
        (r"^[&&a]$", "&", true),
        ("^[^]$", "\n", true),
        (r"^\u00e9$", "é", true),
        (r"^[\w-z]$", "-", true),
        (r"^\s$", "\u{feff}", true),
        (r"^[^\s]$", "\u{2003}", false),
        (r"^\S$", "\u{85}", true),
        (r"^\p{Lu}$", "É", true),
        (r"\bcat\b", "a cat", true),
        ("^(?:a|b){2,3}$", "aba", true),
        ("^(?<year>[0-9]{4})$", "2024", true),
        // What is not understood refuses nothing.
        (r"^(?=a)b$", "x", true),
        (r"^(a)\1$", "x", true),
        ("(", "x", true),
        ("^a{1,99999999}$", "x", true),
    ] {
        assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
    }
    let long = "a".repeat(100_000) + "b";
    assert!(!fits("^(a+)+$", &long));
}

/// Recursion ends where JSON does.
#[test]
fn depth_is_limited() {
    let mut value = Value::from("");
    for _ in 0..200 {
        value = Value::Array(vec![value]);
    }
    assert!(check(&value, &[Limit::MaxItems(5)]).is_empty());
}

#[test]
fn tuples_and_errors() {
    const PLACES: &[Limit] = &[
        Limit::Item(0, &[Limit::MinLength(1)]),
        Limit::Item(5, &[Limit::MinLength(1)]),
    ];
    assert_eq!(check(&(String::new(), 1_i64), PLACES), ["minLength 1 at /0"]);
    let violations = Either::Number(0).validate().unwrap_err();
    let error: crate::runtime::Error = violations.into();
    assert_eq!(
        error.to_string(),
        "the request was not sent: the value does not keep to the document: minimum 1"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.downcast_ref::<Violations>().is_some());
}
