//! The table of the files: what each exports, and what a document must have to need it.

use super::{Need, Needs};

/// A folder of the runtime.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) name: &'static str,
    /// Its `mod.rs` with all modules that there are.
    index: &'static str,
    pub(super) parts: &'static [Part],
}

/// A file of the runtime, the names that it exports, and its macros.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) module: &'static str,
    pub(super) text: &'static str,
    pub(super) need: Need,
    pub(super) exports: &'static [&'static str],
    pub(super) tables: &'static [&'static str],
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
        $module:literal: $need:expr, [$($export:literal),*] $(, $table:literal)*;
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
                exports: &[$($export),*],
                tables: &[$($table),*],
            }),*],
        }
    };
}

pub(super) const FOLDERS: &[Folder] = &[
    folder!("answers" {
        "answer": Need::Calls, ["Answered", "Kind"];
        "charset": Need::Calls, [];
        "content_coding": Need::Calls, [];
        "header": Need::Headers, ["Header"];
        "media": Need::Media, ["ByMedia", "Negotiated"], "by_media";
        "media_type": Need::Calls, [];
        "outcome": Need::Calls, ["NoFailure", "Outcome"];
        "response": Need::Calls, ["Head", "Response"];
        "statuses": Need::Statuses, [], "statuses";
        "text_answer": Need::Calls, [];
    }),
    folder!("auth" {
        "credentials": Need::Calls, ["Credential", "Credentials"];
        "oauth": Need::OAuth, ["ClientCredentials"];
        "secret": Need::Calls, ["Secret"];
        "token": Need::Calls, ["Token", "TokenProvider", "Tokens"];
    }),
    folder!("calls" {
        "attempt": Need::Calls, [];
        "blocking": Need::Feature("blocking"), ["block_on"];
        "call": Need::Calls, ["Call"];
        "client": Need::Calls, ["Client", "Settings"];
        "client_builder": Need::Calls, ["ClientBuilder"];
        "engine": Need::Calls, ["CallLimits", "Failed", "Plan"];
        "operation": Need::Calls, [
            "Answer", "Arguments", "Meta", "Method", "Operation", "Status"
        ];
        "parameter": Need::Calls, ["Location", "Param", "Style"];
        "raw_request": Need::Calls, ["RawRequest"];
        "request_options": Need::Calls, ["RequestOptions"];
        "retry": Need::Calls, ["Budget"];
        "service": Need::Calls, [
            "Scheme", "SchemeKind", "Server", "ServerVariable", "Service"
        ];
        "trace": Need::Calls, ["Span"];
    }),
    folder!("codec" {
        "base64": Need::Base64, ["Base64"];
        "lenient": Need::Always, [];
        "memory": Need::Always, [];
        "model": Need::Always, [
            "Attached", "Edit", "Items", "Key", "List", "Map", "Model", "Object",
            "Optional", "Probe", "Select", "Shown", "Slot", "Text", "Tuple", "Union",
            "View", "Whole", "kinds", "marks"
        ];
        "nullable": Need::Always, ["Nullable"];
        "read": Need::Always, ["read"];
        "read_object": Need::Always, [];
        "read_scalar": Need::Always, [];
        "slots": Need::Always, [];
        "tuples": Need::Tuples, [];
        "write": Need::Always, ["write"];
    }),
    folder!("errors" {
        "api_error": Need::Calls, ["ApiError", "ErrorBody"];
        "build_error": Need::SetUp, ["BoxError", "BuildError"];
        "decode_error": Need::Calls, ["DecodeError", "Problem"];
        "error": Need::Calls, ["Error", "RequestError"];
        "message": Need::Calls, [];
    }),
    folder!("formats" {
        "chrono": Need::Library("chrono"), [];
        "jiff": Need::Library("jiff"), [];
        "rust_decimal": Need::Library("rust_decimal"), [];
        "std_net": Need::Library("std"), [];
        "text_types": Need::Formats, [];
        "time": Need::Library("time"), [];
        "url": Need::Library("url"), [];
        "uuid": Need::Library("uuid"), [];
    }),
    folder!("json" {
        "document": Need::Always, [
            "Known", "from_json", "read_json", "read_json_known", "to_json",
            "write_json"
        ];
        "error": Need::Always, ["JsonError"];
        "look_ahead": Need::Always, [];
        "read": Need::Always, [];
        "read_union": Need::Unions, [];
        "scan": Need::Always, ["Read", "Reader"];
        "scan_string": Need::Always, [];
        "scan_value": Need::Always, [];
        "write": Need::Always, [];
    }),
    folder!("paging" {
        "dig": Need::Pages, [];
        "link": Need::Pages, [];
        "next_page": Need::Pages, ["NextPage", "Paging", "Place"];
        "page": Need::Pages, [];
        "pages": Need::Pages, ["PageItems", "Paged", "Pages"];
        "progress": Need::Pages, [];
    }),
    folder!("requests" {
        "body": Need::Calls, ["Body", "FileContent", "Pieces"];
        "content": Need::Calls, ["Content", "Payload"];
        "form": Need::Form, ["PartEncoding"];
        "header_rules": Need::Calls, [];
        "json_lines": Need::JsonLines, [];
        "multipart": Need::Multipart, ["PartType"];
        "outgoing": Need::Calls, ["Outgoing"];
        "params": Need::Calls, ["Pairs"];
        "plain": Need::Calls, [];
        "upload": Need::Uploads, ["Upload"];
        "url": Need::Calls, ["BaseUrl"];
    }),
    folder!("streams" {
        "byte_stream": Need::Downloads, ["ByteStream"];
        "event_stream": Need::Events, [
            "Event", "EventFraming", "EventStream", "Events", "WholeEvents"
        ];
        "item_stream": Need::Streams, ["Framing", "ItemStream", "Streamed", "Streams"];
        "json_stream": Need::JsonStreams, ["LineStream", "Lines", "Sequence"];
    }),
    folder!("tables" {
        "by_table": Need::Objects, ["debug", "hash"];
        "constants": Need::Constants, [], "constants";
        "fields": Need::Objects, [], "fields", "implement";
        "forward": Need::Always, [], "forward";
        "newtype": Need::Newtypes, [], "newtype";
        "numbers": Need::Numbers, [], "numbers";
        "setters": Need::Always, [], "parameters", "setter", "setters", "values_of";
        "values": Need::Always, ["Unknown"], "text", "values";
        "variants": Need::Unions, [], "variants";
    }),
    folder!("transports" {
        "mock": Need::Feature("mock"), ["Mock"];
        "mock_request": Need::Feature("mock"), ["Recorded"];
        "mock_script": Need::Feature("mock"), [];
        "record": Need::Feature("mock"), ["Recorder", "Tape"];
        "reqwest_transport": Need::Feature("reqwest"), ["ReqwestTransport"];
        "tower_transport": Need::Feature("tower"), ["TowerTransport", "Wire"];
        "transport": Need::Calls, [
            "BoxFuture", "CallInfo", "Limits", "Portable", "Transport", "TransportError",
            "TransportKind"
        ];
    }),
    folder!("unions" {
        "losses": Need::Ranks, [];
        "rank": Need::Ranks, [];
        "trial": Need::Unions, [];
    }),
    folder!("validate" {
        "limit": Need::Limits, ["Limit", "LimitTable", "Limited"];
        "number": Need::Limits, ["Number"];
        "pattern": Need::Limits, [];
        "request": Need::LimitsOfCalls, [];
        "table": Need::Limits, [], "limits";
        "unique": Need::Limits, [];
        "violations": Need::Limits, ["Violation", "Violations"];
        "walk": Need::Limits, ["validate"];
    }),
    folder!("webhooks" {
        "verifier": Need::Webhooks, ["WebhookError", "WebhookVerifier"];
    }),
    folder!("xml" {
        "find": Need::Xml, [];
        "read": Need::Xml, [];
        "read_memory": Need::Xml, [];
        "read_text": Need::Xml, [];
        "read_union": Need::Xml, [];
        "table": Need::Xml, ["NodeKind", "Xml", "XmlNode", "XmlType"];
        "tree": Need::Xml, [];
        "write": Need::Xml, [];
    }),
];

#[cfg(test)]
mod tests {
    use super::FOLDERS;

    fn modules(index: &str) -> Vec<&str> {
        index
            .lines()
            .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
            .collect()
    }

    #[test]
    fn every_module_of_the_runtime_is_known() {
        let folders: Vec<&str> = FOLDERS.iter().map(|folder| folder.name).collect();
        assert_eq!(
            modules(include_str!("../../../runtime/src/runtime/mod.rs")),
            folders
        );
        for folder in FOLDERS {
            let parts: Vec<&str> = folder.parts.iter().map(|part| part.module).collect();
            assert_eq!(modules(folder.index), parts, "{}", folder.name);
        }
    }
}
