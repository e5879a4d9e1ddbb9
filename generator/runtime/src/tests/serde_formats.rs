//! Models in other formats, and inside of what users derive.
#![allow(dead_code, reason = "not every accessor is called")]

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::enums::Product;
use super::objects::Cat;
use crate::runtime::{Nullable, fields, variants};

#[derive(Clone, Debug, PartialEq)]
struct Model {
    cat: Option<Cat>,
    product: Product,
    pet: Either,
    bytes: Vec<u8>,
}
fields! { Model { cat, product, pet, bytes, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Either by probe {
        Text(String) as_text: string,
        Cat(Cat) as_cat: object("name"),
    }
}

fn model() -> Model {
    let cat = Cat {
        name: "Tom".into(),
        owner: None,
        note: Some("a\nb".into()),
        toy: Nullable::Value(-3),
        friends: Vec::new(),
    };
    Model {
        cat: Some(cat.clone()),
        product: Product::from("new"),
        pet: Either::Cat(cat),
        bytes: vec![0, 255],
    }
}

#[test]
fn json_values() {
    let value = serde_json::to_value(model()).unwrap();
    assert_eq!(value["cat"]["kind"], "cat");
    assert_eq!(serde_json::from_value::<Model>(value.clone()).unwrap(), model());
    assert_eq!(Model::deserialize(&value).unwrap(), model());
    assert!(serde_json::from_value::<Model>(json!({"product": 1})).is_err());
}

#[test]
fn yaml() {
    let text = serde_yaml::to_string(&model()).unwrap();
    assert_eq!(serde_yaml::from_str::<Model>(&text).unwrap(), model());
}

#[test]
fn cbor() {
    let mut bytes = Vec::new();
    ciborium::into_writer(&model(), &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<Model, _>(&*bytes).unwrap(), model());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Stored {
    at: i64,
    #[serde(flatten)]
    model: Model,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum OneOf {
    Number(i64),
    Model(Box<Model>),
    Pet(Either),
}

#[test]
fn inside_flatten_and_untagged() {
    let stored = Stored { at: 1, model: model() };
    let text = serde_json::to_string(&stored).unwrap();
    assert!(text.starts_with(r#"{"at":1,"cat":{"kind":"cat","name""#));
    assert_eq!(serde_json::from_str::<Stored>(&text).unwrap(), stored);
    for one in [
        OneOf::Number(1),
        OneOf::Model(Box::new(model())),
        OneOf::Pet(Either::Text("x".into())),
    ] {
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<OneOf>(&text).unwrap(), one);
    }
}
