//! How one gets from page to page, as far as the names of parameters and properties suggest it.

use super::{comment, key, quoted};
use crate::model::{
    Api, Format, Location, Operation, Place, Scalar, Type, next_link, only_list,
};
use crate::report::quoted_yaml;
use std::borrow::Cow;
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
/// How many items there are on all pages.
const ITEMS: &[&str] = &[
    "total",
    "totalcount",
    "totalitems",
    "totalentries",
    "totalresults",
    "totalelements",
];
/// How many pages there are.
const PAGES: &[&str] = &["totalpages", "numpages", "pagecount", "lastpage"];

/// How many operations are named that nobody knows how to page.
const NAMED: usize = 5;

/// The part of the configuration; empty where nothing looks like pages.
pub(super) fn pages(api: &Api) -> String {
    // No entry fits an operation that may change something.
    let is_open = |it: &&Operation| it.pages.is_none() && it.method.is_safe();
    let operations: Vec<&Operation> = api.operations.iter().filter(is_open).collect();
    // They are in order, since each operation gets the first description that fits it.
    let mut entries: BTreeMap<Entry, usize> = BTreeMap::new();
    for guess in operations.iter().map(|operation| guess(api, operation)) {
        if let Guess::Known(entry) = guess {
            entries.insert(entry, 0);
        }
    }
    let mut open: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in operations {
        if let Some((_, count)) =
            entries.iter_mut().find(|it| fits(api, operation, it.0))
        {
            *count += 1;
        } else if let Guess::Open(how) = guess(api, operation) {
            open.entry(how).or_default().push(comment(&key(operation)));
        }
    }
    let mut out = String::new();
    entries.retain(|_, count| *count > 0);
    if !entries.is_empty() {
        out.push_str(
            "# How one gets from page to page; each operation gets the first line that fits it.\n",
        );
        if entries.keys().any(Entry::counts_pages) {
            out.push_str(
                "# The first page has the number of the parameter's `default`, or else 1: where it is 0, and the\n\
                 # document does not say so, add `first: 0`.\n",
            );
        }
        out.push_str("#pages:\n");
    }
    for (entry, count) in &entries {
        let s = if *count == 1 { "" } else { "s" };
        out.push_str(&format!("#  - {} # {count} operation{s}\n", entry.text()));
    }
    for (how, operations) in open {
        let mut names = operations[..operations.len().min(NAMED)].join(", ");
        if let Some(rest @ 1..) = operations.len().checked_sub(NAMED) {
            names.push_str(&format!(" and {rest} more"));
        }
        out.push_str(&format!("# Perhaps paginated by {how}: {names}; see `pages`.\n"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A description of pages; those come first that are surest, and one that names a total before
/// those that would fit the same operations and know no end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Url(String),
    /// Counts up to the total at a path.
    Counted(By, String, String),
    Cursor(String, String),
    /// Counts until a page has no items.
    Endless(By, String),
}

/// What a parameter counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Offset,
    Number,
}

impl Entry {
    fn counts_pages(&self) -> bool {
        matches!(self, Self::Counted(By::Number, ..) | Self::Endless(By::Number, _))
    }

    fn text(&self) -> String {
        match self {
            Self::Url(from) => format!("{{ by: url, from: {} }}", quoted_path(from)),
            Self::Counted(by, param, total) => {
                let (by, param, total) = (by.text(), quoted(param), quoted_path(total));
                format!("{{ by: {by}, param: {param}, total: {total} }}")
            }
            Self::Cursor(param, from) => {
                let (param, from) = (quoted(param), quoted_path(from));
                format!("{{ by: cursor, param: {param}, from: {from} }}")
            }
            Self::Endless(by, param) => {
                format!("{{ by: {}, param: {} }}", by.text(), quoted(param))
            }
        }
    }
}

impl By {
    fn text(self) -> &'static str {
        match self {
            Self::Offset => "offset",
            Self::Number => "number",
        }
    }
}

/// Whether an operation has what a description names, and a list of items.
fn fits(api: &Api, operation: &Operation, entry: &Entry) -> bool {
    let param = |name: &String| {
        operation.named_places(&api.types).any(|(known, _)| known == *name)
    };
    let from =
        |wanted: &String| answer(api, operation).iter().any(|it| it.path == *wanted);
    let named = match entry {
        Entry::Url(path) => from(path),
        Entry::Counted(_, name, path) | Entry::Cursor(name, path) => {
            param(name) && from(path)
        }
        Entry::Endless(_, name) => param(name),
    };
    named && operation.json_success().is_some_and(|ty| only_list(ty, &api.types).is_ok())
}

enum Guess {
    Nothing,
    /// Parameters that turn pages, but nobody knows how.
    Open(String),
    Known(Entry),
}

/// What the names of an operation suggest.
///
/// Where a total says how far to count, counting goes before a cursor. A service that offers both
/// may want a first cursor and count where there is none: its first answer then names no next
/// cursor, which looks like the last page. Counting needs no first value, and a page that is not
/// there before the total is reached is an error, so nothing is lost in silence.
fn guess(api: &Api, operation: &Operation) -> Guess {
    let in_query = |place: &Place| match place {
        Place::Param(at) | Place::Property(at, _) => {
            operation.params[*at].location == Location::Query
        }
        Place::Field(_) => false,
    };
    let params = operation.named_places(&api.types).filter(|(_, place)| in_query(place));
    let params: Vec<Cow<'_, str>> = params.map(|(name, _)| name).collect();
    let param = |words: &[&str]| params.iter().find(|name| is(name, words)).cloned();
    let answer = answer(api, operation);
    let path = |words: &[&str]| {
        answer.iter().find(|it| is(&it.name, words)).map(|it| it.path.clone())
    };
    // What is no URL is a cursor, and what is called `next` alone is nothing else.
    let mut next = answer.iter().filter(|it| it.is_url);
    let next = next.find(|it| it.name == "next" || is(&it.name, NEXT));
    let url = path(URLS).or_else(|| next.map(|it| it.path.clone()));
    let cursor = param(CURSORS).map(Cow::into_owned);
    let number = || param(NUMBERS).map(|name| (By::Number, name, path(PAGES)));
    let count = param(OFFSETS).map(|name| (By::Offset, name, path(ITEMS)));
    let count =
        count.or_else(number).map(|(by, name, total)| (by, name.into_owned(), total));
    match (url, count, cursor, path(NEXT)) {
        (Some(from), ..) => Guess::Known(Entry::Url(from)),
        (_, Some((by, param, Some(total))), ..) => {
            Guess::Known(Entry::Counted(by, param, total))
        }
        (.., Some(param), Some(from)) => Guess::Known(Entry::Cursor(param, from)),
        (.., Some(param), None) => Guess::Open(comment(&param)),
        (_, Some((by, param, None)), ..) => Guess::Known(Entry::Endless(by, param)),
        _ => Guess::Nothing,
    }
}

fn is(name: &str, words: &[&str]) -> bool {
    let plain = name.replace(['_', '-', '.'], "").to_ascii_lowercase();
    words.contains(&plain.as_str())
}

/// A path is not quoted as a name is: it has dots.
fn quoted_path(path: &str) -> String {
    let bare = path.split('.').all(|part| quoted(part) == part);
    if bare { path.to_owned() } else { quoted_yaml(path) }
}

/// A property of an answer.
struct Answered {
    name: String,
    path: String,
    is_url: bool,
}

/// The properties of a success and of the objects in it.
fn answer(api: &Api, operation: &Operation) -> Vec<Answered> {
    let Some(payload) = operation.json_success() else { return Vec::new() };
    let mut found = Vec::new();
    for (name, ty) in properties(api, payload) {
        found.push(Answered {
            name: name.clone(),
            path: name.clone(),
            is_url: is_url(api, ty),
        });
        if let Some([which, target]) = next_link(ty, &api.types) {
            let path = format!("{name}.{which}.{target}");
            found.push(Answered { name: "next".to_owned(), path, is_url: true });
        }
        for (inner, ty) in properties(api, ty) {
            let path = format!("{name}.{inner}");
            found.push(Answered { name: inner, path, is_url: is_url(api, ty) });
        }
    }
    found
}

fn is_url(api: &Api, ty: &Type) -> bool {
    matches!(ty.bare(&api.types), Type::Scalar(Scalar::Text(Format::Uri)))
}

fn properties<'a>(api: &'a Api, ty: &'a Type) -> Vec<(String, &'a Type)> {
    let fields = ty.properties(&api.types).iter();
    // A dot in a name would be a step of the path.
    let fields = fields.map(|field| (field.wire.untrusted().to_owned(), &field.ty));
    fields.filter(|(name, _)| !name.contains('.')).collect()
}
