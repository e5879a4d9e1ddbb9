//! `bundle`: several files into one.

use super::document::SourceArgs;
use super::messages::{MessageArgs, exit_code};
use super::print;
use super::target::{self, Replaceable};
use clap::{Args, ValueEnum};
use generator::bundle;
use generator::pipeline::{self, Goal};
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

/// Writes the bundle, and gives the exit code.
pub(super) fn run(mut args: BundleArgs) -> u8 {
    args.out.take_if(|file| file.as_os_str() == "-");
    let request = args.source.request(args.document, &args.messages, Goal::Sources);
    let mut outcome = pipeline::run(&request);
    if let (0, Some(file)) = (exit_code(&outcome.diagnostics), &args.out) {
        target::check(file, DOCUMENT, &request, &mut outcome);
    }
    args.messages.print(&outcome);
    let code = exit_code(&outcome.diagnostics);
    let (0, Some(sources)) = (code, &outcome.sources) else { return code.max(1) };
    let is_json = |path: &Path| path.extension().is_some_and(|end| end == "json");
    let by_name = args.out.as_deref().is_some_and(is_json);
    let json = args.format.map_or(by_name, |format| format == Format::Json);
    let text = if json { bundle::json(sources) } else { bundle::yaml(sources) };
    match &args.out {
        None => print::out(text.trim_end()),
        Some(file) => {
            if let Err(error) = std::fs::write(file, text) {
                return print::error(&format!("{}: {error}", print::path(file)));
            }
        }
    }
    0
}
