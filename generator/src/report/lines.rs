//! Diagnostics for programs: one JSON object per line.

use super::{Spot, escaped_json, name, patch, sorted, spot};
use crate::diagnostics::{Diagnostic, Diagnostics, Patch};
use crate::source::Sources;
use serde::Serialize;

/// A finding as written.
#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Spot,
    message: &'a str,
    consequence: Option<&'a str>,
    remedy: Option<&'a str>,
    related: Vec<Related<'a>>,
    patch: Option<Replacement>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Spot,
    label: &'a str,
}

#[derive(Serialize)]
struct Replacement {
    #[serde(flatten)]
    place: Spot,
    replacement: String,
}

/// The findings for programs, by file and place: an object per line with the members `code`,
/// `severity`, `file`, `line`, `column`, `end_line`, `end_column`, `pointer`, `message`,
/// `consequence`, `remedy`, `related` and `patch`, `null` where there is nothing to say
/// (docs/commands.md explains them). All findings are written.
pub fn json(diagnostics: &Diagnostics, sources: Option<&Sources>) -> String {
    let mut text = String::new();
    for diagnostic in sorted(diagnostics, sources) {
        if let Ok(line) = serde_json::to_string(&line(diagnostic, sources)) {
            text.push_str(&escaped_json(&line));
            text.push('\n');
        }
    }
    text
}

fn line<'a>(diagnostic: &'a Diagnostic, sources: Option<&Sources>) -> Line<'a> {
    let related = diagnostic.related.iter();
    let replacement = |patch: &'a Patch| Replacement {
        place: spot(&patch.place, sources),
        replacement: patch::replacement(patch, sources),
    };
    Line {
        code: diagnostic.code.as_str(),
        severity: name(diagnostic.severity),
        place: spot(&diagnostic.place, sources),
        message: &diagnostic.message,
        consequence: diagnostic.consequence.as_deref(),
        remedy: diagnostic.remedy.as_deref(),
        related: related
            .map(|(place, label)| Related { place: spot(place, sources), label })
            .collect(),
        patch: diagnostic.patch.as_ref().map(replacement),
    }
}
