//! Patterns that say more than can be checked in the time of a walk along the text.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::lower::Lowerer;

impl Lowerer<'_, '_> {
    /// Whether a pattern can be checked; reports one that cannot. It is not compiled here: what a
    /// document has written takes no time but that of looking at it.
    pub(super) fn is_checkable(&mut self, node: NodeId, pattern: &str) -> bool {
        let Some(what) = beyond(pattern) else { return true };
        let found = Diagnostic::new(
            Code::SchemaPartIgnored,
            Place::Node(node),
            format!("this pattern {what}, which `validate` cannot follow"),
        );
        self.diagnostics.report_once(
            found
                .consequence("texts are not checked against it")
                .remedy("nothing, if that is fine; else write a pattern without that"),
        );
        false
    }
}

/// What a pattern does that is no regular language.
fn beyond(pattern: &str) -> Option<&'static str> {
    let (mut is_in_class, mut rest) = (false, pattern.chars());
    while let Some(sign) = rest.next() {
        match sign {
            '\\' => match rest.next()? {
                '1'..='9' if !is_in_class => return Some("refers back to a group"),
                'k' if rest.as_str().starts_with('<') => {
                    return Some("refers back to a group");
                }
                _ => {}
            },
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => {
                let starts = |start: &str| rest.as_str().starts_with(start);
                if starts("?=") || starts("?!") {
                    return Some("looks ahead");
                }
                if starts("?<=") || starts("?<!") {
                    return Some("looks behind");
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::beyond;

    #[test]
    fn what_is_no_regular_language() {
        for (pattern, what) in [
            (r"^(?=.*\d).+$", Some("looks ahead")),
            ("^(?!x)", Some("looks ahead")),
            ("(?<=a)b", Some("looks behind")),
            ("(?<!a)b", Some("looks behind")),
            (r"(a)\1", Some("refers back to a group")),
            (r"(?<n>a)\k<n>", Some("refers back to a group")),
            (r"^(?:a|b)(?<n>c)[(?=\1]\\1\(?=$", None),
            (r"\", None),
            ("([", None),
        ] {
            assert_eq!(beyond(pattern), what, "{pattern}");
        }
    }
}
