//! Parts of answers, by the paths to them.

use crate::runtime::Value;
use crate::runtime::paging::dig::{Part, find_parts};

/// The values at these paths.
fn parts(json: &str, paths: &[&[&str]]) -> Result<Vec<Option<Value>>, String> {
    let mut parts: Vec<Part<'_>> =
        paths.iter().map(|path| Part::new(path, false)).collect();
    find_parts(json, &mut parts).map_err(|error| error.to_string())?;
    let values = parts.iter().map(|part| part.value(json));
    values.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

const NEXT: &[&str] = &["links", "rel=next", "href"];

/// The first element that is an object in which a key holds a text.
#[test]
fn elements_are_chosen_by_what_they_hold() {
    let next = |json: &str| parts(json, &[NEXT]).map(|mut all| all.remove(0));
    for (json, href) in [
        (
            r#"{"links":[{"rel":"self","href":"a"},{"rel":"next","href":"b"}]}"#,
            Some("b"),
        ),
        (
            r#"{"links":[{"href":"a","rel":"next"},{"href":"b","rel":"next"}]}"#,
            Some("a"),
        ),
        (r#"{"links":[1,null,"next",["next"],{"rel":"next","href":"b"}]}"#, Some("b")),
        (
            r#"{"links":[{"rel":["next"],"href":"a"},{"rel":"ne\u0078t","href":"b"}]}"#,
            Some("b"),
        ),
        (r#"{"links":[{"rel":"prev","href":"a"}]}"#, None),
        (r#"{"links":[{"rel":"next"}]}"#, None),
        (r#"{"links":[]}"#, None),
        (r#"{"links":null}"#, None),
        ("{}", None),
    ] {
        assert_eq!(next(json), Ok(href.map(Value::from)), "{json}");
    }
    let error = next(r#"{"links":"x"}"#).unwrap_err();
    assert!(error.contains("expected an array"), "{error}");
    let error = next(r#"{"links":[{"rel":"next","href":"a","href":"b"}]}"#).unwrap_err();
    assert!(error.contains("the key `href` only once at `/links/rel=next`"), "{error}");
    assert!(next(r#"{"links":[{"rel":"next","href":"a"},"#).is_err());
}

#[test]
fn several_elements_of_one_array() {
    let last: &[&str] = &["links", "-1", "href"];
    let previous: &[&str] = &["links", "rel=prev", "href"];
    let json = r#"{"links":[{"rel":"prev","href":"a"},{"rel":"next","href":"b"}]}"#;
    let all = parts(json, &[NEXT, last, previous, NEXT]).unwrap();
    let all: Vec<&str> = all.iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(all, ["b", "b", "a", "b"]);
}

/// A key may look like a choice.
#[test]
fn keys_are_keys() {
    assert_eq!(parts(r#"{"a=b":1}"#, &[&["a=b"]]), Ok(vec![Some(Value::from(1))]));
}
