//! What statuses are called (the reason phrases of RFC 9110, section 15, and its registry).

use crate::model::Status;
use heck::ToTitleCase;

/// What a status is called: the reason phrases of RFC 9110, section 15.
pub(super) fn status_words(status: Status) -> String {
    let code = match status {
        Status::Exact(code) => code,
        Status::Range(1) => return "Informational".to_owned(),
        Status::Range(2) => return "Success".to_owned(),
        Status::Range(3) => return "Redirection".to_owned(),
        Status::Range(4) => return "ClientError".to_owned(),
        Status::Range(_) => return "ServerError".to_owned(),
        Status::Default => return "Other".to_owned(),
    };
    match REASONS.iter().find(|(known, _)| *known == code) {
        Some((_, reason)) => (*reason).to_owned(),
        None => format!("Status{code}"),
    }
}

/// The status as people read it: `404 (Not Found)`.
pub(super) fn status_title(status: Status) -> String {
    let code = match status {
        Status::Exact(code) => code,
        Status::Range(first) => return format!("{first}XX"),
        Status::Default => return "any other status".to_owned(),
    };
    match REASONS.iter().find(|(known, _)| *known == code) {
        Some((_, reason)) => format!("{code} ({})", spelt(reason)),
        None => code.to_string(),
    }
}

/// A name of the table as the phrase that it was made of.
fn spelt(reason: &str) -> String {
    let phrase = reason.to_title_case();
    let words = phrase.split(' ').map(|word| match word {
        "Ok" | "Http" | "Uri" => word.to_ascii_uppercase(),
        word => word.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (511, "NetworkAuthenticationRequired"),
];
