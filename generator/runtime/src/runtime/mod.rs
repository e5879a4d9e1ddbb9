//! What generated code stands on. In a generated crate this file and those of the folders list
//! what its document needs; here they list all there is.

pub mod answers;
pub mod auth;
pub mod calls;
pub mod codec;
pub mod errors;
pub mod formats;
pub mod json;
pub mod paging;
pub mod requests;
pub mod streams;
pub mod tables;
pub mod transports;
pub mod unions;
pub mod validate;
pub mod webhooks;
pub mod xml;

pub use ::bytes::Bytes;
pub use answers::answer::Answered;
pub use answers::header::Header;
pub use answers::media::{ByMedia, Negotiated};
pub use answers::media_type::Kind;
pub use answers::outcome::{NoFailure, Outcome};
pub use answers::response::{Head, Response};
pub use auth::credentials::{Credential, Credentials};
pub use auth::oauth::ClientCredentials;
pub use auth::secret::Secret;
pub use auth::token::{Token, TokenProvider, Tokens};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use calls::blocking::block_on;
pub use calls::call::Call;
pub use calls::client::{Client, Settings};
pub use calls::client_builder::ClientBuilder;
pub use calls::engine::{CallLimits, Failed, Plan};
pub use calls::operation::{Answer, Arguments, Meta, Method, Operation, Status};
pub use calls::parameter::{Location, Param, Style};
pub use calls::raw_request::RawRequest;
pub use calls::request_options::RequestOptions;
pub use calls::retry::Budget;
pub use calls::service::{Scheme, SchemeKind, Server, ServerVariable, Service};
pub use calls::trace::Span;
pub use codec::base64::Base64;
pub use codec::model::{
    Attached, Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select,
    Shown, Slot, Text, Tuple, Union, View, Whole, kinds, marks,
};
pub use codec::nullable::Nullable;
pub use codec::read::read;
pub use codec::rest::Rest;
pub use codec::write::write;
pub use errors::api_error::{ApiError, ErrorBody};
pub use errors::build_error::{BoxError, BuildError};
pub use errors::decode_error::{DecodeError, Problem};
pub use errors::error::{Error, RequestError};
pub use json::document::{
    Known, from_json, read_json, read_json_known, to_json, write_json,
};
pub use json::error::JsonError;
pub use json::scan::{Read, Reader};
pub use paging::next_page::{NextPage, Paging, Place};
pub use paging::pages::{PageItems, Paged, Pages};
pub use requests::body::{Body, FileContent, Pieces};
pub use requests::content::{Content, Payload};
pub use requests::form::PartEncoding;
pub use requests::multipart::PartType;
pub use requests::outgoing::Outgoing;
pub use requests::params::Pairs;
pub use requests::upload::Upload;
pub use requests::url::BaseUrl;
pub use serde_json::Value;
pub use streams::byte_stream::ByteStream;
pub use streams::event_stream::{Event, EventFraming, EventStream, Events, WholeEvents};
pub use streams::item_stream::{Framing, ItemStream, Streamed, Streams};
pub use streams::json_stream::{LineStream, Lines, Sequence};
pub use tables::by_table::{debug, hash};
pub use tables::string_enum::Unknown;
#[cfg(feature = "mock")]
pub use transports::mock::Mock;
#[cfg(feature = "mock")]
pub use transports::mock_request::Recorded;
#[cfg(feature = "mock")]
pub use transports::record::{Recorder, Tape};
#[cfg(feature = "reqwest")]
pub use transports::reqwest_transport::ReqwestTransport;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use transports::tower_transport::{TowerTransport, Wire};
pub use transports::transport::{
    BoxFuture, CallInfo, Limits, Portable, Transport, TransportError, TransportKind,
};
pub use validate::limit::{Limit, LimitTable, Limited};
pub use validate::number::Number;
pub use validate::violations::{Violation, Violations};
pub use validate::walk::validate;
#[cfg(feature = "webhooks")]
pub use webhooks::verifier::{WebhookError, WebhookVerifier};
pub use xml::table::{NodeKind, Xml, XmlNode, XmlType};

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::{
    answers::media::by_media, answers::statuses::statuses, tables::fields::fields,
    tables::fields::implement, tables::forward::forward,
    tables::integer_enum::integer_enum, tables::newtype::newtype,
    tables::setters::parameters, tables::setters::setter, tables::setters::setters,
    tables::setters::values_of, tables::string_constants::string_constants,
    tables::string_enum::string_enum, tables::string_enum::text,
    tables::variants::variants, validate::table::limits,
};
