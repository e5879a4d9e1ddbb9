//! Several files: what is read, and what is not.

use super::{codes, messages};
use crate::diagnostics::{Code, Diagnostics, FileId};
use crate::source::{
    Budgets, FileLoader, Kind, Loader, MemoryLoader, Sources, from_json, from_openapiv3,
    load,
};
use std::fs;
use std::path::Path;

fn run(loader: &mut dyn Loader, root: &str) -> (Option<Sources>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let sources = load(loader, root, &Budgets::default(), &mut diagnostics);
    (sources, diagnostics)
}

fn names(sources: &Sources) -> Vec<&str> {
    sources.files().map(|file| sources.file_name(file)).collect()
}

#[test]
fn references_are_followed_transitively_and_once() {
    let mut loader = MemoryLoader::new()
        .with("api/openapi.yaml", "paths:\n  /a: {$ref: './paths/a%20b.yaml#/x'}\n  /b: {$ref: paths/a%20b.yaml}\n")
        .with("api/paths/a b.yaml", "x: {$ref: '../openapi.yaml#/paths'}\ny: {$ref: '../../c.json#'}\n")
        .with("c.json", "{\"$ref\": \"#/d\"}");
    let (sources, diagnostics) = run(&mut loader, "api/openapi.yaml");
    let sources = sources.unwrap();
    assert_eq!(messages(&diagnostics), [""; 0]);
    assert_eq!(names(&sources), ["api/openapi.yaml", "api/paths/a b.yaml", "c.json"]);
    let [root, paths, c] = [0, 1, 2].map(FileId);
    assert_eq!(sources.linked(root, "./paths/a%20b.yaml"), Some(paths));
    assert_eq!(sources.linked(root, "paths/a%20b.yaml#/y"), Some(paths));
    assert_eq!(sources.linked(paths, "../openapi.yaml"), Some(root));
    assert_eq!(sources.linked(paths, "../../c.json"), Some(c));
    assert_eq!(sources.linked(c, ""), Some(c));
    assert_eq!(sources.linked(c, "d.json"), None);
    let x = sources.get(sources.file_root(paths), "x").unwrap();
    assert_eq!(sources.pointer(x), "api/paths/a b.yaml#/x");
    assert_eq!(sources.file(x), paths);
}

#[test]
fn data_is_not_searched_for_references() {
    let root = "
paths:
  /a:
    get:
      responses:
        default: {$ref: a.yaml}
        x-other: {$ref: no.yaml}
components:
  schemas:
    S:
      properties:
        example: {$ref: b.yaml}
        default: {$ref: c.yaml}
        x-y: {$ref: d.yaml}
        $ref: {type: string}
      example: {$ref: no.yaml}
      default: {a: [{$ref: no.yaml}]}
      enum: [{$ref: no.yaml}]
      const: {$ref: no.yaml}
      x-z: {$ref: no.yaml}
      examples: [{$ref: no.yaml}]
      $ref: e.yaml
      title: $ref
  examples:
    E: {value: {$ref: no.yaml}}
    F: {$ref: f.yaml}
  x-z: {$ref: no.yaml}
";
    let mut loader = MemoryLoader::new().with("r.yaml", root);
    for name in ["a", "b", "c", "d", "e", "f"] {
        loader = loader.with(format!("{name}.yaml"), "{}");
    }
    let (sources, diagnostics) = run(&mut loader, "r.yaml");
    assert_eq!(messages(&diagnostics), [""; 0]);
    assert_eq!(
        names(&sources.unwrap())[1..],
        ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"]
    );
}

#[test]
fn discriminator_mappings_and_dynamic_references_count() {
    let root = "
components:
  schemas:
    dog.json: {}
    Pet:
      discriminator:
        propertyName: kind
        mapping: {a: Cat, b: cat.yaml, c: ./x/bird.yaml#/Bird, d: dog.json, e: '#/components/schemas/Pet'}
      $dynamicRef: fish.yaml#node
";
    let mut loader = MemoryLoader::new()
        .with("r.yaml", root)
        .with("cat.yaml", "{}")
        .with("x/bird.yaml", "{}")
        .with("fish.yaml", "{}");
    let (sources, diagnostics) = run(&mut loader, "r.yaml");
    assert_eq!(messages(&diagnostics), [""; 0]);
    assert_eq!(names(&sources.unwrap())[1..], ["cat.yaml", "x/bird.yaml", "fish.yaml"]);
}

#[test]
fn what_cannot_be_read_is_said_at_the_reference() {
    let root = "a: {$ref: none.yaml}\nb: {$ref: none.yaml#/x}\nc: {$ref: 'https://example.com/a.yaml'}\n\
        d: {$ref: broken.yaml}\ne: {$ref: sub/../broken.yaml}\nf: {$ref: latin1.yaml}\ng: {$ref: '%ff.yaml'}\n";
    let mut loader = MemoryLoader::new()
        .with("r.yaml", root)
        .with("broken.yaml", "a: [1\nb: 2\n")
        .with("latin1.yaml", b"a: \xe9".as_slice());
    let (sources, diagnostics) = run(&mut loader, "r.yaml");
    let sources = sources.unwrap();
    assert_eq!(
        codes(&diagnostics),
        [
            Code::UnreadableReference,
            Code::ForbiddenReference,
            Code::UnreadableReference,
            Code::UnreadableReference,
            Code::UnreadableReference,
            Code::UnreadableReference,
        ]
    );
    assert!(!diagnostics.has_errors());
    let all: Vec<_> = diagnostics.iter().collect();
    assert_eq!(all[0].message, "cannot read `none.yaml`: there is no such file");
    assert!(all[0].consequence.as_ref().unwrap().ends_with("at one further place"));
    assert!(all[1].remedy.as_ref().unwrap().contains("--map URL=FILE"));
    assert_eq!(all[2].related.len(), 1);
    assert_eq!(sources.linked(FileId(0), "broken.yaml"), None);
    assert_eq!(sources.linked(FileId(0), "none.yaml"), None);
}

#[test]
fn the_number_of_files_is_bounded() {
    let mut loader = MemoryLoader::new();
    for i in 0..20 {
        loader = loader.with(format!("{i}.yaml"), format!("$ref: {}.yaml", i + 1));
    }
    let mut diagnostics = Diagnostics::new();
    let budgets = Budgets { files: 5, ..Budgets::default() };
    let sources = load(&mut loader, "0.yaml", &budgets, &mut diagnostics).unwrap();
    assert_eq!(sources.files().len(), 5);
    assert_eq!(codes(&diagnostics), [Code::OverBudget]);
    assert!(
        diagnostics
            .iter()
            .next()
            .unwrap()
            .remedy
            .as_ref()
            .unwrap()
            .contains("--max-files")
    );
}

#[test]
fn the_root_must_be_text() {
    let cases: [(&[u8], Code); 5] = [
        (b"\xff\xfea\0:\0", Code::NotUtf8),
        (b"\xfe\xff\0a", Code::NotUtf8),
        (b"o\0p\0e\0", Code::NotUtf8),
        (b"\0\0\0o\0\0\0p", Code::NotUtf8),
        (b"a: 1\nb: \xc3", Code::NotUtf8),
    ];
    for (bytes, code) in cases {
        let (sources, diagnostics) = run(&mut MemoryLoader::new().with("r", bytes), "r");
        assert!(sources.is_none());
        assert_eq!(codes(&diagnostics), [code]);
    }
    let (sources, diagnostics) = run(&mut MemoryLoader::new(), "r");
    assert!(sources.is_none());
    assert_eq!(codes(&diagnostics), [Code::Unreadable]);
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A document that refers to `path`, read from disk with `loader`.
fn refer(folder: &Path, loader: &mut FileLoader, path: &str) -> (Sources, Diagnostics) {
    write(folder, "api/openapi.yaml", &format!("a: {{$ref: '{path}'}}\n"));
    let root = folder.join("api/openapi.yaml");
    let (sources, diagnostics) = run(loader, root.to_str().unwrap());
    (sources.unwrap(), diagnostics)
}

#[test]
fn files_below_the_root_are_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "api/deep/a.yaml", "x: 1\n");
    let (sources, diagnostics) =
        refer(folder.path(), &mut FileLoader::new(), "deep/../deep/a.yaml");
    assert_eq!(messages(&diagnostics), [""; 0]);
    assert_eq!(names(&sources), ["openapi.yaml", "deep/a.yaml"]);
    let file = sources.linked(FileId(0), "deep/../deep/a.yaml").unwrap();
    assert_eq!(
        Path::new(sources.file_path(file)),
        folder.path().join("api/deep/a.yaml")
    );
}

#[test]
fn files_elsewhere_need_permission() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "shared/a.yaml", "x: 1\n");
    let absolute = folder.path().join("shared/a.yaml");
    for path in
        ["../shared/a.yaml", "../none.yaml", absolute.to_str().unwrap(), "/etc/passwd"]
    {
        let (sources, diagnostics) = refer(folder.path(), &mut FileLoader::new(), path);
        assert_eq!(codes(&diagnostics), [Code::ForbiddenReference], "{path}");
        assert_eq!(sources.files().len(), 1);
        let remedy = diagnostics.iter().next().unwrap().remedy.clone().unwrap();
        assert!(remedy.contains("--ref-root"));
    }
    let mut loader = FileLoader::new().ref_root(folder.path().join("shared")).unwrap();
    let (sources, diagnostics) = refer(folder.path(), &mut loader, "../shared/a.yaml");
    assert_eq!(messages(&diagnostics), [""; 0]);
    assert_eq!(names(&sources)[1], "../shared/a.yaml");
}

#[test]
fn what_is_mapped_to_nothing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let url = "https://example.com/a.yaml";
    let mut loader = FileLoader::new().map(url, folder.path().join("none.yaml"));
    let (_, diagnostics) = refer(folder.path(), &mut loader, url);
    let message = &messages(&diagnostics)[0];
    assert!(message.contains("none.yaml") && message.contains(url), "{message}");
    write(folder.path(), "file.yaml", "x: 1\n");
    assert!(FileLoader::new().ref_root(folder.path().join("file.yaml")).is_err());
}

/// However the way out is written, the file is not read, and what it holds is not told.
#[test]
fn no_way_of_writing_a_path_leads_out() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "secret.yaml", "CANARY: [\n");
    write(folder.path(), "api/in/ok.yaml", "x: 1\n");
    let absolute = folder.path().join("secret.yaml");
    let absolute = absolute.to_str().unwrap();
    let long = format!("{}secret.yaml", "../".repeat(4_000));
    for path in [
        "../secret.yaml",
        "./.././secret.yaml",
        "in/../../secret.yaml",
        "in/ok.yaml/../../../secret.yaml",
        "%2e%2e/secret.yaml",
        "%2E%2E%2Fsecret.yaml",
        "..%2fsecret.yaml",
        "..\\secret.yaml",
        "%c0%ae%c0%ae/secret.yaml",
        "../secret.yaml?in/ok.yaml",
        "../secret.yaml%00in/ok.yaml",
        &format!("/{absolute}"),
        &format!("//{absolute}"),
        &format!("file:{absolute}"),
        &format!("file://{absolute}"),
        &format!("FILE://localhost{absolute}"),
        "C:\\secret.yaml",
        "C:/secret.yaml",
        "\\\\host\\share",
        "//host/share",
        "urn:x:y",
        "data:text/yaml,x",
        "/proc/self/environ",
        "/dev/stdin",
        "/dev/zero",
        "~/secret.yaml",
        "$HOME/secret.yaml",
        "in",
        "..",
        ".",
        "/",
        "%",
        "%ff",
        &"x".repeat(100_000),
        &long,
    ] {
        let (sources, diagnostics) = refer(folder.path(), &mut FileLoader::new(), path);
        assert_eq!(sources.files().len(), 1, "{path}");
        let told = messages(&diagnostics);
        assert!(!told.is_empty() && !told.concat().contains("CANARY"), "{told:?}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_do_not_lead_out() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "secret/a.yaml", "x: 1\n");
    write(folder.path(), "api/b.yaml", "x: 1\n");
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(folder.path().join(target), folder.path().join(name))
            .unwrap();
    };
    link("secret/a.yaml", "api/file.yaml");
    link("secret", "api/folder");
    link("api/b.yaml", "api/inside.yaml");
    for path in ["file.yaml", "folder/a.yaml"] {
        let (_, diagnostics) = refer(folder.path(), &mut FileLoader::new(), path);
        assert_eq!(codes(&diagnostics), [Code::ForbiddenReference], "{path}");
    }
    let (_, diagnostics) = refer(folder.path(), &mut FileLoader::new(), "inside.yaml");
    assert_eq!(messages(&diagnostics), [""; 0]);
}

#[test]
fn urls_are_mapped_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "elsewhere/a.yaml", "x: 1\n");
    let url = "https://example.com/a.yaml";
    for path in [url, "//example.com/a.yaml", "file:///etc/passwd", "C:/a.yaml"] {
        let (_, diagnostics) = refer(folder.path(), &mut FileLoader::new(), path);
        assert_eq!(codes(&diagnostics), [Code::ForbiddenReference], "{path}");
    }
    let mut loader = FileLoader::new().map(url, folder.path().join("elsewhere/a.yaml"));
    let (sources, diagnostics) = refer(folder.path(), &mut loader, url);
    assert_eq!(messages(&diagnostics), [""; 0]);
    let root = sources.file_root(sources.linked(FileId(0), url).unwrap());
    assert_eq!(sources.kind(sources.get(root, "x").unwrap()), Kind::Number("1"));
    assert_eq!(sources.pointer(root), "https://example.com/a.yaml#");
}

#[test]
fn folders_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "api/deep/a.yaml", "");
    for path in ["deep", ".", "deep/a.yaml/b.yaml"] {
        let (_, diagnostics) = refer(folder.path(), &mut FileLoader::new(), path);
        assert_eq!(codes(&diagnostics), [Code::UnreadableReference], "{path}");
    }
}

#[test]
fn references_that_lead_nowhere_are_bounded() {
    let lines: Vec<_> = (0..40).map(|i| format!("- {{$ref: {i}.yaml}}\n")).collect();
    let mut loader = MemoryLoader::new().with("r.yaml", lines.concat());
    let mut diagnostics = Diagnostics::new();
    let budgets = Budgets { files: 5, ..Budgets::default() };
    load(&mut loader, "r.yaml", &budgets, &mut diagnostics).unwrap();
    assert_eq!(diagnostics.iter().count(), 6);
    assert_eq!(codes(&diagnostics)[5], Code::OverBudget);
}

#[test]
fn documents_made_by_programs_are_read() {
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}},
    });
    let budgets = Budgets::default();
    let mut diagnostics = Diagnostics::new();
    let sources = from_json(&document, &budgets, &mut diagnostics).unwrap();
    assert_eq!(sources.to_json(sources.root()), Some(document.clone()));

    let typed: openapiv3::OpenAPI = serde_json::from_value(document.clone()).unwrap();
    let sources = from_openapiv3(&typed, &budgets, &mut diagnostics).unwrap();
    assert_eq!(sources.to_json(sources.root()), Some(document));
    let version = sources.get(sources.root(), "openapi").unwrap();
    let (file, span) = sources.span(version);
    assert_eq!(sources.line_column(file, span.start).line, 2);
    assert_eq!(messages(&diagnostics), [""; 0]);
}
