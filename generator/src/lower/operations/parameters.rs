//! Parameters: those of the path item that the operation does not replace, then its own.

use super::credentials::Carried;
use super::security::{AUTHORIZATION, sent_in};
use crate::config::CONNECTION_HEADERS;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, Parameter, PathItem, shown};
use crate::lower::schemas::objects::scalar_of;
use crate::lower::{Lowerer, docs};
use crate::model::{
    Format, Location, NameSeed, OperationId, OperationRole, Param, Requirement, Scalar,
    SharedPart, SpecStr, SpecValue, Style, Type, is_token,
};

/// Headers that say what a message holds: the client decides them.
pub(super) const CONTENT_HEADERS: &[&str] = &["accept", "content-type"];

impl<'s> Lowerer<'_, 's> {
    pub(super) fn parameters(
        &mut self,
        operation: OperationId,
        item: &PathItem<'s>,
        source: &document::Operation<'s>,
        security: &[Vec<Requirement>],
    ) -> Vec<Param> {
        self.report_doubles(&item.parameters);
        self.report_doubles(&source.parameters);
        let mut sources: Vec<&Parameter<'s>> = Vec::new();
        for parameter in item.parameters.iter().chain(&source.parameters) {
            match sources.iter().position(|known| is_same(known, parameter)) {
                Some(at) => sources[at] = parameter,
                None => sources.push(parameter),
            }
        }
        self.leave_second_query(&mut sources);
        let mut params = Vec::new();
        for parameter in sources {
            let carried = self.check_credentials(parameter, security);
            if carried != Carried::Always {
                let required = parameter.required && carried == Carried::Never;
                params.extend(self.parameter(operation, parameter, required));
            }
        }
        params
    }

    /// Parameters that one list declares twice; an operation may replace those of its path.
    fn report_doubles(&mut self, list: &[Parameter<'s>]) {
        for (at, parameter) in list.iter().enumerate() {
            let before = list[..at]
                .iter()
                .find(|known| is_same(known, parameter) && known.node != parameter.node);
            let Some(before) = before else { continue };
            let (name, place) = (shown(parameter.name), parameter.location);
            self.diagnostics.report_once(
                Diagnostic::new(
                    Code::IgnoredParameter,
                    Place::Node(parameter.node),
                    format!("the parameter `{name}` in `{place}` is declared twice"),
                )
                .related(Place::Node(before.node), "first here")
                .consequence("the last one counts")
                .remedy("remove or rename one of them"),
            );
        }
    }

    /// A second whole query (OpenAPI 3.2, "Parameter Object", `in`): there is one query, and the
    /// operation's own goes before that of its path.
    fn leave_second_query(&mut self, sources: &mut Vec<&Parameter<'s>>) {
        let is_whole =
            |it: &Parameter<'_>| it.location == document::Location::QueryString;
        let Some(last) = sources.iter().rposition(|it| is_whole(it)) else { return };
        let kept = sources[last].node;
        sources.retain(|parameter| {
            let is_left = is_whole(parameter) && parameter.node != kept;
            if is_left {
                self.report_no_parameter(parameter, "there is another whole query");
            }
            !is_left
        });
    }

    fn report_no_parameter(&mut self, parameter: &Parameter<'s>, why: &str) {
        let place = Place::Node(parameter.node);
        self.diagnostics.report_once(
            Diagnostic::new(Code::IgnoredParameter, place, why)
                .consequence("the parameter is left out")
                .remedy("correct or remove it"),
        );
    }

    fn parameter_type(&mut self, node: NodeId, is_text: bool, seed: NameSeed) -> Type {
        if let Some(numbers) = self.numbers_or_texts(node) {
            return numbers;
        }
        match self.use_of(node, seed) {
            Type::Any if is_text => Type::Scalar(Scalar::Text(Format::Plain)),
            ty => ty,
        }
    }

    fn parameter(
        &mut self,
        operation: OperationId,
        parameter: &Parameter<'s>,
        required: bool,
    ) -> Option<Param> {
        if !self.charge_parameter(parameter.node, parameter.name) {
            return None;
        }
        let location = model_location(parameter.location);
        if !self.check_place(parameter, location) {
            return None;
        }
        let role = OperationRole::Parameter(location, SpecStr::new(parameter.name));
        let seed =
            self.part_seed(SharedPart::Parameter, parameter.node, operation, role);
        let (ty, constant) = self.parameter_value(parameter, location, required, seed);
        let node = schema_of(parameter);
        let schema = node.map(|node| self.schema(node));
        self.report_content(parameter, &ty);
        let style = self.style(parameter, location);
        let is_encoded = parameter.skip_url_encoding
            && matches!(location, Location::Path | Location::Query);
        let is_needed_header = required && location == Location::Header;
        let default = node.and_then(|node| {
            let default = self.default_of(node);
            default.or_else(|| self.sole_value(node).filter(|_| is_needed_header))
        });
        let default = default.and_then(|node| self.default_value(node));
        let default = default.map(SpecValue::new);
        let most_characters =
            schema.as_ref().and_then(|schema| self.most_characters(schema));
        let schema_docs = schema.as_ref().map(|schema| self.value_docs(schema));
        let mut docs = docs::of_parameter(parameter, schema_docs);
        docs::state_default(&mut docs, default.clone());
        let mut examples = self.values_of(&parameter.examples);
        if let Some(schema) = &schema {
            examples.extend(self.values_of(&schema.examples));
        }
        Some(Param {
            origin: parameter.node,
            wire: SpecStr::new(parameter.name),
            rename: self.renames.take(parameter.node),
            location,
            style,
            explode: parameter
                .explode
                .unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: parameter.allow_reserved || is_encoded,
            spans: (is_encoded || parameter.multi_segment) && location == Location::Path,
            content: parameter.content.first().map(|media| SpecStr::new(media.name)),
            ty,
            required,
            constant,
            default,
            examples,
            most_characters,
            docs: self.kept(parameter.node, docs),
        })
    }

    /// The type of a parameter's values, and the only value of one that callers need not give.
    fn parameter_value(
        &mut self,
        parameter: &Parameter<'s>,
        location: Location,
        required: bool,
        seed: NameSeed,
    ) -> (Type, Option<SpecValue>) {
        let node = schema_of(parameter);
        let has_content = !parameter.content.is_empty();
        let is_single = required && !has_content && location != Location::QueryString;
        let constant = node.filter(|_| is_single).and_then(|it| self.constant_of(&[it]));
        // A part of a path, and a header, is text, whatever is in it.
        let is_text =
            !has_content && matches!(location, Location::Path | Location::Header);
        let ty = match (node, &constant) {
            (_, Some(value)) => Type::Scalar(scalar_of(value)),
            (Some(node), None) => self.parameter_type(node, is_text, seed),
            (None, None) => Type::Scalar(Scalar::Text(Format::Plain)),
        };
        (ty, constant)
    }

    /// Reports a parameter for which a request has no place; whether it has one.
    fn check_place(&mut self, parameter: &Parameter<'s>, location: Location) -> bool {
        match location {
            Location::Header => {
                self.check_reserved(parameter)
                    && self.check_header_name(parameter.node, parameter.name)
            }
            Location::Cookie if parameter.name.is_empty() => {
                self.report_no_parameter(parameter, "a cookie needs a name");
                false
            }
            _ => true,
        }
    }

    /// Reports a header that the engine sets; whether it is left to callers, which those are not
    /// either that the configuration sets for every call.
    fn check_reserved(&mut self, parameter: &Parameter<'s>) -> bool {
        let name = parameter.name;
        let mut configured = self.config.client.headers.keys();
        if configured.any(|known| known.eq_ignore_ascii_case(name)) {
            return false;
        }
        let (message, consequence, remedy) = if let Some(known) = ignored(name) {
            let (consequence, remedy) = self.instead_of_header(known);
            (format!("`{known}` is not a parameter"), consequence, remedy)
        } else if is_one_of(CONNECTION_HEADERS, name) {
            (
                format!("`{}` belongs to the connection", shown(name)),
                "the transport sends it as the request and its body demand",
                "nothing: another value would break the connection",
            )
        } else {
            return true;
        };
        let place = Place::Node(parameter.node);
        self.diagnostics.report_once(
            Diagnostic::new(Code::IgnoredParameter, place, message)
                .consequence(consequence)
                .remedy(remedy),
        );
        false
    }

    /// What becomes of a header that is ignored, and what to describe in its place.
    fn instead_of_header(&self, name: &str) -> (&'static str, &'static str) {
        if !name.eq_ignore_ascii_case(AUTHORIZATION) {
            return (
                "the client sets it from the media types",
                "describe it by `content`; `RequestOptions::header` sets one for a call all \
                 the same",
            );
        }
        let is_sent = self.document.security_schemes.iter().any(|scheme| {
            sent_in(scheme).is_some_and(|(_, name)| name == AUTHORIZATION)
        });
        let consequence = if is_sent {
            "the client sets it from the credentials"
        } else {
            "no security scheme describes the credential, so the client sends none"
        };
        (
            consequence,
            "describe it by a security scheme and `security`, in an overlay too; \
             `RequestOptions::header` sets it for a call all the same, and \
             `ClientBuilder::header` for all",
        )
    }

    /// Reports a header that can be neither sent nor received; whether it can be both.
    pub(super) fn check_header_name(&mut self, place: NodeId, name: &str) -> bool {
        let can_be = is_token(name);
        if !can_be {
            self.diagnostics.report_once(
                Diagnostic::new(
                    Code::IgnoredParameter,
                    Place::Node(place),
                    format!("no header can be called `{}`", shown(name)),
                )
                .consequence("it is left out")
                .remedy("use letters, digits and hyphens"),
            );
        }
        can_be
    }

    /// The style, or the default of the location (OpenAPI 3.2, "Style Values").
    fn style(&mut self, parameter: &Parameter<'s>, location: Location) -> Style {
        let usual = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::QueryString | Location::Cookie => Style::Form,
        };
        let Some(style) = parameter.style else { return usual };
        match (style, location) {
            (document::Style::Simple, Location::Path | Location::Header) => {
                Style::Simple
            }
            (document::Style::Label, Location::Path) => Style::Label,
            (document::Style::Matrix, Location::Path) => Style::Matrix,
            (document::Style::Form, Location::Query | Location::Cookie) => Style::Form,
            (document::Style::Cookie, Location::Cookie) => Style::Cookie,
            (document::Style::SpaceDelimited, Location::Query) => Style::SpaceDelimited,
            (document::Style::PipeDelimited, Location::Query) => Style::PipeDelimited,
            (document::Style::DeepObject, Location::Query) => Style::DeepObject,
            _ => {
                let node = self.document.sources.get(parameter.node, "style");
                self.report(
                    Diagnostic::new(
                        Code::UnknownValue,
                        Place::Node(node.unwrap_or(parameter.node)),
                        "a parameter in this place cannot have this style",
                    )
                    .consequence("it is written in the usual style of the place")
                    .remedy("see the table of styles in the specification"),
                );
                usual
            }
        }
    }
}

/// The usual spelling of a header that OpenAPI says to ignore as a parameter (OpenAPI 3.1.1,
/// "Parameter Object", `name`).
fn ignored(name: &str) -> Option<&'static str> {
    let known = ["Accept", "Content-Type", "Authorization"];
    known.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a header is one of these; names of headers have no case.
pub(super) fn is_one_of(known: &[&str], name: &str) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether two declarations mean one parameter; names of headers are the same in capitals (OpenAPI
/// 3.1.1, "Parameter Object", `name`).
fn is_same(one: &Parameter<'_>, other: &Parameter<'_>) -> bool {
    one.location == other.location
        && match one.location {
            document::Location::Header => one.name.eq_ignore_ascii_case(other.name),
            _ => one.name == other.name,
        }
}

/// The schema of a parameter's values, also where they are of a media type.
fn schema_of(parameter: &Parameter<'_>) -> Option<NodeId> {
    let content = parameter.content.first();
    parameter.schema.or_else(|| content.and_then(|media| media.schema))
}

pub(super) fn model_location(location: document::Location) -> Location {
    match location {
        document::Location::Path => Location::Path,
        document::Location::Query => Location::Query,
        document::Location::Header => Location::Header,
        document::Location::Cookie => Location::Cookie,
        document::Location::QueryString => Location::QueryString,
    }
}
