//! The runtime: files copied as they are, those that the document does not need left out.

mod needs;
mod parts;

use super::{File, Piece, Source, Use};
use crate::rust::{Crate, Ty};
use needs::{Need, Needs, is_needed, needs};
use parts::{FORMATS, PARTS, Part};
use proc_macro2::TokenStream;
use quote::quote;

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

/// Whether answers are handed out while they come, for which there is the feature `stream`.
pub(super) fn has_streams(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Downloads)
}

/// Whether there are webhooks, for which there is the feature `webhooks`.
pub(super) fn has_webhooks(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Webhooks)
}

/// Whether values of the document's types are Base64.
pub(super) fn has_base64(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Base64)
}

/// The libraries that configured formats need.
pub(super) fn libraries(plan: &Crate) -> Vec<&'static str> {
    needs(plan).libraries
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
