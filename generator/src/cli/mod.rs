//! What can be asked for, and who answers.

mod check;
mod document;
mod explain;
mod generate;
mod messages;
mod print;
mod progress;
mod project;
mod shell;
mod watch;

use clap::{Parser, Subcommand};

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
    #[command(after_help = EXIT_CODES)]
    Check(Box<check::CheckArgs>),
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
pub(crate) fn run(args: Args) -> u8 {
    match args.command {
        Some(Command::Generate(args)) => generate::Job::of(*args).run(),
        Some(Command::Check(args)) => check::run(*args),
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
