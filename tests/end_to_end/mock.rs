//! The typed mock, as users of the client use it in their tests.

use generated_client::api::connect::sessions::{
    Reauthenticate, ReauthenticateFailure, ReauthenticateUnauthorized,
};
use generated_client::types::{ReauthenticateRequest, ReauthenticateResponse};
use generated_client::{Client, Error, Mock, Nullable, TransportKind};

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().basic_auth("id", "secret").transport(mock.clone());
    builder.build().expect("a client")
}

fn session() -> ReauthenticateResponse {
    ReauthenticateResponse::new("session", "https://example.com/connect")
}

#[tokio::test]
async fn answers_in_order_and_no_time_passes() {
    let wait = [("Retry-After", "30")];
    let mock = Mock::new()
        .on_with::<Reauthenticate<'_>>(429, &wait, ())
        .fail::<Reauthenticate<'_>>(TransportKind::Connect)
        .on::<Reauthenticate<'_>>(201, session());
    let request = ReauthenticateRequest::new("connection").products(Nullable::Null);
    let client = client(&mock);
    let answer = client.connect().sessions().reauthenticate(&request).send().await;
    let answer = answer.expect("a session");
    assert_eq!((&*answer, answer.attempts()), (&session(), 3));
    assert_eq!(mock.sleeps()[0].as_secs(), 30);
    mock.assert_all_given();

    let sent = mock.requests_of::<Reauthenticate<'_>>();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[2].attempt(), 3);
    assert_eq!(
        (sent[0].method(), sent[0].url().as_str()),
        ("POST", "https://api.tryfinch.com/connect/sessions/reauthenticate")
    );
    assert_eq!(sent[0].header("authorization"), Some("Basic aWQ6c2VjcmV0"));
    assert_eq!(sent[0].json()["products"], generated_client::Value::Null);
}

/// Failures are prepared with the types of the crate.
#[tokio::test]
async fn a_typed_failure() {
    let mut body = ReauthenticateUnauthorized::new();
    body.message = Some("who are you".to_owned());
    let mock = Mock::new().on::<Reauthenticate<'_>>(401, body.clone());
    let request = ReauthenticateRequest::new("connection");
    let client = client(&mock);
    match client.connect().sessions().reauthenticate(&request).send().await {
        Err(Error::Api(failure)) => {
            assert_eq!(
                failure.typed(),
                Some(&ReauthenticateFailure::Unauthorized(body))
            );
            assert_eq!(failure.message().as_deref(), Some("who are you"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
#[should_panic(expected = "nothing was prepared for POST")]
async fn a_call_that_nobody_expected() {
    let request = ReauthenticateRequest::new("connection");
    let client = client(&Mock::new());
    let _ = client.connect().sessions().reauthenticate(&request).send().await;
}
