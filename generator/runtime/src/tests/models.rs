#![allow(missing_docs)]
use std::collections::BTreeMap;

use crate::runtime::{Nullable, Slot, Value, fields, read_json, write_json};

#[derive(Clone, Debug, PartialEq)]
pub struct Cat {
    pub name: String,
    pub owner: Option<String>,
    pub note: Nullable<String>,
    pub lives: i32,
    pub extra: BTreeMap<String, Value>,
}

fields! {
    Cat {
        name: "name",
        const "kind" = "cat",
        owner: "owner" or null,
        note: "note" secret,
        lives: "lives" read only,
        ..extra,
    }
}

#[test]
fn first() {
    let json = br#"{"name":"x","kind":"cat","owner":null,"lives":1.0,"z":[1]}"#;
    let mut cat = Cat::vacant();
    read_json(json, cat.edit()).unwrap();
    assert_eq!(
        String::from_utf8(write_json(cat.view()).unwrap()).unwrap(),
        r#"{"name":"x","kind":"cat","owner":null,"lives":1,"z":[1]}"#
    );
}
