//! A program for each operation that compiles against the generated crate.
//!
//! Names come from the plan, values are of our own making: no text of the document gets in.

mod overlay;

pub use overlay::overlay;

use crate::emit::{Values, body_argument, call_lines, reading};
use crate::rust::{Crate, Gate, Group, ModuleId, Operation};
use std::collections::BTreeSet;

/// How a sample begins.
pub const MARK: &str = "//! Calls `client";

/// So wide is a line within the function at most.
const WIDTH: usize = 96;

/// A program that makes one call; `None` where its body cannot be built from the outside.
pub fn sample(plan: &Crate, group: &Group, item: &Operation) -> Option<String> {
    let mut values = Values::new(plan);
    let mut setup = Vec::new();
    let mut arguments = Vec::new();
    for param in item.params.iter().filter(|param| param.required) {
        arguments.push(values.argument(
            &param.ty,
            param.converted,
            param.ident.as_str(),
        )?);
    }
    if let Some(body) = &item.body {
        arguments.push(body_argument(&mut values, group, body, &mut setup)?);
    }
    let calls = group.calls();
    let method = item.method_ident.as_str();
    let mut lines = vec![format!("{MARK}{calls}.{method}`.")];
    lines.extend(
        feature(plan, group).map(|name| format!("//! Needs the feature `{name}`.")),
    );
    lines.push(String::new());
    if item.docs.deprecated || values.deprecated {
        lines.extend(["#![allow(deprecated)]".to_owned(), String::new()]);
    }
    values.import_client();
    lines.extend(values.uses());
    lines.push(String::new());
    lines.push("#[tokio::main(flavor = \"current_thread\")]".to_owned());
    lines.push("async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.push("    let client = Client::from_env()?;".to_owned());
    lines.extend(setup.into_iter().map(|line: String| format!("    {line}")));
    let arguments = arguments.join(", ");
    let printed = "println!(\"{} {:?}\", response.status(), *response);";
    let reading = reading(item, printed.to_owned());
    let handle = format!("client{calls}");
    let call = call_lines(&reading, &handle, &format!("{method}({arguments})"), WIDTH);
    lines.extend(call.into_iter().chain(reading.uses).map(|line| format!("    {line}")));
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
    let mut samples: Vec<(String, String)> = Vec::new();
    let mut taken = BTreeSet::new();
    for (group, operation) in operations(plan) {
        let Some(text) = sample(plan, group, operation) else { continue };
        let mut name = file_name(group, operation);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        samples.push((name, text));
    }
    samples
}
