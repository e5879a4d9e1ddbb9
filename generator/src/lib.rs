//! OpenAPI document in, Rust client crate out.
//!
//! The stages stand in the order in which they run: [`source`] → [`document`] → [`lower`] →
//! the [`model`] → [`analyse`] → [`rust`] → [`emit`] → [`output`]. [`generate`] runs those
//! behind `source` and touches no disk; [`pipeline`] is what the program does.

pub mod analyse;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod rust;
pub mod source;

use config::Config;
use diagnostics::{Code, Diagnostic, Diagnostics, Place};
use output::OutputFile;
use rayon::prelude::*;
use source::Sources;

/// A generated crate.
pub struct Generated {
    /// The model that it was made from.
    pub api: model::Api,
    /// Its files.
    pub files: Vec<OutputFile>,
}

/// Generates a crate from a loaded document.
///
/// `None` where there is no document to generate from; the reason is among the diagnostics.
/// Whatever part of it cannot be mapped is reported and left out.
pub fn generate(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    // Schemas nest as deep as the budget allows, and so do the calls that lower them.
    const STACK: usize = 256 << 20;
    std::thread::scope(|scope| {
        let run = || stages(sources, config, diagnostics);
        let thread =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(generated)) => generated,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => None,
        }
    })
}

fn stages(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let document = document::read(sources, diagnostics)?;
    let api = lower::lower(&document, config, diagnostics);
    let facts = analyse::analyse(&api);
    let (plan, findings) = rust::plan(&api, &facts, config);
    for finding in findings {
        diagnostics.report(finding);
    }
    let made: Vec<Result<OutputFile, String>> =
        emit::units(&plan).into_par_iter().map(|unit| file(&plan, unit)).collect();
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
    Some(Generated { api, files })
}

fn file(plan: &rust::Crate, unit: emit::Unit) -> Result<OutputFile, String> {
    match emit::emit(plan, unit) {
        emit::File::Text { path, text } => {
            output::skeleton::check_copy(&path, &text)?;
            Ok(OutputFile { path, text })
        }
        emit::File::Rust(source) => {
            let text = output::format::format(&source)?;
            output::skeleton::check(&source, &text)?;
            Ok(OutputFile { path: source.path, text })
        }
    }
}
