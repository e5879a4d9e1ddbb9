//! From a request to the files of a crate: reads the configuration and the document, and runs
//! the stages. Writing or comparing is left to the caller.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{NameSeed, TypeDef};
use crate::output::{InputFile, OutputFile};
use crate::report;
use crate::source::{self, Budgets, FileLoader, LoadError, Loader, Location, Sources};
use std::path::PathBuf;

/// What to generate from.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The root document.
    pub document: PathBuf,
    /// The configuration; without one, the defaults.
    pub config: Option<PathBuf>,
    /// The crate's name, over the configuration's.
    pub package_name: Option<String>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Further folders in which references may point at files.
    pub ref_roots: Vec<PathBuf>,
    /// Files to read for URLs.
    pub map: Vec<(String, PathBuf)>,
    /// Bytes that one file may have.
    pub max_size: Option<u64>,
    /// How deep values may be nested.
    pub max_depth: Option<usize>,
    /// How many values all files may have together.
    pub max_nodes: Option<usize>,
    /// How many values the aliases of a file may stand for.
    pub max_aliases: Option<u64>,
    /// How many files may be read.
    pub max_files: Option<usize>,
    /// What the ledger puts before the names of inputs: `spec/`.
    pub input_folder: String,
}

/// What came of it.
#[derive(Default)]
pub struct Outcome {
    /// The crate; `None` if there are errors.
    pub files: Option<Vec<OutputFile>>,
    /// What it was made from: the document's files and the configuration.
    pub inputs: Vec<InputFile>,
    /// The findings.
    pub diagnostics: Diagnostics,
    /// The text that the findings point into, if any could be read.
    pub sources: Option<Sources>,
    /// How many operations the crate has.
    pub operations: usize,
    /// How many types it has.
    pub types: usize,
    /// The component schemas that have become types.
    pub components: Vec<String>,
}

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// With the source line and a caret.
    Human {
        /// Whether to use colours.
        colours: bool,
    },
    /// One JSON object a line.
    Json,
}

/// Runs the stages.
pub fn run(request: &Request) -> Outcome {
    let mut outcome = Outcome::default();
    if let Some(config) = outcome.configuration(request) {
        outcome.stages(request, &config);
    }
    if request.strict {
        outcome.diagnostics.deny_warnings();
    }
    if outcome.diagnostics.has_errors() {
        outcome.files = None;
    }
    outcome
}

impl Outcome {
    /// The findings as text; empty if there are none.
    pub fn draw(&self, style: Draw) -> String {
        let sources = self.sources.as_ref();
        match style {
            Draw::Json => report::json(&self.diagnostics, sources),
            Draw::Human { colours } => {
                let options = report::Options { color: colours, ..Default::default() };
                report::human(&self.diagnostics, sources, &options)
            }
        }
    }

    /// Reads the configuration, as an input of its own.
    fn configuration(&mut self, request: &Request) -> Option<Config> {
        let config = match &request.config {
            None => Ok(Config::default()),
            Some(path) => {
                let name = path.display().to_string();
                Config::read(path, &name)
                    .inspect(|(_, bytes)| {
                        let file = path.file_name().unwrap_or(path.as_os_str());
                        let name = format!(
                            "{}{}",
                            request.input_folder,
                            file.to_string_lossy()
                        );
                        self.inputs.push(InputFile { name, bytes: bytes.clone() });
                    })
                    .map(|(config, _)| config)
            }
        };
        let mut config = config.map_err(|found| self.diagnostics.report(*found)).ok()?;
        if let Some(name) = &request.package_name {
            config.package.name = Some(name.clone());
        }
        Some(config)
    }

    /// Loads the document and runs the stages over it.
    fn stages(&mut self, request: &Request, config: &Config) {
        let loader = match file_loader(request) {
            Ok(loader) => loader,
            Err(found) => return self.diagnostics.report(*found),
        };
        let mut loader =
            Recorder { loader, folder: &request.input_folder, read: Vec::new() };
        let root = request.document.to_string_lossy();
        let sources =
            source::load(&mut loader, &root, &budgets(request), &mut self.diagnostics);
        self.inputs.append(&mut loader.read);
        if let Some(sources) = sources {
            if !sources.is_broken() {
                self.crate_of(config, &sources);
            }
            self.sources = Some(sources);
        }
    }

    /// Runs the stages after `source`.
    fn crate_of(&mut self, config: &Config, sources: &Sources) {
        let made = crate::generate(sources, config, &mut self.diagnostics);
        let Some(made) = made else { return };
        self.operations = made.api.operations.len();
        self.types = made.api.types.len();
        self.components = made.api.types.iter().filter_map(component).collect();
        self.files = Some(made.files);
    }
}

fn component(definition: &TypeDef) -> Option<String> {
    match &definition.seed {
        NameSeed::Component(name) => Some(name.untrusted().to_owned()),
        _ => None,
    }
}

/// Notes down what is read, for the ledger.
struct Recorder<'a> {
    loader: FileLoader,
    folder: &'a str,
    read: Vec<InputFile>,
}

impl Loader for Recorder<'_> {
    fn find(
        &mut self,
        from: Option<&Location>,
        reference: &str,
    ) -> Result<Location, LoadError> {
        self.loader.find(from, reference)
    }

    fn read(&mut self, location: &Location, limit: u64) -> Result<Vec<u8>, LoadError> {
        let bytes = self.loader.read(location, limit)?;
        let name = format!("{}{}", self.folder, location.name);
        self.read.push(InputFile { name, bytes: bytes.clone() });
        Ok(bytes)
    }
}

fn file_loader(request: &Request) -> Result<FileLoader, Box<Diagnostic>> {
    let mut loader = FileLoader::new();
    for (url, file) in &request.map {
        loader = loader.map(url, file);
    }
    for folder in &request.ref_roots {
        loader = loader.ref_root(folder).map_err(|error| {
            let place = Place::File(folder.display().to_string());
            let message = format!("the folder of --ref-root cannot be read: {error}");
            Box::new(Diagnostic::new(Code::Unreadable, place, message))
        })?;
    }
    Ok(loader)
}

fn budgets(request: &Request) -> Budgets {
    let default = Budgets::default();
    Budgets {
        size: request.max_size.unwrap_or(default.size),
        depth: request.max_depth.unwrap_or(default.depth),
        nodes: request.max_nodes.unwrap_or(default.nodes),
        aliases: request.max_aliases.unwrap_or(default.aliases),
        files: request.max_files.unwrap_or(default.files),
    }
}
