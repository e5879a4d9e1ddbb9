//! Several files as one: what references point at in other files becomes a component of the
//! root, and the references point there.

mod plan;
mod write;

use crate::source::Sources;
use plan::Plan;
use write::Value;

/// The document in one piece, as YAML.
pub fn yaml(sources: &Sources) -> Result<String, String> {
    written(|| {
        let plan = Plan::of(sources);
        serde_yaml::to_string(&Value::root(&plan)).map_err(|error| error.to_string())
    })
}

/// The document in one piece, as JSON.
pub fn json(sources: &Sources) -> Result<String, String> {
    written(|| {
        let plan = Plan::of(sources);
        let text = serde_json::to_string_pretty(&Value::root(&plan));
        text.map(|text| text + "\n").map_err(|error| error.to_string())
    })
}

/// Values are as deep as the budget allows, and so are the calls that write them.
fn written(
    work: impl FnOnce() -> Result<String, String> + Send,
) -> Result<String, String> {
    crate::with_stack(|| Some(work())).unwrap_or_else(|| Err("out of memory".to_owned()))
}
