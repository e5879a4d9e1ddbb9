//! Operations: parameters, bodies; webhooks.

use super::{
    Docs, NodeId, Pagination, Requirement, Response, Server, SpecStr, SpecValue, Status,
    Streaming, Type, XmlNode,
};

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operation object.
    pub origin: NodeId,
    /// `operationId`, where it is there and unique.
    pub id: Option<SpecStr>,
    /// A name that the configuration demands.
    pub rename: Option<String>,
    /// Where its method is found: the configured group or the first tag; empty is the client.
    pub group: Vec<SpecStr>,
    /// `summary` and `description`.
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// The path as in the document, with `{name}` templates, starting with `/`.
    pub template: SpecStr,
    /// The template in parts.
    pub path: Vec<Segment>,
    /// Parameters: those of the path item that the operation does not replace, then its own.
    pub params: Vec<Param>,
    /// The request body in each of its media types; empty when there is none.
    pub bodies: Vec<Payload>,
    /// Whether the body may be left out.
    pub body_required: bool,
    /// The documentation of the body.
    pub body_docs: Docs,
    /// The responses, in the document's order.
    pub responses: Vec<Response>,
    /// OR of ANDs, by index into [`super::Api::schemes`]. Empty: no authentication is described.
    /// An empty inner list: anonymous is allowed.
    pub security: Vec<Vec<Requirement>>,
    /// Servers of the operation or its path, if they differ from the API's.
    pub servers: Vec<Server>,
    /// Whether repeating it does no harm, where that is not what its method promises.
    pub idempotent: Option<bool>,
    /// How to get the next page.
    pub pages: Option<Pagination>,
    /// How its answer comes value by value.
    pub streaming: Option<Streaming>,
}

/// An HTTP method; 3.2 allows any token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// `additionalOperations`: a token as RFC 9110, section 5.6.2 has it, checked on the way in.
    Other(SpecStr),
}

impl Operation {
    /// `GET /pets/{id}`.
    pub fn request(&self) -> String {
        self.method.with_path(self.template.untrusted())
    }

    /// The responses that mean success, in the order in which they are looked up; `default` is
    /// one where nothing else can be.
    pub fn successes(&self) -> Vec<&Response> {
        let succeeds = |response: &&Response| self.succeeds(response.status);
        let found: Vec<&Response> =
            self.looked_up().into_iter().filter(succeeds).collect();
        if !found.is_empty() {
            return found;
        }
        let all = self.responses.iter();
        all.filter(|response| response.status == Status::Default).collect()
    }

    /// The statuses of [`Self::successes`].
    pub fn success_statuses(&self) -> Vec<Status> {
        self.successes().into_iter().map(|response| response.status).collect()
    }

    /// Whether a status says that the call has done what it was for: 2xx, or a redirect where
    /// no 2xx is documented.
    pub fn succeeds(&self, status: Status) -> bool {
        let is_success = |response: &Response| response.status.is_success();
        status.is_success()
            || status.is_redirect() && !self.responses.iter().any(is_success)
    }

    /// The type of the first success in JSON.
    pub fn json_success(&self) -> Option<&Type> {
        let payloads =
            self.successes().into_iter().flat_map(|response| &response.payloads);
        let mut json = payloads.filter(|payload| payload.kind == PayloadKind::Json);
        json.next().map(|payload| &payload.ty)
    }

    /// The responses that need not mean success, in the order in which they are looked up.
    pub fn failures(&self) -> Vec<&Response> {
        let fails = |response: &&Response| !self.succeeds(response.status);
        self.looked_up().into_iter().filter(fails).collect()
    }

    /// The responses as they are looked up: exact statuses before ranges before `default`.
    pub fn looked_up(&self) -> Vec<&Response> {
        let mut responses: Vec<&Response> = self.responses.iter().collect();
        responses.sort_by_key(|response| match response.status {
            Status::Exact(_) => 0,
            Status::Range(_) => 1,
            Status::Default => 2,
        });
        responses
    }
}

impl Method {
    /// The method as it is sent.
    pub fn as_sent(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name.untrusted(),
        }
    }

    /// Whether it only reads, as its definition promises.
    pub fn is_safe(&self) -> bool {
        matches!(
            self,
            Self::Get | Self::Head | Self::Options | Self::Trace | Self::Query
        )
    }

    /// With a path or its template: `GET /pets/{id}`.
    pub fn with_path(&self, path: &str) -> String {
        format!("{} {path}", self.as_sent())
    }
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// Text between parameters, `/` included.
    Literal(SpecStr),
    /// The parameter at this index of [`Operation::params`].
    Param(usize),
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// 3.2 `in: querystring`: the whole query.
    QueryString,
}

/// How a parameter's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// 3.2, for cookies.
    Cookie,
}

/// A parameter of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// The parameter object.
    pub origin: NodeId,
    /// Its name as sent.
    pub wire: SpecStr,
    /// A name that the configuration demands.
    pub rename: Option<String>,
    /// Where it is sent.
    pub location: Location,
    /// How it is written; not used with `content`.
    pub style: Style,
    /// Whether parts of it become parameters of their own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether its value may be several segments of the path.
    pub spans: bool,
    /// `content`: the media type in which it is written.
    pub content: Option<SpecStr>,
    /// The type of the value.
    pub ty: Type,
    /// Whether it must be given.
    pub required: bool,
    /// `const`: what is always sent. Only scalars that must be given get here.
    pub constant: Option<SpecValue>,
    /// What leaving it out means.
    pub default: Option<SpecValue>,
    /// How many characters a text may have at most, where the document says so.
    pub most_characters: Option<u64>,
    /// Examples, for tests of the contract.
    pub examples: Vec<SpecValue>,
    /// Its documentation.
    pub docs: Docs,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// The media type as in the document.
    pub media: SpecStr,
    /// How it is written and read.
    pub kind: PayloadKind,
    /// What it holds; the element's type where the kind is a sequence.
    pub ty: Type,
    /// `encoding` of form and multipart bodies, by property.
    pub encoding: Vec<PartEncoding>,
    /// The schema.
    pub schema: Option<NodeId>,
    /// The element around a body in XML; nothing where that is only text.
    pub xml: Option<XmlNode>,
    /// Examples of the media type object.
    pub examples: Vec<Example>,
}

/// An example with its place, so that a contradiction can be reported there.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The value.
    pub origin: NodeId,
    /// Its name, if it is one of several.
    pub name: Option<SpecStr>,
    /// The value itself.
    pub value: SpecValue,
    /// Whether the document's own schema accepts it.
    pub valid: bool,
}

/// How a body is written and read. Streaming is a kind of payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadKind {
    /// `application/json`, `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*` other than events.
    Text,
    /// Anything else: bytes.
    Bytes,
    /// `text/event-stream`.
    Events,
    /// `application/x-ndjson`, `application/jsonl` and their kin.
    JsonLines,
    /// `application/json-seq`, RFC 7464.
    JsonSequence,
    /// `application/xml`, `text/xml`, `+xml`.
    Xml,
}

impl PayloadKind {
    /// Whether the caller has to say in which media type a body of this kind is: the document's
    /// stands for many, and that of any bytes is not among them.
    pub fn is_open(self, media: &str) -> bool {
        let takes_any_bytes =
            ["*/*", "application/"].iter().any(|it| media.starts_with(it));
        self == Self::Bytes && media.contains('*') && !takes_any_bytes
    }
}

/// `encoding` of one property of a form or multipart body.
#[derive(Clone, Debug, PartialEq)]
pub struct PartEncoding {
    /// The property.
    pub property: SpecStr,
    /// The content type of the part.
    pub content_type: Option<SpecStr>,
    /// How a value is written like one of a query, if said.
    pub style: Option<Style>,
    /// See [`Param::explode`].
    pub explode: bool,
    /// See [`Param::allow_reserved`].
    pub allow_reserved: bool,
}

/// A request that the API's provider sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The operation object.
    pub origin: NodeId,
    /// Its key under `webhooks`.
    pub name: SpecStr,
    /// The method.
    pub method: Method,
    /// Its documentation.
    pub docs: Docs,
    /// What is sent.
    pub bodies: Vec<Payload>,
}
