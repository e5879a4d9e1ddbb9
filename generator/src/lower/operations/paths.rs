//! Path templates: literal text and parameters, in order.

use super::path_expressions::Plain;
use super::path_query::divide;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, PathItem, pieces, shown};
use crate::lower::Lowerer;
use crate::model::{
    Docs, Format, Location, Param, Scalar, Segment, SpecStr, Style, Type,
};
use std::collections::BTreeSet;

/// The template as it is sent: a leading `/`, and without a fragment (some documents use one
/// to tell operations apart, but a request cannot carry it).
fn template(key: &str) -> String {
    let path = key.split('#').next().unwrap_or(key);
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

impl<'s> Lowerer<'_, 's> {
    /// Binds the template to the parameters: an undeclared one becomes a string, a declared
    /// one that the template lacks is dropped.
    pub(super) fn path(
        &mut self,
        item: &PathItem<'s>,
        source: &document::Operation<'s>,
        params: &mut Vec<Param>,
    ) -> (SpecStr, Vec<Segment>) {
        if let Some((_, fragment)) = item.key.split_once('#')
            && fragment.contains(['/', '{'])
        {
            self.report(cut_path(item.node));
        }
        let divided = divide(&template(item.key));
        self.path_query((item.node, source.node), &divided, params);
        let plain = self.plain_names(source.node, &divided.template, params);
        let Plain { template, mut spanning } = plain;
        let pieces = pieces(&template);
        // What takes the place of the first slash is a path itself, as the server gave it.
        let is_whole = item.key.starts_with('{');
        let whole = pieces.iter().find(|(is_param, _)| *is_param && is_whole);
        spanning.extend(whole.map(|(_, name)| (*name).to_owned()));
        let is_used = |param: &Param| {
            param.location != Location::Path
                || pieces
                    .iter()
                    .any(|(is_param, text)| *is_param && *text == param.wire.untrusted())
        };
        self.repair_names(&template, &pieces, params);
        for unused in params.iter().filter(|param| !is_used(param)) {
            let name = unused.wire.untrusted();
            self.diagnostics.report(unused_parameter(unused.origin, name));
        }
        params.retain(is_used);
        let names = pieces.iter().filter(|(is_param, _)| *is_param);
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        let place = |params: &[Param], name: &str| {
            params.iter().position(|param| {
                param.location == Location::Path && param.wire.untrusted() == name
            })
        };
        for name in &names {
            if place(params, name).is_none() {
                self.report(undeclared_parameter(source.node, name));
                params.push(undeclared(source.node, name));
            }
        }
        in_order_of_path(params, &names);
        let segments = pieces.iter().filter_map(|(is_param, text)| {
            if *is_param {
                place(params, text).map(Segment::Param)
            } else {
                Some(Segment::Literal(SpecStr::new(text)))
            }
        });
        let segments = segments.collect();
        for param in params.iter_mut().filter(|it| it.location == Location::Path) {
            param.spans |= spanning.iter().any(|name| name == param.wire.untrusted());
        }
        (SpecStr::new(&template), segments)
    }
}

impl Lowerer<'_, '_> {
    /// A declared parameter whose name is nearly that of one in the path is taken for it.
    fn repair_names(
        &mut self,
        template: &str,
        pieces: &[(bool, &str)],
        params: &mut [Param],
    ) {
        let names = pieces.iter().filter(|piece| piece.0).map(|piece| piece.1);
        let all: BTreeSet<&str> = names.clone().collect();
        let declared = params.iter().filter(|param| param.location == Location::Path);
        let declared: BTreeSet<String> =
            declared.map(|param| param.wire.untrusted().to_owned()).collect();
        let mut free: Vec<&str> =
            names.filter(|name| !declared.contains(*name)).collect();
        for param in params.iter_mut().filter(|it| it.location == Location::Path) {
            let name = param.wire.untrusted().to_owned();
            if all.contains(name.as_str()) {
                continue;
            }
            let known = free.iter().copied();
            let Some(near) = self.document.suggestions.nearest(&name, known) else {
                continue;
            };
            let place = self.document.sources.get(param.origin, "name");
            let place = Place::Node(place.unwrap_or(param.origin));
            self.report(
                Diagnostic::new(
                    Code::PathParameterMismatch,
                    place.clone(),
                    format!(
                        "the path `{}` has no `{{{}}}`",
                        shown(template),
                        shown(&name)
                    ),
                )
                .consequence(format!("it is taken for `{{{}}}`", shown(near)))
                .remedy(format!("did you mean `{}`?", shown(near)))
                .patch(place, near),
            );
            param.wire = SpecStr::new(near);
            free.retain(|name| *name != near);
        }
    }
}

/// A parameter of a path that nothing says more of.
pub(super) fn undeclared(origin: NodeId, name: &str) -> Param {
    Param {
        origin,
        wire: SpecStr::new(name),
        rename: None,
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        spans: false,
        content: None,
        ty: Type::Scalar(Scalar::Text(Format::Plain)),
        required: true,
        constant: None,
        default: None,
        most_characters: None,
        examples: Vec::new(),
        docs: Docs::default(),
    }
}

/// A fragment that goes on as a path does was meant to be sent.
fn cut_path(item: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::PathParameterMismatch,
        Place::Key(item),
        "what stands behind `#` in a path is no part of it",
    )
    .consequence("the path ends before it")
    .remedy("write `%23` if the service expects the sign, or correct the path")
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
        "declare it: `- {{ name: {}, in: path, required: true, schema: {{ type: string }} }}`",
        in_yaml(&name)
    ))
}

/// A name as it can stand between YAML's braces.
fn in_yaml(name: &str) -> String {
    let is_word = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "_-.$".contains(c))
        && !matches!(name.to_ascii_lowercase().as_str(), "null" | "true" | "false");
    if is_word { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

fn unused_parameter(origin: NodeId, name: &str) -> Diagnostic {
    let name = shown(name);
    Diagnostic::new(
        Code::PathParameterMismatch,
        Place::Node(origin),
        format!("the path parameter `{name}` does not occur in the path"),
    )
    .consequence("it is left out")
    .remedy(format!("put `{{{name}}}` into the path, or remove the parameter"))
}

/// Puts the parameters of the path into its order, at the places that they have among the others:
/// who writes the arguments of a call has the path in mind, and two ids are often of one type.
fn in_order_of_path(params: &mut Vec<Param>, names: &[&str]) {
    let is_in_path = |param: &Param| param.location == Location::Path;
    let places = params.iter().enumerate().filter(|(_, param)| is_in_path(param));
    let places: Vec<usize> = places.map(|(place, _)| place).collect();
    let mut in_path: Vec<Param> = params.extract_if(.., |it| is_in_path(it)).collect();
    in_path.sort_by_key(|param| {
        names.iter().position(|name| *name == param.wire.untrusted())
    });
    for (place, param) in places.into_iter().zip(in_path) {
        params.insert(place, param);
    }
}
