//! How one gets from page to page, as far as the names of parameters and properties suggest it.

use super::{comment, quoted};
use crate::model::{Api, Location, Operation, PayloadKind, Shape, Status, Type};
use crate::report::escaped_yaml;
use std::collections::BTreeMap;

/// What holds the URL of the next page. Names are in lower case, without `_` and `-`.
const URLS: &[&str] = &["nextpageurl", "nexturl", "nextlink", "nexturi", "nextpageuri"];
/// What holds the next value of a parameter that is a cursor.
const NEXT: &[&str] =
    &["nextcursor", "nextpagetoken", "nexttoken", "nextpage", "endcursor", "nextmarker"];
const CURSORS: &[&str] =
    &["cursor", "pagetoken", "after", "startingafter", "continuationtoken", "marker"];
const OFFSETS: &[&str] = &["offset", "skip"];
const NUMBERS: &[&str] = &["page", "pagenumber"];

/// The part of the configuration; empty where nothing looks like pages.
pub(super) fn pages(api: &Api) -> String {
    // What is surest first, since each operation gets the first description that fits it.
    let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for operation in api.operations.iter().filter(|it| it.pages.is_none()) {
        match guess(api, operation) {
            Guess::Nothing => {}
            Guess::Open(how) => *open.entry(how).or_default() += 1,
            Guess::Known(rank, entry) => *known.entry((rank, entry)).or_default() += 1,
        }
    }
    let mut out = String::new();
    if !known.is_empty() {
        out.push_str(
            "# How one gets from page to page; each operation gets the first line that fits it.\n\
             #pages:\n",
        );
    }
    for ((_, entry), count) in known {
        out.push_str(&format!("#  - {entry} # {}\n", operations(count)));
    }
    for (how, count) in open {
        let count = operations(count);
        out.push_str(&format!("# Perhaps paginated by {how}: {count}; see `pages`.\n"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn operations(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} operation{plural}")
}

enum Guess {
    Nothing,
    /// Parameters that turn pages, but nobody knows how.
    Open(String),
    /// An entry, and how late it comes.
    Known(usize, String),
}

fn guess(api: &Api, operation: &Operation) -> Guess {
    let params = operation.params.iter().filter(|it| it.location == Location::Query);
    let params: Vec<&str> = params.map(|param| param.wire.untrusted()).collect();
    let param = |words: &[&str]| params.iter().find(|name| is(name, words)).copied();
    let answer = answer(api, operation);
    let path = |words: &[&str]| {
        answer.iter().find(|(name, _)| is(name, words)).map(|(_, path)| path.as_str())
    };
    let cursor = param(CURSORS);
    match (path(URLS), cursor, path(NEXT), param(OFFSETS), param(NUMBERS)) {
        (Some(from), ..) => {
            Guess::Known(0, format!("{{ by: url, from: {} }}", quoted_path(from)))
        }
        (_, Some(param), Some(from), ..) => Guess::Known(
            1,
            format!(
                "{{ by: cursor, param: {}, from: {} }}",
                quoted(param),
                quoted_path(from)
            ),
        ),
        (_, Some(param), ..) => Guess::Open(comment(param)),
        (.., Some(param), _) => {
            Guess::Known(2, format!("{{ by: offset, param: {} }}", quoted(param)))
        }
        (.., Some(param)) => {
            Guess::Known(3, format!("{{ by: number, param: {} }}", quoted(param)))
        }
        _ => Guess::Nothing,
    }
}

fn is(name: &str, words: &[&str]) -> bool {
    let plain = name.replace(['_', '-'], "").to_ascii_lowercase();
    words.contains(&plain.as_str())
}

/// A path is not quoted as a name is: it has dots.
fn quoted_path(path: &str) -> String {
    let bare = path.split('.').all(|part| quoted(part) == part);
    if bare {
        path.to_owned()
    } else {
        escaped_yaml(&serde_json::Value::from(path).to_string())
    }
}

/// The properties of a success and of the objects in it: their names and paths.
fn answer(api: &Api, operation: &Operation) -> Vec<(String, String)> {
    let success = operation.responses.iter().find(|response| {
        matches!(response.status, Status::Exact(200..=299) | Status::Range(2))
    });
    let payloads = success.iter().flat_map(|response| &response.payloads);
    let mut json = payloads.filter(|payload| payload.kind == PayloadKind::Json);
    let Some(payload) = json.next() else { return Vec::new() };
    let mut found = Vec::new();
    for (name, ty) in properties(api, &payload.ty) {
        found.push((name.clone(), name.clone()));
        for (inner, _) in properties(api, ty) {
            found.push((inner.clone(), format!("{name}.{inner}")));
        }
    }
    found
}

fn properties<'a>(api: &'a Api, ty: &'a Type) -> Vec<(String, &'a Type)> {
    let mut ty = ty;
    // Names for names may be many, but not that many.
    for _ in 0..16 {
        ty = match ty {
            Type::Nullable(inner) => inner,
            Type::Def(id) => match &api[*id].shape {
                Shape::Alias(inner) => inner,
                Shape::Struct(structure) => {
                    let fields = structure.fields.iter();
                    // A dot in a name would be a step of the path.
                    let fields = fields
                        .map(|field| (field.wire.untrusted().to_owned(), &field.ty));
                    return fields.filter(|(name, _)| !name.contains('.')).collect();
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
    }
    Vec::new()
}
