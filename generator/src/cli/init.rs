//! `init`: a first configuration.

use super::document::ReadArgs;
use super::messages::{MessageArgs, exit_code};
use super::{Exit, print};
use clap::Args;
use generator::init;
use generator::pipeline::{self, Goal};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

/// For which document.
#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// The file to write, which must not be there yet; `-` for stdout.
    #[arg(short, long, value_name = "FILE", default_value = "generator.yaml")]
    out: PathBuf,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

/// Writes the configuration, and gives the exit code.
pub(super) fn run(args: InitArgs) -> Exit {
    let request = args.read.request(args.document, &args.messages, Goal::Plan);
    let outcome = pipeline::run(&request);
    let code = exit_code(&outcome.diagnostics);
    let (Exit::Done, Some(planned)) = (code, &outcome.planned) else {
        args.messages.print(&outcome);
        return code.max(Exit::Refused);
    };
    let text = init::init(planned);
    if args.out.as_os_str() == "-" {
        print::out(text.trim_end());
        return Exit::Done;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(&args.out);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            let name = print::path(&args.out);
            print::note(&format!(
                "{name} written; pass it to generate with --config {name}"
            ));
            Exit::Done
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            print::error(&format!(
                "{} is there already; name another file with --out",
                print::path(&args.out)
            ))
        }
        Err(error) => print::error(&format!("{}: {error}", print::path(&args.out))),
    }
}
