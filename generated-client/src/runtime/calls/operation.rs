//! An operation as data, and the two functions that a generated operation adds to it.

use std::fmt;

use http::StatusCode;
use http::method::InvalidMethod;

use super::parameter::Param;
use crate::runtime::{Content, Edit, Known, Outcome, Problem, View};

/// One operation of the API. Generated code implements it; users name it to set up a mock.
pub trait Operation {
    /// What a success holds.
    type Output: Outcome;
    /// What a failure may hold; `NoFailure` when none is described.
    type Failure: Outcome;
    /// Everything that does not depend on the arguments, such as the method and the path.
    const META: Meta;

    /// The value of the parameter at this index of `META.params`; `View::Absent` is not
    /// sent.
    fn param(&self, at: usize) -> View<'_> {
        let _ = at;
        View::Absent
    }

    /// The body, if one is sent.
    fn body(&self) -> Option<Content<'_>> {
        None
    }
}

/// The arguments of an [`Operation`] without its types, so that encoding is compiled once.
pub trait Arguments {
    /// See `Operation::param`.
    fn param(&self, at: usize) -> View<'_>;
    /// See `Operation::body`.
    fn body(&self) -> Option<Content<'_>>;
}

impl<O: Operation> Arguments for O {
    fn param(&self, at: usize) -> View<'_> {
        Operation::param(self, at)
    }

    fn body(&self) -> Option<Content<'_>> {
        Operation::body(self)
    }
}

/// An HTTP method, as a constant; [`http::Method`] is made from it, and compares with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Method(&'static str);

#[expect(missing_docs, reason = "the names say it")]
impl Method {
    pub const DELETE: Self = Self("DELETE");
    pub const GET: Self = Self("GET");
    pub const HEAD: Self = Self("HEAD");
    pub const OPTIONS: Self = Self("OPTIONS");
    pub const PATCH: Self = Self("PATCH");
    pub const POST: Self = Self("POST");
    pub const PUT: Self = Self("PUT");
    pub const QUERY: Self = Self("QUERY");
    pub const TRACE: Self = Self("TRACE");
}

impl Method {
    /// Another method; the name is sent as it is.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name, as sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl TryFrom<Method> for http::Method {
    type Error = InvalidMethod;

    fn try_from(method: Method) -> Result<Self, InvalidMethod> {
        Self::from_bytes(method.0.as_bytes())
    }
}

impl PartialEq<http::Method> for Method {
    fn eq(&self, other: &http::Method) -> bool {
        self.0 == other.as_str()
    }
}

impl PartialEq<Method> for http::Method {
    fn eq(&self, other: &Method) -> bool {
        other == self
    }
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What is known of an operation before it is called.
///
/// Written as `Meta { id: "…", .., ..Meta::DEFAULT }`.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The operation id of the document, or method and path.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template: `{name}` is the path parameter of that name.
    pub path: &'static str,
    /// The parameters, in the order of [`Operation::param`].
    pub params: &'static [Param],
    /// Which schemes it needs: an OR of ANDs of names. Empty: none. An empty inner list:
    /// anonymous is allowed.
    pub security: &'static [&'static [&'static str]],
    /// The `Accept` header; empty is `*/*`.
    pub accept: &'static str,
    /// The media type of the body that asks for a page or a stream where the caller gives none.
    pub body: &'static str,
    /// The documented answers.
    pub answers: &'static [Answer],
    /// Whether it is `Negotiated`: `send_any` takes all documented media types.
    pub negotiated: bool,
    /// How an answer in XML is read, if one may be made of types.
    pub xml: Option<&'static dyn ReadXml>,
    /// Whether values of another kind than documented are taken in answers where they say the
    /// same.
    pub lenient: bool,
    /// Whether repeating it does no harm, where that is not what its method promises.
    pub idempotent: Option<bool>,
    /// The header of an idempotency key, if the operation has a parameter for it. Without a
    /// value the parameter is a random key, as with [`crate::runtime::Service::idempotency_header`].
    pub idempotency_header: Option<&'static str>,
    /// Its own servers, if they differ from the API's.
    pub servers: &'static [crate::runtime::Server],
}

impl Meta {
    /// `GET /` without parameters, security and answers.
    pub const DEFAULT: Self = Self {
        id: "",
        method: Method::GET,
        path: "/",
        params: &[],
        security: &[],
        accept: "",
        body: "application/json",
        answers: &[],
        negotiated: false,
        xml: None,
        lenient: false,
        idempotent: None,
        idempotency_header: None,
        servers: &[],
    };

    /// The documented answer of a success that is looked up first: of 2xx, else of a redirect,
    /// else `default`.
    #[must_use]
    pub fn first_success(&self) -> Option<&'static Answer> {
        let first = |is_wanted: fn(Status) -> bool| {
            self.answers.iter().find(|answer| is_wanted(answer.status))
        };
        first(Status::is_success)
            .or_else(|| first(Status::is_redirect))
            .or_else(|| first(|status| status == Status::Default))
    }

    /// The documented answer for this status: exact before range before default.
    #[must_use]
    pub fn answer(&self, status: u16) -> Option<&'static Answer> {
        let find =
            |wanted: Status| self.answers.iter().find(|answer| answer.status == wanted);
        let range = u8::try_from(status / 100).unwrap_or(0);
        find(Status::Exact(status))
            .or_else(|| find(Status::Range(range)))
            .or_else(|| find(Status::Default))
    }
}

/// Reads XML into slots: a table of how the types of a crate are written in it.
pub trait ReadXml: fmt::Debug + Sync {
    /// Reads a body, sent with this content type.
    fn read(
        &self,
        media: Option<&str>,
        body: &[u8],
        edit: Edit<'_>,
    ) -> Result<Known, Problem>;
}

/// Whether a status says that the call has done what it was for. Where the documented answers have
/// no 2xx, a redirect among them does.
#[must_use]
pub fn succeeds(answers: &[Answer], status: StatusCode) -> bool {
    let code = Status::Exact(status.as_u16());
    let is_described = |it: &Answer| it.status == code || it.status == Status::Range(3);
    code.is_success()
        || code.is_redirect()
            && answers.iter().any(is_described)
            && !answers.iter().any(|it| it.status.is_success())
}

/// A documented answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When it comes.
    pub status: Status,
    /// The media types of its body; empty when it has none.
    pub media: &'static [&'static str],
}

impl Answer {
    /// An answer with a body of one of these media types.
    #[must_use]
    pub const fn new(status: Status, media: &'static [&'static str]) -> Self {
        Self { status, media }
    }

    /// An answer in JSON with this status.
    #[must_use]
    pub const fn json(status: u16) -> Self {
        Self::new(Status::Exact(status), JSON)
    }

    /// An answer in JSON with each status of this first digit.
    #[must_use]
    pub const fn json_range(first: u8) -> Self {
        Self::new(Status::Range(first), JSON)
    }

    /// An answer in JSON with each status that no other answer has.
    #[must_use]
    pub const fn json_default() -> Self {
        Self::new(Status::Default, JSON)
    }
}

/// The media types of an answer in JSON.
const JSON: &[&str] = &["application/json"];

/// A status or a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// All statuses with this first digit.
    Range(u8),
    /// All that nothing else says anything about.
    Default,
}

impl Status {
    const fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }

    /// Whether it says where to go on. `304` says that nothing has changed.
    const fn is_redirect(self) -> bool {
        matches!(self, Self::Exact(300..=303 | 305..=399) | Self::Range(3))
    }
}
