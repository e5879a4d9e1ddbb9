//! Connections that fail.

use super::server::{Script, Server};
use super::{JSON, Outcome, SESSION, answered, call, client_of};
use generated_client::{Error, TransportError, TransportKind};
use std::time::{Duration, Instant};

fn broken(outcome: Outcome) -> TransportError {
    match outcome {
        Err(Error::Transport(error)) => error,
        other => panic!("not a failure of the transport: {other:?}"),
    }
}

/// Nothing was sent, so the call is repeated although it is a POST.
#[tokio::test]
async fn refused() {
    let client = client_of(&Server::refused()).max_retries(1).build().expect("a client");
    let error = broken(call(&client).await);
    assert_eq!((error.kind(), error.attempts()), (TransportKind::Connect, 2));
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn reset_before_the_answer() {
    let error = broken(answered(Script::default().reset()).await);
    assert_eq!((error.kind(), error.status()), (TransportKind::Io, None));
    let error = broken(answered(Script::silent()).await);
    assert_eq!((error.kind(), error.status()), (TransportKind::Io, None));
}

#[tokio::test]
async fn reset_within_the_body() {
    let head = Script::head("201 Created", JSON, SESSION.len());
    let script = head.send(&SESSION[..20]).pause(Duration::from_millis(100)).reset();
    let error = broken(answered(script).await);
    assert_eq!(error.kind(), TransportKind::Io);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
}

#[tokio::test]
async fn truncated() {
    let head = Script::head("201 Created", JSON, SESSION.len());
    let error = broken(answered(head.send(&SESSION[..20])).await);
    assert_eq!(error.kind(), TransportKind::Io);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
    let part = error.partial_body().expect("what had come");
    assert_eq!(&part[..], &SESSION.as_bytes()[..20]);
}

#[tokio::test]
async fn not_http() {
    let error =
        broken(answered(Script::default().send("SSH-2.0-OpenSSH\r\n\r\n")).await);
    assert_eq!(error.kind(), TransportKind::Io);
}

/// The time limit holds for the head and for the body. A POST that may have arrived is not
/// repeated.
#[tokio::test]
async fn slow() {
    let late = Duration::from_secs(30);
    let body = Script::head("201 Created", JSON, SESSION.len()).send("{").pause(late);
    for script in [Script::default().pause(late), body] {
        let server = Server::start(vec![script]);
        let client = client_of(&server.url()).timeout(Duration::from_millis(200));
        let started = Instant::now();
        let outcome = call(&client.build().expect("a client")).await;
        assert!(outcome.as_ref().is_err_and(Error::is_timeout), "{outcome:?}");
        let error = broken(outcome);
        assert_eq!((error.kind(), error.attempts()), (TransportKind::Timeout, 1));
        assert!(started.elapsed() < late / 2);
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn a_limit_for_all_attempts_together() {
    let wait = [("Retry-After", "30")];
    let server = Server::answering("429 Too Many Requests", &wait, "");
    let client = client_of(&server.url()).total_timeout(Duration::from_millis(500));
    let started = Instant::now();
    let outcome = call(&client.build().expect("a client")).await;
    assert!(outcome.is_err());
    assert!(started.elapsed() < Duration::from_secs(15));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn oversized() {
    let big = format!("{{\"session_id\":\"{}\"}}", "x".repeat(100_000));
    let chunked = big.as_bytes().chunks(10_000).fold(
        Script::default().send(
            "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\
             Content-Type: application/json\r\nConnection: close\r\n\r\n",
        ),
        |script, chunk| {
            let text = String::from_utf8_lossy(chunk);
            script.send(format!("{:x}\r\n{text}\r\n", chunk.len()))
        },
    );
    for script in [Script::answer("201 Created", JSON, &big), chunked.send("0\r\n\r\n")]
    {
        let server = Server::start(vec![script]);
        let client = client_of(&server.url()).max_response_bytes(50_000);
        let error = broken(call(&client.build().expect("a client")).await);
        assert_eq!((error.kind(), error.attempts()), (TransportKind::TooLarge, 1));
        assert!(error.partial_body().is_none_or(|part| part.len() <= 50_000));
    }
}

#[tokio::test]
async fn an_oversized_failure_is_cut_not_lost() {
    let body = "x".repeat((1 << 20) + 5000);
    let script = Script::answer("500 Internal Server Error", &[], body);
    let error = super::failure(answered(script).await);
    assert_eq!(error.status().as_u16(), 500);
    assert_eq!(error.raw().len(), 1 << 20);
}
