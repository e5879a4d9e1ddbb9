//! Calls every operation of the crates with Prism as the server.
//!
//! Prism (npm: @stoplight/prism-cli) knows nothing but the document. It says what is wrong with
//! a request, and answers with the document's examples.

mod judge;
mod prism;

use crate::compile::{Findings, cargo};
use crate::limits::{self, End, Limits};
use crate::report::{Outcome, Row};
use crate::scratch::Scratch;
use judge::{Counts, Verdict, verdict};
use prism::Prism;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

/// What the calls of a document may take.
const LIMITS: Limits = Limits { time: Duration::from_secs(600), memory_mb: 4_000 };

/// Calls the operations of all documents that have a crate.
pub(crate) fn try_all(
    scratch: &Scratch,
    folder: &Path,
    program: &Path,
    rows: &mut [Row],
    jobs: usize,
) -> Result<(), String> {
    if !program.exists() {
        let program = program.display();
        return Err(format!(
            "{program} is not there: install @stoplight/prism-cli, or run tests/prism.sh once"
        ));
    }
    let generated = |row: &&mut Row| row.outcome == Outcome::Generated;
    let of_package = |row: &mut Row| row.package.clone();
    let mut members: Vec<String> =
        rows.iter_mut().filter(generated).map(of_package).collect();
    if members.is_empty() {
        return Ok(());
    }
    let words = ["build", "--workspace", "--test", "contract"];
    let (findings, _) = cargo(scratch, &mut members, &words, jobs)?;
    let queue = Mutex::new(rows.iter_mut().filter(generated));
    let work = || {
        loop {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some(row) = next else { return };
            let document = folder.join(&row.file);
            let found = findings.get(&row.package);
            if row.operations == Some(0) {
                fill(row, "");
                continue;
            }
            match attempt(scratch, &document, program, &row.package, found) {
                Ok(report) => fill(row, &report),
                Err(why) => row.contract.push(why),
            }
            eprintln!("called {}", row.file);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(work);
        }
    });
    Ok(())
}

/// The report of a document's calls.
fn attempt(
    scratch: &Scratch,
    document: &Path,
    program: &Path,
    package: &str,
    findings: Option<&Findings>,
) -> Result<String, String> {
    let Some(test) = findings.and_then(|found| found.program.as_deref()) else {
        let first = findings.and_then(|found| found.first.clone());
        let why = first.unwrap_or_else(|| "it was not built".to_owned());
        return Err(format!("the test of the contract: {why}"));
    };
    let log = scratch.messages(package, "prism");
    let prism = Prism::start(program, document, &log)
        .map_err(|why| format!("Prism does not serve it: {why}"))?;
    let report: PathBuf = scratch.messages(package, "contract");
    // One of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&report);
    let say = |error: std::io::Error| error.to_string();
    let mut command = Command::new(test);
    command
        .env("CONTRACT_URL", prism.url())
        .env("CONTRACT_REPORT", &report)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(scratch.messages(package, "calls")).map_err(say)?);
    let (end, _) = limits::run(&mut command, LIMITS);
    // The test fails where anything is to be said, and the report says it.
    match std::fs::read_to_string(&report) {
        Ok(report) => Ok(report),
        Err(_) if end == End::Success => Err("there is no report".to_owned()),
        Err(_) => Err(format!("the test of the contract ended badly: {end:?}")),
    }
}

/// Counts what became of the calls.
fn fill(row: &mut Row, report: &str) {
    let mut counts = Counts::default();
    for line in report.lines().filter(|line| !line.is_empty()) {
        let (id, verdict) = verdict(line);
        counts.add(&verdict);
        let (what, why) = match verdict {
            Verdict::Well => continue,
            Verdict::Unsent(why) => ("not called", why),
            Verdict::Violation(why) => ("violation", why),
            Verdict::Undecoded(why) => ("undecoded", why),
            Verdict::Apart(why) => ("call apart", why),
        };
        row.contract.push(format!("{what}: {id}: {why}"));
    }
    row.called = Some(counts.called);
    row.violations = Some(counts.violations);
    row.undecoded = Some(counts.undecoded);
}
