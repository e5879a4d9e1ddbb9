//! Operations: their methods, what can be set, and what comes back.

use super::{marked, sent};
use crate::emit::words::ty;
use crate::model::{Framing, Location};
use crate::rust::{Body, Ident, Operation, Outcome, Param, Ty};
use crate::surface::{OR, QUERY, STREAM, Section};

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

pub(super) fn operation(out: &mut Section, item: &Operation) {
    let output = outcome(&item.output, "()");
    let signature = signature(item);
    let failure = match &item.failure {
        Outcome::None => String::new(),
        known => format!(", or `{}`", outcome(known, "()")),
    };
    let line = format!("`{signature}`: `{output}`{failure}");
    out.sent_item(marked(line, &item.docs), sent(&item.request()), item.origin);
    for param in item.params.iter().filter(|param| !param.required) {
        let setter = format!("`.{}({})`", param.ident.as_str(), ty(&param.ty));
        out.sent_part(marked(setter, &param.docs), place(param), param.origin);
    }
    choices(out, item);
    for header in &item.headers {
        let (name, ty) = (header.ident.as_str(), ty(&header.ty));
        let line = format!("`{}::{name}: Header<{ty}>`", item.ident.as_str());
        let wire = sent(header.wire.untrusted());
        out.sent_part(marked(line, &header.docs), wire, item.origin);
    }
    answers(out, item);
}

/// Where a parameter is sent, and as what.
fn place(param: &Param) -> Option<String> {
    let location = match param.location {
        Location::Path => "path",
        Location::Query => QUERY,
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    };
    sent(&format!("{location} {}", param.wire.untrusted()))
}

/// The media types of a body to choose from.
fn choices(out: &mut Section, item: &Operation) {
    let Some(Body { choice: Some(name), choices, .. }) = &item.body else { return };
    for choice in choices {
        let (name, variant) = (name.as_str(), choice.variant.as_str());
        let from = if choice.from { ": `From`" } else { "" };
        let line = format!("`{name}::{variant}({})`{from}", lent(&choice.ty));
        out.sent_part(line, sent(choice.media.untrusted()), item.origin);
    }
}

/// What comes back, other than as the one type of `.send()`.
fn answers(out: &mut Section, item: &Operation) {
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
