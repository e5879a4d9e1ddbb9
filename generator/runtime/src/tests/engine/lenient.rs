//! Answers whose values are of another kind than documented.

use super::service::*;
use crate::runtime::{
    Error, Lines, Meta, Mock, NextPage, Operation, Paged, Paging, Place, Streams, fields,
};

/// Whether answers are read leniently.
#[derive(Clone, Debug)]
struct Read<const LENIENT: bool>;

impl<const LENIENT: bool> Operation for Read<LENIENT> {
    type Output = Pet;
    type Failure = PetFailure;
    const META: Meta = Meta { id: "read-pet", lenient: LENIENT, ..GetPet::META };
}

impl<const LENIENT: bool> Streams for Read<LENIENT> {
    type Item = Pet;
    type Framing = Lines;
    const ACCEPT: &'static str = "application/x-ndjson";
}

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[tokio::test]
async fn answers() {
    let mock = Mock::new()
        .on_bytes::<Read<true>>(200, JSON, r#"{"name":7}"#)
        .on_bytes::<Read<false>>(200, JSON, r#"{"name":7}"#);
    let client = client(&mock);
    let pet = call(&client, Read::<true>).send().await.unwrap();
    assert_eq!(pet.name, "7");
    let error = call(&client, Read::<false>).send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn failures() {
    for lenient in [true, false] {
        let body = r#"{"message":7}"#;
        let mock = Mock::new()
            .on_bytes::<Read<true>>(400, JSON, body)
            .on_bytes::<Read<false>>(400, JSON, body);
        let client = client(&mock);
        let error = if lenient {
            call(&client, Read::<true>).send().await.unwrap_err()
        } else {
            call(&client, Read::<false>).send().await.unwrap_err()
        };
        let Error::Api(error) = error else { panic!("{error}") };
        assert_eq!(error.typed().is_some(), lenient);
        assert_eq!(error.raw(), body);
    }
}

#[tokio::test]
async fn streams() {
    let lines = "{\"name\":7}\n{\"name\":\"Rex\"}\n";
    let kind = [("content-type", "application/x-ndjson")];
    let mock = Mock::new()
        .on_bytes::<Read<true>>(200, &kind, lines)
        .on_bytes::<Read<false>>(200, &kind, lines);
    let client = client(&mock);
    let mut pets = call(&client, Read::<true>).stream().await.unwrap().into_inner();
    assert_eq!(pets.next().await.unwrap().unwrap().name, "7");
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    let mut pets = call(&client, Read::<false>).stream().await.unwrap().into_inner();
    assert!(pets.next().await.unwrap().is_err());
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
}

#[derive(Clone, Debug, PartialEq)]
struct Items {
    items: Vec<i64>,
}
fields! { Items { items, } }

#[derive(Clone, Debug)]
struct List<const LENIENT: bool>;

impl<const LENIENT: bool> Operation for List<LENIENT> {
    type Output = Items;
    type Failure = PetFailure;
    const META: Meta = Meta { id: "list", lenient: LENIENT, ..GetPet::META };
}

impl<const LENIENT: bool> Paged for List<LENIENT> {
    type Element = i64;
    const PAGING: Paging = Paging {
        items: &["items"],
        next: NextPage::Cursor(Place::Param(0), &["next"]),
        ..Paging::DEFAULT
    };
}

#[tokio::test]
async fn pages() {
    let page = r#"{"items":["7"]}"#;
    let mock = Mock::new()
        .on_bytes::<List<true>>(200, JSON, page)
        .on_bytes::<List<false>>(200, JSON, page);
    let client = client(&mock);
    let mut items = call(&client, List::<true>).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 7);
    let mut items = call(&client, List::<false>).items();
    assert!(items.next().await.unwrap().is_err());
}
