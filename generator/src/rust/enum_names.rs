//! Which enums an operation may have beside its struct. Their names are claimed before any type has
//! one, so this looks at the model's types.

use super::answers::is_json;
use super::media::whole;
use crate::model::{Operation, Payload, PayloadKind, Response, Type};

/// What the enums of an operation are called, behind its own name.
pub(super) const PARTS: [&str; 4] = ["Output", "Failure", "Body", "Any"];

/// Whether an operation may have this enum. It does not if the types that differ here are one type
/// in Rust.
pub(super) fn may_have(operation: &Operation, part: &str) -> bool {
    match part {
        "Output" => differ(operation.successes().into_iter().map(content)),
        "Failure" => {
            let failures = operation.failures();
            let with_body =
                failures.iter().filter(|response| !response.payloads.is_empty());
            with_body.count() > 1 && differ(failures.into_iter().map(content))
        }
        "Body" => operation.bodies.len() > 1,
        _ => operation.successes().iter().any(|it| differ(whole(it).map(kind))),
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
