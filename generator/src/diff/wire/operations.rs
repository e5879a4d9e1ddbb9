//! Facts of operations: parameters, bodies, answers, security.

use super::value_kinds::Way;
use super::words::answer;
use super::{ALWAYS, BOTH, Class, Collector, breaking, first_server, invisible};
use crate::model::{
    Header, Location, Operation, OperationId, Param, Payload, Requirement, Response,
    Server, Style, Webhook,
};
use std::collections::BTreeSet;

/// What parameters of a place are called.
pub(super) fn location_words(location: Location) -> &'static str {
    match location {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    }
}

/// From optional to required, or back, as a client that sends it sees it.
fn demanded(_: &str, new: &str) -> Class {
    if new == "required" { Class::Breaking } else { Class::Additive }
}

/// From optional to required, or back, as a client that gets it sees it.
fn promised(_: &str, new: &str) -> Class {
    if new == "required" { Class::Additive } else { Class::Breaking }
}

fn required(required: bool) -> String {
    if required { "required" } else { "optional" }.to_owned()
}

/// What an operation asks for that asks for nothing; names of schemes have no spaces.
const ANONYMOUS: &str = "no credentials";

/// Who could call it and no longer can. What is sent beyond what an alternative asks for does
/// no harm.
fn alternatives(old: &str, new: &str) -> Class {
    let parts = |one: &'_ str| -> BTreeSet<String> {
        let parts = one.split(" and ").filter(|part| *part != ANONYMOUS);
        parts.map(str::to_owned).collect()
    };
    let is_met = |part: &String, known: &BTreeSet<String>| {
        let scoped = format!("{part} (");
        known.contains(part) || known.iter().any(|it| it.starts_with(&scoped))
    };
    let is_served = |known: &str| {
        let known = parts(known);
        new.split(" or ").any(|one| parts(one).iter().all(|part| is_met(part, &known)))
    };
    if old.split(" or ").all(is_served) { Class::Additive } else { Class::Breaking }
}

impl Collector<'_> {
    /// What the provider sends.
    pub(super) fn webhook(&mut self, webhook: &Webhook) {
        let name = format!("webhook {}", webhook.name.untrusted());
        let origin = webhook.origin;
        self.thing(&[&name], origin, Class::Additive, Class::Breaking);
        self.texts(&[&name], &webhook.docs, origin);
        for payload in &webhook.bodies {
            let media = format!("body {}", payload.media.untrusted());
            let origin = payload.schema.unwrap_or(origin);
            self.uses(&[&name, &media], &payload.ty, origin, BOTH, Way::RECEIVED);
        }
    }

    pub(super) fn operation(&mut self, id: OperationId) {
        let operation = &self.api[id];
        let name = self.names.operation(self.api, id);
        let origin = operation.origin;
        self.thing(&[&name], origin, Class::Additive, Class::Breaking);
        self.add(&[&name, "name"], operation.request(), origin, ALWAYS, invisible);
        if let Some(id) = &operation.id {
            let id = format!("`{}`", id.untrusted());
            let both = [Some(Class::Invisible); 2];
            self.add(&[&name, "operationId"], id, origin, both, invisible);
        }
        self.texts(&[&name], &operation.docs, origin);
        for param in &operation.params {
            self.param(id, &name, param);
        }
        self.body(&name, operation);
        for response in &operation.responses {
            self.response(id, &name, response);
        }
        self.pages(&name, operation);
        let security = self.security(operation);
        self.add(&[&name, "security"], security, origin, ALWAYS, alternatives);
        let server = operation.servers.first();
        let url = server
            .map_or_else(|| "that of the API".to_owned(), Server::url_with_defaults);
        let place = server.and_then(|it| it.origin).unwrap_or(origin);
        self.add(&[&name, "server"], url, place, ALWAYS, first_server);
    }

    fn param(&mut self, id: OperationId, operation: &str, param: &Param) {
        let place = location_words(param.location);
        let own = param.wire.untrusted();
        let name = match param.location {
            Location::Path => self.names.in_path(self.api, id, own),
            _ => own,
        };
        let name = format!("{place} {name}");
        let added = if param.required { Class::Breaking } else { Class::Additive };
        let path = [operation, name.as_str()];
        self.thing(&path, param.origin, added, Class::Breaking);
        let [operation, name] = path;
        let mut fact = |what: &str, value: String, rule: fn(&str, &str) -> Class| {
            self.add(&[operation, name, what], value, param.origin, ALWAYS, rule);
        };
        fact("name", own.to_owned(), invisible);
        fact("presence", required(param.required), demanded);
        fact("style", style(param), breaking);
        self.texts(&path, &param.docs, param.origin);
        if let Some(default) = &param.default {
            self.default(&path, default, param.origin, Way::SENT);
        }
        let path = [operation, name, "type"];
        let constant = param.constant.as_ref();
        self.uses_constant(&path, &param.ty, constant, param.origin, Way::SENT);
    }

    fn body(&mut self, operation: &str, source: &Operation) {
        if source.bodies.is_empty() {
            return;
        }
        let added = if source.body_required { Class::Breaking } else { Class::Additive };
        let path = [operation, "body"];
        self.thing(&path, source.origin, added, Class::Breaking);
        let presence = required(source.body_required);
        let path = [operation, "body", "presence"];
        self.add(&path, presence, source.origin, ALWAYS, demanded);
        for payload in &source.bodies {
            self.payload(&[operation, "body"], payload, source, Way::SENT);
        }
    }

    fn payload(
        &mut self,
        owner: &[&str],
        payload: &Payload,
        operation: &Operation,
        way: Way,
    ) {
        let origin = payload.schema.unwrap_or(operation.origin);
        let path = [owner, &[payload.media.untrusted()]].concat();
        self.uses(&path, &payload.ty, origin, BOTH, way);
        self.xml_root(&path, payload, origin);
        self.encodings(&path, payload, origin);
    }

    fn response(&mut self, id: OperationId, operation: &str, response: &Response) {
        let source = &self.api[id];
        let success = source.succeeds(response.status);
        let removed = if success { Class::Breaking } else { Class::Invisible };
        let name = answer(self.names.status(id, response.status));
        let path = [operation, name.as_str()];
        self.thing(&path, response.origin, Class::Additive, removed);
        let own = response.status.as_documented();
        let path_of_status = [operation, name.as_str(), "status"];
        self.add(&path_of_status, own, response.origin, ALWAYS, invisible);
        self.texts(&path, &response.docs, response.origin);
        for header in &response.headers {
            self.header(&path, header, response);
        }
        for payload in &response.payloads {
            self.payload(&path, payload, source, Way::RECEIVED);
        }
    }

    fn header(&mut self, owner: &[&str], header: &Header, response: &Response) {
        let name = format!("header {}", header.wire.untrusted());
        let path = [owner, &[name.as_str()]].concat();
        self.uses(&path, &header.ty, response.origin, BOTH, Way::RECEIVED);
        let presence = [&path[..], &["presence"]].concat();
        let value = required(header.required);
        self.add(&presence, value, response.origin, ALWAYS, promised);
    }

    fn security(&self, operation: &Operation) -> String {
        let one = |requirement: &Requirement| -> Vec<String> {
            let name = self.names.scheme(requirement.scheme);
            let scopes = requirement.scopes.iter();
            let scoped = scopes.map(|scope| format!("{name} ({})", scope.untrusted()));
            let scoped: Vec<String> = scoped.collect();
            if scoped.is_empty() { vec![name.to_owned()] } else { scoped }
        };
        let alternative = |all: &Vec<Requirement>| {
            let mut names: Vec<String> = all.iter().flat_map(one).collect();
            names.sort();
            if names.is_empty() { ANONYMOUS.to_owned() } else { names.join(" and ") }
        };
        let mut all: Vec<String> = operation.security.iter().map(alternative).collect();
        if all.is_empty() {
            return ANONYMOUS.to_owned();
        }
        all.sort();
        all.dedup();
        all.join(" or ")
    }
}

/// How a parameter is written.
fn style(param: &Param) -> String {
    if let Some(media) = &param.content {
        return format!("written as {}", media.untrusted());
    }
    style_words(param.style, param.explode, param.allow_reserved)
}

/// How a value is written like one of a query.
pub(super) fn style_words(style: Style, explode: bool, allow_reserved: bool) -> String {
    let style = format!("{style:?}");
    let style = style[..1].to_lowercase() + &style[1..];
    let explode = if explode { "" } else { " not" };
    let reserved = if allow_reserved { ", reserved characters as they are" } else { "" };
    format!("{style},{explode} exploded{reserved}")
}
