//! Generates the client into `OUT_DIR`.

use generator::pipeline::{Draw, Request, run};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?).join("client");
    let request = Request {
        document: "openapi.yaml".into(),
        // The examples in the documentation name the crate.
        package_name: Some(env::var("CARGO_PKG_NAME")?),
        ..Request::default()
    };
    let outcome = run(&request);
    for input in &outcome.inputs {
        println!("cargo::rerun-if-changed={}", input.path.display());
    }
    let found = outcome.draw(Draw::Human { colours: false, per_code: 10 });
    for line in found.lines() {
        println!("cargo::warning={line}");
    }
    for file in outcome.files.ok_or("the document has errors")? {
        if let Some(path) = file.path.strip_prefix("src/") {
            write(&out.join(path), &included(path, &file.text))?;
        }
    }
    Ok(())
}

/// The root of a crate begins with documentation and attributes of the crate, which a file that
/// is included cannot have.
fn included(path: &str, text: &str) -> String {
    let inner = |line: &&str| line.starts_with("//!") || line.starts_with("#![");
    match path {
        "lib.rs" => text
            .lines()
            .filter(|line| !inner(line))
            .flat_map(|line| [line, "\n"])
            .collect(),
        _ => text.to_owned(),
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}
