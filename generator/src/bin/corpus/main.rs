//! Runs the generator over a folder of documents and says what became of each.
//!
//! Every document is generated in a process of its own, with a limit of time and memory; the
//! crates are checked together, as the members of one scratch workspace under
//! `target/corpus`, so that their dependencies are built once.

mod args;
mod child;
mod compile;
mod contract;
mod documents;
mod examples;
mod limits;
mod messages;
mod report;
mod rustc;
mod scratch;
mod summary;

use args::Args;
use clap::Parser;
use report::Row;
use scratch::Scratch;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        _ if rustc::is_asked_for() => rustc::run(),
        Some(word) if word == child::WORD => {
            child::serve(&arguments.collect::<Vec<_>>())
        }
        Some(word) if word == examples::WORD => {
            examples::serve(&arguments.collect::<Vec<_>>())
        }
        _ => finish(run(&Args::parse())),
    }
}

fn finish(done: Result<bool, String>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// Runs everything; whether all went well.
fn run(args: &Args) -> Result<bool, String> {
    let documents = documents::find(args)?;
    let scratch = Scratch::open()?;
    let mut rows: Vec<Row> = child::generate_all(&scratch, &documents, args);
    report::write_if_asked(args, &rows)?;
    if args.compile {
        compile::check(&scratch, &mut rows, args.jobs())?;
        report::write_if_asked(args, &rows)?;
    }
    if args.examples {
        examples::try_all(&scratch, &args.folder, &mut rows, args.jobs())?;
        report::write_if_asked(args, &rows)?;
    }
    if args.contract {
        let prism = args.prism();
        contract::try_all(&scratch, &args.folder, &prism, &mut rows, args.jobs())?;
        report::write_if_asked(args, &rows)?;
    }
    for row in &rows {
        for line in summary::remarks(row) {
            println!("{line}");
        }
    }
    println!("{}", summary::line(&rows));
    Ok(rows.iter().all(Row::is_well))
}
