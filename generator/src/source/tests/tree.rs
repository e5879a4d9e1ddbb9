//! Keys, pointers, spans, lexemes: the same for both notations.

use super::{at, clean, codes, dump, messages, read, source};
use crate::diagnostics::{Code, Place};
use crate::source::{Kind, LineColumn, percent_decode};
use std::mem::size_of;

const YAML: &str = "\
openapi: 3.1.0 # as a string
paths:
  /a/{b~c}:
    get: {x: [1, {y: \"two\\u0020\"}]}
  '':
    text: |
      one
      two
    last: null
";

const JSON: &str = r#"{
  "openapi": "3.1.0",
  "paths": {
    "/a/{b~c}": { "get": { "x": [1, { "y": "two " }] } },
    "": { "text": "one\ntwo\n", "last": null }
  }
}"#;

#[test]
fn nodes_and_entries_are_small() {
    assert_eq!(size_of::<crate::source::Node>(), 28);
    assert_eq!(size_of::<crate::source::Entry>(), 24);
}

#[test]
fn both_notations_make_one_tree() {
    assert_eq!(dump(&clean(YAML)), dump(&clean(JSON)));
}

#[test]
fn every_node_is_found_by_its_own_pointer() {
    for text in [YAML, JSON] {
        let sources = clean(text);
        let mut open = vec![sources.root()];
        while let Some(node) = open.pop() {
            let pointer = sources.pointer(node);
            assert_eq!(at(&sources, &pointer[1..]), node);
            open.extend(sources.entries(node).map(|(_, value)| value));
            open.extend(sources.items(node));
        }
    }
}

#[test]
fn pointers_escape_and_resolve() {
    let sources = clean(YAML);
    let y = at(&sources, "/paths/~1a~1{b~0c}/get/x/1/y");
    assert_eq!(sources.pointer(y), "#/paths/~1a~1{b~0c}/get/x/1/y");
    assert_eq!(sources.kind(y), Kind::String("two "));
    assert_eq!(sources.pointer(sources.root()), "#");
    assert_eq!(sources.key_of(at(&sources, "/paths/")), Some(""));
    for nothing in
        ["paths", "/none", "/paths/~1a~1{b~0c}/get/x/01", "/openapi/0", "/paths//x"]
    {
        assert_eq!(sources.resolve_pointer(sources.root(), nothing), None, "{nothing}");
    }
}

#[test]
fn percent_encoding_is_decoded_leniently() {
    assert_eq!(percent_decode("/a%7Bb%7d%").as_deref(), Some("/a{b}%"));
    assert_eq!(percent_decode("100%zz").as_deref(), Some("100%zz"));
    assert_eq!(percent_decode("%C3%A9").as_deref(), Some("é"));
    assert_eq!(percent_decode("%ff"), None);
}

#[test]
fn spans_cover_values_and_keys() {
    let sources = clean(YAML);
    let cases = [
        ("/openapi", "3.1.0"),
        ("/paths/~1a~1{b~0c}/get", "{x: [1, {y: \"two\\u0020\"}]}"),
        ("/paths/~1a~1{b~0c}/get/x/0", "1"),
        ("/paths/~1a~1{b~0c}/get/x/1/y", "\"two\\u0020\""),
        ("/paths//last", "null"),
    ];
    for (pointer, text) in cases {
        assert_eq!(source(&sources, at(&sources, pointer)), text);
    }
    assert!(source(&sources, at(&sources, "/paths")).starts_with("/a/{b~c}:\n"));
    assert!(source(&sources, at(&sources, "/paths")).ends_with("last: null"));
    assert!(source(&sources, at(&sources, "/paths//text")).ends_with("two"));
    let (_, key) = sources.key_span(at(&sources, "/paths/")).unwrap();
    assert_eq!(&YAML[key.start as usize..key.end as usize], "''");
    assert_eq!(sources.key_span(sources.root()), None);

    let sources = clean(JSON);
    let get = at(&sources, "/paths/~1a~1{b~0c}/get");
    assert_eq!(source(&sources, get), "{ \"x\": [1, { \"y\": \"two \" }] }");
    let (_, key) = sources.key_span(get).unwrap();
    assert_eq!(&JSON[key.start as usize..key.end as usize], "\"get\"");
}

#[test]
fn lines_and_columns_count_characters_from_one() {
    let sources = clean("a: 1\r\n\"öä\": ü2\n");
    let node = at(&sources, "/öä");
    let (file, span) = sources.span(node);
    assert_eq!(sources.line_column(file, span.start), LineColumn { line: 2, column: 7 });
    assert_eq!(sources.line_column(file, u32::MAX).line, 3);
    assert_eq!(&sources.text(file)[sources.line_range(file, 1, 1)], "a: 1\r");
    assert_eq!(sources.resolve_place(&Place::Node(node)), Some((file, span)));
}

#[test]
fn keys_keep_their_order() {
    for text in ["{\"z\": 1, \"a\": 2, \"m\": 3}", "z: 1\na: 2\nm: 3\n"] {
        let sources = clean(text);
        let keys: Vec<_> = sources.entries(sources.root()).map(|(key, _)| key).collect();
        assert_eq!(keys, ["z", "a", "m"]);
        assert_eq!(sources.entries(sources.root()).len(), 3);
    }
}

#[test]
fn big_mappings_keep_their_order_and_find_every_key() {
    let key = |i: u32| format!("k{}", i.wrapping_mul(2_654_435_761) % 10_007);
    let lines: Vec<_> = (0..1_000).map(|i| format!("{}: {i}\n", key(i))).collect();
    let text = lines.concat();
    let sources = clean(&text);
    let root = sources.root();
    for (i, (name, value)) in (0..).zip(sources.entries(root)) {
        assert_eq!(name, key(i));
        assert_eq!(sources.get(root, name), Some(value));
    }
    assert_eq!(sources.get(root, "k"), None);
    assert_eq!(sources.get(root, "zz"), None);
}

#[test]
fn numbers_keep_their_lexemes() {
    let text =
        "[08, 1.10, 123456789012345678901234567890, 0x1F, 1e400, -0, +1, .5, .inf]";
    let sources = clean(text);
    let lexemes: Vec<_> =
        sources.items(sources.root()).map(|n| sources.kind(n)).collect();
    let written = text[1..text.len() - 1].split(", ").map(Kind::Number);
    assert_eq!(lexemes, written.collect::<Vec<_>>());
    assert_eq!(
        sources.to_json(sources.root()).unwrap().to_string(),
        "[8,1.1,1.2345678901234568e+29,31,null,-0.0,1,0.5,null]"
    );
}

#[test]
fn repeated_keys_are_reported_at_both_places_and_the_first_is_kept() {
    for many in [0, 40] {
        let more = (0..many).map(|i| format!("k{i}: 0\n")).collect::<Vec<_>>().concat();
        let (sources, diagnostics) =
            read(&format!("b: 1\na: 2\n{more}a: {{x: 3}}\nc: 4\na: 5\n"));
        assert_eq!(codes(&diagnostics), [Code::DuplicateKey, Code::DuplicateKey]);
        let finding = diagnostics.iter().next().unwrap();
        assert_eq!(finding.message, "the key `a` is already in this mapping");
        let place = |place: &Place| {
            let (file, span) = sources.resolve_place(place).unwrap();
            sources.line_column(file, span.start).line
        };
        assert_eq!(place(&finding.place), many + 3);
        assert_eq!(place(&finding.related[0].0), 2);
        assert_eq!(sources.kind(at(&sources, "/a")), Kind::Number("2"));
        assert_eq!(sources.kind(at(&sources, "/c")), Kind::Number("4"));
        let keys: Vec<_> = sources.entries(sources.root()).map(|(key, _)| key).collect();
        assert_eq!(keys.len(), many + 3);
        assert_eq!([keys[0], keys[1], keys[many + 2]], ["b", "a", "c"]);
        let Place::Key(again) = finding.place else { panic!() };
        assert_eq!(sources.pointer(again), "#/a");
    }
}

#[test]
fn a_flood_of_findings_is_counted() {
    let text = "a: 1\n".repeat(2_000);
    let (_, diagnostics) = read(&text);
    assert_eq!(diagnostics.iter().count(), 501);
    assert_eq!(messages(&diagnostics)[500], "1499 further findings in this file");
}

#[test]
fn copies_are_bounded() {
    let sources = clean(&format!("[{}]", "1,".repeat(100_001)));
    assert_eq!(sources.to_json(sources.root()), None);
}
