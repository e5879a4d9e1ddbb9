//! What arrives at the server.

use super::server::{Received, Server};
use super::{JSON, SESSION, client_of};
use generated_client::types::{ConnectProducts, ReauthenticateRequest};
use generated_client::{Client, Error, Nullable, RequestOptions};

async fn sent_with(
    request: &ReauthenticateRequest,
    options: RequestOptions,
) -> Received {
    let server = Server::answering("201 Created", JSON, SESSION);
    let client = client_of(&server.url()).build().expect("a client");
    let call = client.connect().sessions().reauthenticate(request).options(options);
    call.send().await.expect("an answer");
    server.received().remove(0)
}

async fn body_of(request: ReauthenticateRequest) -> String {
    let received = sent_with(&request, RequestOptions::new()).await;
    String::from_utf8(received.body).expect("text")
}

fn request() -> ReauthenticateRequest {
    ReauthenticateRequest::new("connection")
}

#[tokio::test]
async fn absent_null_and_given_are_three_requests() {
    let nothing = r#"{"connection_id":"connection"}"#;
    assert_eq!(body_of(request()).await, nothing);
    assert_eq!(body_of(request().redirect_uri(Nullable::Absent)).await, nothing);
    assert_eq!(
        body_of(request().redirect_uri(Nullable::Null)).await,
        r#"{"redirect_uri":null,"connection_id":"connection"}"#
    );
    assert_eq!(
        body_of(request().redirect_uri("https://example.com/done")).await,
        r#"{"redirect_uri":"https://example.com/done","connection_id":"connection"}"#
    );
    assert_eq!(
        body_of(request().products(Nullable::Null)).await,
        r#"{"products":null,"connection_id":"connection"}"#
    );
    assert_eq!(
        body_of(request().products(Vec::new())).await,
        r#"{"products":[],"connection_id":"connection"}"#
    );
    let both = request().products(Nullable::Null).redirect_uri(Nullable::Null);
    assert_eq!(
        body_of(both).await,
        r#"{"redirect_uri":null,"products":null,"connection_id":"connection"}"#
    );
}

#[tokio::test]
async fn every_field_and_text_that_needs_escapes() {
    let products = vec![ConnectProducts::Company, ConnectProducts::PayStatement];
    let full = ReauthenticateRequest::new("a \"b\"\n\u{1F980}")
        .products(products)
        .minutes_to_expire(43_200)
        .redirect_uri("https://example.com/?a=b&c");
    assert_eq!(
        body_of(full).await,
        concat!(
            r#"{"redirect_uri":"https://example.com/?a=b&c","minutes_to_expire":43200,"#,
            r#""products":["company","pay_statement"],"#,
            "\"connection_id\":\"a \\\"b\\\"\\n\u{1F980}\"}"
        )
    );
}

/// A product of tomorrow goes out as it is; a known text is the known value.
#[tokio::test]
async fn unknown_values_are_sent_unchanged() {
    let products = ["time_travel", "ssn"].map(ConnectProducts::from);
    assert!(!products[0].is_known());
    assert_eq!(products[1], ConnectProducts::Ssn);
    assert_eq!(
        body_of(request().products(products.to_vec())).await,
        r#"{"products":["time_travel","ssn"],"connection_id":"connection"}"#
    );
}

#[tokio::test]
async fn the_head_of_a_request() {
    let received = sent_with(&request(), RequestOptions::new()).await;
    assert_eq!(received.line(), "POST /connect/sessions/reauthenticate");
    // "client id:client secret" in base64.
    let basic = "Basic Y2xpZW50IGlkOmNsaWVudCBzZWNyZXQ=";
    assert_eq!(received.header("authorization"), Some(basic));
    assert_eq!(received.header("finch-api-version"), Some("2020-09-17"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(received.header("content-length"), Some("30"));
    let agent = received.header("user-agent").expect("a name");
    assert!(agent.starts_with("generated-client/"), "{agent}");
}

/// The document does not say that the body is required.
#[tokio::test]
async fn the_body_can_be_left_out() {
    let server = Server::answering("201 Created", JSON, SESSION);
    let client = client_of(&server.url()).build().expect("a client");
    client.connect().sessions().reauthenticate(None).send().await.expect("an answer");
    let received = server.received().remove(0);
    assert!(received.body.is_empty());
    assert_eq!(received.header("content-type"), None);
    assert_eq!(received.header("content-length"), Some("0"));
}

#[tokio::test]
async fn headers_of_one_call_win_over_the_client() {
    let options = RequestOptions::new()
        .header("Finch-API-Version", "2099-01-01")
        .header("X-Trace", "abc")
        .idempotency_key("key");
    let received = sent_with(&request(), options).await;
    assert_eq!(received.header("finch-api-version"), Some("2099-01-01"));
    assert_eq!(received.header("x-trace"), Some("abc"));
    assert_eq!(received.header("idempotency-key"), Some("key"));
}

#[tokio::test]
async fn a_copy_with_another_credential() {
    let server = Server::answering("201 Created", JSON, SESSION);
    let first = client_of(&server.url()).build().expect("a client");
    let second = first.with_basic_auth("other", "secret");
    for client in [&first, &second, &first] {
        super::call(client).await.expect("an answer");
    }
    let seen: Vec<String> = server
        .received()
        .iter()
        .filter_map(|received| received.header("authorization").map(str::to_owned))
        .collect();
    assert_eq!(seen[0], seen[2]);
    assert_eq!(seen[1], "Basic b3RoZXI6c2VjcmV0");
}

/// The variables that `Client::from_env` reads, without touching those of this process.
#[tokio::test]
async fn the_environment() {
    let server = Server::answering("201 Created", JSON, SESSION);
    let url = format!("{}/base/", server.url());
    let read = |name: &str| match name {
        "FINCH_BASE_URL" => Some(url.clone()),
        "FINCH_CLIENT_ID" => Some("id".to_owned()),
        "FINCH_CLIENT_SECRET" => Some("secret".to_owned()),
        _ => None,
    };
    let client = Client::builder().environment_from(&read).build().expect("a client");
    super::call(&client).await.expect("an answer");
    let received = server.received().remove(0);
    assert_eq!(received.line(), "POST /base/connect/sessions/reauthenticate");
    assert_eq!(received.header("authorization"), Some("Basic aWQ6c2VjcmV0"));

    let half = |name: &str| (name == "FINCH_CLIENT_ID").then(|| "id".to_owned());
    let refused = Client::builder().environment_from(&half).build();
    let refused = refused.expect_err("half a credential is a mistake").to_string();
    assert!(refused.contains("FINCH_CLIENT_SECRET"), "{refused}");
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::answering("201 Created", JSON, SESSION);
    let client = Client::builder().base_url(server.url()).build().expect("a client");
    match super::call(&client).await {
        Err(Error::Request(error)) => {
            assert!(error.to_string().contains("basicAuth"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn what_the_document_does_not_describe() {
    let server = Server::answering("200 OK", JSON, r#"{"ok":true}"#);
    let client = client_of(&server.url()).build().expect("a client");
    let call = client.request("GET".parse().expect("a method"), "/introspect");
    call.query("a", "b c").send().await.expect("an answer");
    let received = server.received().remove(0);
    assert_eq!(received.line(), "GET /introspect?a=b%20c");
    assert_eq!(received.header("finch-api-version"), Some("2020-09-17"));
}
