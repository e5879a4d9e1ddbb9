//! The generated client against Prism, a server that knows nothing but the document: it judges
//! what the client sends, and answers with the document's examples.
//!
//! `tests/prism.sh` starts Prism and runs this. Without `PRISM_URL` nothing is tested here.
//!
//! What Prism (5.16) does with this document:
//! - `nullable: true` counts although the document is 3.1: `null` is accepted.
//! - A request that breaks the schema gets the documented 400, without Basic credentials the
//!   documented 401, each with its example and a header `sl-violations` that says why.
//! - `Prefer: code=400` asks for the answer of a status.
//! - It does not answer a request whose body is not JSON at all.

use generated_client::api::connect::sessions::ReauthenticateFailure;
use generated_client::types::{ConnectProducts, ReauthenticateRequest};
use generated_client::{ApiError, Client, ErrorBody, Nullable, RequestOptions};
use std::io::Write as _;

const VIOLATIONS: &str = "sl-violations";

/// A client for Prism, unless there is none.
fn client() -> Option<Client> {
    let Ok(url) = std::env::var("PRISM_URL") else {
        // Past the test harness, which hides what a passing test prints.
        let note =
            "skipped: PRISM_URL is not set; tests/prism.sh starts Prism and sets it\n";
        let _ = std::io::stderr().write_all(note.as_bytes());
        return None;
    };
    let client =
        Client::builder().base_url(url).basic_auth("id", "secret").max_retries(0);
    Some(client.build().expect("the client can be built"))
}

fn request() -> ReauthenticateRequest {
    ReauthenticateRequest::new("connection")
}

async fn accepted(client: &Client, request: ReauthenticateRequest) {
    let session = match client.connect().sessions().reauthenticate(&request).send().await
    {
        Ok(session) => session,
        Err(error) => panic!(
            "{request:?}: {error}: {:?}",
            error.headers().and_then(|headers| headers.get(VIOLATIONS))
        ),
    };
    assert_eq!(session.status().as_u16(), 201);
    assert!(!session.headers().contains_key(VIOLATIONS), "{request:?}");
    assert_eq!(session.session_id, "550e8400-e29b-41d4-a716-446655440000");
    assert!(
        session.connect_url.ends_with("?session=550e8400-e29b-41d4-a716-446655440000")
    );
}

async fn refused(
    client: &Client,
    request: &ReauthenticateRequest,
    options: RequestOptions,
) -> ApiError<ReauthenticateFailure> {
    let call = client.connect().sessions().reauthenticate(request).options(options);
    match call.send().await {
        Err(generated_client::Error::Api(error)) => *error,
        Err(error) => panic!("another error: {error}"),
        Ok(session) => panic!("accepted with {}", session.status()),
    }
}

#[tokio::test]
async fn absent_null_and_given_fields_are_accepted() {
    let Some(client) = client() else { return };
    accepted(&client, request()).await;
    accepted(&client, request().redirect_uri(Nullable::Null)).await;
    accepted(&client, request().redirect_uri("https://example.com/done")).await;
    accepted(&client, request().products(Nullable::Null)).await;
    accepted(&client, request().products(Vec::new())).await;
    let all: Vec<ConnectProducts> = ConnectProducts::KNOWN
        .iter()
        .map(|known| ConnectProducts::from(*known))
        .collect();
    let full =
        request().products(all).redirect_uri("https://example.com").minutes_to_expire(5);
    accepted(&client, full).await;
}

/// The typed body of the 400, and the keys of its example that the schema lacks.
fn check_bad_request(error: &ApiError<ReauthenticateFailure>) {
    assert_eq!(error.status().as_u16(), 400);
    let ErrorBody::Typed(ReauthenticateFailure::BadRequest(body)) = error.body() else {
        panic!("not the documented body: {error:?}");
    };
    assert_eq!(body.code, Some(400));
    let finch_code = body.finch_code.as_ref().map(|code| code.as_str().to_owned());
    assert_eq!(finch_code.as_deref(), Some("invalid_request"));
    assert_eq!(error.message().as_deref(), Some("Connection not found"));
    assert_eq!(error.json().expect("JSON")["name"], "bad_request");
}

#[tokio::test]
async fn a_400_is_typed() {
    let Some(client) = client() else { return };
    let options = RequestOptions::new().header("Prefer", "code=400");
    check_bad_request(&refused(&client, &request(), options).await);
}

/// An enum value that the document does not know is sent all the same; Prism refuses it.
#[tokio::test]
async fn the_server_judges_unknown_values() {
    let Some(client) = client() else { return };
    let unknown = request().products(vec![ConnectProducts::from("time_travel")]);
    let error = refused(&client, &unknown, RequestOptions::new()).await;
    let why = error.headers()[VIOLATIONS].to_str().expect("text");
    assert!(why.contains("products.0"), "{why}");
    check_bad_request(&error);
}

/// The example of the 401 has none of the keys of its schema: no value is made up from that,
/// and the message is found.
#[tokio::test]
async fn a_401_keeps_its_message() {
    let Some(client) = client() else { return };
    let options = [
        RequestOptions::new().header("Prefer", "code=401"),
        RequestOptions::new().header("Authorization", "Bearer something-else"),
    ];
    for options in options {
        let error = refused(&client, &request(), options).await;
        assert_eq!(error.status().as_u16(), 401);
        assert!(matches!(error.body(), ErrorBody::Mismatch), "{error:?}");
        let message = error.message();
        assert_eq!(
            message.as_deref(),
            Some("Invalid client: Unable to validate credentials")
        );
    }
}
