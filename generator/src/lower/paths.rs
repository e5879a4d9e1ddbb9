//! Path templates: literal text and parameters, in order.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, PathItem, shown};
use crate::model::{
    Docs, Format, Location, Param, Scalar, Segment, SpecStr, Style, Type,
};

/// The template as it is sent: a leading `/`, and without a fragment (some documents use one
/// to tell operations apart, but a request cannot carry it).
pub(super) fn template(key: &str) -> String {
    let path = key.split('#').next().unwrap_or(key);
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// A template in pieces: text outside braces, names inside.
fn pieces(template: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, (name, behind))) = rest
        .split_once('{')
        .and_then(|(text, after)| Some((text, after.split_once('}')?)))
    {
        if !text.is_empty() {
            pieces.push((false, text));
        }
        pieces.push((true, name));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push((false, rest));
    }
    pieces
}

impl<'s> Lowerer<'_, 's> {
    /// Binds the template to the parameters: an undeclared one becomes a string, a declared
    /// one that the template lacks is dropped.
    pub(super) fn path(
        &mut self,
        item: &PathItem<'s>,
        source: &document::Operation<'s>,
        params: &mut Vec<Param>,
    ) -> Vec<Segment> {
        let template = template(item.key);
        let pieces = pieces(&template);
        let is_used = |param: &Param| {
            param.location != Location::Path
                || pieces
                    .iter()
                    .any(|(is_param, text)| *is_param && *text == param.wire.untrusted())
        };
        for unused in params.iter().filter(|param| !is_used(param)) {
            self.diagnostics.report(unused_parameter(unused.origin));
        }
        params.retain(is_used);
        let mut segments = Vec::new();
        for (is_param, text) in &pieces {
            if !is_param {
                segments.push(Segment::Literal(SpecStr::new(text)));
                continue;
            }
            let known = params.iter().position(|param| {
                param.location == Location::Path && param.wire.untrusted() == *text
            });
            let index = known.unwrap_or_else(|| {
                self.report(undeclared_parameter(source.node, text));
                params.push(undeclared(source.node, text));
                params.len() - 1
            });
            segments.push(Segment::Param(index));
        }
        segments
    }
}

fn undeclared(origin: NodeId, name: &str) -> Param {
    Param {
        origin,
        wire: SpecStr::new(name),
        rename: None,
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        content: None,
        ty: Type::Scalar(Scalar::Text(Format::Plain)),
        required: true,
        default: None,
        examples: Vec::new(),
        docs: Docs::default(),
    }
}

fn undeclared_parameter(operation: NodeId, name: &str) -> Diagnostic {
    let name = shown(name);
    Diagnostic::new(
        Code::PathParameterMismatch,
        Place::Key(operation),
        format!("the path has `{{{name}}}`, but this operation declares no such parameter"),
    )
    .consequence("it is taken as a string")
    .remedy(format!(
        "declare it: `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}`"
    ))
}

fn unused_parameter(origin: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::PathParameterMismatch,
        Place::Node(origin),
        "this path parameter does not occur in the path",
    )
    .consequence("it is left out")
    .remedy("put its name in braces into the path, or remove it")
}
