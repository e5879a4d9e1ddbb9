//! JSON: what is it, what is not, what is YAML after all.

use super::{at, clean, codes, is_string, json, messages, read};
use crate::diagnostics::{Code, Diagnostics, Place};
use crate::source::{Budgets, Kind, from_text};
use serde_json::json;

#[test]
fn escapes_are_decoded() {
    let sources =
        clean(r#"{"a\n\u00e9\ud83d\ude00": "\"\\\/\b\f\n\r\t", "plain": "€"}"#);
    assert_eq!(sources.key_of(at(&sources, "/a\né😀")), Some("a\né😀"));
    assert!(is_string(&sources, "/a\né😀", "\"\\/\u{8}\u{c}\n\r\t"));
    assert!(is_string(&sources, "/plain", "€"));
}

#[test]
fn half_a_surrogate_pair_is_an_error_and_read_on() {
    for half in [r"\ud83d", r"\ude00", r"\ud83dx", r"\ud83d\n", r"\ud83d\u0041"] {
        let (sources, diagnostics) = read(&format!("{{\"a\": \"{half}\", \"b\": 1}}"));
        assert_eq!(codes(&diagnostics), [Code::Syntax], "{half}");
        assert_eq!(sources.kind(at(&sources, "/b")), Kind::Number("1"));
        let Kind::String(text) = sources.kind(at(&sources, "/a")) else { panic!() };
        assert!(text.starts_with('\u{FFFD}'));
    }
    let (sources, _) = read(r#"["\ud83d\ud83d\ude00"]"#);
    assert!(is_string(&sources, "/0", "\u{FFFD}😀"));
}

#[test]
fn what_is_not_json_but_yaml_is_read_as_yaml() {
    assert_eq!(
        json("{openapi: 3.1.0, # so far\n 'a': [b,],}"),
        json!({"openapi": "3.1.0", "a": ["b"]})
    );
    assert_eq!(json("{\"a\": 1,}"), json!({"a": 1}));
}

#[test]
fn the_error_of_the_reader_that_got_further_is_shown() {
    for (text, at, message) in [
        ("{\"a\": 1, // no\n \"b\": 2}", 9, "JSON has no comments"),
        ("{\"a\": tru}}", 0, ""),
        ("{\"a\": [1, 2}", 0, ""),
        ("{\"a\": \"b", 0, ""),
        ("{\"a\"", 4, "the file ends where `:` belongs"),
        ("", 0, ""),
    ] {
        let (sources, diagnostics) = read(text);
        assert!(sources.is_broken(), "{text}");
        assert_eq!(sources.kind(sources.root()), Kind::Null);
        assert_eq!(diagnostics.iter().count(), 1);
        if !message.is_empty() {
            assert_eq!(messages(&diagnostics), [message]);
            let found = diagnostics.iter().next().unwrap();
            assert!(
                matches!(found.place, Place::Span { start, .. } if start == at),
                "{found:?}"
            );
        }
    }
}

#[test]
fn scalars_and_blanks_around_are_read() {
    assert_eq!(json(" \r\n\t{ } \n"), json!({}));
    assert_eq!(json("[\n]"), json!([]));
    assert_eq!(json("\"x\""), json!("x"));
    assert_eq!(
        json("[-1.5e+3, true, false, null]"),
        json!([-1500.0, true, false, null])
    );
}

#[test]
fn json_that_is_none_is_warned_of_where_the_name_says_json() {
    let mut diagnostics = Diagnostics::new();
    let budgets = Budgets::default();
    let sources =
        from_text("a.json", "{\"a\": 1,}", &budgets, &mut diagnostics).unwrap();
    assert!(!sources.is_broken());
    assert_eq!(messages(&diagnostics), ["JSON has no comma after the last value"]);
    assert!(!diagnostics.has_errors());
}
