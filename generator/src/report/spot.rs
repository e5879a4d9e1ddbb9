//! Places as file, line and column.

use super::pointer;
use crate::diagnostics::Place;
use crate::source::Sources;
use serde::Serialize;

/// A place; lines and columns from 1, the end excluded, columns in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The path of the file, as people open it.
    pub file: Option<String>,
    /// The line.
    pub line: Option<usize>,
    /// The column.
    pub column: Option<usize>,
    /// The line of the end.
    pub end_line: Option<usize>,
    /// The column behind the last character.
    pub end_column: Option<usize>,
    /// The JSON pointer of the value.
    pub pointer: Option<String>,
}

/// Works out where a place is.
pub fn spot(place: &Place, sources: Option<&Sources>) -> Spot {
    match place {
        Place::File(file) => Spot { file: Some(file.clone()), ..Spot::default() },
        Place::Position { file, line, column } => Spot {
            file: Some(file.clone()),
            line: Some(*line as usize),
            column: Some(*column as usize),
            ..Spot::default()
        },
        _ => in_text(place, sources).unwrap_or_default(),
    }
}

fn in_text(place: &Place, sources: Option<&Sources>) -> Option<Spot> {
    let sources = sources?;
    let (file, span) = sources.resolve_place(place)?;
    let start = sources.line_column(file, span.start);
    let end = sources.line_column(file, span.end);
    Some(Spot {
        file: Some(sources.file_path(file).to_owned()),
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
        pointer: pointer(place, Some(sources)),
    })
}
