//! What generated code stands on. In a generated crate this file lists the modules that
//! its document needs; here it lists all of them.

mod answer;
mod api_error;
mod auth;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod call;
mod client;
mod client_builder;
mod codec;
mod content;
mod decode_error;
mod engine;
mod error;
mod form;
mod json;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "mock")]
mod mock_request;
mod operation;
mod outcome;
mod outgoing;
mod params;
mod raw_request;
mod request_options;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry;
mod secret;
mod service;
mod slots;
mod statuses;
mod text;
mod text_answer;
mod trace;
mod transport;
mod url;

pub use answer::{Answered, Kind, decode, fail};
pub use api_error::{ApiError, ErrorBody};
pub use auth::{Credential, Credentials, Prepared, from_variables, is_cookie_octet};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use blocking::block_on;
pub use call::Call;
pub use client::{Client, Settings};
pub use client_builder::ClientBuilder;
pub use codec::{
    Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select, Slot, Text,
    Tuple, Union, View, Whole, kinds, marks,
};
pub use content::{Content, Payload};
pub use decode_error::{DecodeError, Problem};
pub use engine::{CallLimits, Failed, Plan, is_idempotent, run};
pub use error::{BuildError, Error, RequestError};
pub use form::PartEncoding;
pub use json::{JsonError, Known, read_json, read_json_known, write_json};
#[cfg(feature = "mock")]
pub use mock::Mock;
#[cfg(feature = "mock")]
pub use mock_request::Recorded;
pub use operation::{
    Answer, Arguments, Location, Meta, Method, Operation, Param, Status, Style,
};
pub use outcome::{NoFailure, Outcome};
pub use outgoing::{Outgoing, add_key, plan};
pub use params::{Pairs, header_value, path_value};
pub use raw_request::RawRequest;
pub use request_options::RequestOptions;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::{Head, Response};
pub use retry::{
    Budget, LONGEST_PAUSE, Pause, after_answer, after_failure, may_succeed_later,
    random, retry_after,
};
pub use secret::Secret;
pub use serde_json::Value;
pub use service::{Scheme, SchemeKind, Server, Service};
#[allow(unused_imports, reason = "a document may have no answers by status")]
pub(crate) use statuses::statuses;
pub use text::{Shape, entries, items, json, scalar, shape};
pub use text_answer::read_text;
pub use trace::Span;
pub use transport::{
    Body, BoxError, BoxFuture, CallInfo, Limits, Portable, Transport, TransportError,
    TransportKind,
};
pub use url::{BaseUrl, changes_path, encode, encode_reserved, encode_segment, expand};
