//! The plan of a crate: Rust's vocabulary, without tokens.

use super::Ident;
use crate::model::{
    Arguments, Docs, Example, Framing, Location, Method, NodeId, Pagination,
    PartEncoding, PayloadKind, SchemeKind, Server, SpecStr, SpecValue, Status, Style,
};
use std::collections::{BTreeMap, BTreeSet};

/// A crate.
#[derive(Debug)]
pub struct Crate {
    /// The manifest.
    pub package: Package,
    /// `client.rs` and the crate's documentation.
    pub client: Client,
    /// One module per component, with the types that stand within it.
    pub types: Vec<Module>,
    /// The groups of operations; the first is the client itself.
    pub groups: Vec<Group>,
    /// Types of webhooks, if there are any.
    pub webhooks: Option<Module>,
    /// The headers by which webhooks are checked, in small letters: id, time stamp, signature.
    pub webhook_headers: [String; 3],
    /// Well-known names that a type of this crate has as well: written with their path.
    pub clashes: BTreeSet<String>,
    /// What a test of the contract calls the operations with, if there is to be one.
    pub contract: Option<Arguments>,
    /// The cargo features of groups, if they have any.
    pub features: Option<GroupFeatures>,
}

/// Groups of operations as cargo features.
#[derive(Debug)]
pub struct GroupFeatures {
    /// The features, by name.
    pub groups: Vec<GroupFeature>,
    /// By the number of a file, when it is compiled.
    pub gates: BTreeMap<usize, Gate>,
}

/// A group of operations as a cargo feature.
#[derive(Debug)]
pub struct GroupFeature {
    /// Its name.
    pub name: String,
    /// The features that it cannot do without.
    pub needs: Vec<String>,
    /// How many operations it stands for.
    pub operations: usize,
}

/// When a file is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// With every choice of features.
    Always,
    /// With any of these features.
    Any(Vec<String>),
}

/// The manifest's data.
#[derive(Debug)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// The library's name.
    pub library: Ident,
    /// The version.
    pub version: String,
    /// The description: one line.
    pub description: String,
    /// The licence.
    pub license: Option<String>,
    /// The sources.
    pub repository: Option<String>,
}

/// The client as a whole.
#[derive(Debug)]
pub struct Client {
    /// The API's title.
    pub title: SpecStr,
    /// The API's version.
    pub version: SpecStr,
    /// The crate's documentation.
    pub docs: Docs,
    /// More of it, from the configuration.
    pub more_docs: Option<String>,
    /// The servers.
    pub servers: Vec<Server>,
    /// A base URL that the configuration prefers.
    pub base_url: Option<String>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// Headers of every call, in small letters.
    pub headers: Vec<(String, String)>,
    /// The environment variable of the base URL.
    pub base_url_variable: String,
    /// The header that identifies a call.
    pub request_id_header: Option<String>,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name in the document.
    pub wire: SpecStr,
    /// What it asks for.
    pub kind: SchemeKind,
    /// The name of its data.
    pub constant: Ident,
    /// The builder's method.
    pub method: Ident,
    /// The client's method that gives a copy with another credential.
    pub copy: Ident,
    /// The arguments.
    pub credentials: Vec<Ident>,
    /// The environment variables, one per argument.
    pub variables: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
    /// More of it, from the configuration.
    pub more_docs: Option<String>,
}

/// A file of types.
#[derive(Debug)]
pub struct Module {
    /// The module's name, also the file's.
    pub ident: Ident,
    /// Its types, owner first.
    pub items: Vec<TypeItem>,
}

/// A group of operations with its types.
#[derive(Debug)]
pub struct Group {
    /// The modules from `api` on; empty is the client itself.
    pub path: Vec<Ident>,
    /// The handle's name.
    pub handle: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The groups directly below: method and index into [`Crate::groups`].
    pub children: Vec<(Ident, usize)>,
    /// Its operations.
    pub operations: Vec<Operation>,
    /// Types that belong to its operations.
    pub items: Vec<TypeItem>,
}

impl Group {
    /// The way from the client: `.connect().sessions()`.
    pub fn calls(&self) -> String {
        self.path.iter().flat_map(|name| [".", name.as_str(), "()"]).collect()
    }

    /// The file in which it is: `src/api/connect/sessions.rs`.
    pub fn file(&self) -> String {
        let parts = self.path.iter().flat_map(|name| ["/", name.as_str()]);
        ["src/api"].into_iter().chain(parts).chain([".rs"]).collect()
    }
}

/// Where a type is defined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// The module path behind `crate::`.
    pub path: Vec<Ident>,
    /// The file: types of the same file need no import.
    pub file: usize,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Ty {
    Unit,
    Bool,
    /// `i64` and its kin.
    Number(&'static str),
    String,
    Value,
    Base64,
    Bytes,
    /// `Upload`: a part of a multipart body that is only sent.
    Upload,
    /// A type of a library for a format: the path from the crate's root.
    Library(&'static str),
    Vec(Box<Ty>),
    Map(Box<Ty>),
    Tuple(Vec<Ty>),
    Option(Box<Ty>),
    Nullable(Box<Ty>),
    Boxed(Box<Ty>),
    Named(Home, Ident),
}

/// A type definition.
#[derive(Debug)]
pub struct TypeItem {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What stands in for documentation that is not there.
    pub about: About,
    /// Whether it can be `Eq` and `Hash`.
    pub hash: bool,
    /// What it is.
    pub kind: TypeKind,
}

/// What a type is for, when the document does not say.
#[derive(Clone, Debug)]
pub enum About {
    /// A component: its name there.
    Component(SpecStr),
    /// The value of a property of a type.
    Property(SpecStr, Ident),
    /// The elements or values of a type.
    Element(Ident),
    /// A variant of a union.
    Variant(Ident),
    /// A part of an operation: the operation's struct, and which part.
    Part(Ident, &'static str),
}

/// What a type is.
#[derive(Debug)]
pub enum TypeKind {
    /// A struct.
    Struct(Struct),
    /// An enum of strings.
    Values(Vec<Value>),
    /// An enum of whole numbers.
    Numbers(Vec<Number>),
    /// So many strings that a table serves better than an enum.
    Constants(Vec<Value>),
    /// A union.
    Union(Union),
    /// `type`.
    Alias(Ty),
    /// A tuple struct around a type that refers back to it.
    Newtype(Ty),
}

/// A struct.
#[derive(Debug)]
pub struct Struct {
    /// The entries in the document's order.
    pub fields: Vec<Field>,
    /// The name of the field for other keys, and what they hold.
    pub extra: Option<(Ident, Ty)>,
    /// Whether it derives `Default`.
    pub default: bool,
    /// Whether it gets a constructor.
    pub constructor: bool,
    /// Whether it gets setters.
    pub setters: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name.
    pub ident: Ident,
    /// The setter's name.
    pub setter: Ident,
    /// Its key as sent.
    pub wire: SpecStr,
    /// Its type; for a constant, nothing is stored.
    pub ty: Ty,
    /// The constant that it holds.
    pub constant: Option<SpecValue>,
    /// What leaving it out means, if a constant can say it.
    pub default: Option<FieldDefault>,
    /// `None` is sent as `null`.
    pub or_null: bool,
    /// Never shown.
    pub secret: bool,
    /// Whether the constructor takes it.
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
}

/// The default of a field, as a constant.
#[derive(Debug)]
pub struct FieldDefault {
    /// The constant's name.
    pub ident: Ident,
    /// Its value.
    pub value: DefaultValue,
}

/// The value of a default.
#[derive(Debug)]
pub enum DefaultValue {
    /// A scalar, and its type.
    Scalar(SpecValue, Ty),
    /// A variant of an enum.
    Variant(Ty, Ident),
}

/// A string of an enum.
#[derive(Debug)]
pub struct Value {
    /// The variant's name.
    pub ident: Ident,
    /// The value as sent.
    pub wire: SpecStr,
    /// Its documentation.
    pub docs: Docs,
}

/// A number of an enum.
#[derive(Debug)]
pub struct Number {
    /// The variant's name.
    pub ident: Ident,
    /// The value as sent.
    pub value: i64,
    /// Its documentation.
    pub docs: Docs,
}

/// A union.
#[derive(Debug)]
pub struct Union {
    /// The variants in the document's order.
    pub variants: Vec<Variant>,
    /// How they are told apart.
    pub select: crate::model::Select,
}

/// A variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Its name.
    pub ident: Ident,
    /// The accessor's name.
    pub accessor: Ident,
    /// What it holds.
    pub ty: Ty,
    /// The text of the tag that the union sends for it.
    pub tag: Option<SpecStr>,
    /// Whether `From` its content is unambiguous.
    pub from: bool,
    /// Its documentation.
    pub docs: Docs,
}

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
    /// Its parameters.
    pub params: Vec<Param>,
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
    /// The `Accept` header.
    pub accept: Vec<SpecStr>,
    /// May be repeated.
    pub idempotent: bool,
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

/// An answer in one of several media types.
#[derive(Debug)]
pub struct AnyMedia {
    /// The enum's name.
    pub ident: Ident,
    /// Its variants.
    pub variants: Vec<MediaVariant>,
    /// The `Accept` header.
    pub accept: Vec<SpecStr>,
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
    /// Its documentation.
    pub docs: Docs,
}

/// The pages of an operation.
#[derive(Debug)]
pub struct Pages {
    /// The type of what is on them.
    pub element: Ty,
    /// How they are turned.
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
    /// The media type, with `content`.
    pub content: Option<SpecStr>,
    /// The type of a given value.
    pub ty: Ty,
    /// Must be given.
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
}

/// A request body.
#[derive(Debug)]
pub struct Body {
    /// The argument's or setter's name.
    pub ident: Ident,
    /// Must be given.
    pub required: bool,
    /// The media types to choose from; one is the rule.
    pub choices: Vec<BodyChoice>,
    /// The enum of the choices, if there are several.
    pub choice: Option<Ident>,
    /// Its documentation.
    pub docs: Docs,
}

/// A body in one media type.
#[derive(Debug)]
pub struct BodyChoice {
    /// The variant, if there are several.
    pub variant: Ident,
    /// The media type.
    pub media: SpecStr,
    /// How it is written.
    pub kind: PayloadKind,
    /// What it holds.
    pub ty: Ty,
    /// How its properties are written, where that is not the usual way.
    pub encoding: Vec<PartEncoding>,
    /// Examples of it.
    pub examples: Vec<Example>,
}

/// What an operation answers or fails with.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing is documented.
    None,
    /// The same for every status.
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
    /// The media types of its body.
    pub media: Vec<SpecStr>,
    /// Its documentation.
    pub docs: Docs,
    /// Examples of its first JSON body, with the type that they decode into.
    pub examples: Vec<Example>,
}
