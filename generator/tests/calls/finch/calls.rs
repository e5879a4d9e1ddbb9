//! What Finch's API does that leads clients astray, one test each.

use finch::api::benefits::{UnenrollMany, UnenrollManyRequest};
use finch::api::company::{Retrieve, RetrieveOutput};
use finch::api::connect::sessions::{
    Reauthenticate, ReauthenticateBadRequestFinchCode, ReauthenticateFailure,
    ReauthenticateRequest,
};
use finch::api::directory::List;
use finch::api::individuals::{RetrieveMany, RetrieveManyOutput, RetrieveManyRequest};
use finch::api::{access_tokens, providers};
use finch::types::{ConnectProducts, WebhookEvent};
use finch::{Client, Error, ErrorBody, Mock, Nullable, TransportKind, WebhookVerifier};
use serde_json::json;
use std::time::Duration;

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().basic_auth("id", "secret").access_token("token");
    builder.transport(mock.clone()).build().expect("a client")
}

fn request() -> ReauthenticateRequest {
    ReauthenticateRequest::new("connection")
}

#[tokio::test]
async fn the_version_is_on_every_call_and_asked_of_none() {
    let mock = Mock::new()
        .on::<Retrieve>(200, json!({"id": "c"}))
        .on::<Reauthenticate>(201, json!({"session_id": "s"}));
    let client = client(&mock);
    client.company().retrieve().send().await.expect("an answer");
    client.connect().sessions().reauthenticate(&request()).send().await.expect("one");
    for request in mock.requests() {
        assert_eq!(request.header("finch-api-version"), Some("2020-09-17"));
    }
}

#[tokio::test]
async fn each_call_uses_its_own_scheme() {
    let mock = Mock::new()
        .on::<Retrieve>(200, json!({"id": "c"}))
        .on::<Reauthenticate>(201, json!({}))
        .on::<access_tokens::Create>(200, json!(null))
        .on::<providers::List>(200, json!(null));
    let client = client(&mock);
    client.company().retrieve().send().await.expect("an answer");
    client.connect().sessions().reauthenticate(&request()).send().await.expect("one");
    client.access_tokens().create().send().await.expect("one");
    client.providers().list().send().await.expect("one");
    let sent: Vec<Option<String>> = mock
        .requests()
        .iter()
        .map(|request| request.header("authorization").map(str::to_owned))
        .collect();
    let expected = [Some("Bearer token"), Some("Basic aWQ6c2VjcmV0"), None, Some("Bearer token")];
    assert_eq!(sent, expected.map(|text| text.map(str::to_owned)));
}

#[tokio::test]
async fn without_its_credential_a_call_is_not_made_and_either_may_be_anonymous() {
    let mock = Mock::new().on::<providers::List>(200, json!(null));
    let builder = Client::builder().basic_auth("id", "secret");
    let client = builder.transport(mock.clone()).build().expect("a client");
    let error = client.company().retrieve().send().await.expect_err("no token");
    assert!(matches!(&error, Error::Request(_)) && error.to_string().contains("bearerAuth"));
    client.providers().list().send().await.expect("an answer");
    assert_eq!(mock.requests().len(), 1);
    assert_eq!(mock.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_copy_has_the_token_of_another_employer() {
    let mock = Mock::new().on::<Retrieve>(200, json!({"id": "c"}));
    let client = client(&mock);
    client.with_access_token("other").company().retrieve().send().await.expect("one");
    client.company().retrieve().send().await.expect("one");
    let sent = mock.requests();
    assert_eq!(sent[0].header("authorization"), Some("Bearer other"));
    assert_eq!(sent[1].header("authorization"), Some("Bearer token"));
}

#[tokio::test]
async fn several_successes_are_told_apart() {
    let not_yet = json!({"code": 202, "finch_code": "pending"});
    let mock = Mock::new().on::<Retrieve>(200, json!({"id": "c"})).on::<Retrieve>(202, not_yet);
    let client = client(&mock);
    let first = client.company().retrieve().send().await.expect("one");
    assert_eq!(first.as_ok().map(|company| company.id.as_str()), Some("c"));
    let second = client.company().retrieve().send().await.expect("one");
    let RetrieveOutput::Accepted(accepted) = &*second else { panic!("{second:?}") };
    assert_eq!(accepted.finch_code, "pending");
}

#[tokio::test]
async fn a_batch_is_an_array_may_come_in_part_and_is_repeated_since_it_only_reads() {
    let part = json!([{"code": 404, "finch_code": "not_found"}]);
    let mock = Mock::new()
        .fail::<RetrieveMany>(TransportKind::Timeout)
        .on::<RetrieveMany>(207, part);
    let requests = vec![RetrieveManyRequest::new("i1"), RetrieveManyRequest::new("i2")];
    let answer = client(&mock).individuals().retrieve_many(&requests).send().await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.attempts(), 2);
    assert!(matches!(&*answer, RetrieveManyOutput::MultiStatus(_)), "{answer:?}");
    let sent = json!([{"individual_id": "i1"}, {"individual_id": "i2"}]);
    assert_eq!(mock.requests()[1].json(), sent);
}

#[tokio::test]
async fn a_delete_has_a_body() {
    let mock = Mock::new().on::<UnenrollMany>(200, json!(null));
    let body = UnenrollManyRequest::new().individual_ids(vec!["i1".to_owned()]);
    client(&mock).benefits().unenroll_many("b/1", &body).send().await.expect("one");
    let sent = &mock.requests()[0];
    assert_eq!((sent.method(), sent.path()), ("DELETE", "/employer/benefits/b%2F1/individuals"));
    assert_eq!(sent.json(), json!({"individual_ids": ["i1"]}));
}

#[tokio::test]
async fn absent_and_null_are_two_things() {
    let mock = Mock::new().on::<Reauthenticate>(201, json!({}));
    let client = client(&mock);
    let sessions = client.connect().sessions();
    sessions.reauthenticate(&request()).send().await.expect("one");
    let null = request().redirect_uri(Nullable::Null);
    sessions.reauthenticate(&null).send().await.expect("one");
    let sent = mock.requests();
    assert_eq!(sent[0].json(), json!({"connection_id": "connection"}));
    assert_eq!(sent[1].json(), json!({"connection_id": "connection", "redirect_uri": null}));
}

#[tokio::test]
async fn values_that_the_document_does_not_know_go_through() {
    let mock = Mock::new().on::<Reauthenticate>(201, json!({}));
    let unknown = request().products(vec![ConnectProducts::from("time_off")]);
    client(&mock).connect().sessions().reauthenticate(&unknown).send().await.expect("one");
    assert_eq!(mock.requests()[0].json()["products"], json!(["time_off"]));
}

async fn failure(status: u16, body: serde_json::Value) -> Box<finch::ApiError<ReauthenticateFailure>> {
    let headers = [("finch-request-id", "r-1")];
    let mock = Mock::new().on_with::<Reauthenticate>(status, &headers, body);
    let client = client(&mock);
    match client.connect().sessions().reauthenticate(&request()).send().await {
        Err(Error::Api(error)) => {
            assert_eq!(error.request_id(), Some("r-1"));
            error
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_401_that_has_none_of_its_keys_keeps_its_message() {
    let error = failure(401, json!({"error": "Invalid client"})).await;
    assert!(matches!(error.body(), ErrorBody::Mismatch), "{error:?}");
    assert_eq!(error.message().as_deref(), Some("Invalid client"));
    let error = failure(401, json!({"finch_code": "reauthenticate_user"})).await;
    let typed = error.typed().and_then(ReauthenticateFailure::as_unauthorized);
    let code = typed.and_then(|body| body.finch_code.as_deref());
    assert_eq!(code, Some("reauthenticate_user"));
}

#[tokio::test]
async fn keys_that_a_schema_lacks_can_be_had() {
    let body = json!({"code": 400, "finch_code": "new_code", "name": "n", "message": "m"});
    let error = failure(400, body).await;
    let typed = error.typed().and_then(ReauthenticateFailure::as_bad_request);
    let code = typed.and_then(|body| body.finch_code.clone()).expect("a code");
    assert_eq!(code, ReauthenticateBadRequestFinchCode::from("new_code"));
    assert_eq!(error.message().as_deref(), Some("m"));
    assert_eq!(error.json().expect("JSON")["name"], "n");
}

#[tokio::test]
async fn statuses_that_are_not_documented_are_the_normal_case() {
    let error = failure(402, json!({"code": 402, "name": "payment", "message": "pay"})).await;
    assert!(matches!(error.body(), ErrorBody::Undocumented));
    assert_eq!(error.message().as_deref(), Some("pay"));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_500_is_not_repeated_and_a_long_pause_is_left_to_the_caller() {
    let error = failure(500, json!({"message": "no"})).await;
    assert_eq!(error.attempts(), 1);
    let headers = [("retry-after", "3600")];
    let mock = Mock::new().on_with::<Retrieve>(429, &headers, json!({"statusCode": 429}));
    let error = client(&mock).company().retrieve().send().await.expect_err("a limit");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(mock.requests().len(), 1);
    assert!(mock.sleeps().is_empty());
}

#[tokio::test]
async fn the_directory_comes_page_by_page() {
    let page = |offset: usize, ids: &[&str]| {
        let individuals: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
        json!({"paging": {"count": 3, "offset": offset}, "individuals": individuals})
    };
    let mock = Mock::new().on::<List>(200, page(0, &["a", "b"])).on::<List>(200, page(2, &["c"]));
    let client = client(&mock);
    let mut items = client.directory().list().limit(2).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.extend(item.expect("an item").id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let queries: Vec<String> =
        mock.requests().iter().map(|request| request.query().to_owned()).collect();
    assert_eq!(queries, ["limit=2", "limit=2&offset=2"]);
}

/// An answer that is no page must not look like an empty directory.
#[tokio::test]
async fn a_directory_that_is_not_there_yet_is_not_an_empty_one() {
    let not_yet = json!({"code": 202, "finch_code": "pending"});
    let mock = Mock::new().on::<List>(202, not_yet);
    let client = client(&mock);
    let mut items = client.directory().list().items();
    let error = items.next().await.expect("something").expect_err("not yet");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
    assert!(items.next().await.is_none());
    let mut pages = client.directory().list().pages();
    let page = pages.next().await.expect("something").expect("an answer");
    assert!(page.as_accepted().is_some());
    assert!(pages.next().await.is_none());
}

#[test]
fn webhooks_are_checked_and_told_apart() {
    // From the examples of the Standard Webhooks scheme.
    let verifier = WebhookVerifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("one");
    let body = br#"{"test": 2432232314}"#;
    let mut headers = http::HeaderMap::new();
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    headers.insert("finch-event-id", "msg_p5jXN8AQM9LWM0D4loKWxJek".parse().expect("a value"));
    headers.insert("finch-timestamp", "1614265330".parse().expect("a value"));
    headers.insert("finch-signature", signature.parse().expect("a value"));
    let now = std::time::UNIX_EPOCH + Duration::from_secs(1_614_265_330);
    verifier.verify_at(&headers, body, now).expect("signed");
    assert!(verifier.verify_at(&headers, b"{}", now).is_err());
    let late = now + Duration::from_secs(301);
    assert!(verifier.verify_at(&headers, body, late).is_err());

    let event = |text: &str| serde_json::from_str::<WebhookEvent>(text).expect("an event");
    let created = event(r#"{"data":{"individual_id":"i"},"company_id":"c","event_type":"directory.created"}"#);
    assert!(matches!(created, WebhookEvent::DirectoryEvent(_)), "{created:?}");
    let updated = event(r#"{"company_id":"c","event_type":"account.updated"}"#);
    assert!(matches!(updated, WebhookEvent::AccountUpdateEvent(_)), "{updated:?}");
    let new = event(r#"{"company_id":"c","event_type":"company.moved"}"#);
    assert!(matches!(new, WebhookEvent::Unknown(_)), "{new:?}");
}

#[tokio::test]
async fn what_is_sensitive_is_not_printed() {
    let individual = json!({"id": "i", "ssn": "123-45-6789"});
    let page = json!({"paging": {"count": 1}, "individuals": [individual]});
    let mock = Mock::new().on::<List>(200, page);
    let answer = client(&mock).directory().list().send().await.expect("a page");
    let shown = format!("{answer:?}");
    assert!(shown.contains("[redacted]") && !shown.contains("6789"), "{shown}");
}
