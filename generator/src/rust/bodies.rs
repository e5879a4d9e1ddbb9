//! Bodies of requests: their types, and the choice between media types.

use super::Planner;
use super::operation_enums::OperationEnum;
use super::plan::{Body, BodyChoice, Ty};
use super::scope::{Candidate, Case, Scope};
use super::words::camel_part;
use crate::model::{self, OperationId, Payload, PayloadKind, Type};

impl Planner<'_> {
    pub(super) fn body(
        &self,
        id: OperationId,
        source: &model::Operation,
        scope: &mut Scope,
    ) -> Option<Body> {
        if source.bodies.is_empty() {
            return None;
        }
        let bodies = self.distinct(&source.bodies);
        let candidates: Vec<Candidate> = bodies
            .iter()
            .map(|payload| {
                let media = payload.media.untrusted();
                let is_xml = |it: &&&Payload| it.kind == PayloadKind::Xml;
                let name = match bodies.iter().filter(is_xml).count() {
                    0 | 1 => media_word(payload),
                    _ => full_media_word(payload),
                };
                Candidate { name, key: media.to_owned() }
            })
            .collect();
        let variants = Scope::new(Case::Camel, &[]).claim_all(&candidates);
        let choices: Vec<BodyChoice> = bodies
            .iter()
            .zip(variants)
            .map(|(payload, variant)| BodyChoice {
                variant,
                from: false,
                without_files: None,
                media: payload.media.clone(),
                kind: payload.kind,
                ty: self.body_type(payload),
                encoding: payload.encoding.clone(),
                xml: payload.xml.clone(),
                examples: payload.examples.clone(),
            })
            .collect();
        let choice = (choices.len() > 1)
            .then(|| self.names.of_enum(id, OperationEnum::Body).clone());
        let may_be_null = |it: &&Payload| {
            it.kind == PayloadKind::Json && matches!(it.ty, Type::Nullable(_))
        };
        let null =
            source.body_required && bodies.len() == 1 && bodies.iter().all(may_be_null);
        Some(Body {
            ident: scope.claim("body", "body"),
            required: source.body_required && !null,
            null,
            choices,
            choice,
            docs: source.body_docs.clone(),
        })
    }

    /// The bodies without those that are the same JSON or XML under another name of JSON or XML
    /// itself (RFC 7303, section 9.2).
    fn distinct<'p>(&self, bodies: &'p [Payload]) -> Vec<&'p Payload> {
        let is_named = |payload: &Payload, names: &[&str]| {
            names.iter().any(|name| essence(payload).eq_ignore_ascii_case(name))
        };
        let mut distinct: Vec<&Payload> = bodies.iter().collect();
        for (kind, names) in SAME {
            let proper = bodies.iter().find(|payload| is_named(payload, &names[..1]));
            let Some(proper) = proper else { continue };
            let ty = self.body_type(proper);
            distinct.retain(|payload| {
                std::ptr::eq(*payload, proper)
                    || payload.kind != *kind
                    || !is_named(payload, names)
                    || self.body_type(payload) != ty
            });
        }
        distinct
    }

    /// The type of a body that is there. Nobody needs `null` besides: it stands for one that is not,
    /// and forms have none. It may be one of several values that follow one another.
    fn body_type(&self, payload: &Payload) -> Ty {
        let is_several =
            matches!(payload.kind, PayloadKind::JsonLines | PayloadKind::JsonSequence);
        let ty = match &payload.ty {
            Type::Nullable(inner) if !is_several => inner,
            ty => ty,
        };
        match payload.kind {
            PayloadKind::Bytes => Ty::Bytes,
            PayloadKind::Multipart => self.parts(ty),
            PayloadKind::JsonLines | PayloadKind::JsonSequence => {
                Ty::Vec(Box::new(self.ty(ty)))
            }
            _ => self.ty(ty),
        }
    }
}

/// Names of one and the same format, the proper one first.
const SAME: &[(PayloadKind, &[&str])] = &[
    (PayloadKind::Json, &["application/json", "text/json", "application/*+json", "*/*"]),
    (PayloadKind::Xml, &["application/xml", "text/xml", "application/*+xml"]),
];

/// A media type without its parameters.
fn essence(payload: &Payload) -> &str {
    let media = payload.media.untrusted();
    media.split(';').next().unwrap_or_default().trim()
}

/// What a choice of media type is called beside another one of XML.
pub(super) fn full_media_word(payload: &Payload) -> String {
    let essence = essence(payload).to_ascii_lowercase();
    match essence.split_once('/') {
        Some(("application", "xml")) => media_word(payload),
        Some((main, "xml" | "*+xml")) if payload.kind == PayloadKind::Xml => {
            format!("{}Xml", camel_part(main))
        }
        Some((_, subtype)) if payload.kind == PayloadKind::Xml => camel_part(subtype),
        _ => media_word(payload),
    }
}

/// What a choice of media type is called.
pub(super) fn media_word(payload: &Payload) -> String {
    match payload.kind {
        PayloadKind::Json
            if essence(payload).eq_ignore_ascii_case("application/json") =>
        {
            "Json".to_owned()
        }
        PayloadKind::Form => "Form".to_owned(),
        PayloadKind::Multipart => "Multipart".to_owned(),
        PayloadKind::Xml => "Xml".to_owned(),
        _ => {
            let (main, subtype) = essence(payload).split_once('/').unwrap_or_default();
            let word = match (main, subtype) {
                ("*", "*") => "Any".to_owned(),
                (_, "*") => camel_part(main),
                _ => camel_part(subtype),
            };
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
