//! Tokens by client credentials.

use std::time::Duration;

use super::service::*;
use crate::runtime::{ClientCredentials, Credential, Error, Mock};

const URL: &str = "https://id.example.com/oauth/token";

fn tokens(mock: &Mock) -> ClientCredentials {
    ClientCredentials::new(mock.clone(), URL, "my id", "s3:cret").unwrap()
}

#[tokio::test]
async fn a_token_is_asked_for_and_again_after_a_401() {
    let endpoint = Mock::new()
        .on_request(
            "POST",
            "/oauth/token",
            200,
            serde_json::json!({ "access_token": "one" }),
        )
        .on_request(
            "POST",
            "/oauth/token",
            200,
            serde_json::json!({ "access_token": "two" }),
        );
    let provider = tokens(&endpoint).scope("read write").parameter("audience", "a&b");
    let shown = format!("{provider:?}");
    assert!(!shown.contains("cret"), "{shown}");
    let mock = Mock::new()
        .on::<ManySecurePet>(200, rex())
        .on::<ManySecurePet>(401, ())
        .on::<ManySecurePet>(200, rex());
    let client = client(&mock).with_credential("bearer", Credential::provider(provider));
    call(&client, ManySecurePet).send().await.unwrap();
    call(&client, ManySecurePet).send().await.unwrap();
    let sent: Vec<_> = mock.requests();
    let sent: Vec<_> = sent.iter().map(|sent| sent.header("authorization")).collect();
    assert_eq!(sent, [Some("Bearer one"), Some("Bearer one"), Some("Bearer two")]);
    let asked = &endpoint.requests()[0];
    assert_eq!(endpoint.requests().len(), 2);
    assert_eq!(asked.url(), URL);
    assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
    // base64("my+id:s3%3Acret")
    assert_eq!(asked.header("authorization"), Some("Basic bXkraWQ6czMlM0FjcmV0"));
    let form = "grant_type=client_credentials&scope=read+write&audience=a%26b";
    assert_eq!(asked.body(), form.as_bytes());
}

#[tokio::test]
async fn a_token_is_used_as_long_as_the_endpoint_says() {
    let token = |name: &str, seconds: serde_json::Value| serde_json::json!({ "access_token": name, "expires_in": seconds });
    let endpoint = Mock::new()
        .on_request("POST", "/oauth/token", 200, token("one", 100.into()))
        .on_request("POST", "/oauth/token", 200, token("two", "100".into()));
    let provider = Credential::provider(tokens(&endpoint));
    let mut mock = Mock::new();
    for _ in 0..3 {
        // Less than the client's limit for an attempt.
        mock = mock.on::<ManySecurePet>(200, rex()).delayed(Duration::from_secs(40));
    }
    let client = client(&mock).with_credential("bearer", provider);
    for _ in 0..3 {
        call(&client, ManySecurePet).send().await.unwrap();
    }
    let sent: Vec<_> = mock.requests();
    let sent: Vec<_> = sent.iter().map(|sent| sent.header("authorization")).collect();
    assert_eq!(sent, [Some("Bearer one"), Some("Bearer one"), Some("Bearer two")]);
}

/// A token that lives longer than any clock counts is used without an overflow.
#[tokio::test]
async fn an_endpoint_that_promises_too_much() {
    let answer = serde_json::json!({ "access_token": "one", "expires_in": u64::MAX });
    let endpoint = Mock::new().on_request("POST", "/oauth/token", 200, answer);
    let mock = Mock::new()
        .on::<ManySecurePet>(200, rex())
        .delayed(Duration::from_secs(40))
        .on::<ManySecurePet>(401, ())
        .on::<ManySecurePet>(200, rex());
    let client =
        client(&mock).with_credential("bearer", Credential::provider(tokens(&endpoint)));
    for _ in 0..2 {
        call(&client, ManySecurePet).send().await.unwrap();
    }
    assert_eq!(endpoint.requests().len(), 2);
}

#[tokio::test]
async fn an_endpoint_that_refuses() {
    for (status, body, reason) in [
        (
            400,
            serde_json::json!({ "error": "invalid_client" }),
            "answered 400: invalid_client",
        ),
        (500, serde_json::json!([]), "answered 500: no reason"),
        (200, serde_json::json!({}), "gave no `access_token`"),
    ] {
        let endpoint = Mock::new().on_request("POST", "/oauth/token", status, body);
        let provider = Credential::provider(tokens(&endpoint));
        let client = client(&Mock::new()).with_credential("bearer", provider);
        let error = call(&client, ManySecurePet).send().await.unwrap_err();
        let Error::Request(error) = error else { panic!("{error:?}") };
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.ends_with(reason), "{source}");
    }
}

#[test]
fn secrets_go_over_https_alone() {
    let new =
        |url: &str| ClientCredentials::new(Mock::new(), url, "id", "secret").is_ok();
    assert!(new("http://localhost:8080/token"));
    assert!(!new("http://id.example.com/token"));
    assert!(!new("ftp://id.example.com/token"));
    assert!(!new("/token"));
}
