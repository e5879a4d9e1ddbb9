use std::collections::BTreeMap;

use super::{decode, failure};
use crate::runtime::{Slot, Value, read_json};

#[test]
fn broken_syntax_is_said_without_values() {
    for (json, message) in [
        ("", "expected an array, found the end of the text (line 1, column 1)"),
        ("[1", "expected `,` or `]`, found the end of the text (line 1, column 3)"),
        ("[1]x", "expected the end of the text (line 1, column 4)"),
        ("SECRET", "expected an array (line 1, column 1)"),
        ("[1,]", "expected an integer of 64 bits at `/1` (line 1, column 4)"),
        ("[01]", "expected `,` or `]`, found a number (line 1, column 3)"),
        ("[1.]", "expected a digit at `/0` (line 1, column 4)"),
    ] {
        let error = decode::<Vec<i64>>(json).unwrap_err();
        assert_eq!(error.to_string(), message, "{json}");
    }
    for (json, expected) in [
        ("\"\\ud800\"", "a pair of surrogates"),
        ("\"\\ud800\\u0041\"", "a pair of surrogates"),
        ("\"\\u00g0\"", "four hexadecimal digits in an escape"),
        ("\"\\x\"", "a valid escape in a string"),
        ("\"\n\"", "no control character in a string"),
        ("\"SECRET", "the end of a string"),
    ] {
        assert_eq!(failure::<String>(json).1, expected, "{json}");
    }
    assert_eq!(decode::<String>(r#""\ud83d\ude00\/\u00e9""#).unwrap(), "😀/é");
}

#[test]
fn broken_syntax_has_its_place_too() {
    let json = "{\n  \"a\": [1, 2],\n  \"b\": [3, x]\n}";
    let (pointer, _, line, column) = failure::<BTreeMap<String, Vec<i64>>>(json);
    assert_eq!((&*pointer, line, column), ("/b/1", 3, 12));
}

#[test]
fn utf8_is_checked_and_a_byte_order_mark_skipped() {
    let mut text = String::vacant();
    let error = read_json(b"\n\"\xFF\"", text.edit()).unwrap_err();
    assert_eq!(
        (error.expected(), error.line(), error.column()),
        ("text in UTF-8", 2, 2)
    );
    read_json(b"\xEF\xBB\xBF\"a\"", text.edit()).unwrap();
    assert_eq!(text, "a");
}

#[test]
fn pointers_are_escaped() {
    let json = r#"{"a/b~c":{"":"SECRET"}}"#;
    let error = decode::<BTreeMap<String, BTreeMap<String, i64>>>(json).unwrap_err();
    assert_eq!(error.pointer(), "/a~1b~0c/");
    assert_eq!(
        error.to_string(),
        "expected an integer of 64 bits, found a string at `/a~1b~0c/` (line 1, column 14)"
    );
}

#[test]
fn the_kind_that_was_found_is_named() {
    for (json, found) in [
        ("null", "null"),
        ("\"SECRET\"", "a string"),
        ("1", "a number"),
        ("1.5", "a number"),
        ("[]", "an array"),
        ("{}", "an object"),
    ] {
        assert_eq!(decode::<bool>(json).unwrap_err().found(), Some(found));
    }
    for json in ["name", "nullable", "trailing", "fals"] {
        assert_eq!(decode::<i64>(json).unwrap_err().found(), None, "{json}");
    }
    let json = "{name:1}";
    let error = decode::<BTreeMap<String, i64>>(json).unwrap_err();
    assert_eq!(error.to_string(), "expected a key (line 1, column 2)");
}

#[test]
fn what_cannot_be_kept_without_a_type_has_its_place() {
    for (json, message) in [
        ("[1,1e400]", "expected a number in range at `/1` (line 1, column 4)"),
        (
            r#"{"a":["\ud800"]}"#,
            "expected a pair of surrogates at `/a/0` (line 1, column 8)",
        ),
        (r#"{"\ud800":1}"#, "expected a pair of surrogates (line 1, column 3)"),
    ] {
        let error = decode::<Value>(json).unwrap_err();
        assert_eq!(error.to_string(), message, "{json}");
    }
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(decode::<Value>(&nested(127)).is_ok());
    assert_eq!(failure::<Value>(&nested(128)).1, "at most 127 values in one another");
}
