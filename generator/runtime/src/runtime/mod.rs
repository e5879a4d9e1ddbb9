//! What generated code stands on. In a generated crate this file lists the modules that
//! its document needs; here it lists all of them.

pub mod answer;
pub mod api_error;
pub mod attempt;
pub mod auth;
pub mod base64;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
pub mod body;
pub mod build_error;
pub mod by_table;
pub mod byte_stream;
pub mod call;
pub mod charset;
pub mod client;
pub mod client_builder;
pub mod codec;
pub mod constants;
pub mod content;
pub mod content_coding;
pub mod decode_error;
pub mod dig;
pub mod engine;
pub mod error;
pub mod event_stream;
pub mod fields;
pub mod form;
pub mod formats {
    //! Types that the configuration may choose for formats of text.

    #[cfg(feature = "chrono")]
    pub mod chrono;
    #[cfg(feature = "jiff")]
    pub mod jiff;
    #[cfg(feature = "rust_decimal")]
    pub mod rust_decimal;
    pub mod std_net;
    #[cfg(feature = "time")]
    pub mod time;
    #[cfg(feature = "url")]
    pub mod url;
    #[cfg(feature = "uuid")]
    pub mod uuid;
}
pub mod forward;
pub mod header;
pub mod header_rules;
pub mod item_stream;
pub mod json;
pub mod json_error;
pub mod json_lines;
pub mod json_stream;
pub mod lenient;
pub mod link;
pub mod look_ahead;
pub mod losses;
pub mod media;
pub mod media_type;
pub mod memory;
pub mod message;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mock_request;
#[cfg(feature = "mock")]
pub mod mock_script;
pub mod multipart;
pub mod newtype;
pub mod nullable;
pub mod numbers;
pub mod oauth;
pub mod operation;
pub mod outcome;
pub mod outgoing;
pub mod page;
pub mod pages;
pub mod paging;
pub mod params;
pub mod plain;
pub mod progress;
pub mod rank;
pub mod raw_request;
pub mod read;
pub mod read_json;
pub mod read_json_union;
pub mod read_object;
pub mod read_scalar;
pub mod read_xml;
pub mod read_xml_memory;
pub mod read_xml_text;
pub mod read_xml_union;
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
pub mod trial;
pub mod tuples;
pub mod upload;
pub mod url;
pub mod values;
pub mod variants;
#[cfg(feature = "webhooks")]
pub mod webhook;
pub mod write;
pub mod write_json;
pub mod write_xml;
pub mod xml;
pub mod xml_find;
pub mod xml_tree;

pub use ::bytes::Bytes;
pub use answer::{Answered, Kind};
pub use api_error::{ApiError, ErrorBody};
pub use auth::{Credential, Credentials};
pub use base64::Base64;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use blocking::block_on;
pub use body::{Body, FileContent, Pieces};
pub use build_error::{BoxError, BuildError};
pub use by_table::{debug, hash};
pub use byte_stream::ByteStream;
pub use call::Call;
pub use client::{Client, Settings};
pub use client_builder::ClientBuilder;
pub use codec::{
    Attached, Edit, Items, Key, List, Map, Model, Object, Optional, Probe, Select,
    Shown, Slot, Text, Tuple, Union, View, Whole, kinds, marks,
};
pub use content::{Content, Payload};
pub use decode_error::{DecodeError, Problem};
pub use engine::{CallLimits, Failed, Plan};

pub use error::{Error, RequestError};
pub use event_stream::{Event, EventFraming, EventStream, Events, WholeEvents};
pub use form::PartEncoding;
pub use header::Header;
pub use item_stream::{Framing, ItemStream, Streamed, Streams};
pub use json::{Known, from_json, read_json, read_json_known, to_json, write_json};
pub use json_error::JsonError;
pub use json_stream::{LineStream, Lines, Sequence};
pub use media::{ByMedia, Negotiated};
#[cfg(feature = "mock")]
pub use mock::Mock;
#[cfg(feature = "mock")]
pub use mock_request::Recorded;
pub use multipart::PartType;
pub use nullable::Nullable;
pub use oauth::ClientCredentials;
pub use operation::{
    Answer, Arguments, Location, Meta, Method, Operation, Param, Status, Style,
};
pub use outcome::{NoFailure, Outcome};
pub use outgoing::Outgoing;
pub use pages::{PageItems, Paged, Pages};
pub use paging::{NextPage, Paging, Place};
pub use params::Pairs;
pub use raw_request::RawRequest;
pub use read::read;
#[cfg(feature = "mock")]
pub use record::{Recorder, Tape};
pub use request_options::RequestOptions;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::{Head, Response};
pub use retry::Budget;
pub use scan::{Read, Reader};
pub use secret::Secret;
pub use serde_json::Value;
pub use service::{Scheme, SchemeKind, Server, ServerVariable, Service};
pub use token::{Token, TokenProvider, Tokens};
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use tower_transport::{TowerTransport, Wire};
pub use trace::Span;
pub use transport::{
    BoxFuture, CallInfo, Limits, Portable, Transport, TransportError, TransportKind,
};
pub use upload::Upload;
pub use url::BaseUrl;
pub use values::Unknown;
#[cfg(feature = "webhooks")]
pub use webhook::{WebhookError, WebhookVerifier};
pub use write::write;
pub use xml::{NodeKind, Xml, XmlNode, XmlType};

#[allow(unused_imports, reason = "for generated code")]
pub(crate) use self::{
    constants::constants, fields::fields, fields::implement, forward::forward,
    media::by_media, newtype::newtype, numbers::numbers, setters::parameters,
    setters::setter, setters::setters, setters::values_of, statuses::statuses,
    values::text, values::values, variants::variants,
};
