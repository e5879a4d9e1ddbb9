//! A program for each operation that compiles against the generated crate.
//!
//! Names come from the plan, values are of our own making: no text of the document gets in.

mod overlay;
mod value;

pub use overlay::overlay;
pub use value::Types;

use crate::rust::{
    Body, BodyChoice, Crate, Gate, Group, Ident, ModuleId, Operation, Outcome, Ty,
};
use std::collections::BTreeSet;
use value::Values;

/// How a sample begins.
pub const MARK: &str = "//! Calls `client";

/// A program that makes one call; `None` where its body cannot be built from the outside.
pub fn sample(
    plan: &Crate,
    types: &Types<'_>,
    group: &Group,
    item: &Operation,
) -> Option<String> {
    let mut values = Values::new(plan, types);
    let mut setup = Vec::new();
    let mut arguments = Vec::new();
    for param in item.params.iter().filter(|param| param.required) {
        arguments.push(values.argument(&param.ty, param.ident.as_str())?);
    }
    if let Some(body) = &item.body {
        arguments.push(body_argument(&mut values, group, body, &mut setup)?);
    }
    let calls = group.calls();
    let method = item.method_ident.as_str();
    let library = plan.package.library.as_str();
    let mut lines = vec![format!("{MARK}{calls}.{method}`.")];
    lines.extend(
        feature(plan, group).map(|name| format!("//! Needs the feature `{name}`.")),
    );
    lines.push(String::new());
    if item.docs.deprecated || values.deprecated {
        lines.extend(["#![allow(deprecated)]".to_owned(), String::new()]);
    }
    lines.push(format!("use {library}::Client;"));
    lines.extend(values.uses());
    lines.push(String::new());
    lines.push("#[tokio::main(flavor = \"current_thread\")]".to_owned());
    lines.push("async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.push("    let client = Client::from_env()?;".to_owned());
    lines.extend(setup.into_iter().map(|line: String| format!("    {line}")));
    let arguments = arguments.join(", ");
    let (binding, links, uses) = reading(item);
    let handle = format!("client{calls}");
    lines.extend(call(binding, &handle, &format!("{method}({arguments})"), links));
    lines.extend(uses.iter().map(|line| format!("    {line}")));
    lines.push("    Ok(())".to_owned());
    lines.push("}".to_owned());
    Some(lines.join("\n") + "\n")
}

/// The cargo feature without which the group is not there.
fn feature<'a>(plan: &'a Crate, group: &Group) -> Option<&'a str> {
    let at = plan.groups.iter().position(|known| known.path == group.path)?;
    match plan.features.as_ref()?.gates.get(&ModuleId::Group(at))? {
        Gate::Any(names) => names.first().map(String::as_str),
        Gate::Always => None,
    }
}

/// What the answer is called, how it is had, and what is done with it.
type Reading = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Pages are read item by item, and what never ends value by value.
fn reading(item: &Operation) -> Reading {
    if item.pages.is_some() {
        let uses = &[
            "while let Some(item) = items.next().await {",
            "    println!(\"{:?}\", item?);",
            "}",
        ];
        return ("mut items", &["items()"], uses);
    }
    if item.stream.is_some() && matches!(item.output, Outcome::One(Ty::Bytes)) {
        let uses = &[
            "while let Some(value) = values.next().await {",
            "    println!(\"{:?}\", value?);",
            "}",
        ];
        return ("mut values", &["stream()", "await?"], uses);
    }
    let uses = &["println!(\"{} {:?}\", response.status(), *response);"];
    ("response", &["send()", "await?"], uses)
}

/// The call on a line, or, where that is too long, with a link of the chain a line.
fn call(binding: &str, handle: &str, method: &str, links: &[&str]) -> Vec<String> {
    const WIDTH: usize = 100;
    let line = format!("    let {binding} = {handle}.{method}.{};", links.join("."));
    if line.len() <= WIDTH {
        return vec![line];
    }
    let mut handles = handle.split('.');
    let first = handles.next().unwrap_or("client");
    let rest = handles.chain([method]).chain(links.iter().copied());
    let mut lines = vec![format!("    let {binding} = {first}")];
    lines.extend(rest.map(|link| format!("        .{link}")));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// The body as an argument; what it needs first goes into `setup`.
fn body_argument(
    values: &mut Values<'_>,
    group: &Group,
    body: &Body,
    setup: &mut Vec<String>,
) -> Option<String> {
    let alone = body.of_value_alone();
    let choice = alone.or(body.choices.first())?;
    let lent = lent(values, choice, setup)?;
    let Some(name) = body.choice.as_ref().filter(|_| alone.is_none()) else {
        return Some(lent);
    };
    let path = std::iter::once("api").chain(group.path.iter().map(Ident::as_str));
    let path: Vec<&str> = path.collect();
    let name = values.name(&path.join("::"), name.as_str());
    Some(format!("{name}::{}({lent})", choice.variant.as_str()))
}

/// A body in one media type, as it is lent to the call.
fn lent(
    values: &mut Values<'_>,
    choice: &BodyChoice,
    setup: &mut Vec<String>,
) -> Option<String> {
    match choice.ty {
        Ty::Bytes => return values.owned(&choice.ty, "content"),
        Ty::String => return values.argument(&choice.ty, "text"),
        _ => {}
    }
    let value = values.body(&choice.ty, "text")?;
    setup.push(format!("let request = {value};"));
    Some("&request".to_owned())
}

/// All operations with their groups.
pub(crate) fn operations(plan: &Crate) -> impl Iterator<Item = (&Group, &Operation)> {
    plan.groups.iter().flat_map(|group| {
        group.operations.iter().map(move |operation| (group, operation))
    })
}

/// What the file of a sample is called: `connect_sessions_reauthenticate`.
pub fn file_name(group: &Group, item: &Operation) -> String {
    let path = group.path.iter().chain([&item.method_ident]);
    let words: Vec<&str> =
        path.map(|name| name.as_str().trim_end_matches('_')).collect();
    words.join("_")
}

/// The samples of all operations, by the names of their files.
pub fn samples(plan: &Crate) -> Vec<(String, String)> {
    let types = Types::of(plan);
    let mut samples: Vec<(String, String)> = Vec::new();
    let mut taken = BTreeSet::new();
    for (group, operation) in operations(plan) {
        let Some(text) = sample(plan, &types, group, operation) else { continue };
        let mut name = file_name(group, operation);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        samples.push((name, text));
    }
    samples
}
