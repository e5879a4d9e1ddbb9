//! The names that things ask for, before it is known who else asks for them.

use super::scope::Candidate;
use super::statuses::status_words;
use super::words::{camel, camel_part, snake};
use crate::model::{
    Api, Operation, OperationId, OperationRole, Role, SharedPart, SpecStr, Status,
};

pub(super) fn role_words(role: &Role) -> (String, String) {
    match role {
        Role::Property(name) => {
            (camel_part(name.untrusted()), name.untrusted().to_owned())
        }
        Role::Item => ("Item".to_owned(), "item".to_owned()),
        Role::Value => ("Value".to_owned(), "value".to_owned()),
        Role::Element(at) => (format!("Element{at}"), format!("element {at}")),
        Role::Variant(Some(name), at) => {
            (camel_part(name.untrusted()), format!("{} {at}", name.untrusted()))
        }
        Role::Variant(None, at) => {
            (format!("Variant{}", at + 1), format!("variant {at}"))
        }
    }
}

pub(super) fn operation_role_words(
    api: &Api,
    operation: Option<OperationId>,
    role: &OperationRole,
) -> String {
    match role {
        OperationRole::Request(media) => {
            format!("{}Request", media_words(media.as_ref()))
        }
        OperationRole::Response(status, media) => {
            let only = operation.is_some_and(|id| is_only_success(&api[id], *status));
            let word = if only { "Response".to_owned() } else { status_words(*status) };
            format!("{}{word}", media_words(media.as_ref()))
        }
        OperationRole::ResponseHeader(status, name) => {
            format!("{}{}", status_words(*status), camel_part(name.untrusted()))
        }
        OperationRole::Parameter(_, name) => camel_part(name.untrusted()),
        OperationRole::Output => "Output".to_owned(),
        OperationRole::Failure => "Failure".to_owned(),
    }
}

/// The end of a media type's name.
fn media_words(media: Option<&SpecStr>) -> String {
    media.map_or(String::new(), |media| {
        let essence = media.untrusted().split(';').next().unwrap_or_default();
        camel_part(essence.rsplit('/').next().unwrap_or_default())
    })
}

/// The name and the key of what stands under `components`: what it is comes last, once.
pub(super) fn shared_words(
    name: &str,
    part: SharedPart,
    media: Option<&SpecStr>,
) -> (String, String) {
    let word = match part {
        SharedPart::Request => "Request",
        SharedPart::Response => "Response",
        SharedPart::Parameter => "Parameter",
        SharedPart::Header => "Header",
    };
    let status = name
        .parse()
        .ok()
        .filter(|code| part == SharedPart::Response && (100..600).contains(code));
    // A response that is called after its status has a number for its only word.
    let own = match status {
        Some(code) => status_words(Status::Exact(code)),
        None => camel(name),
    };
    let own = own.trim_end_matches('_');
    let own = own.strip_suffix(word).filter(|rest| !rest.is_empty()).unwrap_or(own);
    let words = format!("{own}{}{word}", media_words(media));
    (words.clone(), format!("{name}/{words}"))
}

/// Whether a status is the only one with which an operation succeeds and brings a body.
fn is_only_success(operation: &Operation, status: Status) -> bool {
    let successes = operation.successes().into_iter();
    let mut with_body = successes.filter(|response| !response.payloads.is_empty());
    with_body.next().is_some_and(|first| first.status == status)
        && with_body.next().is_none()
}

/// The method name that the function behind an operation asks for, unless another one is
/// configured.
pub(super) fn function_candidate(operation: &Operation) -> Option<Candidate> {
    let function = operation.function(!operation.group.is_empty());
    let function = function.filter(|_| operation.rename.is_none())?;
    let function = function.untrusted();
    Some(Candidate { name: snake(function), key: function.to_owned() })
}

/// The method name that an operation asks for: the configured one, its id, or method and path,
/// which depends on nothing but the operation itself.
pub(super) fn operation_candidate(operation: &Operation) -> Candidate {
    if let Some(rename) = &operation.rename {
        return Candidate { name: snake(rename), key: rename.clone() };
    }
    if let Some(id) = operation.speaking_id() {
        let name = snake(id.untrusted());
        return Candidate { name, key: id.untrusted().to_owned() };
    }
    let key = operation.request();
    Candidate { name: snake(&key), key }
}
