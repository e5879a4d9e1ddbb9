//! The command line: arguments → library → print → write or compare.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run(cli::Args::parse()))
}
