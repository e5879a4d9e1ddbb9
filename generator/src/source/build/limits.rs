//! What is said when a budget is exceeded.

use super::{Builder, Fault};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::DEEPEST;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn bombed(&mut self, span: Range<usize>) {
        if std::mem::replace(&mut self.bombed, true) {
            return;
        }
        let limit = self.budgets.aliases;
        let place = self.place(span);
        let message =
            format!("the aliases of the document stand for more than {limit} values");
        self.found.push(
            Diagnostic::new(Code::OverBudget, place, message)
                .consequence("this alias and those after it are read as null")
                .remedy(
                    "raise the limit with `--max-aliases` if you trust the document",
                ),
        );
    }

    pub(in crate::source) fn too_deep(&self, at: usize) -> Fault {
        let limit = self.budgets.depth;
        let message = format!("values are nested more than {limit} deep");
        if limit == DEEPEST {
            return self.fault(at, message, "nest less; `--max-depth` goes no higher");
        }
        self.over(at, message, "--max-depth")
    }

    pub(super) fn too_many(&self, at: usize) -> Fault {
        let limit = self.budgets.nodes;
        let message = format!("the document has more than {limit} values");
        self.over(at, message, "--max-nodes")
    }

    /// The fault of a budget, with the option that raises it.
    fn over(&self, at: usize, message: String, option: &str) -> Fault {
        let remedy =
            format!("raise the limit with `{option}` if you trust the document");
        self.fault(at, message, remedy)
    }

    fn fault(&self, at: usize, message: String, remedy: impl Into<String>) -> Fault {
        let end = (at + 1).min(self.text.len());
        let place = self.place(at.min(end)..end);
        let found = Diagnostic::new(Code::OverBudget, place, message);
        Fault::Budget(Box::new(found.remedy(remedy)))
    }
}
