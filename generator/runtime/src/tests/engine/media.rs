//! Answers in one of several media types.

use bytes::Bytes;
use http::header::ACCEPT;

use super::service::*;
use crate::runtime::{
    Answer, Error, Meta, Mock, Negotiated, NoFailure, Operation, Recorded,
    RequestOptions, Status, by_media,
};

struct GetReport;

#[derive(Clone, Debug, PartialEq)]
enum ReportAny {
    Json(Pet),
    Csv(String),
    Pdf(Bytes),
    Accepted,
}

by_media! {
    ReportAny {
        Json: 200 => "application/json" | 203 => "application/vnd.report+json",
        Csv: 200 => "text/*",
        Pdf: 200 => "application/pdf",
        Accepted(): 202 => "",
    }
}

impl Operation for GetReport {
    type Output = Pet;
    type Failure = NoFailure;

    const META: Meta = Meta {
        id: "get_report",
        path: "/report",
        accept: "application/json",
        answers: &[
            Answer::new(
                Status::Exact(200),
                &["text/*", "application/json", "application/pdf"],
            ),
            Answer::new(Status::Exact(202), &[]),
            Answer::new(Status::Exact(203), &["application/vnd.report+json"]),
        ],
        negotiated: true,
        ..Meta::DEFAULT
    };
}

impl Negotiated for GetReport {
    type Any = ReportAny;
    const ACCEPT: &'static str = "application/json, text/*, application/pdf";
}

fn mock(status: u16, media: &str, body: &str) -> Mock {
    let headers = [("content-type", media)];
    let headers = if media.is_empty() { &[] } else { &headers[..] };
    Mock::new().on_bytes::<GetReport>(status, headers, body.to_owned())
}

async fn report(status: u16, media: &str, body: &str) -> Result<ReportAny, Error> {
    let client = client(&mock(status, media, body));
    match call(&client, GetReport).send_any().await {
        Ok(response) => Ok(response.into_inner()),
        Err(error) => Err(error.erase()),
    }
}

#[tokio::test]
async fn the_content_type_decides() {
    let pet = r#"{"name":"Rex"}"#;
    let text = || ReportAny::Csv(pet.to_owned());
    let json = || ReportAny::Json(Pet { name: "Rex".into(), age: None });
    let rows = [
        (200, "application/json", json()),
        (200, "Application/JSON; charset=utf-8", json()),
        // Not documented under this status, but JSON like what is.
        (200, "application/problem+json", json()),
        (203, "application/vnd.report+json", json()),
        (200, "text/csv; header=present", text()),
        (200, "text/plain", text()),
        (200, "application/pdf", ReportAny::Pdf(Bytes::from(pet))),
        // As binary as what is documented.
        (200, "image/png", ReportAny::Pdf(Bytes::from(pet))),
        // The service does not say what it is.
        (200, "", json()),
        // An undocumented success is read as the first one that has a body.
        (201, "text/csv", text()),
        (202, "text/html", ReportAny::Accepted),
    ];
    for (status, media, expected) in rows {
        let found = report(status, media, pet).await.unwrap();
        assert_eq!(found, expected, "{status} {media}");
    }
}

/// Frameworks write a text as JSON where they are not told otherwise.
#[tokio::test]
async fn a_json_string_may_be_the_text() {
    for media in ["application/json", ""] {
        let found = report(200, media, "\u{feff}\"O\\u004b\"").await.unwrap();
        assert_eq!(found, ReportAny::Csv("OK".to_owned()), "{media}");
    }
}

#[tokio::test]
async fn what_is_none_of_them_is_kept() {
    let rows = [
        // No text is described beside this JSON.
        (203, "application/vnd.report+json", "\"OK\""),
        (200, "application/json", "7"),
        (200, "application/xml", "<report/>"),
        (200, "application/json", "oops"),
        (200, "application/json", ""),
    ];
    for (status, media, body) in rows {
        let Error::Decode(error) = report(status, media, body).await.unwrap_err() else {
            panic!("{media} {body}");
        };
        assert_eq!(&error.raw()[..], body.as_bytes());
    }
}

/// What else is documented is no surprise, and there is a way to have it.
#[tokio::test]
async fn send_names_what_takes_the_other_media_types() {
    for (media, said) in [
        (
            "application/pdf",
            "the 200 OK answer is not what was asked for: the content is binary data, which is \
             documented beside JSON: `send_any` takes both",
        ),
        (
            "image/png",
            "the 200 OK answer is not as described: the content is binary data, expected JSON",
        ),
    ] {
        let client = client(&mock(200, media, "%PDF"));
        let error = call(&client, GetReport).send().await.unwrap_err();
        assert_eq!(error.to_string(), said);
    }
}

#[tokio::test]
async fn all_are_asked_for_unless_one_is_named() {
    let csv = [("content-type", "text/csv")];
    let mock = Mock::new().on_bytes::<GetReport>(200, &csv, "a");
    let mock = mock.on_bytes::<GetReport>(200, &csv, "b");
    let client = client(&mock);
    call(&client, GetReport).send_any().await.unwrap();
    let csv = RequestOptions::new().header("accept", "text/csv");
    call(&client, GetReport).options(csv).send_any().await.unwrap();
    let accept = |request: &Recorded| request.headers()[ACCEPT].clone();
    let accepted: Vec<_> = mock.requests().iter().map(accept).collect();
    assert_eq!(accepted, [GetReport::ACCEPT, "text/csv"]);
}

/// Answers with text alone.
struct Notice;

impl Operation for Notice {
    type Output = String;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "notice",
        answers: &[Answer::new(Status::Exact(200), &["text/plain"])],
        ..Meta::DEFAULT
    };
}

/// What says that it is no text is not in a wrong encoding.
#[tokio::test]
async fn binary_data_is_no_text() {
    for (media, message) in [
        ("application/octet-stream", "the content is binary data, expected text"),
        ("text/plain", "the text is not in the encoding that it says"),
    ] {
        let headers = [("content-type", media)];
        let mock = Mock::new().on_bytes::<Notice>(200, &headers, &b"\xff\x00"[..]);
        let error = call(&client(&mock), Notice).send().await.unwrap_err();
        assert!(error.to_string().ends_with(message), "{error}");
    }
    let headers = [("content-type", "application/octet-stream")];
    let mock = Mock::new().on_bytes::<Notice>(200, &headers, "text");
    assert_eq!(call(&client(&mock), Notice).send().await.unwrap().into_inner(), "text");
}
