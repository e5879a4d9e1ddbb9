//! The table of the files: what each exports, and what a document must have to need it.

use super::Need;

/// A file of the runtime, the names that it exports, and its macros.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) need: Need,
    pub(super) exports: &'static [&'static str],
    pub(super) tables: &'static [&'static str],
}

macro_rules! part {
    ($name:literal, $need:expr, [$($export:literal),*] $(, $table:literal)* $(,)?) => {
        Part {
            name: $name,
            text: include_str!(concat!("../../../runtime/src/runtime/", $name, ".rs")),
            need: $need,
            exports: &[$($export),*],
            tables: &[$($table),*],
        }
    };
}

pub(super) const PARTS: &[Part] = &[
    part!("answer", Need::Calls, ["Answered", "Kind"]),
    part!("api_error", Need::Calls, ["ApiError", "ErrorBody"]),
    part!("attempt", Need::Calls, []),
    part!("auth", Need::Calls, ["Credential", "Credentials"]),
    part!("base64", Need::Base64, ["Base64"]),
    part!("blocking", Need::Feature("blocking"), ["block_on"]),
    part!("body", Need::Calls, ["Body", "FileContent", "Pieces"]),
    part!("build_error", Need::SetUp, ["BoxError", "BuildError"]),
    part!("by_table", Need::Objects, ["debug", "hash"]),
    part!("byte_stream", Need::Downloads, ["ByteStream"]),
    part!("call", Need::Calls, ["Call"]),
    part!("charset", Need::Calls, []),
    part!("client", Need::Calls, ["Client", "Settings"]),
    part!("client_builder", Need::Calls, ["ClientBuilder"]),
    part!(
        "codec",
        Need::Always,
        [
            "Attached", "Edit", "Items", "Key", "List", "Map", "Model", "Object",
            "Optional", "Probe", "Select", "Shown", "Slot", "Text", "Tuple", "Union",
            "View", "Whole", "kinds", "marks"
        ]
    ),
    part!("constants", Need::Constants, [], "constants"),
    part!("content", Need::Calls, ["Content", "Payload"]),
    part!("content_coding", Need::Calls, []),
    part!("decode_error", Need::Calls, ["DecodeError", "Problem"]),
    part!("dig", Need::Pages, []),
    part!("engine", Need::Calls, ["CallLimits", "Failed", "Plan"]),
    part!("error", Need::Calls, ["Error", "RequestError"]),
    part!(
        "event_stream",
        Need::Events,
        ["Event", "EventFraming", "EventStream", "Events", "WholeEvents"]
    ),
    part!("fields", Need::Objects, [], "fields", "implement"),
    part!("form", Need::Form, ["PartEncoding"]),
    part!("forward", Need::Always, [], "forward"),
    part!("header", Need::Headers, ["Header"]),
    part!("header_rules", Need::Calls, []),
    part!(
        "item_stream",
        Need::Streams,
        ["Framing", "ItemStream", "Streamed", "Streams"]
    ),
    part!(
        "json",
        Need::Always,
        ["Known", "from_json", "read_json", "read_json_known", "to_json", "write_json"]
    ),
    part!("json_error", Need::Always, ["JsonError"]),
    part!("json_lines", Need::JsonLines, []),
    part!("json_stream", Need::JsonStreams, ["LineStream", "Lines", "Sequence"]),
    part!("lenient", Need::Always, []),
    part!("link", Need::Pages, []),
    part!("look_ahead", Need::Always, []),
    part!("losses", Need::Ranks, []),
    part!("media", Need::Media, ["ByMedia", "Negotiated"], "by_media"),
    part!("media_type", Need::Calls, []),
    part!("memory", Need::Always, []),
    part!("message", Need::Calls, []),
    part!("mock", Need::Feature("mock"), ["Mock"]),
    part!("mock_request", Need::Feature("mock"), ["Recorded"]),
    part!("mock_script", Need::Feature("mock"), []),
    part!("multipart", Need::Multipart, ["PartType"]),
    part!("newtype", Need::Newtypes, [], "newtype"),
    part!("nullable", Need::Always, ["Nullable"]),
    part!("numbers", Need::Numbers, [], "numbers"),
    part!("oauth", Need::OAuth, ["ClientCredentials"]),
    part!(
        "operation",
        Need::Calls,
        [
            "Answer",
            "Arguments",
            "Location",
            "Meta",
            "Method",
            "Operation",
            "Param",
            "Status",
            "Style"
        ]
    ),
    part!("outcome", Need::Calls, ["NoFailure", "Outcome"]),
    part!("outgoing", Need::Calls, ["Outgoing"]),
    part!("page", Need::Pages, []),
    part!("pages", Need::Pages, ["PageItems", "Paged", "Pages"]),
    part!("paging", Need::Pages, ["NextPage", "Paging", "Place"]),
    part!("params", Need::Calls, ["Pairs"]),
    part!("plain", Need::Calls, []),
    part!("progress", Need::Pages, []),
    part!("rank", Need::Ranks, []),
    part!("raw_request", Need::Calls, ["RawRequest"]),
    part!("read", Need::Always, ["read"]),
    part!("read_json", Need::Always, []),
    part!("read_json_union", Need::Unions, []),
    part!("read_object", Need::Always, []),
    part!("read_scalar", Need::Always, []),
    part!("read_xml", Need::Xml, []),
    part!("read_xml_memory", Need::Xml, []),
    part!("read_xml_text", Need::Xml, []),
    part!("read_xml_union", Need::Xml, []),
    part!("record", Need::Feature("mock"), ["Recorder", "Tape"]),
    part!("request_options", Need::Calls, ["RequestOptions"]),
    part!("reqwest_transport", Need::Feature("reqwest"), ["ReqwestTransport"]),
    part!("response", Need::Calls, ["Head", "Response"]),
    part!("retry", Need::Calls, ["Budget"]),
    part!("scan", Need::Always, ["Read", "Reader"]),
    part!("scan_string", Need::Always, []),
    part!("scan_value", Need::Always, []),
    part!("secret", Need::Calls, ["Secret"]),
    part!(
        "service",
        Need::Calls,
        ["Scheme", "SchemeKind", "Server", "ServerVariable", "Service"]
    ),
    part!("setters", Need::Always, [], "parameters", "setter", "setters", "values_of"),
    part!("slots", Need::Always, []),
    part!("statuses", Need::Statuses, [], "statuses"),
    part!("text_answer", Need::Calls, []),
    part!("token", Need::Calls, ["Token", "TokenProvider", "Tokens"]),
    part!("tower_transport", Need::Feature("tower"), ["TowerTransport", "Wire"]),
    part!("trace", Need::Calls, ["Span"]),
    part!(
        "transport",
        Need::Calls,
        [
            "BoxFuture",
            "CallInfo",
            "Limits",
            "Portable",
            "Transport",
            "TransportError",
            "TransportKind"
        ]
    ),
    part!("trial", Need::Unions, []),
    part!("tuples", Need::Tuples, []),
    part!("upload", Need::Uploads, ["Upload"]),
    part!("url", Need::Calls, ["BaseUrl"]),
    part!("values", Need::Always, ["Unknown"], "text", "values"),
    part!("variants", Need::Unions, [], "variants"),
    part!("webhook", Need::Webhooks, ["WebhookError", "WebhookVerifier"]),
    part!("write", Need::Always, ["write"]),
    part!("write_json", Need::Always, []),
    part!("write_xml", Need::Xml, []),
    part!("xml", Need::Xml, ["NodeKind", "Xml", "XmlNode", "XmlType"]),
    part!("xml_find", Need::Xml, []),
    part!("xml_tree", Need::Xml, []),
];

/// A format's file: the library, the module, the text.
pub(super) const FORMATS: &[(&str, &str, &str)] = &[
    ("chrono", "chrono", include_str!("../../../runtime/src/runtime/formats/chrono.rs")),
    ("jiff", "jiff", include_str!("../../../runtime/src/runtime/formats/jiff.rs")),
    (
        "rust_decimal",
        "rust_decimal",
        include_str!("../../../runtime/src/runtime/formats/rust_decimal.rs"),
    ),
    ("std", "std_net", include_str!("../../../runtime/src/runtime/formats/std_net.rs")),
    ("time", "time", include_str!("../../../runtime/src/runtime/formats/time.rs")),
    ("url", "url", include_str!("../../../runtime/src/runtime/formats/url.rs")),
    ("uuid", "uuid", include_str!("../../../runtime/src/runtime/formats/uuid.rs")),
];

#[cfg(test)]
mod tests {
    use super::{FORMATS, PARTS};

    #[test]
    fn every_module_of_the_runtime_is_known() {
        let listed = include_str!("../../../runtime/src/runtime/mod.rs");
        let known = |name: &str| {
            PARTS.iter().any(|part| part.name == name)
                || FORMATS.iter().any(|(_, module, _)| *module == name)
        };
        for line in listed.lines() {
            let name =
                line.trim().strip_prefix("pub mod ").and_then(|n| n.strip_suffix(';'));
            assert!(name.is_none_or(known), "{line}");
        }
    }
}
