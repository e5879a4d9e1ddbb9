//! The generator called from a program: `examples/from_a_program.rs`, and what it relies on.

#[path = "../examples/from_a_program.rs"]
#[allow(dead_code, unreachable_pub)]
mod program;

use generator::config::Config;
use generator::pipeline::{self, Request};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

#[test]
fn a_document_that_was_made_in_rust() {
    let temp = tempfile::tempdir().expect("a folder");
    let mut config = Config::default();
    config.package.name = Some("greetings".to_owned());
    let made = program::generate(&program::document(), &config).expect("no findings");
    let api = &made.planned.api;
    assert_eq!((api.operations.len(), api.types.len()), (1, 0));
    let manifest = made.files.iter().find(|file| file.path == "Cargo.toml");
    assert!(manifest.expect("a manifest").text.contains("name = \"greetings\""));
    assert!(made.files.iter().any(|file| file.text.contains("pub fn greet(")));

    let written = program::write(&made, temp.path()).expect("written");
    assert_eq!(written, made.files.len());
    assert!(temp.path().join("src/lib.rs").is_file());
    assert_eq!(program::write(&made, temp.path()), Ok(0), "nothing changed");
}

/// What stands in the documentation has to work: without an absolute server, it names one.
#[test]
fn examples_have_a_base_url_where_it_is_needed() {
    let all = |servers: &[&str]| {
        let mut document = program::document();
        document.servers.clear();
        document.servers.extend(servers.iter().map(|url| openapiv3::Server {
            url: (*url).to_owned(),
            ..openapiv3::Server::default()
        }));
        let made = program::generate(&document, &Config::default()).expect("no errors");
        let files = ["src/lib.rs", "src/client.rs", "README.md"];
        let of = |path| {
            made.files.iter().find(|file| file.path == path).expect("it is there")
        };
        files.map(|path| of(path).text.clone()).concat()
    };
    for (servers, url) in [
        (&[][..], "https://api.example.com\""),
        (&["/v1/"], "https://api.example.com/v1\""),
        (&["https://{host}/v1"], "https://api.example.com\""),
    ] {
        let text = all(servers);
        assert!(text.contains(&format!(".base_url(\"{url})")), "{text}");
        assert_eq!(text.matches("has to be set").count(), 2, "{text}");
    }
    let text = all(&["https://example.com"]);
    assert!(!text.contains(".base_url(") && !text.contains("has to be set"), "{text}");
}

/// A file of the crate of a case, as it is generated.
fn file_of(case: &str, path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case);
    let config = folder.join("generator.yaml");
    let config = config.exists().then_some(config);
    file_of_document(&folder.join("openapi.yaml"), config, path)
}

/// A file of the crate of a document.
fn file_of_document(document: &Path, config: Option<PathBuf>, path: &str) -> String {
    let document = document.to_owned();
    let request = Request { document, config, ..Request::default() };
    let files = pipeline::run(&request).files.expect("a crate");
    let found = files.into_iter().find(|file| file.path == path);
    found.expect("it is there").text
}

#[test]
fn what_a_client_knows_of_its_service() {
    let client_of = |case| file_of(case, "src/client.rs");
    let text = client_of("documents/server_variables");
    for known in [
        r#"ServerVariable::new("region", "eu").one_of(&["eu", "us"])"#,
        r#"ServerVariable::new("port", "443")"#,
        r#"variables: &[ServerVariable::new("bucket", "main").one_of(&["main", "old"])],"#,
    ] {
        assert!(text.contains(known), "{text}");
    }
    let text = client_of("parameters/idempotency_keys");
    assert!(
        text.contains(r#"idempotency_header: Some("idempotency-token"),"#),
        "{text}"
    );
    // Calls without credentials are what the document has in mind, or not.
    let text = client_of("security/optional");
    assert!(text.contains("anonymous: true,"), "{text}");
    assert!(!text.contains("the credentials are not set"), "{text}");
    let text = client_of("security/oauth2");
    assert!(!text.contains("anonymous"), "{text}");
    assert!(text.contains("the credentials are not set"), "{text}");
}

#[test]
fn what_is_said_of_a_credential_stands_wherever_it_is_given() {
    let client = file_of("security/described", "src/client.rs");
    for said in [
        "It is in the settings of the account.",
        // By the configuration.
        "The password is encoded by the client.",
    ] {
        assert_eq!(client.matches(said).count(), 2, "{client}");
    }
    for line in [
        "/// - `DESCRIBED_API_KEY`: the key. Begins with `Apikey `\n",
        // What is said of a pair is about both together.
        "/// - `DESCRIBED_PASSWORD`: the password\n",
    ] {
        assert!(client.contains(line), "{client}");
    }
}

#[test]
fn the_page_of_a_crate_calls_variants_as_its_code_does() {
    let page = file_of("answers/media_by_status", "API.md");
    for line in [
        "`ExportAny::NoContent`",
        "`ExportOutput::NoContent`",
        "`ExportAny::Csv(String)`",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
}

#[test]
fn the_page_of_a_crate_has_no_empty_section() {
    let page = file_of("answers/no_content", "API.md");
    assert!(!page.contains("`types`"), "{page}");
}

/// The compiler gives up otherwise, long before it has seen all of them.
/// Callers make values of these types without a dependency of their own.
#[test]
fn libraries_of_formats_are_given_on() {
    let library = file_of("scalars/configured_formats", "src/lib.rs");
    let reexports: Vec<&str> = library
        .lines()
        .filter(|line| line.starts_with("pub use ") && !line.contains("::"))
        .collect();
    let expected = ["chrono", "jiff", "rust_decimal", "url", "uuid"];
    assert_eq!(reexports, expected.map(|name| format!("pub use {name};")));
}

#[test]
fn types_deep_within_one_another_let_the_compiler_look_further() {
    let root = |count: usize, last: usize| {
        let schema = |at: usize| {
            let next = if at + 1 == count { last } else { at + 1 };
            let next = format!("#/components/schemas/T{next}");
            (format!("T{at}"), json!({"properties": {"next": {"$ref": next}}}))
        };
        let schemas: Map<String, Value> = (0..count).map(schema).collect();
        let info = json!({"title": "Deep", "version": "1"});
        let components = json!({"schemas": schemas});
        let document =
            json!({"openapi": "3.1.0", "info": info, "components": components});
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("openapi.json");
        std::fs::write(&path, document.to_string()).expect("written");
        file_of_document(&path, None, "src/lib.rs")
    };
    assert!(root(300, 0).contains("#![recursion_limit = \"8192\"]"), "a circle");
    assert!(root(32, 31).contains("#![recursion_limit = \"512\"]"), "a chain");
    assert!(!root(31, 30).contains("recursion_limit"));
}

#[test]
fn findings_instead_of_a_crate() {
    let mut document = program::document();
    document.openapi = "2.0".to_owned();
    let found = program::generate(&document, &Config::default()).err();
    let found = found.expect("2.0 is not read");
    assert!(found.contains("E0102"), "{found}");
}

/// What the program does, as a function: a `build.rs` can call it.
#[test]
fn the_pipeline() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let request = Request {
        document: root.join("spec/openapi.yaml"),
        config: Some(root.join("spec/generator.yaml")),
        input_folder: "spec/".to_owned(),
        ..Request::default()
    };
    let outcome = pipeline::run(&request);
    let files = outcome.files.expect("a crate");
    for file in files {
        let path = root.join("generated-client").join(&file.path);
        let there = std::fs::read_to_string(path).expect("it is checked in");
        assert!(there.replace("\r\n", "\n") == file.text, "{} is stale", file.path);
    }
    let inputs: Vec<_> = outcome.inputs.iter().map(|input| &*input.name).collect();
    assert_eq!(inputs, ["spec/generator.yaml", "spec/openapi.yaml"]);
}
