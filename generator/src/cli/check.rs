//! `check`: findings and nothing else.

use super::Exit;
use super::document::ReadArgs;
use super::messages::{MessageArgs, exit_code, summary};
use super::print::{self, count};
use super::progress::Progress;
use clap::Args;
use generator::pipeline::{self, Goal};
use std::path::PathBuf;

/// What to check.
#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// The OpenAPI document, YAML or JSON; without one, the project's own.
    document: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

/// Prints the findings, and gives the exit code.
pub(super) fn run(args: CheckArgs) -> Exit {
    let CheckArgs { document, read, messages } = args;
    let request = match read.request_or_project(document, &messages, Goal::Lints) {
        Ok(request) => request,
        Err(code) => return code,
    };
    let progress = Progress::start("checking");
    let outcome = pipeline::run(&request);
    progress.end();
    messages.print(&outcome);
    print::note(&format!(
        "{}: {}, {}; {}",
        print::path(&request.document),
        count(outcome.operations(), "operation"),
        count(outcome.types(), "type"),
        summary(&outcome.diagnostics)
    ));
    exit_code(&outcome.diagnostics)
}
