//! What can be asked for, and who answers.

mod bundle;
mod check;
mod diff;
mod document;
mod exit;
mod explain;
mod generate;
mod init;
mod messages;
mod print;
mod progress;
mod project;
mod samples;
mod shell;
mod show;
mod target;
mod verdict;
mod watch;

use clap::{Parser, Subcommand};
pub(crate) use exit::Exit;

/// Turns an OpenAPI document into a Rust client crate.
///
/// Without a subcommand: regenerates `generated-client/` from `spec/`, in the workspace around
/// the current folder. The other commands look at a document without writing a client.
#[derive(Parser, Debug)]
#[command(version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    messages: messages::MessageArgs,
    #[command(flatten)]
    writing: generate::WriteArgs,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 the document or its configuration has errors, or `--check` found
differences; 2 wrong use, or files that cannot be read or written.
docs/commands.md explains each command with examples.";

#[derive(Subcommand, Debug)]
enum Command {
    /// Generates a client crate from any document into any folder.
    #[command(after_help = EXIT_CODES)]
    Generate(Box<generate::GenerateArgs>),
    /// Says everything there is to say about a document, and writes nothing.
    ///
    /// Beside what `generate` reports: components that nothing refers to, and operations whose
    /// paths differ only in the names of parameters.
    #[command(visible_aliases = ["lint", "validate"], after_help = EXIT_CODES)]
    Check(Box<check::CheckArgs>),
    /// Writes a first configuration for a document, with what it suggests.
    #[command(after_help = EXIT_CODES)]
    Init(Box<init::InitArgs>),
    /// Writes a document of several files as one, with overlays applied.
    #[command(after_help = EXIT_CODES)]
    Bundle(Box<bundle::BundleArgs>),
    /// Shows what is generated for one thing, with its place in the document; or a tree of all.
    #[command(after_help = EXIT_CODES)]
    Show(Box<show::ShowArgs>),
    /// Prints a program for each operation that compiles against the generated crate.
    #[command(after_help = EXIT_CODES)]
    Samples(Box<samples::SamplesArgs>),
    /// Says what changes between two versions of a document, and what version that asks for.
    ///
    /// Each change is breaking, additive or invisible: for users of the crate, who compile
    /// against it, and for the API itself, whose clients are in use.
    #[command(
        after_help = "Exit codes: 0 compared; 1 a document has errors, or `--fail-on`; \
        2 wrong use, or files that cannot be read."
    )]
    Diff(Box<diff::DiffArgs>),
    /// Explains a finding, such as E0201.
    Explain {
        /// The code, as printed; without one, all codes are listed.
        code: Option<String>,
    },
    /// Prints a script that completes commands and options in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, or writes one for each command into a folder.
    Man {
        /// The folder; made if it is not there.
        #[arg(long, value_name = "FOLDER")]
        out: Option<std::path::PathBuf>,
    },
}

/// Does what is asked, and gives the exit code.
pub(crate) fn run(args: Args) -> Exit {
    match args.command {
        Some(Command::Generate(args)) => generate::Job::of(*args).run(),
        Some(Command::Check(args)) => check::run(*args),
        Some(Command::Init(args)) => init::run(*args),
        Some(Command::Bundle(args)) => bundle::run(*args),
        Some(Command::Show(args)) => show::run(*args),
        Some(Command::Samples(args)) => samples::run(*args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::Explain { code }) => explain::explain(code.as_deref()),
        Some(Command::Completions { shell }) => shell::completions(shell),
        Some(Command::Man { out }) => shell::manual(out.as_deref()),
        None => match project::find() {
            Some(root) => {
                generate::Job::of_project(&root, args.messages, args.writing).run()
            }
            None => print::error(project::MISSING),
        },
    }
}
