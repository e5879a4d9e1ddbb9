use std::collections::BTreeMap;

use super::{decode, failure};
use crate::runtime::{Slot, read_json};

#[test]
fn broken_syntax_is_said_without_values() {
    for (json, expected) in [
        ("", "valid JSON (EOF while parsing a value)"),
        ("[1", "valid JSON (EOF while parsing a list)"),
        ("[1]x", "valid JSON (trailing characters)"),
        ("SECRET", "valid JSON (expected value)"),
        ("[1,]", "valid JSON (trailing comma)"),
    ] {
        assert_eq!(failure::<Vec<i64>>(json).1, expected, "{json}");
    }
    assert_eq!(
        failure::<String>("\"\\ud800\"").1,
        "valid JSON (unexpected end of hex escape)"
    );
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
        "expected an integer of 64 bits, found a string at `/a~1b~0c/` (line 1, column 21)"
    );
}

#[test]
fn the_kind_that_was_found_is_named() {
    for (json, found) in [
        ("null", "null"),
        ("\"SECRET\"", "a string"),
        ("1", "an integer"),
        ("1.5", "a number"),
        ("[]", "an array"),
        ("{}", "an object"),
    ] {
        assert_eq!(decode::<bool>(json).unwrap_err().found(), Some(found));
    }
}
