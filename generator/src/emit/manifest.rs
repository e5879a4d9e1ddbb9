//! Files that are not Rust: the manifest, the README, the surface, rustfmt's settings.

use super::{File, docs, features, library, runtime, surface};
use crate::rust::{Crate, Package};
use std::fmt::Write as _;

/// How many there are.
pub(super) const TEXTS: usize = 4;

pub(super) fn text(plan: &Crate, at: usize) -> File {
    let (path, text) = match at {
        0 => ("Cargo.toml", manifest(plan)),
        1 => ("README.md", readme(plan)),
        2 => ("API.md", surface::surface(plan).text()),
        _ => ("rustfmt.toml", RUSTFMT.to_owned()),
    };
    File::Text { path: path.to_owned(), text }
}

const RUSTFMT: &str = "\
# As the generator prints.
max_width = 89
use_small_heuristics = \"Max\"
";

/// A string of TOML (1.0, \"String\"): basic, with everything unusual escaped.
fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || !c.is_ascii() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn manifest(plan: &Crate) -> String {
    let Package { name, version, description, license, repository, .. } = &plan.package;
    let mut out = String::from("[package]\n");
    let _ = writeln!(out, "name = {}", toml(name));
    let _ = writeln!(out, "version = {}", toml(version));
    out.push_str("edition = \"2024\"\nrust-version = \"1.88\"\n");
    let _ = writeln!(out, "description = {}", toml(description));
    if let Some(license) = license {
        let _ = writeln!(out, "license = {}", toml(license));
    }
    if let Some(repository) = repository {
        let _ = writeln!(out, "repository = {}", toml(repository));
    }
    out.push_str("readme = \"README.md\"\nexclude = [\"generated.lock\"]\n\n");
    out.push_str("[features]\n");
    out.push_str(features::default(plan));
    out.push_str(FEATURES);
    let (streams, webhooks) = runtime::features(plan);
    if streams {
        out.push_str("stream = [\"dep:futures-core\"]\n");
    }
    if webhooks {
        out.push_str(features::webhooks(plan));
    }
    out.push_str(&features::groups(plan));
    out.push_str("\n[dependencies]\n");
    let mut dependencies: Vec<String> =
        DEPENDENCIES.lines().map(str::to_owned).collect();
    let features =
        [("stream", streams), ("webhooks", webhooks), ("xml", plan.xml.is_some())];
    let features = features.iter().filter(|(_, is_there)| *is_there);
    for library in features.map(|(name, _)| *name).chain(runtime::libraries(plan)) {
        dependencies.extend(
            LIBRARIES
                .iter()
                .filter(|(name, _)| *name == library)
                .map(|(_, line)| (*line).to_owned()),
        );
    }
    dependencies.sort();
    out.push_str(&dependencies.join("\n"));
    out.push_str("\n\n");
    out.push_str(REST);
    out
}

const FEATURES: &str = "\
reqwest = [\"dep:reqwest\", \"dep:http-body\", \"dep:tokio\", \"dep:gloo-timers\", \"dep:web-time\"]
rustls = [\"reqwest?/rustls\"]
native-tls = [\"reqwest?/native-tls\"]
http2 = [\"reqwest?/http2\"]
gzip = [\"reqwest?/gzip\"]
brotli = [\"reqwest?/brotli\"]
zstd = [\"reqwest?/zstd\"]
blocking = [\"dep:tokio\", \"tokio?/rt-multi-thread\"]
mock = []
tower = [\"dep:tower-service\"]
tracing = [\"dep:tracing\"]
";

const DEPENDENCIES: &str = "\
base64 = \"0.23\"
bytes = \"1\"
http = \"1\"
httpdate = \"1\"
percent-encoding = \"2\"
reqwest = { version = \"0.13\", default-features = false, optional = true }
serde = { version = \"1\", default-features = false, features = [\"std\"] }
serde_json = { version = \"1\", features = [\"float_roundtrip\"] }
tower-service = { version = \"0.3\", optional = true }
tracing = { version = \"0.1\", default-features = false, features = [\"std\"], optional = true }";

const LIBRARIES: &[(&str, &str)] = &[
    (
        "stream",
        "futures-core = { version = \"0.3\", default-features = false, optional = true }",
    ),
    (
        "webhooks",
        "hmac = { version = \"0.13\", default-features = false, optional = true }",
    ),
    (
        "webhooks",
        "sha2 = { version = \"0.11\", default-features = false, optional = true }",
    ),
    (
        "chrono",
        "chrono = { version = \"0.4\", default-features = false, features = [\"std\"] }",
    ),
    (
        "jiff",
        "jiff = { version = \"1\", default-features = false, features = [\"std\"] }",
    ),
    (
        "rust_decimal",
        "rust_decimal = { version = \"1\", default-features = false, features = [\"std\"] }",
    ),
    (
        "time",
        "time = { version = \"0.3\", default-features = false, features = [\"std\", \"formatting\", \"parsing\", \"macros\"] }",
    ),
    ("url", "url = \"2\""),
    ("xml", "quick-xml = \"0.42\""),
    ("uuid", "uuid = \"1\""),
];

const REST: &str = "\
[target.'cfg(not(target_arch = \"wasm32\"))'.dependencies]
http-body = { version = \"1\", optional = true }
tokio = { version = \"1.39\", default-features = false, features = [\"time\"], optional = true }

[target.'cfg(target_arch = \"wasm32\")'.dependencies]
gloo-timers = { version = \"0.3\", features = [\"futures\"], optional = true }
web-time = { version = \"1\", optional = true }

[dev-dependencies]
tokio = { version = \"1\", features = [\"macros\", \"rt\"] }

[package.metadata.docs.rs]
all-features = true

[lints.rust]
unsafe_code = \"forbid\"
missing_docs = \"warn\"
unreachable_pub = \"warn\"

[lints.clippy]
all = { level = \"warn\", priority = -1 }
pedantic = { level = \"warn\", priority = -1 }
unwrap_used = \"warn\"
# Names are those of the document, short or alike.
module_name_repetitions = \"allow\"
struct_field_names = \"allow\"
enum_variant_names = \"allow\"
similar_names = \"allow\"
many_single_char_names = \"allow\"
disallowed_names = \"allow\"
# Methods are named after what the document describes, not after traits.
should_implement_trait = \"allow\"
wrong_self_convention = \"allow\"
new_without_default = \"allow\"
must_use_candidate = \"allow\"
# Shapes are the document's.
struct_excessive_bools = \"allow\"
large_enum_variant = \"allow\"
too_many_lines = \"allow\"
option_option = \"allow\"
# Arms that do the same can stand for different facts; text is put together in pieces.
match_same_arms = \"allow\"
single_match_else = \"allow\"
format_push_string = \"allow\"
# Texts are the document's.
doc_markdown = \"allow\"
doc_lazy_continuation = \"allow\"
too_long_first_doc_paragraph = \"allow\"
";

fn readme(plan: &Crate) -> String {
    let title = docs::title(&plan.client.title).unwrap_or_default();
    let (name, library) = (&plan.package.name, plan.package.library.as_str());
    let (streams, webhooks) = runtime::features(plan);
    let needed = library::placeholder(plan).map_or(String::new(), |_| {
        let variable = &plan.client.base_url_variable;
        format!(
            "// {variable} has to be set: the document does not say where the service is.\n"
        )
    });
    let mut text = format!(
        "# {name}\n\n{title}: a client crate, generated from the API's OpenAPI document.\n\n\
         Everything here is written by the generator; changes belong in the document or in\n\
         `generator.yaml`. [API.md](API.md) lists everything that comes from the document on one page.\n\n\
         ```toml\n[dependencies]\n{name} = {{ path = \"…\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [dev-dependencies]\n{name} = {{ path = \"…\", features = [\"mock\"] }}\n```\n\n\
         ```rust,ignore\n{needed}let client = {library}::Client::from_env()?;\n```\n\n\
         The documentation of the crate shows set-up, authentication, errors, repeated attempts\n\
         and tests: `cargo doc --open`.\n\n\
         | feature | what it adds |\n| --- | --- |\n\
         | `reqwest`, `rustls` (default) | the transport over reqwest, with rustls |\n\
         | `native-tls` | the platform's TLS instead of rustls |\n\
         | `http2`, `gzip`, `brotli`, `zstd` | what the names say |\n\
         | `mock` | `Mock` and `Tape`, transports for tests |\n\
         | `tower` | a tower service as transport |\n\
         | `tracing` | a span per attempt |\n\
         | `blocking` | `send_blocking()`; nothing on wasm32, where no thread may wait |\n",
    );
    if streams {
        text.push_str(
            "| `stream` | `futures_core::Stream` for what comes piece by piece |\n",
        );
    }
    if webhooks {
        text.push_str(
            "| `webhooks` | `WebhookVerifier`, for the signatures of webhooks |\n",
        );
    }
    text.push_str(&features::readme(plan));
    text
}
