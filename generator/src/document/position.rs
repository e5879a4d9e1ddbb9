//! What belongs at a place: the section of `components` that holds things of its kind.

use crate::diagnostics::NodeId;
use crate::source::{Kind, Sources};

/// Keywords whose value is a mapping from names to schemas.
const SCHEMA_MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "schemas",
];

/// Keywords whose value is a schema.
const SCHEMA_KEYS: &[&str] = &[
    "schema",
    "itemSchema",
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
];

/// Keywords whose value is a list of schemas.
const SCHEMA_LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems", "items"];

/// The section of the Components Object for what belongs where this object stands (the one
/// with the `$ref`); `None` where that cannot be said.
pub(crate) fn section(sources: &Sources, object: NodeId) -> Option<&'static str> {
    let container = sources.parent(object)?;
    let owner = sources.key_of(container);
    if sources.kind(container) == Kind::Seq {
        return match owner? {
            "parameters" => Some("parameters"),
            key => SCHEMA_LISTS.contains(&key).then_some("schemas"),
        };
    }
    let key = sources.key_of(object)?;
    if is_named_schema(sources, container) {
        return SCHEMA_KEYS.contains(&key).then_some("schemas");
    }
    match owner.unwrap_or_default() {
        map if SCHEMA_MAPS.contains(&map) => Some("schemas"),
        "responses" => Some("responses"),
        "parameters" => Some("parameters"),
        "headers" => Some("headers"),
        "requestBodies" => Some("requestBodies"),
        "examples" => Some("examples"),
        "links" => Some("links"),
        "callbacks" => Some("callbacks"),
        "securitySchemes" => Some("securitySchemes"),
        "paths" | "webhooks" | "pathItems" => Some("pathItems"),
        _ if key == "requestBody" => Some("requestBodies"),
        _ => SCHEMA_KEYS.contains(&key).then_some("schemas"),
    }
}

/// Whether a node is an entry of a mapping from names to schemas: its key is a name then, and
/// may be any word.
fn is_named_schema(sources: &Sources, node: NodeId) -> bool {
    let owner = sources.parent(node).and_then(|parent| sources.key_of(parent));
    owner.is_some_and(|key| SCHEMA_MAPS.contains(&key))
}

/// The section in which a component stands, if the node is one.
pub(crate) fn section_of_component(sources: &Sources, node: NodeId) -> Option<&str> {
    let section = sources.parent(node)?;
    let components = sources.parent(section)?;
    let is_root = sources.parent(sources.parent(components)?).is_none();
    let is_components = is_root && sources.key_of(components) == Some("components");
    if is_components { sources.key_of(section) } else { None }
}

/// The name of the property whose schema a node is.
pub(crate) fn property(sources: &Sources, node: NodeId) -> Option<&str> {
    let container = sources.parent(node)?;
    let is_map = sources.key_of(container) == Some("properties")
        && !is_named_schema(sources, container);
    sources.key_of(node).filter(|_| is_map)
}

/// Whether a node is the schema of a parameter.
pub(crate) fn is_of_parameter(sources: &Sources, node: NodeId) -> bool {
    let is_schema = sources.key_of(node) == Some("schema");
    sources.parent(node).is_some_and(|parameter| {
        is_schema
            && ["name", "in"].iter().all(|key| sources.get(parameter, key).is_some())
    })
}
