//! Several files as one: what references point at in other files becomes a component of the
//! root, and the references point there.

mod homes;
mod json;
mod plan;
#[cfg(test)]
mod tests;
mod write;
mod yaml;

use crate::source::Sources;
use plan::Plan;

/// The document in one piece, as YAML.
pub fn yaml(sources: &Sources) -> String {
    written(|| {
        let plan = Plan::of(sources);
        let mut out = String::new();
        yaml::write(&mut out, &write::bundle(&plan), 0);
        out
    })
}

/// The document in one piece, as JSON.
pub fn json(sources: &Sources) -> String {
    written(|| {
        let plan = Plan::of(sources);
        let mut out = String::new();
        json::write(&mut out, &write::bundle(&plan), 0);
        out + "\n"
    })
}

/// Values are as deep as the budget allows, and so are the calls that write them.
fn written(work: impl FnOnce() -> String + Send) -> String {
    crate::with_stack(|| Some(work())).unwrap_or_default()
}
