//! The public surface that comes from the document, a line per item: what `API.md` says and what
//! `diff` compares.

use super::docs;
use super::words::ty;
use crate::diagnostics::NodeId;
use crate::model::{Docs, Framing, Server, letters};
use crate::rust::{
    Body, Crate, DefaultValue, Field, FieldDefault, FurtherNames, Group, Ident,
    ModuleId, Operation, Outcome, Scheme, Struct, Ty, TypeItem, TypeKind, Union, Value,
};
use crate::surface::{
    BASE_URL, DEPRECATED, IDEMPOTENCY_KEY, Line, OR, READ, REQUEST_ID, SENT, STREAM,
    Section, Surface, one_type,
};

/// The public surface of a crate.
pub fn surface(plan: &Crate) -> Surface {
    let mut sections = vec![client(plan)];
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
        out.item(credential(scheme), scheme.origin);
    }
    let settings = if plan.has_operations() { settings(plan) } else { Vec::new() };
    let verifier = plan.webhooks.is_some().then(|| "`WebhookVerifier`".to_owned());
    let lines = settings.into_iter().chain(verifier);
    out.lines.extend(lines.map(|text| Line {
        part: false,
        text,
        wire: None,
        origin: None,
    }));
    out
}

/// What a client does by itself, as far as the document and the configuration say it: the
/// compiler notices no change of it, and programs do when they run.
fn settings(plan: &Crate) -> Vec<String> {
    let client = &plan.client;
    let mut lines = Vec::new();
    let document = client.servers.first().map(Server::url_with_defaults);
    let url = client.base_url.clone().or(document);
    // One that is relative is no base, and has to be set.
    let url = url.filter(|url| url.contains("://"));
    if let Some(url) = url.and_then(|url| docs::code(&url)) {
        lines.push(format!("{BASE_URL} is {url} unless it is set"));
    }
    let variables = client.schemes.iter().flat_map(|scheme| &scheme.variables);
    for variable in std::iter::once(&client.base_url_variable).chain(variables) {
        lines.push(format!("`{variable}`{READ}"));
    }
    for (name, value) in &client.headers {
        let value = if is_secret(name) { "…" } else { value };
        let header = docs::code(&format!("{name}: {value}"));
        lines.extend(header.map(|header| format!("{header}{SENT}")));
    }
    if let Some(header) = client.request_id_header.as_deref().and_then(docs::code) {
        lines.push(format!("{REQUEST_ID} reads {header}"));
    }
    if let Some(header) = client.idempotency_header.as_deref().and_then(docs::code) {
        lines.push(format!("{IDEMPOTENCY_KEY} is sent as {header}"));
    }
    lines
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
        self::operation(&mut out, operation);
    }
    type_items(&mut out, &group.items, names);
    out
}

/// A line about something that may be deprecated, which is said at its end.
fn marked(line: String, docs: &Docs) -> String {
    if docs.deprecated { line + DEPRECATED } else { line }
}

/// The method of an operation as its callers see it.
pub(crate) fn signature(item: &Operation) -> String {
    let required = item.params.iter().filter(|param| param.required);
    let mut arguments: Vec<String> = required
        .map(|param| format!("{}: {}", param.ident.as_str(), ty(&param.ty)))
        .collect();
    if let Some(body) = &item.body {
        let ty = body_type(body);
        let ty = if body.required { ty } else { format!("Option<{ty}>") };
        arguments.push(format!("{}: {ty}", body.ident.as_str()));
    }
    let (name, call) = (item.method_ident.as_str(), item.ident.as_str());
    format!("{name}({}) -> Call<{call}>", arguments.join(", "))
}

fn operation(out: &mut Section, item: &Operation) {
    let output = outcome(&item.output, "()");
    let signature = signature(item);
    let failure = match &item.failure {
        Outcome::None => String::new(),
        known => format!(", or `{}`", outcome(known, "()")),
    };
    let line = format!("`{signature}`: `{output}`{failure}");
    out.item(marked(line, &item.docs), item.origin);
    for param in item.params.iter().filter(|param| !param.required) {
        let setter = format!("`.{}({})`", param.ident.as_str(), ty(&param.ty));
        let wire = format!("{:?} {}", param.location, param.wire.untrusted());
        out.sent_part(marked(setter, &param.docs), wire, param.origin);
    }
    if let Some(Body { choice: Some(name), choices, .. }) = &item.body {
        for choice in choices {
            let (name, variant) = (name.as_str(), choice.variant.as_str());
            let from = if choice.from { ": `From`" } else { "" };
            let line = format!("`{name}::{variant}({})`{from}", lent(&choice.ty));
            out.part(line, item.origin);
        }
    }
    for header in &item.headers {
        let (name, ty) = (header.ident.as_str(), ty(&header.ty));
        let line = format!("`{}::{name}: Header<{ty}>`", item.ident.as_str());
        out.part(marked(line, &header.docs), item.origin);
    }
    if let Some(pages) = &item.pages {
        out.part(
            format!("`.pages()`, `.items()`: `{}`", ty(&pages.element)),
            item.origin,
        );
    }
    if let Some(stream) = &item.stream {
        out.part(stream_of(&ty(&stream.item), stream.framing), item.origin);
    }
    if let Some(any) = &item.any {
        let name = any.ident.as_str();
        out.part(format!("`.send_any()`: `{name}`"), item.origin);
        for variant in &any.variants {
            out.part(variant_of(name, &variant.ident, variant.ty.as_ref()), item.origin);
        }
    }
    for known in [&item.output, &item.failure] {
        if let Outcome::Several(name, variants) = known {
            for variant in variants {
                let line =
                    variant_of(name.as_str(), &variant.ident, variant.ty.as_ref());
                out.part(line, variant.origin);
            }
        }
    }
}

/// What `.stream()` gives.
fn stream_of(item: &str, framing: Framing) -> String {
    let framing = match framing {
        Framing::Events => "Events",
        Framing::WholeEvents { json: true } => "WholeEvents<true>",
        Framing::WholeEvents { json: false } => "WholeEvents<false>",
        Framing::Lines => "Lines",
        Framing::Sequence => "Sequence",
    };
    format!("{STREAM}{item}, {framing}>`")
}

/// A variant for an answer; one without a body holds nothing.
fn variant_of(name: &str, ident: &Ident, content: Option<&Ty>) -> String {
    let content = content.map(|content| format!("({})", ty(content)));
    format!("`{name}::{}{}`", ident.as_str(), content.unwrap_or_default())
}

/// What is taken as a body: one of several is also taken by what it holds.
fn body_type(body: &Body) -> String {
    match (&body.choice, body.choices.first()) {
        (Some(name), _) => {
            let alone = body.choices.iter().filter(|choice| choice.from);
            let mut taken: Vec<String> = alone.map(|choice| lent(&choice.ty)).collect();
            taken.push(name.as_str().to_owned());
            taken.join(OR)
        }
        (None, Some(choice)) => lent(&choice.ty),
        (None, None) => "()".to_owned(),
    }
}

/// A body as it is given: borrowed, unless it is bytes.
fn lent(ty: &Ty) -> String {
    match ty {
        Ty::Bytes => self::ty(ty),
        Ty::String => "&str".to_owned(),
        ty => format!("&{}", self::ty(ty)),
    }
}

/// The type that stands for an outcome.
pub(crate) fn outcome(outcome: &Outcome, none: &str) -> String {
    match outcome {
        Outcome::None => none.to_owned(),
        Outcome::One(one) => ty(one),
        Outcome::Several(name, _) => name.as_str().to_owned(),
    }
}

fn type_items(out: &mut Section, items: &[TypeItem], names: &Names<'_>) {
    for item in items {
        type_item(out, item);
        names.say(out, &item.ident, item.origin);
    }
}

fn type_item(out: &mut Section, item: &TypeItem) {
    let (name, origin, docs) = (item.ident.as_str(), item.origin, &item.docs);
    let traits = [if item.hash { "`Eq`, `Hash`" } else { "" }, validate(item)];
    match &item.kind {
        TypeKind::Struct(structure) => struct_item(out, item, structure),
        TypeKind::Values(values) => {
            out.item(marked(format!("`enum {name}`"), docs), origin);
            self::values(out, values, origin);
        }
        TypeKind::Constants(values) => {
            out.item(marked(format!("`struct {name}` with constants"), docs), origin);
            self::values(out, values, origin);
        }
        TypeKind::Numbers(numbers) => {
            out.item(marked(format!("`enum {name}`"), docs), origin);
            for number in numbers {
                let (word, value) = (number.ident.as_str(), number.value);
                let text = format!("`{word}` `{value}`");
                out.sent_part(text, value.to_string(), origin);
            }
        }
        TypeKind::Union(union) => {
            let head = with_traits(&format!("`enum {name}`"), &traits);
            out.item(marked(head, docs), origin);
            variants(out, union, origin);
        }
        TypeKind::Alias(inner) => {
            let head = format!("`type {name} = {}`", ty(inner));
            out.item(marked(head, docs), origin);
        }
        TypeKind::Newtype(inner) => {
            let head = format!("`struct {name}({})`", ty(inner));
            out.item(marked(with_traits(&head, &traits), docs), origin);
        }
    }
}

/// How a type is asked whether it keeps to limits, if it is.
fn validate(item: &TypeItem) -> &'static str {
    if item.limits.is_some() { "`validate()`" } else { "" }
}

/// What a type has in addition to `Clone`, `Debug`, `PartialEq` and serde's traits.
fn with_traits(head: &str, traits: &[&str]) -> String {
    let traits: Vec<&str> =
        traits.iter().copied().filter(|text| !text.is_empty()).collect();
    if traits.is_empty() {
        head.to_owned()
    } else {
        format!("{head}: {}", traits.join(", "))
    }
}

fn struct_item(out: &mut Section, item: &TypeItem, structure: &Struct) {
    let name = item.ident.as_str();
    let traits = [
        if structure.default { "`Default`" } else { "" },
        if item.hash { "`Eq`, `Hash`" } else { "" },
        if structure.setters { "setters" } else { "" },
        validate(item),
    ];
    let head = with_traits(&format!("`struct {name}`"), &traits);
    out.item(marked(head, &item.docs), item.origin);
    if structure.constructor {
        let required = structure.fields.iter().filter(|field| field.required);
        let arguments: Vec<String> = required
            .map(|field| format!("{}: {}", field.ident.as_str(), ty(field.argument())))
            .collect();
        out.part(format!("`new({})`", arguments.join(", ")), item.origin);
    }
    for field in &structure.fields {
        let wire = field.wire.untrusted().to_owned();
        out.sent_part(self::field(field), wire, field.origin);
    }
    for field in &structure.fields {
        if let Some(default) = &field.default {
            out.part(self::default(default), field.origin);
        }
    }
    if let Some((word, value)) = &structure.extra {
        out.part(
            format!("`{}: BTreeMap<String, {}>`", word.as_str(), ty(value)),
            item.origin,
        );
    }
}

fn values(out: &mut Section, values: &[Value], origin: NodeId) {
    for value in values {
        let wire = value.wire.untrusted();
        let shown = docs::code(wire).unwrap_or_default();
        let text = format!("`{}` {shown}", value.ident.as_str());
        out.sent_part(text, wire.to_owned(), origin);
    }
}

fn variants(out: &mut Section, union: &Union, origin: NodeId) {
    for variant in &union.variants {
        let from = if variant.from { ", `From`" } else { "" };
        let (word, ty) = (variant.ident.as_str(), ty(&variant.ty));
        out.part(format!("`{word}({ty})`{from}"), origin);
    }
}

/// The constant; its value is not part of the surface.
fn default(default: &FieldDefault) -> String {
    let ty = match &default.value {
        DefaultValue::Scalar(_, Ty::String) => "&str".to_owned(),
        DefaultValue::Scalar(_, ty) | DefaultValue::Variant(ty, _) => self::ty(ty),
    };
    format!("`{}: {ty}`", default.ident.as_str())
}

fn field(field: &Field) -> String {
    if field.constant.is_some() {
        let wire = docs::code(field.wire.untrusted()).unwrap_or_default();
        format!("constant {wire}")
    } else {
        let (name, wire) = (field.ident.as_str(), field.wire.untrusted());
        let mut line = format!("`{name}: {}`", ty(&field.ty));
        if let Some(wire) = docs::code(wire).filter(|_| !tells(name, wire)) {
            line = format!("{line} {wire}");
        }
        marked(line, &field.docs)
    }
}

/// Whether the name of a field tells what it is called where it is sent: `first_name` does for
/// `firstName`, and `id` does not for `@id`.
fn tells(name: &str, wire: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    wire.chars().all(is_plain) && letters(name) == letters(wire)
}
