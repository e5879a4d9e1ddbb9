//! Keys that belong somewhere else: what people mean who write them here.

use super::reader::shown;
use crate::diagnostics::NodeId;
use crate::source::{Kind, Sources};

/// What to do about a key that this object does not have, if it is a known mistake.
pub(super) fn remedy(object: &str, key: &str) -> Option<String> {
    Some(match (object, key) {
        (
            "OpenAPI object",
            "schemas" | "responses" | "parameters" | "examples" | "requestBodies"
            | "headers" | "securitySchemes" | "links" | "callbacks" | "pathItems",
        ) => format!("put it under `components`: `components: {{ {key}: … }}`"),
        ("OpenAPI object", "definitions") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `components: { schemas: … }`".to_owned()
        }
        ("OpenAPI object", "securityDefinitions") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `components: { securitySchemes: … }`"
                .to_owned()
        }
        ("OpenAPI object", "host" | "basePath" | "schemes") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `servers: [ { url: … } ]`".to_owned()
        }
        (_, "consumes" | "produces") => {
            "this is Swagger 2.0; in OpenAPI 3 media types are the keys of `content`"
                .to_owned()
        }
        ("Response Object" | "Request Body Object", "schema") => {
            "put it under a media type: `content: { application/json: { schema: … } }`"
                .to_owned()
        }
        ("Response Object" | "Request Body Object", media) if media.contains('/') => {
            format!("put it under `content`: `content: {{ {}: … }}`", shown(media))
        }
        (
            "Parameter Object",
            "type" | "format" | "items" | "enum" | "default" | "minimum" | "maximum"
            | "pattern" | "minLength" | "maxLength" | "nullable",
        ) => format!("put it into `schema`: `schema: {{ {key}: … }}`"),
        ("Schema Object", "in" | "explode" | "style") => {
            "put it next to `schema`, into the parameter".to_owned()
        }
        _ => return None,
    })
}

/// What to do about a key that is unknown and near no other, when it is clear where it stands.
pub(super) fn among(
    sources: &Sources,
    object: &str,
    map: NodeId,
    value: NodeId,
) -> Option<String> {
    let key = shown(sources.key_of(value)?);
    if sources.kind(value) != Kind::Map {
        return None;
    }
    match object {
        "Components Object" => Some(format!(
            "put it under the kind of thing that it is: `schemas: {{ {key}: … }}`"
        )),
        "Schema Object" if sources.key_of(map) == Some("properties") => Some(
            "indent `properties` deeper: here it is a schema of that name, beside the one \
             that it belongs to"
                .to_owned(),
        ),
        "Schema Object" if !is_schema(sources, value) => None,
        "Schema Object" => Some(format!(
            "if it is a property, put it under `properties`: `properties: {{ {key}: … }}`"
        )),
        _ => None,
    }
}

/// Whether an object says what a schema says.
fn is_schema(sources: &Sources, value: NodeId) -> bool {
    const SAID: &[&str] =
        &["$ref", "type", "properties", "items", "enum", "allOf", "anyOf", "oneOf"];
    SAID.iter().any(|key| sources.get(value, key).is_some())
}

/// What to write where a schema belongs and a text stands.
pub(super) fn schema_form(text: &str) -> String {
    const TYPES: &[&str] =
        &["string", "integer", "number", "boolean", "array", "object", "null"];
    if TYPES.contains(&text) {
        format!("write `{{ type: {text} }}`")
    } else {
        "write a schema: `{ type: … }`, or `{ $ref: … }`".to_owned()
    }
}

/// The schema of a response, a body, a parameter or a header, if it has only one.
pub(super) fn only_schema(sources: &Sources, node: NodeId) -> Option<NodeId> {
    let schema = |holder: NodeId| {
        let schema = sources.get(holder, "schema")?;
        (sources.kind(schema) == Kind::Map).then_some(schema)
    };
    schema(node).or_else(|| {
        let mut contents = sources.entries(sources.get(node, "content")?);
        let (_, only) = contents.next().filter(|_| contents.next().is_none())?;
        schema(only)
    })
}

/// What to write instead of a reference to something of another kind.
pub(super) fn reference_form(wanted: &str, found: Option<&str>) -> Option<&'static str> {
    match (wanted, found) {
        ("parameters", Some("schemas")) => {
            Some("name the parameter: `name: …, in: query, schema: { $ref: … }`")
        }
        ("responses", Some("schemas")) => Some(
            "put the schema into a response: `description: …, content: { \
             application/json: { schema: { $ref: … } } }`",
        ),
        ("requestBodies", Some("schemas")) => Some(
            "put the schema under a media type: `content: { application/json: { schema: \
             { $ref: … } } }`",
        ),
        _ => None,
    }
}

/// What to write instead of a value of another kind.
pub(super) fn form(key: &str, wanted: &str) -> String {
    match key {
        "parameters" => "write a list: each parameter begins with `- name: …`".to_owned(),
        "properties" => {
            "write a mapping from names to schemas, without `-`: `name: { type: string }`"
                .to_owned()
        }
        // Of a parameter it is a boolean.
        "required" if !wanted.contains("true") => "write a list of the names of properties: `required: [name]`".to_owned(),
        "enum" => "write a list of values: `enum: [one, two]`".to_owned(),
        "tags" | "allOf" | "anyOf" | "oneOf" => format!("write a list: `{key}: [ … ]`"),
        "security" => {
            "write a list: `- NAME: []`, with the name of a security scheme".to_owned()
        }
        "security requirement" => {
            "write the name as a key, with a list of scopes: `NAME: []`".to_owned()
        }
        "servers" => "write a list: each server begins with `- url: …`".to_owned(),
        "server" => "write `url: …`".to_owned(),
        "paths" => {
            "write a mapping from paths, without `-`: `/pets: { get: … }`".to_owned()
        }
        "responses" => {
            "write a mapping from statuses, without `-`: `'200': { description: … }`"
                .to_owned()
        }
        _ => format!("write {wanted} here"),
    }
}
