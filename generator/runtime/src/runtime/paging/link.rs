//! Links in answers: the `Link` header (RFC 8288), and URLs that may be relative.

use http::header::LINK;
use http::{HeaderMap, Uri};
use percent_encoding::percent_encode_byte;

use crate::runtime::answers::media_type::split_outside_quotes;
use crate::runtime::requests::url::changes_path;
use crate::runtime::{BaseUrl, RequestError};

/// The target of the first link from this page with this relation. `is_here` tells whether an
/// `anchor` is this page: links from others are ignored (section 3.2).
pub fn find_link(
    headers: &HeaderMap,
    relation: &str,
    is_here: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let is_wanted = |parameters: &str| {
        let anchor = parameter(parameters, "anchor").unwrap_or_default();
        has_relation(parameters, relation) && (anchor.is_empty() || is_here(anchor))
    };
    let mut values = headers.get_all(LINK).iter();
    values.find_map(|value| find_in(&ascii(value.as_bytes()), &is_wanted))
}

/// With everything but ASCII encoded, as in URLs (RFC 3987, section 3.1). Headers may hold it
/// (RFC 9110, section 5.5), in no encoding that is known.
pub fn ascii(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            0x80.. => out.push_str(percent_encode_byte(*byte)),
            _ => out.push(char::from(*byte)),
        }
    }
    out
}

fn find_in(mut value: &str, is_wanted: &dyn Fn(&str) -> bool) -> Option<String> {
    loop {
        let (_, rest) = value.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let (parameters, rest) = split_outside_quotes(rest, ',');
        if is_wanted(parameters) {
            return Some(target.to_owned());
        }
        value = rest;
    }
}

/// Whether the first `rel` among the parameters holds the relation (section 3.3).
fn has_relation(parameters: &str, relation: &str) -> bool {
    let relations = parameter(parameters, "rel").unwrap_or_default();
    relations.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(relation))
}

/// The value of the first parameter of a name.
fn parameter<'p>(mut parameters: &'p str, wanted: &str) -> Option<&'p str> {
    while !parameters.is_empty() {
        let (parameter, rest) = split_outside_quotes(parameters, ';');
        parameters = rest;
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.trim().trim_matches('"'));
        }
    }
    None
}

/// The path and the query of a URL that an answer to `from` has named.
///
/// # Errors
///
/// When it is on another origin, where credentials must not go, or not a URL. The same host by
/// `http` counts as this origin, and is asked by `https`: a service behind a proxy need not know
/// how it is called.
pub fn follow(from: &Uri, link: &str) -> Result<(String, String), RequestError> {
    let refused = |why| {
        RequestError::new(format!("the URL of the next page is not followed: {why}"))
    };
    let link = ascii(link.trim().as_bytes());
    let link = link.split('#').next().unwrap_or_default();
    let home = origin(from).map_err(refused)?;
    let scheme = from.scheme_str().unwrap_or_default();
    let local = if link.starts_with("//") {
        local(&format!("{scheme}:{link}"), &home)
    } else if has_scheme(link) {
        local(link, &home)
    } else {
        Ok(beside(from.path(), link))
    };
    let local = local.map_err(refused)?;
    let (path, query) = local.split_once('?').unwrap_or((&local, ""));
    let path = without_dots(path);
    let dots = |segment: &str| !segment.is_empty() && changes_path(segment);
    if path.split(['/', '\\']).any(dots) {
        return Err(refused("it has dotted segments"));
    }
    Ok((path, query.to_owned()))
}

fn has_scheme(link: &str) -> bool {
    let end = link.find([':', '/', '?']);
    end.is_some_and(|end| end > 0 && link[end..].starts_with(':'))
}

fn origin(uri: &Uri) -> Result<BaseUrl, &'static str> {
    let (scheme, authority) = (uri.scheme_str(), uri.authority());
    let (scheme, authority) = scheme.zip(authority).ok_or("it has no host")?;
    BaseUrl::parse(&format!("{scheme}://{authority}"))
}

/// Path and query of an absolute URL on the same origin.
fn local(link: &str, home: &BaseUrl) -> Result<String, &'static str> {
    let uri: Uri = link.parse().map_err(|_| "it is not a URL")?;
    let found = origin(&uri)?;
    let secured = found.origin().replacen("http://", "https://", 1);
    if found.origin() != home.origin() && secured != home.origin() {
        return Err("it is on another origin");
    }
    Ok(uri.path_and_query().map_or("/", |path| path.as_str()).to_owned())
}

/// A path without the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}

/// A relative reference, as seen from a path (RFC 3986, section 5.2).
fn beside(path: &str, link: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match link.chars().next() {
        Some('/') => link.to_owned(),
        None | Some('?') => format!("{path}{link}"),
        Some(_) => format!("{folder}/{link}"),
    }
}
