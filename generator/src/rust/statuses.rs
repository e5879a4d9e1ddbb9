//! What statuses are called (the reason phrases of RFC 9110, section 15, and its registry).

use crate::model::Status;
use heck::ToUpperCamelCase;

/// What a status is called in identifiers: its reason phrase as one word.
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
    match phrase(code) {
        // An apostrophe divides no words: it is `ImATeapot`.
        Some(phrase) => phrase.replace('\'', "").to_upper_camel_case(),
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
    match phrase(code) {
        Some(phrase) => format!("{code} ({phrase})"),
        None => code.to_string(),
    }
}

/// The reason phrase of a status that has one.
fn phrase(code: u16) -> Option<&'static str> {
    let (_, phrase) = PHRASES.iter().find(|(known, _)| *known == code)?;
    Some(phrase)
}

/// The reason phrases, as the registry has them; that of 418, which it leaves open, is RFC 2324's.
const PHRASES: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "I'm a teapot"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (511, "Network Authentication Required"),
];

#[cfg(test)]
mod tests {
    use super::{status_title, status_words};
    use crate::model::Status;

    #[test]
    fn titles_have_the_phrase_and_identifiers_its_words() {
        for (code, title, words) in [
            (200, "200 (OK)", "Ok"),
            (203, "203 (Non-Authoritative Information)", "NonAuthoritativeInformation"),
            (207, "207 (Multi-Status)", "MultiStatus"),
            (414, "414 (URI Too Long)", "UriTooLong"),
            (418, "418 (I'm a teapot)", "ImATeapot"),
            (451, "451 (Unavailable For Legal Reasons)", "UnavailableForLegalReasons"),
            (505, "505 (HTTP Version Not Supported)", "HttpVersionNotSupported"),
            (599, "599", "Status599"),
        ] {
            let status = Status::Exact(code);
            assert_eq!(status_title(status), title);
            assert_eq!(status_words(status), words);
        }
    }
}
