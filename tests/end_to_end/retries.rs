//! Which answers make the client ask again, and when.

use super::server::{Script, Server};
use super::{JSON, SESSION, call, client_of, failure};
use generated_client::types::ReauthenticateRequest;
use generated_client::{Error, RequestOptions};
use std::time::{Duration, Instant};

fn session() -> Script {
    Script::answer("201 Created", JSON, SESSION)
}

async fn attempts_after(first: Script) -> (u32, Duration) {
    let server = Server::start(vec![first, session()]);
    let client = client_of(&server.url()).build().expect("a client");
    let started = Instant::now();
    let attempts = match call(&client).await {
        Ok(answer) => answer.attempts(),
        Err(Error::Api(failure)) => failure.attempts(),
        Err(other) => panic!("{other}"),
    };
    assert_eq!(server.received().len(), attempts as usize);
    let bodies: Vec<_> = server.received().into_iter().map(|sent| sent.body).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]), "each attempt is the same");
    (attempts, started.elapsed())
}

#[tokio::test]
async fn a_429_with_seconds() {
    let wait = [("Retry-After", "1")];
    let script = Script::answer("429 Too Many Requests", &wait, "");
    let (attempts, took) = attempts_after(script).await;
    assert_eq!(attempts, 2);
    assert!(took >= Duration::from_secs(1), "{took:?}");
}

#[tokio::test]
async fn a_429_with_a_date() {
    let wait = [
        ("Date", "Tue, 24 Nov 2026 10:00:00 GMT"),
        ("Retry-After", "Tue, 24 Nov 2026 10:00:01 GMT"),
    ];
    let script = Script::answer("429 Too Many Requests", &wait, "");
    let (attempts, took) = attempts_after(script).await;
    assert_eq!(attempts, 2);
    assert!(took >= Duration::from_secs(1), "{took:?}");
}

/// A long pause is the caller's decision: it is returned, not slept.
#[tokio::test]
async fn a_429_that_asks_for_an_hour() {
    let wait = [("Retry-After", "3600")];
    let server = Server::answering("429 Too Many Requests", &wait, "");
    let client = client_of(&server.url()).build().expect("a client");
    let error = call(&client).await.expect_err("refused");
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_503_and_then_a_session() {
    let wait = [("Retry-After", "0")];
    let script = Script::answer("503 Service Unavailable", &wait, "");
    assert_eq!(attempts_after(script).await.0, 2);
}

/// The first attempt may have done its work: a POST is not made twice on these.
#[tokio::test]
async fn failures_after_which_a_post_is_not_repeated() {
    let statuses = [
        "408 Request Timeout",
        "409 Conflict",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ];
    for status in statuses {
        assert_eq!(
            attempts_after(Script::answer(status, &[], "")).await.0,
            1,
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_call_that_the_caller_calls_harmless() {
    let server =
        Server::start(vec![Script::answer("502 Bad Gateway", &[], ""), session()]);
    let client = client_of(&server.url()).build().expect("a client");
    let request = ReauthenticateRequest::new("connection");
    let call = client.connect().sessions().reauthenticate(&request);
    let answer = call.options(RequestOptions::new().idempotent(true)).send().await;
    assert_eq!(answer.expect("a session").attempts(), 2);
}

#[tokio::test]
async fn retries_end() {
    let wait = [("Retry-After", "0")];
    let server = Server::answering("429 Too Many Requests", &wait, "");
    for (retries, attempts) in [(0, 1), (1, 2), (2, 3)] {
        let client = client_of(&server.url()).max_retries(retries);
        let error = failure(call(&client.build().expect("a client")).await);
        assert_eq!(error.attempts(), attempts);
    }
    assert_eq!(server.received().len(), 6);
}
