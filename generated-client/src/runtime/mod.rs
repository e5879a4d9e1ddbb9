// Written by the generator; change the document or generator.yaml instead.

//! What the generated code stands on.

pub mod answer;
pub mod api_error;
pub mod attempt;
pub mod auth;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
pub mod body;
pub mod build_error;
pub mod by_table;
pub mod call;
pub mod charset;
pub mod client;
pub mod client_builder;
pub mod codec;
pub mod content;
pub mod content_coding;
pub mod decode_error;
pub mod engine;
pub mod error;
pub mod fields;
pub mod forward;
pub mod header_rules;
pub mod json;
pub mod json_error;
pub mod lenient;
pub mod look_ahead;
pub mod media_type;
pub mod memory;
pub mod message;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mock_request;
#[cfg(feature = "mock")]
pub mod mock_script;
pub mod nullable;
pub mod operation;
pub mod outcome;
pub mod outgoing;
pub mod params;
pub mod plain;
pub mod raw_request;
pub mod read;
pub mod read_json;
pub mod read_object;
pub mod read_scalar;
#[cfg(feature = "mock")]
pub mod record;
pub mod request_options;
#[cfg(feature = "reqwest")]
pub mod reqwest_transport;
pub mod response;
pub mod retry;
pub mod scan;
pub mod scan_string;
pub mod scan_value;
pub mod secret;
pub mod service;
pub mod setters;
pub mod slots;
pub mod statuses;
pub mod text_answer;
pub mod token;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub mod tower_transport;
pub mod trace;
pub mod transport;
pub mod url;
pub mod values;
pub mod write;
pub mod write_json;

pub use self::answer::{Answered, Kind};
pub use self::api_error::{ApiError, ErrorBody};
pub use self::auth::{Credential, Credentials};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use self::blocking::block_on;
pub use self::body::{Body, FileContent, Pieces};
pub use self::build_error::{BoxError, BuildError};
pub use self::by_table::{debug, hash};
pub use self::call::Call;
pub use self::client::{Client, Settings};
pub use self::client_builder::ClientBuilder;
pub use self::codec::{
    Attached, Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select,
    Shown, Slot, Text, Tuple, Union, View, Whole, kinds, marks,
};
pub use self::content::{Content, Payload};
pub use self::decode_error::{DecodeError, Problem};
pub use self::engine::{CallLimits, Failed, Plan};
pub use self::error::{Error, RequestError};
pub use self::json::{
    Known, from_json, read_json, read_json_known, to_json, write_json,
};
pub use self::json_error::JsonError;
#[cfg(feature = "mock")]
pub use self::mock::Mock;
#[cfg(feature = "mock")]
pub use self::mock_request::Recorded;
pub use self::nullable::Nullable;
pub use self::operation::{
    Answer, Arguments, Location, Meta, Method, Operation, Param, Status, Style,
};
pub use self::outcome::{NoFailure, Outcome};
pub use self::outgoing::Outgoing;
pub use self::params::Pairs;
pub use self::raw_request::RawRequest;
pub use self::read::read;
#[cfg(feature = "mock")]
pub use self::record::{Recorder, Tape};
pub use self::request_options::RequestOptions;
#[cfg(feature = "reqwest")]
pub use self::reqwest_transport::ReqwestTransport;
pub use self::response::{Head, Response};
pub use self::retry::Budget;
pub use self::scan::{Read, Reader};
pub use self::secret::Secret;
pub use self::service::{Scheme, SchemeKind, Server, ServerVariable, Service};
pub use self::token::{Token, TokenProvider, Tokens};
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use self::tower_transport::{TowerTransport, Wire};
pub use self::trace::Span;
pub use self::transport::{
    BoxFuture, CallInfo, Limits, Portable, Transport, TransportError, TransportKind,
};
pub use self::url::BaseUrl;
pub use self::values::Unknown;
pub use self::write::write;
pub use ::bytes::Bytes;
pub use serde_json::Value;

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::fields::{fields, implement};
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::forward::forward;
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::setters::{parameters, setter, setters, values_of};
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::statuses::statuses;
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::values::{text, values};
