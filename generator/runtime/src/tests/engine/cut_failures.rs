//! Failures whose bodies break off or stall: their status and headers decide all the same.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{
    BoxError, BoxFuture, Bytes, Client, ClientCredentials, Credential, Error, Mock,
    ReqwestTransport, Secret, Token, TokenProvider, TransportError, TransportKind,
};

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn to(server: &Server) -> Client {
    builder().base_url(server.url()).build().unwrap()
}

/// An answer of which the end never comes.
fn cut(status: &str, headers: &[(&str, &str)], body: &str) -> Script {
    Script::head(status, headers, 100).send(body)
}

fn found() -> Script {
    Script::answer("200 OK", &[JSON], r#"{"name":"Rex"}"#)
}

#[tokio::test]
async fn a_final_status_is_final() {
    let server =
        Server::start(vec![cut("404 Not Found", &[JSON], "{\"message\":\"no\"}")]);
    let error = call(&to(&server), GetPet).send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.api().unwrap().message().as_deref(), Some("no"));
    assert_eq!(server.received().len(), 1);
    let server = Server::start(vec![cut("400 Bad Request", &[JSON], "{\"mess")]);
    let error = call(&to(&server), PatchPet).send().await.unwrap_err();
    assert_eq!(&error.api().unwrap().raw()[..], b"{\"mess");
}

#[tokio::test]
async fn a_limit_is_waited_for() {
    let limited = cut("429 Too Many Requests", &[JSON, ("Retry-After", "0")], "{");
    let server = Server::start(vec![limited, found()]);
    let pet = call(&to(&server), PatchPet).send().await.unwrap();
    assert_eq!(pet.attempts(), 2);
}

struct Counted(AtomicUsize);

impl TokenProvider for Counted {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(Token::new(format!("t{count}")))))
    }
}

#[tokio::test]
async fn a_rejected_token_is_replaced() {
    let server = Server::start(vec![cut("401 Unauthorized", &[JSON], "{"), found()]);
    let provider = Credential::provider(Counted(AtomicUsize::new(0)));
    let client = builder().base_url(server.url()).max_retries(0);
    let client = client.credential("bearer", provider).build().unwrap();
    call(&client, ManySecurePet).send().await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn what_the_service_asks_for_is_kept() {
    let script = cut("503 Service Unavailable", &[JSON, ("Retry-After", "7")], "{");
    let server = Server::start(vec![script.pause(Duration::from_secs(3))]);
    let client = builder().base_url(server.url()).timeout(Duration::from_millis(200));
    let client = client.max_retries(0).build().unwrap();
    let error = call(&client, PatchPet).send().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    let headers = std::iter::once((http::header::RETRY_AFTER, "7".parse().unwrap()));
    let error = TransportError::new(TransportKind::Io, "it broke").with_partial(
        http::StatusCode::OK,
        headers.collect(),
        Bytes::new(),
    );
    assert_eq!(Error::<()>::from(error).retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_is_asked_once() {
    let refused = cut("401 Unauthorized", &[JSON], r#"{"error":"invalid_client"}"#);
    let server = Server::start(vec![refused]);
    let transport = ReqwestTransport::new(None).unwrap();
    let url = format!("{}/t", server.url());
    let provider = ClientCredentials::new(transport, &url, "id", "secret").unwrap();
    let client = builder().transport(Mock::new());
    let client = client.credential("bearer", Credential::provider(provider));
    let error = call(&client.build().unwrap(), ManySecurePet).send().await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "the token endpoint answered 401: invalid_client");
    assert!(!error.is_retryable());
    assert_eq!(server.received().len(), 1);
}
