//! Pages that the body of the request asks for.

use super::pages::{OffsetField, mock};
use super::service::*;
use crate::runtime::{
    Answer, Content, Error, Meta, Method, NextPage, NoFailure, Operation, Paged, Paging,
    Place, Recorded, Status, Value, View,
};

#[tokio::test]
async fn a_body_that_is_left_out_is_made() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#];
    let mock = mock::<OffsetField>(&bodies);
    let client = client(&mock);
    let mut pages = call(&client, OffsetField(None, None)).items();
    let mut found = Vec::new();
    while let Some(item) = pages.next().await {
        found.push(item.unwrap());
    }
    assert_eq!(found, [1, 2, 3]);
    let sent = mock.requests();
    let bodies: Vec<&[u8]> = sent.iter().map(Recorded::body).collect();
    assert_eq!(bodies, [b"" as &[u8], br#"{"offset":2}"#, br#"{"offset":3}"#]);
    assert_eq!(sent[1].header("content-type"), Some("application/json"));
}

/// A list that is asked for in text, where an offset has no place.
struct InText;

impl Operation for InText {
    type Output = Value;
    type Failure = NoFailure;

    const META: Meta = Meta {
        id: "inText",
        method: Method::POST,
        answers: &[Answer::new(Status::Exact(200), &["application/json"])],
        ..Meta::DEFAULT
    };

    fn body(&self) -> Option<Content<'_>> {
        Some(Content::text("text/plain", View::Str("all")))
    }
}

impl Paged for InText {
    type Element = i64;

    const PAGING: Paging = Paging {
        items: &["items"],
        next: NextPage::Offset(Place::Field(&["offset"])),
        ..Paging::DEFAULT
    };
}

#[tokio::test]
async fn a_body_without_properties_cannot_ask() {
    let mock = mock::<InText>(&[r#"{"items":[1,2]}"#]);
    let client = client(&mock);
    let mut pages = call(&client, InText).items();
    assert_eq!(pages.next().await.unwrap().unwrap(), 1);
    assert_eq!(pages.next().await.unwrap().unwrap(), 2);
    let Some(Err(Error::Request(error))) = pages.next().await else {
        panic!("the offset was lost");
    };
    let said =
        "what asks for the next page or for a stream cannot be put into `text/plain`";
    assert_eq!(error.to_string(), said);
}
