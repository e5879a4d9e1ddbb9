//! Generating: the request, the findings, the folder, the summary.

use super::Exit;
use super::document::{ReadArgs, project_config};
use super::messages::{self, MessageArgs};
use super::print::{self, count};
use super::progress::Progress;
use super::project;
use super::verdict::{self, Verdict};
use super::watch::Snapshot;
use clap::Args;
use generator::diagnostics::Diagnostic;
use generator::output::compare::{Comparison, compare};
use generator::output::disk::{Written, write};
use generator::output::previous::previous;
use generator::output::{InputFile, OutputFile};
use generator::pipeline::{self, Goal, Outcome, Request};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

/// What to generate.
#[derive(Args, Debug)]
pub(super) struct GenerateArgs {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// The folder of the crate; made if it is not there.
    #[arg(short, long, value_name = "FOLDER")]
    out: PathBuf,
    /// The crate's name; by default from the configuration, or made from `info.title`.
    #[arg(long, value_parser = package_name)]
    name: Option<String>,
    /// Add a test that calls every operation of a server and says what it does not accept.
    #[arg(long)]
    contract_test: bool,
    #[command(flatten)]
    writing: WriteArgs,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

/// What becomes of the files.
#[derive(Args, Debug, Clone, Copy)]
pub(super) struct WriteArgs {
    /// Write nothing: list the files that would change, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Write nothing: list what would be written and removed.
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Write into a folder that holds something else; that is kept, unless it is in the way.
    #[arg(long)]
    force: bool,
    /// Generate again whenever the document, the configuration or an overlay changes.
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    watch: bool,
    /// If the client changes for its users, write the version that this asks for into the
    /// configuration (`package.version`), and use it.
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    bump: bool,
    /// Print how long each stage took.
    #[arg(long)]
    timings: bool,
}

pub(super) fn package_name(text: &str) -> Result<String, String> {
    generator::config::check_package_name(text).map(|()| text.to_owned())
}

/// What to generate, and what to do with it.
pub(super) struct Job {
    request: Request,
    out: PathBuf,
    writing: WriteArgs,
    messages: MessageArgs,
}

impl Job {
    /// Any document.
    pub(super) fn of(args: GenerateArgs) -> Self {
        let GenerateArgs { document, out, name, contract_test, writing, read, messages } =
            args;
        let mut request = read.request(document, &messages, Goal::Files);
        request.package_name = name;
        request.contract_test = contract_test;
        Self { request, out, writing, messages }
    }

    /// The project's own document.
    pub(super) fn of_project(
        root: &Path,
        messages: MessageArgs,
        writing: WriteArgs,
    ) -> Self {
        let request = Request {
            document: root.join(project::DOCUMENT),
            config: project_config(root),
            weights: messages.weights(),
            input_folder: "spec/".to_owned(),
            ..Request::default()
        };
        Self { request, out: root.join("generated-client"), writing, messages }
    }

    /// Generates, and writes or compares; gives the exit code. With `--watch` there is no end.
    pub(super) fn run(&self) -> Exit {
        loop {
            let (code, read) = self.once();
            if !self.writing.watch {
                return code;
            }
            print::note("waiting for a change; Ctrl-C ends");
            read.wait();
        }
    }

    /// One run; gives the exit code and the files that were read.
    fn once(&self) -> (Exit, Snapshot) {
        let (start, began) = (Instant::now(), SystemTime::now());
        let mut read = self.named_files();
        let progress = Progress::start("generating");
        let (mut outcome, verdict) = match self.prepare() {
            Ok(prepared) => prepared,
            Err(why) => {
                progress.end();
                return (print::error(&why), read);
            }
        };
        let written = Instant::now();
        let done = match outcome.files.take() {
            Some(files) => self.finish(&outcome.inputs, &files),
            None => Ok(Done::Refused),
        };
        let done = done.unwrap_or_else(|diagnostic| {
            outcome.diagnostics.report(*diagnostic);
            Done::Refused
        });
        outcome.timings.stages.push(("output", written.elapsed()));
        progress.end();
        self.messages.print(&outcome);
        done.list();
        if let (Some(verdict), Done::Written(_) | Done::Planned(_)) = (&verdict, &done) {
            verdict.print(&outcome);
        }
        if self.writing.bump && verdict.is_none() && done.is_idle() {
            print::note(
                "note: nothing has changed since the last run, so nothing was bumped; \
                 `--bump` counts from what is in the folder",
            );
        }
        if self.writing.timings {
            timings(&outcome);
        }
        let time = start.elapsed().as_millis();
        print::note(&format!("{}; {time} ms", self.summary(&outcome, &done)));
        let paths = outcome.inputs.iter().map(|input| input.path.clone());
        read.add(paths, began);
        (self.exit_code(&outcome, &done), read)
    }

    /// Runs the stages; with `--bump`, once more if the configuration has another version then.
    fn prepare(&self) -> Result<(Outcome, Option<Verdict>), String> {
        let outcome = pipeline::run(&self.request);
        let verdict = self.verdict(&outcome);
        if !self.bump(&outcome, verdict.as_ref())? {
            return Ok((outcome, verdict));
        }
        let outcome = pipeline::run(&self.request);
        let verdict = self.verdict(&outcome);
        Ok((outcome, verdict))
    }

    /// The files that the command line names, as they are now.
    fn named_files(&self) -> Snapshot {
        let named = [Some(self.request.document.clone()), self.request.config.clone()];
        Snapshot::of(named.into_iter().flatten().chain(self.request.overlays.clone()))
    }

    /// What replacing the client that is there means for its users.
    fn verdict(&self, outcome: &Outcome) -> Option<Verdict> {
        if self.writing.check {
            return None;
        }
        let files = outcome.files.as_ref()?;
        let before = previous(&self.out)?;
        let differs = compare(&self.out, &outcome.inputs, files, true).ok()?;
        Verdict::of(&before, outcome, differs.concerns_the_crate())
    }

    /// Writes the version that the changes ask for, if that is wanted and needed; says whether.
    fn bump(
        &self,
        outcome: &Outcome,
        verdict: Option<&Verdict>,
    ) -> Result<bool, String> {
        let verdict = verdict.filter(|_| self.writing.bump);
        let Some(version) = verdict.and_then(|it| it.wanted_version(outcome)) else {
            return Ok(false);
        };
        let Some(config) = &self.request.config else {
            let why = "--bump writes into the configuration; name one with --config";
            return Err(why.to_owned());
        };
        verdict::write_version(config, &version)?;
        Ok(true)
    }

    fn finish(
        &self,
        inputs: &[InputFile],
        files: &[OutputFile],
    ) -> Result<Done, Box<Diagnostic>> {
        let WriteArgs { dry_run, check, force, .. } = self.writing;
        if dry_run {
            compare(&self.out, inputs, files, force).map(Done::Planned)
        } else if check {
            compare(&self.out, inputs, files, force).map(Done::Compared)
        } else {
            write(&self.out, inputs, files, force).map(Done::Written)
        }
    }

    fn summary(&self, outcome: &Outcome, done: &Done) -> String {
        let document = print::path(&self.request.document);
        let found = messages::summary(&outcome.diagnostics);
        let made = format!(
            "{document}: {}, {}",
            count(outcome.operations(), "operation"),
            count(outcome.types(), "type")
        );
        let out = print::path(&self.out);
        match done {
            Done::Refused => format!("{document}: {found}; nothing was written"),
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
            Done::Planned(differences) => {
                let files = count(differences.rows().count(), "file");
                format!("{made} -> {out}: {files} would change; {found}")
            }
        }
    }

    fn exit_code(&self, outcome: &Outcome, done: &Done) -> Exit {
        let differs = match done {
            Done::Refused => !self.writing.dry_run,
            Done::Written(_) | Done::Planned(_) => false,
            Done::Compared(found) => !found.is_clean(),
        };
        let code = messages::exit_code(&outcome.diagnostics);
        if differs { code.max(Exit::Refused) } else { code }
    }
}

/// What became of the output folder.
enum Done {
    Refused,
    Written(Written),
    Compared(Comparison),
    Planned(Comparison),
}

impl Done {
    /// Whether everything was there already.
    fn is_idle(&self) -> bool {
        matches!(self, Self::Written(done) if done.written.is_empty() && done.removed.is_empty())
    }

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
            Self::Planned(found) => {
                let lists = [
                    ("new", &found.missing),
                    ("would be written", &found.stale),
                    ("would be written, although it was edited by hand", &found.edited),
                    ("would be removed", &found.extra),
                ];
                for (what, paths) in lists {
                    for path in paths {
                        print::out(&format!("{path}: {what}"));
                    }
                }
            }
        }
    }
}

/// The time of each stage.
fn timings(outcome: &Outcome) {
    for (stage, time) in &outcome.timings.stages {
        print::note(&format!("{stage:>9}  {:>9.3} ms", time.as_secs_f64() * 1_000.0));
    }
}
