//! Operations: their groups, arguments and headers.

use super::names::OperationName;
use super::operation_enums::OperationEnum;
use super::plan::{Constant, Group, Header, Operation, Pages, Param, Stream};
use super::scope::{Candidate, Case, Ident, Scope};
use super::words::snake;
use super::xml::reads_xml;
use super::{Planner, documentation};
use crate::model::{
    self, Docs, Format, Location, OperationId, Place, Scalar, SpecStr, Type,
};
use serde_json::Value;

/// The methods of every call.
pub(super) const ARGUMENTS: &[&str] = &[
    "new",
    "send",
    "send_raw",
    "send_any",
    "send_blocking",
    "options",
    "pages",
    "items",
    "stream",
    "download",
];

/// So many scopes of an operation are documented.
const MOST_SCOPES: usize = 20;

/// Constants that an operation has through its traits.
const CONSTANTS: &[&str] = &["META", "PAGING", "ACCEPT", "FLAG"];

impl Planner<'_> {
    /// The groups, the client itself first.
    pub(super) fn groups(&self) -> Vec<Group> {
        self.names
            .groups
            .iter()
            .map(|group| Group {
                path: group.path.clone(),
                methods: group.methods.clone(),
                handle: group.handle.clone(),
                docs: self.group_docs(&group.words),
                children: group
                    .children
                    .iter()
                    .filter_map(|child| {
                        let methods = &self.names.groups[*child].methods;
                        methods.last().map(|ident| (ident.clone(), *child))
                    })
                    .collect(),
                operations: group
                    .operations
                    .iter()
                    .map(|id| self.operation(*id))
                    .collect(),
                items: self.type_items(&group.types),
            })
            .collect()
    }

    /// What the document says of the tag by which a group is named.
    fn group_docs(&self, words: &[String]) -> Docs {
        let Some(word) = words.last() else { return Docs::default() };
        let tag = self.api.tags.iter().find(|(name, _)| name.untrusted() == word);
        tag.map(|(_, docs)| docs.clone()).unwrap_or_default()
    }

    fn operation(&self, id: OperationId) -> Operation {
        let source = &self.api[id];
        let OperationName { method, ident } = self.names.of_operation(id);
        let mut scope = Scope::new(Case::Snake, ARGUMENTS);
        let candidates = param_candidates(&source.params);
        let idents = scope.claim_all(&candidates);
        self.note(&candidates, &idents, |at| source.params[at].origin);
        let (mut params, mut constants) = (Vec::new(), Vec::new());
        for (param, ident) in source.params.iter().zip(idents) {
            let planned = self.param(param, ident);
            match param.constant.clone() {
                Some(value) => constants.push(Constant { param: planned, value }),
                None => params.push(planned),
            }
        }
        let body = self.body(id, source, &mut scope);
        Operation {
            origin: source.origin,
            id: source.id.clone().unwrap_or_else(|| SpecStr::new(&source.request())),
            method: source.method.clone(),
            template: source.template.clone(),
            docs: source.docs.clone(),
            params,
            constants,
            body,
            output: self.outcome(id, OperationEnum::Output, &source.successes()),
            failure: self.outcome(id, OperationEnum::Failure, &source.failures()),
            answers: self.answers(source),
            security: source
                .security
                .iter()
                .map(|all| {
                    all.iter()
                        .map(|one| self.api.schemes[one.scheme].name.clone())
                        .collect()
                })
                .collect(),
            scopes: scopes(source),
            accept: self.accept(source),
            reads_xml: reads_xml(source),
            lenient: self.config.lenient_responses,
            idempotent: source.idempotent,
            idempotency_header: idempotency_header(source),
            servers: source.servers.clone(),
            headers: self.headers(source),
            pages: self.pages(source),
            stream: self.stream(source),
            any: self.any_media(id, source),
            method_ident: method.clone(),
            ident: ident.clone(),
        }
    }

    /// The headers of all responses; one that several have is that of the first.
    fn headers(&self, source: &model::Operation) -> Vec<Header> {
        let mut found: Vec<&model::Header> = Vec::new();
        for header in source.responses.iter().flat_map(|response| &response.headers) {
            let name = header.wire.untrusted();
            let is_name = |known: &&model::Header| {
                known.wire.untrusted().eq_ignore_ascii_case(name)
            };
            if !found.iter().any(is_name) {
                found.push(header);
            }
        }
        let candidates: Vec<Candidate> = found
            .iter()
            .map(|header| {
                let wire = header.wire.untrusted();
                Candidate { name: snake(wire).to_uppercase(), key: wire.to_owned() }
            })
            .collect();
        let idents = Scope::new(Case::Constant, CONSTANTS).claim_all(&candidates);
        let headers = found.iter().zip(idents).map(|(header, ident)| {
            let ty = match &header.ty {
                Type::Nullable(inner) => self.ty(inner),
                ty => self.ty(ty),
            };
            let docs = documentation::of_value(header.docs.clone(), &ty);
            let wire = header.wire.clone();
            Header { ident, wire, ty, json: header.json, docs }
        });
        headers.collect()
    }

    fn pages(&self, source: &model::Operation) -> Option<Pages> {
        let mut paging = source.pages.clone()?;
        if let Some(Place::Param(at) | Place::Property(at, _)) = paging.next.place_mut()
        {
            *at = position(&source.params, *at);
        }
        Some(Pages { element: self.ty(&paging.element), paging })
    }

    fn stream(&self, source: &model::Operation) -> Option<Stream> {
        let found = source.streaming.as_ref()?;
        Some(Stream {
            item: self.ty(&found.item),
            framing: found.framing,
            media: found.media.clone(),
            flag: found.flag.clone(),
        })
    }

    fn param(&self, param: &model::Param, ident: Ident) -> Param {
        // A parameter is left out rather than sent as null.
        let inner = match &param.ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        let (ty, fallback) = (self.ty(inner), fallback(param));
        Param {
            origin: param.origin,
            ident,
            wire: param.wire.clone(),
            location: param.location,
            style: param.style,
            explode: param.explode,
            allow_reserved: param.allow_reserved,
            spans: param.spans,
            content: param.content.clone(),
            required: param.required && fallback.is_none(),
            fallback,
            converted: self.is_converted(inner),
            docs: documentation::of_value(param.docs.clone(), &ty),
            ty,
        }
    }
}

/// The header that makes a service recognise a repeated call, if it takes any text.
fn idempotency_header(source: &model::Operation) -> Option<SpecStr> {
    const NAMES: [&str; 3] =
        ["idempotency-key", "x-idempotency-key", "idempotency-token"];
    // A random key is a UUID.
    let is_free = |ty: &Type| {
        matches!(ty, Type::Scalar(Scalar::Text(Format::Plain | Format::Uuid)))
    };
    let is_text = |ty: &Type| match ty {
        Type::Nullable(inner) => is_free(inner),
        ty => is_free(ty),
    };
    let has_room =
        |param: &model::Param| param.most_characters.is_none_or(|most| most >= 36);
    let is_key = |param: &&model::Param| {
        let wire = param.wire.untrusted();
        param.location == Location::Header
            && NAMES.iter().any(|name| name.eq_ignore_ascii_case(wire))
            && param.constant.is_none()
            && param.content.is_none()
            && param.default.is_none()
            && is_text(&param.ty)
            && has_room(param)
    };
    source.params.iter().find(is_key).map(|param| param.wire.clone())
}

/// A header that has to be there, and whose value is known if nobody gives one, is a matter of
/// the client rather than of each call.
fn fallback(param: &model::Param) -> Option<String> {
    let is_header = param.location == Location::Header && param.constant.is_none();
    let default = param.default.as_ref().filter(|_| param.required && is_header)?;
    match default.untrusted() {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names of parameters; with its location in front where one of another location has the same
/// name and goes first: `query_id` beside `id` in the path. Which one does depends on the locations,
/// so that the order of the list can change.
fn param_candidates(params: &[model::Param]) -> Vec<Candidate> {
    let own = |param: &model::Param| {
        snake(param.rename.as_deref().unwrap_or(param.wire.untrusted()))
    };
    let names: Vec<String> = params.iter().map(own).collect();
    (0..params.len()).map(|at| param_candidate(params, &names, at)).collect()
}

fn param_candidate(params: &[model::Param], names: &[String], at: usize) -> Candidate {
    let param = &params[at];
    let wire = param.wire.untrusted();
    let name = names[at].clone();
    let goes_first = |other: usize| rank(params[other].location) < rank(param.location);
    let is_taken = (0..params.len()).any(|other| {
        goes_first(other) && (names[other] == name || params[other].wire == param.wire)
    });
    if !is_taken {
        return Candidate { name, key: wire.to_owned() };
    }
    let location = match param.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let name =
        if param.rename.is_some() { name } else { snake(&format!("{location} {wire}")) };
    Candidate { name, key: format!("{location} {wire}") }
}

/// Which location keeps the plain name before others.
fn rank(location: Location) -> u8 {
    match location {
        Location::Path => 0,
        Location::Query | Location::QueryString => 1,
        Location::Header => 2,
        Location::Cookie => 3,
    }
}

/// The scopes of each alternative that asks for some; the same ones once.
fn scopes(source: &model::Operation) -> Vec<Vec<SpecStr>> {
    let of = |all: &Vec<model::Requirement>| -> Vec<SpecStr> {
        all.iter().flat_map(|one| &one.scopes).take(MOST_SCOPES).cloned().collect()
    };
    let mut known: Vec<Vec<SpecStr>> = Vec::new();
    for scopes in source.security.iter().map(of).take(MOST_SCOPES) {
        if !scopes.is_empty() && !known.contains(&scopes) {
            known.push(scopes);
        }
    }
    known
}

/// Where a parameter of the model stands among those of the plan, which has the constants last.
fn position(params: &[model::Param], at: usize) -> usize {
    let is_constant = |param: &&model::Param| param.constant.is_some();
    let constants = params.iter().filter(is_constant).count();
    let before = params.iter().take(at);
    if params.get(at).as_ref().is_some_and(is_constant) {
        params.len() - constants + before.filter(is_constant).count()
    } else {
        before.filter(|param| !is_constant(param)).count()
    }
}
