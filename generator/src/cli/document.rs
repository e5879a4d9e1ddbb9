//! Which document, and how it is read: the same for every command.

use super::messages::MessageArgs;
use super::{Exit, print, project};
use clap::Args;
use generator::pipeline::{Goal, Request};
use generator::source::{Budgets, DEEPEST};
use std::path::{Path, PathBuf};

/// How a document is read, and what of it is wanted.
#[derive(Args, Debug, Clone)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// Only these operations and what they need: `tag:NAME`, a path (`/pets/*`), an
    /// `operationId`, `GET /pets`, or `webhooks`; may be given several times.
    #[arg(long, value_name = "WHAT", help_heading = "Reading")]
    only: Vec<String>,
}

/// How the files of a document are read.
#[derive(Args, Debug, Clone)]
pub(super) struct SourceArgs {
    /// The configuration; see docs/configuration.md.
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(super) config: Option<PathBuf>,
    /// An OpenAPI Overlay that is applied before anything else; may be given several times.
    #[arg(long = "overlay", value_name = "FILE", help_heading = "Reading")]
    overlays: Vec<PathBuf>,
    /// A further folder in which references may point at files.
    #[arg(long, value_name = "FOLDER", help_heading = "Reading")]
    ref_root: Vec<PathBuf>,
    /// The file to read where the document refers to a URL; nothing is downloaded.
    #[arg(long, value_name = "URL=FILE", value_parser = mapping, help_heading = "Reading")]
    map: Vec<(String, PathBuf)>,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// How much may be read.
#[derive(Args, Debug, Clone)]
struct BudgetArgs {
    /// Bytes that one file may have.
    #[arg(long = "max-size", value_name = "BYTES", help_heading = "Reading")]
    size: Option<u64>,
    /// How deep values may be nested, 500 at the most.
    #[arg(
        long = "max-depth",
        value_name = "LEVELS",
        value_parser = levels,
        help_heading = "Reading"
    )]
    depth: Option<usize>,
    /// How many values all files may have together.
    #[arg(long = "max-nodes", value_name = "COUNT", help_heading = "Reading")]
    nodes: Option<usize>,
    /// How many values the aliases of a file may stand for.
    #[arg(long = "max-aliases", value_name = "COUNT", help_heading = "Reading")]
    aliases: Option<u64>,
    /// How many files may be read.
    #[arg(long = "max-files", value_name = "COUNT", help_heading = "Reading")]
    files: Option<usize>,
}

/// Reads a depth that can be walked.
fn levels(text: &str) -> Result<usize, String> {
    let levels: usize = text.parse().map_err(|error| format!("{error}"))?;
    if levels > DEEPEST {
        return Err(format!("no more than {DEEPEST} levels can be read"));
    }
    Ok(levels)
}

impl BudgetArgs {
    fn budgets(&self) -> Budgets {
        let default = Budgets::default();
        Budgets {
            size: self.size.unwrap_or(default.size),
            depth: self.depth.unwrap_or(default.depth),
            nodes: self.nodes.unwrap_or(default.nodes),
            aliases: self.aliases.unwrap_or(default.aliases),
            files: self.files.unwrap_or(default.files),
        }
    }
}

impl SourceArgs {
    /// The request for the whole of a document.
    pub(super) fn request(
        self,
        document: PathBuf,
        messages: &MessageArgs,
        goal: Goal,
    ) -> Request {
        Request {
            document,
            config: self.config,
            goal,
            weights: messages.weights(),
            overlays: self.overlays,
            ref_roots: self.ref_root,
            map: self.map,
            budgets: self.budgets.budgets(),
            ..Request::default()
        }
    }
}

impl ReadArgs {
    /// The request for a document.
    pub(super) fn request(
        self,
        document: PathBuf,
        messages: &MessageArgs,
        goal: Goal,
    ) -> Request {
        let request = self.source.request(document, messages, goal);
        Request { only: self.only, ..request }
    }

    /// The request for a document that is only looked at: the project's own brings its
    /// configuration.
    pub(super) fn request_to_look(
        mut self,
        document: PathBuf,
        messages: &MessageArgs,
        goal: Goal,
    ) -> Request {
        if self.source.config.is_none() && project::is_document(&document) {
            let folder = document.parent().unwrap_or(Path::new(""));
            let config = folder.join("generator.yaml");
            self.source.config = config.is_file().then_some(config);
        }
        self.request(document, messages, goal)
    }

    /// The request for a document, or for the project's own where none is named; otherwise
    /// the exit code.
    pub(super) fn request_or_project(
        mut self,
        document: Option<PathBuf>,
        messages: &MessageArgs,
        goal: Goal,
    ) -> Result<Request, Exit> {
        if let Some(document) = document {
            return Ok(self.request_to_look(document, messages, goal));
        }
        let root = project::find().ok_or_else(|| print::error(project::MISSING))?;
        self.source.config = self.source.config.or_else(|| project_config(&root));
        Ok(self.request(root.join(project::DOCUMENT), messages, goal))
    }
}

/// The project's own configuration, if it has one.
pub(super) fn project_config(root: &Path) -> Option<PathBuf> {
    let config = root.join(project::CONFIG);
    config.is_file().then_some(config)
}

fn mapping(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((url, file)) if !url.is_empty() && !file.is_empty() => {
            Ok((url.to_owned(), PathBuf::from(file)))
        }
        _ => Err("expected URL=FILE".to_owned()),
    }
}
