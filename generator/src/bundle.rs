//! Several files as one: what references point at in other files becomes a component of the
//! root, and the references point there.

mod homes;
mod json;
mod plan;
#[cfg(test)]
mod tests;
mod write;
mod yaml;

use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use crate::threads::with_stack;
use plan::Plan;

/// The document in one piece, as YAML.
pub fn yaml(sources: &Sources) -> Result<String, Box<Diagnostic>> {
    with_stack(|| {
        let plan = Plan::of(sources);
        let mut out = String::new();
        yaml::write(&mut out, &write::bundle(&plan), 0);
        out
    })
}

/// The document in one piece, as JSON.
pub fn json(sources: &Sources) -> Result<String, Box<Diagnostic>> {
    with_stack(|| {
        let plan = Plan::of(sources);
        let mut out = String::new();
        json::write(&mut out, &write::bundle(&plan), 0);
        out + "\n"
    })
}
