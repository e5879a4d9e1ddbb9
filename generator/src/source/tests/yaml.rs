//! YAML: the core schema, aliases, merge keys, and what has no counterpart in JSON.

use super::{at, clean, codes, dump, is_string, json, messages, read, source};
use crate::diagnostics::{Code, Severity};
use crate::source::Kind;
use serde_json::json;

#[test]
fn plain_scalars_follow_the_core_schema() {
    assert_eq!(
        json("[~, null, Null, NULL, '', true, True, FALSE, 1, 0o17, 0x1f, 1e3, -1.5]"),
        json!([null, null, null, null, "", true, true, false, 1, 15, 31, 1000.0, -1.5])
    );
    for string in [
        "yes",
        "no",
        "on",
        "y",
        "2020-09-17",
        "1_000",
        "0b1",
        "1e",
        ".",
        "+",
        "1.2.3",
        "nULL",
        "0x",
        "12:30:45",
        "e3",
    ] {
        assert_eq!(clean(string).kind(clean(string).root()), Kind::String(string));
    }
}

#[test]
fn what_is_left_out_is_null() {
    assert_eq!(
        json("a:\nb:\n-\n".replace("-\n", "").as_str()),
        json!({"a": null, "b": null})
    );
    assert_eq!(json("-\n- \n- x\n"), json!([null, null, "x"]));
    assert_eq!(json("{a, b: , ? c}"), json!({"a": null, "b": null, "c": null}));
}

#[test]
fn quotes_and_tags_make_strings() {
    let sources = clean("[\"1\", '1', !!str 1, !!str, ! 1, !!int \"1\"]");
    let kinds: Vec<_> = sources.items(sources.root()).map(|n| sources.kind(n)).collect();
    let one = Kind::String("1");
    assert_eq!(kinds, [one, one, one, Kind::String(""), one, Kind::Number("1")]);
}

#[test]
fn other_tags_are_warned_of() {
    let (sources, diagnostics) = read("a: !Ref 5\nb: !map {c: 1}\n");
    assert_eq!(codes(&diagnostics), [Code::NotJsonLike, Code::NotJsonLike]);
    assert_eq!(diagnostics.count(Severity::Error), 0);
    assert_eq!(sources.to_json(sources.root()), Some(json!({"a": 5, "b": {"c": 1}})));
}

#[test]
fn keys_are_strings_as_written() {
    let sources = clean("200: a\n1.10: b\ntrue: c\n~: d\n0x1F: e\n'': f\n? g\n: h\n");
    let keys: Vec<_> = sources.entries(sources.root()).map(|(key, _)| key).collect();
    assert_eq!(keys, ["200", "1.10", "true", "~", "0x1F", "", "g"]);
}

#[test]
fn keys_that_are_no_scalars_are_refused() {
    let (sources, diagnostics) =
        read("a: 1\n{b: c}: 2\n? [d]\n: {e: 3}\nf: 4\n{{g}}: 5\n");
    assert_eq!(codes(&diagnostics), [Code::NotJsonLike; 4]);
    assert_eq!(sources.to_json(sources.root()), Some(json!({"a": 1, "f": 4})));
}

#[test]
fn aliases_share_what_they_name() {
    let text = "a: &x {k: [1, 2]}\nb: *x\nc: &y text\n*y : *y\nd: &z 5\ne: *z\n";
    assert_eq!(
        json(text),
        json!({"a": {"k": [1, 2]}, "b": {"k": [1, 2]}, "c": "text", "text": "text", "d": 5, "e": 5})
    );
    let sources = clean(text);
    let [a, b] = ["/a", "/b"].map(|pointer| at(&sources, pointer));
    assert_ne!(a, b);
    assert_eq!(sources.get(a, "k"), sources.get(b, "k"));
    assert_eq!(source(&sources, b), "*x");
    assert_eq!(sources.pointer(b), "#/b");
    assert_eq!(sources.pointer(at(&sources, "/b/k/1")), "#/a/k/1");
}

#[test]
fn anchored_keys_can_be_named() {
    assert_eq!(json("&k name: 1\nv: *k\n"), json!({"name": 1, "v": "name"}));
    assert_eq!(json("&n 5: 1\nv: *n\n"), json!({"5": 1, "v": "5"}));
}

#[test]
fn aliases_without_a_target_are_null() {
    let (sources, diagnostics) = read("a: *none\nb: &b\n  c: *b\n*none2 : 1\nd: 2\n");
    assert_eq!(codes(&diagnostics), [Code::NotJsonLike; 3]);
    assert_eq!(messages(&diagnostics)[1], "the alias `*b` stands inside what it names");
    let value = sources.to_json(sources.root()).unwrap();
    assert_eq!(value, json!({"a": null, "b": {"c": null}, "d": 2}));
}

#[test]
fn merge_keys_bring_what_is_not_there() {
    let text = "base: &a {x: 1, y: 2}\nmore: &b {y: 3, z: 4}\n\
        one:\n  y: 9\n  <<: *a\n  w: 0\nboth:\n  <<: [*a, *b]\ninline: {<<: {q: 1}}\n";
    let value = json(text);
    assert_eq!(value["one"], json!({"y": 9, "x": 1, "w": 0}));
    assert_eq!(value["both"], json!({"x": 1, "y": 2, "z": 4}));
    assert_eq!(value["inline"], json!({"q": 1}));
    let sources = clean(text);
    let keys: Vec<_> =
        sources.entries(at(&sources, "/one")).map(|(key, _)| key).collect();
    assert_eq!(keys, ["y", "x", "w"]);
    assert_eq!(sources.pointer(at(&sources, "/both/z")), "#/both/z");
}

#[test]
fn merge_keys_that_are_none_stay_keys() {
    assert_eq!(json("'<<': {a: 1}\n"), json!({"<<": {"a": 1}}));
    assert_eq!(json("<<: text\n"), json!({"<<": "text"}));
    assert_eq!(json("{\"<<\": {\"a\": 1}}"), json!({"<<": {"a": 1}}));
}

#[test]
fn a_byte_order_mark_is_stripped() {
    for text in ["a: [1]\n", "{\"a\": [1]}"] {
        assert_eq!(dump(&clean(&format!("\u{FEFF}{text}"))), dump(&clean(text)));
    }
}

#[test]
fn line_ends_do_not_matter() {
    let text =
        "a: |\n  one\n  two\nb: >-\n  three\n  four\nc: \"five\n  six\"\nd: [1,\n 2]\n";
    assert_eq!(dump(&clean(&text.replace('\n', "\r\n"))), dump(&clean(text)));
    assert!(is_string(&clean(text), "/b", "three four"));
}

#[test]
fn tabs_are_blanks_but_no_indentation() {
    assert_eq!(
        json("a:\t1\nb:\t[1,\t2]\t# x\nc: |\n  x\ty\n"),
        json!({"a": 1, "b": [1, 2], "c": "x\ty\n"})
    );
    let (sources, diagnostics) = read("a:\n\tb: 1\n");
    assert!(sources.is_broken());
    assert_eq!(codes(&diagnostics), [Code::Syntax]);
}

#[test]
fn a_second_document_is_an_error() {
    let (sources, diagnostics) = read("---\na: 1\n---\nb: 2\n");
    assert_eq!(codes(&diagnostics), [Code::Syntax]);
    assert_eq!(sources.to_json(sources.root()), Some(json!({"a": 1})));
    assert_eq!(json("---\na: 1\n...\n"), json!({"a": 1}));
    assert_eq!(json("a: 1\n---\n"), json!({"a": 1}));
}

#[test]
fn empty_files_are_said_to_be_empty() {
    for text in ["", "\n\n", "# only a comment\n", "\u{FEFF}"] {
        let (sources, diagnostics) = read(text);
        assert_eq!(codes(&diagnostics), [Code::Empty], "{text:?}");
        assert!(sources.is_broken());
    }
}

#[test]
fn a_nul_character_does_not_end_the_file() {
    let (sources, diagnostics) = read("a: 1\0\nb: 2\n");
    assert!(sources.is_broken());
    assert_eq!(codes(&diagnostics), [Code::Syntax]);
}

#[test]
fn tags_of_merge_keys_and_dates_are_no_news() {
    let text = "a: &a {x: 1}\nb:\n  !!merge <<: *a\n  y: !!timestamp 2020-01-01\n";
    assert_eq!(json(text)["b"], json!({"x": 1, "y": "2020-01-01"}));
}

/// What is wrong is looked for around a place, which can be behind a carriage return.
#[test]
fn mistakes_are_explained_wherever_they_are() {
    for text in [
        "%YAML 1.2\n\r",
        "%\r",
        "@\r\n",
        "a: b: \r\n",
        "a: \tb: \n",
        "'\r",
        "a: '\r\n",
        "- [\r",
        "{\r",
        "{\"a\": 1 /* \r",
    ] {
        let (_, diagnostics) = read(text);
        assert!(!messages(&diagnostics).is_empty(), "{text:?}");
    }
}
