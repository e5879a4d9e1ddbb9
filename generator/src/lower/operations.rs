//! Operations and webhooks.

mod api_keys;
mod bodies;
mod credentials;
mod encodings;
mod event_data;
mod last_page;
mod page_recipe;
mod pages;
mod parameter_content;
mod parameters;
mod part_files;
mod part_types;
mod path_expressions;
mod path_query;
mod paths;
mod responses;
pub(super) mod security;
mod servers;
mod shared;
mod streaming;
mod vendor_pages;
mod webhook_parts;
mod webhooks;
mod whole_bodies;

use super::only::Selection;
use super::settings::{operation_keys, unused};
use super::{Lowerer, docs};
use crate::config::OperationConfig;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, PathItem, nearest};
use crate::model::{Docs, Method, Operation, OperationId, SpecStr, is_token};
use std::collections::BTreeMap;

impl<'d, 's> Lowerer<'d, 's> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let document = self.document;
        let ids = self.unique_ids();
        let mut operations = Vec::new();
        let mut used = Vec::new();
        let selection = Selection::of(&self.scope.only);
        for item in &document.paths {
            for source in &item.operations {
                let id = OperationId::at(operations.len());
                let (key, configured) = self.configured(item, source);
                used.extend(key);
                if self.is_part() && !selection.takes(item, source) {
                    continue;
                }
                let operation = self.operation(id, item, source, &ids, &configured);
                operations.extend(operation);
            }
        }
        self.report_unused(&used);
        self.report_unused_selectors(selection);
        operations
    }

    /// The ids that only one operation has; the others are reported. One that the configuration
    /// names by method and path has no need of its id.
    fn unique_ids(&mut self) -> BTreeMap<&'s str, NodeId> {
        let mut first: BTreeMap<&'s str, NodeId> = BTreeMap::new();
        let mut duplicates = Vec::new();
        let document = self.document;
        for item in &document.paths {
            for source in &item.operations {
                let Some(id) = source.id.filter(|_| !self.is_named(item, source)) else {
                    continue;
                };
                if let Some(known) = first.get(id) {
                    duplicates.push((id, *known, source.node));
                } else {
                    first.insert(id, source.node);
                }
            }
        }
        let sources = document.sources;
        let named = |node| Place::Node(sources.get(node, "operationId").unwrap_or(node));
        for (id, known, node) in duplicates {
            first.remove(id);
            self.report(
                Diagnostic::new(
                    Code::DuplicateOperationId,
                    named(node),
                    "this operation has the `operationId` of another one",
                )
                .consequence("all of them are named after method and path")
                .related(named(known), "the other one")
                .remedy(
                    "give each operation an `operationId` of its own, or a `name` in the \
                     configuration: `operations: { 'GET /path': { name: … } }`",
                ),
            );
        }
        first
    }

    /// Whether the configuration has a name for an operation by its method and path.
    fn is_named(&self, item: &PathItem<'s>, source: &document::Operation<'s>) -> bool {
        let configured = self.config.operations.get(&source.request(item));
        configured.is_some_and(|it| it.name.is_some())
    }

    /// What the configuration says of an operation, under its id or its method and path.
    fn configured(
        &self,
        item: &PathItem<'s>,
        source: &document::Operation<'s>,
    ) -> (Option<String>, OperationConfig) {
        let by_path = source.request(item);
        for key in source.id.map(str::to_owned).into_iter().chain([by_path]) {
            if let Some(found) = self.config.operations.get(&key) {
                return (Some(key), found.clone());
            }
        }
        (None, OperationConfig::default())
    }

    /// What the configuration says of an operation that is lowered already.
    pub(super) fn operation_config(
        &self,
        operation: &Operation,
    ) -> Option<&'d OperationConfig> {
        Some(self.operation_setting(operation)?.1)
    }

    /// What the configuration says of an operation that is lowered already, with the key under
    /// which it stands.
    pub(super) fn operation_setting(
        &self,
        operation: &Operation,
    ) -> Option<(String, &'d OperationConfig)> {
        let config = self.config;
        let of = |key: String| config.operations.get(&key).map(|own| (key, own));
        let id = operation.id.as_ref().and_then(|id| of(id.untrusted().to_owned()));
        id.or_else(|| {
            let sources = &self.document.sources;
            let path = sources.key_of(sources.parent(operation.origin)?)?;
            of(operation.method.with_path(path))
        })
    }

    fn report_unused(&mut self, used: &[String]) {
        let unknown: Vec<&String> =
            self.config.operations.keys().filter(|key| !used.contains(key)).collect();
        if unknown.is_empty() {
            return;
        }
        let known = operation_keys(self.document);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for key in unknown {
            self.diagnostics.report(unused(
                self.config.places.at(&["operations", key]),
                format!("`operations` has `{key}`, which the document does not"),
                nearest(key, &known),
                "name an `operationId`, or a method and a path: `GET /pets`",
            ));
        }
    }

    fn operation(
        &mut self,
        index: OperationId,
        item: &PathItem<'s>,
        source: &document::Operation<'s>,
        ids: &BTreeMap<&'s str, NodeId>,
        configured: &OperationConfig,
    ) -> Option<Operation> {
        if !self.check_path_length(item.node, item.key) {
            return None;
        }
        let method = self.method(source)?;
        let id = source.id.filter(|id| ids.get(id) == Some(&source.node));
        let security = self.security_of(source);
        let mut params = self.parameters(index, item, source, &security);
        let (template, path) = self.path(item, source, &mut params);
        let (bodies, body_required, body_docs) = self.request_bodies(index, source);
        let own =
            if source.servers.is_empty() { &item.servers } else { &source.servers };
        let operation = Operation {
            origin: source.node,
            id: id.map(SpecStr::new),
            rename: configured.name.clone(),
            group: group(source, configured),
            docs: self.kept(source.node, operation_docs(item, source, configured)),
            template,
            path,
            params,
            bodies,
            body_required,
            body_docs,
            responses: self.responses(index, source),
            security,
            servers: self.servers(own),
            idempotent: configured.idempotent,
            pages: None,
            streaming: None,
            method,
        };
        self.report_second_failures(&operation);
        Some(operation)
    }

    /// The method, if it is a token (RFC 9110, section 5.6.2).
    pub(super) fn method(&mut self, source: &document::Operation<'s>) -> Option<Method> {
        Some(match source.method.as_str() {
            "GET" => Method::Get,
            "PUT" => Method::Put,
            "POST" => Method::Post,
            "DELETE" => Method::Delete,
            "OPTIONS" => Method::Options,
            "HEAD" => Method::Head,
            "PATCH" => Method::Patch,
            "TRACE" => Method::Trace,
            "QUERY" => Method::Query,
            other if is_token(other) => Method::Other(SpecStr::new(other)),
            _ => {
                self.report(
                    Diagnostic::new(
                        Code::OperationPartIgnored,
                        Place::Key(source.node),
                        "this cannot be an HTTP method",
                    )
                    .consequence("the operation is left out")
                    .remedy("use letters, digits and hyphens"),
                );
                return None;
            }
        })
    }
}

fn group(
    source: &document::Operation<'_>,
    configured: &OperationConfig,
) -> Vec<SpecStr> {
    match &configured.group {
        Some(group) => group.iter().map(|name| SpecStr::new(name)).collect(),
        // A blank tag names no group.
        None => {
            let tag = source.tags.iter().find(|tag| !tag.trim().is_empty());
            tag.map(|tag| SpecStr::new(tag)).into_iter().collect()
        }
    }
}

fn operation_docs(
    item: &PathItem<'_>,
    source: &document::Operation<'_>,
    configured: &OperationConfig,
) -> Docs {
    let description = source.description.or(item.description);
    let description = match (description, &configured.docs) {
        (Some(text), Some(more)) => Some(format!("{text}\n\n{more}")),
        (None, Some(more)) => Some(more.clone()),
        (text, None) => text.map(str::to_owned),
    };
    Docs {
        summary: docs::text(source.summary.or(item.summary)),
        description: docs::text(description.as_deref()),
        external: docs::external(source.external.as_ref()),
        deprecated: source.deprecated,
        ..Docs::default()
    }
}
