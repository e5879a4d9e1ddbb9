// Written by the generator; change the document or generator.yaml instead.

//! # API Reference
//!
//! A client for version `2020-09-17` of the API.
//!
//! The Finch HRIS API provides a unified way to connect to a multitide of HRIS systems.
//! The API requires an access token issued by Finch.
//!
//! By default, Organization and Payroll requests use Finch's Data Syncs. If a request
//! is made before the initial sync has completed, Finch will request data live from the
//! provider. The latency on live requests may range from seconds to minutes depending
//! on the provider and batch size.
//! For automated integrations, Deductions requests (both read and write) are always
//! made live to the provider. Latencies may range from seconds to minutes depending on
//! the provider and batch size.
//!
//! Employer products are specified by the product parameter, a space-separated list of
//! products that your application requests from an employer authenticating through
//! Finch Connect. Valid product names are—
//! - `company`: Read basic company data
//!
//! - `directory`: Read company directory and organization structure
//!
//! - `individual`: Read individual data, excluding income and employment data
//!
//! - `employment`: Read individual employment and income data
//!
//! - `payment`: Read payroll and contractor related payments by the company
//!
//! - `pay_statement`: Read detailed pay statements for each individual
//!
//! - `benefits`: Create and manage deductions and contributions and enrollment for an
//!   employer
//!
//! [Open in Postman](https://god.gw.postman.com/run-collection/21027137-08db0929-883d-4094-a9ce-dbf5a9bee4a4?action=collection%2Ffork&collection-url=entityId%3D21027137-08db0929-883d-4094-a9ce-dbf5a9bee4a4%26entityType%3Dcollection%26workspaceId%3D1edf19bc-e0a8-41e9-ac55-481a4b50790b)
//!
//! # Set-up
//!
//! ```no_run
//! # fn example() -> Result<(), generated_client::BuildError> {
//! // From the environment; see `Client::from_env` for the variables.
//! let client = generated_client::Client::from_env()?;
//!
//! // Or step by step.
//! let client = generated_client::Client::builder()
//!     .basic_auth("client_id", "client_secret")
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Calls
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use generated_client::types::ReauthenticateRequest;
//!
//! let client = generated_client::Client::from_env()?;
//! let request = ReauthenticateRequest::new("connection_id");
//! let response = client.connect().sessions().reauthenticate(&request).send().await?;
//! println!("{:?}", response.session_id);
//! # Ok(())
//! # }
//! ```
//!
//! [`Client`] has operations in groups:
//!
//! - [`connect`](Client::connect)
//!
//! # Credentials
//!
//! [`Client::with_basic_auth`] gives a copy of a client another credential; both share
//! the connections. Credentials go to no other origin than the API's, unless
//! [`ClientBuilder::trusted_origin`] allows it.
//!
//! # Errors
//!
//! A call fails with [`Error`]: `Request` (nothing was sent), `Transport` (no complete answer),
//! `Api` (any status but success, with the documented body if it is one, and always the raw
//! one) or `Decode` (a success that is not what the document says).
//!
//! # Repeated attempts
//!
//! A call is repeated up to twice where that is safe: when no connection could be made, after
//! 429, after 503 with `Retry-After`, and, if the method, the configuration or an idempotency
//! key makes it harmless, also after 408, 502, 503, 504, time-outs and broken connections. All
//! calls of a client share a budget of repetitions; [`ClientBuilder::max_retries`] and
//! [`RequestOptions`] change the number.
//!
//! # Connections
//!
//! All copies of a client share its connections. [`Client::from_env`] uses the proxies that the
//! system names (`HTTPS_PROXY` and so on), [`Client::builder`] none.
//! [`ClientBuilder::timeout`] limits each attempt, [`ClientBuilder::total_timeout`] all of them
//! together, and [`ClientBuilder::connect_timeout`] the connecting. For certificates, proxies or
//! other settings of your own, give [`ClientBuilder::transport`] a `ReqwestTransport::from` a
//! `reqwest::Client`, which must follow no redirects: add `reqwest` 0.13 to your
//! dependencies.
//!
//! # Without async
//!
//! With the feature `blocking`, `Call::send_blocking` waits for an answer, and `block_on` for
//! anything else, such as the next page or the next event of a stream.
//!
//! # Tests
//!
//! With the feature `mock`, `Mock` takes the place of the network: `Mock::new().on::<…>(200, body)`
//! answers calls of an operation, and goes to [`ClientBuilder::transport`]. Everything else is as
//! it is with a server, and pauses take no time.
//!
//! # Values
//!
//! The types read and write JSON with [`from_json`] and [`to_json`], whose errors say where
//! something is wrong, and any other format through serde's traits.
//!
//! What may be left out and may be `null` as well is a [`Nullable`]: `Absent` is not
//! sent, and `Null` is sent as `null`. In types that only come back, an `Option` is for
//! both.
//!
//! Enums keep what the document does not list: every one has a variant `Unknown`.

pub mod api;
mod client;
#[doc(hidden)]
pub mod runtime;
pub mod types;

pub use http::{HeaderMap, Method, StatusCode};
pub use runtime::{
    ApiError, Body, BoxError, BoxFuture, BuildError, Bytes, Call, CallInfo, Client,
    ClientBuilder, Credential, DecodeError, Error, ErrorBody, JsonError, Limits,
    NoFailure, Nullable, Operation, Pieces, Problem, RawRequest, RequestError,
    RequestOptions, Response, Secret, Token, TokenProvider, Transport, TransportError,
    TransportKind, Unknown, Value, from_json, to_json,
};

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use runtime::block_on;

#[cfg(feature = "mock")]
pub use runtime::{Mock, Recorded, Recorder, Tape};

#[cfg(feature = "reqwest")]
pub use runtime::ReqwestTransport;

#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use runtime::{TowerTransport, Wire};
