//! OpenAPI document in, Rust client crate out.
//!
//! The stages stand in the order in which they run: [`source`] → [`document`] → [`lower`] →
//! the [`model`] → [`analyse`] → [`rust`] → [`emit`] → [`output`]. [`generate`] runs those
//! behind `source` and touches no disk; [`pipeline`] is what the program does. Beside the way
//! stand what reads a plan ([`show`], [`graph`], [`diff`], [`samples`]) and what reads a document
//! ([`arguments`], [`lint`], [`init`], [`bundle`]).

pub mod analyse;
pub mod arguments;
mod bounded;
pub mod bundle;
pub mod config;
pub mod diagnostics;
pub mod diff;
pub mod document;
pub mod emit;
pub mod graph;
pub mod init;
pub mod lint;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod rust;
pub mod samples;
pub mod show;
pub mod source;
pub mod surface;
pub mod timings;

use config::Config;
use diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use output::OutputFile;
use rayon::prelude::*;
use source::Sources;
use std::collections::BTreeMap;
use timings::Timings;

/// What a document becomes, before it is text.
pub struct Planned {
    /// The model.
    pub api: model::Api,
    /// The crate's plan.
    pub plan: rust::Crate,
}

/// A generated crate.
pub struct Generated {
    /// The model that it was made from.
    pub api: model::Api,
    /// The plan that was made of it.
    pub plan: rust::Crate,
    /// Its files.
    pub files: Vec<OutputFile>,
}

/// Generates a crate from a loaded document.
///
/// `None` where there is no document to generate from, or what it would become is over a budget;
/// the reason is among the diagnostics.
/// Whatever part of it cannot be mapped is reported and left out.
pub fn generate(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let mut timings = Timings::default();
    let planned = plan(sources, config, diagnostics, &mut timings)?;
    let files = files(&planned, diagnostics, &mut timings);
    let Planned { api, plan } = planned;
    Some(Generated { api, plan, files })
}

/// Plans a crate: the stages up to `rust`. `None` as in [`generate`].
pub fn plan(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
    timings: &mut Timings,
) -> Option<Planned> {
    with_stack(|| {
        let document =
            timings.measure("document", || document::read(sources, diagnostics))?;
        let api =
            timings.measure("lower", || lower::lower(&document, config, diagnostics));
        // What the later stages would make of it is what the budget is to prevent.
        if diagnostics.iter().any(|found| found.code == Code::OverBudget) {
            return None;
        }
        let facts = timings.measure("analyse", || analyse::analyse(&api));
        let (plan, findings) =
            timings.measure("rust", || rust::plan(&api, &facts, config));
        for finding in findings {
            diagnostics.report(finding);
        }
        Some(Planned { api, plan })
    })
}

/// Adds a test to a plan which calls every operation: see [`arguments`].
pub fn add_contract_test(sources: &Sources, plan: &mut rust::Crate) {
    plan.contract = with_stack(|| {
        let document = document::read(sources, &mut Diagnostics::new())?;
        Some(arguments::arguments(&document))
    });
}

/// The files of a planned crate: the stages `emit` and `output`.
pub fn files(
    planned: &Planned,
    diagnostics: &mut Diagnostics,
    timings: &mut Timings,
) -> Vec<OutputFile> {
    let made: Option<Vec<Result<OutputFile, String>>> = timings.measure("emit", || {
        let plan = &planned.plan;
        let units = emit::units(plan);
        let work = || units.into_par_iter().map(|unit| file(plan, unit)).collect();
        with_stack(|| Some(workers()?.install(work)))
    });
    let Some(made) = made else {
        let what = "the system gives no threads to make files in";
        diagnostics.report(
            Diagnostic::new(Code::OverBudget, Place::Nowhere, what)
                .consequence("nothing is generated")
                .remedy("allow the process more memory or more threads"),
        );
        return Vec::new();
    };
    let mut files = Vec::new();
    for result in made {
        match result {
            Ok(file) => files.push(file),
            Err(why) => diagnostics.report(
                Diagnostic::new(Code::Defect, Place::Nowhere, why)
                    .remedy("this is a defect of the generator: please report it"),
            ),
        }
    }
    files
}

/// Enough for schemas that nest as deep as the budget allows, and calls that do the same.
const STACK: usize = 256 << 20;

/// Threads of our own for parallel work: with a stack that suffices, and never those of a
/// caller who runs several generators at once, all of which could be waiting for us.
fn workers() -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok()
}

/// Runs with a stack that suffices: schemas nest as deep as the budget allows, and so do the
/// calls that lower them.
pub(crate) fn with_stack<T: Send>(work: impl FnOnce() -> Option<T> + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => None,
        }
    })
}

/// One file of a planned crate. `None` if it cannot be made.
pub fn file_of(planned: &Planned, id: rust::ModuleId) -> Option<OutputFile> {
    let unit = match id {
        rust::ModuleId::Group(at) => emit::Unit::Group(at),
        rust::ModuleId::Types(at) => emit::Unit::Types(at),
        rust::ModuleId::Webhooks => emit::Unit::Webhooks,
        rust::ModuleId::Client => emit::Unit::Client,
        rust::ModuleId::Xml => emit::Unit::Xml,
    };
    with_stack(|| file(&planned.plan, unit).ok())
}

/// The Rust types of a document's schemas, as a program that uses the generated crate writes
/// them.
pub struct Typed {
    /// By schema: the type of its values. Schemas are left out whose types the crate has no
    /// use for.
    pub schemas: BTreeMap<NodeId, String>,
}

/// Says which type the values of each schema have in the crate that [`generate`] makes.
pub fn types_of_schemas(sources: &Sources, config: &Config) -> Option<Typed> {
    with_stack(|| {
        let mut diagnostics = Diagnostics::new();
        let document = document::read(sources, &mut diagnostics)?;
        let (api, placed) = lower::lower_placed(&document, config, &mut diagnostics);
        let facts = analyse::analyse(&api);
        let (plan, _) = rust::plan(&api, &facts, config);
        let library = plan.package.library.as_str();
        let types = rust::types_of(&api, &facts, config, placed.values());
        let typed = placed.keys().copied().zip(&types);
        let is_carried = emit::carries(&plan);
        let carried = typed.filter(|(_, ty)| is_carried(ty));
        let schemas = carried.map(|(schema, ty)| (schema, emit::path(ty, library)));
        Some(Typed { schemas: schemas.collect() })
    })
}

fn file(plan: &rust::Crate, unit: emit::Unit) -> Result<OutputFile, String> {
    match emit::emit(plan, unit) {
        emit::File::Text { path, text } => {
            output::skeleton::check_copy(&path, &text)?;
            Ok(OutputFile { path, text })
        }
        emit::File::Rust(source) => {
            let text = output::format::format(&source)?;
            let path = source.path.clone();
            output::skeleton::check(source, &text)?;
            Ok(OutputFile { path, text })
        }
    }
}
