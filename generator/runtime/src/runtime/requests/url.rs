//! URLs: the base, path templates, and what must be encoded.

use std::fmt::Write;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

use crate::runtime::RequestError;

/// Everything but letters, digits and `-._~`.
const VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Like [`VALUE`], but what RFC 3986 allows in a path segment stays.
const SEGMENT: &AsciiSet = &VALUE
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// What RFC 3986 allows in a query.
const QUERY: &AsciiSet = &SEGMENT.remove(b'/').remove(b'?');

/// Reserved characters that neither end a value nor mean something else in a query.
const RESERVED: &AsciiSet = &VALUE
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?');

/// Like [`RESERVED`], but what stands between the elements of a list does not stay.
const RESERVED_ITEM: &AsciiSet = &RESERVED.add(b',');

/// What a cookie cannot hold (RFC 6265, section 4.1.1), and what encodes it. The rest stays, since
/// many servers take cookies as they are.
const COOKIE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'%').add(b',').add(b';').add(b'\\');

/// Like [`COOKIE`], but what divides pairs does not stay.
const COOKIE_PART: &AsciiSet = &COOKIE.add(b'&').add(b'=');

/// Appends `text` with everything but unreserved characters encoded.
pub fn encode(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, VALUE));
}

/// Appends `text` as the value of a cookie.
pub fn encode_cookie(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, COOKIE));
}

/// Appends `text` as one of several values of a cookie.
pub fn encode_cookie_part(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, COOKIE_PART));
}

/// A cookie whose value is one already. The name ends where the document's ends, whatever it holds.
#[must_use]
pub fn cookie_pair(name: &str, value: &str) -> String {
    let mut pair = String::new();
    encode_cookie_part(&mut pair, name);
    pair.push('=');
    pair.push_str(value);
    pair
}

/// Appends `text` as a query value in which reserved characters and percent triplets stay
/// where they do no harm.
pub fn encode_reserved(out: &mut String, text: &str) {
    encode_around_triplets(out, text, RESERVED);
}

/// Appends `text` like [`encode_reserved`], as an element between commas.
pub fn encode_reserved_item(out: &mut String, text: &str) {
    encode_around_triplets(out, text, RESERVED_ITEM);
}

/// Appends `text` as a part of a path segment in which reserved characters and percent
/// triplets stay where they do no harm.
pub fn encode_segment(out: &mut String, text: &str) {
    encode_around_triplets(out, text, SEGMENT);
}

/// Appends `text` as segments of a path.
pub fn encode_segments(out: &mut String, text: &str) {
    for (at, segment) in text.split('/').enumerate() {
        if at > 0 {
            out.push('/');
        }
        encode(out, segment);
    }
}

/// Appends `text` as segments of a path in which reserved characters and percent triplets stay
/// where they do no harm.
pub fn keep_segments(out: &mut String, text: &str) {
    for (at, segment) in text.split('/').enumerate() {
        if at > 0 {
            out.push('/');
        }
        encode_segment(out, segment);
    }
}

/// An encoded query without the pairs of a name.
#[must_use]
pub fn without(query: &str, name: &str) -> String {
    let is_other = |pair: &&str| {
        let key = pair.split('=').next().unwrap_or_default().replace('+', " ");
        percent_decode_str(&key).decode_utf8_lossy() != name
    };
    query.split('&').filter(is_other).collect::<Vec<_>>().join("&")
}

fn encode_around_triplets(out: &mut String, text: &str, set: &'static AsciiSet) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        out.extend(utf8_percent_encode(before, set));
        let hex = after.as_bytes().get(1..3);
        if hex.is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)) {
            out.push_str(&after[..3]);
            rest = &after[3..];
        } else {
            out.push_str("%25");
            rest = &after[1..];
        }
    }
    out.extend(utf8_percent_encode(rest, set));
}

/// Fills a path template segment by segment and gives the path and its fixed query.
///
/// `value` gives the encoded text of a parameter. A filled segment that is empty, `.` or
/// `..` is refused: servers would see another path. A value of several segments may end
/// with a slash at the end of the path.
pub fn expand(
    template: &str,
    value: &mut dyn FnMut(&str) -> Result<String, RequestError>,
) -> Result<(String, String), RequestError> {
    let template = template.split('#').next().unwrap_or_default();
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let mut out = String::with_capacity(path.len() + 32);
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        out.push('/');
        let start = out.len();
        let filled = fill(&mut out, segment, value)?;
        let mut inner = &out[start..];
        if segment.ends_with('}') && segments.peek().is_none() {
            inner = inner.strip_suffix('/').unwrap_or(inner);
        }
        let changes = inner.split('/').any(changes_path);
        if let Some(name) = filled.filter(|_| changes) {
            let message = format!(
                "the path parameter `{name}` is empty or made of dots: it would change the path"
            );
            return Err(RequestError::new(message));
        }
    }
    let mut fixed = String::new();
    encode_around_triplets(&mut fixed, query, QUERY);
    Ok((out, fixed))
}

/// Appends a segment; gives the last parameter in it.
fn fill<'t>(
    out: &mut String,
    segment: &'t str,
    value: &mut dyn FnMut(&str) -> Result<String, RequestError>,
) -> Result<Option<&'t str>, RequestError> {
    let mut rest = segment;
    let mut last = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        encode_segment(out, before);
        out.push_str(&value(name)?);
        last = Some(name);
        rest = tail;
    }
    encode_segment(out, rest);
    Ok(last)
}

/// Whether a segment has a meaning of its own in paths.
pub fn changes_path<'t>(segment: &'t str) -> bool {
    let without_dot = |text: &'t str| {
        [".", "%2e", "%2E"].iter().find_map(|dot| text.strip_prefix(dot))
    };
    match without_dot(segment) {
        Some(rest) => rest.is_empty() || without_dot(rest) == Some(""),
        None => segment.is_empty(),
    }
}

/// Refuses a URL without a user that transports would not take, or not for the same.
pub fn check(url: &str, authority: &Authority) -> Result<(), &'static str> {
    // Transports take it for a slash (WHATWG URL, "path state"), behind all checks.
    if url.contains('\\') {
        return Err("it has a backslash");
    }
    if authority.host().is_empty() {
        return Err("it has no host");
    }
    let after_host = authority.as_str().get(authority.host().len()..);
    if authority.port().is_none() && after_host.is_some_and(|rest| rest.len() > 1) {
        return Err("its port is not a number below 65,536");
    }
    Ok(())
}

/// How many bytes a URL may have: what [`Uri`] can hold.
const LONGEST: usize = u16::MAX as usize - 1;

/// Where paths are appended to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    scheme: Scheme,
    authority: Authority,
    path: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` URL without user, query and fragment.
    pub fn parse(url: &str) -> Result<Self, &'static str> {
        let uri: Uri = url.trim().parse().map_err(|_| "it is not a URL")?;
        let scheme = match uri.scheme_str() {
            Some(scheme @ ("http" | "https")) => scheme,
            Some(_) => return Err("its scheme is neither http nor https"),
            None => return Err("it is not absolute"),
        };
        let authority = uri.authority().ok_or("it has no host")?;
        if authority.as_str().contains('@') {
            return Err(
                "it holds a user or a password: give credentials to the builder",
            );
        }
        if uri.query().is_some() || url.contains('#') {
            return Err("it has a query or a fragment");
        }
        check(url, authority)?;
        let host = authority.host().to_ascii_lowercase();
        let mut origin = format!("{scheme}://{host}");
        let default = if scheme == "https" { 443 } else { 80 };
        if let Some(port) = authority.port_u16().filter(|port| *port != default) {
            let _ = write!(origin, ":{port}");
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        if path.split('/').skip(1).any(changes_path) {
            return Err("its path has empty or dotted segments");
        }
        let parts = Uri::try_from(&origin).map(Uri::into_parts);
        let Parts { scheme: Some(scheme), authority: Some(authority), .. } =
            parts.map_err(|_| "it is not a URL")?
        else {
            return Err("it is not absolute");
        };
        Ok(Self { origin, scheme, authority, path })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host alone.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.origin.split("://").nth(1).unwrap_or_default();
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => authority,
        }
    }

    /// The same origin, without a path.
    #[must_use]
    pub fn root(&self) -> Self {
        Self { path: String::new(), ..self.clone() }
    }

    /// A URL on the same origin: `path` replaces the base's path.
    #[must_use]
    pub fn with_path(&self, path: &str) -> Option<Self> {
        Self::parse(&format!("{}/{}", self.origin, path.trim_start_matches('/'))).ok()
    }

    /// The same origin and path, but for the end of the path: that of one URL becomes that of
    /// another one.
    #[must_use]
    pub fn with_end(&self, from: &Self, to: &Self) -> Option<Self> {
        let start = self.path.strip_suffix(&from.path)?;
        Some(Self { path: format!("{start}{}", to.path), ..self.clone() })
    }

    /// The base, an encoded path that starts with `/`, and an encoded query.
    pub fn join(&self, path: &str, query: &str) -> Result<Uri, RequestError> {
        let refused = || RequestError::new("the URL is not valid");
        let size = self.path.len() + path.len() + 1 + query.len();
        if self.origin.len() + size > LONGEST {
            let message = format!("the URL has more than {LONGEST} bytes");
            return Err(RequestError::new(message));
        }
        let mut target = String::with_capacity(size);
        target.extend([&self.path, path]);
        if !query.is_empty() {
            target.extend(["?", query]);
        }
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        let target = PathAndQuery::from_maybe_shared(Bytes::from(target));
        parts.path_and_query = Some(target.map_err(|_| refused())?);
        Uri::from_parts(parts).map_err(|_| refused())
    }
}
