//! Requests that the document does not describe.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, Uri};

use super::engine::{Plan, is_idempotent, run};
use super::operation::Meta;
use crate::runtime::answers::answer::fail;
use crate::runtime::requests::header_rules::media_type;
use crate::runtime::requests::outgoing::headers_for;
use crate::runtime::requests::url::changes_path;
use crate::runtime::{
    BaseUrl, Body, CallInfo, Client, Error, NoFailure, Outgoing, Pairs, RequestError,
    RequestOptions, Response,
};

/// A request under construction; made by [`Client::request`].
#[must_use = "nothing is sent until `.send().await`"]
pub struct RawRequest<'a> {
    client: &'a Client,
    method: Method,
    target: String,
    outgoing: Outgoing,
    body: Option<(Cow<'static, str>, Body)>,
    options: RequestOptions,
    problem: Option<RequestError>,
}

impl<'a> RawRequest<'a> {
    pub(super) fn new(client: &'a Client, method: Method, path: &str) -> Self {
        let outgoing = Outgoing::new(HeaderMap::new());
        let options = RequestOptions::new();
        let target = path.to_owned();
        Self { client, method, target, outgoing, body: None, options, problem: None }
    }

    /// Adds a query parameter; both parts are encoded.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.outgoing.query.push(name, &value.to_string(), false);
        self
    }

    /// Sends this header. A name or a value that cannot be sent makes the request fail
    /// before anything is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options = self.options.header(name, value);
        self
    }

    /// Sends a value as JSON.
    pub fn json(mut self, value: &(impl serde::Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => self.body = Some(("application/json".into(), json.into())),
            Err(error) => {
                let problem =
                    RequestError::with_source("the body cannot be written", error);
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Sends bytes or text in this media type; an empty one is not sent.
    pub fn body(
        mut self,
        media: impl Into<Cow<'static, str>>,
        body: impl Into<Body>,
    ) -> Self {
        self.body = Some((media.into(), body.into()));
        self
    }

    /// Changes time limits, retries, headers and whether this request has credentials. What
    /// [`RawRequest::header`] has set stays, unless these options have a header of that name.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.options = options.after_headers_of(self.options);
        self
    }

    /// Sends the request. An answer other than 2xx is [`Error::Api`].
    pub fn send(self) -> impl Future<Output = Result<Response<Bytes>, Error>> + use<'a> {
        let answered = self.send_raw();
        async move {
            let answer = answered.await?;
            if answer.status().is_success() {
                return Ok(answer);
            }
            let (body, head) = answer.into_parts();
            Err(fail::<NoFailure>(&Meta::DEFAULT, head, body))
        }
    }

    /// Sends the request and gives the answer whatever its status.
    pub fn send_raw(
        self,
    ) -> impl Future<Output = Result<Response<Bytes>, Error>> + use<'a> {
        let client = self.client;
        let answered = run(client, self.plan());
        async move {
            let answered = answered.await?;
            Ok(Response::new(answered.body, answered.head))
        }
    }

    fn plan(mut self) -> Result<Plan, RequestError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let settings = &self.client.settings;
        let scheme = self.target.split_once("://").map(|(scheme, _)| scheme);
        let is_absolute = scheme.is_some_and(|it| !it.contains(['/', '?', '#']));
        let (base, path) = if is_absolute {
            let (base, path) = split(&self.target)?;
            (base, path)
        } else {
            let slash = if self.target.starts_with('/') { "" } else { "/" };
            (settings.base.clone(), format!("{slash}{}", self.target))
        };
        let (path, fixed) = checked(&path)?;
        let is_home = settings.trusts(&base);
        let mut headers = headers_for(settings, is_home);
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let mut query = Pairs::default();
        query.push_encoded(&fixed);
        query.push_encoded(&self.outgoing.query.text);
        self.outgoing = Outgoing::new(headers);
        self.outgoing.query = query;
        if is_home && !self.options.anonymous {
            authorize(self.client, &self.options, &mut self.outgoing)?;
        }
        let uri = base.join(&path, &self.outgoing.query.text)?;
        let body = match self.body {
            None => None,
            Some((media, body)) => {
                if let Some(media) = media_type(media)? {
                    self.outgoing.headers.insert(CONTENT_TYPE, media);
                }
                Some(body)
            }
        };
        let mut headers = self.outgoing.finish_headers()?;
        self.options.apply(&mut headers)?;
        let idempotent = is_idempotent(&self.method);
        let keyed = self.options.add_key(&mut headers, settings, None, idempotent)?;
        Ok(Plan {
            idempotent: keyed || idempotent,
            method: self.method,
            uri,
            headers,
            body,
            tokens: self.outgoing.tokens,
            info: CallInfo::new("", ""),
            limits: self.options.limits(settings),
            answers: &[],
            streamed: false,
        })
    }
}

fn authorize(
    client: &Client,
    options: &RequestOptions,
    outgoing: &mut Outgoing,
) -> Result<(), RequestError> {
    let (service, credentials) = (client.settings.service, &client.credentials);
    if service.security.is_empty() {
        credentials.authorize_any(service, outgoing)
    } else {
        credentials.authorize(service, service.security, options, outgoing)
    }
}

/// An absolute URL: its origin, and its path with the query.
fn split(url: &str) -> Result<(BaseUrl, String), RequestError> {
    let refused =
        |why: &str| RequestError::new(format!("the URL cannot be used: {why}"));
    let uri: Uri = url.parse().map_err(|_| refused("it is not a URL"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(refused("it is not absolute"));
    };
    let base = BaseUrl::parse(&format!("{scheme}://{authority}")).map_err(refused)?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Ok((base, path.to_owned()))
}

/// A path without segments that mean something else, and its query.
fn checked(path: &str) -> Result<(String, String), RequestError> {
    let has_fragment = path.contains('#');
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let dots = |segment: &str| !segment.is_empty() && changes_path(segment);
    if path.split(['/', '\\']).any(dots) || has_fragment {
        return Err(RequestError::new("the path has dotted segments or a fragment"));
    }
    Ok((path.to_owned(), query.to_owned()))
}

impl fmt::Debug for RawRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
