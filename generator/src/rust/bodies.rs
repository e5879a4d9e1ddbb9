//! Bodies of requests: their types, and the choice between media types.

use super::Planner;
use super::plan::{Body, BodyChoice, Ty};
use super::scope::{Candidate, Case, Scope};
use super::words::camel_part;
use crate::model::{self, OperationId, Payload, PayloadKind};

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
                Candidate { name: media_word(payload), key: media.to_owned() }
            })
            .collect();
        let variants = Scope::new(Case::Camel, &[]).claim_all(&candidates);
        let choices: Vec<BodyChoice> = bodies
            .iter()
            .zip(variants)
            .map(|(payload, variant)| BodyChoice {
                variant,
                media: payload.media.clone(),
                kind: payload.kind,
                ty: self.body_type(payload),
                encoding: payload.encoding.clone(),
                xml: payload.xml.clone(),
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

    /// The bodies without those that are the same JSON under another name of JSON itself.
    fn distinct<'p>(&self, bodies: &'p [Payload]) -> Vec<&'p Payload> {
        let is_json = |payload: &Payload| {
            let essence = essence(payload).to_ascii_lowercase();
            let names = ["application/json", "text/json", "application/*+json", "*/*"];
            payload.kind == PayloadKind::Json && names.contains(&essence.as_str())
        };
        let is_proper = |payload: &Payload| {
            essence(payload).eq_ignore_ascii_case("application/json")
        };
        let Some(proper) = bodies.iter().find(|payload| is_proper(payload)) else {
            return bodies.iter().collect();
        };
        let ty = self.body_type(proper);
        let is_other = |payload: &&Payload| {
            std::ptr::eq(*payload, proper)
                || !is_json(payload)
                || self.body_type(payload) != ty
        };
        bodies.iter().filter(is_other).collect()
    }

    fn body_type(&self, payload: &Payload) -> Ty {
        match payload.kind {
            PayloadKind::Bytes => Ty::Bytes,
            PayloadKind::JsonLines | PayloadKind::JsonSequence | PayloadKind::Events => {
                Ty::Vec(Box::new(self.ty(&payload.ty)))
            }
            _ => self.ty(&payload.ty),
        }
    }
}

/// A media type without its parameters.
fn essence(payload: &Payload) -> &str {
    let media = payload.media.untrusted();
    media.split(';').next().unwrap_or_default().trim()
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
