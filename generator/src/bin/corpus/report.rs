//! A row for each document, and the table of them.

use crate::args::Args;
use std::fmt::{Display, Write as _};

/// What became of generating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// There is a crate.
    Generated,
    /// There is none, and a finding says why.
    Refused,
    /// The generator ended badly.
    Crashed,
    /// The generator did not end in time.
    Timeout,
}

impl Outcome {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Refused => "refused",
            Self::Crashed => "crashed",
            Self::Timeout => "timeout",
        }
    }
}

/// What became of compiling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Compiled {
    /// Without errors and warnings.
    Ok,
    /// Not so.
    Failed,
    /// Nobody asked, or there is no crate.
    #[default]
    Skipped,
}

impl Compiled {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// What became of a document.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The document.
    pub(crate) file: String,
    /// Its crate's name.
    pub(crate) package: String,
    /// What became of generating.
    pub(crate) outcome: Outcome,
    /// The code of the first error.
    pub(crate) code: String,
    /// What else there is to say about the outcome.
    pub(crate) remark: Option<String>,
    /// Operations in the crate.
    pub(crate) operations: Option<usize>,
    /// Operations in the document.
    pub(crate) operations_total: Option<usize>,
    /// Component schemas in the crate.
    pub(crate) types: Option<usize>,
    /// Component schemas in the document.
    pub(crate) types_total: Option<usize>,
    /// What became of compiling.
    pub(crate) compile: Compiled,
    /// The first error of the compiler.
    pub(crate) error: Option<String>,
    /// How many warnings the compiler had.
    pub(crate) warnings: Option<usize>,
    /// Examples that came back as they were.
    pub(crate) examples_ok: Option<usize>,
    /// Examples that their schema accepts.
    pub(crate) examples_total: Option<usize>,
    /// What became of other examples, and why.
    pub(crate) examples: Vec<String>,
    /// Operations that were called.
    pub(crate) called: Option<usize>,
    /// Calls whose request is not what the document says.
    pub(crate) violations: Option<usize>,
    /// Calls whose answer was not understood.
    pub(crate) undecoded: Option<usize>,
    /// What became of calls that did not go well, and why.
    pub(crate) contract: Vec<String>,
    /// Lines of Rust, without the runtime.
    pub(crate) lines: Option<usize>,
    /// Processor time of generating.
    pub(crate) cpu_s: Option<f64>,
    /// The most memory of generating.
    pub(crate) peak_mb: Option<f64>,
    /// User time of rustc for checking the crate.
    pub(crate) check_s: Option<f64>,
}

impl Row {
    /// Nothing is known yet.
    pub(crate) fn new(file: &str, package: String) -> Self {
        Self {
            file: file.to_owned(),
            package,
            outcome: Outcome::Crashed,
            code: String::new(),
            remark: None,
            operations: None,
            operations_total: None,
            types: None,
            types_total: None,
            compile: Compiled::Skipped,
            error: None,
            warnings: None,
            examples_ok: None,
            examples_total: None,
            examples: Vec::new(),
            called: None,
            violations: None,
            undecoded: None,
            contract: Vec::new(),
            lines: None,
            cpu_s: None,
            peak_mb: None,
            check_s: None,
        }
    }

    /// Generating ended like this.
    pub(crate) fn ended(self, outcome: Outcome, remark: &str) -> Self {
        Self { outcome, remark: Some(remark.to_owned()), ..self }
    }

    /// Whether neither the generator nor the compiler failed, and examples could be tried where
    /// that was asked for.
    pub(crate) fn is_well(&self) -> bool {
        let were_tried = self.examples.is_empty() || self.examples_total.is_some();
        matches!(self.outcome, Outcome::Generated | Outcome::Refused)
            && self.compile != Compiled::Failed
            && were_tried
    }

    fn cells(&self) -> [String; 18] {
        [
            harmless(&self.file),
            self.outcome.word().to_owned(),
            self.code.clone(),
            cell(self.operations),
            cell(self.operations_total),
            cell(self.types),
            cell(self.types_total),
            self.compile.word().to_owned(),
            cell(self.warnings),
            cell(self.examples_ok),
            cell(self.examples_total),
            cell(self.called),
            cell(self.violations),
            cell(self.undecoded),
            cell(self.lines),
            cell(self.cpu_s.map(|seconds| format!("{seconds:.3}"))),
            cell(self.peak_mb.map(|size| format!("{size:.1}"))),
            cell(self.check_s.map(|seconds| format!("{seconds:.2}"))),
        ]
    }
}

const COLUMNS: [&str; 18] = [
    "file",
    "outcome",
    "code",
    "operations",
    "operations_total",
    "types",
    "types_total",
    "compile",
    "warnings",
    "examples_ok",
    "examples_total",
    "called",
    "violations",
    "undecoded",
    "lines",
    "cpu_s",
    "peak_mb",
    "check_s",
];

fn cell(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Text that cannot be taken for the end of a cell or row.
fn harmless(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// The table.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut table = COLUMNS.join("\t");
    table.push('\n');
    for row in rows {
        let _ = writeln!(table, "{}", row.cells().join("\t"));
    }
    table
}

/// Writes the table where the command line says.
pub(crate) fn write_if_asked(args: &Args, rows: &[Row]) -> Result<(), String> {
    let Some(path) = &args.report else { return Ok(()) };
    std::fs::write(path, table(rows))
        .map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Compiled, Outcome, Row, table};

    #[test]
    fn a_table() {
        let refused = Row {
            code: "E0101".to_owned(),
            ..Row::new("b\t.yaml", String::new()).ended(Outcome::Refused, "no document")
        };
        let generated = Row {
            operations: Some(2),
            operations_total: Some(3),
            types: Some(4),
            types_total: Some(4),
            compile: Compiled::Ok,
            warnings: Some(0),
            examples_ok: Some(7),
            examples_total: Some(8),
            called: Some(3),
            violations: Some(1),
            undecoded: Some(0),
            lines: Some(90),
            cpu_s: Some(0.0123),
            peak_mb: Some(20.06),
            check_s: Some(1.5),
            outcome: Outcome::Generated,
            ..Row::new("a.json", String::new())
        };
        assert!(refused.is_well() && generated.is_well());
        assert_eq!(
            table(&[generated, refused]),
            "file\toutcome\tcode\toperations\toperations_total\ttypes\ttypes_total\tcompile\t\
             warnings\texamples_ok\texamples_total\tcalled\tviolations\tundecoded\tlines\tcpu_s\tpeak_mb\tcheck_s\n\
             a.json\tgenerated\t\t2\t3\t4\t4\tok\t0\t7\t8\t3\t1\t0\t90\t0.012\t20.1\t1.50\n\
             b .yaml\trefused\tE0101\t\t\t\t\tskipped\t\t\t\t\t\t\t\t\t\t\n"
        );
    }

    #[test]
    fn what_is_not_well() {
        let row = Row::new("a", String::new());
        assert!(!row.clone().ended(Outcome::Timeout, "").is_well());
        let row = Row { compile: Compiled::Failed, ..row };
        assert!(!row.ended(Outcome::Generated, "").is_well());
    }
}
