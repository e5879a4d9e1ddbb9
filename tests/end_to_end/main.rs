//! The generated client against a scripted server on loopback: what it sends, byte by byte, and
//! what it makes of every kind of answer.

mod answers;
mod faults;
mod mock;
mod requests;
mod retries;
mod secrets;
#[path = "../../generator/runtime/src/tests/engine/server.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]
mod server;

use generated_client::api::connect::sessions::ReauthenticateFailure;
use generated_client::types::{ReauthenticateRequest, ReauthenticateResponse};
use generated_client::{ApiError, Client, ClientBuilder, Error, Response};
use server::{Script, Server};

/// A header list with the type of every documented body.
pub(crate) const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];

/// The document's own example of success.
pub(crate) const SESSION: &str = r#"{
    "session_id": "550e8400-e29b-41d4-a716-446655440000",
    "connect_url": "https://connect.tryfinch.com/authorize?session=550e8400-e29b-41d4-a716-446655440000"
}"#;

/// What a call gives.
pub(crate) type Outcome =
    Result<Response<ReauthenticateResponse>, Error<ReauthenticateFailure>>;

/// A client of a server, with credentials.
pub(crate) fn client_of(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).basic_auth("client id", "client secret")
}

/// A call with what is required.
pub(crate) async fn call(client: &Client) -> Outcome {
    let request = ReauthenticateRequest::new("connection");
    client.connect().sessions().reauthenticate(&request).send().await
}

/// A call, sent once, to a server that answers with this script.
pub(crate) async fn answered(script: Script) -> Outcome {
    let server = Server::start(vec![script]);
    call(&client_of(&server.url()).max_retries(0).build().expect("a client")).await
}

/// The failure that the service reported.
pub(crate) fn failure(outcome: Outcome) -> ApiError<ReauthenticateFailure> {
    match outcome {
        Err(Error::Api(failure)) => *failure,
        other => panic!("not a failure of the service: {other:?}"),
    }
}
