//! Generating: the request, the findings, the folder, the summary.

use super::print::{self, count};
use super::{Common, Generate, MessageFormat};
use generator::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use generator::output::compare::{Comparison, compare};
use generator::output::disk::{Written, write};
use generator::output::{InputFile, OutputFile};
use generator::pipeline::{self, Draw, Outcome, Request};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What to generate, and what to do with it.
pub(super) struct Job {
    request: Request,
    out: PathBuf,
    common: Common,
}

impl Job {
    /// Any document.
    pub(super) fn of(args: Generate) -> Self {
        let request = Request {
            document: args.document,
            config: args.config,
            package_name: args.name,
            strict: args.common.strict,
            ref_roots: args.ref_root,
            map: args.map,
            max_size: args.max_size,
            max_depth: args.max_depth,
            max_nodes: args.max_nodes,
            max_aliases: args.max_aliases,
            max_files: args.max_files,
            input_folder: String::new(),
        };
        Self { request, out: args.out, common: args.common }
    }

    /// The project's own document.
    pub(super) fn of_project(root: &Path, common: Common) -> Self {
        let config = root.join("spec/generator.yaml");
        let request = Request {
            document: root.join("spec/openapi.yaml"),
            config: config.is_file().then_some(config),
            strict: common.strict,
            input_folder: "spec/".to_owned(),
            ..Request::default()
        };
        Self { request, out: root.join("generated-client"), common }
    }
}

/// Generates, and writes or compares; gives the exit code.
pub(super) fn run(job: &Job) -> u8 {
    let start = Instant::now();
    let mut outcome = pipeline::run(&job.request);
    let done = match outcome.files.take() {
        Some(files) => finish(job, &outcome.inputs, &files),
        None => Ok(Done::Refused),
    };
    let done = done.unwrap_or_else(|diagnostic| {
        outcome.diagnostics.report(*diagnostic);
        Done::Refused
    });
    draw(job, &outcome);
    done.list();
    let time = start.elapsed().as_millis();
    print::note(&format!("{}; {time} ms", summary(job, &outcome, &done)));
    exit_code(&outcome.diagnostics, &done)
}

/// What became of the output folder.
enum Done {
    Refused,
    Written(Written),
    Compared(Comparison),
}

fn finish(
    job: &Job,
    inputs: &[InputFile],
    files: &[OutputFile],
) -> Result<Done, Box<Diagnostic>> {
    if job.common.check {
        compare(&job.out, inputs, files).map(Done::Compared)
    } else {
        write(&job.out, inputs, files, job.common.force).map(Done::Written)
    }
}

fn draw(job: &Job, outcome: &Outcome) {
    let style = match job.common.message_format {
        MessageFormat::Human => Draw::Human { colours: print::colours() },
        MessageFormat::Json => Draw::Json,
    };
    let text = outcome.draw(style);
    match job.common.message_format {
        _ if text.is_empty() => {}
        MessageFormat::Human => print::note(text.trim_end_matches('\n')),
        MessageFormat::Json => print::out(text.trim_end_matches('\n')),
    }
}

impl Done {
    /// Names the files that need a look.
    fn list(&self) {
        match self {
            Self::Refused => {}
            Self::Written(Written { restored, kept, .. }) => {
                for path in restored {
                    print::note(&format!(
                        "note: {path} had been edited by hand; it is as generated again"
                    ));
                }
                for path in kept {
                    print::note(&format!(
                        "note: {path} is no longer generated, but was edited by hand; it is kept"
                    ));
                }
            }
            Self::Compared(found) => {
                for (how, path) in found.rows() {
                    print::out(&format!("{path}: {how}"));
                }
            }
        }
    }
}

fn summary(job: &Job, outcome: &Outcome, done: &Done) -> String {
    let made = format!(
        "{}: {}, {}",
        job.request.document.display(),
        count(outcome.operations, "operation"),
        count(outcome.types, "type")
    );
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .map(|(severity, word)| (outcome.diagnostics.count(severity), word));
    let found: Vec<String> =
        found.iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(*n, word)).collect();
    let found =
        if found.is_empty() { "no warnings".to_owned() } else { found.join(", ") };
    let out = job.out.display();
    match done {
        Done::Refused => {
            format!("{}: {found}; nothing was written", job.request.document.display())
        }
        Done::Written(Written { written, unchanged, removed, .. }) => format!(
            "{made} -> {out}: {} written, {unchanged} unchanged, {} removed; {found}",
            count(written.len(), "file"),
            removed.len()
        ),
        Done::Compared(differences) if differences.is_clean() => {
            format!("{made} -> {out}: up to date; {found}")
        }
        Done::Compared(differences) => {
            let files = count(differences.rows().count(), "file");
            format!("{made} -> {out}: {files} out of date, generate again; {found}")
        }
    }
}

fn exit_code(diagnostics: &Diagnostics, done: &Done) -> u8 {
    use Code::{Defect, ForeignOutput, Unreadable, Unwritable};
    let errors: Vec<Code> = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.code)
        .collect();
    if errors
        .iter()
        .any(|c| matches!(c, Unreadable | ForeignOutput | Unwritable | Defect))
    {
        return 2;
    }
    let differs = match done {
        Done::Refused => true,
        Done::Written(_) => false,
        Done::Compared(found) => !found.is_clean(),
    };
    u8::from(differs || !errors.is_empty())
}
