//! Every command on documents that are not part of this project: Finch's whole API and GitHub's.
//!
//! They are read from the folder that `CORPUS` names, or from `../shared/corpus` beside the
//! workspace, and skipped with a note where they are not. What is said is checked for its shape
//! and against itself, since the text is their publishers'. GitHub's takes minutes:
//!
//!     cargo test -p generator --test real -- --ignored

#[path = "support/real.rs"]
mod documents;
#[path = "support/session.rs"]
mod session;

use serde_json::Value;
use session::{Said, said};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use tempfile::TempDir;

/// A document, and what one can count in it.
struct Real {
    folder: TempDir,
    operations: usize,
}

impl Real {
    /// The document as `openapi.json` in a folder of its own.
    fn find(file: &str, operations: usize) -> Option<Self> {
        let document = documents::document(file);
        if !document.exists() {
            let note = format!("skipped: there is no {}\n", document.display());
            // Not by `eprintln!`, of which nothing is seen when a test passes.
            let _ = std::io::stderr().write_all(note.as_bytes());
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::copy(document, folder.path().join("openapi.json")).expect("copied");
        Some(Self { folder, operations })
    }

    /// Calls the program, which has to succeed.
    fn call(&self, args: &[&str]) -> Said {
        let said = said(self.folder.path(), args);
        assert_eq!(said.code, Some(0), "{args:?}: {}", said.err);
        said
    }

    /// The findings, by code.
    fn findings(&self) -> BTreeMap<String, Vec<Value>> {
        let done = self.call(&["check", "openapi.json", "--message-format", "json"]);
        let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in done.out.lines() {
            let finding: Value = serde_json::from_str(line).expect("JSON");
            let code = finding["code"].as_str().expect("a code").to_owned();
            all.entry(code).or_default().push(finding);
        }
        let warnings = |it: &&Value| it["severity"] == "warning";
        let count = all.values().flatten().filter(warnings).count();
        let sum = format!("; {count} warning");
        assert!(done.err.contains(&sum), "{count}: {}", done.err);
        all
    }
}

fn has_operation(line: &&str) -> bool {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    methods.iter().any(|method| line.contains(&format!("  {method} /")))
}

/// The three forms of findings speak of the same ones.
fn findings(real: &Real) {
    let all = real.findings();
    assert!(!all.is_empty());
    for finding in all.values().flatten() {
        let place = finding["line"].as_u64().is_some_and(|line| line > 0);
        let words = ["message", "pointer"].map(|key| finding[key].is_string());
        assert!(place && words == [true; 2], "{finding}");
        let told = ["consequence", "remedy"].map(|key| finding[key].is_string());
        assert!(told.contains(&true), "{finding}");
    }
    let github = ["check", "openapi.json", "--message-format", "github", "--limit", "1"];
    let lines = real.call(&github).out;
    for (code, findings) in &all {
        let title = format!(",title={code}::");
        assert_eq!(lines.matches(&title).count(), 1, "{code}");
        let rest = format!("{} more", findings.len() - 1);
        assert!(findings.len() == 1 || lines.contains(&rest), "{code}: {rest}");
        let page = real.call(&["explain", code]).out;
        assert!(page.starts_with(&format!("## {code}: ")), "{code}");
    }
    assert!(lines.lines().all(|line| line.starts_with("::")), "{lines}");
    let human = real.call(&["check", "openapi.json", "--limit", "0"]).err;
    for (code, findings) in &all {
        assert_eq!(human.matches(&format!("[{code}]: ")).count(), findings.len());
    }
}

/// Everything has its place, and an operation can be looked at by its method and path.
fn show(real: &Real) {
    let tree = real.call(&["show", "openapi.json"]).out;
    let operations: Vec<&str> = tree.lines().filter(has_operation).collect();
    assert_eq!(operations.len(), real.operations);
    assert!(operations.iter().all(|line| line.contains("  openapi.json:")), "{tree}");
    let words: Vec<&str> = operations[operations.len() / 2].split_whitespace().collect();
    let at = words.iter().position(|word| word.starts_with('/')).expect("a path");
    let name = format!("{} {}", words[at - 1], words[at]);
    let one = real.call(&["show", "openapi.json", &name]).out;
    assert!(one.starts_with(&format!("{name}\n")), "{one}");
    assert!(one.contains(words[at + 1]), "{one}");
    real.call(&["show", "openapi.json", &name, "--graph", "one.svg"]);
    let svg = fs::read_to_string(real.folder.path().join("one.svg")).expect("written");
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
}

fn samples(real: &Real) {
    let programs = real.call(&["samples", "openapi.json"]).out;
    let heads =
        programs.lines().filter(|it| it.starts_with("// ") && it.ends_with(".rs"));
    assert_eq!(heads.count(), real.operations);
    let overlay =
        ["samples", "openapi.json", "--format", "overlay", "-o", "samples.yaml"];
    real.call(&overlay);
}

/// What is bundled means the same; overlays show in it.
fn bundle(real: &Real) {
    let with = ["--overlay", "samples.yaml", "--format", "json", "-o", "bundle.json"];
    real.call(&[&["bundle", "openapi.json"], &with[..]].concat());
    let text = fs::read_to_string(real.folder.path().join("bundle.json"));
    let bundle = text.expect("written");
    assert_eq!(bundle.matches("\"lang\": \"Rust\"").count(), real.operations);
    let same = real.call(&["diff", "openapi.json", "bundle.json"]).out;
    assert!(same.starts_with("nothing changes that is compared"), "{same}");
}

/// An operation goes, and the verdict is that this breaks.
fn diff(real: &Real) {
    let text = fs::read_to_string(real.folder.path().join("openapi.json"));
    let mut document: Value = serde_json::from_str(&text.expect("read")).expect("JSON");
    let paths = document["paths"].as_object_mut().expect("paths");
    let first = paths.keys().next().expect("a path").clone();
    paths.remove(&first);
    let less = real.folder.path().join("less.json");
    fs::write(less, document.to_string()).expect("written");
    let args = ["diff", "openapi.json", "less.json", "--format", "json"];
    let verdict: Value = serde_json::from_str(&real.call(&args).out).expect("JSON");
    assert_eq!(
        (&verdict["verdict"], &verdict["next_version"]),
        (&Value::from("breaking"), &Value::from("0.2.0"))
    );
    let changes = verdict["changes"].as_array().expect("changes");
    assert!(changes.iter().any(|it| it["what"] == "is gone"), "{changes:?}");
    let fails = ["diff", "openapi.json", "less.json", "--fail-on", "breaking"];
    assert_eq!(said(real.folder.path(), &fails).code, Some(1));
}

/// With the configuration that `init` suggests; nothing is written without being asked for.
fn generate(real: &Real) {
    let folder = real.folder.path();
    real.call(&["init", "openapi.json"]);
    let args =
        ["generate", "openapi.json", "-o", "client", "--config", "generator.yaml"];
    let dry = real.call(&[&args[..], &["--dry-run", "--timings"]].concat());
    assert!(!folder.join("client").exists());
    for stage in ["source", "document", "lower", "analyse", "rust", "emit", "output"] {
        assert!(dry.err.contains(&format!(" {stage} ")), "{stage}: {}", dry.err);
    }
    // The ledger is listed, and not counted among what was written.
    let is_new =
        |line: &&str| line.ends_with(": new") && !line.starts_with("generated.");
    let files = dry.out.lines().filter(is_new).count();
    let done = real.call(&args);
    let counts = format!("client: {files} files written, 0 unchanged, 0 removed");
    assert!(done.err.contains(&counts), "{files}: {}", done.err);
    let same = real.call(&[&args[..], &["--check"]].concat());
    assert!(same.err.contains("client: up to date"), "{}", same.err);
}

fn everything(real: &Real) {
    findings(real);
    show(real);
    samples(real);
    bundle(real);
    diff(real);
    generate(real);
}

#[test]
fn finch() {
    if let Some(real) = Real::find("real/finch/finch-full-3.1.json", 55) {
        everything(&real);
    }
}

#[test]
#[ignore = "takes minutes"]
fn github() {
    if let Some(real) = Real::find("real/github/api.github.com.json", 1223) {
        everything(&real);
    }
}
