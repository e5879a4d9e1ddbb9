//! The public surface that comes from the document, a line per item: what `API.md` says and what
//! `diff` compares.

mod operations;
mod types;

use super::docs;
use crate::diagnostics::NodeId;
use crate::model::{Docs, Server};
use crate::rust::{Crate, FurtherNames, Group, GroupFeature, Ident, ModuleId, Scheme};
use crate::surface::{
    BASE_URL, DEPRECATED, FEATURE, FULL, IDEMPOTENCY_KEY, Line, MANIFEST, PACKAGE, READ,
    REQUEST_ID, SENT, Section, Surface, one_type,
};
pub(crate) use operations::{outcome, signature};
use types::type_items;

/// The public surface of a crate.
pub fn surface(plan: &Crate) -> Surface {
    let mut sections = vec![manifest(plan), client(plan)];
    for (at, it) in plan.groups.iter().enumerate().filter(|(_, it)| has_content(it)) {
        sections.push(group(it, &Names::of(plan, ModuleId::Group(at))));
    }
    let mut types = Section::new("`types`");
    for (at, module) in plan.types.iter().enumerate() {
        type_items(&mut types, &module.items, &Names::of(plan, ModuleId::Types(at)));
    }
    sections.push(types);
    if let Some(webhooks) = &plan.webhooks {
        let mut section = Section::new("`webhooks`");
        let names = Names::of(plan, ModuleId::Webhooks);
        type_items(&mut section, &webhooks.items, &names);
        sections.push(section);
    }
    sections.retain(|section| !section.lines.is_empty());
    Surface { sections }
}

/// What a manifest says that uses the crate.
fn manifest(plan: &Crate) -> Section {
    let mut out = Section::new(MANIFEST);
    out.lines.push(setting(format!("{PACKAGE} is `{}`", plan.package.name)));
    if let Some(features) = &plan.features {
        out.lines.push(setting(format!("{FULL}{FEATURE}")));
        let groups = features.groups.iter();
        let feature = |group: &GroupFeature| format!("`{}`{FEATURE}", group.name);
        out.lines.extend(groups.map(|group| setting(feature(group))));
    }
    out
}

/// The names of a file.
struct Names<'a> {
    further: &'a FurtherNames,
    file: ModuleId,
}

impl<'a> Names<'a> {
    fn of(plan: &'a Crate, file: ModuleId) -> Self {
        Self { further: &plan.further_names, file }
    }

    /// Says so where a name is a further name of a type.
    fn say(&self, out: &mut Section, name: &Ident, origin: NodeId) {
        if let Some(definition) = self.further.definition(self.file, name) {
            let (name, definition) = (name.as_str(), definition.as_str());
            out.part(one_type(name, definition), origin);
        }
    }
}

fn has_content(group: &Group) -> bool {
    !group.operations.is_empty() || !group.items.is_empty()
}

fn client(plan: &Crate) -> Section {
    let mut out = Section::new("Client");
    let schemes = plan.client.schemes.iter();
    for scheme in schemes.filter(|scheme| !scheme.credentials.is_empty()) {
        out.sent_item(credential(scheme), sent(scheme.wire.untrusted()), scheme.origin);
    }
    if plan.has_operations() {
        settings(plan, &mut out);
    }
    if plan.webhooks.is_some() {
        out.lines.push(setting("`WebhookVerifier`".to_owned()));
    }
    out
}

/// A line that comes from no single place of the document.
fn setting(text: String) -> Line {
    Line { part: false, text, wire: None, origin: None }
}

/// A name as the page says that it is sent.
fn sent(wire: &str) -> Option<String> {
    docs::code(wire).map(|code| code.trim_matches('`').to_owned())
}

/// What a client does by itself, as far as the document and the configuration say it: the
/// compiler notices no change of it, and programs do when they run.
fn settings(plan: &Crate, out: &mut Section) {
    let client = &plan.client;
    let document = client.servers.first().map(Server::url_with_defaults);
    let url = client.base_url.clone().or(document);
    // One that is relative is no base, and has to be set.
    let url = url.filter(|url| url.contains("://"));
    if let Some(url) = url.and_then(|url| docs::code(&url)) {
        out.lines.push(setting(format!("{BASE_URL} is {url} unless it is set")));
    }
    out.lines.push(setting(format!("`{}`{READ}", client.base_url_variable)));
    for scheme in &client.schemes {
        for variable in &scheme.variables {
            let wire = sent(scheme.wire.untrusted());
            out.sent_item(format!("`{variable}`{READ}"), wire, scheme.origin);
        }
    }
    for (name, value) in &client.headers {
        let value = if is_secret(name) { "…" } else { value };
        let header = docs::code(&format!("{name}: {value}"));
        out.lines.extend(header.map(|header| setting(format!("{header}{SENT}"))));
    }
    if let Some(header) = client.request_id_header.as_deref().and_then(docs::code) {
        out.lines.push(setting(format!("{REQUEST_ID} reads {header}")));
    }
    if let Some(header) = client.idempotency_header.as_deref().and_then(docs::code) {
        out.lines.push(setting(format!("{IDEMPOTENCY_KEY} is sent as {header}")));
    }
}

/// Whether a header sounds as if its value were for nobody else to see.
fn is_secret(header: &str) -> bool {
    const WORDS: &[&str] =
        &["auth", "cookie", "credential", "key", "password", "secret", "token"];
    WORDS.iter().any(|word| header.to_ascii_lowercase().contains(word))
}

fn credential(scheme: &Scheme) -> String {
    let names: Vec<&str> = scheme.credentials.iter().map(Ident::as_str).collect();
    format!("`ClientBuilder::{}({})`", scheme.method.as_str(), names.join(", "))
}

fn group(group: &Group, names: &Names<'_>) -> Section {
    let mut out = Section::new(&format!("`client{}`", group.calls()));
    for operation in &group.operations {
        operations::operation(&mut out, operation);
    }
    type_items(&mut out, &group.items, names);
    out
}

/// A line about something that may be deprecated, which is said at its end.
fn marked(line: String, docs: &Docs) -> String {
    if docs.deprecated { line + DEPRECATED } else { line }
}
