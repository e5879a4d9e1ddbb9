//! Collects, builds, runs and counts.

use super::compare::{What, difference, place};
use super::{Example, Examples, collect, program};
use crate::compile::{Findings, cargo};
use crate::limits::{self, End, Limits};
use crate::report::{Outcome, Row};
use crate::scratch::Scratch;
use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::source::{self, Budgets, FileLoader};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// The first argument of the process that collects.
pub(crate) const WORD: &str = "--collect-examples-of-one-document";

/// What collecting and trying the examples of a document may take.
const LIMITS: Limits = Limits { time: Duration::from_secs(300), memory_mb: 4_000 };

/// Tries the examples of all documents that have a crate that compiles.
pub(crate) fn try_all(
    scratch: &Scratch,
    folder: &Path,
    rows: &mut [Row],
    jobs: usize,
) -> Result<(), String> {
    let mut tried: BTreeMap<String, Examples> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| row.outcome == Outcome::Generated) {
        match collected(scratch, &folder.join(&row.file), &row.package) {
            Ok(examples) => {
                tried.insert(row.package.clone(), examples);
            }
            Err(why) => {
                row.examples.push(format!("examples cannot be collected: {why}"));
            }
        }
    }
    let mut members: Vec<String> = tried.keys().cloned().collect();
    let words = ["build", "--workspace", "--examples"];
    if members.is_empty() {
        return Ok(());
    }
    let (findings, _) = cargo(scratch, &mut members, &words, jobs)?;
    for row in rows {
        if let Some(examples) = tried.get(&row.package) {
            attempt(scratch, row, examples, findings.get(&row.package));
        }
    }
    Ok(())
}

/// Starts the process that collects, and writes the program.
fn collected(
    scratch: &Scratch,
    document: &Path,
    package: &str,
) -> Result<Examples, String> {
    let say = |error: std::io::Error| error.to_string();
    let result = scratch.examples(package, "json");
    // One of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&result);
    let messages = scratch.messages(package, "collect");
    let mut command = Command::new(std::env::current_exe().map_err(say)?);
    command.arg(WORD).args([document, &result]).arg(package).stdin(Stdio::null());
    command.stderr(File::create(&messages).map_err(say)?);
    let (end, _) = limits::run(&mut command, LIMITS);
    if end != End::Success {
        let said = std::fs::read_to_string(messages).unwrap_or_default();
        return Err(format!("{end:?}: {}", said.lines().next().unwrap_or_default()));
    }
    let text = std::fs::read(result).map_err(say)?;
    let examples: Examples =
        serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    let (types, lines) = program::input(&examples.accepted);
    let folder = scratch.member(package).join("examples");
    std::fs::create_dir_all(&folder).map_err(say)?;
    let text = program::program(&package.replace('-', "_"), &types);
    write_if_new(&folder.join(format!("{package}.rs")), &text).map_err(say)?;
    std::fs::write(scratch.examples(package, "txt"), lines).map_err(say)?;
    Ok(examples)
}

fn write_if_new(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    std::fs::write(path, text)
}

/// The process that collects: the arguments are the document, the file for the
/// result and the package's name.
pub(crate) fn serve(arguments: &[OsString]) -> ExitCode {
    let [document, result, package] = arguments else { return ExitCode::from(2) };
    let mut diagnostics = Diagnostics::new();
    let document = document.to_string_lossy();
    let budgets = Budgets::default();
    let mut config = Config::default();
    config.package.name = package.to_str().map(str::to_owned);
    let examples =
        source::load(&mut FileLoader::new(), &document, &budgets, &mut diagnostics)
            .filter(|sources| !sources.is_broken())
            .and_then(|sources| collect::examples(&sources, &config, &mut diagnostics));
    let written = serde_json::to_vec(&examples.unwrap_or_default())
        .map_err(std::io::Error::from)
        .and_then(|text| std::fs::write(result, text));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the program of a document and fills its row.
fn attempt(
    scratch: &Scratch,
    row: &mut Row,
    examples: &Examples,
    findings: Option<&Findings>,
) {
    let built = findings.and_then(|found| found.program.as_deref());
    let answers = if let Some(built) = built {
        answers(scratch, &row.package, built)
    } else {
        let first = findings.and_then(|found| found.first.clone());
        Err(first.unwrap_or_else(|| "it was not built".to_owned()))
    };
    let answers = answers.unwrap_or_else(|why| {
        row.examples.push(format!("the program for the examples: {why}"));
        String::new()
    });
    fill(row, examples, &answers);
}

fn answers(scratch: &Scratch, package: &str, built: &str) -> Result<String, String> {
    let say = |error: std::io::Error| error.to_string();
    let output = scratch.examples(package, "out");
    let mut command = Command::new(built);
    command
        .arg(scratch.examples(package, "txt"))
        .stdin(Stdio::null())
        .stdout(File::create(&output).map_err(say)?)
        .stderr(File::create(scratch.messages(package, "examples")).map_err(say)?);
    // A bad end shows as examples without an answer.
    limits::run(&mut command, LIMITS);
    std::fs::read_to_string(output).map_err(say)
}

/// Counts the answers.
fn fill(row: &mut Row, examples: &Examples, answers: &str) {
    let mut answers = answers.lines();
    let (mut well, mut total) = (0, 0);
    for example in &examples.accepted {
        match verdict(example, answers.next()) {
            Came::Back => (well, total) = (well + 1, total + 1),
            Came::Apart(why) => row.examples.push(apart(&example.pointer, &why)),
            Came::Not(why) => {
                total += 1;
                let Example { pointer, ty, .. } = example;
                row.examples.push(format!("example failed: {pointer} as {ty}: {why}"));
            }
        }
    }
    let judged = examples.apart.iter();
    row.examples.extend(judged.map(|(pointer, why)| apart(pointer, why)));
    (row.examples_ok, row.examples_total) = (Some(well), Some(total));
}

fn apart(pointer: &str, why: &str) -> String {
    format!("example apart: {pointer}: {why}")
}

/// What became of an example.
#[derive(Debug, PartialEq)]
enum Came {
    Back,
    /// The example does not count.
    Apart(String),
    Not(String),
}

fn verdict(example: &Example, answer: Option<&str>) -> Came {
    let json = match answer.and_then(|line| line.split_once('\t')) {
        Some(("ok", json)) => json,
        Some((_, why)) => return Came::Not(format!("error: {why}")),
        None => return Came::Not("no answer".to_owned()),
    };
    let Ok(back) = serde_json::from_str::<Value>(json) else {
        return Came::Not("what came back is not JSON".to_owned());
    };
    let Some(found) = difference(&example.value, &back, &example.undeclared) else {
        return Came::Back;
    };
    let at = found.pointer;
    match found.what {
        // Keys that the schema has no word about are dropped, as documented.
        What::Lost(key) if example.undeclared.contains(&place(&at, &key)) => {
            Came::Apart(format!("its schema does not declare `{key}` (in {at:?})"))
        }
        What::Lost(key) => Came::Not(format!("lost `{key}` (in {at:?})")),
        What::Added(key) => Came::Not(format!("added `{key}` (in {at:?})")),
        What::Changed(how) => Came::Not(format!("changed (at {at:?}): {how}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Came, fill, verdict};
    use crate::examples::{Example, Examples};
    use crate::report::Row;
    use serde_json::{Value, json};

    fn example(value: Value) -> Example {
        let undeclared = ["/free".to_owned()].into();
        Example { pointer: "#/x".to_owned(), ty: "A".to_owned(), value, undeclared }
    }

    #[test]
    fn verdicts() {
        let sent = example(json!({"a": 1, "free": 2}));
        let of = |answer| verdict(&sent, answer);
        assert_eq!(of(Some("ok\t{\"free\":2,\"a\":1}")), Came::Back);
        assert!(matches!(of(Some("ok\t{\"a\":1}")), Came::Apart(_)));
        for bad in [Some("ok\t{\"free\":2}"), Some("error\twhy"), Some("ok\t{"), None] {
            assert!(matches!(of(bad), Came::Not(_)), "{bad:?}");
        }
    }

    #[test]
    fn a_program_that_ends_early_fails_what_is_left() {
        let examples = Examples {
            accepted: vec![example(json!(1)), example(json!(2)), example(json!(3))],
            apart: vec![("#/y".to_owned(), "not its type".to_owned())],
        };
        let mut row = Row::new("a", String::new());
        fill(&mut row, &examples, "ok\t1\nok\t0\n");
        assert_eq!((row.examples_ok, row.examples_total), (Some(1), Some(3)));
        assert_eq!(row.examples.len(), 3);
        assert!(row.examples[2].contains("apart: #/y: not its type"));
    }
}
