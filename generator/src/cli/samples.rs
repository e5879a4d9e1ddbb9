//! `samples`: a program for each operation.

use super::Exit;
use super::document::ReadArgs;
use super::generate::package_name;
use super::messages::{MessageArgs, exit_code};
use super::print::{self, count};
use super::target::{self, Replaceable};
use clap::{Args, ValueEnum};
use generator::output::previous::previous;
use generator::pipeline::{self, Goal, Outcome};
use generator::rust::Crate;
use generator::samples;
use generator::show::{Found, find, suggestions};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which samples, and where they go.
#[derive(Args, Debug)]
pub(super) struct SamplesArgs {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// The operation, as in `show`; without one, all.
    operation: Option<String>,
    /// Rust programs, or an OpenAPI Overlay that adds them to the document as `x-codeSamples`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The folder for a file per operation, such as the `examples` of the generated crate; for
    /// an overlay, its file.
    #[arg(short, long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// The crate's name; by default that of the crate in whose `examples` the samples are put,
    /// or else from the configuration, or made from `info.title`.
    #[arg(long, value_parser = package_name)]
    name: Option<String>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Rust,
    Overlay,
}

/// An overlay may be written again.
const OVERLAY: Replaceable = Replaceable::Document("overlay", "an OpenAPI Overlay");

/// Prints or writes the samples, and gives the exit code.
pub(super) fn run(args: SamplesArgs) -> Exit {
    let around = || args.out.as_deref().and_then(crate_around);
    let name = args.name.clone().or_else(around);
    let mut request =
        args.read.request_to_look(args.document, &args.messages, Goal::Plan);
    request.package_name = name;
    let mut outcome = pipeline::run(&request);
    if let (Format::Overlay, Some(file)) = (args.format, &args.out) {
        target::check(file, OVERLAY, &request, &mut outcome);
    }
    let code = exit_code(&outcome.diagnostics);
    let (Exit::Done, Some(planned)) = (code, &outcome.planned) else {
        args.messages.print(&outcome);
        return code.max(Exit::Refused);
    };
    if args.format == Format::Overlay {
        return overlay(&outcome, &planned.plan, args.out.as_deref());
    }
    let list = match &args.operation {
        None => samples::samples(&planned.plan),
        Some(name) => match named(&outcome, &planned.plan, name) {
            Ok(list) => list,
            Err(why) => return print::error(&why),
        },
    };
    match args.out {
        Some(folder) => write(&folder, &list),
        None => {
            let texts: Vec<String> = list
                .iter()
                .map(|(name, text)| format!("// {name}.rs\n\n{text}"))
                .collect();
            print::out(texts.join("\n").trim_end());
            Exit::Done
        }
    }
}

/// The name of the generated crate whose examples a folder holds.
fn crate_around(folder: &Path) -> Option<String> {
    let parent = folder.parent().filter(|_| folder.ends_with("examples"))?;
    let parent = if parent == Path::new("") { Path::new(".") } else { parent };
    previous(parent)?.name
}

/// The samples of the operations that a name means, or why there are none.
fn named(
    outcome: &Outcome,
    plan: &Crate,
    name: &str,
) -> Result<Vec<(String, String)>, String> {
    let Some(sources) = &outcome.sources else { return Ok(Vec::new()) };
    let mut found = find(plan, sources, name);
    found.retain(is_operation);
    if found.is_empty() {
        let close = suggestions(plan, sources, name, is_operation);
        let hint = match close.as_slice() {
            [] => "`show` lists all".to_owned(),
            close => format!("did you mean {}?", close.join(" or ")),
        };
        return Err(format!("there is no operation {name:?}; {hint}"));
    }
    let list: Vec<(String, String)> = found
        .into_iter()
        .filter_map(|found| match found {
            Found::Operation(group, item) => Some((
                samples::file_name(group, item),
                samples::sample(plan, group, item)?,
            )),
            Found::Type(..) => None,
        })
        .collect();
    if list.is_empty() {
        return Err(format!("no program can build the body of {name:?}"));
    }
    Ok(list)
}

fn is_operation(found: &Found<'_>) -> bool {
    matches!(found, Found::Operation(..))
}

fn overlay(outcome: &Outcome, plan: &Crate, file: Option<&Path>) -> Exit {
    let Some(sources) = &outcome.sources else { return Exit::Refused };
    match samples::overlay(plan, sources) {
        Ok(text) => print::to(file, &text),
        Err(error) => print::error(&error),
    }
}

/// The files of a folder that begin as samples do, by name; of others, whether one stands where
/// a sample is to be written.
fn found(folder: &Path, list: &[(String, String)]) -> (Vec<String>, Option<String>) {
    let mut known: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".rs"))
        .collect();
    known.sort();
    let is_sample =
        |name: &String| target::begins_as(&folder.join(name), &[samples::MARK]);
    let (mut own, others): (Vec<String>, Vec<String>) =
        known.into_iter().partition(is_sample);
    let wanted: BTreeSet<String> =
        list.iter().map(|(name, _)| format!("{name}.rs")).collect();
    own.retain(|name| !wanted.contains(name));
    (own, others.into_iter().find(|name| wanted.contains(name)))
}

fn write(folder: &Path, list: &[(String, String)]) -> Exit {
    let (left, foreign) = found(folder, list);
    if let Some(name) = foreign {
        return target::not_replaced(&folder.join(name));
    }
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        list.iter().try_for_each(|(name, text)| {
            std::fs::write(folder.join(format!("{name}.rs")), text)
        })
    });
    match written {
        Ok(()) => {
            print::note(&format!(
                "{}: {}",
                print::path(folder),
                count(list.len(), "sample")
            ));
            if !left.is_empty() {
                print::note(&format!(
                    "of no operation, and may be removed: {}",
                    left.join(", ")
                ));
            }
            Exit::Done
        }
        Err(error) => print::no_folder(folder, &error),
    }
}
