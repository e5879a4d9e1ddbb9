//! From a request to the files of a crate: reads the configuration and the document, and runs
//! the stages. Writing or comparing is left to the caller.

use crate::arguments::arguments;
use crate::bounded::{read_at_most, reason, url_refused};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Weights};
use crate::document;
use crate::lint::lint;
use crate::lower::Scope;
use crate::model::NameSeed;
use crate::output::{InputFile, OutputFile};
use crate::source::{
    self, Budgets, FileLoader, LoadError, Loader, Location, OverlayText, Sources,
};
use crate::threads::with_stack;
use crate::timings::Timings;
use crate::{Planned, report};
use std::path::{Path, PathBuf};

/// How far to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The document's files as a tree.
    Sources,
    /// The plan.
    Plan,
    /// The plan, and findings about what does no harm to the generated code.
    Lints,
    /// The files of the crate.
    #[default]
    Files,
}

/// What to generate from.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The root document.
    pub document: PathBuf,
    /// The configuration; without one, the defaults.
    pub config: Option<PathBuf>,
    /// The crate's name, over the configuration's.
    pub package_name: Option<String>,
    /// How far to go.
    pub goal: Goal,
    /// Whether the crate gets a test that calls every operation.
    pub contract_test: bool,
    /// What findings weigh, over the configuration's.
    pub weights: Weights,
    /// The part of the document that is wanted, besides what the configuration names.
    pub only: Vec<String>,
    /// Whether that part may be without operations.
    pub may_be_empty: bool,
    /// Overlay files, applied after those of the configuration.
    pub overlays: Vec<PathBuf>,
    /// Further folders in which references may point at files.
    pub ref_roots: Vec<PathBuf>,
    /// Files to read for URLs.
    pub map: Vec<(String, PathBuf)>,
    /// How much may be read.
    pub budgets: Budgets,
    /// What the ledger puts before the names of inputs: `spec/`.
    pub input_folder: String,
}

/// What came of it.
#[derive(Default)]
pub struct Outcome {
    /// The crate; `None` if there are errors or that was not the goal.
    pub files: Option<Vec<OutputFile>>,
    /// The plan of it, as far as the document could be read.
    pub planned: Option<Planned>,
    /// The configuration as it was read.
    pub config: Config,
    /// What it was made from: the document's files, overlays and the configuration.
    pub inputs: Vec<InputFile>,
    /// The findings.
    pub diagnostics: Diagnostics,
    /// How long each stage took.
    pub timings: Timings,
    /// The text that the findings point into, if any could be read.
    pub sources: Option<Sources>,
}

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// With the source line and a caret.
    Human {
        /// Whether to use colours.
        colours: bool,
        /// How many findings of a code are shown.
        per_code: usize,
    },
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github {
        /// How many findings of a code are shown.
        per_code: usize,
    },
}

/// Runs the stages.
pub fn run(request: &Request) -> Outcome {
    let mut outcome = Outcome::default();
    if let Some(config) = outcome.configuration(request) {
        outcome.stages(request, &config);
        outcome.config = config;
    }
    let weights = outcome.config.diagnostics.weights();
    outcome.diagnostics.weigh(&request.weights.over(&weights));
    if outcome.diagnostics.has_errors() {
        outcome.files = None;
    }
    outcome
}

impl Outcome {
    /// How many operations the crate has.
    pub fn operations(&self) -> usize {
        self.planned.as_ref().map_or(0, |planned| planned.api.operations.len())
    }

    /// How many types the crate has.
    pub fn types(&self) -> usize {
        self.planned.as_ref().map_or(0, |planned| planned.api.types.len())
    }

    /// The component schemas that have become types.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        let types = self.planned.iter().flat_map(|planned| &planned.api.types);
        types.filter_map(|definition| match &definition.seed {
            NameSeed::Component(name) => Some(name.untrusted()),
            _ => None,
        })
    }

    /// The findings as text; empty if there are none.
    pub fn draw(&self, style: Draw) -> String {
        let sources = self.sources.as_ref();
        match style {
            Draw::Json => report::json(&self.diagnostics, sources),
            Draw::Github { per_code } => {
                report::github(&self.diagnostics, sources, per_code)
            }
            Draw::Human { colours, per_code } => {
                let options = report::Options {
                    color: colours,
                    per_code,
                    ..report::Options::default()
                };
                report::human(&self.diagnostics, sources, &options)
            }
        }
    }

    /// Reads the configuration, as an input of its own.
    fn configuration(&mut self, request: &Request) -> Option<Config> {
        let mut config = Config::default();
        if let Some(path) = &request.config {
            let read = Config::read(path, &path.display().to_string());
            let (read, bytes) =
                read.map_err(|found| self.diagnostics.report(*found)).ok()?;
            let file = path.file_name().unwrap_or(path.as_os_str());
            let name = format!("{}{}", request.input_folder, file.to_string_lossy());
            self.inputs.push(InputFile { name, path: path.clone(), bytes });
            config = read;
        }
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
        let Some(overlays) = self.overlays(request, config) else { return };
        let Self { diagnostics, timings, .. } = self;
        let budgets = &request.budgets;
        let sources = timings.measure("source", || {
            source::load_with(&mut loader, &root, overlays, budgets, diagnostics)
        });
        self.inputs.extend(loader.read);
        if let Some(sources) = sources {
            if !sources.is_broken() {
                self.crate_of(request, config, &sources);
            }
            self.sources = Some(sources);
        }
    }

    /// Reads the overlays of the configuration and of the request, each as an input.
    fn overlays(
        &mut self,
        request: &Request,
        config: &Config,
    ) -> Option<Vec<OverlayText>> {
        let folder = request.config.as_deref().and_then(Path::parent);
        let folder = folder.unwrap_or(Path::new(""));
        let configured =
            config.overlays.iter().map(|file| (file.clone(), folder.join(file)));
        let named = request.overlays.iter().map(|path| {
            let file = path.file_name().unwrap_or(path.as_os_str());
            (file.to_string_lossy().into_owned(), path.clone())
        });
        let mut overlays = Vec::new();
        for (file, path) in configured.chain(named) {
            let shown = path.display().to_string();
            match read_limited(&path, request.budgets.size) {
                Ok(bytes) => {
                    let name = format!("{}{file}", request.input_folder);
                    self.inputs.push(InputFile { name, path, bytes: bytes.clone() });
                    overlays.push(OverlayText { path: shown, bytes });
                }
                Err(why) => {
                    let message = format!("the overlay cannot be read: {why}");
                    let place = Place::File(shown);
                    let found = Diagnostic::new(Code::Unreadable, place, message);
                    self.diagnostics
                        .report(found.remedy("name another file, or leave it out"));
                    return None;
                }
            }
        }
        Some(overlays)
    }

    /// Runs the stages after `source`.
    fn crate_of(&mut self, request: &Request, config: &Config, sources: &Sources) {
        if request.goal == Goal::Sources {
            return;
        }
        let Self { diagnostics, timings, .. } = self;
        let planned =
            with_stack(|| planned(request, config, sources, diagnostics, timings));
        let planned = planned.unwrap_or_else(|found| {
            diagnostics.report(*found);
            None
        });
        let Some(planned) = planned else { return };
        if request.goal == Goal::Files {
            self.files = Some(crate::files(&planned, diagnostics, timings));
        }
        self.planned = Some(planned);
    }
}

/// Reads the document, plans the crate, and does what else the request wants of the document.
fn planned(
    request: &Request,
    config: &Config,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
    timings: &mut Timings,
) -> Option<Planned> {
    let document =
        timings.measure("document", || document::read(sources, diagnostics))?;
    let only = config.only.iter().chain(&request.only).cloned().collect();
    let scope = Scope { only, may_be_empty: request.may_be_empty };
    let mut planned =
        crate::plan_document(&document, config, &scope, diagnostics, timings)?;
    if request.contract_test {
        let arguments = timings.measure("arguments", || arguments(&document));
        planned.plan.contract = Some(arguments);
    }
    if request.goal == Goal::Lints {
        timings.measure("lint", || lint(&document, diagnostics));
    }
    Some(planned)
}

/// Whether a file is YAML or JSON with this key at its root, such as `openapi`. It may be as large
/// as all files of a document together, since it may be all of them in one.
pub fn has_root_key(file: &Path, key: &str, request: &Request) -> bool {
    let mut budgets = request.budgets;
    budgets.size = budgets.size.saturating_mul(budgets.files as u64);
    let bytes = read_limited(file, budgets.size).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let name = file.to_string_lossy();
    let sources = text.and_then(|text| {
        source::from_text(&name, &text, &budgets, &mut Diagnostics::new())
    });
    sources.is_some_and(|sources| sources.get(sources.root(), key).is_some())
}

fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    if let Some((why, remedy)) = url_refused(&path.to_string_lossy()) {
        return Err(format!("{why}: {remedy}"));
    }
    let bytes = read_at_most(path, limit).map_err(|error| reason(&error))?;
    bytes.ok_or_else(|| format!("it has more than {limit} bytes"))
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
        let path = PathBuf::from(&location.path);
        self.read.push(InputFile { name, path, bytes: bytes.clone() });
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
