//! Diagnostics for programs: one JSON object per line.

use super::{name, pointer, sorted};
use crate::diagnostics::{Diagnostic, Diagnostics, Patch, Place};
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
    patch: Option<Mend<'a>>,
}

/// A place; lines and columns from 1, the end excluded, columns in characters.
#[derive(Default, Serialize)]
struct Spot {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: Option<String>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Spot,
    label: &'a str,
}

#[derive(Serialize)]
struct Mend<'a> {
    #[serde(flatten)]
    place: Spot,
    replacement: &'a str,
}

/// The findings for programs, by file and place: an object per line with the members `code`,
/// `severity`, `file`, `line`, `column`, `end_line`, `end_column`, `pointer`, `message`,
/// `consequence`, `remedy`, `related` and `patch`, `null` where there is nothing to say.
pub fn json(diagnostics: &Diagnostics, sources: Option<&Sources>) -> String {
    let mut text = String::new();
    for diagnostic in sorted(diagnostics, sources) {
        if let Ok(line) = serde_json::to_string(&line(diagnostic, sources)) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn line<'a>(diagnostic: &'a Diagnostic, sources: Option<&Sources>) -> Line<'a> {
    let related = diagnostic.related.iter();
    let mend = |patch: &'a Patch| Mend {
        place: spot(&patch.place, sources),
        replacement: &patch.replacement,
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
        patch: diagnostic.patch.as_ref().map(mend),
    }
}

fn spot(place: &Place, sources: Option<&Sources>) -> Spot {
    match place {
        Place::File(file) => {
            return Spot { file: Some(file.clone()), ..Spot::default() };
        }
        Place::Position { file, line, column } => {
            return Spot {
                file: Some(file.clone()),
                line: Some(*line as usize),
                column: Some(*column as usize),
                ..Spot::default()
            };
        }
        _ => {}
    }
    let found =
        sources.and_then(|sources| Some((sources, sources.resolve_place(place)?)));
    let Some((sources, (file, span))) = found else { return Spot::default() };
    let start = sources.line_column(file, span.start);
    let end = sources.line_column(file, span.end);
    Spot {
        file: Some(sources.file_path(file).to_owned()),
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
        pointer: pointer(place, Some(sources)),
    }
}
