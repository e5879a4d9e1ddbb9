//! Operations: arguments, outcomes, statuses.

use super::Planner;
use super::plan::{
    Answer, Body, BodyChoice, Group, Header, Operation, Outcome, Pages, Param,
    StatusVariant, Stream, Ty,
};
use super::scope::{Case, Ident, Scope, Wish};
use super::statuses::status_words;
use super::wishes::method_and_path;
use super::words::{camel_part, snake};
use crate::model::{
    self, Docs, NameSeed, OperationId, Payload, PayloadKind, Response, SpecStr, Status,
    Type, TypeId,
};

/// Methods of a call, and words that the generated functions use themselves.
pub(super) const ARGUMENTS: &[&str] = &[
    "new",
    "send",
    "send_raw",
    "send_blocking",
    "options",
    "pages",
    "items",
    "stream",
    "download",
    "operation",
    "client",
    "self",
    "call",
    "body_at",
    "param",
    "clone",
    "into",
    "map",
    "timeout",
];

/// Constants that an operation has through its traits.
const CONSTANTS: &[&str] = &["META", "PAGING", "ACCEPT", "FLAG"];

impl Planner<'_> {
    /// The groups, the client itself first.
    pub(super) fn groups(&self) -> Vec<Group> {
        self.names
            .groups
            .iter()
            .enumerate()
            .map(|(at, group)| Group {
                path: group.path.clone(),
                handle: group.handle.clone(),
                docs: self.group_docs(&group.words),
                children: group
                    .children
                    .iter()
                    .filter_map(|child| {
                        let path = &self.names.groups[*child].path;
                        path.last().map(|ident| (ident.clone(), *child))
                    })
                    .collect(),
                operations: group
                    .operations
                    .iter()
                    .map(|id| self.operation(*id))
                    .collect(),
                items: self.type_items(&self.types_of_group(at)),
            })
            .collect()
    }

    /// What the document says of the tag by which a group is named.
    fn group_docs(&self, words: &[String]) -> Docs {
        let Some(word) = words.last() else { return Docs::default() };
        let tag = self.api.tags.iter().find(|(name, _)| name.untrusted() == word);
        tag.map(|(_, docs)| docs.clone()).unwrap_or_default()
    }

    fn types_of_group(&self, group: usize) -> Vec<TypeId> {
        let owner = |id: TypeId| {
            let mut at = id;
            loop {
                match &self.api[at].seed {
                    NameSeed::Inside { parent, .. } => at = *parent,
                    NameSeed::Operation { operation, .. } => return Some(*operation),
                    NameSeed::Component(_) | NameSeed::Webhook { .. } => return None,
                }
            }
        };
        let members = &self.names.groups[group].operations;
        self.api
            .type_ids()
            .filter(|id| {
                owner(*id).is_some_and(|operation| members.contains(&operation))
            })
            .collect()
    }

    fn operation(&self, id: OperationId) -> Operation {
        let source = &self.api[id];
        let (method_ident, ident) = self.names.operations[id.0 as usize].clone();
        let mut scope = Scope::new(Case::Snake, ARGUMENTS);
        let wishes: Vec<Wish> = source
            .params
            .iter()
            .map(|param| {
                let wire = param.wire.untrusted();
                Wish {
                    name: snake(param.rename.as_deref().unwrap_or(wire)),
                    key: format!("{:?} {wire}", param.location),
                }
            })
            .collect();
        let idents = scope.claim_all(&wishes);
        let params = source
            .params
            .iter()
            .zip(idents)
            .map(|(param, ident)| self.param(param, ident));
        let params = params.collect();
        let body = self.body(id, source, &mut scope);
        Operation {
            origin: source.origin,
            id: source
                .id
                .clone()
                .unwrap_or_else(|| SpecStr::new(&method_and_path(source))),
            method: source.method.clone(),
            template: source.template.clone(),
            docs: source.docs.clone(),
            params,
            body,
            output: self.outcome(id, "Output", &successes(source)),
            failure: self.outcome(id, "Failure", &failures(source)),
            answers: source.responses.iter().map(answer).collect(),
            security: source
                .security
                .iter()
                .map(|all| {
                    all.iter()
                        .map(|one| self.api.schemes[one.scheme].name.clone())
                        .collect()
                })
                .collect(),
            accept: self.accept(source),
            idempotent: source.idempotent,
            servers: source.servers.clone(),
            headers: self.headers(source),
            pages: self.pages(source),
            stream: self.stream(source),
            method_ident,
            ident,
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
        let wishes: Vec<Wish> = found
            .iter()
            .map(|header| {
                let wire = header.wire.untrusted();
                Wish { name: snake(wire).to_uppercase(), key: wire.to_owned() }
            })
            .collect();
        let idents = Scope::new(Case::Constant, CONSTANTS).claim_all(&wishes);
        let headers = found.iter().zip(idents).map(|(header, ident)| {
            let ty = match &header.ty {
                Type::Nullable(inner) => self.ty(inner),
                ty => self.ty(ty),
            };
            let (wire, docs) = (header.wire.clone(), header.docs.clone());
            Header { ident, wire, ty, docs }
        });
        headers.collect()
    }

    fn pages(&self, source: &model::Operation) -> Option<Pages> {
        let paging = source.pages.clone()?;
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
        let ty = match &param.ty {
            Type::Nullable(inner) => self.ty(inner),
            ty => self.ty(ty),
        };
        Param {
            origin: param.origin,
            ident,
            wire: param.wire.clone(),
            location: param.location,
            style: param.style,
            explode: param.explode,
            allow_reserved: param.allow_reserved,
            content: param.content.clone(),
            ty,
            required: param.required,
            docs: param.docs.clone(),
        }
    }

    fn body(
        &self,
        id: OperationId,
        source: &model::Operation,
        scope: &mut Scope,
    ) -> Option<Body> {
        if source.bodies.is_empty() {
            return None;
        }
        let wishes: Vec<Wish> = source
            .bodies
            .iter()
            .map(|payload| {
                let media = payload.media.untrusted();
                Wish { name: media_word(payload), key: media.to_owned() }
            })
            .collect();
        let variants = Scope::new(Case::Camel, &[]).claim_all(&wishes);
        let choices: Vec<BodyChoice> = source
            .bodies
            .iter()
            .zip(variants)
            .map(|(payload, variant)| BodyChoice {
                variant,
                media: payload.media.clone(),
                kind: payload.kind,
                ty: self.body_type(payload),
                encoding: payload.encoding.clone(),
                examples: payload.examples.clone(),
            })
            .collect();
        let choice =
            (choices.len() > 1).then(|| self.names.extras[&(id, "Body")].clone());
        Some(Body {
            ident: scope.claim("body", "body"),
            required: source.body_required,
            choices,
            choice,
            docs: source.body_docs.clone(),
        })
    }

    fn body_type(&self, payload: &Payload) -> Ty {
        match payload.kind {
            PayloadKind::Bytes => Ty::Bytes,
            PayloadKind::Xml => Ty::String,
            PayloadKind::JsonLines | PayloadKind::JsonSequence | PayloadKind::Events => {
                Ty::Vec(Box::new(self.ty(&payload.ty)))
            }
            _ => self.ty(&payload.ty),
        }
    }

    /// The type that stands for several responses: that of all of them, or an enum.
    fn outcome(
        &self,
        id: OperationId,
        part: &'static str,
        responses: &[&Response],
    ) -> Outcome {
        let types: Vec<Option<Ty>> =
            responses.iter().map(|response| self.response_type(response)).collect();
        let Some(first) = types.first() else { return Outcome::None };
        if types.iter().all(|ty| ty == first) {
            return match first {
                None => Outcome::None,
                Some(ty) => Outcome::One(ty.clone()),
            };
        }
        let wishes: Vec<Wish> = responses
            .iter()
            .map(|response| {
                let name = status_words(response.status);
                Wish { key: name.clone(), name }
            })
            .collect();
        let idents = Scope::new(Case::Camel, &[]).claim_all(&wishes);
        let mut accessors = Scope::new(Case::Snake, &[]);
        let mut variants: Vec<StatusVariant> = responses
            .iter()
            .zip(types)
            .zip(idents)
            .map(|((response, ty), ident)| {
                let accessor =
                    format!("as_{}", snake(ident.as_str()).trim_end_matches('_'));
                StatusVariant {
                    origin: response.origin,
                    accessor: accessors.claim(&accessor, &accessor),
                    ident,
                    status: response.status,
                    ty,
                    docs: response.docs.clone(),
                }
            })
            .collect();
        // Failures without a body say nothing that the status does not.
        if part == "Failure" {
            variants.retain(|variant| variant.ty.is_some());
        }
        match (part, &variants[..]) {
            ("Failure", [only]) if types_agree(only) => {
                Outcome::One(only.ty.clone().unwrap_or(Ty::Unit))
            }
            _ => Outcome::Several(self.names.extras[&(id, part)].clone(), variants),
        }
    }

    /// What the body of a response becomes.
    fn response_type(&self, response: &Response) -> Option<Ty> {
        let json = response.payloads.iter().find(|payload| is_json(payload));
        let payload = json.or_else(|| response.payloads.first())?;
        Some(self.payload_type(payload))
    }

    /// What a body in one media type becomes.
    fn payload_type(&self, payload: &Payload) -> Ty {
        match payload.kind {
            PayloadKind::Json | PayloadKind::Form => self.ty(&payload.ty),
            PayloadKind::Text => match self.ty(&payload.ty) {
                ty @ (Ty::Bool | Ty::Number(_) | Ty::Named(..) | Ty::Library(_)) => ty,
                _ => Ty::String,
            },
            PayloadKind::Xml => Ty::String,
            PayloadKind::Bytes
            | PayloadKind::Multipart
            | PayloadKind::Events
            | PayloadKind::JsonLines
            | PayloadKind::JsonSequence => Ty::Bytes,
        }
    }

    /// The media types of all answers that the client decodes, each once and JSON first. Of a
    /// status with several, only those are asked for that become the type of its answer.
    fn accept(&self, operation: &model::Operation) -> Vec<SpecStr> {
        let mut media: Vec<SpecStr> = Vec::new();
        for json in [true, false] {
            let responses =
                operation.responses.iter().filter(|r| r.status.is_success() || json);
            for response in responses {
                let main = self.response_type(response);
                for payload in response.payloads.iter().filter(|p| is_json(p) == json) {
                    let fits = main == Some(Ty::Bytes)
                        || main == Some(self.payload_type(payload));
                    let has_json = !json && response.payloads.iter().any(is_json);
                    if fits
                        && !has_json
                        && !media.contains(&payload.media)
                        && is_header_value(&payload.media)
                    {
                        media.push(payload.media.clone());
                    }
                }
            }
        }
        media
    }
}

fn is_json(payload: &Payload) -> bool {
    payload.kind == PayloadKind::Json
}

/// Whether a lone variant can stand for all failures.
fn types_agree(variant: &StatusVariant) -> bool {
    variant.ty.is_some()
}

/// The responses that mean success; `default` does where nothing else can.
fn successes(operation: &model::Operation) -> Vec<&Response> {
    let found: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .collect();
    if !found.is_empty() {
        return sorted(found);
    }
    let redirects = operation.responses.iter().any(|response| {
        matches!(response.status, Status::Exact(300..400) | Status::Range(3))
    });
    if redirects {
        return Vec::new();
    }
    operation
        .responses
        .iter()
        .filter(|response| response.status == Status::Default)
        .collect()
}

fn failures(operation: &model::Operation) -> Vec<&Response> {
    let found =
        operation.responses.iter().filter(|response| !response.status.is_success());
    sorted(found.collect())
}

/// Exact statuses before ranges before `default`, as they are looked up.
fn sorted(mut responses: Vec<&Response>) -> Vec<&Response> {
    responses.sort_by_key(|response| match response.status {
        Status::Exact(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    responses
}

fn answer(response: &Response) -> Answer {
    Answer {
        status: response.status,
        media: response.payloads.iter().map(|payload| payload.media.clone()).collect(),
        docs: response.docs.clone(),
        examples: response
            .payloads
            .iter()
            .find(|payload| payload.kind == PayloadKind::Json)
            .map(|payload| payload.examples.clone())
            .unwrap_or_default(),
    }
}

fn is_header_value(media: &SpecStr) -> bool {
    media.untrusted().bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// What a choice of media type is called.
fn media_word(payload: &Payload) -> String {
    match payload.kind {
        PayloadKind::Json
            if payload.media.untrusted().starts_with("application/json") =>
        {
            "Json".to_owned()
        }
        PayloadKind::Form => "Form".to_owned(),
        PayloadKind::Multipart => "Multipart".to_owned(),
        PayloadKind::Xml => "Xml".to_owned(),
        _ => {
            let media = payload.media.untrusted();
            let essence = media.split(';').next().unwrap_or_default();
            let word = camel_part(essence.rsplit('/').next().unwrap_or_default());
            if word.starts_with(|c: char| c.is_ascii_digit())
                || word.is_empty()
                || word == "Self"
            {
                format!("Media{word}")
            } else {
                word
            }
        }
    }
}
