//! What stands behind `?` in a path, where nothing should: in OpenAPI a path has no query
//! (OpenAPI 3.1.1, "Paths Object"), but people write `/pets?kind={kind}`, and `/pets{?kind}`
//! as in RFC 6570.

use super::paths::undeclared;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::pieces;
use crate::lower::Lowerer;
use crate::model::{Location, Param, SpecStr, Style};

/// A path, and the query that was written behind it.
pub(super) struct Divided {
    /// The path, with the part of the query that has no parameters.
    pub(super) template: String,
    /// The names that are sent, with the names in braces.
    pub(super) pairs: Vec<(String, String)>,
}

/// Takes the parameters of the query out of a template.
pub(super) fn divide(template: &str) -> Divided {
    let mut pairs = Vec::new();
    let template = take_expressions(template, &mut pairs);
    let Some((path, query)) = split_query(&template) else {
        return Divided { template, pairs };
    };
    let mut fixed = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, pair));
        let inner = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
        match inner {
            Some(inner) => {
                let name = if name == value { inner } else { name };
                pairs.push((name.to_owned(), inner.to_owned()));
            }
            None => fixed.push(pair),
        }
    }
    let template = match &fixed.join("&")[..] {
        "" => path.to_owned(),
        fixed => format!("{path}?{fixed}"),
    };
    Divided { template, pairs }
}

/// The path and the query, divided at the first `?` that is not within braces.
fn split_query(template: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for (is_param, text) in pieces(template) {
        match text.find('?').filter(|_| !is_param) {
            Some(found) => {
                let (path, query) = template.split_at(at + found);
                return Some((path, &query[1..]));
            }
            None => at += text.len() + if is_param { "{}".len() } else { 0 },
        }
    }
    None
}

/// Takes `{?a,b}` and `{&a}` out of a template (RFC 6570, section 3.2.8 and 3.2.9).
fn take_expressions(template: &str, pairs: &mut Vec<(String, String)>) -> String {
    let mut out = String::with_capacity(template.len());
    for (is_param, text) in pieces(template) {
        match text.strip_prefix(['?', '&']).filter(|_| is_param) {
            Some(names) => {
                let names = names.split(',').map(|name| name.trim_end_matches('*'));
                pairs.extend(names.map(|name| (name.to_owned(), name.to_owned())));
            }
            None if is_param => out.extend(["{", text, "}"]),
            None => out.push_str(text),
        }
    }
    out
}

impl Lowerer<'_, '_> {
    /// Makes query parameters of what stands in the query, unless they are declared as such.
    pub(super) fn path_query(
        &mut self,
        (item, operation): (NodeId, NodeId),
        divided: &Divided,
        params: &mut Vec<Param>,
    ) {
        let in_path = |name: &str| divided.template.contains(&format!("{{{name}}}"));
        for (sent, name) in &divided.pairs {
            let declared = |location: Location, wire: &str| {
                params.iter().position(|param| {
                    param.location == location && param.wire.untrusted() == wire
                })
            };
            if declared(Location::Query, sent)
                .or(declared(Location::Query, name))
                .is_some()
            {
                continue;
            }
            let of_path = declared(Location::Path, name).filter(|_| !in_path(name));
            let at = of_path.unwrap_or_else(|| {
                params.push(undeclared(operation, name));
                params.len() - 1
            });
            params[at] = Param {
                wire: SpecStr::new(sent),
                location: Location::Query,
                style: Style::Form,
                explode: true,
                required: of_path.is_some(),
                ..params[at].clone()
            };
        }
        if !divided.pairs.is_empty() {
            self.diagnostics.report_once(query_in_path(item));
        }
    }
}

fn query_in_path(item: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::PathParameterMismatch,
        Place::Key(item),
        "a path has no query: what follows `?` cannot be described here",
    )
    .consequence("what is in braces there is sent as parameters of the query")
    .remedy("end the path before `?`, and declare its parameters with `in: query`")
}
