//! What stands in the braces of a path besides a name: OpenAPI allows a name and nothing else
//! (OpenAPI 3.1.1, "Path Templating"), but people write what their router or RFC 6570 takes. A
//! star alone is a name too: routers call what it matches `*`.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{pieces, routed, shown};
use crate::lower::Lowerer;
use crate::model::{Location, Param, SpecStr};
use std::borrow::Cow;

/// A name that is no more than a sign.
const STAR: &str = "*";

/// The name in an expression, and whether its value may have several segments.
struct Expression<'t> {
    name: &'t str,
    spans: bool,
}

/// Reads `{+path}` (RFC 6570), `{path*}`, `{path...}`, `{proxy+}`, `{id?}`, `{{id}}`,
/// `{id:[0-9]+}`, `{name=projects/*/books/*}` and `{*}`.
fn expression(text: &str) -> Expression<'_> {
    if text == STAR {
        return Expression { name: text, spans: true };
    }
    let text =
        text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    if let Some(name) = text.strip_suffix("...") {
        return Expression { name, spans: true };
    }
    let start = text.trim_start_matches(['+', '*']);
    let end = start.find(['=', ':', '*', '+', '?']).unwrap_or(start.len());
    let (name, pattern) = start.split_at(end);
    let spans = match pattern.chars().next() {
        Some(':') => [".*", ".+", "/"].iter().any(|part| pattern.contains(part)),
        Some('=') => pattern.contains('/') || pattern.contains("**"),
        Some('*' | '+') => true,
        _ => start.len() < text.len(),
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
    /// Leaves nothing but names in braces. What is declared as it stands stays, but for signs
    /// that are no part of the name: of a greedy label (Smithy 2.0, "Greedy labels"), and of a
    /// parameter that a router can do without.
    pub(super) fn plain_names(
        &mut self,
        operation: NodeId,
        template: &str,
        params: &mut [Param],
    ) -> Plain {
        let braced = self.braced_star(operation, template, params);
        let (braced, spanning) = self.braced_segments(operation, &braced, params);
        let mut plain = Plain { template: String::new(), spanning };
        for (is_param, text) in pieces(&braced) {
            if !is_param {
                plain.template.push_str(text);
                continue;
            }
            let Expression { name, spans } = expression(text);
            let is_signed = name != text
                && !name.is_empty()
                && text.trim_matches(['+', '*', '?', '.']) == name;
            let is_renamed = is_signed && rename(params, text, name);
            let is_greedy = is_renamed && !text.ends_with('?');
            let is_declared = |name: &str| declared(params, name).is_some();
            let is_name = name == text || name.is_empty() || is_declared(text);
            let name = if is_name { text } else { name };
            plain.template.extend(["{", name, "}"]);
            if spans && (!is_name || name == STAR) {
                plain.spanning.push(name.to_owned());
            }
            if !is_name && !is_greedy && is_declared(name) {
                self.report(more_than_a_name(operation, text, name, spans));
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
        self.report(outside_braces(operation, STAR, STAR));
        let mut segments: Vec<&str> = template.split('/').collect();
        segments[at] = "{*}";
        Cow::Owned(segments.join("/"))
    }

    /// Puts the segments that are parameters in a router's words into braces, and tells which
    /// of them may have several segments as their value.
    fn braced_segments(
        &mut self,
        operation: NodeId,
        template: &str,
        params: &[Param],
    ) -> (String, Vec<String>) {
        let mut spanning = Vec::new();
        let is_declared = |name: &str| declared(params, name).is_some();
        let segments = template.split('/').map(|segment| {
            let Some(found) = routed(segment, &is_declared) else {
                return Cow::Borrowed(segment);
            };
            self.report(outside_braces(operation, segment, found.name));
            if found.spans {
                spanning.push(found.name.to_owned());
            }
            Cow::Owned(format!("{{{}}}", found.name))
        });
        let segments: Vec<Cow<'_, str>> = segments.collect();
        (segments.join("/"), spanning)
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

fn more_than_a_name(
    operation: NodeId,
    text: &str,
    name: &str,
    spans: bool,
) -> Diagnostic {
    let more = if text.ends_with('?') {
        ", and describe the path without it as another one"
    } else if text.trim_matches(['{', '}', ' ', '.']) == name {
        ""
    } else {
        ", and a `pattern` in its schema"
    };
    let name = shown(name);
    let text = shown(text);
    let message =
        format!("`{{{text}}}` in the path is more than the name of a parameter");
    let found = mismatch(operation, message);
    if spans {
        let kept = format!(
            "it is taken for `{{{name}}}`, and the slashes of a value stay as they are"
        );
        return found.consequence(kept).remedy(format!(
            "nothing, if a value may have several segments; in `{{{name}}}` alone a slash is sent \
             as `%2F`"
        ));
    }
    found
        .consequence(format!("it is taken for `{{{name}}}`"))
        .remedy(format!("write `{{{name}}}`{more}"))
}

fn outside_braces(operation: NodeId, text: &str, name: &str) -> Diagnostic {
    let name = shown(name);
    let text = shown(text);
    let message = if text.ends_with('}') {
        format!("`{text}` in the path is more than a name in braces")
    } else {
        format!("`{text}` in the path stands outside braces")
    };
    mismatch(operation, message)
        .consequence(format!("it is taken for `{{{name}}}`"))
        .remedy(format!("write `{{{name}}}`"))
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
            ("path...", "path", true),
            ("proxy+", "proxy", true),
            ("id?", "id", false),
            ("id:int?", "id", false),
            ("{id}", "id", false),
            (" id ", "id", false),
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
