//! What the configuration accepts, and what it says about the rest.

use generator::config::{Config, FeatureGroups, FormatName, FormatType};
use generator::diagnostics::{Diagnostic, Place};

fn place(diagnostic: &Diagnostic) -> String {
    match &diagnostic.place {
        Place::Position { file, line, column } => format!("{file}:{line}:{column}"),
        Place::File(file) => file.clone(),
        _ => "nowhere".to_owned(),
    }
}

fn refused(text: &str) -> String {
    let found = Config::parse("g.yaml", text).expect_err(text);
    let remedy = found.remedy.as_deref().unwrap_or("-");
    format!("{} {}: {} | {remedy}", found.code.as_str(), place(&found), found.message)
}

#[test]
fn the_projects_own_configuration() {
    let text = include_str!("../../spec/generator.yaml");
    let config = Config::parse("spec/generator.yaml", text).expect("it is valid");
    assert_eq!(config.package.name.as_deref(), Some("generated-client"));
    assert_eq!(config.client.headers["Finch-API-Version"], "2020-09-17");
    assert_eq!(config.schemes["basicAuth"].credentials, ["client_id", "client_secret"]);
    let operation = &config.operations["post-connect-sessions-reauthenticate"];
    assert_eq!(operation.name.as_deref(), Some("reauthenticate"));
    let group = operation.group.as_deref().expect("it has a group");
    assert_eq!(group, ["connect", "sessions"]);
    assert_eq!(config.sensitive, ["client_secret", "ssn"]);
}

#[test]
fn nothing_means_the_defaults() {
    for text in
        ["", "\n", "# only words\n", "package:\noperations:\n", "\u{feff}sensitive: []"]
    {
        let config = Config::parse("g.yaml", text).expect(text);
        assert!(config.package.name.is_none() && config.operations.is_empty());
    }
}

#[test]
fn formats_have_fitting_types() {
    let text = "formats:\n  date-time: jiff\n  uuid: uuid\n  ipv4: std\n";
    let config = Config::parse("g.yaml", text).expect("it is valid");
    assert_eq!(config.formats[&FormatName::DateTime], FormatType::Jiff);
}

#[test]
fn groups_are_features_where_it_says_so() {
    let features = |text| Config::parse("g.yaml", text).expect(text).package.features;
    assert_eq!(features(""), FeatureGroups::Auto);
    assert_eq!(features("package: { features: groups }"), FeatureGroups::Groups);
    assert_eq!(features("package: { features: none }"), FeatureGroups::None);
}

/// Each mistake, and what is said about it.
#[test]
fn refusals() {
    let mistakes = [
        "formats:\n  uuid: jiff\n",
        "formats:\n  date_time: jiff\n",
        "pakage:\n  name: a\n",
        "package:\n  nmae: a\n",
        "package:\n  features: some\n",
        "client:\n  base_url: https://a.b\n  zzz: 1\n",
        "operations:\n  get:\n    idempotant: true\n",
        "package: []\n",
        "- a\n",
        "lenient_responses: sometimes\n",
        "validate: before sending\n",
        "sensitive: ssn\n",
        "operations:\n  get:\n    group: connect\n",
        "client:\n  headers:\n    A: [1]\n",
        "package:\n  name: Pet Store\n",
        "package:\n  name: core\n",
        "package:\n  name: match\n",
        "package:\n  version: 2020-09-17\n",
        "client:\n  env_prefix: finch\n",
        "client:\n  headers:\n    \"a b\": c\n",
        "client:\n  headers:\n    a: \"b\\r\\nc: d\"\n",
        "operations:\n  a:\n    group: [connect, type]\n",
        "schemes:\n  a:\n    credentials: [a, b, c]\n",
        "names:\n  Pet: Dog\n",
        "package: {\n",
        "names:\n  '#/a': A\n  '#/a': B\n",
        "package:\n  name: a\n  name: b\n",
        "a: &a [*a, *a]\n",
        "diagnostics:\n  allow: [E9999]\n",
        "diagnostics:\n  forbid: [E0104]\n",
        "overlays: mends.yaml\n",
        "client:\n  headers:\n    X-A: b\n    x-a: c\n",
        "client:\n  idempotency_header: Content-Type\n",
        "package:\n  license: MIT OR\n",
    ];
    let said = mistakes.map(|text| format!("{text}=> {}\n", refused(text))).join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn a_missing_file() {
    let missing = std::path::Path::new("no/such/file.yaml");
    let found =
        Config::read(missing, "no/such/file.yaml").expect_err("there is no file");
    assert_eq!(
        (found.code.as_str(), place(&found).as_str()),
        ("E0001", "no/such/file.yaml")
    );
}

/// The keys that serde knows, as it names them when it refuses one.
fn keys(section: &str) -> Vec<String> {
    let parts =
        section.split('.').filter(|part| !part.is_empty()).map(|key| format!("{key}:"));
    let lines = parts.chain(["'?': 1".to_owned()]).enumerate();
    let lines: Vec<String> =
        lines.map(|(depth, line)| format!("{}{line}", "  ".repeat(depth))).collect();
    let text = lines.join("\n");
    let found = Config::parse("g.yaml", &text).expect_err("`?` is not a key");
    let remedy = found.remedy.expect("it lists the keys");
    let list = remedy.strip_prefix("known are ").expect("nothing is like `?`");
    list.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_is_documented() {
    let page = include_str!("../../docs/configuration.md");
    for section in
        ["", "package", "client", "schemes.x", "operations.x", "formats", "diagnostics"]
    {
        let heading = section.replace(".x", ".NAME");
        for key in keys(section) {
            let path = if heading.is_empty() { key } else { format!("{heading}.{key}") };
            assert!(
                page.contains(&format!("`{path}`")),
                "docs/configuration.md lacks `{path}`"
            );
        }
    }
}

/// The extensions that the sources name: each is a text by itself.
fn extensions(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            extensions(&path, found);
        } else if !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let texts =
                text.split('"').filter(|text| text.len() > 2 && text.starts_with("x-"));
            let plain = |text: &&str| {
                text.bytes().all(|it| it == b'-' || it.is_ascii_alphabetic())
            };
            found.extend(texts.filter(plain).map(str::to_owned));
        }
    }
}

#[test]
fn every_extension_that_is_read_is_documented() {
    let page = include_str!("../../docs/configuration.md");
    let (_, table) =
        page.split_once("## What is read of extensions").expect("a section");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for stage in ["document", "lower"] {
        extensions(&root.join(stage), &mut found);
    }
    assert!(found.len() > 10, "{found:?}");
    for extension in found.iter().filter(|it| *it != "x-www-form-urlencoded") {
        assert!(
            table.contains(&format!("`{extension}`")),
            "the table lacks `{extension}`"
        );
    }
}
