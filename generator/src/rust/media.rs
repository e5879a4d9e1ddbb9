//! Answers that have several media types under one status: an enum with a variant for each.

use super::Planner;
use super::answers::{is_header_value, is_json};
use super::bodies::media_word;
use super::operation_enums::OperationEnum;
use super::plan::{Accept, AnyMedia, MediaVariant, Ty};
use super::scope::{Candidate, Case, Scope};
use super::statuses::status_words;
use crate::model::{self, OperationId, Payload, PayloadKind, Response, SpecStr, Status};

/// A content, under each status and in each media type that has it.
struct Content {
    word: String,
    ty: Option<Ty>,
    on: Vec<(Status, SpecStr)>,
}

impl Planner<'_> {
    /// The answer in any of its media types, if one status has several that become different
    /// types. What comes value by value has a method of its own.
    pub(super) fn any_media(
        &self,
        id: OperationId,
        source: &model::Operation,
    ) -> Option<AnyMedia> {
        let responses = source.successes();
        if !responses.iter().any(|response| self.has_several(response)) {
            return None;
        }
        let contents = self.contents(&responses);
        let candidates: Vec<Candidate> = contents
            .iter()
            .map(|content| Candidate {
                name: word(content, &contents),
                key: key(content),
            })
            .collect();
        let idents = Scope::new(Case::Camel, &[]).claim_all(&candidates);
        let accept = accept(source, &responses);
        let variants = contents
            .into_iter()
            .zip(idents)
            .map(|(Content { ty, on, .. }, ident)| MediaVariant { ident, ty, on });
        Some(AnyMedia {
            ident: self.names.of_enum(id, OperationEnum::Any).clone(),
            variants: variants.collect(),
            accept,
        })
    }

    fn has_several(&self, response: &Response) -> bool {
        let mut types = whole(response).map(|payload| self.payload_type(payload));
        let first = types.next();
        types.any(|ty| Some(ty) != first)
    }

    fn contents(&self, responses: &[&Response]) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        for response in responses {
            let mut add = |word: String, ty: Option<Ty>, media: SpecStr| {
                let on = (response.status, media);
                let known = contents
                    .iter_mut()
                    .find(|known| known.word == word && known.ty == ty);
                match known {
                    Some(known) => known.on.push(on),
                    None => contents.push(Content { word, ty, on: vec![on] }),
                }
            };
            if response.payloads.is_empty() {
                add(status_words(response.status), None, SpecStr::new(""));
            }
            for payload in whole(response) {
                let ty = self.payload_type(payload);
                add(media_word(payload), Some(ty), payload.media.clone());
            }
        }
        contents
    }
}

/// The contents of an answer that do not come value by value.
pub(super) fn whole(response: &Response) -> impl Iterator<Item = &Payload> {
    response.payloads.iter().filter(|payload| {
        !matches!(
            payload.kind,
            PayloadKind::Events | PayloadKind::JsonLines | PayloadKind::JsonSequence
        )
    })
}

/// The name of a variant: its media type, behind the status where that alone is not enough.
fn word(content: &Content, all: &[Content]) -> String {
    let same = all.iter().filter(|other| other.word == content.word).count();
    match content.on.first() {
        Some((status, _)) if same > 1 => {
            format!("{}{}", status_words(*status), content.word)
        }
        _ => content.word.clone(),
    }
}

fn key(content: &Content) -> String {
    let on = content.on.first();
    on.map(|(status, media)| format!("{} {}", status_words(*status), media.untrusted()))
        .unwrap_or_default()
}

/// All media types of the successes, JSON first, and JSON of the failures.
fn accept(source: &model::Operation, responses: &[&Response]) -> Accept {
    let all = || responses.iter().flat_map(|response| whole(response));
    let mut accepted: Vec<SpecStr> = Vec::new();
    let payloads = all().filter(|payload| is_json(payload)).chain(all());
    for payload in payloads.filter(|payload| is_header_value(&payload.media)) {
        if !accepted.contains(&payload.media) {
            accepted.push(payload.media.clone());
        }
    }
    let failures = source
        .failures()
        .into_iter()
        .flat_map(|response| &response.payloads)
        .filter(|payload| is_json(payload) && is_header_value(&payload.media));
    Accept::new(accepted, failures.map(|payload| payload.media.clone()))
}
