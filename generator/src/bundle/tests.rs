//! A bundle of one file is that file, in both notations.

use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, Kind, MemoryLoader, Sources, from_text, load};
use proptest::prelude::*;

fn yaml(sources: &Sources) -> String {
    super::yaml(sources).expect("a thread")
}

fn json(sources: &Sources) -> String {
    super::json(sources).expect("a thread")
}

fn read(name: &str, text: &str) -> Sources {
    let mut found = Diagnostics::new();
    let sources = from_text(name, text, &Budgets::default(), &mut found);
    let found: Vec<_> = found.iter().map(|found| &found.message).collect();
    assert!(found.is_empty(), "{found:?}\n{text}");
    sources.expect("it is read")
}

/// A bundle has the values of its document, also for a reader of YAML 1.1 habits.
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

#[test]
fn numbers_beyond_all_doubles_are_not_null() {
    let sources = read("a.yaml", "[1e400, .inf, -.inf, 1]\n");
    assert_eq!(json(&sources), "[\n  1e400,\n  1e400,\n  -1e400,\n  1\n]\n");
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

/// The bundle of several files, the root first.
fn bundled(files: &[(&str, &str)]) -> String {
    let all = |loader: MemoryLoader, (name, text): &(&str, &str)| {
        loader.with(*name, text.as_bytes())
    };
    let mut loader = files.iter().fold(MemoryLoader::new(), all);
    let mut found = Diagnostics::new();
    let sources = load(&mut loader, "openapi.yaml", &Budgets::default(), &mut found);
    let text = yaml(&sources.expect("it is read"));
    // Nothing stands there twice.
    read("bundle.yaml", &text);
    text
}

#[test]
fn lists_of_other_files_stay_lists() {
    let text = bundled(&[
        (
            "openapi.yaml",
            "servers: {$ref: lists.yaml#/servers}\nsecurity: {$ref: lists.yaml#/none}\n\
             paths: {/a: {parameters: {$ref: p.yaml}}}\n",
        ),
        ("lists.yaml", "servers: [{url: /v1}]\nnone: []\n"),
        ("p.yaml", "- {$ref: q.yaml}\n"),
        ("q.yaml", "{name: q, in: query}\n"),
    ]);
    let wanted = "servers:\n  - url: /v1\nsecurity: []\npaths:\n  /a:\n    parameters:\n      \
                  - $ref: \"#/components/parameters/q\"\ncomponents:\n  parameters:\n    q:\n      \
                  name: q\n      in: query\n";
    assert_eq!(text, wanted);
}

#[test]
fn components_that_are_empty_get_what_is_new() {
    for components in ["", "components:\n", "components:\n  schemas:\n"] {
        let root = format!("items: {{$ref: x.yaml}}\n{components}");
        let text = bundled(&[("openapi.yaml", &root), ("x.yaml", "type: string\n")]);
        let wanted = "items:\n  $ref: \"#/components/schemas/x\"\n\
                      components:\n  schemas:\n    x:\n      type: string\n";
        assert_eq!(text, wanted);
    }
}

#[test]
fn a_section_that_refers_to_the_root_keeps_its_names() {
    let text = bundled(&[
        (
            "openapi.yaml",
            "items: {$ref: x.yaml#/Pet}\nx-all: {Pet: {type: string}}\n\
             components: {schemas: {$ref: '#/x-all'}}\n",
        ),
        ("x.yaml", "Pet: {type: integer}\n"),
    ]);
    assert!(text.contains("items:\n  $ref: \"#/components/schemas/Pet_2\""), "{text}");
    assert!(text.contains("    Pet_2:\n      type: integer"), "{text}");
}

#[test]
fn what_is_written_inside_itself_ends() {
    let text = bundled(&[
        (
            "openapi.yaml",
            "paths: {/a: {$ref: a.yaml}, /b: {$ref: b.yaml}, /c: {$ref: a.yaml}}",
        ),
        ("a.yaml", "get: {more: {$ref: b.yaml}}"),
        ("b.yaml", "get: {more: {$ref: a.yaml}}"),
    ]);
    assert!(text.contains("$ref: \"#/components/"), "{text}");
}

#[test]
fn markdown_is_text_and_files_of_examples_are_found_from_the_root() {
    let text = bundled(&[
        (
            "openapi.yaml",
            "info: {description: {$ref: docs/intro.md}}\n\
             components: {examples: {A: {$ref: more/examples.yaml#/A}, B: {externalValue: b.json}}}\n",
        ),
        ("docs/intro.md", "# Hello\n\nThis: is `text`: [\n"),
        (
            "more/examples.yaml",
            "A: {externalValue: ../big.json, value: {externalValue: c}}\n",
        ),
    ]);
    let wanted = "info:\n  description: |\n    # Hello\n\n    This: is `text`: [\n\
                  components:\n  examples:\n    A:\n      externalValue: big.json\n      value:\n        \
                  externalValue: c\n    B:\n      externalValue: b.json\n";
    assert_eq!(text.replace('"', ""), wanted);
}
