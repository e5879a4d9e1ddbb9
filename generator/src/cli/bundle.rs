//! `bundle`: several files into one.

use super::document::SourceArgs;
use super::messages::{MessageArgs, exit_code};
use super::target::{self, Replaceable};
use super::{Exit, print};
use clap::{Args, ValueEnum};
use generator::bundle;
use generator::pipeline::{self, Goal, Outcome};
use std::path::{Path, PathBuf};

/// What to bundle.
#[derive(Args, Debug)]
pub(super) struct BundleArgs {
    /// The root document.
    document: PathBuf,
    /// The file to write; without one, or with `-`, stdout. Only an OpenAPI document that was not read may
    /// be there.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How it is written; by default as the name of the file says, otherwise YAML.
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Json,
}

/// A bundle may be written again.
const DOCUMENT: Replaceable = Replaceable::Document("openapi", "an OpenAPI document");

impl BundleArgs {
    /// Whether JSON is wanted: said, or by the name of the file.
    fn wants_json(&self) -> bool {
        let is_json = |path: &Path| path.extension().is_some_and(|end| end == "json");
        let by_name = self.out.as_deref().is_some_and(is_json);
        self.format.map_or(by_name, |format| format == Format::Json)
    }
}

/// The document in one piece; without it, one of the findings is an error.
fn text(outcome: &mut Outcome, json: bool) -> Option<String> {
    let sources =
        outcome.sources.as_ref().filter(|_| !outcome.diagnostics.has_errors())?;
    let text = if json { bundle::json(sources) } else { bundle::yaml(sources) };
    text.map_err(|found| outcome.diagnostics.report(*found)).ok()
}

/// Writes the bundle, and gives the exit code.
pub(super) fn run(mut args: BundleArgs) -> Exit {
    args.out.take_if(|file| file.as_os_str() == "-");
    let json = args.wants_json();
    let request = args.source.request(args.document, &args.messages, Goal::Sources);
    let mut outcome = pipeline::run(&request);
    if let (Exit::Done, Some(file)) = (exit_code(&outcome.diagnostics), &args.out) {
        target::check(file, DOCUMENT, &request, &mut outcome);
    }
    let text = text(&mut outcome, json);
    args.messages.print(&outcome);
    let Some(text) = text else {
        return exit_code(&outcome.diagnostics).max(Exit::Refused);
    };
    print::to(args.out.as_deref(), &text)
}
