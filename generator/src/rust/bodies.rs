//! Bodies of requests: their types, and the choice between media types.

use super::Planner;
use super::plan::{Body, BodyChoice, Ty};
use super::scope::{Case, Scope, Wish};
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

/// What a choice of media type is called.
pub(super) fn media_word(payload: &Payload) -> String {
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
