//! Diagnostics as workflow commands of GitHub Actions, which show them at the line.

use super::harmless::harmless;
use super::{counted, cut, rest, sorted, spot};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use std::fmt::Write as _;

/// The findings as annotations, by file and place: a line each, at most `per_code` of a code
/// (of each severity), then a line that counts the rest.
pub fn github(
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
    per_code: usize,
) -> String {
    let mut text = String::new();
    let (shown, counts) = counted(sorted(diagnostics, sources), per_code);
    for diagnostic in shown {
        let _ = writeln!(text, "{}", annotation(diagnostic, sources));
    }
    for ((code, _), count) in rest(&counts, per_code) {
        let _ = writeln!(text, "::notice title={}::{count}", code.as_str());
    }
    text
}

fn annotation(diagnostic: &Diagnostic, sources: Option<&Sources>) -> String {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let spot = spot(&diagnostic.place, sources);
    let mut properties = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        properties.extend(value.map(|value| format!("{name}={}", property(&value))));
    };
    add("file", spot.file.clone());
    add("line", spot.line.map(|line| line.to_string()));
    add("col", spot.column.map(|column| column.to_string()));
    add("endLine", spot.end_line.map(|line| line.to_string()));
    // GitHub takes columns for those of one line only.
    let one_line = spot.line == spot.end_line;
    add("endColumn", spot.end_column.filter(|_| one_line).map(|end| end.to_string()));
    add("title", Some(diagnostic.code.as_str().to_owned()));
    let texts = [&diagnostic.consequence, &diagnostic.remedy];
    let mut message = cut(&diagnostic.message, 1_000);
    for (text, word) in texts.into_iter().zip(["note", "help"]) {
        if let Some(text) = text {
            let _ = write!(message, "\n{word}: {}", cut(text, 1_000));
        }
    }
    format!("::{word} {}::{}", properties.join(","), data(&message))
}

/// A message: line breaks stay, everything else that is not text does not.
fn data(text: &str) -> String {
    let lines = text.split('\n').map(|line| harmless(line).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
