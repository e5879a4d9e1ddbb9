// Written by the generator; change the document or generator.yaml instead.

//! What the generated code stands on.

pub mod answers;
pub mod auth;
pub mod calls;
pub mod codec;
pub mod errors;
pub mod json;
pub mod requests;
pub mod tables;
pub mod transports;

pub use self::answers::answer::Answered;
pub use self::answers::media_type::Kind;
pub use self::answers::outcome::{NoFailure, Outcome};
pub use self::answers::response::{Head, Response};
pub use self::auth::credentials::{Credential, Credentials};
pub use self::auth::secret::Secret;
pub use self::auth::token::{Token, TokenProvider, Tokens};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use self::calls::blocking::block_on;
pub use self::calls::call::Call;
pub use self::calls::client::{Client, Settings};
pub use self::calls::client_builder::ClientBuilder;
pub use self::calls::engine::{CallLimits, Failed, Plan};
pub use self::calls::operation::{Answer, Arguments, Meta, Method, Operation, Status};
pub use self::calls::parameter::{Location, Param, Style};
pub use self::calls::raw_request::RawRequest;
pub use self::calls::request_options::RequestOptions;
pub use self::calls::retry::Budget;
pub use self::calls::service::{Scheme, SchemeKind, Server, ServerVariable, Service};
pub use self::calls::trace::Span;
pub use self::codec::model::{
    Attached, Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select,
    Shown, Slot, Text, Tuple, Union, View, Whole, kinds, marks,
};
pub use self::codec::nullable::Nullable;
pub use self::codec::read::read;
pub use self::codec::write::write;
pub use self::errors::api_error::{ApiError, ErrorBody};
pub use self::errors::build_error::{BoxError, BuildError};
pub use self::errors::decode_error::{DecodeError, Problem};
pub use self::errors::error::{Error, RequestError};
pub use self::json::document::{
    Known, from_json, read_json, read_json_known, to_json, write_json,
};
pub use self::json::error::JsonError;
pub use self::json::scan::{Read, Reader};
pub use self::requests::body::{Body, FileContent, Pieces};
pub use self::requests::content::{Content, Payload};
pub use self::requests::outgoing::Outgoing;
pub use self::requests::params::Pairs;
pub use self::requests::url::BaseUrl;
pub use self::tables::by_table::{debug, hash};
pub use self::tables::string_enum::Unknown;
#[cfg(feature = "mock")]
pub use self::transports::mock::Mock;
#[cfg(feature = "mock")]
pub use self::transports::mock_request::Recorded;
#[cfg(feature = "mock")]
pub use self::transports::record::{Recorder, Tape};
#[cfg(feature = "reqwest")]
pub use self::transports::reqwest_transport::ReqwestTransport;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use self::transports::tower_transport::{TowerTransport, Wire};
pub use self::transports::transport::{
    BoxFuture, CallInfo, Limits, Portable, Transport, TransportError, TransportKind,
};
pub use ::bytes::Bytes;
pub use serde_json::Value;

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::answers::statuses::statuses;
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::tables::fields::{fields, implement};
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::tables::forward::forward;
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::tables::setters::{parameters, setter, setters, values_of};
#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::tables::string_enum::{string_enum, text};
