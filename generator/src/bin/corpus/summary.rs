//! What to say about a document, and about all of them.

use crate::report::{Compiled, Outcome, Row};

/// Lines about a document, if anything went wrong.
pub(crate) fn remarks(row: &Row) -> Vec<String> {
    let mut lines = Vec::new();
    if row.outcome != Outcome::Generated {
        let remark = row.remark.as_deref().unwrap_or_default();
        let code =
            if row.code.is_empty() { String::new() } else { format!("[{}]", row.code) };
        lines.push(format!("{}: {}{code}: {remark}", row.file, row.outcome.word()));
    }
    if let Some(error) = &row.error {
        lines.push(format!("{}: does not compile: {error}", row.file));
    }
    lines.extend(row.contract.iter().map(|line| format!("{}: {line}", row.file)));
    lines.extend(row.examples.iter().map(|line| format!("{}: {line}", row.file)));
    lines
}

/// Everything in a line.
pub(crate) fn line(rows: &[Row]) -> String {
    let outcomes = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let compiled = |compiled| rows.iter().filter(|row| row.compile == compiled).count();
    let sum = |of: fn(&Row) -> Option<usize>| rows.iter().filter_map(of).sum::<usize>();
    let mut line = format!(
        "{} documents: {} generated, {} refused, {} crashed, {} timeout; \
         {}/{} operations, {}/{} types",
        rows.len(),
        outcomes(Outcome::Generated),
        outcomes(Outcome::Refused),
        outcomes(Outcome::Crashed),
        outcomes(Outcome::Timeout),
        sum(|row| row.operations),
        sum(|row| row.operations_total),
        sum(|row| row.types),
        sum(|row| row.types_total),
    );
    let (ok, failed) = (compiled(Compiled::Ok), compiled(Compiled::Failed));
    if ok + failed > 0 {
        let warnings = sum(|row| row.warnings);
        line += &format!("; compile {ok} ok, {failed} failed, {warnings} warnings");
    }
    if rows.iter().any(|row| row.examples_total.is_some()) {
        let (ok, total) = (sum(|row| row.examples_ok), sum(|row| row.examples_total));
        line += &format!("; {ok}/{total} examples");
    }
    if rows.iter().any(|row| !row.contract.is_empty() || row.called.is_some()) {
        line += &format!(
            "; {} called in {} documents, {} violations, {} undecoded",
            sum(|row| row.called),
            rows.iter().filter(|row| row.called.is_some()).count(),
            sum(|row| row.violations),
            sum(|row| row.undecoded),
        );
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{line, remarks};
    use crate::report::{Compiled, Outcome, Row};

    fn rows() -> [Row; 2] {
        let row = Row {
            outcome: Outcome::Generated,
            operations: Some(2),
            operations_total: Some(3),
            ..Row::new("a", String::new())
        };
        let refused = Row { code: "E0102".to_owned(), ..Row::new("b", String::new()) };
        [row, refused.ended(Outcome::Refused, "too old")]
    }

    #[test]
    fn a_summary() {
        let mut rows = rows();
        assert_eq!(
            line(&rows),
            "2 documents: 1 generated, 1 refused, 0 crashed, 0 timeout; 2/3 operations, \
             0/0 types"
        );
        rows[0].compile = Compiled::Failed;
        rows[0].examples_total = Some(5);
        assert!(
            line(&rows).ends_with("; compile 0 ok, 1 failed, 0 warnings; 0/5 examples")
        );
    }

    #[test]
    fn what_went_wrong() {
        let mut rows = rows();
        assert_eq!(remarks(&rows[1]), ["b: refused[E0102]: too old"]);
        assert!(remarks(&rows[0]).is_empty());
        rows[0].error = Some("E0433".to_owned());
        assert_eq!(remarks(&rows[0]), ["a: does not compile: E0433"]);
    }
}
