//! What the cases give is compiled, formatted, documented and run.
//!
//! Each case is a package of one scratch workspace in the target folder; files that are the
//! same as in the last run are left alone, so that only what changed is compiled again.

#[path = "support/hostile.rs"]
mod hostile;
mod support;
#[path = "support/text.rs"]
mod text;
#[path = "support/scratch.rs"]
mod workspace;

use generator::output::OutputFile;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock};
use support::Case;
use workspace::write;

/// The scratch workspace.
struct Scratch {
    folder: PathBuf,
    packages: Vec<Package>,
}

/// A generated crate in it.
struct Package {
    name: String,
    files: Vec<OutputFile>,
    /// The case that it was made from.
    case: Option<Case>,
}

impl Package {
    /// Values of its types, and what they are when they are written again.
    fn wire(&self) -> Option<String> {
        self.case.as_ref()?.beside("wire.json")
    }

    fn has_samples(&self) -> bool {
        self.files.iter().any(|file| file.path.starts_with("examples/"))
    }

    /// The features of its groups, and the one that has them all.
    fn group_features(&self) -> Vec<&str> {
        let manifest = self.files.iter().find(|file| file.path == "Cargo.toml");
        let lines = manifest.map_or("", |file| &file.text).lines();
        lines
            .skip_while(|line| !line.starts_with("full = ["))
            .take_while(|line| !line.is_empty())
            .filter_map(|line| line.split_once(" = [").map(|(name, _)| name))
            .collect()
    }
}

/// The workspace, made once; cargo would wait for its own lock anyway.
fn scratch() -> MutexGuard<'static, Scratch> {
    static SCRATCH: OnceLock<Mutex<Scratch>> = OnceLock::new();
    let scratch = SCRATCH.get_or_init(|| Mutex::new(Scratch::new()));
    scratch.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Scratch {
    fn new() -> Self {
        let folder = workspace::folder("cases");
        let mut packages = Vec::new();
        for name in support::names() {
            let mut case = Case::new(&name);
            if let Some(generated) = case.generated.take() {
                let name = name.replace('/', "-");
                let mut files = generated.files;
                files.extend(samples(&generated.planned.plan));
                packages.push(Package { name, files, case: Some(case) });
            }
        }
        for (at, document) in hostile::documents().enumerate() {
            let name = format!("docs-hostile{at}");
            let files = text::files("x.json", &document.to_string(), &name);
            packages.push(Package { name, files, case: None });
        }
        for Package { name, files, .. } in &packages {
            write_all(&folder.join(name), files);
        }
        let scratch = Self { folder, packages };
        scratch.forget_old_packages();
        scratch.write_wire();
        let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
        for Package { name, .. } in &scratch.packages {
            let _ = writeln!(manifest, "    \"{name}\",");
        }
        manifest.push_str("    \"wire\",\n]\n");
        write(&scratch.folder.join("Cargo.toml"), &manifest);
        workspace::lock(&scratch.folder);
        scratch
    }

    fn forget_old_packages(&self) {
        let known: BTreeSet<&str> =
            self.packages.iter().map(|package| package.name.as_str()).collect();
        for entry in fs::read_dir(&self.folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_package = entry.path().join("Cargo.toml").exists();
            if is_package && name != "wire" && !known.contains(name.as_str()) {
                fs::remove_dir_all(entry.path()).expect("removed");
            }
        }
    }

    /// The program that reads and writes what stands in `wire.json` beside the cases.
    fn write_wire(&self) {
        let mut dependencies = String::new();
        let mut body = String::new();
        for package in &self.packages {
            let Some(text) = package.wire() else { continue };
            let name = &package.name;
            let library = name.replace('-', "_");
            let _ = writeln!(
                dependencies,
                "{name} = {{ path = \"../{name}\", default-features = false }}"
            );
            let checks: Vec<serde_json::Value> =
                serde_json::from_str(&text).expect("a list of checks");
            for (at, check) in checks.iter().enumerate() {
                let ty = check["type"].as_str().expect("a type");
                let what = format!("{name} {at}");
                let own = if check["serde"] == false { "_own" } else { "" };
                let check = check.to_string();
                let _ = writeln!(
                    body,
                    "    wire{own}!({library}, {ty}, {what:?}, {check:?});"
                );
            }
        }
        let manifest = format!(
            "[package]\nname = \"wire\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nserde_json = \"1\"\n{dependencies}"
        );
        write(&self.folder.join("wire/Cargo.toml"), &manifest);
        let wire = include_str!("support/wire.rs");
        let main = format!("{wire}\nfn checks(failed: &mut Vec<String>) {{\n{body}}}\n");
        let main = main.replace("wire!(", "wire!(failed, ");
        let main = main.replace("wire_own!(", "wire_own!(failed, ");
        write(&self.folder.join("wire/src/main.rs"), &main);
    }

    fn cargo(&self, args: &[&str]) {
        let done = workspace::cargo(&self.folder)
            .args(args)
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&done.stderr);
        let out = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success(), "cargo {}:\n{text}\n{out}", args.join(" "));
    }
}

/// The samples of a crate as its examples.
fn samples(plan: &generator::rust::Crate) -> impl Iterator<Item = OutputFile> {
    let samples = generator::samples::samples(plan).into_iter();
    samples.map(|(name, text)| OutputFile { path: format!("examples/{name}.rs"), text })
}

fn write_all(folder: &Path, files: &[OutputFile]) {
    let kept: BTreeSet<PathBuf> =
        files.iter().map(|file| folder.join(&file.path)).collect();
    forget_others(folder, &kept);
    for file in files {
        write(&folder.join(&file.path), &file.text);
    }
}

fn forget_others(folder: &Path, kept: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            forget_others(&path, kept);
        } else if !kept.contains(&path) {
            fs::remove_file(path).expect("removed");
        }
    }
}

/// Cases with values to read and write are left to the program that does it, which compiles
/// them with the same lints.
#[test]
fn every_case_compiles_without_warnings() {
    let scratch = scratch();
    let args = ["check", "--workspace", "--no-default-features", "--keep-going"];
    let in_wire = scratch
        .packages
        .iter()
        .filter(|package| package.wire().is_some())
        .flat_map(|package| ["--exclude", package.name.as_str()]);
    let args: Vec<&str> =
        args.into_iter().chain(["--exclude", "wire"]).chain(in_wire).collect();
    scratch.cargo(&args);
}

/// A program for each operation that is made up of nothing but the plan.
#[test]
fn every_sample_compiles_without_warnings() {
    let scratch = scratch();
    let args = ["check", "--workspace", "--no-default-features", "--examples"];
    let of_groups: Vec<String> = scratch
        .packages
        .iter()
        .filter(|package| !package.group_features().is_empty())
        .flat_map(|package| ["--features".to_owned(), format!("{}/full", package.name)])
        .collect();
    let of_groups: Vec<&str> = of_groups.iter().map(String::as_str).collect();
    let without = scratch
        .packages
        .iter()
        .filter(|package| !package.has_samples())
        .flat_map(|package| ["--exclude", package.name.as_str()])
        .chain(["--exclude", "wire"]);
    let without: Vec<&str> = without.collect();
    scratch.cargo(&[&args[..], &of_groups, &without, &["--keep-going"]].concat());
}

/// Where groups are features: none, each alone, all, and with everything that there is.
#[test]
fn every_choice_of_groups_compiles_without_warnings() {
    let scratch = scratch();
    let mut tried = 0;
    for package in &scratch.packages {
        for feature in package.group_features() {
            let args = ["check", "-p", &package.name, "--no-default-features"];
            scratch.cargo(&[&args[..], &["--features", feature]].concat());
            tried += 1;
        }
    }
    assert!(tried >= 5, "no case has features of groups");
}

#[test]
fn what_is_read_is_written_again() {
    scratch().cargo(&["run", "--quiet", "-p", "wire"]);
}

/// Text of documents is in every case; where it is hostile, the area says so.
#[test]
fn documentation_has_no_warnings_and_no_doctests() {
    let scratch = scratch();
    let docs: Vec<&str> = scratch
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .filter(|name| name.starts_with("docs-") || *name == "names-std_types")
        .flat_map(|name| ["-p", name])
        .collect();
    let mut args = vec!["doc", "--no-deps", "--no-default-features"];
    args.extend(docs);
    scratch.cargo(&args);
}

#[test]
fn rustfmt_changes_nothing() {
    let scratch = scratch();
    let mut failed = String::new();
    for Package { name, files, .. } in &scratch.packages {
        let folder = scratch.folder.join(name);
        let rust = files
            .iter()
            .map(|file| file.path.as_str())
            .filter(|path| path.starts_with("src/") && !is_verbatim(path));
        let done = Command::new("rustfmt")
            .args(["--check", "--edition", "2024", "--config", "skip_children=true"])
            .args(["--config-path", "."])
            .args(rust)
            .current_dir(&folder)
            .output()
            .expect("rustfmt runs");
        if !done.status.success() {
            failed.push_str(&String::from_utf8_lossy(&done.stdout));
            failed.push_str(&String::from_utf8_lossy(&done.stderr));
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

/// The runtime's own files are formatted where they are developed.
fn is_verbatim(path: &str) -> bool {
    path.starts_with("src/runtime/") && !path.ends_with("/mod.rs")
}
