//! End to end over loopback, faults included.

use std::time::{Duration, Instant};

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{
    Client, ClientBuilder, Credential, Error, ErrorBody, RequestOptions, TransportKind,
};

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
const REX: &str = r#"{"name":"Rex"}"#;

fn to(url: &str) -> ClientBuilder {
    builder().base_url(url).credential("bearer", Credential::bearer("hunter2"))
}

fn once(url: &str) -> Client {
    to(url).max_retries(0).build().unwrap()
}

async fn transport_error(script: Script) -> crate::runtime::TransportError {
    let server = Server::start(vec![script]);
    match call(&once(&server.url()), GetPet).send().await {
        Err(Error::Transport(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_call() {
    let server = Server::answering("201 Created", JSON, REX);
    let pet = rex();
    let client = once(&format!("{}/v1", server.url()));
    let answer = call(&client, AddPet { body: &pet }).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.into_inner()), (201, rex()));
    let sent = &server.received()[0];
    assert_eq!(
        (sent.line(), &sent.body[..]),
        ("POST /v1/pets", &b"{\"name\":\"Rex\"}"[..])
    );
    assert_eq!(sent.header("content-length"), Some("14"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("user-agent"), Some("pets/1.0"));
}

#[tokio::test]
async fn refused_connections() {
    let client = to(&Server::refused()).max_retries(1).build().unwrap();
    let Err(Error::Transport(error)) = call(&client, PatchPet).send().await else {
        panic!()
    };
    assert_eq!((error.kind(), error.attempts()), (TransportKind::Connect, 2));
    assert_eq!(error.to_string(), "no connection could be made after 2 attempts");
}

#[tokio::test]
async fn broken_answers() {
    let error = transport_error(Script::silent()).await;
    assert_eq!((error.kind(), error.status()), (TransportKind::Io, None));
    let error = transport_error(Script::default().reset()).await;
    assert_eq!(error.kind(), TransportKind::Io);
    let error = transport_error(Script::default().send("NONSENSE\r\n\r\n")).await;
    assert_eq!(error.kind(), TransportKind::Io);
    let truncated = Script::head("200 OK", JSON, 100).send("{\"na");
    let error = transport_error(truncated).await;
    assert_eq!(error.kind(), TransportKind::Io);
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.partial_body().unwrap(), "{\"na");
    assert_eq!(error.to_string(), "the connection broke within the 200 OK answer");
    let pause = Duration::from_millis(50);
    let reset = Script::head("200 OK", JSON, 100).send("{\"na").pause(pause).reset();
    let error = transport_error(reset).await;
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (TransportKind::Io, 200)
    );
}

#[tokio::test]
async fn slow_answers() {
    let late = Duration::from_secs(20);
    let head = Script::head("200 OK", JSON, 14);
    let rows = [
        (Script::default().pause(late), None),
        (head.send("{").pause(late), Some(&b"{"[..])),
    ];
    for (script, came) in rows {
        let server = Server::start(vec![script]);
        let options = RequestOptions::new().timeout(Duration::from_millis(150));
        let client = once(&server.url());
        let started = Instant::now();
        let error = call(&client, GetPet).options(options).send().await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(started.elapsed() < late / 2);
        // What had come by then is kept.
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!(error.partial_body().map(|body| &body[..]), came);
        assert_eq!(error.status().is_some(), came.is_some());
    }
}

#[tokio::test]
async fn oversized_answers() {
    let chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let mut endless = Script::default().send(chunked);
    for _ in 0..64 {
        endless = endless.send(format!("400\r\n{}\r\n", "x".repeat(1024)));
    }
    for script in [endless, Script::answer("200 OK", JSON, "x".repeat(5000))] {
        let server = Server::start(vec![script]);
        let client =
            to(&server.url()).max_response_bytes(2000).max_retries(3).build().unwrap();
        let Err(Error::Transport(error)) = call(&client, GetPet).send().await else {
            panic!()
        };
        assert_eq!((error.kind(), error.attempts()), (TransportKind::TooLarge, 1));
        assert!(error.partial_body().unwrap().len() <= 2000);
    }
    let failure = Script::answer("404 Not Found", JSON, "x".repeat((1 << 20) + 1000));
    let server = Server::start(vec![failure]);
    let error = call(&once(&server.url()), GetPet).send().await.unwrap_err();
    assert_eq!(error.api().unwrap().raw().len(), 1 << 20);
}

#[tokio::test]
async fn a_page_of_a_proxy() {
    let html = [("Content-Type", "text/html")];
    let server = Server::answering("502 Bad Gateway", &html, "<h1>Bad</h1>");
    let error = call(&once(&server.url()), GetPet).send().await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!((api.status().as_u16(), api.body()), (502, &ErrorBody::Mismatch));
    assert_eq!((&api.raw()[..], api.message()), (&b"<h1>Bad</h1>"[..], None));
}

#[tokio::test]
async fn an_empty_success_and_a_wrong_content_type() {
    let server = Server::answering("201 Created", JSON, "");
    let error = call(&once(&server.url()), GetPet).send().await.unwrap_err();
    assert!(error.to_string().ends_with("the body is empty"), "{error}");
    let server = Server::answering("200 OK", &[("Content-Type", "text/html")], "<p>");
    let error = call(&once(&server.url()), GetPet).send().await.unwrap_err();
    assert!(error.to_string().ends_with("expected JSON"), "{error}");
}

#[tokio::test]
async fn redirects_are_not_followed_and_nothing_leaks() {
    let other = Server::answering("200 OK", JSON, REX);
    let location = [("Location", &*format!("{}/steal", other.url()))];
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        let server = Server::answering(status, &location, "");
        let client = once(&server.url());
        let error = call(&client, ManySecurePet).send().await.unwrap_err();
        let sent = &server.received()[0];
        assert_eq!(sent.header("authorization"), Some("Bearer hunter2"));
        assert_eq!(
            error.status().unwrap().as_u16(),
            status[..3].parse::<u16>().unwrap()
        );
        assert!(error.headers().unwrap().contains_key("location"));
    }
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn pauses_that_the_service_asks_for() {
    let soon = [("Retry-After", "1")];
    let now = [
        ("Date", "Tue, 24 Nov 2026 10:00:00 GMT"),
        ("Retry-After", "Tue, 24 Nov 2026 10:00:01 GMT"),
    ];
    let server = Server::start(vec![
        Script::answer("429 Too Many Requests", &soon, ""),
        Script::answer("429 Too Many Requests", &now, ""),
        Script::answer("201 Created", JSON, REX),
    ]);
    let client = to(&server.url()).build().unwrap();
    let started = Instant::now();
    let pet = rex();
    let answer = call(&client, AddPet { body: &pet }).send().await.unwrap();
    assert_eq!(answer.attempts(), 3);
    assert!(started.elapsed() >= Duration::from_secs(2));
    let sent = server.received();
    assert!(sent.iter().all(|request| request.body == sent[0].body));
}

#[tokio::test]
async fn unavailable_and_then_not() {
    let wait = [("Retry-After", "0")];
    let server = Server::start(vec![
        Script::answer("503 Service Unavailable", &wait, ""),
        Script::answer("201 Created", JSON, REX),
    ]);
    let client = to(&server.url()).build().unwrap();
    let pet = rex();
    let answer = call(&client, AddPet { body: &pet }).send().await.unwrap();
    assert_eq!((answer.attempts(), answer.status().as_u16()), (2, 201));
}

#[tokio::test]
async fn a_dropped_call_is_over() {
    let server = Server::start(vec![Script::default().pause(Duration::from_secs(20))]);
    let client = to(&server.url()).build().unwrap();
    let call = call(&client, GetPet).send();
    assert!(tokio::time::timeout(Duration::from_millis(100), call).await.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(server.received().len(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn without_async() {
    let server = Server::answering("200 OK", JSON, REX);
    let client = once(&server.url());
    for _ in 0..3 {
        assert_eq!(call(&client, GetPet).send_blocking().unwrap().into_inner(), rex());
    }
}

/// `text` as gzip, in one block that is not compressed.
#[cfg(feature = "gzip")]
fn gzip(text: &str) -> Vec<u8> {
    let crc = text.bytes().fold(u32::MAX, |crc, byte| {
        let step =
            |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc))
    });
    let length = u16::try_from(text.len()).unwrap();
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(text.bytes());
    out.extend((!crc).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn compressed_answers_are_limited_by_what_comes_out() {
    let headers = [JSON[0], ("Content-Encoding", "gzip")];
    let server = Server::answering("200 OK", &headers, gzip(REX));
    let client = once(&server.url());
    assert_eq!(call(&client, GetPet).send().await.unwrap().into_inner(), rex());
    assert!(server.received()[0].header("accept-encoding").unwrap().contains("gzip"));
    let options = RequestOptions::new().max_response_bytes(5);
    let error = call(&client, GetPet).options(options).send().await.unwrap_err();
    let Error::Transport(error) = error else { panic!() };
    assert_eq!(error.kind(), TransportKind::TooLarge);
}

#[tokio::test]
async fn failures_do_not_show_the_url() {
    let truncated = Script::head("200 OK", JSON, 100).send("{");
    let servers = [Server::refused(), Server::start(vec![truncated]).url()];
    for url in servers {
        let client = once(&url).knowing("bearer", Credential::bearer("x\n"));
        let keyed = client.knowing("queryKey", Credential::api_key("hunter2"));
        let raw = keyed.request(http::Method::GET, "/x").query("q", "hunter2");
        let error = raw.send().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "the bearer token is not sendable");

        let client = builder().base_url(&url).max_retries(0);
        let client = client.credential("queryKey", Credential::api_key("hunter2"));
        let error =
            call(&client.build().unwrap(), ManySecurePet).send().await.unwrap_err();
        let mut text = format!("{error} {error:?}");
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            text = format!("{text} {error} {error:?}");
            cause = error.source();
        }
        assert!(!text.contains("hunter2") && !text.contains("api_key"), "{text}");
    }
}
