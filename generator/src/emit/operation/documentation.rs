//! Documentation of methods and outcomes.

use super::example::example;
use crate::emit::uses::Uses;
use crate::emit::{docs, enumeration, type_words};
use crate::model::{Docs, Method, Server, SpecStr, Status};
use crate::rust::{Answer, Crate, Group, Ident, Operation, Outcome, Param, Ty};

pub(super) fn status_docs(status: Status, known: &Docs) -> Vec<String> {
    let lines = docs::said(known);
    let status = match status {
        Status::Default => "Any other status".to_owned(),
        status => status_text(status),
    };
    docs::prefixed(&status, lines)
}

/// What a status is called within a sentence.
pub(super) fn status_text(status: Status) -> String {
    match status {
        Status::Exact(code) => format!("{code}"),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "any other status".to_owned(),
    }
}

/// Method and path, as inline code.
pub(super) fn shown_request(item: &Operation) -> String {
    docs::code(&item.request()).unwrap_or_default()
}

pub(super) fn method_docs(
    uses: &mut Uses<'_>,
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Vec<String> {
    let fallback = format!("Calls {}.", shown_request(item));
    let mut lines = docs::lines(&item.docs, &fallback);
    if !lines.contains(&fallback) {
        lines.extend([String::new(), shown_request(item)]);
    }
    let described: Vec<&Param> = item
        .params
        .iter()
        .filter(|p| p.required && p.docs.description.is_some())
        .collect();
    let body = item.body.iter().filter(|body| body.docs.description.is_some());
    let described = described
        .into_iter()
        .map(|param| (&param.ident, &param.docs))
        .chain(body.map(|body| (&body.ident, &body.docs)));
    let arguments: Vec<String> = described
        .flat_map(|(ident, docs)| {
            let text = docs::first_line(docs, "");
            docs::wrapped(&format!("- `{}`: {text}", ident.as_str()))
        })
        .collect();
    if !arguments.is_empty() {
        lines.extend([String::new(), "# Arguments".to_owned(), String::new()]);
        lines.extend(arguments);
    }
    docs::more(&mut lines, optional(item));
    if item.pages.is_some() {
        docs::more(&mut lines, docs::wrapped(PAGES));
    }
    if let Some(stream) = &item.stream {
        let text = stream.flag.as_ref().and_then(flagged);
        docs::more(&mut lines, docs::wrapped(text.as_deref().unwrap_or(STREAM)));
    }
    lines.extend(open_media(item));
    lines.extend(other_media(item));
    docs::more(&mut lines, undescribed(item));
    docs::more(&mut lines, redirected(item));
    lines.extend(own_server(plan, item));
    docs::more(&mut lines, scopes(item));
    lines.extend([String::new(), "# Errors".to_owned(), String::new()]);
    lines.extend(error_docs(uses, item));
    if let Some(example) = example(plan, group, item) {
        lines.extend([String::new(), "# Examples".to_owned(), String::new()]);
        lines.extend(example);
    }
    lines
}

/// The setters of the call, by name: they stand on another page than the method; and the body, if
/// it may be left out, which the type of an argument does not show at once.
fn optional(item: &Operation) -> Vec<String> {
    let offered = item.params.iter().filter(|p| !p.required && !p.docs.deprecated);
    let setters: Vec<String> =
        offered.map(|param| format!("`.{}(…)`", param.ident.as_str())).collect();
    let mut sentences = Vec::new();
    if !setters.is_empty() {
        sentences.push(format!("Optional: {}.", setters.join(", ")));
    }
    if let Some(body) = item.body.as_ref().filter(|body| !body.required) {
        let sent = if body.null { ", which is sent as `null`" } else { "" };
        sentences.push(format!("`{}` may be `None`{sent}.", body.ident.as_str()));
    }
    if sentences.is_empty() { Vec::new() } else { docs::wrapped(&sentences.join(" ")) }
}

/// What is asked for certainly comes, though the document does not say what it is.
fn undescribed(item: &Operation) -> Vec<String> {
    let is_undescribed = |answer: &Answer| {
        // RFC 9110, sections 15.3.5 and 15.3.6: nothing comes.
        let has_content = !matches!(answer.status, Status::Exact(204 | 205))
            && !answer.status.is_redirect();
        answer.is_success && has_content && answer.media.is_empty()
    };
    let asks = item.method == Method::Get && matches!(item.output, Outcome::None);
    if !asks || !item.answers.iter().any(is_undescribed) {
        return Vec::new();
    }
    docs::wrapped(UNDESCRIBED)
}

/// Where what is meant is, if the answer only says so.
fn redirected(item: &Operation) -> Vec<String> {
    let is_redirect = |answer: &Answer| answer.is_success && answer.status.is_redirect();
    if item.answers.iter().any(is_redirect) {
        docs::wrapped(REDIRECTED)
    } else {
        Vec::new()
    }
}

/// What a token has to be good for.
fn scopes(item: &Operation) -> Vec<String> {
    let alternatives: Vec<String> = item
        .scopes
        .iter()
        .map(|all| {
            let shown = all.iter().filter_map(|scope| docs::code(scope.untrusted()));
            shown.collect::<Vec<_>>().join(", ")
        })
        .filter(|shown| !shown.is_empty())
        .collect();
    match alternatives.as_slice() {
        [] => Vec::new(),
        several => docs::wrapped(&format!("Scopes: {}.", several.join("; or "))),
    }
}

/// Where an operation goes that has a server of its own, and what that means.
pub(super) fn own_server(plan: &Crate, item: &Operation) -> Vec<String> {
    let origin = |server: &Server| {
        let (scheme, rest) = server.url.untrusted().split_once("://")?;
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        Some(format!("{scheme}://{host}").to_ascii_lowercase())
    };
    let is_elsewhere = |server: &&Server| {
        let own = origin(server);
        own.is_some() && !plan.client.servers.iter().any(|server| origin(server) == own)
    };
    let own = item.servers.first().filter(is_elsewhere);
    let Some(shown) = own.and_then(|server| docs::code(server.url.untrusted())) else {
        return Vec::new();
    };
    let mut lines = vec![String::new()];
    lines.extend(docs::wrapped(&format!(
        "It has a server of its own, {shown}, which gets credentials only if it is a \
         [`trusted_origin`](crate::ClientBuilder::trusted_origin). A \
         [`base_url`](crate::ClientBuilder::base_url) takes its place, without its path."
    )));
    lines
}

/// What the caller has to say of a body whose media type is open.
fn open_media(item: &Operation) -> Vec<String> {
    let mut choices = item.body.iter().flat_map(|body| &body.choices);
    let open = choices.find(|known| known.kind.is_open(known.media.untrusted()));
    let Some(shown) = open.and_then(|known| docs::code(known.media.untrusted())) else {
        return Vec::new();
    };
    let mut lines = vec![String::new()];
    lines.extend(docs::wrapped(&format!(
        "The body is {shown}: `Content-Type` in the [options](crate::Call::options) says \
         which of them; without it, `application/octet-stream` is sent."
    )));
    lines
}

/// In which ways a success can be had besides its decoded value.
pub(super) fn other_media(item: &Operation) -> Vec<String> {
    let stream = item.stream.as_ref().map(|stream| &stream.media);
    let mut others: Vec<String> = Vec::new();
    let mut all_typed = true;
    for answer in item.answers.iter().filter(|answer| answer.is_success) {
        for media in &answer.media {
            let known = item.accept.successes.contains(media) || stream == Some(media);
            all_typed &= known || answer.typed.contains(media);
            let shown = docs::code(media.untrusted()).filter(|_| !known);
            others.extend(shown.filter(|shown| !others.contains(shown)));
        }
    }
    if others.is_empty() {
        return Vec::new();
    }
    let list = others.join(", ");
    let how = match &item.any {
        Some(any) => {
            let link = docs::link(any.ident.as_str());
            format!("[`send_any`](crate::Call::send_any) gives what comes, as {link}.")
        }
        None if all_typed => {
            "name it as `Accept` in the [options](crate::Call::options).".to_owned()
        }
        None => {
            "name it as `Accept` in the [options](crate::Call::options), and take the \
                 answer as it is with [`send_raw`](crate::Call::send_raw)."
                .to_owned()
        }
    };
    let mut lines = vec![String::new()];
    lines.extend(docs::wrapped(&format!("Also available as {list}: {how}")));
    lines
}

pub(super) const PAGES: &str = "The answer is a page: [`pages`](crate::Call::pages) and \
    [`items`](crate::Call::items) go through all of them.";
pub(super) const STREAM: &str = "[`stream`](crate::Call::stream) gives the answer value by value, \
    while it comes.";

/// Where a property of the body says which answer is wanted.
fn flagged(property: &SpecStr) -> Option<String> {
    let shown = docs::code(property.untrusted())?;
    Some(format!(
        "{STREAM} It sets {shown} in the body itself; leave that out with `send`."
    ))
}

const REDIRECTED: &str = "The answer is a redirect, which is not followed, since credentials \
    could go elsewhere: the `Location` among its [headers](crate::Response::headers) says from \
    where another client gets what is meant.";

const UNDESCRIBED: &str = "What comes back is not described: [`send_raw`](crate::Call::send_raw) \
    gives it as it is.";

/// With what a call fails, as one paragraph: statuses of which the same is said are together.
fn error_docs(uses: &mut Uses<'_>, item: &Operation) -> Vec<String> {
    let statuses = failures(item);
    if statuses.is_empty() {
        return docs::wrapped(&format!("{FAILS} The document describes no failure."));
    }
    let body = match &item.failure {
        Outcome::None => String::new(),
        Outcome::One(ty) => {
            format!("; the body is read as {}", linked_type(uses, ty))
        }
        Outcome::Several(ident, _) => {
            format!("; the body is read as {}", docs::link(ident.as_str()))
        }
    };
    let statuses = enumeration::or(&statuses);
    docs::wrapped(&format!("{FAILS} The service may answer with {statuses}{body}."))
}

const FAILS: &str = "Fails with [`Error`](crate::Error).";

/// The documented failures: neighbours of which the same is said, with that in parentheses.
fn failures(item: &Operation) -> Vec<String> {
    let fails =
        |answer: &&Answer| !answer.is_success || answer.status == Status::Default;
    let mut groups: Vec<(Vec<String>, Option<String>)> = Vec::new();
    for answer in item.answers.iter().filter(fails) {
        let said =
            docs::first_sentence(&answer.docs).filter(|said| !is_mere_error(said));
        let status = match answer.status {
            Status::Default if groups.is_empty() => "any failure".to_owned(),
            Status::Default => "any other failure".to_owned(),
            status => status_text(status),
        };
        match groups.last_mut() {
            Some((statuses, known)) if known.is_some() && *known == said => {
                statuses.push(status);
            }
            _ => groups.push((vec![status], said)),
        }
    }
    let shown = |(statuses, said): (Vec<String>, Option<String>)| {
        let said = said.map_or(String::new(), |said| format!(" ({said})"));
        enumeration::or(&statuses) + &said
    };
    groups.into_iter().map(shown).collect()
}

/// Whether a description of a failure says no more than that it is one.
fn is_mere_error(said: &str) -> bool {
    let word = said.trim_end_matches('.');
    ["error", "failure"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A type as people write it, with a link where it is one of the crate; with its path where its
/// name alone is another type's in this file, or would be read as the `Error` of all calls.
fn linked_type(uses: &mut Uses<'_>, ty: &Ty) -> String {
    let Ty::Named(home, ident) = ty else { return format!("`{}`", type_words(ty)) };
    let name = ident.as_str();
    let path = home.path.iter().chain([ident]).map(Ident::as_str);
    let path = path.collect::<Vec<_>>().join("::");
    let is_in_scope = uses.ty(ty).to_string() == name;
    match name {
        "Error" => format!("[`crate::{path}`]"),
        _ if is_in_scope => docs::link(name),
        _ => format!("[`{name}`](crate::{path})"),
    }
}
