//! The Parameter Object and its kin, the Header Object.

use super::body::{MediaType, read_content, read_examples};
use super::reader::{Reader, shown};
use super::reference;
use super::suggestions::nearest;
use super::words::{Location, Style};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};

/// The Parameter Object.
#[derive(Clone, Debug)]
pub struct Parameter<'s> {
    /// The object.
    pub node: NodeId,
    /// `name`.
    pub name: &'s str,
    /// `in`.
    pub location: Location,
    /// `description`.
    pub description: Option<&'s str>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `x-ms-skip-url-encoding`: the caller has encoded the value.
    pub skip_url_encoding: bool,
    /// `x-multi-segment`: a value of the path may have several segments.
    pub multi_segment: bool,
    /// `schema`.
    pub schema: Option<NodeId>,
    /// `content`.
    pub content: Vec<MediaType<'s>>,
    /// The values of `example` and `examples`.
    pub examples: Vec<NodeId>,
}

/// The Header Object of a response.
#[derive(Clone, Debug)]
pub struct Header<'s> {
    /// The object.
    pub node: NodeId,
    /// Its key.
    pub name: &'s str,
    /// `description`.
    pub description: Option<&'s str>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `schema`, or the schema of its `content`.
    pub schema: Option<NodeId>,
    /// The media type of its `content`, if that describes it.
    pub content: Option<&'s str>,
}

const PARAMETER_KEYS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// So many parameters all operations may have together: a path item that many paths refer to has
/// its own in each of them.
pub(crate) const MOST_PARAMETERS: usize = 250_000;

/// What is said of more.
pub(crate) fn too_many_parameters(node: NodeId) -> Diagnostic {
    let message =
        format!("operations have more than {MOST_PARAMETERS} parameters together");
    Diagnostic::new(Code::OverBudget, Place::Node(node), message)
        .remedy("let fewer paths refer to a path item with so many parameters")
}

/// Reads the parameters of a path item or an operation.
pub(super) fn read_parameters<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Vec<Parameter<'s>> {
    let mut parameters = Vec::new();
    for node in reader.items_at(owner, "parameters") {
        reader.parameters += 1;
        if reader.parameters > MOST_PARAMETERS {
            reader.diagnostics.report_once(too_many_parameters(node));
            break;
        }
        if let Some(parameter) = read_parameter(reader, node) {
            parameters.push(parameter);
        }
    }
    parameters
}

fn read_parameter<'s>(
    reader: &mut Reader<'s, '_>,
    node: NodeId,
) -> Option<Parameter<'s>> {
    let node = reader.follow(node, reference::PARAMETER)?;
    let node = reader.expect_map(node, "parameter")?;
    reader.check_keys(node, "Parameter Object", PARAMETER_KEYS);
    let name = reader
        .string_at(node, "name")
        .or_else(|| reader.missing(node, "name", "Parameter Object"));
    let location = reader
        .string_at(node, "in")
        .or_else(|| reader.missing(node, "in", "Parameter Object"));
    let (name, location) = (name?, known_location(reader, node, location?)?);
    Some(Parameter {
        node,
        name,
        location,
        description: reader.string_at(node, "description"),
        required: reader.bool_at(node, "required").unwrap_or(false)
            || location == Location::Path,
        deprecated: reader.bool_at(node, "deprecated").unwrap_or(false),
        style: Style::read(reader, node),
        explode: reader.bool_at(node, "explode"),
        allow_reserved: reader.bool_at(node, "allowReserved").unwrap_or(false),
        skip_url_encoding: reader
            .bool_at(node, "x-ms-skip-url-encoding")
            .unwrap_or(false),
        multi_segment: reader.bool_at(node, "x-multi-segment").unwrap_or(false),
        schema: reader.at(node, "schema"),
        content: read_content(reader, node),
        examples: read_examples(reader, node).into_iter().map(|e| e.value).collect(),
    })
}

fn known_location(
    reader: &mut Reader<'_, '_>,
    node: NodeId,
    location: &str,
) -> Option<Location> {
    if let Some(known) = Location::parse(location) {
        return Some(known);
    }
    let place = reader.sources.get(node, "in").unwrap_or(node);
    let diagnostic = Diagnostic::new(
        Code::UnknownValue,
        Place::Node(place),
        format!("a parameter cannot be in `{}`", shown(location)),
    )
    .consequence("the parameter is left out");
    let diagnostic = match (location, nearest(location, Location::NAMES)) {
        ("body" | "formData", _) => {
            diagnostic.remedy("since OpenAPI 3.0 the body is described by `requestBody`")
        }
        (_, Some(near)) => diagnostic
            .remedy(format!("did you mean `{near}`?"))
            .patch(Place::Node(place), near),
        _ => diagnostic.remedy("use `path`, `query`, `header` or `cookie`"),
    };
    reader.report(diagnostic);
    None
}

/// Reads `headers` of a response or an encoding.
pub(super) fn read_headers<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Vec<Header<'s>> {
    let mut headers = Vec::new();
    for (name, node) in reader.entries_at(owner, "headers") {
        let Some(node) = reader.follow(node, reference::HEADER) else { continue };
        let Some(node) = reader.expect_map(node, "header") else { continue };
        let schema = reader.at(node, "schema");
        let content = read_content(reader, node);
        let content =
            content.iter().find(|media| schema.is_none() && media.schema.is_some());
        headers.push(Header {
            node,
            name,
            description: reader.string_at(node, "description"),
            required: reader.bool_at(node, "required").unwrap_or(false),
            deprecated: reader.bool_at(node, "deprecated").unwrap_or(false),
            schema: schema.or_else(|| content.and_then(|media| media.schema)),
            content: content.map(|media| media.name),
        });
    }
    headers
}
