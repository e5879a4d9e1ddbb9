//! Facts of operations: parameters, bodies, answers, security.

use super::{Class, Collector, breaking, invisible};
use crate::model::{Docs, Location, Operation, Param, Response, Webhook};

/// `POST /pets/{id}`.
pub(super) fn name(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_sent(), operation.template.untrusted())
}

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

/// Summary and description, and whether it is deprecated.
pub(super) fn texts(docs: &Docs) -> String {
    let texts = [&docs.summary, &docs.description];
    let texts: Vec<&str> =
        texts.into_iter().flatten().map(crate::model::SpecStr::untrusted).collect();
    let deprecated = if docs.deprecated { "\ndeprecated" } else { "" };
    format!("{}{deprecated}\n", texts.join("\n"))
}

/// From optional to required, or back, as a client that sends it sees it.
fn demanded(_: &str, new: &str) -> Class {
    if new == "required" { Class::Breaking } else { Class::Additive }
}

fn required(required: bool) -> String {
    if required { "required" } else { "optional" }.to_owned()
}

/// An alternative that is gone breaks those who use it.
fn alternatives(old: &str, new: &str) -> Class {
    let kept = old.split(" or ").all(|known| new.split(" or ").any(|one| one == known));
    if kept { Class::Additive } else { Class::Breaking }
}

impl Collector<'_> {
    /// What the provider sends.
    pub(super) fn webhook(&mut self, webhook: &Webhook) {
        use Class::{Additive, Breaking, Invisible};
        let name = format!("webhook {}", webhook.name.untrusted());
        let (name, origin) = (name.as_str(), webhook.origin);
        self.thing(&[name], origin, Additive, Breaking);
        let none = [Invisible, Invisible];
        let docs = texts(&webhook.docs);
        self.add(&[name, "description"], docs, origin, none, invisible);
        for payload in &webhook.bodies {
            let words = self.words(&payload.ty);
            let media = format!("body {}", payload.media.untrusted());
            self.add(&[name, &media], words, origin, [Additive, Breaking], breaking);
        }
    }

    pub(super) fn operation(&mut self, operation: &Operation) {
        use Class::{Additive, Breaking, Invisible};
        let name = name(operation);
        let origin = operation.origin;
        self.thing(&[&name], origin, Additive, Breaking);
        let none = [Invisible, Invisible];
        if let Some(id) = &operation.id {
            let id = format!("`{}`", id.untrusted());
            self.add(&[&name, "operationId"], id, origin, none, invisible);
        }
        let docs = texts(&operation.docs);
        self.add(&[&name, "description"], docs, origin, none, invisible);
        for param in &operation.params {
            self.param(&name, param);
        }
        self.body(&name, operation);
        for response in &operation.responses {
            self.response(&name, response);
        }
        let security = self.security(operation);
        self.add(&[&name, "security"], security, origin, none, alternatives);
    }

    fn param(&mut self, operation: &str, param: &Param) {
        let place = location_words(param.location);
        let name = format!("{place} {}", param.wire.untrusted());
        let added = if param.required { Class::Breaking } else { Class::Additive };
        let path = [operation, name.as_str()];
        self.thing(&path, param.origin, added, Class::Breaking);
        let none = [Class::Invisible, Class::Invisible];
        let [operation, name] = path;
        let mut fact = |what: &str, value: String, rule: super::super::facts::Rule| {
            self.add(&[operation, name, what], value, param.origin, none, rule);
        };
        fact("presence", required(param.required), demanded);
        fact("style", format!("{:?}, explode {}", param.style, param.explode), breaking);
        fact("description", texts(&param.docs), invisible);
        let ty = self.words(&param.ty);
        self.add(&[operation, name, "type"], ty, param.origin, none, breaking);
    }

    fn body(&mut self, operation: &str, source: &Operation) {
        if source.bodies.is_empty() {
            return;
        }
        let added = if source.body_required { Class::Breaking } else { Class::Additive };
        let path = [operation, "body"];
        self.thing(&path, source.origin, added, Class::Breaking);
        let none = [Class::Invisible, Class::Invisible];
        let presence = required(source.body_required);
        let path = [operation, "body", "presence"];
        self.add(&path, presence, source.origin, none, demanded);
        for payload in &source.bodies {
            let both = [Class::Additive, Class::Breaking];
            let ty = self.words(&payload.ty);
            let path = [operation, "body", payload.media.untrusted()];
            self.add(&path, ty, source.origin, both, breaking);
            self.xml_root(&path, payload, source.origin);
        }
    }

    fn response(&mut self, operation: &str, response: &Response) {
        let success = response.status.is_success();
        let removed = if success { Class::Breaking } else { Class::Invisible };
        let name = format!("answer {}", response.status.as_documented());
        let path = [operation, name.as_str()];
        self.thing(&path, response.origin, Class::Additive, removed);
        let none = [Class::Invisible, Class::Invisible];
        let docs = texts(&response.docs);
        let path = [operation, &name, "description"];
        self.add(&path, docs, response.origin, none, invisible);
        for header in &response.headers {
            let both = [Class::Additive, Class::Breaking];
            let header_name = format!("header {}", header.wire.untrusted());
            let ty = self.words(&header.ty);
            let path = [operation, &name, &header_name];
            self.add(&path, ty, response.origin, both, breaking);
        }
        for payload in &response.payloads {
            let both = [Class::Additive, Class::Breaking];
            let ty = self.words(&payload.ty);
            let path = [operation, &name, payload.media.untrusted()];
            self.add(&path, ty, response.origin, both, breaking);
            self.xml_root(&path, payload, response.origin);
        }
    }

    fn security(&self, operation: &Operation) -> String {
        let alternative = |all: &Vec<crate::model::Requirement>| {
            let names: Vec<&str> = all
                .iter()
                .map(|one| self.api.schemes[one.scheme].name.untrusted())
                .collect();
            if names.is_empty() { "anonymous".to_owned() } else { names.join(" and ") }
        };
        if operation.security.is_empty() {
            return "anonymous".to_owned();
        }
        let mut all: Vec<String> = operation.security.iter().map(alternative).collect();
        all.sort();
        all.join(" or ")
    }
}
