//! The table of the files: what each exports, and what a document must have to need it. It is the only
//! place that knows the names of the runtime.

use super::{Need, Needs};

/// A folder of the runtime.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) name: &'static str,
    /// Its `mod.rs` with all modules that there are.
    index: &'static str,
    pub(super) parts: &'static [Part],
}

/// A file of the runtime, and its names.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) module: &'static str,
    pub(super) text: &'static str,
    pub(super) need: Need,
    /// What users import from the root of the crate.
    pub(super) public: &'static [&'static str],
    /// What generated code needs besides.
    inner: &'static [&'static str],
    /// The macros.
    pub(super) tables: &'static [&'static str],
}

impl Part {
    /// What is found in the runtime's `mod.rs`, but for the macros.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.public.iter().chain(self.inner).copied()
    }
}

impl Folder {
    /// What the folder says of itself.
    pub(super) fn docs(&self) -> impl Iterator<Item = &'static str> {
        self.index.lines().map_while(|line| line.strip_prefix("//! "))
    }

    /// The files that a crate with these needs gets.
    pub(super) fn needed(&self, needs: &Needs) -> impl Iterator<Item = &'static Part> {
        self.parts.iter().filter(|part| needs.include(part.need))
    }
}

macro_rules! folder {
    ($folder:literal { $(
        $module:literal: $need:expr
            $(, public [$($public:literal),*])?
            $(, inner [$($inner:literal),*])?
            $(, tables [$($table:literal),*])?;
    )* }) => {
        Folder {
            name: $folder,
            index: include_str!(concat!(
                "../../../runtime/src/runtime/", $folder, "/mod.rs"
            )),
            parts: &[$(Part {
                module: $module,
                text: include_str!(concat!(
                    "../../../runtime/src/runtime/", $folder, "/", $module, ".rs"
                )),
                need: $need,
                public: &[$($($public),*)?],
                inner: &[$($($inner),*)?],
                tables: &[$($($table),*)?],
            }),*],
        }
    };
}

pub(super) const FOLDERS: &[Folder] = &[
    folder!("answers" {
        "answer": Need::Calls, inner ["Answered"];
        "charset": Need::Calls;
        "content_coding": Need::Calls;
        "header": Need::Headers, public ["Header"];
        "media": Need::Media, public ["ByMedia", "Negotiated"], tables ["by_media"];
        "media_type": Need::Calls, inner ["Kind"];
        "outcome": Need::Calls, public ["NoFailure"], inner ["Outcome"];
        "response": Need::Calls, public ["Response"], inner ["Head"];
        "statuses": Need::Statuses, tables ["statuses"];
        "text_answer": Need::Calls;
    }),
    folder!("auth" {
        "credentials": Need::Calls, public ["Credential"], inner ["Credentials"];
        "oauth": Need::OAuth, public ["ClientCredentials"];
        "secret": Need::Calls, public ["Secret"];
        "token": Need::Calls, public ["Token", "TokenProvider"], inner ["Tokens"];
    }),
    folder!("calls" {
        "attempt": Need::Calls;
        "blocking": Need::Feature("blocking"), public ["block_on"];
        "call": Need::Calls, public ["Call"];
        "client": Need::Calls, public ["Client"], inner ["Settings"];
        "client_builder": Need::Calls, public ["ClientBuilder"];
        "engine": Need::Calls, inner ["CallLimits", "Failed", "Plan"];
        "operation": Need::Calls,
            public ["Operation"],
            inner ["Answer", "Arguments", "Meta", "Method", "Status"];
        "parameter": Need::Calls, inner ["Location", "Param", "Style"];
        "raw_request": Need::Calls, public ["RawRequest"];
        "request_options": Need::Calls, public ["RequestOptions"];
        "retry": Need::Calls, inner ["Budget"];
        "service": Need::Calls,
            inner ["Scheme", "SchemeKind", "Server", "ServerVariable", "Service"];
        "trace": Need::Calls, inner ["Span"];
    }),
    folder!("codec" {
        "base64": Need::Base64, public ["Base64"];
        "lenient": Need::Always;
        "memory": Need::Always;
        "model": Need::Always,
            inner [
                "Attached", "Edit", "Items", "Key", "List", "Map", "Model", "Object",
                "Optional", "Probe", "Select", "Shown", "Slot", "Text", "Tuple",
                "Union", "View", "Whole", "kinds", "marks"
            ];
        "nullable": Need::Always, public ["Nullable"];
        "read": Need::Always, inner ["read"];
        "read_object": Need::Always;
        "read_scalar": Need::Always;
        "rest": Need::Rest, public ["Rest"];
        "slots": Need::Always;
        "tuples": Need::Tuples;
        "write": Need::Always, inner ["write"];
    }),
    folder!("errors" {
        "api_error": Need::Calls, public ["ApiError", "ErrorBody"];
        "build_error": Need::SetUp, public ["BoxError", "BuildError"];
        "decode_error": Need::Calls, public ["DecodeError", "Problem"];
        "error": Need::Calls, public ["Error", "RequestError"];
        "message": Need::Calls;
    }),
    folder!("formats" {
        "chrono": Need::Library("chrono");
        "jiff": Need::Library("jiff");
        "rust_decimal": Need::Library("rust_decimal");
        "std_net": Need::Library("std");
        "text_types": Need::Formats;
        "time": Need::Library("time");
        "url": Need::Library("url");
        "uuid": Need::Library("uuid");
    }),
    folder!("json" {
        "document": Need::Always,
            public ["from_json", "to_json"],
            inner ["Known", "read_json", "read_json_known", "write_json"];
        "error": Need::Always, public ["JsonError"];
        "look_ahead": Need::Always;
        "read": Need::Always;
        "read_union": Need::Unions;
        "scan": Need::Always, inner ["Read", "Reader"];
        "scan_string": Need::Always;
        "scan_value": Need::Always;
        "write": Need::Always;
    }),
    folder!("paging" {
        "dig": Need::Pages;
        "link": Need::Pages;
        "next_page": Need::Pages, inner ["NextPage", "Paging", "Place"];
        "page": Need::Pages;
        "pages": Need::Pages, public ["PageItems", "Pages"], inner ["Paged"];
        "progress": Need::Pages;
    }),
    folder!("requests" {
        "body": Need::Calls, public ["Body", "Pieces"], inner ["FileContent"];
        "content": Need::Calls, inner ["Content", "Payload"];
        "form": Need::Form, inner ["PartEncoding"];
        "header_rules": Need::Calls;
        "json_lines": Need::JsonLines;
        "multipart": Need::Multipart, inner ["PartType"];
        "outgoing": Need::Calls, inner ["Outgoing"];
        "params": Need::Calls, inner ["Pairs"];
        "patch": Need::Calls;
        "plain": Need::Calls;
        "upload": Need::Uploads, public ["Upload"];
        "url": Need::Calls, inner ["BaseUrl"];
    }),
    folder!("streams" {
        "byte_stream": Need::Downloads, public ["ByteStream"];
        "event_stream": Need::Events,
            public ["Event", "EventStream"],
            inner ["EventFraming", "Events", "WholeEvents"];
        "item_stream": Need::Streams,
            public ["ItemStream"],
            inner ["Framing", "Streamed", "Streams"];
        "json_stream": Need::JsonStreams,
            public ["LineStream"],
            inner ["Lines", "Sequence"];
    }),
    folder!("tables" {
        "by_table": Need::Objects, inner ["debug", "hash"];
        "fields": Need::Objects, tables ["fields", "implement"];
        "forward": Need::Always, tables ["forward"];
        "integer_enum": Need::Numbers, tables ["integer_enum"];
        "newtype": Need::Newtypes, tables ["newtype"];
        "setters": Need::Always, tables ["parameters", "setter", "setters", "values_of"];
        "string_constants": Need::Constants, tables ["string_constants"];
        "string_enum": Need::Always, public ["Unknown"], tables ["string_enum", "text"];
        "variants": Need::Unions, tables ["variants"];
    }),
    folder!("transports" {
        "mock": Need::Feature("mock"), public ["Mock"];
        "mock_request": Need::Feature("mock"), public ["Recorded"];
        "mock_script": Need::Feature("mock");
        "record": Need::Feature("mock"), public ["Recorder", "Tape"];
        "reqwest_transport": Need::Feature("reqwest"), public ["ReqwestTransport"];
        "tower_transport": Need::Feature("tower"), public ["TowerTransport", "Wire"];
        "transport": Need::Calls,
            public [
                "BoxFuture", "CallInfo", "Limits", "Transport", "TransportError",
                "TransportKind"
            ],
            inner ["Portable"];
    }),
    folder!("unions" {
        "losses": Need::Ranks;
        "rank": Need::Ranks;
        "trial": Need::Unions;
    }),
    folder!("validate" {
        "limit": Need::Limits, inner ["Limit", "LimitTable", "Limited"];
        "number": Need::Limits, inner ["Number"];
        "pattern": Need::Limits;
        "request": Need::LimitsOfCalls;
        "table": Need::Limits, tables ["limits"];
        "unique": Need::Limits;
        "violations": Need::Limits, public ["Violation", "Violations"];
        "walk": Need::Limits, inner ["validate"];
    }),
    folder!("webhooks" {
        "verifier": Need::Webhooks, public ["WebhookError", "WebhookVerifier"];
    }),
    folder!("xml" {
        "find": Need::Xml;
        "read": Need::Xml;
        "read_memory": Need::Xml;
        "read_text": Need::Xml;
        "read_union": Need::Xml;
        "table": Need::Xml, inner ["NodeKind", "Xml", "XmlNode", "XmlType"];
        "tree": Need::Xml;
        "write": Need::Xml;
    }),
];

/// The names of libraries that generated code finds in the runtime, and users at the root, with
/// where they come from.
pub(super) const OF_LIBRARIES: &[(&str, &str)] =
    &[("::bytes", "Bytes"), ("serde_json", "Value")];

#[cfg(test)]
mod tests;
