//! `in: querystring`: what was written can be read back by libraries that know nothing of us.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::service::*;
use crate::runtime::requests::outgoing::plan;
use crate::runtime::{
    Meta, Mock, NoFailure, Operation, Param, RequestOptions, Slot, View,
};

struct Form(Value);
struct Json(Value);

macro_rules! query_string {
    ($($name:ident: $media:literal;)*) => {$(
        impl Operation for $name {
            type Output = ();
            type Failure = NoFailure;
            const META: Meta = Meta {
                id: stringify!($name),
                path: "/find",
                params: &[Param::query_string("all", $media)],
                ..Meta::DEFAULT
            };

            fn param(&self, _: usize) -> View<'_> {
                self.0.view()
            }
        }
    )*};
}

query_string! {
    Form: "application/x-www-form-urlencoded";
    Json: "application/json";
}

fn query<O: Operation>(operation: &O) -> String {
    let client = client(&Mock::new());
    let plan = plan(&client, const { &O::META }, operation, &RequestOptions::new());
    plan.unwrap().uri.query().unwrap_or_default().to_owned()
}

const ANY: &str = "\\PC{0,6}|[\\x00-\\x7f]{0,6}|[/?#&=;,.|%+ \\[\\]\"'<>ä€😀]{0,6}";

fn any_object() -> impl Strategy<Value = Map<String, Value>> {
    let value = prop_oneof![
        ANY.prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        prop::collection::vec(ANY, 1..4).prop_map(Value::from),
    ];
    prop::collection::btree_map(ANY, value, 1..5)
        .prop_map(|entries| entries.into_iter().collect())
}

proptest! {
    /// WHATWG's form parser, of the crate `url`.
    #[test]
    fn forms(object in any_object()) {
        let text = query(&Form(object.clone().into()));
        let mut back: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            back.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        let words = |value: &Value| match value {
            Value::Array(items) => {
                items.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
            }
            Value::String(text) => vec![text.clone()],
            other => vec![other.to_string()],
        };
        let sent: BTreeMap<String, Vec<String>> =
            object.iter().map(|(name, value)| (name.clone(), words(value))).collect();
        prop_assert_eq!(back, sent);
    }

    /// The crates `percent-encoding` and `serde_json`.
    #[test]
    fn json_texts(object in any_object()) {
        let object = Value::from(object);
        let text = query(&Json(object.clone()));
        let text = percent_encoding::percent_decode_str(&text).decode_utf8().unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), object);
    }
}

#[test]
fn parts_that_are_not_plain() {
    let value = json!({ "a": [1, 2], "b": { "c": "d" }, "e": null, "f": [] });
    assert_eq!(query(&Form(value)), "a=1&a=2&b=%7B%22c%22%3A%22d%22%7D");
    // A text stays one part, whatever is in it.
    assert_eq!(query(&Form("a=1&b=x y".into())), "a=1%26b=x%20y");
}
