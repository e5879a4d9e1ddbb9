//! Patches: the text that is put into a place, written as its file writes texts.

use crate::diagnostics::Patch;
use crate::source::Sources;

/// The replacement of a patch as it has to stand in the file: in quotes where the text that
/// it replaces is in quotes, or where a bare one would be read as something else.
pub(super) fn replacement(patch: &Patch, sources: Option<&Sources>) -> String {
    let replaced = sources
        .and_then(|sources| {
            let (file, span) = sources.resolve_place(&patch.place)?;
            sources.text(file).get(span.start as usize..span.end as usize)
        })
        .unwrap_or_default();
    let text = patch.replacement.as_str();
    match replaced.chars().next() {
        Some('"') => serde_json::Value::from(text).to_string(),
        Some('\'') => single(text),
        _ if is_bare(text) => text.to_owned(),
        _ => single(text),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether YAML reads the text as this text without quotes, in any context.
fn is_bare(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || "_-./$".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || "/$_".contains(c))
        && text.chars().all(word)
        && !matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, Place};
    use crate::source::{Budgets, from_text};

    fn replaced(text: &str, pointer: &str, new: &str) -> String {
        let budgets = Budgets::default();
        let sources =
            from_text("a.yaml", text, &budgets, &mut Diagnostics::new()).unwrap();
        let node = sources.resolve_pointer(sources.root(), pointer).unwrap();
        let patch = Patch { place: Place::Node(node), replacement: new.to_owned() };
        replacement(&patch, Some(&sources))
    }

    #[test]
    fn quotes_are_those_of_the_file() {
        assert_eq!(replaced("{\"a\": \"x\"}", "/a", "y\"z"), "\"y\\\"z\"");
        assert_eq!(replaced("a: 'x'", "/a", "it's"), "'it''s'");
        assert_eq!(replaced("a: x", "/a", "string"), "string");
        assert_eq!(replaced("a: x", "/a", "#/b"), "'#/b'");
        assert_eq!(replaced("a: x", "/a", "null"), "'null'");
    }
}
