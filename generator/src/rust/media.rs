//! Answers that have several media types under one status: an enum with a variant for each.

use super::Planner;
use super::answers::accept;
use super::bodies::{full_media_word, media_word};
use super::operation_enums::OperationEnum;
use super::plan::{AnyMedia, MediaVariant, Ty};
use super::scope::{Candidate, Case, Scope};
use super::statuses::status_words;
use crate::model::{self, OperationId, Payload, PayloadKind, Response, SpecStr, Status};

/// A content, under each status and in each media type that has it.
struct Content {
    /// The word for its media type, where it has its type alone.
    media: String,
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
        let successes: Vec<&Payload> =
            responses.iter().flat_map(|response| whole(response)).collect();
        let failures = source.failures().into_iter();
        let accept =
            accept(&successes, failures.flat_map(|response| &response.payloads));
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
        self.are_several(whole(response))
    }

    fn contents(&self, responses: &[&Response]) -> Vec<Content> {
        let word_of = if responses.iter().any(|it| self.has_several_xml(it)) {
            full_media_word
        } else {
            media_word
        };
        let mut contents: Vec<Content> = Vec::new();
        let mut add = |content: Content| {
            let known = contents
                .iter_mut()
                .find(|known| known.media == content.media && known.ty == content.ty);
            match known {
                Some(known) => known.on.extend(content.on),
                None => contents.push(content),
            }
        };
        for response in responses {
            if response.payloads.is_empty() {
                let word = status_words(response.status);
                let on = vec![(response.status, SpecStr::new(""))];
                add(Content { media: word.clone(), word, ty: None, on });
            }
            for payload in whole(response) {
                add(Content {
                    media: media_word(payload),
                    word: word_of(payload),
                    ty: Some(self.payload_type(payload)),
                    on: vec![(response.status, payload.media.clone())],
                });
            }
        }
        contents
    }

    /// Whether an answer is XML of different types, so that `Xml` is no name for any of them.
    fn has_several_xml(&self, response: &Response) -> bool {
        self.are_several(whole(response).filter(|it| it.kind == PayloadKind::Xml))
    }

    fn are_several<'p>(&self, payloads: impl Iterator<Item = &'p Payload>) -> bool {
        let mut types = payloads.map(|payload| self.payload_type(payload));
        let first = types.next();
        types.any(|ty| Some(ty) != first)
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
