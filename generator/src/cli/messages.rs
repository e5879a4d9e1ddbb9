//! What is made of findings: their weight, and how they are printed.

use super::Exit;
use super::print::{self, count};
use clap::{Args, ValueEnum};
use generator::diagnostics::{Code, Diagnostics, Severity, Weights};
use generator::pipeline::{Draw, Outcome};
use std::collections::BTreeSet;

/// What is made of findings.
#[derive(Args, Debug, Clone)]
pub(super) struct MessageArgs {
    /// Count warnings as errors: generate everything that the document says, or nothing.
    #[arg(long, help_heading = "Findings")]
    strict: bool,
    /// Count a finding as an error; may be given several times, or with commas.
    #[arg(
        long, value_name = "CODE", value_parser = code, value_delimiter = ',',
        help_heading = "Findings"
    )]
    deny: Vec<Code>,
    /// Do not mention a finding, unless it is an error by itself.
    #[arg(
        long, value_name = "CODE", value_parser = code, value_delimiter = ',',
        help_heading = "Findings"
    )]
    allow: Vec<Code>,
    /// How many findings of one code are printed before the rest is only counted; 0 for all.
    /// JSON always has all.
    #[arg(long, value_name = "COUNT", default_value_t = 10, help_heading = "Findings")]
    limit: usize,
    /// How findings are printed: for people on stderr; on stdout as a JSON object a line, or
    /// as annotations of a GitHub workflow.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Findings"
    )]
    message_format: MessageFormat,
}

#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
enum MessageFormat {
    #[default]
    Human,
    Json,
    Github,
}

fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| {
        "there is no such code; `generator explain` lists them".to_owned()
    })
}

impl MessageArgs {
    /// What findings weigh.
    pub(super) fn weights(&self) -> Weights {
        let set = |codes: &[Code]| -> BTreeSet<Code> { codes.iter().copied().collect() };
        Weights { strict: self.strict, allow: set(&self.allow), deny: set(&self.deny) }
    }

    /// How many things of one kind are printed.
    pub(super) fn limit(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }

    /// Prints the findings.
    pub(super) fn print(&self, outcome: &Outcome) {
        let per_code = self.limit();
        let style = match self.message_format {
            MessageFormat::Human => Draw::Human { colours: print::colours(), per_code },
            MessageFormat::Json => Draw::Json,
            MessageFormat::Github => Draw::Github { per_code },
        };
        let text = outcome.draw(style);
        let text = text.trim_end_matches('\n');
        match self.message_format {
            _ if text.is_empty() => {}
            MessageFormat::Human => print::note(text),
            MessageFormat::Json | MessageFormat::Github => print::out(text),
        }
    }
}

/// `2 errors, 1 warning`, or `no warnings`.
pub(super) fn summary(diagnostics: &Diagnostics) -> String {
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .map(|(severity, word)| (diagnostics.count(severity), word));
    let found: Vec<String> =
        found.iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(*n, word)).collect();
    if found.is_empty() { "no warnings".to_owned() } else { found.join(", ") }
}

/// The exit code that the findings ask for.
pub(super) fn exit_code(diagnostics: &Diagnostics) -> Exit {
    use Code::{Defect, ForeignOutput, OccupiedFile, Unreadable, Unwritable};
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let weigh = |code: Code| match code {
        Unreadable | ForeignOutput | OccupiedFile | Unwritable | Defect => Exit::Failed,
        _ => Exit::Refused,
    };
    errors.map(|found| weigh(found.code)).max().unwrap_or(Exit::Done)
}
