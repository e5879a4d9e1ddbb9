//! Operations as Rust has them.

use super::Ty;
use crate::model::{
    Docs, Example, Framing, Location, Method, NodeId, Pagination, PartEncoding,
    PayloadKind, Server, SpecStr, SpecValue, Status, Style, XmlNode,
};
use crate::rust::Ident;

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// The method's name.
    pub method_ident: Ident,
    /// The struct's name.
    pub ident: Ident,
    /// The document's id, or method and path.
    pub id: SpecStr,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub template: SpecStr,
    /// Its documentation.
    pub docs: Docs,
    /// Its parameters, as far as the caller gives them.
    pub params: Vec<Param>,
    /// Parameters with a single value, which callers do not give.
    pub constants: Vec<Constant>,
    /// Its body.
    pub body: Option<Body>,
    /// What it answers.
    pub output: Outcome,
    /// What it fails with.
    pub failure: Outcome,
    /// The documented statuses with their media types and descriptions.
    pub answers: Vec<Answer>,
    /// Names of schemes: OR of ANDs.
    pub security: Vec<Vec<SpecStr>>,
    /// The scopes and roles that it asks for, of each alternative.
    pub scopes: Vec<Vec<SpecStr>>,
    /// What it asks for.
    pub accept: Accept,
    /// Whether an answer may be XML that becomes a type.
    pub reads_xml: bool,
    /// Whether values of another kind are taken in its answers where they say the same.
    pub lenient: bool,
    /// Whether it may be repeated, where its method does not say it.
    pub idempotent: Option<bool>,
    /// The header of its idempotency key, if it has a parameter for it.
    pub idempotency_header: Option<SpecStr>,
    /// Its own servers.
    pub servers: Vec<Server>,
    /// The headers of its answers, each once.
    pub headers: Vec<Header>,
    /// How its pages are turned.
    pub pages: Option<Pages>,
    /// How its answer comes value by value.
    pub stream: Option<Stream>,
    /// Its answer in any media type, where a status has several that differ.
    pub any: Option<AnyMedia>,
}

impl Operation {
    /// `GET /pets/{id}`.
    pub fn request(&self) -> String {
        self.method.with_path(self.template.untrusted())
    }
}

/// The media types of the `Accept` header (RFC 9110, 12.5.1), each once.
#[derive(Debug, Default)]
pub struct Accept {
    /// Media types of successes, JSON first.
    pub successes: Vec<SpecStr>,
    /// Media types of failures alone: what the service may answer with, and is not asked for.
    pub failures: Vec<SpecStr>,
}

impl Accept {
    /// With those of failures that no success has.
    pub fn new(
        successes: impl Iterator<Item = SpecStr>,
        failures: impl Iterator<Item = SpecStr>,
    ) -> Self {
        let mut accept = Self::default();
        for media in successes {
            if !accept.successes.contains(&media) {
                accept.successes.push(media);
            }
        }
        for media in failures {
            if !accept.successes.contains(&media) && !accept.failures.contains(&media) {
                accept.failures.push(media);
            }
        }
        accept
    }
}

/// An answer in one of several media types.
#[derive(Debug)]
pub struct AnyMedia {
    /// The enum's name.
    pub ident: Ident,
    /// Its variants.
    pub variants: Vec<MediaVariant>,
    /// What it asks for.
    pub accept: Accept,
}

/// A content that an answer may have.
#[derive(Debug)]
pub struct MediaVariant {
    /// Its name.
    pub ident: Ident,
    /// What it holds; nothing where there is no body.
    pub ty: Option<Ty>,
    /// The statuses and media types; without a body the media type is empty.
    pub on: Vec<(Status, SpecStr)>,
}

/// A header of an answer.
#[derive(Debug)]
pub struct Header {
    /// The name of its constant.
    pub ident: Ident,
    /// Its name as in the document.
    pub wire: SpecStr,
    /// The type of its value.
    pub ty: Ty,
    /// Whether its value is JSON.
    pub json: bool,
    /// Its documentation.
    pub docs: Docs,
}

/// The pages of an operation.
#[derive(Debug)]
pub struct Pages {
    /// The type of what is on them.
    pub element: Ty,
    /// How they are turned. A parameter's place is the one among those of the operation, which
    /// its constants follow.
    pub paging: Pagination,
}

/// The stream of an operation.
#[derive(Debug)]
pub struct Stream {
    /// The type of one value.
    pub item: Ty,
    /// How values follow one another.
    pub framing: Framing,
    /// The media type.
    pub media: SpecStr,
    /// The property of the body that asks for it.
    pub flag: Option<SpecStr>,
}

/// A parameter.
#[derive(Debug)]
pub struct Param {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// The field's, argument's or setter's name.
    pub ident: Ident,
    /// The name as sent.
    pub wire: SpecStr,
    /// Where it is sent.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Parts become parameters.
    pub explode: bool,
    /// Reserved characters stay.
    pub allow_reserved: bool,
    /// Several segments of the path.
    pub spans: bool,
    /// The media type, with `content`.
    pub content: Option<SpecStr>,
    /// The type of a given value.
    pub ty: Ty,
    /// Must be given.
    pub required: bool,
    /// What is sent when it is not given.
    pub fallback: Option<String>,
    /// Whether whatever becomes a value of its type is taken.
    pub converted: bool,
    /// Its documentation.
    pub docs: Docs,
}

/// A parameter that no caller gives: its schema allows one value.
#[derive(Debug)]
pub struct Constant {
    /// The parameter.
    pub param: Param,
    /// What is sent: a scalar.
    pub value: SpecValue,
}

/// A request body.
#[derive(Debug)]
pub struct Body {
    /// The argument's or setter's name.
    pub ident: Ident,
    /// Must be given.
    pub required: bool,
    /// Is `null` if it is not given, rather than left out.
    pub null: bool,
    /// The media types to choose from; one is the rule.
    pub choices: Vec<BodyChoice>,
    /// The enum of the choices, if there are several.
    pub choice: Option<Ident>,
    /// Its documentation.
    pub docs: Docs,
}

impl Body {
    /// The media type that is sent for a value alone; nothing if one has to be chosen.
    pub fn of_value_alone(&self) -> Option<&BodyChoice> {
        match self.choice {
            Some(_) => self.choices.iter().find(|choice| choice.from),
            None => self.choices.first(),
        }
    }
}

/// A body in one media type.
#[derive(Debug)]
pub struct BodyChoice {
    /// The variant, if there are several.
    pub variant: Ident,
    /// Whether a value of its type becomes this variant by itself.
    pub from: bool,
    /// The choice that such a value becomes instead, if it holds no file.
    pub without_files: Option<usize>,
    /// The media type.
    pub media: SpecStr,
    /// How it is written.
    pub kind: PayloadKind,
    /// What it holds.
    pub ty: Ty,
    /// How its properties are written, where that is not the usual way.
    pub encoding: Vec<PartEncoding>,
    /// The element around it, if it is made of types in XML.
    pub xml: Option<XmlNode>,
    /// Examples of it.
    pub examples: Vec<Example>,
}

/// What an operation answers or fails with.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing is documented.
    None,
    /// One type for every status.
    One(Ty),
    /// An enum of the statuses.
    Several(Ident, Vec<StatusVariant>),
}

/// A variant of an outcome.
#[derive(Debug)]
pub struct StatusVariant {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name.
    pub ident: Ident,
    /// The accessor's name.
    pub accessor: Ident,
    /// When it comes.
    pub status: Status,
    /// What it holds; nothing where there is no body.
    pub ty: Option<Ty>,
    /// Its documentation.
    pub docs: Docs,
}

/// A documented answer.
#[derive(Debug)]
pub struct Answer {
    /// When it comes.
    pub status: Status,
    /// Whether it means success.
    pub is_success: bool,
    /// The media types of its body.
    pub media: Vec<SpecStr>,
    /// The media types that become the type of the answer.
    pub typed: Vec<SpecStr>,
    /// Its documentation.
    pub docs: Docs,
    /// Examples of its first JSON body, with the type that they decode into.
    pub examples: Vec<Example>,
}
