//! Tokens by client credentials.

use std::time::Duration;

use serde_json::json;

use super::service::*;
use crate::runtime::{
    Body, BoxFuture, ClientCredentials, Credential, Error, Limits, Meta, Method, Mock,
    NoFailure, Operation, Recorded, Transport, TransportError,
};

const URL: &str = "https://id.example.com/oauth/token";

fn tokens(mock: &Mock) -> ClientCredentials {
    ClientCredentials::new(mock.clone(), URL, "my id", "s3:cret").unwrap()
}

#[tokio::test]
async fn a_token_is_asked_for_and_again_after_a_401() {
    let endpoint = Mock::new()
        .on_request("POST", "/oauth/token", 200, json!({ "access_token": "one" }))
        .on_request("POST", "/oauth/token", 200, json!({ "access_token": "two" }));
    let provider = tokens(&endpoint).scope("read write").parameter("audience", "a&b");
    let shown = format!("{provider:?}");
    assert!(!shown.contains("cret"), "{shown}");
    let mock = Mock::new()
        .on::<ManySecurePet>(200, rex())
        .on::<ManySecurePet>(401, ())
        .on::<ManySecurePet>(200, rex());
    let client = client(&mock).knowing("bearer", Credential::provider(provider));
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

/// One way to say who asks, not two (RFC 6749, section 2.3).
#[tokio::test]
async fn credentials_in_the_body() {
    let answer = json!({ "access_token": "one" });
    let endpoint = Mock::new().on_request("POST", "/oauth/token", 200, answer);
    let provider = tokens(&endpoint).credentials_in_body().scope("read");
    let provider = provider.credentials_in_body();
    assert!(!format!("{provider:?}").contains("cret"));
    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let client = client(&mock).knowing("bearer", Credential::provider(provider));
    call(&client, ManySecurePet).send().await.unwrap();
    let asked = &endpoint.requests()[0];
    assert_eq!(asked.header("authorization"), None);
    let form = "grant_type=client_credentials&client_id=my+id&client_secret=s3%3Acret&scope=read";
    assert_eq!(asked.body(), form.as_bytes());
}

#[tokio::test]
async fn a_token_is_used_as_long_as_the_endpoint_says() {
    let token = |name: &str, seconds: serde_json::Value| json!({ "access_token": name, "expires_in": seconds });
    let endpoint = Mock::new()
        .on_request("POST", "/oauth/token", 200, token("one", 100.into()))
        .on_request("POST", "/oauth/token", 200, token("two", "100.5".into()))
        .on_request("POST", "/oauth/token", 200, token("three", 100.5.into()))
        .on_request("POST", "/oauth/token", 200, token("four", 100.into()));
    let provider = Credential::provider(tokens(&endpoint));
    let mut mock = Mock::new();
    for _ in 0..7 {
        // Less than the client's limit for an attempt.
        mock = mock.on::<ManySecurePet>(200, rex()).delayed(Duration::from_secs(40));
    }
    let client = client(&mock).knowing("bearer", provider);
    for _ in 0..7 {
        call(&client, ManySecurePet).send().await.unwrap();
    }
    let sent: Vec<_> = mock.requests();
    let sent: Vec<_> =
        sent.iter().filter_map(|sent| sent.header("authorization")).collect();
    let twice = ["one", "one", "two", "two", "three", "three", "four"];
    assert_eq!(sent, twice.map(|token| format!("Bearer {token}")));
}

/// A token that lives longer than any clock counts is used without an overflow.
#[tokio::test]
async fn an_endpoint_that_promises_too_much() {
    let token = |name| json!({ "access_token": name, "expires_in": u64::MAX });
    let endpoint = Mock::new()
        .on_request("POST", "/oauth/token", 200, token("one"))
        .on_request("POST", "/oauth/token", 200, token("two"));
    let mock = Mock::new()
        .on::<ManySecurePet>(200, rex())
        .delayed(Duration::from_secs(40))
        .on::<ManySecurePet>(401, ())
        .on::<ManySecurePet>(200, rex());
    let client =
        client(&mock).knowing("bearer", Credential::provider(tokens(&endpoint)));
    for _ in 0..2 {
        call(&client, ManySecurePet).send().await.unwrap();
    }
    assert_eq!(endpoint.requests().len(), 2);
}

/// It would be as long again.
#[tokio::test]
async fn an_endpoint_that_says_too_much() {
    let long = " ".repeat((1 << 20) + 1);
    let endpoint = Mock::new().on_request("POST", "/oauth/token", 200, json!(long));
    let mock = Mock::new();
    let client =
        client(&mock).knowing("bearer", Credential::provider(tokens(&endpoint)));
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    let causes =
        std::iter::successors(std::error::Error::source(&error), |error| error.source());
    let causes: Vec<_> = causes.map(ToString::to_string).collect();
    assert!(causes.iter().any(|cause| cause.contains("is too long")), "{causes:?}");
    assert_eq!(endpoint.requests().len(), 1);
}

/// Whose failures ask for a pause of so many seconds.
struct Later(Mock, &'static str);

impl Transport for Later {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut answer = self.0.send(request, limits).await?;
            if !answer.status().is_success() {
                let seconds = http::HeaderValue::from_static(self.1);
                answer.headers_mut().insert(http::header::RETRY_AFTER, seconds);
            }
            Ok(answer)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(duration)
    }

    fn now(&self) -> Duration {
        self.0.now()
    }
}

/// Nobody waits for a long pause, and nobody asks again before it is over.
#[tokio::test]
async fn an_endpoint_that_wants_to_be_left_alone() {
    let endpoint = Mock::new().on_request("POST", "/oauth/token", 429, ()).on_request(
        "POST",
        "/oauth/token",
        200,
        json!({ "access_token": "one" }),
    );
    let provider =
        ClientCredentials::new(Later(endpoint.clone(), "30"), URL, "id", "secret");
    let provider = Credential::provider(provider.unwrap());
    let client = client(&Mock::new().on::<ManySecurePet>(200, rex()));
    let client = client.knowing("bearer", provider);
    for _ in 0..3 {
        let error = call(&client, ManySecurePet).send().await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
        assert!(error.is_retryable());
        assert_eq!(endpoint.requests().len(), 1);
    }
    endpoint.sleep(Duration::from_secs(30)).await;
    call(&client, ManySecurePet).send().await.unwrap();
    assert_eq!(endpoint.requests().len(), 2);
}

/// A short one is waited for.
#[tokio::test]
async fn an_endpoint_that_asks_for_a_second() {
    let endpoint = Mock::new().on_request("POST", "/oauth/token", 429, ()).on_request(
        "POST",
        "/oauth/token",
        200,
        json!({ "access_token": "one" }),
    );
    let later = Later(endpoint.clone(), "1");
    let provider = ClientCredentials::new(later, URL, "id", "secret").unwrap();
    let client = client(&Mock::new().on::<ManySecurePet>(200, rex()));
    let client = client.knowing("bearer", Credential::provider(provider));
    call(&client, ManySecurePet).send().await.unwrap();
    assert_eq!(endpoint.requests().len(), 2);
}

#[tokio::test]
async fn an_endpoint_that_refuses() {
    for (status, body, reason) in [
        (400, json!({ "error": "invalid_client" }), "answered 400: invalid_client"),
        (500, json!([]), "answered 500: no reason"),
        (401, json!({ "error": "no s3:cret" }), "answered 401: no reason"),
        (400, json!({ "error": "a\nb" }), "answered 400: no reason"),
        (200, json!({}), "gave no `access_token`"),
        (200, json!({ "access_token": "" }), "gave no `access_token`"),
        (
            200,
            json!({ "access_token": "a", "token_type": "mac" }),
            "is not a bearer token",
        ),
    ] {
        let endpoint = Mock::new().on_request("POST", "/oauth/token", status, body);
        let provider = Credential::provider(tokens(&endpoint));
        let client = client(&Mock::new()).knowing("bearer", provider);
        let error = call(&client, ManySecurePet).send().await.unwrap_err();
        let Error::Request(error) = error else { panic!("{error:?}") };
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.ends_with(reason), "{source}");
        assert!(!Error::<PetFailure>::from(error).is_retryable());
        assert_eq!(endpoint.requests().len(), 1);
    }
}

/// `POST /oauth/token`, as the mock knows requests that belong to no operation.
struct Endpoint;

impl Operation for Endpoint {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta =
        Meta { id: "", method: Method::POST, path: "/oauth/token", ..GetPet::META };
}

/// What comes instead of a token is kept, and a byte order mark is no mistake.
#[tokio::test]
async fn an_endpoint_that_answers_with_something_else() {
    let asked = async |body: &'static str| {
        let endpoint = Mock::new().on_bytes::<Endpoint>(200, &[], body);
        let bearer = Credential::provider(tokens(&endpoint));
        let mock = Mock::new().on::<ManySecurePet>(200, rex());
        let client = client(&mock).knowing("bearer", bearer);
        call(&client, ManySecurePet).send().await
    };
    asked("\u{feff}{\"access_token\": \"a\"}").await.unwrap();
    for body in ["<html>", "{\"access_token\": \"a\", \"expires_in\": 1e999}"] {
        let error = asked(body).await.unwrap_err();
        let mut chain =
            std::iter::successors(std::error::Error::source(&error), |error| {
                error.source()
            });
        assert!(chain.any(|error| error.to_string().ends_with("what is no JSON")));
    }
}

/// What a call repeats is repeated, and what is left of it says that it may pass.
#[tokio::test]
async fn an_endpoint_that_is_not_there_for_a_while() {
    let ask = |endpoint: &Mock| {
        let provider = Credential::provider(tokens(endpoint));
        client(&Mock::new().on::<ManySecurePet>(200, rex())).knowing("bearer", provider)
    };
    let post =
        |mock: Mock, status, body| mock.on_request("POST", "/oauth/token", status, body);
    let token = json!({ "access_token": "one", "token_type": "BEARER" });
    let endpoint = post(Mock::new(), 503, json!({}));
    let endpoint = post(endpoint, 429, json!({}));
    let endpoint = post(endpoint, 200, token);
    call(&ask(&endpoint), ManySecurePet).send().await.unwrap();
    let attempts: Vec<_> = endpoint.requests().iter().map(Recorded::attempt).collect();
    assert_eq!((attempts, endpoint.sleeps().len()), (vec![1, 2, 3], 2));

    let busy = json!({ "error": "temporarily_unavailable" });
    let endpoint = post(Mock::new(), 503, busy);
    let error = call(&ask(&endpoint), ManySecurePet).send().await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(endpoint.requests().len(), 3);
    let Error::Request(error) = error else { panic!("{error:?}") };
    let source = std::error::Error::source(&error).unwrap();
    let reason = "the token endpoint answered 503: temporarily_unavailable";
    assert_eq!(source.to_string(), reason);
}

#[test]
fn secrets_go_over_https_alone() {
    let new =
        |url: &str| ClientCredentials::new(Mock::new(), url, "id", "secret").is_ok();
    assert!(new("http://localhost:8080/token"));
    assert!(new("http://LOCALHOST/token"));
    assert!(!new("http://id.example.com/token"));
    assert!(!new("ftp://id.example.com/token"));
    assert!(!new("/token"));
}

#[test]
fn endpoints_that_cannot_be_reached_are_refused_at_once() {
    let why = |url: &str| {
        let new = ClientCredentials::new(Mock::new(), url, "id", "secret");
        new.err().map(|error| error.to_string()).unwrap_or_default()
    };
    let port = why("http://127.0.0.1:99999/");
    assert!(port.ends_with("its port is not a number below 65,536"), "{port}");
    let slash = why(r"https://id.example.com/\..");
    assert!(slash.contains("token endpoint"), "{slash}");
    assert_eq!(why("https://id.example.com/token?tenant=a"), "");
}
