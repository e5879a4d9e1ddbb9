//! Generates each document in a process of its own: this program, started with [`WORD`].

mod totals;

use crate::args::Args;
use crate::documents::Document;
use crate::limits::{self, End, Limits};
use crate::report::{Outcome, Row};
use crate::scratch::{Scratch, package};
use generator::diagnostics::Severity;
use generator::output::OutputFile;
use generator::output::disk::write;
use generator::pipeline::{self, Draw, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Duration;

/// The first argument of the process that generates.
pub(crate) const WORD: &str = "--generate-one-document";

/// Behind the other arguments: with the test that calls everything.
const CONTRACT: &str = "--contract";

/// What generating may take.
const LIMITS: Limits = Limits { time: Duration::from_secs(120), memory_mb: 2_000 };

/// What the process says about its document.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Made {
    generated: bool,
    code: String,
    message: String,
    operations: usize,
    operations_total: usize,
    types: usize,
    types_total: usize,
    lines: usize,
    cpu_s: Option<f64>,
    peak_mb: Option<f64>,
}

/// Generates all documents, several at once; the rows are in the order of the documents.
pub(crate) fn generate_all(
    scratch: &Scratch,
    documents: &[Document],
    args: &Args,
) -> Vec<Row> {
    let queue = Mutex::new(documents.iter().enumerate());
    let rows: Mutex<Vec<Option<Row>>> = Mutex::new(vec![None; documents.len()]);
    let work = || {
        loop {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some((at, document)) = next else { return };
            let row = generate(scratch, document, args.contract);
            eprintln!("{}: {}", row.file, row.outcome.word());
            if let Ok(mut rows) = rows.lock() {
                rows[at] = Some(row);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..args.jobs() {
            scope.spawn(work);
        }
    });
    rows.into_inner().unwrap_or_default().into_iter().flatten().collect()
}

fn generate(scratch: &Scratch, document: &Document, contract: bool) -> Row {
    let package = package(&document.file);
    let result = scratch.result(&package);
    // One of an earlier run must not be taken for this one's.
    let _ = std::fs::remove_file(&result);
    let (end, peak) = match command(scratch, document, &package, contract) {
        Ok(mut command) => limits::run(&mut command, LIMITS),
        Err(error) => (End::Failure(error.to_string()), None),
    };
    let made = std::fs::read(&result)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Made>(&bytes).ok());
    let row = Row { peak_mb: peak, ..Row::new(&document.file, package) };
    match (end, made) {
        (End::Success, Some(made)) => told(row, made),
        (End::Success, None) => row.ended(Outcome::Crashed, "nothing was said about it"),
        (End::Failure(how), _) => {
            let said = std::fs::read(scratch.messages(&row.package, "generator"));
            let said = String::from_utf8_lossy(&said.unwrap_or_default()).into_owned();
            let line = said.lines().find(|line| line.contains("panicked at"));
            let line = line.or(said.lines().next()).unwrap_or_default().to_owned();
            row.ended(Outcome::Crashed, &format!("{how}: {line}"))
        }
        (End::Timeout, _) => row.ended(
            Outcome::Timeout,
            &format!("not done after {} s", LIMITS.time.as_secs()),
        ),
        (End::Memory, _) => row.ended(
            Outcome::Crashed,
            &format!("takes more than {} MB of memory", LIMITS.memory_mb),
        ),
    }
}

fn command(
    scratch: &Scratch,
    document: &Document,
    package: &str,
    contract: bool,
) -> std::io::Result<Command> {
    let messages = File::create(scratch.messages(package, "generator"))?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(WORD)
        .arg(&document.path)
        .arg(package)
        .arg(scratch.workspace())
        .args(contract.then_some(CONTRACT))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(messages);
    Ok(command)
}

fn told(row: Row, made: Made) -> Row {
    Row {
        outcome: if made.generated { Outcome::Generated } else { Outcome::Refused },
        code: made.code,
        remark: (!made.message.is_empty()).then_some(made.message),
        operations: Some(made.operations),
        operations_total: Some(made.operations_total),
        types: Some(made.types),
        types_total: Some(made.types_total),
        lines: made.generated.then_some(made.lines),
        cpu_s: made.cpu_s,
        peak_mb: made.peak_mb.or(row.peak_mb),
        ..row
    }
}

/// The process that generates: the arguments are the document, the package's name, the
/// scratch folder and, if it is wanted, [`CONTRACT`].
pub(crate) fn serve(arguments: &[OsString]) -> ExitCode {
    let [document, package, scratch, more @ ..] = arguments else {
        return ExitCode::from(2);
    };
    let package = package.to_string_lossy();
    let done = Scratch::at(scratch.as_ref()).and_then(|scratch| {
        let request = Request {
            document: document.into(),
            package_name: Some(package.clone().into_owned()),
            contract_test: more.iter().any(|word| word == CONTRACT),
            ..Request::default()
        };
        let made = make(&scratch, &request, &package)?;
        let text = serde_json::to_vec(&made).map_err(|error| error.to_string())?;
        std::fs::write(scratch.result(&package), text).map_err(|error| error.to_string())
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn make(scratch: &Scratch, request: &Request, package: &str) -> Result<Made, String> {
    let outcome = pipeline::run(request);
    let (cpu_s, peak_mb) = (cpu_seconds(), limits::peak_kb(std::process::id()));
    eprint!("{}", outcome.draw(Draw::Human { colours: false, per_code: 10 }));
    let mut made = Made {
        generated: outcome.files.is_some(),
        operations: outcome.operations(),
        cpu_s,
        peak_mb: peak_mb.map(limits::megabytes),
        ..Made::default()
    };
    if let Some(sources) = &outcome.sources {
        let totals = totals::Totals::of(sources);
        made.operations_total = totals.operations;
        made.types_total = totals.schemas.len();
        let names: BTreeSet<&str> = outcome.components().collect();
        let is_type = |name: &&String| names.contains(name.as_str());
        made.types = totals.schemas.iter().filter(is_type).count();
    }
    let error =
        outcome.diagnostics.iter().find(|found| found.severity == Severity::Error);
    if let Some(error) = error {
        error.code.as_str().clone_into(&mut made.code);
        made.message.clone_from(&error.message);
    }
    if let Some(files) = &outcome.files {
        made.lines = lines(files);
        write(&scratch.member(package), &outcome.inputs, files, true)
            .map_err(|found| found.message)?;
    }
    Ok(made)
}

/// Lines of Rust, without the runtime, which is the same everywhere.
fn lines(files: &[OutputFile]) -> usize {
    let is_rust = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end == "rs");
    files
        .iter()
        .filter(|file| is_rust(&file.path) && !file.path.starts_with("src/runtime/"))
        .map(|file| file.text.lines().count())
        .sum()
}

/// The time that the processors have spent on this process.
#[cfg(unix)]
fn cpu_seconds() -> Option<f64> {
    use rustix::time::{ClockId, clock_gettime};
    let time = Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).ok()?;
    Some(time.as_secs_f64())
}

#[cfg(not(unix))]
fn cpu_seconds() -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    use super::lines;
    use generator::output::OutputFile;

    #[test]
    fn lines_of_the_runtime_do_not_count() {
        let file = |path: &str| OutputFile { path: path.into(), text: "a\nb\n".into() };
        let files =
            [file("src/lib.rs"), file("src/runtime/json/scan.rs"), file("API.md")];
        assert_eq!(lines(&files), 2);
    }
}
