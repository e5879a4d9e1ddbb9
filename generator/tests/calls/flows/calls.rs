//! What comes and goes in pieces, against the mock and over loopback.

#[path = "support/server.rs"]
#[allow(dead_code, unreachable_pub, missing_docs)]
mod server;

use flows::api::{Download, Dump, Import, ImportRequest, Search, SearchRequest, SearchRequestPage, Watch};
use flows::types::Item;
use flows::{Client, Error, ErrorBody, Mock, Upload};
use serde_json::json;
use std::io::Cursor;

fn client(mock: &Mock) -> Client {
    Client::builder().transport(mock.clone()).build().expect("a client")
}

fn page(ids: &[i64], next: Option<&str>) -> serde_json::Value {
    let items: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    json!({"items": items, "next": next})
}

#[tokio::test]
async fn a_cursor_goes_into_an_object_of_the_body() {
    let mock = Mock::new().on::<Search>(200, page(&[1, 2], Some("c2"))).on::<Search>(200, page(&[3], None));
    let request = SearchRequest::new("all").page(SearchRequestPage::new().size(2));
    let client = client(&mock);
    let mut items = client.search(&request).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("an item").id);
    }
    assert_eq!(ids, [1, 2, 3]);
    let sent: Vec<_> = mock.requests().iter().map(|request| request.json()).collect();
    assert_eq!(sent[0], json!({"text": "all", "page": {"size": 2}}));
    assert_eq!(sent[1], json!({"text": "all", "page": {"size": 2, "cursor": "c2"}}));
}

#[tokio::test]
async fn an_object_that_the_caller_left_out_is_made_for_the_cursor() {
    let mock = Mock::new().on::<Search>(200, page(&[1], Some("c2"))).on::<Search>(200, page(&[], None));
    let (client, request) = (client(&mock), SearchRequest::new("all"));
    let mut pages = client.search(&request).pages();
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    assert_eq!(mock.requests()[1].json(), json!({"text": "all", "page": {"cursor": "c2"}}));
}

#[tokio::test]
async fn events_come_whole_however_they_are_cut() {
    let pieces: [&[u8]; 4] = [
        b"\xEF\xBB\xBF: hello\r\ndata: {\"id\"",
        b": 1}\r\n\r",
        b"\ndata: a\ndata: b\n\n",
        b"data: the last",
    ];
    let mock = Mock::new().on_pieces::<Watch>(200, &[("content-type", "text/event-stream")], &pieces);
    let mut events = client(&mock).watch().stream().await.expect("a stream").into_inner();
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        data.extend(event.expect("an event").data);
    }
    assert_eq!(data, ["{\"id\": 1}", "a\nb", "the last"]);
    assert_eq!(mock.requests()[0].header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn a_line_that_is_no_item_does_not_end_the_others() {
    let pieces: [&[u8]; 3] = [b"{\"id\":1}\n{\"id", b"\":\"x\"}\n\n{\"id\":3}", b""];
    let mock = Mock::new().on_pieces::<Dump>(200, &[("content-type", "application/x-ndjson")], &pieces);
    let mut lines = client(&mock).dump().stream().await.expect("a stream").into_inner();
    let mut found = Vec::new();
    while let Some(line) = lines.next().await {
        found.push(line.map(|item| item.id).map_err(|error| matches!(error, Error::Decode(_))));
    }
    assert_eq!(found, [Ok(1), Err(true), Ok(3)]);
}

/// The parts of a multipart body: their headers and contents.
fn parts(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let (_, boundary) = content_type.split_once("boundary=").expect("a boundary");
    let text = String::from_utf8(body.to_vec()).expect("text");
    let mark = format!("--{}", boundary.trim_matches('"'));
    let parts = text.split(&mark);
    let parts = parts.filter_map(|part| part.trim_start_matches("\r\n").split_once("\r\n\r\n"));
    parts.map(|(head, content)| {
        (head.to_ascii_lowercase(), content.strip_suffix("\r\n").unwrap_or(content).to_owned())
    }).collect()
}

fn check_parts(parts: &[(String, String)]) {
    let names = ["title", "file", "tags", "tags", "about"];
    assert_eq!(parts.len(), names.len(), "{parts:?}");
    for ((head, _), name) in parts.iter().zip(names) {
        assert!(head.contains(&format!("name=\"{name}\"")), "{head}");
    }
    assert!(parts[1].0.contains("filename=\"items.csv\"") && parts[1].0.contains("text/csv"));
    assert_eq!((parts[1].1.as_str(), parts[3].1.as_str()), ("id\n1\n", "b"));
    assert!(parts[4].0.contains("application/json"));
    assert_eq!(parts[4].1, "{\"id\":7}");
}

fn import(file: Upload) -> ImportRequest {
    let import = ImportRequest::new(file.file_name("items.csv")).title("Items");
    import.tags(vec!["a".to_owned(), "b".to_owned()]).about(Item::new(7))
}

#[tokio::test]
async fn a_file_in_memory_is_a_part() {
    let mock = Mock::new().on::<Import>(204, ());
    client(&mock).import(&import(Upload::new("id\n1\n"))).send().await.expect("done");
    let sent = &mock.requests()[0];
    check_parts(&parts(sent.header("content-type").expect("a type"), sent.body()));
}

/// Over a real connection: with a length where the reader's is known, in chunks otherwise.
#[tokio::test]
async fn a_file_from_a_reader_is_sent_while_it_is_read() {
    for size in [Some(5), None] {
        let server = server::Server::start(vec![server::Script::answer("204 No Content", &[], "")]);
        let client = Client::builder().base_url(server.url()).build().expect("a client");
        let file = Upload::reader(Cursor::new("id\n1\n"), size);
        client.import(&import(file)).send().await.expect("done");
        let sent = &server.received()[0];
        assert_eq!(sent.header("content-length").is_some(), size.is_some());
        check_parts(&parts(sent.header("content-type").expect("a type"), &sent.body));
    }
}

#[tokio::test]
async fn a_download_comes_piece_by_piece_over_a_connection() {
    let script = server::Script::head("200 OK", &[("Content-Type", "application/octet-stream")], 6);
    let script = script.send("abc").pause(std::time::Duration::from_millis(20)).send("def");
    let server = server::Server::start(vec![script]);
    let client = Client::builder().base_url(server.url()).build().expect("a client");
    let mut file = client.download("a/b").download().await.expect("a file").into_inner();
    let mut content = Vec::new();
    while let Some(piece) = file.next().await {
        content.extend_from_slice(&piece.expect("a piece"));
    }
    assert_eq!(content, b"abcdef");
    assert!(server.received()[0].line().starts_with("GET /items/a%2Fb/file"));
}

#[tokio::test]
async fn a_failure_instead_of_a_file_is_read_by_its_media_type() {
    let problem = [("content-type", "application/problem+json; charset=utf-8")];
    let text = [("content-type", "text/plain")];
    let mock = Mock::new()
        .on_bytes::<Download>(404, &problem, r#"{"title":"gone"}"#)
        .on_bytes::<Download>(404, &text, "not here");
    let client = client(&mock);
    let error = client.download("a").download().await.expect_err("none");
    let api = error.api().expect("an answer");
    assert_eq!(api.typed().and_then(|problem| problem.title.as_deref()), Some("gone"));
    let error = client.download("a").send().await.expect_err("none");
    let api = error.api().expect("an answer");
    assert!(matches!(api.body(), ErrorBody::Mismatch));
    assert_eq!(&api.raw()[..], b"not here");
}
