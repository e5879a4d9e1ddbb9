//! What a document suggests.

use super::key;
use crate::Planned;
use crate::model::{Api, Format, Location, Operation, Scalar, Shape, Type};
use heck::ToSnakeCase;
use std::collections::{BTreeMap, BTreeSet};

/// How many suggestions of a kind are written.
pub(super) const MOST: usize = 20;

/// What an operation might be called.
pub(super) struct Suggestion {
    /// How the configuration knows the operation.
    pub(super) key: String,
    /// A shorter name, if its own is long.
    pub(super) name: Option<String>,
    /// A group, if its own is not good.
    pub(super) group: Option<Vec<String>>,
}

/// A format that a library has a type for.
pub(super) struct FormatLibrary {
    pub(super) format: &'static str,
    pub(super) library: &'static str,
    /// How often the format occurs.
    pub(super) places: usize,
}

/// What a document suggests.
pub(super) struct Guesses {
    /// Headers that nearly every operation asks for, with their only value if there is one.
    pub(super) headers: Vec<(String, String)>,
    /// The response header that looks like the number of a request.
    pub(super) request_id: Option<String>,
    /// Operations whose names are long, or which have no group.
    pub(super) operations: Vec<Suggestion>,
    /// Formats for which there is a library.
    pub(super) formats: Vec<FormatLibrary>,
    /// Properties that sound like secrets.
    pub(super) sensitive: BTreeSet<String>,
}

impl Guesses {
    pub(super) fn of(planned: &Planned) -> Self {
        let api = &planned.api;
        Self {
            headers: headers(api),
            request_id: request_id(api),
            operations: suggestions(api),
            formats: formats(api),
            sensitive: sensitive(api),
        }
    }
}

/// Required headers of at least nine operations in ten.
fn headers(api: &Api) -> Vec<(String, String)> {
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for operation in &api.operations {
        for param in &operation.params {
            if param.location != Location::Header || !param.required {
                continue;
            }
            let value = param.default.iter().chain(&param.examples).next();
            let value = value.and_then(|value| value.untrusted().as_str());
            let value = value.unwrap_or("…").to_owned();
            let name = param.wire.untrusted().to_owned();
            counts.entry(name).or_insert((0, value)).0 += 1;
        }
    }
    let most = api.operations.len();
    let common = counts.into_iter().filter(|(_, (n, _))| n * 10 >= most * 9);
    common.map(|(name, (_, value))| (name, value)).collect()
}

fn request_id(api: &Api) -> Option<String> {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let mut names = responses
        .flat_map(|response| &response.headers)
        .map(|header| header.wire.untrusted());
    let is_id = |name: &&str| {
        let name = name.to_ascii_lowercase();
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        plain && (name.ends_with("request-id") || name.ends_with("trace-id"))
    };
    names.find(is_id).map(str::to_owned)
}

/// How often names are there already.
struct Taken<'a> {
    /// By group and name.
    functions: BTreeMap<(Vec<String>, String), usize>,
    templates: BTreeMap<&'a str, usize>,
}

fn suggestions(api: &Api) -> Vec<Suggestion> {
    let mut taken = Taken { functions: BTreeMap::new(), templates: BTreeMap::new() };
    for operation in &api.operations {
        *taken.templates.entry(operation.template.untrusted()).or_default() += 1;
        if let Some(name) = function(operation) {
            *taken.functions.entry((group(operation), name)).or_default() += 1;
        }
    }
    api.operations.iter().filter_map(|operation| suggestion(operation, &taken)).collect()
}

/// A shorter name and a group, where the path suggests them: `get-pets-petId` of `/pets/{petId}`
/// is `get` in `pets`.
fn suggestion(operation: &Operation, taken: &Taken<'_>) -> Option<Suggestion> {
    let group = group(operation);
    if let Some(name) = function(operation).filter(|_| !group.is_empty()) {
        let is_alone = taken.functions.get(&(group.clone(), name)) == Some(&1);
        match operation.group.is_empty() {
            true if is_alone => {
                let key = key(operation);
                return Some(Suggestion { key, name: None, group: Some(group) });
            }
            true => {}
            false => return None,
        }
    }
    let path = operation.template.untrusted();
    let group = group_of_path(path);
    let words = |text: &str| text.split(['-', '_', '.']).count();
    let id = operation.function(true).or_else(|| operation.speaking_id().cloned());
    let long = id.is_none_or(|id| words(id.untrusted()) > 3);
    if group.is_empty() || (!long && !operation.group.is_empty()) {
        return None;
    }
    // The last word of a path that is an action names the method.
    let has_others = taken.templates.get(path) != Some(&1);
    let action = !path.ends_with('}')
        && group.len() > 1
        && operation.method.as_sent() == "POST"
        && !has_others;
    let (name, group) = match group.split_last() {
        Some((last, rest)) if action => (Some(last.clone()), rest.to_vec()),
        _ => (None, group),
    };
    let (key, name) = (key(operation), name.filter(|_| long));
    Some(Suggestion { key, name, group: Some(group) })
}

/// The group of an operation; without one, that which its path suggests.
fn group(operation: &Operation) -> Vec<String> {
    if operation.group.is_empty() {
        return group_of_path(operation.template.untrusted());
    }
    operation.group.iter().map(|word| word.untrusted().to_owned()).collect()
}

fn group_of_path(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|part| !part.is_empty() && !part.contains('{') && !is_version(part))
        .filter_map(word)
        .collect()
}

/// The name of the function behind an operation, once it is in a group.
fn function(operation: &Operation) -> Option<String> {
    Some(operation.function(true)?.untrusted().to_snake_case())
}

fn is_version(part: &str) -> bool {
    part == "api"
        || (part.starts_with('v') && part[1..].bytes().all(|b| b.is_ascii_digit()))
}

/// A part of a path as an identifier, where it can be one.
fn word(part: &str) -> Option<String> {
    let word: String = part
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    syn::parse_str::<syn::Ident>(&word).is_ok().then_some(word)
}

/// Formats with a library that has a type for each.
const LIBRARIES: &[(Format, &str, &str)] = &[
    (Format::DateTime, "date-time", "jiff"),
    (Format::Date, "date", "jiff"),
    (Format::Time, "time", "jiff"),
    (Format::Duration, "duration", "jiff"),
    (Format::Uuid, "uuid", "uuid"),
    (Format::Uri, "uri", "url"),
    (Format::Decimal, "decimal", "rust_decimal"),
    (Format::Ipv4, "ipv4", "std"),
    (Format::Ipv6, "ipv6", "std"),
];

fn formats(api: &Api) -> Vec<FormatLibrary> {
    let mut counts: BTreeMap<Format, usize> = BTreeMap::new();
    let params = api.operations.iter().flat_map(|operation| &operation.params);
    let mut open: Vec<&Type> = params.map(|param| &param.ty).collect();
    for definition in &api.types {
        match &definition.shape {
            Shape::Struct(structure) => {
                open.extend(structure.fields.iter().map(|field| &field.ty));
                open.extend(&structure.extra);
            }
            Shape::Union(union) => open.extend(union.variants.iter().map(|v| &v.ty)),
            Shape::Alias(ty) => open.push(ty),
            Shape::Enum(_) => {}
        }
    }
    while let Some(ty) = open.pop() {
        match ty {
            Type::Scalar(Scalar::Text(format)) => {
                *counts.entry(*format).or_default() += 1;
            }
            Type::Nullable(inner)
            | Type::List(inner)
            | Type::Rest(inner)
            | Type::Map(inner) => {
                open.push(inner);
            }
            Type::Tuple(elements) => open.extend(elements),
            _ => {}
        }
    }
    let found = LIBRARIES.iter().filter_map(|(format, name, library)| {
        let places = *counts.get(format)?;
        Some(FormatLibrary { format: name, library, places })
    });
    found.collect()
}

fn sensitive(api: &Api) -> BTreeSet<String> {
    const WORDS: &[&str] = &[
        "password",
        "secret",
        "ssn",
        "access_token",
        "refresh_token",
        "api_key",
        "private_key",
        "client_secret",
        "card_number",
        "cvv",
        "iban",
    ];
    let names = api.types.iter().flat_map(|definition| match &definition.shape {
        Shape::Struct(structure) => {
            let fields = structure.fields.iter().filter(|field| !field.secret);
            fields.map(|field| field.wire.untrusted()).collect()
        }
        Shape::Union(union) => {
            let entries = union.variants.iter().filter_map(|it| it.entry.as_ref());
            entries.map(|entry| entry.key.untrusted()).collect()
        }
        Shape::Enum(_) | Shape::Alias(_) => Vec::new(),
    });
    names
        .filter(|name| WORDS.contains(&name.to_ascii_lowercase().as_str()))
        .map(str::to_owned)
        .collect()
}
