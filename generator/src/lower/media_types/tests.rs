//! What the generator and the clients say of media types is the same.

#[path = "../../../runtime/src/runtime/answers/media_type.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for clients")]
mod of_clients;

use super::{essence, kind};
use crate::model::PayloadKind;
use of_clients::{Kind, is_made_of_json};

/// What clients make of what the generator takes for this; text may be a page as well.
fn expected(payload: PayloadKind, essence: &str) -> Option<Kind> {
    match payload {
        PayloadKind::Json if essence == "*/*" => None,
        PayloadKind::Json => Some(Kind::Json),
        PayloadKind::Xml => Some(Kind::Xml),
        PayloadKind::Text if essence == "text/html" => Some(Kind::Html),
        PayloadKind::Text | PayloadKind::Events => Some(Kind::Text),
        PayloadKind::Form
        | PayloadKind::JsonLines
        | PayloadKind::JsonSequence
        | PayloadKind::Multipart
        | PayloadKind::Bytes => Some(Kind::Bytes),
    }
}

fn check(media: &str) {
    let essence = essence(media);
    let payload = kind(&essence);
    assert_eq!(Kind::of(media), expected(payload, &essence), "{media}: {payload:?}");
    let is_json = matches!(
        payload,
        PayloadKind::Json | PayloadKind::JsonLines | PayloadKind::JsonSequence
    );
    assert_eq!(is_made_of_json(media), is_json, "{media}: {payload:?}");
}

#[test]
fn clients_say_the_same() {
    let trees = ["application", "text", "image", "multipart", "audio", "*", "model"];
    let names = [
        "*",
        "csv",
        "dicom",
        "event-stream",
        "form-data",
        "graphql",
        "html",
        "javascript",
        "json",
        "json-lines",
        "json-patch",
        "json-rpc",
        "json-seq",
        "json-stream",
        "jsonl",
        "jsonlines",
        "jwt",
        "ldjson",
        "ndjson",
        "octet-stream",
        "pdf",
        "plain",
        "problem",
        "sql",
        "stream",
        "svg",
        "toml",
        "vnd.apple.mpegurl",
        "vnd.x.v1",
        "x-json",
        "x-jsonl",
        "x-ndjson",
        "x-www-form-urlencoded",
        "x-yaml",
        "xhtml",
        "xml",
        "yaml",
    ];
    let suffixes =
        ["", "+json", "+json-seq", "+xml", "+yaml", "+zip", "; charset=utf-8"];
    for tree in trees {
        for name in names {
            for suffix in suffixes {
                let media = format!("{tree}/{name}{suffix}");
                check(&media);
                check(&media.to_ascii_uppercase());
            }
        }
    }
    for odd in ["json", "+json", "/json", "/", "a/b/c+json", "text", "text/"] {
        check(odd);
    }
}
