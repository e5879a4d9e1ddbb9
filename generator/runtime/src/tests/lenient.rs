//! Values that come as another kind than documented and say the same.
#![allow(dead_code, reason = "not every accessor is called")]

use std::collections::BTreeMap;

use super::{decode, encode, failure};
use crate::runtime::{
    JsonError, Slot, Value, fields, read_json_known, string_enum, variants,
};

string_enum! { enum Level { High = "high", } }

#[derive(Clone, Debug, Default, PartialEq)]
struct Report {
    text: Option<String>,
    level: Option<Level>,
    count: Option<i64>,
    small: Option<u8>,
    ratio: Option<f64>,
    single: Option<f32>,
    done: Option<bool>,
    list: Option<Vec<i64>>,
    map: Option<BTreeMap<String, String>>,
    inner: Option<Box<Report>>,
    any: Option<Value>,
}
fields! { Report { text, level, count, small, ratio, single, done, list, map, inner, any, } }

fn lenient<T: Slot>(json: &str) -> Result<T, JsonError> {
    let mut value = T::vacant();
    read_json_known(json.as_bytes(), true, value.edit())?;
    Ok(value)
}

/// What comes otherwise is read as if it came like that, and is refused without leniency.
#[test]
fn values_that_say_the_same_are_taken() {
    for (other, documented) in [
        (r#"{"text":22}"#, r#"{"text":"22"}"#),
        (r#"{"text":-1.50e3}"#, r#"{"text":"-1.50e3"}"#),
        (r#"{"text":true}"#, r#"{"text":"true"}"#),
        (r#"{"level":1}"#, r#"{"level":"1"}"#),
        (r#"{"count":"-22"}"#, r#"{"count":-22}"#),
        (r#"{"count":"22.0"}"#, r#"{"count":22}"#),
        (r#"{"small":"255"}"#, r#"{"small":255}"#),
        (r#"{"ratio":"1.5"}"#, r#"{"ratio":1.5}"#),
        (r#"{"single":"1.5"}"#, r#"{"single":1.5}"#),
        (r#"{"done":"true"}"#, r#"{"done":true}"#),
        (r#"{"done":"False"}"#, r#"{"done":false}"#),
        (r#"{"done":1}"#, r#"{"done":true}"#),
        (r#"{"done":"0"}"#, r#"{"done":false}"#),
        (r#"{"list":["1",2]}"#, r#"{"list":[1,2]}"#),
        (r#"{"list":{ }}"#, r#"{"list":[]}"#),
        (r#"{"map":[ ]}"#, r#"{"map":{}}"#),
        (r#"{"map":{"a":1}}"#, r#"{"map":{"a":"1"}}"#),
        (r#"{"inner":[]}"#, r#"{"inner":{}}"#),
        (r#"{"inner":{"inner":{"count":"1"}}}"#, r#"{"inner":{"inner":{"count":1}}}"#),
    ] {
        let expected = decode::<Report>(documented).unwrap();
        assert_eq!(lenient::<Report>(other).unwrap(), expected, "{other}");
        assert!(decode::<Report>(other).is_err(), "{other}");
        assert_eq!(lenient::<Report>(documented).unwrap(), expected);
    }
}

/// An empty text is nothing to what has no empty text.
#[test]
fn empty_texts_are_nothing_to_numbers() {
    let json = r#"{"count":"","small":"","ratio":"","single":"","done":"","text":""}"#;
    let expected = Report { text: Some(String::new()), ..Report::default() };
    assert_eq!(lenient::<Report>(json).unwrap(), expected);
    assert!(lenient::<Report>(r#"{"level":""}"#).unwrap().level.is_some());
    assert!(lenient::<i64>("\"\"").is_err());
}

#[test]
fn values_that_say_something_else_are_refused() {
    for json in [
        r#"{"text":[]}"#,
        r#"{"text":{}}"#,
        r#"{"text":tru}"#,
        r#"{"count":"many"}"#,
        r#"{"count":"1.5"}"#,
        r#"{"count":" 1"}"#,
        r#"{"count":true}"#,
        r#"{"small":"256"}"#,
        r#"{"single":"1e39"}"#,
        r#"{"done":2}"#,
        r#"{"done":"yes"}"#,
        r#"{"done":10}"#,
        r#"{"done":""#,
        r#"{"list":{"a":1}}"#,
        r#"{"list":""}"#,
        r#"{"map":[1]}"#,
        r#"{"map":["#,
        r#"{"inner":[{}]}"#,
    ] {
        let error = lenient::<Report>(json).expect_err(json);
        let strict = decode::<Report>(json).unwrap_err();
        assert_eq!(error.pointer(), strict.pointer(), "{json}");
    }
    assert_eq!(failure::<bool>("1").1, "a boolean");
}

/// Texts are texts where any value may stand.
#[test]
fn values_of_any_kind_stay_what_they_are() {
    for json in [r#"{"any":"1"}"#, r#"{"any":1}"#, r#"{"any":[]}"#, r#"{"any":""}"#] {
        assert_eq!(encode(&lenient::<Report>(json).unwrap()), json);
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Id by probe {
        Number(i64) as_number from: integer,
        Report(Report) as_report from: object,
        List(Vec<String>) as_list from: array,
    }
}

/// Kinds tell variants apart: what is none of them is kept as it came. Within the only one that a
/// value can be, there is nothing to tell apart.
#[test]
fn variants_are_as_documented() {
    assert_eq!(lenient::<Id>("1").unwrap(), Id::Number(1));
    assert_eq!(lenient::<Id>("[1]").unwrap(), Id::List(vec!["1".to_owned()]));
    let report = Report { count: Some(1), ..Report::default() };
    assert_eq!(lenient::<Id>(r#"{"count":"1"}"#).unwrap(), Id::Report(report));
    let id = lenient::<Id>("\"1\"").unwrap();
    assert_eq!(id, Id::Unknown("1".into()));
    let ids = lenient::<Vec<Vec<Id>>>(r#"[[1,"1"],{}]"#).unwrap();
    assert_eq!(ids[0].len(), 2);
    assert!(ids[1].is_empty());
}

#[derive(Clone, Debug, PartialEq)]
struct Numbered {
    id: i64,
}
fields! { Numbered { id, } }

#[derive(Clone, Debug, PartialEq)]
struct Named {
    id: String,
}
fields! { Named { id, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Entry by probe {
        Numbered(Numbered) as_numbered from: object("id"),
        Named(Named) as_named from: object("id"),
    }
}

/// Where only trying tells variants apart, nothing is taken for what it is not.
#[test]
fn trials_are_strict() {
    let named = Entry::Named(Named { id: "1".to_owned() });
    assert_eq!(lenient::<Entry>(r#"{"id":"1"}"#).unwrap(), named);
    assert_eq!(
        lenient::<Entry>(r#"{"id":1}"#).unwrap(),
        Entry::Numbered(Numbered { id: 1 })
    );
    let other = r#"{"id":true}"#;
    assert_eq!(encode(&lenient::<Entry>(other).unwrap()), other);
}
