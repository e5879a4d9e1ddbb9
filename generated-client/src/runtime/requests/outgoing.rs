//! From an operation and its arguments to a request.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue, USER_AGENT,
};

use super::header_rules::{
    is_cookie_octet, is_of_connection, is_of_content, media_type, parse_name,
    parse_value,
};
use super::params::{Pairs, content_text, header_value, is_form, path_value};
use super::patch::{Patch, patched};
use super::plain::{Shape, entries, is_empty, scalar, shape};
use super::url::{cookie_pair, expand};
use crate::runtime::calls::engine::{Plan, is_idempotent};
use crate::runtime::calls::operation::{Arguments, Meta};
use crate::runtime::calls::parameter::{Location, Param, Style};
use crate::runtime::{
    BaseUrl, Body, CallInfo, Client, Content, RequestError, RequestOptions, Settings,
    Tokens, Value, View,
};

/// The parts of a request under construction.
pub struct Outgoing {
    /// The query.
    pub query: Pairs,
    /// The headers.
    pub headers: HeaderMap,
    /// The cookies.
    pub cookies: Pairs,
    /// Where the bearer token comes from, if it is asked for.
    pub tokens: Option<Tokens>,
}

impl Outgoing {
    /// Nothing but these headers.
    #[must_use]
    pub fn new(headers: HeaderMap) -> Self {
        let cookies = Pairs::cookies();
        Self { query: Pairs::default(), headers, cookies, tokens: None }
    }

    /// The headers, the cookies among them.
    pub fn finish_headers(&mut self) -> Result<HeaderMap, RequestError> {
        if !self.cookies.text.is_empty() {
            let mut all =
                match self.headers.get(COOKIE).and_then(|own| own.to_str().ok()) {
                    Some(own) => format!("{own}; "),
                    None => String::new(),
                };
            all.push_str(&self.cookies.text);
            let mut value = HeaderValue::try_from(all)
                .map_err(|_| RequestError::new("a cookie cannot be sent"))?;
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
        Ok(std::mem::take(&mut self.headers))
    }
}

/// Makes the request of an operation.
pub fn plan(
    client: &Client,
    meta: &'static Meta,
    arguments: &dyn Arguments,
    options: &RequestOptions,
) -> Result<Plan, RequestError> {
    plan_patched(client, meta, arguments, options, &Patch::default())
}

/// Makes the request of an operation, with what differs.
pub fn plan_patched(
    client: &Client,
    meta: &'static Meta,
    arguments: &dyn Arguments,
    options: &RequestOptions,
    patch: &Patch<'_>,
) -> Result<Plan, RequestError> {
    let settings = &client.settings;
    let mut base = base_of(settings, meta)?;
    let trusted = settings.trusts(&base) || settings.lists(&base);
    let mut outgoing = Outgoing::new(headers_for(settings, trusted));
    let accept = if meta.accept.is_empty() { "*/*" } else { meta.accept };
    let accept = patch.accept.unwrap_or(accept);
    outgoing.headers.insert(ACCEPT, HeaderValue::from_static(accept));
    let (path, query) = match patch.target {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => path(meta, arguments)?,
    };
    outgoing.query.push_encoded(&query);
    add_params(&mut outgoing, meta, arguments, patch)?;
    match (options.anonymous, trusted) {
        (true, _) => {}
        (false, true) => {
            let service = settings.service;
            let given = &client.credentials;
            given.authorize(service, meta.security, options, &mut outgoing)?;
        }
        (false, false) if client.credentials.optional => {}
        (false, false) => check_needs_nothing(meta, &base)?,
    }
    if patch.target.is_some() {
        base = Cow::Owned(base.root());
    }
    let uri = base.join(&path, &outgoing.query.text)?;
    let mut headers = outgoing.finish_headers()?;
    let method = http::Method::try_from(meta.method)
        .map_err(|_| RequestError::new("the method cannot be sent"))?;
    options.apply(&mut headers)?;
    let own = meta.idempotency_header;
    let idempotent = meta.idempotent.unwrap_or_else(|| is_idempotent(&method));
    let keyed = options.add_key(&mut headers, settings, own, idempotent)?;
    // Last: readers are taken by it, and the call could not be made again if anything failed.
    let body = body(meta, arguments, options, patch, &mut headers)?;
    Ok(Plan {
        idempotent: keyed || idempotent,
        method,
        uri,
        headers,
        body,
        tokens: outgoing.tokens,
        info: CallInfo::new(meta.id, meta.path),
        limits: options.limits(settings),
        answers: meta.answers,
        streamed: false,
    })
}

/// The parameters that are not in the path.
fn add_params(
    outgoing: &mut Outgoing,
    meta: &'static Meta,
    arguments: &dyn Arguments,
    patch: &Patch<'_>,
) -> Result<(), RequestError> {
    for (at, param) in meta.params.iter().enumerate() {
        let in_target =
            matches!(param.location, Location::Query | Location::QueryString);
        if patch.target.is_some() && in_target {
            continue;
        }
        let view = arguments.param(at);
        match patch.param {
            Some((other, None, value)) if other == at => {
                add(outgoing, param, View::Value(value))?;
            }
            Some((other, Some(name), value)) if other == at => {
                // The next page is asked for by a property of this parameter, also where the
                // caller has asked for the first one without it.
                let object = match view {
                    View::Absent | View::Null => View::Value(&Value::Null),
                    view => view,
                };
                let field = Some((&[name][..], value));
                patched(object, field, &mut |view| add(outgoing, param, view))?;
            }
            _ => add(outgoing, param, view)?,
        }
    }
    Ok(())
}

/// A server that is not trusted gets no credentials: the operation has to do without.
fn check_needs_nothing(meta: &'static Meta, base: &BaseUrl) -> Result<(), RequestError> {
    if meta.security.is_empty() || meta.security.iter().any(|all| all.is_empty()) {
        return Ok(());
    }
    Err(RequestError::new(format!(
        "its server {} is not the origin of the client, and gets no credentials \
         unless it is a `trusted_origin`; `RequestOptions::anonymous` sends the call \
         without",
        base.origin()
    )))
}

/// The body, whose media type is a header unless the caller chose another.
fn body(
    meta: &Meta,
    arguments: &dyn Arguments,
    options: &RequestOptions,
    patch: &Patch<'_>,
    headers: &mut HeaderMap,
) -> Result<Option<Body>, RequestError> {
    let content = match (arguments.body(), patch.field) {
        (Some(content), _) => content,
        // The next page, or a stream, is asked for by a property of the body, also where the
        // caller has sent none.
        (None, Some(_)) => Content::json(meta.body, View::Value(&Value::Null)),
        (None, None) => return Ok(None),
    };
    if !options.has(&CONTENT_TYPE)
        && let Some(media) = media_type(content.media_with_boundary()?)?
    {
        headers.insert(CONTENT_TYPE, media);
    }
    content.into_patched(patch.field).map(Some)
}

/// The client's headers; of these, another origin gets only what the service is sent
/// anyway.
pub fn headers_for(settings: &Settings, trusted: bool) -> HeaderMap {
    // With room for what a call adds, so that nothing moves when it does.
    let mut headers = HeaderMap::with_capacity(settings.headers.len() + 6);
    let all = settings.headers.iter();
    for (name, value) in all.filter(|(name, _)| trusted || **name == USER_AGENT) {
        headers.append(name, value.clone());
    }
    headers
}

/// The base of an operation with servers of its own; the origin of a base URL that the caller
/// has chosen goes before theirs, so that credentials go nowhere else.
fn base_of<'s>(
    settings: &'s Settings,
    meta: &Meta,
) -> Result<Cow<'s, BaseUrl>, RequestError> {
    let Some(server) = meta.servers.first() else {
        return Ok(Cow::Borrowed(&settings.base));
    };
    if settings.own_base {
        let moved = settings.moved(server);
        return Ok(moved.map_or(Cow::Borrowed(&settings.base), Cow::Owned));
    }
    if let Some(why) = server.misplaced(&settings.variables) {
        return Err(RequestError::new(why));
    }
    let url = server.resolve(&settings.variables);
    match BaseUrl::parse(&url) {
        Ok(base) => Ok(Cow::Owned(base)),
        Err(_) if url.starts_with('/') && !url.starts_with("//") => settings
            .base
            .with_path(&url)
            .map(Cow::Owned)
            .ok_or_else(|| RequestError::new("the operation's server is not a URL")),
        Err(why) => Err(RequestError::new(format!(
            "the operation's server is not usable: {why}"
        ))),
    }
}

fn path(
    meta: &Meta,
    arguments: &dyn Arguments,
) -> Result<(String, String), RequestError> {
    expand(meta.path, &mut |name| {
        let at = meta
            .params
            .iter()
            .position(|param| param.location == Location::Path && param.name == name)
            .ok_or_else(|| {
                RequestError::new(format!(
                    "nothing is known of the path parameter `{name}`"
                ))
            })?;
        let param = &meta.params[at];
        let text = path_value(param, arguments.param(at))?;
        Ok(match text.strip_prefix('/') {
            Some(rest) if param.spans && has_slash_before(meta.path, param) => {
                rest.to_owned()
            }
            _ => text,
        })
    })
}

/// Whether the template has the slash that the value of a parameter which is a path begins with:
/// the path of the request has it once.
fn has_slash_before(template: &str, param: &Param) -> bool {
    let place = format!("/{{{}}}", param.name);
    template.starts_with(&place) || param.allow_reserved && template.contains(&place)
}

fn add(
    outgoing: &mut Outgoing,
    param: &Param,
    view: View<'_>,
) -> Result<(), RequestError> {
    if matches!(view, View::Absent) {
        if let Some(value) = param.fallback {
            if outgoing.headers.contains_key(param.name) {
                return Ok(());
            }
            return add_header(outgoing, param, value.into());
        }
        if param.required && param.location != Location::Path {
            let name = param.name;
            return Err(RequestError::new(format!("the parameter `{name}` is missing")));
        }
        return Ok(());
    }
    match param.location {
        Location::Path => Ok(()),
        Location::Query => outgoing.query.push_styled(param, view),
        Location::QueryString => add_query_string(outgoing, param, view),
        Location::Header => add_header(outgoing, param, view),
        Location::Cookie => add_cookie(outgoing, param, view),
    }
}

fn add_query_string(
    outgoing: &mut Outgoing,
    param: &Param,
    view: View<'_>,
) -> Result<(), RequestError> {
    let is_form = param.content.is_none_or(is_form);
    if is_form && shape(view) == Shape::Object {
        for (name, value) in entries(view) {
            outgoing.query.push_property(name, value)?;
        }
        return Ok(());
    }
    let text = match param.content {
        Some(media) => content_text(media, view)?,
        None => scalar(view)?.into_owned(),
    };
    let mut encoded = String::new();
    if is_form || param.allow_reserved {
        super::url::encode_reserved(&mut encoded, &text);
    } else {
        super::url::encode(&mut encoded, &text);
    }
    outgoing.query.push_encoded(&encoded);
    Ok(())
}

fn add_header(
    outgoing: &mut Outgoing,
    param: &Param,
    view: View<'_>,
) -> Result<(), RequestError> {
    // A list of nothing is a header only where there has to be one.
    let is_left_out = param.content.is_none() && !param.required && is_empty(view);
    if shape(view) == Shape::Absent || is_left_out {
        return Ok(());
    }
    // `x-amz-meta-` begins the names of several headers, one for each key.
    let begins = param.name.ends_with('-') && param.content.is_none();
    if begins && shape(view) == Shape::Object {
        return entries(view).into_iter().try_for_each(|(key, value)| {
            let name = [param.name, key].concat();
            if is_reserved(&parse_name(&name)?) {
                let message = format!("the header `{name}` is not for parameters");
                return Err(RequestError::new(message));
            }
            insert(outgoing, &name, &scalar(value)?)
        });
    }
    insert(outgoing, param.name, &header_value(param, view)?)
}

/// OpenAPI: parameters with these names mean nothing; media types and security do.
fn is_reserved(name: &HeaderName) -> bool {
    name == AUTHORIZATION || is_of_content(name) || is_of_connection(name)
}

fn insert(outgoing: &mut Outgoing, name: &str, value: &str) -> Result<(), RequestError> {
    let parsed = parse_name(name)?;
    if !is_reserved(&parsed) {
        outgoing.headers.insert(parsed, parse_value(name, value)?);
    }
    Ok(())
}

fn add_cookie(
    outgoing: &mut Outgoing,
    param: &Param,
    view: View<'_>,
) -> Result<(), RequestError> {
    if param.style != Style::Cookie || shape(view) != Shape::Scalar {
        return outgoing.cookies.push_styled(param, view);
    }
    let value = scalar(view)?;
    if !value.bytes().all(is_cookie_octet) {
        let name = param.name;
        let message = format!("the cookie `{name}` cannot be sent with this value");
        return Err(RequestError::new(message));
    }
    outgoing.cookies.push_encoded(&cookie_pair(param.name, &value));
    Ok(())
}
