//! Files that are not Rust: the manifest, the surface, rustfmt's settings, and the README.

use super::{File, features, readme, runtime, surface};
use crate::rust::{Crate, Package};
use std::fmt::Write as _;

/// A file that is not Rust.
#[derive(Clone, Copy, Debug)]
pub enum TextFile {
    /// `Cargo.toml`.
    Manifest,
    /// `README.md`.
    Readme,
    /// `API.md`.
    Surface,
    /// `rustfmt.toml`.
    Rustfmt,
}

impl TextFile {
    /// All of them: every crate has each.
    pub(super) const ALL: [Self; 4] =
        [Self::Manifest, Self::Readme, Self::Surface, Self::Rustfmt];
}

pub(super) fn text(plan: &Crate, file: TextFile) -> File {
    let (path, text) = match file {
        TextFile::Manifest => ("Cargo.toml", manifest(plan)),
        TextFile::Readme => ("README.md", readme::readme(plan)),
        TextFile::Surface => ("API.md", surface::surface(plan).text()),
        TextFile::Rustfmt => ("rustfmt.toml", RUSTFMT.to_owned()),
    };
    File::Text { path: path.to_owned(), text }
}

const RUSTFMT: &str = "\
# As the generator prints.
max_width = 89
use_small_heuristics = \"Max\"
short_array_element_width_threshold = 0
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
    out.push_str(&features(plan));
    out.push_str("[dependencies]\n");
    out.push_str(&dependencies(plan).join("\n"));
    out.push_str("\n\n");
    if plan.has_operations() {
        out.push_str(DEPENDENCIES_BY_TARGET);
    }
    out.push_str(REST);
    out
}

/// The section of the cargo features; nothing where there are none.
fn features(plan: &Crate) -> String {
    let mut out = String::new();
    if plan.has_operations() {
        out.push_str(features::default(plan));
        out.push_str(FEATURES);
    }
    if runtime::has_streams(plan) {
        out.push_str("stream = [\"dep:futures-core\"]\n");
    }
    if runtime::has_webhooks(plan) {
        out.push_str(features::webhooks(plan));
    }
    out.push_str(&features::groups(plan));
    if out.is_empty() { out } else { format!("[features]\n{out}\n") }
}

/// The lines of the dependencies, sorted.
fn dependencies(plan: &Crate) -> Vec<String> {
    let mut names = vec!["bytes", "serde", "serde_json"];
    if plan.has_operations() {
        names.extend(OF_CALLS);
    }
    if runtime::has_base64(plan) {
        names.push("base64");
    }
    if runtime::has_webhooks(plan) {
        names.extend(["base64", "hmac", "http", "sha2"]);
    }
    if runtime::has_streams(plan) {
        names.push("futures-core");
    }
    if plan.xml.is_some() {
        names.push("quick-xml");
    }
    if runtime::has_limits(plan) {
        names.push("regex");
    }
    names.extend(runtime::libraries(plan));
    let known = DEPENDENCIES.lines();
    let is_needed = |line: &&str| {
        line.split_once(' ').is_some_and(|(name, _)| names.contains(&name))
    };
    let mut lines: Vec<String> = known.filter(is_needed).map(str::to_owned).collect();
    lines.sort();
    lines
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

/// What sends requests.
const OF_CALLS: [&str; 7] = [
    "base64",
    "http",
    "httpdate",
    "percent-encoding",
    "reqwest",
    "tower-service",
    "tracing",
];

const DEPENDENCIES: &str = "\
base64 = \"0.23\"
bytes = \"1\"
chrono = { version = \"0.4\", default-features = false, features = [\"std\"] }
futures-core = { version = \"0.3\", default-features = false, optional = true }
hmac = { version = \"0.13\", default-features = false, optional = true }
http = \"1\"
httpdate = \"1\"
jiff = { version = \"1\", default-features = false, features = [\"std\"] }
percent-encoding = \"2\"
quick-xml = \"0.42\"
regex = { version = \"1\", default-features = false, features = [\"std\", \"unicode\"] }
reqwest = { version = \"0.13\", default-features = false, optional = true }
rust_decimal = { version = \"1\", default-features = false, features = [\"std\"] }
serde = { version = \"1\", default-features = false, features = [\"std\"] }
serde_json = { version = \"1\", features = [\"float_roundtrip\"] }
sha2 = { version = \"0.11\", default-features = false, optional = true }
time = { version = \"0.3\", default-features = false, features = [\"std\", \"formatting\", \"parsing\", \"macros\"] }
tower-service = { version = \"0.3\", optional = true }
tracing = { version = \"0.1\", default-features = false, features = [\"std\"], optional = true }
url = \"2\"
uuid = \"1\"
";

const DEPENDENCIES_BY_TARGET: &str = "\
[target.'cfg(not(target_arch = \"wasm32\"))'.dependencies]
http-body = { version = \"1\", optional = true }
tokio = { version = \"1.39\", default-features = false, features = [\"time\"], optional = true }

[target.'cfg(target_arch = \"wasm32\")'.dependencies]
gloo-timers = { version = \"0.3\", features = [\"futures\"], optional = true }
web-time = { version = \"1\", optional = true }

[dev-dependencies]
tokio = { version = \"1\", features = [\"macros\", \"rt\"] }

";

const REST: &str = "\
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
self_named_constructors = \"allow\"
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
# Texts and numbers are the document's.
unreadable_literal = \"allow\"
doc_markdown = \"allow\"
doc_lazy_continuation = \"allow\"
too_long_first_doc_paragraph = \"allow\"
";
