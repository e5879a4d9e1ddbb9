//! Hostile texts in every slot of the configuration. Its author may name code and
//! dependencies, but only where that is said; what is no name is refused with its place.

use super::oracle::{Verdict, judge_with};
use super::walk::{self, Slot};
use generator::config::Config;
use generator::diagnostics::Place;
use serde_json::Value;

const DOCUMENT: &str = include_str!("settings/document.yaml");
const SETTINGS: &str = include_str!("settings/generator.yaml");

/// A configuration that says everything, as a value.
pub fn settings() -> Value {
    serde_yaml::from_str(SETTINGS).expect("YAML")
}

/// Its slots.
pub fn slots() -> Vec<Slot> {
    walk::slots(&settings())
}

/// Generates with a configuration, and looks at everything that comes out.
pub fn judge(settings: &Value, what: &str) -> Verdict {
    match Config::parse("generator.yaml", &settings.to_string()) {
        Ok(config) => judge_with("x.yaml", DOCUMENT, &config, what),
        Err(finding) => {
            let placed =
                matches!(finding.place, Place::Position { .. } | Place::File(_));
            assert!(placed && !finding.message.is_empty(), "{what}: {finding:?}");
            Verdict::Refused
        }
    }
}
