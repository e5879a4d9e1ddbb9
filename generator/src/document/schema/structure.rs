//! The keywords that say what objects and arrays are made of.

use super::read::is_never;
use super::{Additional, Discriminator, Schema, indented};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::position;
use crate::document::reader::{Reader, shown};
use crate::source::{Kind, Sources};

pub(super) fn read_object<'s>(reader: &mut Reader<'s, '_>, schema: &mut Schema<'s>) {
    let node = schema.node;
    schema.properties = reader.entries_at(node, "properties");
    // Draft 3 had a boolean here, and some people still write it; it says nothing about
    // this schema's properties.
    schema.required = match reader.at(node, "required").map(|n| reader.sources.kind(n)) {
        Some(Kind::Bool(_)) => {
            required_as_mark(reader, node);
            Vec::new()
        }
        None => Vec::new(),
        _ => reader.strings_at(node, "required"),
    };
    for key in ["additionalProperties", "unevaluatedProperties"] {
        if schema.additional.is_none() {
            schema.additional =
                reader.at(node, key).map(|value| additional(reader.sources, value));
        }
    }
    indented::raise(reader, schema);
    if schema.additional.is_none()
        && !schema.properties.is_empty()
        && keeps_unknown(reader, node)
    {
        schema.additional = Some(Additional::Allowed(true));
    }
    schema.patterns = reader
        .entries_at(node, "patternProperties")
        .into_iter()
        .map(|(_, node)| node)
        .collect();
    let branches = ["then", "else"].into_iter().filter_map(|key| reader.at(node, key));
    schema.conditional = branches.collect();
    let dependent = reader.entries_at(node, "dependentSchemas");
    schema.conditional.extend(dependent.into_iter().map(|(_, node)| node));
}

fn additional(sources: &Sources, value: NodeId) -> Additional {
    match sources.kind(value) {
        Kind::Bool(allowed) => Additional::Allowed(allowed),
        _ if is_never(sources, value) => Additional::Allowed(false),
        _ => Additional::Schema(value),
    }
}

/// Whether other keys are kept (Kubernetes, "Extend the Kubernetes API with
/// `CustomResourceDefinitions`").
fn keeps_unknown(reader: &Reader<'_, '_>, node: NodeId) -> bool {
    ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"]
        .into_iter()
        .filter_map(|key| reader.sources.get(node, key))
        .any(|value| reader.sources.kind(value) == Kind::Bool(true))
}

/// `required: true` in a schema: only `true` promises what it does not keep, and at a property that
/// the object demands it keeps it.
fn required_as_mark(reader: &mut Reader<'_, '_>, node: NodeId) {
    let sources = reader.sources;
    let Some(mark) = sources.get(node, "required") else { return };
    if sources.kind(mark) != Kind::Bool(true) || is_demanded(sources, node) {
        return;
    }
    let found = |message: &str, consequence: &str, remedy: &str| {
        Diagnostic::new(Code::WrongKind, Place::Node(mark), message)
            .consequence(consequence)
            .remedy(remedy)
    };
    let means = "in a schema, `required` is a list of names of its properties";
    reader.report(if let Some(name) = position::property(sources, node) {
        found(
            "`required` is not a mark of a property, but a list of names in the object around it",
            "it is ignored, so the property may be left out",
            &format!("put `{}` into the object's list: `required: [ … ]`", shown(name)),
        )
    } else if position::is_of_parameter(sources, node) {
        let parameter = sources.parent(node);
        let required = parameter.and_then(|it| sources.get(it, "required"));
        match required.map(|required| sources.kind(required)) {
            Some(Kind::Bool(true)) => {
                found(means, "it is ignored", "remove it: the parameter says so itself")
            }
            _ => found(
                means,
                "it is ignored, so the parameter may be left out",
                "write `required: true` beside the `schema`, where `name` and `in` are",
            ),
        }
    } else {
        let remedy = match sources.get(node, "properties") {
            Some(_) => "remove it, or list the properties that are: `required: [ … ]`",
            None => "remove it: what refers to a schema says whether it may be left out",
        };
        found(means, "it is ignored", remedy)
    });
}

/// Whether a schema is a property that the list of its object names.
fn is_demanded(sources: &Sources, node: NodeId) -> bool {
    let Some(name) = position::property(sources, node) else { return false };
    let object = sources.parent(node).and_then(|properties| sources.parent(properties));
    let list = object.and_then(|object| sources.get(object, "required"));
    let names = list.filter(|list| sources.kind(*list) == Kind::Seq);
    names.is_some_and(|list| {
        sources.items(list).any(|item| sources.kind(item) == Kind::String(name))
    })
}

pub(super) fn read_array(reader: &mut Reader<'_, '_>, schema: &mut Schema<'_>) {
    let node = schema.node;
    schema.prefix_items = reader.items_at(node, "prefixItems");
    match reader.at(node, "items").map(|items| (items, reader.sources.kind(items))) {
        Some((items, Kind::Seq)) => read_listed_items(reader, items, schema),
        Some((items, _)) if !is_never(reader.sources, items) => {
            schema.items = Some(items);
        }
        _ => {}
    }
    if schema.items.is_none() {
        schema.more_items = more_items(reader, schema);
    }
}

/// What may stand behind the last place, where `items` is no schema of it.
fn more_items(reader: &Reader<'_, '_>, schema: &Schema<'_>) -> Option<Additional> {
    let keys: &[&str] = if schema.prefix_items.is_empty() {
        &["unevaluatedItems"]
    } else {
        &["items", "additionalItems", "unevaluatedItems"]
    };
    let sources = reader.sources;
    let mut values = keys.iter().filter_map(|key| sources.get(schema.node, key));
    let value = values.find(|value| sources.kind(*value) != Kind::Seq)?;
    match additional(sources, value) {
        // What says so is not one of those that leave it open without meaning it.
        Additional::Allowed(true) => Some(Additional::Schema(value)),
        said => Some(said),
    }
}

/// `items` as a list, as in JSON Schema before 2020-12; OpenAPI 3 never had it. One schema in
/// brackets is nearly always meant for all items.
fn read_listed_items(
    reader: &mut Reader<'_, '_>,
    list: NodeId,
    schema: &mut Schema<'_>,
) {
    let listed: Vec<NodeId> = reader.sources.items(list).collect();
    let (consequence, remedy) = match listed.len() {
        0 => ("anything is taken for an item", "write a schema"),
        1 => ("its schema is taken for every item", "remove the brackets, or the `-`"),
        _ => (
            "it is read as `prefixItems`: a schema for each place",
            "write `prefixItems`",
        ),
    };
    reader.report(
        Diagnostic::new(
            Code::WrongKind,
            Place::Node(list),
            "`items` is an array where a schema belongs",
        )
        .consequence(consequence)
        .remedy(remedy),
    );
    match listed.as_slice() {
        [only] => schema.items = Some(*only),
        _ => schema.prefix_items = listed,
    }
}

/// What became of Swagger 2.0, where there is no `mapping`, says it at the schemas.
pub(super) fn read_discriminator_value<'s>(
    reader: &Reader<'s, '_>,
    schema: NodeId,
) -> Option<&'s str> {
    ["x-ms-discriminator-value", "x-discriminator-value"].iter().find_map(|key| {
        match reader.sources.kind(reader.sources.get(schema, key)?) {
            Kind::String(value) => Some(value),
            _ => None,
        }
    })
}

pub(super) fn read_discriminator<'s>(
    reader: &mut Reader<'s, '_>,
    schema: NodeId,
) -> Option<Discriminator<'s>> {
    let node = reader.at(schema, "discriminator")?;
    if let Kind::String(property) = reader.sources.kind(node) {
        // The spelling of Swagger 2.0.
        return Some(Discriminator {
            node,
            property,
            mapping: Vec::new(),
            default: None,
        });
    }
    let node = reader.expect_map(node, "discriminator")?;
    reader.check_keys(
        node,
        "Discriminator Object",
        &["propertyName", "mapping", "defaultMapping"],
    );
    let property = reader
        .string_at(node, "propertyName")
        .or_else(|| reader.missing(node, "propertyName", "Discriminator Object"))?;
    let mut mapping = Vec::new();
    for (value, target) in reader.entries_at(node, "mapping") {
        match reader.sources.kind(target) {
            Kind::String(text) => mapping.push((value, target, text)),
            _ => {
                reader.wrong_kind::<()>(target, "mapping", "a string");
            }
        }
    }
    let default = reader.at(node, "defaultMapping").and_then(|target| {
        match reader.sources.kind(target) {
            Kind::String(text) => Some((target, text)),
            _ => reader.wrong_kind(target, "defaultMapping", "a string"),
        }
    });
    Some(Discriminator { node, property, mapping, default })
}
