//! Which enums an operation may have beside its struct. Their names are claimed before any type has
//! one, so this looks at the model's types.

use super::answers::is_json;
use super::media::whole;
use crate::model::{Operation, Payload, PayloadKind, Response, Type};

/// An enum that an operation has beside its struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OperationEnum {
    /// Successes by status.
    Output,
    /// Failures by status.
    Failure,
    /// The body of the request in one of several media types.
    Body,
    /// A success in one of several media types.
    Any,
}

impl OperationEnum {
    /// All of them, in the order in which they get their names.
    pub(super) const ALL: [Self; 4] =
        [Self::Output, Self::Failure, Self::Body, Self::Any];

    /// What it is called, behind the operation's own name.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Output => "Output",
            Self::Failure => "Failure",
            Self::Body => "Body",
            Self::Any => "Any",
        }
    }

    /// Whether an operation may have this enum. It does not if the types that differ here are one
    /// type in Rust.
    pub(super) fn may_belong_to(self, operation: &Operation) -> bool {
        match self {
            Self::Output => differ(operation.successes().into_iter().map(content)),
            Self::Failure => {
                let failures = operation.failures();
                let with_body =
                    failures.iter().filter(|response| !response.payloads.is_empty());
                with_body.count() > 1 && differ(failures.into_iter().map(content))
            }
            Self::Body => operation.bodies.len() > 1,
            Self::Any => {
                operation.successes().iter().any(|it| differ(whole(it).map(kind)))
            }
        }
    }
}

/// The body of a response that its type is made of: JSON, if there is any.
pub(super) fn main_payload(response: &Response) -> Option<&Payload> {
    let json = response.payloads.iter().find(|payload| is_json(payload));
    json.or_else(|| response.payloads.first())
}

fn content(response: &Response) -> Option<(PayloadKind, &Type)> {
    main_payload(response).map(kind)
}

fn kind(payload: &Payload) -> (PayloadKind, &Type) {
    (payload.kind, &payload.ty)
}

fn differ<T: PartialEq>(mut all: impl Iterator<Item = T>) -> bool {
    let first = all.next();
    all.any(|other| Some(&other) != first.as_ref())
}
