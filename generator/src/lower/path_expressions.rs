//! What stands in the braces of a path besides a name: OpenAPI allows a name and nothing else
//! (OpenAPI 3.1.1, "Path Templating"), but people write what their router or RFC 6570 takes. A
//! star alone is a name too: routers call what it matches `*`.

use super::Lowerer;
use super::paths::pieces;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::shown;
use crate::model::{Location, Param, SpecStr};
use std::borrow::Cow;

/// A name that is no more than a sign.
const STAR: &str = "*";

/// The name in an expression, and whether its value may have several segments.
struct Expression<'t> {
    name: &'t str,
    spans: bool,
}

/// Reads `{+path}` (RFC 6570), `{path*}`, `{proxy+}`, `{id:[0-9]+}`,
/// `{name=projects/*/books/*}` and `{*}`.
fn expression(text: &str) -> Expression<'_> {
    if text == STAR {
        return Expression { name: text, spans: true };
    }
    let start = text.trim_start_matches(['+', '*']);
    let end = start.find(['=', ':', '*', '+']).unwrap_or(start.len());
    let (name, pattern) = start.split_at(end);
    let spans = match pattern.chars().next() {
        Some(':') => [".*", ".+", "/"].iter().any(|part| pattern.contains(part)),
        Some('=') => pattern.contains('/') || pattern.contains("**"),
        Some(_) => true,
        None => start.len() < text.len(),
    };
    Expression { name: name.trim(), spans }
}

/// A template with names alone in its braces.
pub(super) struct Plain {
    /// The template.
    pub(super) template: String,
    /// The names whose values may have several segments.
    pub(super) spanning: Vec<String>,
}

impl Lowerer<'_, '_> {
    /// Leaves nothing but names in braces. What is declared as it stands stays, but for the sign
    /// of a greedy label (Smithy 2.0, "Greedy labels"), which is no part of the name.
    pub(super) fn plain_names(
        &mut self,
        operation: NodeId,
        template: &str,
        params: &mut [Param],
    ) -> Plain {
        let mut plain = Plain { template: String::new(), spanning: Vec::new() };
        let braced = self.braced_star(operation, template, params);
        for (is_param, text) in pieces(&braced) {
            if !is_param {
                plain.template.push_str(text);
                continue;
            }
            let Expression { name, spans } = expression(text);
            let is_greedy = name != text
                && !name.is_empty()
                && text.trim_matches(['+', '*']) == name;
            let is_renamed = is_greedy && rename(params, text, name);
            let is_declared = |name: &str| declared(params, name).is_some();
            let is_name = name == text || name.is_empty() || is_declared(text);
            let name = if is_name { text } else { name };
            plain.template.extend(["{", name, "}"]);
            if spans && (!is_name || name == STAR) {
                plain.spanning.push(name.to_owned());
            }
            if !is_name && !is_renamed && is_declared(name) {
                self.report(more_than_a_name(operation, text, name));
            }
        }
        plain
    }

    /// Puts a segment that is a star into braces, where it can only be the parameter `*`.
    fn braced_star<'t>(
        &mut self,
        operation: NodeId,
        template: &'t str,
        params: &[Param],
    ) -> Cow<'t, str> {
        let is_only_star = template.matches('*').count() == 1;
        let segment = template.split('/').position(|segment| segment == STAR);
        let Some(at) =
            segment.filter(|_| is_only_star && declared(params, STAR).is_some())
        else {
            return Cow::Borrowed(template);
        };
        self.report(
            mismatch(operation, "`*` in the path stands outside braces".to_owned())
                .consequence("it is taken for `{*}`")
                .remedy("write `{*}`"),
        );
        let mut segments: Vec<&str> = template.split('/').collect();
        segments[at] = "{*}";
        Cow::Owned(segments.join("/"))
    }
}

/// Where the parameter of a path is that has this name.
fn declared(params: &[Param], name: &str) -> Option<usize> {
    params.iter().position(|param| {
        param.location == Location::Path && param.wire.untrusted() == name
    })
}

/// Gives a parameter of a path another name, if none has it.
fn rename(params: &mut [Param], from: &str, to: &str) -> bool {
    let Some(at) = declared(params, from).filter(|_| declared(params, to).is_none())
    else {
        return false;
    };
    params[at].wire = SpecStr::new(to);
    true
}

fn more_than_a_name(operation: NodeId, text: &str, name: &str) -> Diagnostic {
    let name = shown(name);
    let text = shown(text);
    let message =
        format!("`{{{text}}}` in the path is more than the name of a parameter");
    mismatch(operation, message)
        .consequence(format!("it is taken for `{{{name}}}`"))
        .remedy(format!("write `{{{name}}}`, and a `pattern` in its schema"))
}

fn mismatch(operation: NodeId, message: String) -> Diagnostic {
    Diagnostic::new(Code::PathParameterMismatch, Place::Key(operation), message)
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn expressions() {
        let rows = [
            ("id", "id", false),
            ("+path", "path", true),
            ("path*", "path", true),
            ("proxy+", "proxy", true),
            ("id:[0-9]+", "id", false),
            ("id:[a-z/]+", "id", true),
            ("rest:.*", "rest", true),
            ("*", "*", true),
            ("name=*", "name", false),
            ("name=**", "name", true),
            ("name=projects/*/books/*", "name", true),
        ];
        for (text, name, spans) in rows {
            let found = expression(text);
            assert_eq!((found.name, found.spans), (name, spans), "{text}");
        }
    }
}
