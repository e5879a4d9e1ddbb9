//! Cargo features of groups: in the manifest, in the README, and in front of modules.

use crate::rust::{Crate, Gate, GroupFeatures, ModuleId};
use proc_macro2::TokenStream;
use quote::quote;
use std::fmt::Write as _;

/// What a file of types is compiled with.
pub(super) fn gate_of_types(plan: &Crate, at: usize) -> Option<TokenStream> {
    attribute(gate(plan, ModuleId::Types(at))?)
}

/// What the file with what the provider sends is compiled with.
pub(super) fn gate_of_webhooks(plan: &Crate) -> Option<TokenStream> {
    attribute(gate(plan, ModuleId::Webhooks)?)
}

/// What the group `child` is compiled with, within that of its parent.
pub(super) fn gate_within(
    plan: &Crate,
    parent: usize,
    child: usize,
) -> Option<TokenStream> {
    let outer = gate(plan, ModuleId::Group(parent));
    let inner = gate(plan, ModuleId::Group(child))?;
    if outer == Some(inner) { None } else { attribute(inner) }
}

/// In front of what needs all groups.
pub(super) fn all(plan: &Crate) -> TokenStream {
    match &plan.features {
        Some(_) => quote!(#![cfg(feature = "full")]),
        None => TokenStream::new(),
    }
}

fn gate(plan: &Crate, file: ModuleId) -> Option<&Gate> {
    plan.features.as_ref()?.gates.get(&file)
}

fn attribute(gate: &Gate) -> Option<TokenStream> {
    match gate {
        Gate::Always => None,
        Gate::Any(names) => match &names[..] {
            [only] => Some(quote!(#[cfg(feature = #only)])),
            names => Some(quote!(#[cfg(any(#(feature = #names),*))])),
        },
    }
}

/// The condition of a file, as it stands in `cfg(…)`.
pub(super) fn condition(plan: &Crate, file: ModuleId) -> Option<String> {
    let Gate::Any(names) = gate(plan, file)? else { return None };
    let names: Vec<String> =
        names.iter().map(|name| format!("feature = {name:?}")).collect();
    Some(match &names[..] {
        [only] => only.clone(),
        names => format!("any({})", names.join(", ")),
    })
}

/// The line of the features that are there unless a user says otherwise.
pub(super) fn default(plan: &Crate) -> &'static str {
    match &plan.features {
        Some(_) => "default = [\"reqwest\", \"rustls\", \"full\"]\n",
        None => "default = [\"reqwest\", \"rustls\"]\n",
    }
}

/// The line of the feature by which what the provider sends is checked.
pub(super) fn webhooks(plan: &Crate) -> &'static str {
    match gate_of_webhooks(plan) {
        Some(_) => "webhooks = [\"dep:hmac\", \"dep:sha2\", \"webhook-events\"]\n",
        None => "webhooks = [\"dep:hmac\", \"dep:sha2\"]\n",
    }
}

/// The lines of the features of groups.
pub(super) fn groups(plan: &Crate) -> String {
    let Some(GroupFeatures { groups, .. }) = &plan.features else {
        return String::new();
    };
    let mut out = String::from("# All groups of operations; each can be had alone.\n");
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let _ = writeln!(out, "full = {}", array(&names));
    for group in groups {
        let needs: Vec<&str> = group.needs.iter().map(String::as_str).collect();
        let _ = writeln!(out, "{} = {}", group.name, array(&needs));
    }
    out
}

/// An array of TOML, one entry a line where there are many.
fn array(names: &[&str]) -> String {
    let line = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
    if names.len() <= 4 {
        return format!("[{}]", line.join(", "));
    }
    format!("[\n    {},\n]", line.join(",\n    "))
}

/// What the README says of them.
pub(super) fn readme(plan: &Crate) -> String {
    let Some(GroupFeatures { groups, .. }) = &plan.features else {
        return String::new();
    };
    let mut out = format!(
        "| `full` (default) | all groups of operations |\n\n\
         ## Groups of operations\n\n\
         Each group is a feature. Without the default ones, only the named groups are compiled,\n\
         with the types that they need:\n\n\
         ```toml\n{} = {{ version = \"{}\", default-features = false, features = [\"reqwest\", \
         \"rustls\", \"{}\"] }}\n```\n\n| feature | operations |\n| --- | --- |\n",
        plan.package.name,
        plan.package.version,
        groups.first().map(|group| group.name.as_str()).unwrap_or_default(),
    );
    for group in groups {
        let what = match group.operations {
            0 => "what the provider sends".to_owned(),
            count => count.to_string(),
        };
        let _ = writeln!(out, "| `{}` | {what} |", group.name);
    }
    out
}
