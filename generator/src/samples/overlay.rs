//! Samples as an OpenAPI Overlay that adds them to the document as `x-codeSamples`.

use super::{operations, sample};
use crate::report::is_hidden;
use crate::rust::Crate;
use crate::source::Sources;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    overlay: &'static str,
    info: Info,
    actions: Vec<Action>,
}

#[derive(Serialize)]
struct Info {
    title: &'static str,
    version: String,
}

#[derive(Serialize)]
struct Action {
    target: String,
    update: Update,
}

#[derive(Serialize)]
struct Update {
    #[serde(rename = "x-codeSamples")]
    samples: [Sample; 1],
}

#[derive(Serialize)]
struct Sample {
    lang: &'static str,
    source: String,
}

/// The overlay as YAML. Operations that stand in another file than the root are left out: an
/// overlay cannot point at them.
pub fn overlay(plan: &Crate, sources: &Sources) -> Result<String, String> {
    let actions = operations(plan).filter_map(|(group, operation)| {
        let target = json_path(&sources.pointer(operation.origin))?;
        let source = sample(plan, group, operation)?;
        let samples = [Sample { lang: "Rust", source }];
        Some(Action { target, update: Update { samples } })
    });
    let document = Document {
        overlay: "1.0.0",
        info: Info { title: "Samples in Rust", version: plan.package.version.clone() },
        actions: actions.collect(),
    };
    serde_yaml::to_string(&document).map_err(|error| error.to_string())
}

/// A JSON pointer of the root file as a `JSONPath` (RFC 9535, normalized).
fn json_path(pointer: &str) -> Option<String> {
    let mut path = String::from("$");
    for segment in pointer.strip_prefix("#/")?.split('/') {
        let name = segment.replace("~1", "/").replace("~0", "~");
        path.push_str("['");
        for c in name.chars() {
            match c {
                '\'' | '\\' => path.extend(['\\', c]),
                '\n' => path.push_str("\\n"),
                '\r' => path.push_str("\\r"),
                '\t' => path.push_str("\\t"),
                c if c.is_control() || is_hidden(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        path.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                c => path.push(c),
            }
        }
        path.push_str("']");
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::json_path;

    #[test]
    fn pointers_become_paths() {
        let path = |pointer| json_path(pointer).unwrap_or_default();
        assert_eq!(path("#/paths/~1a~1{b}/get"), "$['paths']['/a/{b}']['get']");
        assert_eq!(path("#/it's/a\\b~0"), "$['it\\'s']['a\\\\b~']");
        assert_eq!(json_path("other.yaml#/paths"), None);
    }
}
