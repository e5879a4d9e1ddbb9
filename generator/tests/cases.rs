//! The cases: one feature each, with the model and the Rust that come of it beside the document.
//!
//! A case with errors has the rendered findings (`diagnostics.snap`); the others have the
//! model (`model.snap`), the types and operations (`rust.snap`), and, where there are
//! warnings, the findings as well.

use generator::config::Config;
use generator::{Generated, diagnostics::Severity};
use std::fmt::Write as _;
use std::path::Path;

#[test]
fn every_case() {
    insta::glob!("cases/**/openapi.yaml", |path| {
        let folder = path.parent().unwrap_or(path);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_suffix("");
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.set_omit_expression(true);
        settings.bind(|| check(path, folder));
    });
}

fn check(path: &Path, folder: &Path) {
    let config = folder.join("generator.yaml");
    let config = if config.exists() {
        let text = std::fs::read_to_string(&config).unwrap();
        Config::from_text(&text, "generator.yaml").unwrap()
    } else {
        Config::default()
    };
    let generated = generator::generate_file(path, &config);
    let findings = generated.render();
    if generated.diagnostics.count(Severity::Error) > 0 {
        insta::assert_snapshot!("diagnostics", findings);
        return;
    }
    if !findings.is_empty() {
        insta::assert_snapshot!("diagnostics", findings);
    }
    insta::assert_snapshot!("model", generated.outline());
    insta::assert_snapshot!("rust", rust(&generated));
}

/// The files that differ from case to case.
fn rust(generated: &Generated) -> String {
    let mut out = String::new();
    for file in &generated.files {
        let ours =
            file.path.starts_with("src/types") || file.path.starts_with("src/api");
        if ours {
            let _ = writeln!(out, "// ----- {}\n{}", file.path, file.text);
        }
    }
    out
}
