//! The same JSON through serde's derive and through a table.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{decode, encode};
use crate::runtime::fields;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Derived {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<i64>,
    #[serde(rename = "is-new")]
    new: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<Box<Derived>>,
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    owner: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Table {
    name: String,
    age: Option<i64>,
    new: bool,
    child: Option<Box<Table>>,
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    owner: Option<String>,
}
fields! {
    Table {
        name,
        age,
        new: "is-new",
        child,
        list,
        map,
        owner or null,
    }
}

impl From<Derived> for Table {
    fn from(from: Derived) -> Self {
        let Derived { name, age, new, child, list, map, owner } = from;
        let child = child.map(|child| Box::new((*child).into()));
        Self { name, age, new, child, list, map, owner }
    }
}

/// JSON that is nearly right.
fn nearly() -> impl Strategy<Value = serde_json::Value> {
    let value = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-1e3..1e3f64)
            .prop_filter_map("whole", |v| (v.fract() != 0.0).then(|| v.into())),
        "[a-z\"\\\\]{0,3}".prop_map(Into::into),
        prop::collection::vec(any::<i64>(), 0..3).prop_map(Into::into),
        Just(serde_json::json!({"a": 1.5})),
        Just(serde_json::json!({"name": "x", "is-new": true, "list": [], "map": {}})),
    ];
    let keys = ["name", "age", "is-new", "child", "list", "map", "owner", "other"];
    let right = serde_json::json!({
        "name": "x", "is-new": true, "list": [1], "map": {"a": 1.5}, "age": 3,
    });
    prop::collection::vec((prop::sample::select(keys.to_vec()), value), 0..3).prop_map(
        move |changes| {
            let mut json = right.clone();
            for (key, value) in changes {
                json[key] = value;
            }
            json
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn both_accept_the_same_and_write_the_same(json in nearly()) {
        let text = json.to_string();
        match (serde_json::from_str::<Derived>(&text), decode::<Table>(&text)) {
            (Ok(derived), Ok(table)) => {
                prop_assert_eq!(serde_json::to_string(&derived).unwrap(), encode(&table));
                prop_assert_eq!(Table::from(derived), table);
            }
            (Err(_), Err(_)) => {}
            (derived, table) => prop_assert!(false, "{text}: {derived:?} {table:?}"),
        }
    }

    #[test]
    fn broken_text_is_refused_by_both(json in nearly(), at in 0usize..200, byte in any::<u8>()) {
        let mut text = json.to_string().into_bytes();
        let at = at % text.len();
        text[at] = byte;
        let Ok(text) = String::from_utf8(text) else { return Ok(()) };
        let derived = serde_json::from_str::<Derived>(&text);
        let table = decode::<Table>(&text);
        let forwarded = serde_json::from_str::<Table>(&text);
        prop_assert_eq!(forwarded.ok(), table.as_ref().ok().cloned(), "{}", &text);
        // `1e2` is an integer for a table, and only there.
        if !text.contains(['e', 'E', '.']) || derived.is_ok() {
            prop_assert_eq!(derived.is_ok(), table.is_ok(), "{}", text);
        }
    }
}
