//! Reading of a Schema Object, keyword by keyword.

use super::Schema;
use super::anchors::{report_namesake, report_rebound};
use super::bounds::read_bounds;
use super::structure::{
    read_array, read_discriminator, read_discriminator_value, read_object,
};
use super::types::read_types;
use super::xml::read_xml;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::info::read_external;
use crate::document::reader::{Reader, shown};
use crate::document::{Version, misplaced, reference};
use crate::json_types::JsonTypes;
use crate::source::{Kind, Sources};

const SCHEMA_KEYS: &[&str] = &[
    "$ref",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$defs",
    "$comment",
    "$vocabulary",
    "definitions",
    "title",
    "description",
    "type",
    "format",
    "nullable",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "discriminator",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "items",
    "prefixItems",
    "additionalItems",
    "contains",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "optional",
    "id",
];

const FACTS: &[&str] = &[
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
];

/// See `is_annotation`.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "$comment",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "example",
    "examples",
    "default",
];

const UNFOLLOWED: &[&str] = &[
    "not",
    "if",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "propertyNames",
    "contentSchema",
];

/// Reads one schema.
pub(in crate::document) fn read<'s>(
    reader: &mut Reader<'s, '_>,
    node: NodeId,
    version: Version,
) -> Schema<'s> {
    let mut schema = empty(node);
    match reader.sources.kind(node) {
        Kind::Map => {}
        Kind::Bool(value) => {
            schema.boolean = Some(value);
            return schema;
        }
        Kind::String(text) => {
            let key = reader.sources.key_of(node).unwrap_or("this");
            reader.report(
                Diagnostic::new(
                    Code::WrongKind,
                    Place::Node(node),
                    format!("`{}` is a string where a schema belongs", shown(key)),
                )
                .consequence("it is ignored")
                .remedy(misplaced::schema_form(text)),
            );
            return schema;
        }
        _ => {
            reader.wrong_kind::<()>(node, "schema", "an object");
            return schema;
        }
    }
    match version {
        Version::V30 => reader.check_keys(node, "Schema Object", SCHEMA_KEYS),
        _ => reader.check_keywords(node, "Schema Object", SCHEMA_KEYS),
    }
    if is_never(reader.sources, node) {
        schema.boolean = Some(false);
        read_annotations(reader, &mut schema);
        schema.unfollowed.clear();
        return schema;
    }
    read_reference(reader, &mut schema);
    read_types(reader, &mut schema, version);
    read_annotations(reader, &mut schema);
    read_bounds(reader, &mut schema, version);
    read_values(reader, &mut schema);
    read_object(reader, &mut schema);
    read_array(reader, &mut schema);
    read_xml(reader, &mut schema);
    schema.all_of = read_parts(reader, node, "allOf");
    schema.any_of = read_parts(reader, node, "anyOf");
    schema.one_of = read_parts(reader, node, "oneOf");
    schema.discriminator = read_discriminator(reader, node);
    schema.discriminator_value = read_discriminator_value(reader, node);
    schema
}

/// The schemas of `allOf` and its like. A schema in place of the list is the only one of it.
fn read_parts(reader: &mut Reader<'_, '_>, node: NodeId, key: &str) -> Vec<NodeId> {
    let only = reader.at(node, key).filter(|it| reader.sources.kind(*it) == Kind::Map);
    let Some(only) = only else { return reader.items_at(node, key) };
    reader.report(
        Diagnostic::new(
            Code::WrongKind,
            Place::Node(only),
            format!("`{key}` is an object where an array belongs"),
        )
        .consequence("it is read as a list of this schema")
        .remedy(misplaced::form(key, "an array")),
    );
    vec![only]
}

/// Whether a schema is `false`, or says the same with nothing but `not: {}` (JSON Schema
/// 2020-12, Core, 4.3.2).
pub(super) fn is_never(sources: &Sources, node: NodeId) -> bool {
    if sources.kind(node) == Kind::Bool(false) {
        return true;
    }
    let Some(not) = sources.get(node, "not") else { return false };
    let is_anything = match sources.kind(not) {
        Kind::Bool(value) => value,
        Kind::Map => sources.entries(not).next().is_none(),
        _ => false,
    };
    let mut keys = sources.entries(node).map(|(key, _)| key);
    is_anything && keys.all(|key| key == "not" || is_annotation(key))
}

/// Whether a keyword says nothing about which values there are.
pub(crate) fn is_annotation(key: &str) -> bool {
    key.starts_with("x-") || ANNOTATIONS.contains(&key)
}

pub(super) fn empty<'s>(node: NodeId) -> Schema<'s> {
    Schema {
        node,
        boolean: None,
        reference: None,
        broken_reference: false,
        types: JsonTypes::NONE,
        nullable: false,
        format: None,
        title: None,
        description: None,
        external: None,
        deprecated: false,
        read_only: false,
        write_only: false,
        values: None,
        value_names: Vec::new(),
        value_docs: Vec::new(),
        constant: None,
        default: None,
        examples: Vec::new(),
        properties: Vec::new(),
        required: Vec::new(),
        additional: None,
        patterns: Vec::new(),
        conditional: Vec::new(),
        items: None,
        prefix_items: Vec::new(),
        more_items: None,
        all_of: Vec::new(),
        any_of: Vec::new(),
        one_of: Vec::new(),
        discriminator: None,
        discriminator_value: None,
        content_encoding: None,
        content_media_type: None,
        xml: None,
        facts: Vec::new(),
        unfollowed: Vec::new(),
    }
}

fn read_reference(reader: &mut Reader<'_, '_>, schema: &mut Schema<'_>) {
    for key in ["$ref", "$dynamicRef"] {
        let Some(place) = reader.sources.get(schema.node, key) else { continue };
        let Kind::String(text) = reader.sources.kind(place) else {
            if reader.sources.kind(place) == Kind::Null {
                reader.report(reference::without_quotes(place));
                schema.broken_reference = true;
                return;
            }
            reader.wrong_kind::<()>(place, key, "a string");
            continue;
        };
        schema.reference = reference::resolve(reader, place, text, reference::SCHEMA);
        schema.broken_reference = schema.reference.is_none();
        match (key, schema.reference) {
            ("$dynamicRef", Some(target)) => report_rebound(reader, place, text, target),
            (_, Some(target)) => report_namesake(reader, place, text, target),
            (_, None) => {}
        }
        return;
    }
}

fn read_annotations<'s>(reader: &mut Reader<'s, '_>, schema: &mut Schema<'s>) {
    let node = schema.node;
    schema.format = schema.format.or_else(|| reader.string_at(node, "format"));
    schema.title = reader.string_at(node, "title");
    schema.description = reader.string_at(node, "description");
    schema.external = read_external(reader, node);
    schema.deprecated = reader.bool_at(node, "deprecated").unwrap_or(false);
    schema.read_only = reader.bool_at(node, "readOnly").unwrap_or(false);
    schema.write_only = reader.bool_at(node, "writeOnly").unwrap_or(false);
    schema.content_encoding = reader.string_at(node, "contentEncoding");
    schema.content_media_type = reader.string_at(node, "contentMediaType");
    for (key, value) in reader.sources.entries(node) {
        if let Some(fact) = FACTS.iter().find(|fact| **fact == key) {
            schema.facts.push((fact, value));
        } else if let Some(keyword) = UNFOLLOWED.iter().find(|keyword| **keyword == key)
            && !(key == "propertyNames" && is_any_text(reader, value))
        {
            schema.unfollowed.push((keyword, value));
        }
    }
}

/// Whether a schema of keys says that they are texts, which all keys are.
fn is_any_text(reader: &Reader<'_, '_>, node: NodeId) -> bool {
    let mut entries = reader.sources.entries(node);
    entries.all(|(key, value)| {
        key == "type" && reader.sources.kind(value) == Kind::String("string")
    })
}

fn read_values<'s>(reader: &mut Reader<'s, '_>, schema: &mut Schema<'s>) {
    let node = schema.node;
    schema.values = reader
        .seq_at(node, "enum")
        .map(|list| reader.sources.items(list).collect::<Vec<_>>())
        .filter(|values| !values.is_empty());
    schema.constant = reader.sources.get(node, "const");
    schema.default = reader.sources.get(node, "default");
    schema.examples.extend(reader.sources.get(node, "example"));
    if let Some(list) = reader.sources.get(node, "examples") {
        schema.examples.extend(reader.sources.items(list));
    }
    if let Some(values) = &schema.values {
        let first_of = |keys: [&str; 3]| {
            let texts = keys.map(|key| texts_of_values(reader, node, key, values));
            texts.into_iter().find(|texts| !texts.is_empty()).unwrap_or_default()
        };
        schema.value_names =
            first_of(["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        schema.value_docs = first_of([
            "x-enum-descriptions",
            "x-enumDescriptions",
            "x-enum-description",
        ]);
    }
}

/// What an extension says of each value of an `enum`: a list in their order, or an object whose
/// keys are the values. Extensions of another form are not ours to complain about.
fn texts_of_values<'s>(
    reader: &Reader<'s, '_>,
    node: NodeId,
    key: &str,
    values: &[NodeId],
) -> Vec<&'s str> {
    let sources = reader.sources;
    let Some(found) = sources.get(node, key) else { return Vec::new() };
    let text = |node: NodeId| match sources.kind(node) {
        Kind::String(text) | Kind::Number(text) => text,
        _ => "",
    };
    if sources.entries(found).len() == 0 {
        return sources.items(found).map(text).collect();
    }
    let of_value = |value: &NodeId| sources.get(found, text(*value)).map_or("", text);
    values.iter().map(of_value).collect()
}
