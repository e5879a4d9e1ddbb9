//! `README.md` of the generated crate.

use super::first_call::first_call;
use super::{docs, enumeration, features, front_page, runtime};
use crate::rust::Crate;

pub(super) fn readme(plan: &Crate) -> String {
    let has_webhooks = runtime::has_webhooks(plan);
    let mut text = introduction(plan);
    if plan.has_operations() {
        text.push_str(&calls(plan));
    } else {
        text.push_str(&values(plan));
    }
    if runtime::has_limits(plan) {
        text.push_str(LIMITS);
    }
    if plan.has_operations() || has_webhooks {
        text.push_str("\n| feature | what it adds |\n| --- | --- |\n");
    }
    if plan.has_operations() {
        text.push_str(FEATURES);
    }
    if runtime::has_streams(plan) {
        text.push_str(
            "| `stream` | `futures_core::Stream` for what comes piece by piece |\n",
        );
    }
    if has_webhooks {
        text.push_str(
            "| `webhooks` | `WebhookVerifier`, for the signatures of webhooks |\n",
        );
    }
    text.push_str(&features::readme(plan));
    text
}

const LIMITS: &str = "
`validate()` tells whether a value keeps to the lengths, bounds and patterns of the document.
Nothing is checked by itself.
";

const FEATURES: &str = "\
| `reqwest`, `rustls` (default) | the transport over reqwest, with rustls |
| `native-tls` | the platform's TLS instead of rustls |
| `http2`, `gzip`, `brotli`, `zstd` | what the names say |
| `mock` | `Mock` and `Tape`, transports for tests |
| `tower` | a tower service as transport |
| `tracing` | a span per attempt |
| `blocking` | `send_blocking()`; nothing on wasm32, where no thread may wait |
";

fn introduction(plan: &Crate) -> String {
    let title = docs::title(&plan.client.title).unwrap_or_default();
    let name = &plan.package.name;
    let what = if plan.has_operations() {
        "a client crate, generated from the API's OpenAPI document"
    } else {
        "types, generated from an OpenAPI document that has no operations to call"
    };
    format!(
        "# {name}\n\n{title}: {what}.\n\n\
         Everything here is written by the generator; changes belong in the document or in\n\
         `generator.yaml`. [API.md](API.md) lists everything that comes from the document on one page.\n\n"
    )
}

/// How a client is had, and used in tests.
fn calls(plan: &Crate) -> String {
    let name = &plan.package.name;
    let library = plan.package.library.as_str();
    let client = || vec![format!("let client = {library}::Client::from_env()?;")];
    let mut code = first_call(plan).map_or_else(client, |(_, call)| call);
    let schemes = front_page::usual_schemes(plan).into_iter();
    let variables: Vec<String> =
        schemes.flat_map(|scheme| &scheme.variables).cloned().collect();
    if !variables.is_empty() {
        let from = enumeration::and(&variables);
        let from = format!("// The credentials are read from {from}.");
        before_client(&mut code, from);
    }
    if let Some(like) = front_page::placeholder(plan) {
        let variable = &plan.client.base_url_variable;
        let needed = format!(
            "// {variable} has to be set, to something like {like}:\n\
             // the document does not say on which host the service is."
        );
        before_client(&mut code, needed);
    }
    let code = code.join("\n");
    format!(
        "```toml\n[dependencies]\n{name} = {{ path = \"…\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [dev-dependencies]\n{name} = {{ path = \"…\", features = [\"mock\"] }}\n```\n\n\
         ```rust,ignore\n{code}\n```\n\n\
         The documentation of the crate shows set-up, authentication, errors, repeated attempts\n\
         and tests: `cargo doc --open`.\n"
    )
}

fn before_client(code: &mut Vec<String>, comment: String) {
    let at = code.iter().position(|line| line.starts_with("let client"));
    code.insert(at.unwrap_or_default(), comment);
}

/// How values are read and written, where there is nothing to call.
fn values(plan: &Crate) -> String {
    let name = &plan.package.name;
    format!(
        "```toml\n[dependencies]\n{name} = {{ path = \"…\" }}\n```\n\n\
         The types read and write JSON with `from_json` and `to_json`, and any other format of\n\
         serde's through its traits: `cargo doc --open`.\n"
    )
}
