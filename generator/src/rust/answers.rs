//! What operations answer and fail with: types by status, and what is asked for.

use super::Planner;
use super::operation_enums::{OperationEnum, main_payload};
use super::plan::{Accept, Answer, Outcome, StatusVariant, Ty};
use super::scope::{Candidate, Case, Scope};
use super::statuses::status_words;
use super::words::accessor;
use crate::model::{self, OperationId, Payload, PayloadKind, Response, SpecStr};

impl Planner<'_> {
    /// The type that stands for several responses: that of all of them, or an enum.
    pub(super) fn outcome(
        &self,
        id: OperationId,
        which: OperationEnum,
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
        let candidates: Vec<Candidate> = responses
            .iter()
            .map(|response| {
                let name = status_words(response.status);
                Candidate { key: name.clone(), name }
            })
            .collect();
        let idents = Scope::new(Case::Camel, &[]).claim_all(&candidates);
        let mut accessors = Scope::new(Case::Snake, &[]);
        let mut variants: Vec<StatusVariant> = responses
            .iter()
            .zip(types)
            .zip(idents)
            .map(|((response, ty), ident)| {
                let accessor = accessor(&ident);
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
        if which == OperationEnum::Failure {
            variants.retain(|variant| variant.ty.is_some());
        }
        match (which, &variants[..]) {
            (OperationEnum::Failure, [StatusVariant { ty: Some(ty), .. }]) => {
                Outcome::One(ty.clone())
            }
            _ => Outcome::Several(self.names.of_enum(id, which).clone(), variants),
        }
    }

    /// The documented answers, as they are looked up.
    pub(super) fn answers(&self, operation: &model::Operation) -> Vec<Answer> {
        let successes = operation.successes();
        let is_success =
            |it: &Response| successes.iter().any(|known| known.status == it.status);
        let responses = operation.looked_up().into_iter();
        responses.map(|response| self.answer(response, is_success(response))).collect()
    }

    fn answer(&self, response: &Response, is_success: bool) -> Answer {
        let main = self.response_type(response);
        let all = || response.payloads.iter();
        let typed = all().filter(|payload| main == Some(self.payload_type(payload)));
        let json = all().find(|payload| is_json(payload));
        Answer {
            status: response.status,
            is_success,
            typed: typed.map(|payload| payload.media.clone()).collect(),
            media: all().map(|payload| payload.media.clone()).collect(),
            docs: response.docs.clone(),
            examples: json.map(|payload| payload.examples.clone()).unwrap_or_default(),
        }
    }

    /// What the body of a response becomes.
    fn response_type(&self, response: &Response) -> Option<Ty> {
        main_payload(response).map(|payload| self.payload_type(payload))
    }

    /// What a body in one media type becomes.
    pub(super) fn payload_type(&self, payload: &Payload) -> Ty {
        match payload.kind {
            PayloadKind::Json | PayloadKind::Form | PayloadKind::Xml => {
                self.ty(&payload.ty)
            }
            PayloadKind::Text => match self.ty(&payload.ty) {
                ty @ (Ty::Bool | Ty::Number(_) | Ty::Named(..) | Ty::Library(_)) => ty,
                _ => Ty::String,
            },
            PayloadKind::Bytes
            | PayloadKind::Multipart
            | PayloadKind::Events
            | PayloadKind::JsonLines
            | PayloadKind::JsonSequence => Ty::Bytes,
        }
    }

    /// The media types of all answers that the client decodes. Of a success with several, only
    /// those are asked for that become the type of its answer; of a failure, only JSON.
    pub(super) fn accept<'a>(&self, operation: &'a model::Operation) -> Accept {
        let decoded = |response: &'a Response| {
            let payloads = response.payloads.iter();
            payloads.filter(move |payload| self.is_decoded(response, payload))
        };
        let successes = operation.successes().into_iter().flat_map(|response| {
            let has_json = response.payloads.iter().any(is_json);
            decoded(response).filter(move |payload| is_json(payload) || !has_json)
        });
        let failures = operation.failures().into_iter().flat_map(decoded);
        accept(&successes.collect::<Vec<_>>(), failures)
    }

    /// Whether a payload becomes the type of its answer.
    fn is_decoded(&self, response: &Response, payload: &Payload) -> bool {
        let main = self.response_type(response);
        main == Some(Ty::Bytes) || main == Some(self.payload_type(payload))
    }
}

/// Asks for these successes, JSON first; of failures, JSON may come as well.
pub(super) fn accept<'p>(
    successes: &[&'p Payload],
    failures: impl Iterator<Item = &'p Payload>,
) -> Accept {
    let media = |payload: &Payload| {
        is_header_value(&payload.media).then(|| payload.media.clone())
    };
    let json = successes.iter().filter(|payload| is_json(payload));
    let others = successes.iter().filter(|payload| !is_json(payload));
    Accept::new(
        json.chain(others).filter_map(|payload| media(payload)),
        failures.filter(|payload| is_json(payload)).filter_map(media),
    )
}

pub(super) fn is_json(payload: &Payload) -> bool {
    payload.kind == PayloadKind::Json
}

/// Whether a media type can be asked for.
fn is_header_value(media: &SpecStr) -> bool {
    media.untrusted().bytes().all(|byte| (0x20..0x7f).contains(&byte))
}
