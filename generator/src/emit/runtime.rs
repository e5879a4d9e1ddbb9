//! The runtime: files copied as they are, those that the document does not need left out.

mod needs;

use super::{File, Piece, Source, Use};
use crate::rust::{Crate, Ident, Ty};
use needs::{Need, Needs, is_needed, needs};
use proc_macro2::TokenStream;
use quote::quote;

/// A file of the runtime, the names that it exports, and its macros.
struct Part {
    name: &'static str,
    text: &'static str,
    need: Need,
    exports: &'static [&'static str],
    tables: &'static [&'static str],
}

macro_rules! part {
    ($name:literal, $need:expr, [$($export:literal),*] $(, $table:literal)* $(,)?) => {
        Part {
            name: $name,
            text: include_str!(concat!("../../runtime/src/runtime/", $name, ".rs")),
            need: $need,
            exports: &[$($export),*],
            tables: &[$($table),*],
        }
    };
}

const PARTS: &[Part] = &[
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
    part!(
        "item_stream",
        Need::Streams,
        ["Framing", "ItemStream", "Streamed", "Streams"]
    ),
    part!(
        "json",
        Need::Always,
        [
            "JsonError",
            "Known",
            "from_json",
            "read_json",
            "read_json_known",
            "to_json",
            "write_json"
        ]
    ),
    part!("json_lines", Need::JsonLines, []),
    part!("json_stream", Need::JsonStreams, ["LineStream", "Lines", "Sequence"]),
    part!("link", Need::Pages, []),
    part!("media", Need::Media, ["ByMedia", "Negotiated"], "by_media"),
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
    part!("read_xml_text", Need::Xml, []),
    part!("read_xml_union", Need::Xml, []),
    part!("record", Need::Feature("mock"), ["Recorder", "Tape"]),
    part!("request_options", Need::Calls, ["RequestOptions"]),
    part!("reqwest_transport", Need::Feature("reqwest"), ["ReqwestTransport"]),
    part!("response", Need::Calls, ["Head", "Response"]),
    part!("retry", Need::Calls, ["Budget"]),
    part!("scan", Need::Always, ["Read", "Reader"]),
    part!("scan_string", Need::Always, []),
    part!("secret", Need::Calls, ["Secret"]),
    part!("service", Need::Calls, ["Scheme", "SchemeKind", "Server", "Service"]),
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
const FORMATS: &[(&str, &str, &str)] = &[
    ("chrono", "chrono", include_str!("../../runtime/src/runtime/formats/chrono.rs")),
    ("jiff", "jiff", include_str!("../../runtime/src/runtime/formats/jiff.rs")),
    (
        "rust_decimal",
        "rust_decimal",
        include_str!("../../runtime/src/runtime/formats/rust_decimal.rs"),
    ),
    ("std", "std_net", include_str!("../../runtime/src/runtime/formats/std_net.rs")),
    ("time", "time", include_str!("../../runtime/src/runtime/formats/time.rs")),
    ("url", "url", include_str!("../../runtime/src/runtime/formats/url.rs")),
    ("uuid", "uuid", include_str!("../../runtime/src/runtime/formats/uuid.rs")),
];

/// The indices of the parts that a crate gets: `mod.rs` first, then the files.
pub(super) fn files(plan: &Crate) -> Vec<usize> {
    let needs = needs(plan);
    let parts =
        PARTS.iter().enumerate().filter(|(_, part)| is_needed(part.need, &needs));
    let formats = FORMATS
        .iter()
        .enumerate()
        .filter(|(_, (library, ..))| needs.libraries.contains(library))
        .map(|(at, _)| 1 + PARTS.len() + at);
    std::iter::once(0).chain(parts.map(|(at, _)| at + 1)).chain(formats).collect()
}

/// One of them, by its index.
pub(super) fn file(plan: &Crate, index: usize) -> File {
    if index == 0 {
        return File::Rust(module(plan));
    }
    if let Some(part) = PARTS.get(index - 1) {
        let path = format!("src/runtime/{}.rs", part.name);
        return File::Text { path, text: part.text.to_owned() };
    }
    let (_, name, text) = FORMATS[index - 1 - PARTS.len()];
    File::Text { path: format!("src/runtime/formats/{name}.rs"), text: text.to_owned() }
}

/// The text of a file that is copied as it is.
pub fn embedded(path: &str) -> Option<&'static str> {
    if path == super::contract::SUPPORT_PATH {
        return Some(super::contract::SUPPORT);
    }
    let name = path.strip_prefix("src/runtime/")?.strip_suffix(".rs")?;
    let part = PARTS.iter().find(|part| part.name == name).map(|part| part.text);
    part.or_else(|| {
        let name = name.strip_prefix("formats/")?;
        FORMATS.iter().find(|(_, module, _)| *module == name).map(|(.., text)| *text)
    })
}

/// What users import from the root, whatever features are on.
pub(super) fn exports(plan: &Crate) -> Vec<&'static str> {
    let needs = needs(plan);
    let named = PUBLIC.iter().filter(|(need, _)| is_needed(*need, &needs));
    named.flat_map(|(_, names)| names.iter().copied()).collect()
}

/// The names of parts that users need.
const PUBLIC: &[(Need, &[&str])] = &[
    (
        Need::Always,
        &["Bytes", "JsonError", "Nullable", "Unknown", "Value", "from_json", "to_json"],
    ),
    (Need::SetUp, &["BoxError", "BuildError"]),
    (
        Need::Calls,
        &[
            "ApiError",
            "Body",
            "BoxFuture",
            "Call",
            "CallInfo",
            "Client",
            "ClientBuilder",
            "Credential",
            "DecodeError",
            "Error",
            "ErrorBody",
            "Limits",
            "NoFailure",
            "Operation",
            "Pieces",
            "Problem",
            "RawRequest",
            "RequestError",
            "RequestOptions",
            "Response",
            "Secret",
            "Token",
            "TokenProvider",
            "Transport",
            "TransportError",
            "TransportKind",
        ],
    ),
    (Need::Base64, &["Base64"]),
    (Need::Downloads, &["ByteStream"]),
    (Need::Events, &["Event", "EventStream"]),
    (Need::Headers, &["Header"]),
    (Need::JsonStreams, &["LineStream"]),
    (Need::Media, &["ByMedia", "Negotiated"]),
    (Need::OAuth, &["ClientCredentials"]),
    (Need::Pages, &["PageItems", "Pages"]),
    (Need::Streams, &["ItemStream"]),
    (Need::Uploads, &["Upload"]),
];

/// Whether answers are handed out while they come, and whether there are webhooks: these
/// have cargo features.
pub(super) fn features(plan: &Crate) -> (bool, bool) {
    let needs = needs(plan);
    let has = |need| needs.parts.contains(&need);
    (has(Need::Downloads), has(Need::Webhooks))
}

/// Whether values of the document's types are Base64.
pub(super) fn has_base64(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Base64)
}

/// The libraries that configured formats need.
pub(super) fn libraries(plan: &Crate) -> Vec<&'static str> {
    needs(plan).libraries
}

/// A name for a module that is not there.
pub(super) fn fixed_module() -> Ident {
    Ident::nothing()
}

/// Tells of a type whether the crate carries what it needs of the runtime and of libraries:
/// a body that is sent as it is has no use for the type that its schema would have.
pub fn carries(plan: &Crate) -> impl Fn(&Ty) -> bool + use<> {
    let has = needs(plan);
    move |ty| {
        let mut needed = Needs { parts: Vec::new(), libraries: Vec::new() };
        needed.ty(ty);
        needed.parts.iter().all(|part| has.parts.contains(part))
            && needed.libraries.iter().all(|library| has.libraries.contains(library))
    }
}

/// `src/runtime/mod.rs`.
fn module(plan: &Crate) -> Source {
    let needs = needs(plan);
    let word =
        |name: &str| proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
    let mut modules = Vec::new();
    let mut exports = Vec::new();
    let mut tables = Vec::new();
    for part in PARTS.iter().filter(|part| is_needed(part.need, &needs)) {
        let name = word(part.name);
        let gate = gate(part);
        modules.push(quote!(#gate pub mod #name;));
        let path = format!("self::{}", part.name);
        let names =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        if !part.exports.is_empty() {
            let mut export = Use::new("pub ", &path, names(part.exports));
            export.attribute = (!gate.is_empty()).then_some(gate);
            exports.push(export);
        }
        if !part.tables.is_empty() {
            let mut table = Use::new("pub(crate) ", &path, names(part.tables));
            table.attribute =
                Some(quote!(#[allow(unused_imports, reason = "for generated code")]));
            tables.push(table);
        }
    }
    if !needs.libraries.is_empty() {
        let names = FORMATS
            .iter()
            .filter(|(library, ..)| needs.libraries.contains(library))
            .map(|(_, name, _)| word(name));
        let names: Vec<TokenStream> = names.map(|name| quote!(pub mod #name;)).collect();
        modules.push(quote!(pub mod formats { #![doc = " Types for formats of text."] #(#names)* }));
    }
    exports.push(Use::new("pub ", "::bytes", vec!["Bytes".to_owned()]));
    exports.push(Use::new("pub ", "serde_json", vec!["Value".to_owned()]));
    let docs = vec!["What the generated code stands on.".to_owned()];
    let mut pieces = vec![Piece::Together(modules), Piece::Uses(exports)];
    if !tables.is_empty() {
        pieces.push(Piece::Uses(tables));
    }
    Source { path: "src/runtime/mod.rs".to_owned(), docs, pieces }
}

fn gate(part: &Part) -> TokenStream {
    match part.need {
        Need::Feature(feature) => gate_of(feature),
        Need::Webhooks => gate_of("webhooks"),
        _ => quote!(),
    }
}

/// What a feature switches on; threads are not everywhere.
pub(super) fn gate_of(feature: &str) -> TokenStream {
    match feature {
        "blocking" | "tower" => {
            quote!(#[cfg(all(feature = #feature, not(target_arch = "wasm32")))])
        }
        _ => quote!(#[cfg(feature = #feature)]),
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, PARTS};

    #[test]
    fn every_module_of_the_runtime_is_known() {
        let listed = include_str!("../../runtime/src/runtime/mod.rs");
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
