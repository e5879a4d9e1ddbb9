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
/// with the `$ref`); `None` where that cannot be said. A node that is written in the place of
/// another one stands there: `host` gives that, or the node itself.
pub(crate) fn section(
    sources: &Sources,
    object: NodeId,
    host: &dyn Fn(NodeId) -> NodeId,
) -> Option<&'static str> {
    let object = host(object);
    let container = host(sources.parent(object)?);
    let owner = sources.key_of(container);
    if sources.parent(object).is_some_and(|list| sources.kind(list) == Kind::Seq) {
        return match owner? {
            "parameters" => Some("parameters"),
            key => SCHEMA_LISTS.contains(&key).then_some("schemas"),
        };
    }
    let key = sources.key_of(object)?;
    if is_named_schema(sources, container, host) {
        return schema_at(key);
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
        _ => schema_at(key),
    }
}

/// What a keyword of a schema, or of what has schemas, holds.
pub(crate) fn schema_at(key: &str) -> Option<&'static str> {
    SCHEMA_KEYS.contains(&key).then_some("schemas")
}

/// Whether a node is an entry of a mapping from names to schemas: its key is a name then, and
/// may be any word.
fn is_named_schema(
    sources: &Sources,
    node: NodeId,
    host: &dyn Fn(NodeId) -> NodeId,
) -> bool {
    let owner = sources.parent(node).and_then(|parent| sources.key_of(host(parent)));
    owner.is_some_and(|key| SCHEMA_MAPS.contains(&key))
}

/// The words of a pointer that people chose, the last three of them: what a schema that is no
/// component is named after. None for a file that is the schema.
pub(crate) fn words(fragment: &str) -> Vec<String> {
    const KEYWORDS: &[&str] = &[
        "properties",
        "items",
        "schema",
        "schemas",
        "allOf",
        "oneOf",
        "anyOf",
        "content",
        "additionalProperties",
        "$defs",
        "definitions",
        "components",
        "paths",
        "responses",
        "parameters",
        "requestBodies",
        "requestBody",
        "headers",
        "prefixItems",
    ];
    let mut words: Vec<String> = fragment
        .split('/')
        .map(|word| word.replace("~1", "/").replace("~0", "~"))
        .filter(|word| !word.is_empty() && !KEYWORDS.contains(&word.as_str()))
        .collect();
    words.drain(..words.len().saturating_sub(3));
    words
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
        && !is_named_schema(sources, container, &|node| node);
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
