//! `diff`: what changes between two documents.

use super::document::ReadArgs;
use super::messages::{MessageArgs, exit_code};
use super::progress::Progress;
use super::{Exit, print};
use clap::{Args, ValueEnum};
use generator::diagnostics::{Code, Diagnostic};
use generator::diff::{self, Both, Class, Diff, Side};
use generator::pipeline::{self, Goal, Outcome, Request};
use generator::report::{Spot, spot};
use generator::source::Sources;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What to compare.
#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    /// The old document.
    old: PathBuf,
    /// The new document.
    new: PathBuf,
    /// How the changes are printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Exit with 1 if there are changes of this class or a weightier one, in the Rust code or in
    /// the API.
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    #[default]
    Human,
    Json,
    Markdown,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum FailOn {
    Breaking,
    Additive,
    Invisible,
}

impl FailOn {
    fn class(self) -> Class {
        match self {
            Self::Breaking => Class::Breaking,
            Self::Additive => Class::Additive,
            Self::Invisible => Class::Invisible,
        }
    }
}

/// Prints the changes, and gives the exit code.
pub(super) fn run(args: &DiffArgs) -> Exit {
    let progress = Progress::start("comparing");
    let outcomes = [&args.old, &args.new].map(|document| {
        let read = args.read.clone();
        let document = document.clone();
        let request = read.request_to_look(document, &args.messages, Goal::Plan);
        // A part that is new was not there before.
        pipeline::run(&Request { may_be_empty: true, ..request })
    });
    progress.end();
    for outcome in &outcomes {
        let code = exit_code(&outcome.diagnostics);
        if code > Exit::Done {
            args.messages.print(outcome);
            return code;
        }
    }
    let [old, mut new] = outcomes;
    let (Some(before), Some(after)) = (&old.planned, &new.planned) else {
        return Exit::Refused;
    };
    let changes = diff::diff(before, after);
    retain_worth_saying(&old, &mut new, &changes);
    args.messages.print(&new);
    let version = &before.plan.package.version;
    print::out(draw(args, &changes, [&old, &new], version).trim_end());
    let fails = args.fail_on.is_some_and(|limit| changes.worst() >= Some(limit.class()));
    if fails { Exit::Refused } else { Exit::Done }
}

/// Leaves of the findings what was asked for and is in neither document, and, where something breaks,
/// which names are taken from now on. What one of the documents lacks is no mistake: there may be
/// other operations in it, or what an overlay corrected.
fn retain_worth_saying(old: &Outcome, new: &mut Outcome, changes: &Diff) {
    let key = |found: &Diagnostic, sources: Option<&Sources>| match found.code {
        Code::UnusedSetting | Code::IdleAction => {
            Some((found.message.clone(), Some(place(&spot(&found.place, sources)))))
        }
        Code::NameCollision => Some((found.consequence.clone()?, None)),
        _ => None,
    };
    let before = old.diagnostics.iter();
    let before: BTreeSet<_> =
        before.filter_map(|found| key(found, old.sources.as_ref())).collect();
    let breaks = changes.class(Side::Rust) == Some(Class::Breaking);
    let sources = new.sources.as_ref();
    new.diagnostics.retain(|found| match key(found, sources) {
        Some(key) if found.code == Code::NameCollision => {
            breaks && !before.contains(&key)
        }
        Some(key) => before.contains(&key),
        None => false,
    });
}

/// Where a finding is in a file of the user's.
fn place(spot: &Spot) -> (Option<String>, Option<usize>, Option<usize>) {
    (spot.file.clone(), spot.line, spot.column)
}

fn draw(
    args: &DiffArgs,
    changes: &Diff,
    [old, new]: [&Outcome; 2],
    version: &str,
) -> String {
    let both = Both { old: old.sources.as_ref(), new: new.sources.as_ref() };
    match args.format {
        Format::Human => diff::human(changes, both, version, args.messages.limit()),
        Format::Json => diff::json(changes, both, version),
        Format::Markdown => diff::markdown(changes, both, version),
    }
}
