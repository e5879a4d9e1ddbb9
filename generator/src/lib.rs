//! OpenAPI document in, Rust client crate out.
//!
//! [`pipeline::run`] is what the program does: it goes from a [`Request`](pipeline::Request) to the
//! files of a crate, and [`output::disk::write`] writes them. [`generate`] does the same for a document
//! that a program has in hand, and touches no disk: [`source`] loads it, also one that was made in Rust
//! ([`source::from_openapiv3`]), and [`config`] is what can be chosen. Findings are data
//! ([`diagnostics`]), which [`report`] draws.
//!
//! This is the library. Further modules are open only for the programs and tests of this package:
//! they are hidden here, and change without notice. `ARCHITECTURE.md` explains them.

#[doc(hidden)]
pub mod analyse;
mod arguments;
mod bounded;
#[doc(hidden)]
pub mod bundle;
pub mod config;
pub mod diagnostics;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
mod formats;
#[doc(hidden)]
pub mod graph;
#[doc(hidden)]
pub mod init;
pub mod json_types;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod model;
pub mod output;
pub mod pipeline;
pub mod report;
#[doc(hidden)]
pub mod rust;
#[doc(hidden)]
pub mod samples;
#[doc(hidden)]
pub mod show;
pub mod source;
#[doc(hidden)]
pub mod surface;
mod threads;
pub mod timings;

use config::Config;
use diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use document::Document;
use lower::Scope;
use output::OutputFile;
use rayon::prelude::*;
use source::Sources;
use std::collections::BTreeMap;
use threads::{with_stack, workers};
use timings::Timings;

/// What a document becomes, before it is text.
#[non_exhaustive]
pub struct Planned {
    /// The model.
    #[doc(hidden)]
    pub api: model::Api,
    /// The crate's plan.
    #[doc(hidden)]
    pub plan: rust::Crate,
}

/// A generated crate.
#[non_exhaustive]
pub struct Generated {
    /// What its files are made from.
    pub planned: Planned,
    /// Its files.
    pub files: Vec<OutputFile>,
}

/// Generates a crate from a loaded document.
///
/// Whatever part of it cannot be mapped is reported and left out. `None` where there is no document
/// to generate from, or what it would become is over a budget: one of the findings is an error then,
/// and says why.
pub fn generate(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let planned = plan(sources, config, diagnostics)?;
    let files = files(&planned, diagnostics, &mut Timings::default());
    Some(Generated { planned, files })
}

/// Plans a crate for a loaded document. `None` as in [`generate`].
#[doc(hidden)]
pub fn plan(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Planned> {
    let mut timings = Timings::default();
    let planned = with_stack(|| {
        let document = document::read(sources, diagnostics)?;
        let scope = Scope::of(config);
        plan_document(&document, config, &scope, diagnostics, &mut timings)
    });
    planned.unwrap_or_else(|found| {
        diagnostics.report(*found);
        None
    })
}

/// Plans a crate: the stages from `lower` to `rust`. They need [`with_stack`].
pub(crate) fn plan_document(
    document: &Document<'_>,
    config: &Config,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
    timings: &mut Timings,
) -> Option<Planned> {
    let api =
        timings.measure("lower", || lower::lower(document, config, scope, diagnostics));
    // What the later stages would make of it is what the budget is to prevent.
    if diagnostics.iter().any(|found| found.code == Code::OverBudget) {
        return None;
    }
    let facts = timings.measure("analyse", || analyse::analyse(&api));
    let (plan, findings) = timings.measure("rust", || rust::plan(&api, &facts, config));
    for finding in findings {
        diagnostics.report(finding);
    }
    Some(Planned { api, plan })
}

/// The files of a planned crate: the stages `emit` and `output`.
#[doc(hidden)]
pub fn files(
    planned: &Planned,
    diagnostics: &mut Diagnostics,
    timings: &mut Timings,
) -> Vec<OutputFile> {
    let made = timings.measure("emit", || {
        let plan = &planned.plan;
        let units = emit::units(plan);
        let work =
            || units.into_par_iter().map(|unit| file(plan, unit)).collect::<Vec<_>>();
        with_stack(|| Ok(workers()?.install(work))).and_then(|made| made)
    });
    let mut files = Vec::new();
    for file in made.unwrap_or_else(|found| vec![Err(found)]) {
        match file {
            Ok(file) => files.push(file),
            Err(found) => diagnostics.report(*found),
        }
    }
    files
}

/// One file of a planned crate; the finding says why it cannot be made.
pub(crate) fn file_of(
    planned: &Planned,
    id: rust::ModuleId,
) -> Result<OutputFile, Box<Diagnostic>> {
    let unit = emit::Unit::Module(id);
    with_stack(|| file(&planned.plan, unit)).and_then(|made| made)
}

/// The Rust types of a document's schemas, as a program that uses the generated crate writes
/// them.
#[doc(hidden)]
pub struct Typed {
    /// By schema: the type of its values. Schemas are left out whose types the crate has no
    /// use for.
    pub schemas: BTreeMap<NodeId, String>,
}

/// Says which type the values of each schema have in the crate that [`generate`] makes. `None` where
/// no thread can say it: that is among the findings then.
#[doc(hidden)]
pub fn types_of_schemas(
    document: &Document<'_>,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Typed> {
    let typed = with_stack(|| {
        let scope = Scope::of(config);
        let (api, placed) = lower::lower_placed(document, config, &scope, diagnostics);
        let facts = analyse::analyse(&api);
        let (plan, _) = rust::plan(&api, &facts, config);
        let library = plan.package.library.as_str();
        let types = rust::types_of(&api, &facts, config, placed.values());
        let typed = placed.keys().copied().zip(&types);
        let is_carried = emit::carries(&plan);
        let carried = typed.filter(|(_, ty)| is_carried(ty));
        let schemas = carried.map(|(schema, ty)| (schema, emit::path(ty, library)));
        Typed { schemas: schemas.collect() }
    });
    typed.map_err(|found| diagnostics.report(*found)).ok()
}

/// Makes one file. What stops it is a defect of the generator.
fn file(plan: &rust::Crate, unit: emit::Unit) -> Result<OutputFile, Box<Diagnostic>> {
    let made = match emit::emit(plan, unit) {
        emit::File::Text { path, text } => output::skeleton::check_copy(&path, &text)
            .map(|()| OutputFile { path, text }),
        emit::File::Rust(source) => output::format::format(&source).and_then(|text| {
            let path = source.path.clone();
            output::skeleton::check(source, &text)?;
            Ok(OutputFile { path, text })
        }),
    };
    made.map_err(|why| {
        let found = Diagnostic::new(Code::Defect, Place::Nowhere, why);
        Box::new(found.remedy("this is a defect of the generator: please report it"))
    })
}
