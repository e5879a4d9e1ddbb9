//! Servers that answer otherwise than their documents say: what does no harm is read, and of
//! everything else status, headers and bytes are there.

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{Client, Error, ErrorBody, Problem as Wrong};

const REX: &str = r#"{"name":"Rex"}"#;
const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Headers and a body, and what becomes of them.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a [u8], &'a str);

fn client(server: &Server) -> Client {
    builder().base_url(server.url()).max_retries(0).build().unwrap()
}

async fn answer(
    status: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Result<Pet, Error<PetFailure>> {
    let server = Server::start(vec![Script::answer(status, headers, body)]);
    let answer = call(&client(&server), GetPet).send().await?;
    Ok(answer.into_inner())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[tokio::test]
async fn what_does_no_harm_is_read() {
    let plain = REX.as_bytes().to_vec();
    let marked = [b"\xEF\xBB\xBF", REX.as_bytes()].concat();
    let latin = b"{\"name\":\"Ren\xe9\"}".to_vec();
    let windows = b"{\"name\":\"\x80\"}".to_vec();
    let little = [b"\xFF\xFE".to_vec(), utf16(REX, u16::to_le_bytes)].concat();
    let big = utf16(REX, u16::to_be_bytes);
    let blanks = format!("\r\n  {REX}\r\n\r\n").into_bytes();
    let rows: [Row<'_>; 21] = [
        (&[], &plain, "Rex"),
        (&[("Content-Type", "")], &plain, "Rex"),
        (&[("Content-Type", "text/plain; charset=utf-8")], &plain, "Rex"),
        (&[("Content-Type", "text/html")], &plain, "Rex"),
        (&[("Content-Type", "text/html; charset=UTF-8")], &marked, "Rex"),
        (&[("Content-Type", "application/octet-stream")], &plain, "Rex"),
        (&[("Content-Type", "application/x-javascript")], &plain, "Rex"),
        (&[("Content-Type", "application/json, application/json")], &plain, "Rex"),
        (&[("Content-Type", "application/json;charset")], &plain, "Rex"),
        (&[("cOnTeNt-TyPe", "Application/JSON;Charset=\"UTF-8\"")], &plain, "Rex"),
        (&[JSON, ("Content-Type", "text/html")], &plain, "Rex"),
        (&[JSON, ("Content-Encoding", "identity")], &plain, "Rex"),
        (&[JSON, ("Content-Encoding", "utf-8")], &plain, "Rex"),
        (&[JSON, ("Content-Encoding", "compress")], &plain, "Rex"),
        (&[JSON], &marked, "Rex"),
        (&[JSON], &blanks, "Rex"),
        (&[("Content-Type", "application/json; charset=latin1")], &plain, "Rex"),
        (&[("Content-Type", "application/json; charset=ISO-8859-1")], &latin, "René"),
        (&[("Content-Type", "application/json; charset='windows-1252'")], &windows, "€"),
        (&[JSON], &little, "Rex"),
        (&[("Content-Type", "application/json; charset=utf-16")], &big, "Rex"),
    ];
    for (headers, body, name) in rows {
        let pet = answer("200 OK", headers, body).await;
        assert_eq!(pet.unwrap().name, name, "{headers:?}");
    }
    // Numbers as other languages write them, and keys that nobody knows.
    for age in ["3", "3.0", "3e0", "30e-1"] {
        let body = format!(r#"{{"name":"Rex","age":{age},"new":[1e308,null]}}"#);
        assert_eq!(answer("200 OK", &[JSON], body).await.unwrap().age, Some(3), "{age}");
    }
}

#[tokio::test]
async fn what_is_something_else_is_kept() {
    let latin = b"{\"name\":\"Ren\xe9\"}".to_vec();
    let rows: [Row<'_>; 17] = [
        (&[JSON], b"", "the body is empty"),
        (&[JSON], b"null", "expected an object, found null (line 1, column 1)"),
        (&[JSON], b"[]", "expected an object, found an array (line 1, column 1)"),
        (&[JSON], b"\"Rex\"", "expected an object, found a string (line 1, column 1)"),
        (&[JSON], b"{\"name\":\"Rex\"}{}", "column 15"),
        (&[JSON], b"{\"name\":\"Rex\"}<br>Warning", "column 15"),
        (&[JSON], b")]}',\n{\"name\":\"Rex\"}", "column 1"),
        (&[JSON], b"{\"name\":null}", "at `/name`"),
        (&[JSON], b"{\"name\":\"Rex\",\"age\":\"3\"}", "at `/age`"),
        (&[JSON], b"{\"name\":\"Rex\",\"age\":3.5}", "at `/age`"),
        (&[JSON], b"{\"name\":\"Rex\",\"age\":1e400}", "at `/age`"),
        (&[JSON], b"{\"name\":\"Rex\",\"age\":99999999999999999999}", "at `/age`"),
        (&[JSON], &latin, "text in UTF-8"),
        (&[("Content-Type", "text/html")], b"<html>", "the content is HTML"),
        (&[("Content-Type", "text/html")], b"{\"name\":3}", "at `/name`"),
        (&[JSON], b"\x1f\x8b\x08\0\0", "it is compressed"),
        (&[JSON, ("Content-Encoding", "compress")], b"\x1f\x9d\x90", "it is compressed"),
    ];
    for (headers, body, expected) in rows {
        let error = answer("200 OK", headers, body).await.unwrap_err();
        let said = error.to_string();
        assert!(said.contains(expected), "{said}, not {expected}");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!((error.status().as_u16(), &error.raw()[..]), (200, body));
        let first = headers.first().map_or("", |(_, value)| value);
        assert_eq!(error.headers()["content-type"], first);
    }
}

/// Statuses that the document knows nothing of, and bodies where there should be none.
#[tokio::test]
async fn other_statuses() {
    let page = "<html><h1>503</h1></html>";
    let html = ("Content-Type", "text/html");
    let pet = answer("299 Fine", &[JSON], REX).await.unwrap();
    assert_eq!(pet.name, "Rex");
    let error = answer("204 No Content", &[JSON], REX).await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(error) if matches!(error.problem(), Wrong::Empty))
    );
    let rows = [
        ("301 Moved Permanently", html, page, &ErrorBody::Undocumented),
        ("304 Not Modified", JSON, "", &ErrorBody::Undocumented),
        ("400 Bad Request", html, page, &ErrorBody::Mismatch),
        ("404 Not Found", html, page, &ErrorBody::Undocumented),
        ("503 Service Unavailable", html, page, &ErrorBody::Mismatch),
        ("599 Odd", JSON, "", &ErrorBody::Mismatch),
    ];
    for (status, media, body, expected) in rows {
        let headers = [media, ("Location", "/elsewhere"), ("X-Trace", "t1")];
        let error = answer(status, &headers, body).await.unwrap_err();
        let api = error.api().unwrap();
        assert_eq!(
            (api.body(), &api.raw()[..]),
            (expected, body.as_bytes()),
            "{status}"
        );
        assert_eq!(api.headers()["x-trace"], "t1");
        assert!(status.starts_with(api.status().as_str()), "{status}");
    }
    // A failure that is JSON under another name is one all the same.
    let error = answer("400 Bad Request", &[html], r#"{"code":7}"#).await.unwrap_err();
    assert!(matches!(error.api().unwrap().typed(), Some(PetFailure::BadRequest(_))));
}
