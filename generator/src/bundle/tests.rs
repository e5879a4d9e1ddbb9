//! A bundle of one file is that file, in both notations.

use super::{json, yaml};
use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, Kind, Sources, from_text};
use proptest::prelude::*;

fn read(name: &str, text: &str) -> Sources {
    let mut found = Diagnostics::new();
    let sources = from_text(name, text, &Budgets::default(), &mut found);
    let found: Vec<_> = found.iter().map(|found| &found.message).collect();
    assert!(found.is_empty(), "{found:?}\n{text}");
    sources.expect("it is read")
}

/// The same values, also for a reader of YAML 1.1 habits.
fn check(text: &str) {
    let document = read("openapi.json", text);
    let expected = document.to_json(document.root());
    let (yaml, json) = (yaml(&document), json(&document));
    for (name, text) in [("a.yaml", &yaml), ("a.json", &json)] {
        let again = read(name, text);
        assert_eq!(again.to_json(again.root()), expected, "{text}");
    }
    let other: Result<serde_json::Value, _> = serde_yaml::from_str(&yaml);
    assert_eq!(other.ok(), expected, "{yaml}");
}

#[test]
fn texts_that_look_like_something_else() {
    let texts = [
        "no",
        "Yes",
        "1.10",
        "2020-09-17",
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "#",
        "- a",
        "null",
        "~",
        "0x1F",
        "1e3",
        ".5",
        ".inf",
        "..",
        "{a}",
        "[a]",
        "a\nb\n",
        "a\nb",
        "a\n\nb\n\n",
        " a\nb",
        "a \nb",
        "\t",
        "é",
        "\u{85}x",
        "'a'",
        "\"a\"",
        "a'b",
        "%a",
        "@a",
        "`a`",
        "!a",
        "&a",
        "*a",
        "?",
        "|",
        ">",
        "a\r\nb",
        "key:",
        "=",
        "<<",
        "/pets/{id}",
        "on",
        "12:30:45",
    ];
    for text in texts {
        check(&serde_json::json!({ text: [text] }).to_string());
    }
}

#[test]
fn numbers_keep_their_spelling() {
    let text = "a: [1.10, 08, 123456789012345678901234567890, 1e3, -0.0]\n";
    let sources = read("a.yaml", text);
    assert_eq!(
        yaml(&sources),
        "a:\n  - 1.10\n  - 08\n  - 123456789012345678901234567890\n  - 1e3\n  - -0.0\n"
    );
    let again = json(&sources);
    let again = read("a.json", &again);
    let first = again.resolve_pointer(again.root(), "/a/0").expect("it is there");
    assert_eq!(again.kind(first), Kind::Number("1.10"));
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        "[ -~éäß\\n\u{7f}\u{feff}]{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[a-z$#: -]{1,8}", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn values_survive(value in value()) {
        let value = serde_json::json!({ "value": value });
        check(&value.to_string());
    }
}
