//! How much findings weigh for a user.

use super::{Code, Diagnostic, Severity};
use std::collections::BTreeSet;

/// What the user makes of findings, over what their codes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// Every warning is an error.
    pub strict: bool,
    /// Codes that are not mentioned, unless they are errors.
    pub allow: BTreeSet<Code>,
    /// Codes that are errors.
    pub deny: BTreeSet<Code>,
}

/// What becomes of a finding.
pub(super) enum Verdict {
    Keep,
    Allow,
    Deny,
}

impl Weights {
    /// These weights, where they say something; otherwise those of `other`.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let rest =
            |mine: &BTreeSet<Code>, theirs: &BTreeSet<Code>, other: &BTreeSet<Code>| {
                let kept = theirs.iter().filter(|code| !other.contains(code));
                mine.iter().chain(kept).copied().collect()
            };
        Self {
            strict: self.strict || other.strict,
            allow: rest(&self.allow, &other.allow, &self.deny),
            deny: rest(&self.deny, &other.deny, &self.allow),
        }
    }

    /// A code that is denied and allowed in one breath is denied.
    pub(super) fn verdict(&self, diagnostic: &Diagnostic) -> Verdict {
        let code = diagnostic.code;
        let strict = self.strict && diagnostic.severity == Severity::Warning;
        if self.deny.contains(&code) {
            Verdict::Deny
        } else if self.allow.contains(&code) {
            Verdict::Allow
        } else if strict {
            Verdict::Deny
        } else {
            Verdict::Keep
        }
    }
}
