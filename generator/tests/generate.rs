//! The whole way, as a user goes it: a document in, a folder out, and what the program says.

#[path = "support/session.rs"]
mod session;

use generator::output::ledger::Ledger;
use session::{generator, workspace};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Exit code, stdout, stderr.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let done = generator(folder, args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap_or(-1), text(&done.stdout), text(&done.stderr))
}

/// A workspace with this project's document and configuration, and no client yet.
fn empty_workspace() -> TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    for folder in ["spec", "generator"] {
        fs::create_dir(temp.path().join(folder)).expect("made");
    }
    for file in ["spec/openapi.yaml", "spec/generator.yaml", "generator/Cargo.toml"] {
        fs::copy(workspace().join(file), temp.path().join(file)).expect("copied");
    }
    temp
}

/// A change of the generator shows here; a change of the document also in `build.rs`.
#[test]
fn the_client_that_is_checked_in_is_up_to_date() {
    let (code, out, err) = run(&workspace(), &["--check"]);
    assert_eq!(code, 0, "run `cargo run -p generator`:\n{out}{err}");
}

/// What a run no longer writes it removes, but it does not know of what it never wrote.
#[test]
fn nothing_stands_among_the_clients_sources_that_is_not_generated() {
    let client = workspace().join("generated-client");
    let ledger = fs::read_to_string(client.join("generated.lock")).expect("checked in");
    let ledger = Ledger::parse(&ledger).expect("a ledger");
    let mut open = vec![client.join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(&client).expect("inside");
            let name = inside.to_string_lossy().replace('\\', "/");
            assert!(ledger.outputs.contains_key(&name), "{name} is not generated");
        }
    }
}

#[test]
fn a_second_run_writes_nothing_and_a_changed_document_shows() {
    let temp = empty_workspace();
    let inside = temp.path().join("spec");
    let (code, _, err) = run(&inside, &[]);
    assert_eq!(code, 0, "{err}");
    let files =
        |path: &str| fs::read_to_string(temp.path().join("generated-client").join(path));
    let here = files("generated.lock").expect("written");
    let there = fs::read_to_string(workspace().join("generated-client/generated.lock"));
    assert!(here == there.expect("checked in"), "the same files from another folder");
    let (code, _, err) = run(temp.path(), &[]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("0 files written"), "{err}");
    assert_eq!(run(temp.path(), &["--check"]).0, 0);

    let document = temp.path().join("spec/openapi.yaml");
    let text = fs::read_to_string(&document).expect("it is there");
    let text = text.replace("ID of the existing connection", "ID of a connection");
    fs::write(&document, text).expect("written");
    let (code, out, _) = run(temp.path(), &["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("src/types/reauthenticate_request.rs: stale"), "{out}");
    let (code, _, err) = run(temp.path(), &[]);
    assert!(code == 0 && !err.contains(" 0 files written"), "{err}");
    assert!(
        files("src/types/reauthenticate_request.rs")
            .expect("written")
            .contains("ID of a con")
    );
}

#[test]
fn another_document_and_a_folder_that_holds_something() {
    let temp = empty_workspace();
    let args =
        ["generate", "spec/openapi.yaml", "--out", "a/client", "--name", "finch-client"];
    let (code, _, err) = run(temp.path(), &args);
    assert_eq!(code, 0, "{err}");
    let manifest =
        fs::read_to_string(temp.path().join("a/client/Cargo.toml")).expect("written");
    assert!(manifest.contains("name = \"finch-client\""), "{manifest}");

    let args = ["generate", "spec/openapi.yaml", "--out", "spec"];
    let (code, _, err) = run(temp.path(), &args);
    assert!(code == 2 && err.contains("E0701"), "{err}");
    assert_eq!(fs::read_dir(temp.path().join("spec")).expect("listed").count(), 2);
}

/// A folder with something in it, run after run: exit code and findings; what is there stays.
fn refused(files: &[(&str, &[u8])], args: &[&str]) -> (i32, String) {
    let temp = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = temp.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    let (code, _, err) = run(temp.path(), args);
    let mut entries = walk(temp.path());
    entries.sort();
    let mut names: Vec<_> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.sort();
    assert_eq!(entries, names, "nothing was written, and nothing is lost");
    for (name, bytes) in files {
        assert_eq!(fs::read(temp.path().join(name)).expect("read"), *bytes);
    }
    (code, err)
}

/// The files below a folder.
fn walk(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(folder).expect("inside");
                files.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files
}

const GENERATE: &[&str] = &["generate", "api.yaml", "--out", "out"];

/// Everything that cannot become a crate: the exit code, the place, and what to do about it.
#[test]
fn bad_input_is_refused_with_its_place_and_a_remedy() {
    let head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
    let duplicate = format!("{head}paths: {{}}\npaths: {{}}\n");
    let cases: &[(&[u8], i32, &[&str])] = &[
        (b"", 1, &["error[E0002]", "api.yaml", "help: "]),
        (b"# nothing\n", 1, &["error[E0002]", "api.yaml", "help: "]),
        (b"\xff\xfe", 1, &["error[E0003]", "api.yaml", "help: "]),
        (b"paths: [\n", 1, &["error[E0004]", "api.yaml:", "help: "]),
        (b"a: b: c\n", 1, &["error[E0004]", "api.yaml:1:", "help: "]),
        (b"just words\n", 1, &["error[E0101]", "api.yaml:1:1", "help: "]),
        (b"[{\"openapi\": \"3.1.0\"}]", 1, &["error[E0101]", "api.yaml:1:1", "help: "]),
        (b"asyncapi: 3.0.0\n", 1, &["error[E0101]", "api.yaml:1:", "help: "]),
        (b"swagger: '2.0'\n", 1, &["error[E0102]", "api.yaml:1:", "swagger2openapi"]),
        (b"openapi: 4.0.0\n", 1, &["error[E0102]", "api.yaml:1:", "help: "]),
        (duplicate.as_bytes(), 1, &["error[E0005]", "api.yaml:4:1", "help: "]),
    ];
    for (text, expected, said) in cases {
        let (code, err) = refused(&[("api.yaml", text)], GENERATE);
        let text = String::from_utf8_lossy(text);
        assert_eq!(code, *expected, "{text}: {err}");
        for said in *said {
            assert!(err.contains(said), "{text}: {said:?} is not in: {err}");
        }
        assert!(err.contains("nothing was written"), "{text}: {err}");
    }
    let (code, err) = refused(&[], GENERATE);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("E0001") && err.contains("api.yaml"), "{err}");
}

/// What a broken reference costs is told; the rest is generated. `--strict` refuses.
#[test]
fn a_broken_reference() {
    let text = "\
openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json: { schema: { $ref: '#/components/schemas/Pett' } }
components:
  schemas: { Pet: { type: object, properties: { name: { type: string } } } }
";
    let strict: Vec<&str> = GENERATE.iter().copied().chain(["--strict"]).collect();
    let (code, err) = refused(&[("api.yaml", text.as_bytes())], &strict);
    assert_eq!(code, 1, "{err}");
    for said in ["error[E0201]", "api.yaml:10:", "`#/components/schemas/Pet`"] {
        assert!(err.contains(said), "{said:?} is not in: {err}");
    }
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("api.yaml"), text).expect("written");
    let (code, _, err) = run(temp.path(), GENERATE);
    assert!(code == 0 && err.contains("warning[E0201]"), "{code}: {err}");
    assert!(temp.path().join("out/src/types/pet.rs").is_file());
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let document = fs::read(workspace().join("spec/openapi.yaml")).expect("read");
    let files: &[(&str, &[u8])] =
        &[("api.yaml", &document), ("out/thesis.tex", b"years"), ("out/a/b.txt", b"b")];
    for more in [None, Some("--dry-run"), Some("--check")] {
        let args: Vec<&str> = GENERATE.iter().copied().chain(more).collect();
        let (code, err) = refused(files, &args);
        assert_eq!(code, 2, "{err}");
        for said in ["error[E0701]", "not generated: ", "help: ", "--force"] {
            assert!(err.contains(said), "{said:?} is not in: {err}");
        }
    }
    let forced: Vec<&str> =
        GENERATE.iter().copied().chain(["--dry-run", "--force"]).collect();
    let (code, err) = refused(files, &forced);
    assert!(code == 0 && err.contains("would change"), "{err}");
}

/// The crate of a document that is not the project's own stands alone and compiles without a
/// warning.
#[test]
fn another_document_becomes_a_complete_crate() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = workspace().join("generator/tests/documents/pets.yaml");
    let document = document.to_str().expect("text");
    let (code, _, err) =
        run(temp.path(), &["generate", document, "--out", "pets", "--strict"]);
    assert_eq!(code, 0, "{err}");
    let folder = temp.path().join("pets");
    for file in ["Cargo.toml", "README.md", "API.md", "src/lib.rs", "generated.lock"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    // The versions that this workspace has tried; without it cargo would look for newer ones.
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .args(["check", "--no-default-features", "--features", "mock"])
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/check"))
        .env_remove("RUSTFLAGS")
        .current_dir(&folder)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && !said.contains("warning"), "{said}");
}

/// The crate of a document that has nothing to call: the files of `src`, the manifest, and
/// `lib.rs`.
fn without_operations(rest: &str) -> (Vec<String>, String, String) {
    let temp = tempfile::tempdir().expect("a folder");
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\n\
         servers: [{{url: 'https://pets.example'}}]\n{rest}\
         components:\n  securitySchemes: {{key: {{type: http, scheme: bearer}}}}\n  \
         schemas: {{Cat: {{type: object, properties: {{name: {{type: string}}}}}}}}\n"
    );
    fs::write(temp.path().join("pets.yaml"), document).expect("written");
    let args = ["generate", "pets.yaml", "--out", "pets", "--contract-test"];
    let (code, _, err) = run(temp.path(), &args);
    assert_eq!(code, 0, "{err}");
    let text = |path: &str| {
        fs::read_to_string(temp.path().join("pets").join(path)).expect("it")
    };
    (walk(&temp.path().join("pets")), text("Cargo.toml"), text("src/lib.rs"))
}

/// Users of a document without operations compile no client, and nothing that one stands on.
#[test]
fn a_document_without_operations_gives_types_alone() {
    let (files, manifest, library) = without_operations("");
    for of_calls in ["client.rs", "api.rs", "transport.rs", "retry.rs", "contract.rs"] {
        assert!(!files.iter().any(|file| file.ends_with(of_calls)), "{of_calls}");
    }
    assert!(files.iter().any(|file| file.ends_with("types/cat.rs")), "{files:?}");
    for absent in ["[features]", "reqwest", "http", "tokio", "A client"] {
        assert!(!manifest.contains(absent), "{absent} in {manifest}");
    }
    for absent in ["Client", "Error:", "BuildError", "mock"] {
        assert!(!library.contains(absent), "{absent} in {library}");
    }
    assert!(library.contains("from_json"), "{library}");
}

#[test]
fn webhooks_without_operations_are_checked_without_a_client() {
    let (files, manifest, library) = without_operations(
        "webhooks: {born: {post: {requestBody: {content: {application/json: \
         {schema: {$ref: '#/components/schemas/Cat'}}}}, responses: {'200': {description: ok}}}}}\n",
    );
    assert!(!files.iter().any(|file| file.ends_with("client.rs")), "{files:?}");
    assert!(
        files.iter().any(|file| file.ends_with("runtime/webhooks/verifier.rs")),
        "{files:?}"
    );
    assert!(manifest.contains("webhooks = [") && !manifest.contains("reqwest"));
    assert!(library.contains("WebhookVerifier") && library.contains("BuildError"));
}

/// What a single webhook sends is a type like others.
#[test]
fn the_page_of_a_crate_has_no_empty_section() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n\
        webhooks: {born: {post: {requestBody: {content: {application/json: \
        {schema: {$ref: '#/components/schemas/Cat'}}}}, responses: {'200': {description: ok}}}}}\n\
        components: {schemas: {Cat: {type: object, properties: {name: {type: string}}}}}\n";
    fs::write(temp.path().join("pets.yaml"), document).expect("written");
    let (code, _, err) = run(temp.path(), &["generate", "pets.yaml", "--out", "pets"]);
    assert_eq!(code, 0, "{err}");
    let page = fs::read_to_string(temp.path().join("pets/API.md")).expect("it");
    assert!(page.contains("## `types`") && !page.contains("## `webhooks`"), "{page}");
}

#[test]
fn what_is_no_openapi_document_is_said_to_be_none() {
    let temp = tempfile::tempdir().expect("a folder");
    let documents = [
        ("swagger.yaml", "swagger: \"2.0\"\n", "E0102"),
        ("list.json", "[1]", "E0101"),
        ("other.yaml", "asyncapi: 3.0.0\n", "E0101"),
    ];
    for (name, text, said) in documents {
        fs::write(temp.path().join(name), text).expect("written");
        let (code, _, err) = run(temp.path(), &["generate", name, "--out", "out"]);
        assert!(
            code == 1 && err.contains(said) && err.contains(name),
            "{name}: {code} {err}"
        );
        assert!(!temp.path().join("out").exists(), "{name}");

        let json = ["generate", name, "--out", "out", "--message-format", "json"];
        let (_, out, _) = run(temp.path(), &json);
        for line in out.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).expect("JSON lines");
            assert!(value.is_object(), "{line}");
        }
        assert!(out.contains(said), "{out}");
    }
}

/// Derived comparisons of so many fields overflow the stack of rustc.
#[test]
fn a_struct_of_many_fields_compares_them_in_a_row() {
    let text = |count: usize| {
        let names = (0..count).map(|at| format!("p{at}: {{ type: string }}"));
        let properties = names.collect::<Vec<_>>().join("\n        ");
        let temp = tempfile::tempdir().expect("a folder");
        let document = format!(
            "openapi: 3.1.0\ninfo: {{ title: Wide, version: '1' }}\ncomponents:\n  schemas:\n    \
             Wide:\n      type: object\n      properties:\n        {properties}"
        );
        fs::write(temp.path().join("wide.yaml"), document).expect("written");
        let (code, _, err) =
            run(temp.path(), &["generate", "wide.yaml", "--out", "out"]);
        assert_eq!(code, 0, "{err}");
        fs::read_to_string(temp.path().join("out/src/types/wide.rs")).expect("written")
    };
    assert!(text(1_000).contains("#[derive(Clone, Default, PartialEq)]"));
    let many = text(1_001);
    assert!(many.contains("#[derive(Clone, Default)]"));
    assert!(
        many.contains(
            "        if self.p1000 != other.p1000 {\n            return false;"
        )
    );
}
