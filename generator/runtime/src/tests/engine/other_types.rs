//! Bodies under another media type than the document says.

#![allow(dead_code, reason = "no test needs every accessor of its unions")]

use std::marker::PhantomData;

use super::service::*;
use crate::runtime::{
    Answer, Kind, Meta, Mock, NoFailure, Operation, Outcome, Response, Slot, Status,
    variants,
};

const JSON: &str = "application/json";

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Said by probe {
        Words(Vec<String>) as_words from: array,
        Word(String) as_word from_text: string,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Counted by probe {
        All(Vec<i64>) as_all from: array,
        One(i64) as_one from: integer,
    }
}

/// Gives what it is asked for as JSON; frameworks send a text as such.
struct Say<T>(PhantomData<T>);

impl<T: Slot + Send + Sync + 'static> Operation for Say<T>
where
    T: Outcome,
{
    type Output = T;
    type Failure = NoFailure;

    const META: Meta = Meta {
        id: "say",
        path: "/say",
        answers: &[Answer::new(Status::Exact(200), &[JSON])],
        ..Meta::DEFAULT
    };
}

async fn said<T: Slot + Outcome + Send + Sync + 'static>(
    media: &str,
    body: &[u8],
) -> Result<T, String> {
    let headers = [("content-type", media)];
    let mock = Mock::new().on_bytes::<Say<T>>(200, &headers, body.to_vec());
    let client = client(&mock);
    let answer = call(&client, Say(PhantomData)).send().await;
    answer.map(Response::into_inner).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_text_that_is_a_variant() {
    let word = said::<Said>("text/plain", b"well").await.unwrap();
    assert_eq!((word.as_word(), word.as_words()), (Some(&"well".to_owned()), None));
    let words = said::<Said>("text/plain", b"[\"well\"]").await.unwrap();
    assert_eq!(words.as_words(), Some(&vec!["well".to_owned()]));
    let one = said::<Counted>("text/plain", b"7").await.unwrap();
    assert_eq!((one.as_one(), one.as_all()), (Some(&7), None));
    let page = said::<Said>("text/html", b"well").await.unwrap();
    assert_eq!(page.as_word(), Some(&"well".to_owned()));
    // Digits are a text as well, where no number is asked for.
    for text in ["7", "true", "null", "12 "] {
        let word = said::<Said>("text/plain", text.as_bytes()).await.unwrap();
        assert_eq!(word.as_word(), Some(&text.to_owned()));
    }
    let latin =
        said::<Said>("text/plain; charset=iso-8859-1", b"caf\xE9").await.unwrap();
    assert_eq!(latin.as_word(), Some(&"caf\u{E9}".to_owned()));
    for (media, body) in [
        ("text/plain", &b"caf\xE9"[..]),
        ("text/plain; charset=ISO-2022-JP", b"\x1b$BF|K\\\x1b(B"),
    ] {
        let error = said::<Said>(media, body).await.unwrap_err();
        assert!(
            error.ends_with("the text is not in the encoding that it says"),
            "{error}"
        );
    }
    let error = said::<Counted>("text/plain", b"well").await.unwrap_err();
    assert!(error.ends_with("the content is text, expected JSON"), "{error}");
    for media in ["text/html", "application/xml"] {
        let error = said::<Said>(media, b"<p>well</p>").await.unwrap_err();
        assert!(error.ends_with("expected JSON"), "{media}: {error}");
    }
}

#[tokio::test]
async fn a_picture_says_what_it_is() {
    for body in [&b"\x89PNG\xFF"[..], b"\xFF\xFE\0\0"] {
        let error = said::<Counted>("image/png", body).await.unwrap_err();
        assert!(error.ends_with("the content is binary data, expected JSON"), "{error}");
    }
}

/// Frameworks send what is described as a JSON string as a page of text.
#[tokio::test]
async fn texts_under_the_type_of_pages() {
    let html: &[(&str, &str)] = &[("content-type", "text/html; charset=utf-8")];
    let mock = Mock::new()
        .on_bytes::<Greet>(200, html, "Hello World!")
        .on_bytes::<Greet>(200, html, "\"Hello\"")
        .on_bytes::<Greet>(200, html, "\n<!doctype html>")
        .on_bytes::<Greet>(200, &[("content-type", "text/xml")], "Hello");
    let client = client(&mock);
    assert_eq!(call(&client, Greet).send().await.unwrap().into_inner(), "Hello World!");
    assert_eq!(call(&client, Greet).send().await.unwrap().into_inner(), "Hello");
    for found in ["HTML", "XML"] {
        let error = call(&client, Greet).send().await.unwrap_err().to_string();
        assert!(error.contains(&format!("the content is {found}")), "{error}");
    }
}

#[derive(Clone, Debug)]
struct Greet;

impl Operation for Greet {
    type Output = String;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "greet",
        path: "/hello",
        answers: &[Answer::new(Status::Exact(200), &["application/json"])],
        ..Meta::DEFAULT
    };
}

/// What is JSON by the beginning of its name is read as such.
#[tokio::test]
async fn types_that_begin_with_json() {
    let rpc: &[(&str, &str)] =
        &[("content-type", "application/json-rpc; charset=utf-8")];
    let mock = Mock::new().on_bytes::<Rpc>(200, rpc, "\"he\\nllo\"").on_bytes::<Rpc>(
        200,
        &[],
        "\"he\\nllo\"",
    );
    let client = client(&mock);
    for _ in 0..2 {
        assert_eq!(call(&client, Rpc).send().await.unwrap().into_inner(), "he\nllo");
    }
    let several = ["application/jsonl", "application/json-seq", "application/x-json"];
    assert_eq!(several.map(Kind::of), [Some(Kind::Bytes); 3]);
    assert_eq!(Kind::of("Application/JSON-Patch"), Some(Kind::Json));
}

#[derive(Clone, Debug)]
struct Rpc;

impl Operation for Rpc {
    type Output = String;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "rpc",
        path: "/rpc",
        answers: &[Answer::new(Status::Exact(200), &["application/json-rpc"])],
        ..Meta::DEFAULT
    };
}

/// What is no text is not taken for a text in a wrong encoding.
#[tokio::test]
async fn images_where_json_is_described() {
    let png: &[(&str, &str)] = &[("content-type", "image/png")];
    let mock = Mock::new().on_bytes::<Greet>(200, png, &b"\x89PNG\xFF"[..]);
    let error = call(&client(&mock), Greet).send().await.unwrap_err();
    assert!(error.to_string().contains("the content is binary data"), "{error}");
}

/// What a vendor names after itself is read as JSON, where its structure is described.
#[tokio::test]
async fn types_of_vendors() {
    let vendor: &[(&str, &str)] = &[("content-type", "application/vnd.pets.pet")];
    let mock = Mock::new()
        .on_bytes::<VendorPet>(200, vendor, r#"{"name":"Rex"}"#)
        .on_bytes::<VendorPet>(200, &[("content-type", JSON)], r#"{"name":"Rex"}"#)
        .on_bytes::<VendorPet>(200, vendor, &b"\x0A\x03Rex"[..]);
    let client = client(&mock);
    assert_eq!(call(&client, VendorPet).send().await.unwrap().into_inner(), rex());
    assert_eq!(call(&client, VendorPet).send().await.unwrap().into_inner(), rex());
    let error = call(&client, VendorPet).send().await.unwrap_err();
    assert!(error.to_string().contains("the content is binary data"), "{error}");
}

#[derive(Clone, Debug)]
struct VendorPet;

impl Operation for VendorPet {
    type Output = Pet;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "vendor-pet",
        path: "/pet",
        answers: &[Answer::new(Status::Exact(200), &["application/vnd.pets.pet"])],
        ..Meta::DEFAULT
    };
}
