//! Styles of parameters: the examples of RFC 6570, and whether what was written can be read
//! back by somebody who knows only the rules.

use proptest::prelude::*;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::runtime::requests::params::{header_value, path_value};
use crate::runtime::requests::url::{changes_path, expand};
use crate::runtime::{Pairs, Param, Slot, Style};

fn path(style: Style, explode: bool, name: &'static str, value: &Value) -> String {
    path_value(&Param::path(name).style(style).explode(explode), value.view()).unwrap()
}

fn query(param: Param, value: &Value) -> String {
    let mut pairs = Pairs::default();
    pairs.push_styled(&param, value.view()).unwrap();
    pairs.text
}

/// What separates values is encoded as it is within one.
#[test]
fn values_with_a_delimiter_are_refused() {
    for (style, text) in [(Style::SpaceDelimited, "a b"), (Style::PipeDelimited, "a|b")]
    {
        let (param, value) = (Param::query("n").style(style), json!([text, "c"]));
        let error = Pairs::default().push_styled(&param, value.view()).unwrap_err();
        assert!(error.to_string().contains("`n`"), "{error}");
    }
}

/// A dot is encoded in no URL, and in an exploded label it separates values.
#[test]
fn dots_in_exploded_labels_are_refused() {
    let label = Param::path("n").style(Style::Label);
    let values =
        [json!(["a.b", "z"]), json!([".."]), json!({ "k": "." }), json!({ ".": 1 })];
    for value in &values {
        let error = path_value(&label.explode(true), value.view()).unwrap_err();
        assert!(
            error.to_string().contains("a value of `n` has the character"),
            "{error}"
        );
        assert!(path_value(&label.explode(false), value.view()).is_ok());
    }
    assert_eq!(path(Style::Label, true, "n", &json!("a.b")), ".a.b");
}

/// Keys go into brackets, so what holds one would be another key.
#[test]
fn keys_that_leave_their_brackets_are_refused() {
    let param = Param::query("n").style(Style::DeepObject);
    for key in ["a][b", "a[0]", "]", ""] {
        for value in [json!({ key: 1 }), json!({ "k": [{ key: 1 }] })] {
            let error = Pairs::default().push_styled(&param, value.view()).unwrap_err();
            assert!(error.to_string().contains("a key of `n`"), "{error}");
        }
    }
}

/// RFC 6570, section 3.2; the keys of an object come in alphabetical order.
#[test]
fn examples_of_rfc_6570() {
    let keys = json!({ "semi": ";", "dot": ".", "comma": "," });
    // Its dot could not be told from those between values.
    let undotted = json!({ "semi": ";", "comma": "," });
    let list = json!(["red", "green", "blue"]);
    let values = json!({
        "var": "value", "hello": "Hello World!", "half": "50%", "who": "fred",
        "v": "6", "empty": "", "list": list, "keys": keys,
        "undotted": undotted,
    });
    let rows = [
        // {var} {hello} {half} {list} {list*} {keys} {keys*}
        (Style::Simple, false, "var", "value"),
        (Style::Simple, false, "hello", "Hello%20World%21"),
        (Style::Simple, false, "half", "50%25"),
        (Style::Simple, false, "list", "red,green,blue"),
        (Style::Simple, true, "list", "red,green,blue"),
        (Style::Simple, false, "keys", "comma,%2C,dot,.,semi,%3B"),
        (Style::Simple, true, "keys", "comma=%2C,dot=.,semi=%3B"),
        // {.who} {.half} {.list} {.list*} {.keys} {.keys*}
        (Style::Label, false, "who", ".fred"),
        (Style::Label, false, "half", ".50%25"),
        (Style::Label, false, "empty", "."),
        (Style::Label, false, "list", ".red,green,blue"),
        (Style::Label, true, "list", ".red.green.blue"),
        (Style::Label, false, "keys", ".comma,%2C,dot,.,semi,%3B"),
        (Style::Label, true, "undotted", ".comma=%2C.semi=%3B"),
        // {;who} {;half} {;empty} {;v} {;list} {;list*} {;keys} {;keys*}
        (Style::Matrix, false, "who", ";who=fred"),
        (Style::Matrix, false, "half", ";half=50%25"),
        (Style::Matrix, false, "empty", ";empty"),
        (Style::Matrix, false, "v", ";v=6"),
        (Style::Matrix, false, "list", ";list=red,green,blue"),
        (Style::Matrix, true, "list", ";list=red;list=green;list=blue"),
        (Style::Matrix, false, "keys", ";keys=comma,%2C,dot,.,semi,%3B"),
        (Style::Matrix, true, "keys", ";comma=%2C;dot=.;semi=%3B"),
        // {?who} {?half} {?empty} {?list} {?list*} {?keys} {?keys*}, without the `?`
        (Style::Form, false, "who", "who=fred"),
        (Style::Form, false, "half", "half=50%25"),
        (Style::Form, false, "empty", "empty="),
        (Style::Form, false, "list", "list=red,green,blue"),
        (Style::Form, true, "list", "list=red&list=green&list=blue"),
        (Style::Form, false, "keys", "keys=comma,%2C,dot,.,semi,%3B"),
        (Style::Form, true, "keys", "comma=%2C&dot=.&semi=%3B"),
    ];
    for (style, explode, name, want) in rows {
        let value = &values[name];
        let got = match style {
            Style::Form => query(Param::query(name).explode(explode), value),
            _ => path(style, explode, name, value),
        };
        assert_eq!(got, want, "{style:?} {explode}");
    }
    // {+hello} {+half} {+path} {+base}
    for (value, want) in [
        ("Hello World!", "Hello%20World!"),
        ("50%", "50%25"),
        ("/foo/bar", "/foo/bar"),
        ("http://example.com/home/", "http://example.com/home/"),
    ] {
        let param = Param::query("x").allow_reserved();
        assert_eq!(query(param, &value.into()), format!("x={want}"));
    }
}

/// What is let through is not taken for what stands between two of them.
#[test]
fn commas_of_reserved_values() {
    let (list, object) = (json!(["a,b;c", "d"]), json!({ "k,1": "x,y" }));
    let rows = [
        (false, &list, "n=a%2Cb;c,d", "a%2Cb;c,d"),
        (true, &list, "n=a,b;c&n=d", "a%2Cb;c,d"),
        (false, &object, "n=k%2C1,x%2Cy", "k%2C1,x%2Cy"),
        (false, &json!("a,b"), "n=a,b", "a,b"),
    ];
    for (explode, value, in_query, in_path) in rows {
        let param = Param::query("n").explode(explode).allow_reserved();
        assert_eq!(query(param, value), in_query);
        let param = Param::path("n").explode(explode).allow_reserved();
        assert_eq!(path_value(&param, value.view()).unwrap(), in_path);
    }
}

/// RFC 3986, section 2.1, for what was encoded: nothing else may stand for itself.
fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            out.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            assert!(byte.is_ascii_alphanumeric() || b"-._~".contains(&byte), "{text}");
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

/// A pair of a cookie, which may hold more than a query; not what divides cookies.
fn all_encoded(pair: &str) -> String {
    let (name, value) = pair.split_once('=').unwrap();
    let mut out = format!("{name}=");
    for byte in value.bytes() {
        assert!(byte.is_ascii_graphic() && !b"\";\\".contains(&byte), "{pair}");
        if byte.is_ascii_alphanumeric() || b"-._~%,".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What kind of value was written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Text,
    List,
    Object,
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
        _ => Kind::Text,
    }
}

/// The parts between delimiters, as a value; an exploded object has `=` in its parts.
fn parsed(kind: Kind, explode: bool, text: &str, delimiter: &str) -> Value {
    let parts: Vec<&str> = text.split(delimiter).collect();
    match kind {
        Kind::Text => decoded(text).into(),
        Kind::List => parts.into_iter().map(decoded).collect(),
        Kind::Object if explode => {
            let pair = |part: &str| {
                let (key, value) = part.split_once('=').unwrap();
                (decoded(key), decoded(value).into())
            };
            Value::Object(parts.into_iter().map(pair).collect())
        }
        Kind::Object => {
            let pair = |pair: &[&str]| (decoded(pair[0]), decoded(pair[1]).into());
            Value::Object(parts.chunks(2).map(pair).collect())
        }
    }
}

/// Pairs of a query or of a matrix, as a value.
fn parsed_pairs(kind: Kind, explode: bool, name: &str, pairs: &[&str]) -> Value {
    let mut split = pairs.iter().map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    if kind == Kind::Object && explode {
        let pair = |(key, value)| (decoded(key), decoded(value).into());
        return Value::Object(split.map(pair).collect());
    }
    if kind == Kind::List && explode {
        let item = |(key, value): (&str, &str)| {
            assert_eq!(decoded(key), name);
            Value::from(decoded(value))
        };
        return split.map(item).collect();
    }
    let (key, value) = split.next().unwrap();
    assert_eq!((decoded(key).as_str(), split.next()), (name, None));
    parsed(kind, explode, value, ",")
}

/// Any text; lists and objects are not empty, since an empty one is left out.
fn values(text: &'static str) -> impl Strategy<Value = Value> {
    let object = prop::collection::btree_map(text, text, 1..4).prop_map(|entries| {
        Value::Object(
            entries.into_iter().map(|(k, v)| (k, v.into())).collect::<Map<_, _>>(),
        )
    });
    prop_oneof![
        text.prop_map(Value::from),
        prop::collection::vec(text, 1..4).prop_map(Value::from),
        object,
    ]
}

const ANY: &str = "\\PC{0,6}|[\\x00-\\x7f]{0,6}|[/?#&=;,.|%+ \\[\\]\"'<>ä€😀]{0,6}";

proptest! {
    #[test]
    fn paths(value in values(ANY), explode: bool) {
        let kind = kind(&value);
        let text = path(Style::Simple, explode, "n", &value);
        prop_assert_eq!(&parsed(kind, explode, &text, ","), &value);
        let text = path(Style::Matrix, explode, "n", &value);
        let pairs: Vec<&str> = text.strip_prefix(';').unwrap().split(';').collect();
        prop_assert_eq!(&parsed_pairs(kind, explode, "n", &pairs), &value);
    }

    /// A dot is not encoded, so exploded labels can hold it only as a delimiter.
    #[test]
    fn labels(value in values("[^.]{0,6}"), explode: bool) {
        let text = path(Style::Label, explode, "n", &value);
        let text = text.strip_prefix('.').unwrap();
        let delimiter = if explode { "." } else { "," };
        prop_assert_eq!(&parsed(kind(&value), explode, text, delimiter), &value);
    }

    #[test]
    fn queries(value in values(ANY), explode: bool) {
        let text = query(Param::query("a&b").explode(explode), &value);
        let pairs: Vec<&str> = text.split('&').collect();
        prop_assert_eq!(&parsed_pairs(kind(&value), explode, "a&b", &pairs), &value);
    }

    /// These two cannot tell a delimiter from the same character in a value.
    #[test]
    fn delimited_queries(items in prop::collection::vec("[^ |]{0,6}", 1..4)) {
        let value = Value::from(items);
        for (style, delimiter) in
            [(Style::SpaceDelimited, "%20"), (Style::PipeDelimited, "%7C")]
        {
            let text = query(Param::query("n").style(style), &value);
            let text = text.strip_prefix("n=").unwrap();
            prop_assert_eq!(&parsed(Kind::List, false, text, delimiter), &value);
        }
    }

    /// Brackets are what keys are found by.
    #[test]
    fn deep_objects(outer in "[^\\[\\]]{1,6}", value in values("[^\\[\\]]{1,6}")) {
        let deep = json!({ outer.clone(): value });
        let text = query(Param::query("n").style(Style::DeepObject), &deep);
        let mut back = Map::new();
        let mut list = Vec::new();
        for pair in text.split('&') {
            let (name, found) = pair.split_once('=').unwrap();
            let name = decoded(name);
            let keys: Vec<&str> =
                name.strip_prefix("n[").unwrap().strip_suffix(']').unwrap().split("][").collect();
            prop_assert_eq!(keys[0], &outer);
            match (keys.get(1), kind(&deep[&outer])) {
                (Some(at), Kind::List) => {
                    prop_assert_eq!((*at).to_owned(), list.len().to_string());
                    list.push(Value::from(decoded(found)));
                }
                (Some(key), _) => {
                    back.insert((*key).to_owned(), decoded(found).into());
                }
                (None, _) => list.push(Value::from(decoded(found))),
            }
        }
        let inner = match kind(&deep[&outer]) {
            Kind::Object => Value::Object(back),
            Kind::List => Value::Array(list),
            Kind::Text => list.remove(0),
        };
        prop_assert_eq!(&inner, &deep[&outer]);
    }

    #[test]
    fn cookies(value in values(ANY), explode: bool) {
        let mut pairs = Pairs::cookies();
        pairs.push_styled(&Param::cookie("n").explode(explode), value.view()).unwrap();
        let pairs: Vec<String> = pairs.text.split("; ").map(all_encoded).collect();
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        prop_assert_eq!(&parsed_pairs(kind(&value), explode, "n", &pairs), &value);
    }

    /// A triplet stays as it is, so a value with one could not be told from what it stands for.
    #[test]
    fn reserved(text in "[^%]{0,8}") {
        let sent = query(Param::query("n").allow_reserved(), &text.as_str().into());
        let sent = sent.strip_prefix("n=").unwrap();
        let back = percent_encoding::percent_decode_str(sent).decode_utf8().unwrap();
        prop_assert_eq!(back, text);
    }

    /// Headers are not encoded: what would break the line cannot be sent, and a comma in an
    /// element cannot be told from a delimiter.
    #[test]
    fn headers(value in values("[^,=\\x00-\\x1f]{0,6}"), explode: bool) {
        let param = Param::header("n").explode(explode);
        let text = header_value(&param, value.view()).unwrap();
        let parts: Vec<&str> = text.split(',').collect();
        let back = match (kind(&value), explode) {
            (Kind::Text, _) => Value::from(text.clone()),
            (Kind::List, _) => Value::from(parts),
            (Kind::Object, true) => {
                let pairs = parts.iter().map(|part| part.split_once('=').unwrap());
                Value::Object(pairs.map(|(k, v)| (k.to_owned(), v.into())).collect())
            }
            (Kind::Object, false) => {
                let pairs = parts.chunks(2).map(|pair| (pair[0].to_owned(), pair[1].into()));
                Value::Object(pairs.collect())
            }
        };
        prop_assert_eq!(back, value);
    }

    /// Whatever a value holds, it stays one part of the path and one pair of the query.
    #[test]
    fn nothing_escapes_its_place(text in ANY) {
        let value = Value::from(text.clone());
        for reserved in [false, true] {
            let (mut segment, mut pair) = (Param::path("n"), Param::query("n"));
            if reserved {
                (segment, pair) = (segment.allow_reserved(), pair.allow_reserved());
            }
            let segment = path_value(&segment, value.view()).unwrap();
            prop_assert!(!segment.contains(['/', '?', '#', '\\']), "{segment}");
            let pair = query(pair, &value);
            prop_assert!(pair.starts_with("n="));
            prop_assert!(!pair.contains(['&', '#', ' ', '+']), "{pair}");
            let uri = format!("http://a/{segment}x?{pair}").parse::<http::Uri>();
            prop_assert!(uri.is_ok());
        }
        // Several segments stay below what stands before them.
        let spanning = Param::path("n").spans().allow_reserved();
        let filled = expand("/a/{n}/b", &mut |_| path_value(&spanning, value.view()));
        if let Ok((path, query)) = filled {
            prop_assert!(!path.contains(['?', '#', '\\']) && query.is_empty(), "{path}");
            prop_assert!(!path.split('/').skip(1).any(changes_path), "{path}");
            let uri = format!("http://a{path}").parse::<http::Uri>();
            prop_assert!(uri.is_ok());
        }
    }
}
