//! `show`: a tree of everything, or everything about one thing.

use super::document::ReadArgs;
use super::messages::{MessageArgs, exit_code};
use super::progress::Progress;
use super::target::{self, Replaceable};
use super::{Exit, print};
use clap::Args;
use generator::graph::{self, Graph};
use generator::pipeline::{self, Goal};
use generator::rust::Crate;
use generator::show::{self, Found, Shown};
use std::path::{Path, PathBuf};

/// What to show.
#[derive(Args, Debug)]
pub(super) struct ShowArgs {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// An operation (its operationId, `METHOD /path`, its method in Rust) or a type (its name in
    /// the document or in Rust, its JSON pointer); without one, a tree of all.
    thing: Option<String>,
    /// Write a graph of what the thing leads to, or of everything: Graphviz for a name that ends
    /// with .dot or .gv, otherwise SVG.
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

/// Prints, and gives the exit code.
pub(super) fn run(args: ShowArgs) -> Exit {
    let request = args.read.request_to_look(args.document, &args.messages, Goal::Plan);
    let progress = Progress::start("reading");
    let mut outcome = pipeline::run(&request);
    progress.end();
    if let Some(file) = &args.graph {
        target::check(file, Replaceable::Anything, &request, &mut outcome);
    }
    let code = exit_code(&outcome.diagnostics);
    let (Exit::Done, Some(sources), Some(planned)) =
        (code, &outcome.sources, &outcome.planned)
    else {
        args.messages.print(&outcome);
        return code.max(Exit::Refused);
    };
    let shown = Shown { sources, planned };
    let plan = &planned.plan;
    let Some(name) = &args.thing else {
        if let Some(file) = &args.graph {
            return draw(file, &Graph::of(plan));
        }
        print::out(show::tree(shown).trim_end());
        return Exit::Done;
    };
    let found = show::find(plan, sources, name);
    if found.is_empty() {
        return nothing(name, &show::suggestions(plan, sources, name, |_| true));
    }
    if let Some(file) = &args.graph {
        let graph = Graph::of(plan);
        let roots: Vec<usize> =
            found.iter().filter_map(|found| node_of(plan, *found)).collect();
        return draw(file, &graph.reachable(&roots));
    }
    let texts: Result<Vec<String>, _> =
        found.into_iter().map(|it| show::show(shown, it)).collect();
    match texts {
        Ok(texts) => {
            print::out(texts.join("\n").trim_end());
            Exit::Done
        }
        Err(found) => {
            outcome.diagnostics.report(*found);
            args.messages.print(&outcome);
            Exit::Refused
        }
    }
}

/// The node of the graph that stands for it.
fn node_of(plan: &Crate, found: Found<'_>) -> Option<usize> {
    match found {
        Found::Operation(_, operation) => Graph::operation(plan, operation),
        Found::Type(_, item) => Graph::type_item(plan, item),
    }
}

/// Nothing has this name.
fn nothing(name: &str, close: &[String]) -> Exit {
    let hint = if close.is_empty() {
        "without a name, `show` lists everything".to_owned()
    } else {
        format!("did you mean {}?", close.join(" or "))
    };
    print::error(&format!("there is no operation or type {name:?}; {hint}"))
}

fn draw(file: &Path, graph: &Graph) -> Exit {
    let dot = file
        .extension()
        .is_some_and(|extension| extension == "dot" || extension == "gv");
    let svg = file.extension().is_some_and(|extension| extension == "svg");
    if !dot && !svg {
        let file = print::path(file);
        return print::error(&format!("{file}: a graph is .svg, .dot or .gv"));
    }
    if !target::begins_as(file, &["<svg", "digraph"]) {
        return target::not_replaced(file);
    }
    let text = if dot { graph::dot(graph) } else { graph::svg(graph) };
    match std::fs::write(file, text) {
        Ok(()) => {
            let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
            print::note(&format!("{}: {nodes} nodes, {edges} edges", print::path(file)));
            Exit::Done
        }
        Err(error) => print::error(&format!("{}: {error}", print::path(file))),
    }
}
