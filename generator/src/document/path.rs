//! Path items and operations.

use super::body::{RequestBody, Response, read_request_body, read_responses};
use super::info::{ExternalDocs, Server, read_external, read_servers};
use super::parameter::{Parameter, read_parameters};
use super::reader::Reader;
use super::reference;
use super::security::{SecurityRequirement, read_requirements};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::source::Kind;
use std::collections::BTreeMap;

/// The Path Item Object; also an entry of `webhooks`.
#[derive(Clone, Debug)]
pub struct PathItem<'s> {
    /// The object.
    pub node: NodeId,
    /// Its key: the path template, or the webhook's name.
    pub key: &'s str,
    /// `summary`.
    pub summary: Option<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `servers`.
    pub servers: Vec<Server<'s>>,
    /// `parameters` of all its operations.
    pub parameters: Vec<Parameter<'s>>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation<'s>>,
}

/// The Operation Object.
#[derive(Clone, Debug)]
pub struct Operation<'s> {
    /// The object.
    pub node: NodeId,
    /// The method, in capitals.
    pub method: String,
    /// `operationId`.
    pub id: Option<&'s str>,
    /// `tags`.
    pub tags: Vec<&'s str>,
    /// `summary`.
    pub summary: Option<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs<'s>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `parameters`.
    pub parameters: Vec<Parameter<'s>>,
    /// `requestBody`.
    pub request_body: Option<RequestBody<'s>>,
    /// `responses`.
    pub responses: Vec<Response<'s>>,
    /// `security`; `None` means the document's.
    pub security: Option<Vec<SecurityRequirement<'s>>>,
    /// `servers`.
    pub servers: Vec<Server<'s>>,
    /// `callbacks`: name and path items.
    pub callbacks: Vec<PathItem<'s>>,
}

impl Operation<'_> {
    /// `GET /pets/{id}`: the name by which a configuration knows it, without an `operationId`.
    pub fn request(&self, item: &PathItem<'_>) -> String {
        format!("{} {}", self.method, item.key)
    }
}

const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

const PATH_ITEM_KEYS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "servers",
    "parameters",
];

const OPERATION_KEYS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

pub(super) fn read_paths<'s>(
    reader: &mut Reader<'s, '_>,
    root: NodeId,
) -> Vec<PathItem<'s>> {
    let mut paths = Vec::new();
    for (key, node) in reader.entries_at(root, "paths") {
        if !key.starts_with("x-") {
            paths.extend(read_path_item(reader, key, node, true));
        }
    }
    paths
}

pub(super) fn read_webhooks<'s>(
    reader: &mut Reader<'s, '_>,
    root: NodeId,
) -> Vec<PathItem<'s>> {
    let mut webhooks = Vec::new();
    for section in ["webhooks", "x-webhooks"] {
        for (key, node) in reader.entries_at(root, section) {
            // The names are free, so that one with the prefix of extensions may be a webhook.
            let is_extension =
                key.starts_with("x-") && reader.sources.kind(node) != Kind::Map;
            if !is_extension {
                webhooks.extend(read_path_item(reader, key, node, false));
            }
        }
    }
    webhooks
}

/// Reads a path item. One that is a reference is its target, with the keys beside the
/// reference on top.
fn read_path_item<'s>(
    reader: &mut Reader<'s, '_>,
    key: &'s str,
    node: NodeId,
    with_callbacks: bool,
) -> Option<PathItem<'s>> {
    let own = reader.expect_map(node, "path item")?;
    let target = reader.follow(own, reference::PATH_ITEM)?;
    let target = reader.expect_map(target, "path item")?;
    let mut item = read_plain_item(reader, key, target, with_callbacks);
    if own != target {
        let beside = read_plain_item(reader, key, own, with_callbacks);
        item.summary = beside.summary.or(item.summary);
        item.description = beside.description.or(item.description);
        let own: BTreeMap<&str, NodeId> =
            beside.operations.iter().map(|it| (it.method.as_str(), it.node)).collect();
        item.operations.retain(|other| {
            let own = own.get(other.method.as_str());
            if let Some(node) = own {
                reader.report(described_twice(*node, other));
            }
            own.is_none()
        });
        item.operations.extend(beside.operations);
        item.parameters.extend(beside.parameters);
        if !beside.servers.is_empty() {
            item.servers = beside.servers;
        }
    }
    Some(item)
}

/// What both describe is undefined (OpenAPI 3.1, Path Item Object, `$ref`).
fn described_twice(own: NodeId, other: &Operation<'_>) -> Diagnostic {
    let message = format!(
        "the path item that is referred to has an operation `{}` as well",
        other.method
    );
    Diagnostic::new(Code::OperationPartIgnored, Place::Key(own), message)
        .related(Place::Key(other.node), "this one is not taken")
        .consequence("the one beside the reference is taken")
        .remedy("remove one of them")
}

fn read_plain_item<'s>(
    reader: &mut Reader<'s, '_>,
    key: &'s str,
    node: NodeId,
    with_callbacks: bool,
) -> PathItem<'s> {
    reader.check_keys(node, "Path Item Object", PATH_ITEM_KEYS);
    let mut operations = Vec::new();
    for (method, operation) in reader.sources.entries(node) {
        if METHODS.contains(&method) {
            let method = method.to_uppercase();
            operations.extend(read_operation(reader, method, operation, with_callbacks));
        } else if method == "additionalOperations" {
            for (method, operation) in reader.entries_at(node, "additionalOperations") {
                let method = method.to_owned();
                operations.extend(read_operation(
                    reader,
                    method,
                    operation,
                    with_callbacks,
                ));
            }
        }
    }
    PathItem {
        node,
        key,
        summary: reader.string_at(node, "summary"),
        description: reader.string_at(node, "description"),
        servers: read_servers(reader, node),
        parameters: read_parameters(reader, node),
        operations,
    }
}

fn read_operation<'s>(
    reader: &mut Reader<'s, '_>,
    method: String,
    node: NodeId,
    with_callbacks: bool,
) -> Option<Operation<'s>> {
    // Not in the specification, but at least one large public document does it.
    let node = reader.follow(node, reference::OPERATION)?;
    let node = reader.expect_map(node, "operation")?;
    reader.check_keys(node, "Operation Object", OPERATION_KEYS);
    Some(Operation {
        node,
        method,
        id: reader.string_at(node, "operationId"),
        tags: reader.strings_at(node, "tags"),
        summary: reader.string_at(node, "summary"),
        description: reader.string_at(node, "description"),
        external: read_external(reader, node),
        deprecated: reader.bool_at(node, "deprecated").unwrap_or(false),
        parameters: read_parameters(reader, node),
        request_body: read_request_body(reader, node),
        responses: read_responses(reader, node),
        security: read_requirements(reader, node),
        servers: read_servers(reader, node),
        callbacks: if with_callbacks {
            read_callbacks(reader, node)
        } else {
            Vec::new()
        },
    })
}

/// The path items of all callbacks; their own callbacks are not read.
fn read_callbacks<'s>(
    reader: &mut Reader<'s, '_>,
    operation: NodeId,
) -> Vec<PathItem<'s>> {
    let mut items = Vec::new();
    for (name, node) in reader.entries_at(operation, "callbacks") {
        let Some(node) = reader.follow(node, reference::CALLBACK) else { continue };
        let Some(node) = reader.expect_map(node, "callback") else { continue };
        for (expression, item) in reader.sources.entries(node) {
            if !expression.starts_with("x-") {
                items.extend(read_path_item(reader, name, item, false));
            }
        }
    }
    items
}
