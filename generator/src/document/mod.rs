//! Tree → document: thin typed structs, each with its node.
//!
//! One dialect for OpenAPI 3.0, 3.1 and 3.2 and for mixtures of them: real 3.1 documents keep
//! 3.0 habits (`nullable`) and the other way round, so every spelling is read in every version
//! with its own version's meaning. What does not fit is reported and left out.

mod body;
mod info;
mod misplaced;
mod parameter;
mod path;
pub(crate) mod position;
mod reader;
mod reference;
mod schema;
mod security;
mod suggestions;
mod template;
mod words;

pub use body::{Encoding, Example, MediaType, RequestBody, Response};
pub use info::{ExternalDocs, Info, Server, ServerVariable, Tag};
pub use parameter::{Header, Parameter};
pub(crate) use parameter::{MOST_PARAMETERS, too_many_parameters};
pub use path::{Operation, PathItem};
pub use schema::{Additional, Discriminator, Schema, Xml, XmlKind};
pub(crate) use schema::{extending, is_annotation};
pub(crate) use security::undefined as undefined_scheme;
pub use security::{SchemeType, SecurityRequirement, SecurityScheme};
pub use words::{Location, StatusKey, Style};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use crate::source::{Kind, Sources};
use reader::Reader;
pub(crate) use reader::shown;
use suggestions::Suggestions;
pub(crate) use suggestions::nearest;
pub(crate) use template::{pieces, routed};

/// The minor version that a document declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Version {
    V30,
    V31,
    V32,
}

/// An OpenAPI document: its frame read, its schemas readable one at a time.
pub struct Document<'s> {
    /// The trees it stands on.
    pub sources: &'s Sources,
    /// The declared version.
    pub version: Version,
    /// `info`.
    pub info: Info<'s>,
    /// `servers`.
    pub servers: Vec<Server<'s>>,
    /// `tags`.
    pub tags: Vec<Tag<'s>>,
    /// `security`: what operations without their own ask for.
    pub security: Vec<SecurityRequirement<'s>>,
    /// `components/securitySchemes`.
    pub security_schemes: Vec<SecurityScheme<'s>>,
    /// `components/schemas`: name and schema.
    pub schemas: Vec<(&'s str, NodeId)>,
    /// `paths`.
    pub paths: Vec<PathItem<'s>>,
    /// `webhooks`, and `x-webhooks` as 3.0 documents have it.
    pub webhooks: Vec<PathItem<'s>>,
    /// Who finds the names that were probably meant.
    pub(crate) suggestions: Suggestions,
}

/// Reads the document's frame.
///
/// Returns `None` where this is no OpenAPI 3 document; the reason is then among the
/// diagnostics.
pub fn read<'s>(
    sources: &'s Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'s>> {
    let root = sources.root();
    let version = version(sources, root, diagnostics)?;
    let suggestions = Suggestions::default();
    let mut reader = Reader::new(sources, diagnostics, &suggestions);
    reader.check_keys(root, "OpenAPI object", ROOT_KEYS);
    let components = reader.map_at(root, "components");
    if let Some(components) = components {
        reader.check_keys(components, "Components Object", COMPONENT_KEYS);
    }
    Some(Document {
        sources,
        version,
        info: info::read_info(&mut reader, root),
        servers: info::read_servers(&mut reader, root),
        tags: info::read_tags(&mut reader, root),
        security: security::read_requirements(&mut reader, root).unwrap_or_default(),
        security_schemes: components
            .map(|node| security::read_schemes(&mut reader, node))
            .unwrap_or_default(),
        schemas: components
            .map(|node| reader.entries_at(node, "schemas"))
            .unwrap_or_default(),
        paths: path::read_paths(&mut reader, root),
        webhooks: path::read_webhooks(&mut reader, root),
        suggestions,
    })
}

impl<'s> Document<'s> {
    /// The schema at a node, with its reference resolved one step.
    pub fn schema(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Schema<'s> {
        let mut reader = Reader::new(self.sources, diagnostics, &self.suggestions);
        schema::read(&mut reader, node, self.version)
    }

    /// The schema that a reference text means when it stands at `node` (the values of a
    /// discriminator's mapping are such texts).
    pub fn find_schema(&self, node: NodeId, text: &str) -> Option<NodeId> {
        reference::find(self.sources, node, text)
    }

    /// What is called nearly as the target of a reference text that means nothing.
    pub(crate) fn pointer_like(&self, node: NodeId, text: &str) -> Option<String> {
        reference::like(self.sources, &self.suggestions, node, text)
    }
}

/// The node that a reference text means when it stands at `place`.
pub(crate) fn target_of(sources: &Sources, place: NodeId, text: &str) -> Option<NodeId> {
    reference::find(sources, place, text)
}

const ROOT_KEYS: &[&str] = &[
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// The sections of the Components Object.
pub(crate) const COMPONENT_KEYS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Checks that this is OpenAPI 3 and says which one; one sentence where it is not.
fn version(
    sources: &Sources,
    root: NodeId,
    diagnostics: &mut Diagnostics,
) -> Option<Version> {
    if sources.kind(root) != Kind::Map {
        diagnostics.report(without_object(sources, root));
        return None;
    }
    let Some(node) = sources.get(root, "openapi") else {
        diagnostics.report(without_version(sources, root));
        return None;
    };
    let text = match sources.kind(node) {
        Kind::String(text) | Kind::Number(text) => text,
        _ => "",
    };
    let parts: Vec<&str> = text.trim().split('.').take(2).collect();
    let (version, doubt) = match parts[..] {
        ["3", "0"] => (Some(Version::V30), None),
        ["3"] => (Some(Version::V30), Some(major_alone(node))),
        ["3", "1"] => (Some(Version::V31), None),
        ["3", "2"] => (Some(Version::V32), None),
        ["3", _] => (Some(Version::V32), Some(later_version(node))),
        _ => (None, Some(other_version(node))),
    };
    if let Some(doubt) = doubt {
        diagnostics.report(doubt);
    }
    version
}

fn without_object(sources: &Sources, root: NodeId) -> Diagnostic {
    let remedy = match sources.kind(root) {
        Kind::String(text) if text.starts_with('<') => {
            "this is a web page or XML: download the document itself (behind `Raw` on GitHub)"
        }
        Kind::String(text)
            if text.starts_with("version https://git-lfs.github.com/") =>
        {
            "this is a pointer of Git LFS: `git lfs pull` fetches the document itself"
        }
        _ => "give the file whose root has the key `openapi`",
    };
    Diagnostic::new(
        Code::NotOpenApi,
        Place::Node(root),
        "this is not an OpenAPI document: its root is not an object",
    )
    .remedy(remedy)
}

fn major_alone(node: NodeId) -> Diagnostic {
    let what = "`3` is not a version of OpenAPI";
    Diagnostic::new(Code::UnknownValue, Place::Node(node), what)
        .consequence("it is read as 3.0")
        .remedy("write `openapi: 3.0.3`, or the version it was written for")
}

fn later_version(node: NodeId) -> Diagnostic {
    let what = "a version of OpenAPI 3 that this generator does not know yet";
    Diagnostic::new(Code::OtherDialect, Place::Node(node), what)
        .consequence("it is read as 3.2")
}

fn other_version(node: NodeId) -> Diagnostic {
    let what = "this version of OpenAPI cannot be read";
    Diagnostic::new(Code::UnsupportedVersion, Place::Node(node), what)
        .remedy("convert the document to OpenAPI 3.0, 3.1 or 3.2")
}

fn without_version(sources: &Sources, root: NodeId) -> Diagnostic {
    if let Some(node) = sources.get(root, "swagger") {
        return Diagnostic::new(
            Code::UnsupportedVersion,
            Place::Node(node),
            "this is a Swagger 2.0 document, the predecessor of OpenAPI 3",
        )
        .remedy("convert it to OpenAPI 3, for example with `swagger2openapi`");
    }
    let diagnostic = Diagnostic::new(
        Code::NotOpenApi,
        Place::Node(root),
        "this is not an OpenAPI document: the key `openapi` is missing",
    );
    let has = |key: &str| sources.get(root, key).is_some();
    diagnostic.remedy(match other_format(has) {
        Some(other) => other,
        None if has("paths") || has("components") => {
            "add `openapi: 3.1.0` (or the version it was written for)"
        }
        None => "give the file whose root has the key `openapi`",
    })
}

/// What to do with a document of another format, which its root tells.
fn other_format(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    if has("overlay") && has("actions") {
        Some(
            "this is an Overlay: give the document that it is for, and this file with \
             `--overlay`",
        )
    } else if ["package", "client", "schemes", "operations"].into_iter().any(&has) {
        Some(
            "this looks like a configuration: give the document that it is for, and this \
             file with `--config`",
        )
    } else if has("asyncapi") {
        Some(
            "this is an AsyncAPI document, which describes messages: give the OpenAPI \
             document of the same service",
        )
    } else if has("arazzo") {
        Some(
            "this is an Arazzo document, which describes workflows: give an OpenAPI document \
             that its `sourceDescriptions` name",
        )
    } else if has("item") && has("info") {
        Some("this looks like a collection of Postman: export it as OpenAPI")
    } else {
        None
    }
}
