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

/// The boundary of parts that the caller has written is in their first line.
#[test]
fn parts_in_bytes() {
    let media = |media: &'static str, body: &'static [u8]| {
        let body = bytes::Bytes::from_static(body);
        let named = Content::bytes(media, body.view()).media_with_boundary();
        named.map_err(|error| error.to_string())
    };
    let body = b"--a b:c\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a b:c--\r\n";
    assert_eq!(
        media("multipart/form-data", body).unwrap(),
        "multipart/form-data; boundary=\"a b:c\""
    );
    for (kind, body) in [
        ("multipart/form-data; boundary=x", &b"--y\r\n"[..]),
        ("application/octet-stream", b"--y"),
    ] {
        assert_eq!(media(kind, body).unwrap(), kind);
    }
    for body in
        [&b""[..], b"content", b"--\r\n", b"--a\"\r\n", b"--\xFF\r\n", &[b'-'; 100]]
    {
        let said = media("Multipart/Mixed", body).unwrap_err();
        assert!(said.starts_with("a body of parts has to begin"), "{said}");
    }
}
