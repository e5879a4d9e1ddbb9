//! What becomes of answers, documented or not.

use super::server::{Script, Server};
use super::{JSON, SESSION, answered, client_of, failure};
use generated_client::api::connect::sessions::{
    ReauthenticateBadRequestFinchCode, ReauthenticateFailure,
};
use generated_client::{Error, ErrorBody, Value};

#[tokio::test]
async fn the_documented_success() {
    let headers = [JSON[0], ("Finch-Request-Id", "request 7"), ("X-Other", "kept")];
    let answer = answered(Script::answer("201 Created", &headers, SESSION)).await;
    let answer = answer.expect("a session");
    assert_eq!((answer.status().as_u16(), answer.attempts()), (201, 1));
    assert_eq!(answer.request_id(), Some("request 7"));
    assert_eq!(answer.headers()["x-other"], "kept");
    assert_eq!(answer.session_id, "550e8400-e29b-41d4-a716-446655440000");
    let session = answer.into_inner();
    assert!(session.connect_url.starts_with("https://connect.tryfinch.com/authorize?"));
}

/// Another success than the documented one is read in the same way.
#[tokio::test]
async fn an_undocumented_success() {
    let answer = answered(Script::answer("200 OK", JSON, SESSION)).await;
    assert_eq!(answer.expect("a session").status().as_u16(), 200);
}

#[tokio::test]
async fn more_than_is_documented_is_no_mistake() {
    let more = SESSION.replacen('{', r#"{"added": {"later": [1, null]},"#, 1);
    let answer = answered(Script::answer("201 Created", JSON, more)).await;
    assert!(answer.expect("a session").session_id.starts_with("550e"));
}

#[tokio::test]
async fn a_success_that_is_not_as_documented_says_where() {
    let cases = [
        (r#"{"session_id": "x"}"#, "connect_url"),
        ("{\"session_id\": \"x\",\n \"connect_url\": 7}", "/connect_url"),
        (r#"{"session_id": "x", "connect_url": null}"#, "connect_url"),
        ("[]", "object"),
        ("{", "line 1"),
    ];
    for (body, place) in cases {
        let headers = [JSON[0], ("Finch-Request-Id", "request 8")];
        match answered(Script::answer("201 Created", &headers, body)).await {
            Err(Error::Decode(error)) => {
                assert!(error.to_string().contains(place), "{body}: {error}");
                assert_eq!(&error.raw()[..], body.as_bytes());
                assert_eq!(error.status().as_u16(), 201);
                assert_eq!(error.request_id(), Some("request 8"));
            }
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_empty_success() {
    for headers in [JSON, &[]] {
        match answered(Script::answer("201 Created", headers, "")).await {
            Err(Error::Decode(error)) => {
                assert!(error.to_string().contains("empty"), "{error}");
                assert!(error.raw().is_empty());
            }
            other => panic!("{other:?}"),
        }
    }
}

/// The document's example of a 400: typed, and what the schema lacks is within reach.
#[tokio::test]
async fn the_documented_400() {
    let body = r#"{"code": 400, "finch_code": "invalid_request",
        "message": "Connection not found", "name": "bad_request"}"#;
    let headers = [JSON[0], ("finch-request-id", "request 9")];
    let error =
        failure(answered(Script::answer("400 Bad Request", &headers, body)).await);
    let typed = error.typed().and_then(ReauthenticateFailure::as_bad_request);
    let typed = typed.expect("the documented body");
    assert_eq!(typed.code, Some(400));
    let finch_code = typed.finch_code.as_ref().expect("it is there");
    assert_eq!(*finch_code, ReauthenticateBadRequestFinchCode::InvalidRequest);
    assert_eq!(error.message().as_deref(), Some("Connection not found"));
    assert_eq!(error.json().expect("JSON")["name"], "bad_request");
    assert_eq!(error.request_id(), Some("request 9"));
}

#[tokio::test]
async fn an_unknown_value_in_a_failure_is_kept() {
    let body = r#"{"finch_code": "from_tomorrow"}"#;
    let error = failure(answered(Script::answer("400 Bad Request", JSON, body)).await);
    let typed = error.typed().and_then(ReauthenticateFailure::as_bad_request);
    let code = typed.and_then(|body| body.finch_code.as_ref()).expect("it is there");
    assert!(!code.is_known());
    assert_eq!(code.as_str(), "from_tomorrow");
}

/// The document's example of a 401 has none of the keys of its schema: no value is made up
/// from that, and the message is found where it is.
#[tokio::test]
async fn the_401_of_the_example_is_no_empty_value() {
    let body = r#"{"error": "Invalid client: Unable to validate credentials"}"#;
    let error = failure(answered(Script::answer("401 Unauthorized", JSON, body)).await);
    assert!(matches!(error.body(), ErrorBody::Mismatch), "{error:?}");
    let message = error.message();
    assert_eq!(
        message.as_deref(),
        Some("Invalid client: Unable to validate credentials")
    );
    assert_eq!(&error.raw()[..], body.as_bytes());
}

#[tokio::test]
async fn the_401_of_the_schema() {
    let body =
        r#"{"code": 401, "finch_code": "invalid_client", "message": "Invalid client"}"#;
    let error = failure(answered(Script::answer("401 Unauthorized", JSON, body)).await);
    let typed = error.typed().and_then(ReauthenticateFailure::as_unauthorized);
    let typed = typed.expect("the documented body");
    assert_eq!(
        (typed.code, typed.message.as_deref()),
        (Some(401), Some("Invalid client"))
    );
    assert_eq!(typed.finch_code.as_deref(), Some("invalid_client"));
}

#[tokio::test]
async fn documented_statuses_with_other_bodies() {
    for body in ["", "null", "[]", "<p>", r#"{"code": "four hundred"}"#] {
        let script = Script::answer("400 Bad Request", JSON, body);
        let error = failure(answered(script).await);
        assert!(matches!(error.body(), ErrorBody::Mismatch), "{body}: {error:?}");
        assert_eq!(&error.raw()[..], body.as_bytes());
    }
}

#[tokio::test]
async fn undocumented_statuses() {
    let body = r#"{"code": 0, "name": "x", "message": "told to people"}"#;
    let statuses = [
        "402 Payment Required",
        "403 Forbidden",
        "404 Not Found",
        "408 Request Timeout",
        "422 Unprocessable Content",
        "500 Internal Server Error",
        "501 Not Implemented",
        "599 Who Knows",
    ];
    for status in statuses {
        let error = failure(answered(Script::answer(status, JSON, body)).await);
        assert!(status.starts_with(error.status().as_str()));
        assert!(matches!(error.body(), ErrorBody::Undocumented), "{status}: {error:?}");
        assert_eq!(error.message().as_deref(), Some("told to people"));
        let whole: Value = error.decode().expect("JSON");
        assert_eq!(whole["name"], "x");
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test]
async fn the_page_of_a_proxy() {
    let html = [("Content-Type", "text/html")];
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    let error = failure(answered(Script::answer("502 Bad Gateway", &html, page)).await);
    assert_eq!(error.status().as_u16(), 502);
    assert!(matches!(error.body(), ErrorBody::Undocumented));
    assert_eq!((error.message(), error.json()), (None, None));
    assert_eq!(&error.raw()[..], page.as_bytes());
    assert_eq!(error.headers()["content-type"], "text/html");
}

/// Credentials go to no other host, whatever a server says.
#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Server::answering("201 Created", JSON, SESSION);
    let location = format!("{}/steal", other.url());
    for status in ["301 Moved", "302 Found", "303 See Other", "307 T", "308 P"] {
        let headers = [("Location", &*location)];
        let error = failure(answered(Script::answer(status, &headers, "")).await);
        assert!(error.status().is_redirection());
        assert_eq!(error.headers()["location"], *location);
    }
    assert!(other.received().is_empty(), "not even without credentials");
}

/// A raw request to another host carries neither credentials nor the client's headers.
#[tokio::test]
async fn credentials_stay_with_their_host() {
    let other = Server::answering("200 OK", JSON, "{}");
    let client = client_of("https://api.example.com").build().expect("a client");
    let method = "GET".parse().expect("a method");
    client.request(method, &format!("{}/x", other.url())).send().await.expect("sent");
    let received = other.received().remove(0);
    assert_eq!(received.header("authorization"), None);
    assert_eq!(received.header("finch-api-version"), None);
}
