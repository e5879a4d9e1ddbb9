//! What can be asked for, and who answers.

mod explain;
mod print;
mod project;
mod run;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns an OpenAPI document into a Rust client crate.
///
/// Without a subcommand: regenerates `generated-client/` from `spec/`, in the workspace around
/// the current folder.
///
/// Exit codes: 0 done; 1 the document or its configuration has errors, or `--check` found
/// differences; 2 wrong use, or files that cannot be read or written.
#[derive(Parser, Debug)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Generates a client crate from any document into any folder.
    Generate(Box<Generate>),
    /// Explains a diagnostic, such as E0201.
    Explain {
        /// The code, as printed.
        code: String,
    },
}

/// What holds for the project's own client and for any other.
#[derive(ClapArgs, Debug, Clone, Copy)]
struct Common {
    /// Write nothing: list the files that would change, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Count warnings as errors: generate everything that the document says, or nothing.
    #[arg(long)]
    strict: bool,
    /// Write into a folder that holds something else; that is kept, unless it is in the way.
    #[arg(long)]
    force: bool,
    /// How findings are printed: for people on stderr, or one JSON object a line on stdout.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    message_format: MessageFormat,
}

#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
enum MessageFormat {
    #[default]
    Human,
    Json,
}

#[derive(ClapArgs, Debug)]
struct Generate {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// The folder of the crate; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The crate's name; by default from the configuration, or made from `info.title`.
    #[arg(long, value_parser = package_name)]
    name: Option<String>,
    /// The configuration; see docs/configuration.md.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A further folder in which references may point at files.
    #[arg(long, value_name = "FOLDER")]
    ref_root: Vec<PathBuf>,
    /// The file to read where the document refers to a URL; nothing is downloaded.
    #[arg(long, value_name = "URL=FILE", value_parser = mapping)]
    map: Vec<(String, PathBuf)>,
    /// Bytes that one file may have.
    #[arg(long, value_name = "BYTES")]
    max_size: Option<u64>,
    /// How deep values may be nested.
    #[arg(long, value_name = "LEVELS")]
    max_depth: Option<usize>,
    /// How many values all files may have together.
    #[arg(long, value_name = "COUNT")]
    max_nodes: Option<usize>,
    /// How many values the aliases of a file may stand for.
    #[arg(long, value_name = "COUNT")]
    max_aliases: Option<u64>,
    /// How many files may be read.
    #[arg(long, value_name = "COUNT")]
    max_files: Option<usize>,
    #[command(flatten)]
    common: Common,
}

/// Does what is asked, and gives the exit code.
pub(crate) fn run(args: Args) -> u8 {
    match args.command {
        Some(Command::Explain { code }) => explain::explain(&code),
        Some(Command::Generate(generate)) => run::run(&run::Job::of(*generate)),
        None => match project::find() {
            Some(root) => run::run(&run::Job::of_project(&root, args.common)),
            None => {
                print::error("there is no spec/openapi.yaml in or above this folder")
            }
        },
    }
}

fn package_name(text: &str) -> Result<String, String> {
    generator::config::check_package_name(text).map(|()| text.to_owned())
}

fn mapping(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((url, file)) if !url.is_empty() && !file.is_empty() => {
            Ok((url.to_owned(), PathBuf::from(file)))
        }
        _ => Err("expected URL=FILE".to_owned()),
    }
}
