//! Bodies of forms, texts, bytes and JSON.

use serde_json::json;

use super::service::*;
use crate::runtime::{Content, Param, PartEncoding, Slot, Style};

#[test]
fn forms() {
    static ENCODINGS: &[PartEncoding] = &[
        PartEncoding::new(Param::query("tags").explode(false)),
        PartEncoding::new(Param::query("deep").style(Style::DeepObject)),
        PartEncoding::new(Param::query("json").content("application/json")),
        PartEncoding::new(Param::query("link").allow_reserved()),
    ];
    let value = json!({
        "json": ["x", "y"],
        "link": "a://b?c=d&e",
        "name": "a b+c&d",
        "list": ["x", "y"],
        "tags": ["x", "y"],
        "deep": {"a": {"b": 1}},
        "object": {"a": 1},
        "none": null,
    });
    let content =
        Content::form("application/x-www-form-urlencoded", value.view(), ENCODINGS);
    let body = content.into_body().unwrap();
    let mut parts: Vec<&str> =
        std::str::from_utf8(body.as_bytes().unwrap()).unwrap().split('&').collect();
    parts.sort_unstable();
    assert_eq!(
        parts,
        [
            "deep%5Ba%5D%5Bb%5D=1",
            "json=%5B%22x%22%2C%22y%22%5D",
            "link=a://b?c=d%26e",
            "list=x",
            "list=y",
            "name=a+b%2Bc%26d",
            "object=%7B%22a%22%3A1%7D",
            "tags=x,y",
        ]
    );
}

#[test]
fn other_bodies() {
    let body =
        |content: Content<'_>| content.into_body().unwrap().as_bytes().unwrap().clone();
    assert_eq!(body(Content::text("text/plain", 5_i64.view())), "5");
    assert_eq!(body(Content::text("text/plain", String::from("a\"b").view())), "a\"b");
    let bytes = bytes::Bytes::from_static(&[0, 255]);
    assert_eq!(body(Content::bytes("application/octet-stream", bytes.view())), bytes);
    assert_eq!(
        body(Content::json("application/json", rex().view())),
        "{\"name\":\"Rex\"}"
    );
}

/// A value on each line, or each behind a record separator (RFC 7464, section 2.2).
#[tokio::test]
async fn several_values() {
    let value = serde_json::json!([{"a": 1}, "x\ny", null]);
    let sent = async |content: Content<'_>| {
        content.into_body().unwrap().collect(usize::MAX).await.unwrap()
    };
    let lines = sent(Content::json_lines("application/jsonl", value.view())).await;
    assert_eq!(lines, "{\"a\":1}\n\"x\\ny\"\nnull\n");
    let sequence =
        sent(Content::json_sequence("application/json-seq", value.view())).await;
    assert_eq!(sequence, "\u{1e}{\"a\":1}\n\u{1e}\"x\\ny\"\n\u{1e}null\n");
}
