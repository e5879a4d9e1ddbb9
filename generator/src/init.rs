//! A first `generator.yaml` for a document: what it suggests, each with a comment.

mod guess;
mod pages;

use crate::config::Config;
use crate::model::{SchemeKind, Server};
use crate::report::quoted_yaml;
use crate::{Planned, model};
use guess::{FormatLibrary, Guesses, Suggestion};

/// The text of a configuration. It says nothing that changes names or types by itself; what
/// would is there as a comment.
pub fn init(planned: &Planned) -> String {
    let guesses = Guesses::of(planned);
    let mut out = String::from(
        "# The choices that the document cannot make; docs/configuration.md explains every key.\n\
         # A # that has not exactly one space behind it is a suggestion: remove the #, keep the rest.\n\n",
    );
    package(&mut out, planned);
    client(&mut out, planned, &guesses);
    schemes(&mut out, planned);
    operations(&mut out, planned, &guesses);
    out.push_str(&pages::pages(&planned.api));
    formats(&mut out, &guesses);
    sensitive(&mut out, &guesses);
    debug_assert!(Config::parse("generator.yaml", &out).is_ok(), "{out}");
    out
}

fn package(out: &mut String, planned: &Planned) {
    let package = &planned.plan.package;
    out.push_str("package:\n");
    out.push_str(&format!("  name: {}\n", package.name));
    out.push_str(&format!("  version: {}\n", package.version));
    out.push_str("  #license: MIT OR Apache-2.0\n");
    out.push_str("  #repository: https://example.com/client\n\n");
}

fn client(out: &mut String, planned: &Planned, guesses: &Guesses) {
    let client = &planned.plan.client;
    let prefix = client.base_url_variable.trim_end_matches("_BASE_URL");
    out.push_str(
        "client:\n  # Client::from_env() reads the variables with this prefix.\n",
    );
    out.push_str(&format!("  env_prefix: {prefix}\n"));
    if !guesses.headers.is_empty() {
        out.push_str(
            "  # Required by nearly every operation: said once, callers need not.\n",
        );
        out.push_str("  #headers:\n");
        for (name, value) in &guesses.headers {
            out.push_str(&format!("  #  {}: {}\n", quoted(name), quoted(value)));
        }
    }
    if let Some(header) = &guesses.request_id {
        out.push_str(
            "  # Answers carry it; errors print it, so that support finds a call.\n",
        );
        out.push_str(&format!("  request_id_header: {header}\n"));
    }
    if client.servers.iter().all(|server| !server.url.untrusted().starts_with("http")) {
        let mut servers = client.servers.iter().map(Server::url_with_defaults);
        let path = servers.find(|url| url.starts_with('/') && !url.contains("//"));
        let path = path.as_deref().map_or("", |path| path.trim_end_matches('/'));
        out.push_str("  # The document has no absolute server.\n");
        let url = format!("https://api.example.com{path}");
        out.push_str(&format!("  #base_url: {}\n", quoted(&url)));
    }
    out.push('\n');
}

fn schemes(out: &mut String, planned: &Planned) {
    let schemes = planned.plan.client.schemes.iter();
    let schemes: Vec<_> =
        schemes.filter(|scheme| !scheme.credentials.is_empty()).collect();
    if schemes.is_empty() {
        return;
    }
    out.push_str(
        "# What the builder's methods, their arguments and the variables are called.\n",
    );
    out.push_str("schemes:\n");
    for scheme in schemes {
        let names: Vec<&str> = scheme
            .credentials
            .iter()
            .map(|name| name.as_str().trim_end_matches('_'))
            .collect();
        let hint = match scheme.kind {
            SchemeKind::Basic => "user name and password",
            _ => "one secret",
        };
        out.push_str(&format!("  {}: # {hint}\n", quoted(scheme.wire.untrusted())));
        out.push_str(&format!("    credentials: [{}]\n", names.join(", ")));
    }
    out.push('\n');
}

fn operations(out: &mut String, planned: &Planned, guesses: &Guesses) {
    if planned.api.operations.is_empty() {
        return;
    }
    out.push_str("# Methods are found under the first tag. To choose for yourself:\n");
    out.push_str("#operations:\n");
    for Suggestion { key, name, group } in guesses.operations.iter().take(guess::MOST) {
        out.push_str(&format!("#  {}:\n", quoted(key)));
        if let Some(name) = name {
            out.push_str(&format!("#    name: {name}\n"));
        }
        if let Some(group) = group {
            out.push_str(&format!("#    group: [{}]\n", group.join(", ")));
        }
    }
    if guesses.operations.is_empty() {
        out.push_str("#  operationId:\n#    name: list\n#    group: [pets]\n");
    }
    if let Some(rest @ 1..) = guesses.operations.len().checked_sub(guess::MOST) {
        out.push_str(&format!("# And {rest} more with long names or without a tag\n"));
    }
    out.push('\n');
}

fn formats(out: &mut String, guesses: &Guesses) {
    if guesses.formats.is_empty() {
        return;
    }
    out.push_str(
        "# Texts with these formats are Strings; a library's type is asked for so:\n",
    );
    out.push_str("#formats:\n");
    for FormatLibrary { format, library, places } in &guesses.formats {
        let word = if *places == 1 { "place" } else { "places" };
        out.push_str(&format!("#  {format}: {library} # {places} {word}\n"));
    }
    out.push('\n');
}

fn sensitive(out: &mut String, guesses: &Guesses) {
    if guesses.sensitive.is_empty() {
        return;
    }
    out.push_str("# Debug never shows the values of these properties.\n");
    let names: Vec<String> = guesses.sensitive.iter().map(|name| quoted(name)).collect();
    out.push_str(&format!("sensitive: [{}]\n", names.join(", ")));
}

/// A text as YAML reads it: JSON's quotes are YAML's as well.
fn quoted(text: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(word)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if bare { text.to_owned() } else { quoted_yaml(text) }
}

/// A text that stays in its line.
fn comment(text: &str) -> String {
    crate::report::harmless(text)
}

/// The method and path, or the id, by which the configuration knows an operation.
fn key(operation: &model::Operation) -> String {
    match &operation.id {
        Some(id) => id.untrusted().to_owned(),
        None => operation.request(),
    }
}
