//! What a mock has been told to answer.

use std::fmt::Write;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::mock_request::Recorded;
use crate::runtime::{Body, CallInfo, TransportKind};

/// Everything that clones of a mock share.
#[derive(Default)]
pub struct State {
    /// What was prepared, by operation.
    pub rules: Vec<Rule>,
    /// What was sent.
    pub requests: Vec<Recorded>,
    /// The pauses.
    pub sleeps: Vec<Duration>,
    /// The virtual time.
    pub now: Duration,
}

/// The answers to one operation.
pub struct Rule {
    /// The id of the operation; empty for raw requests.
    pub operation: &'static str,
    /// The method.
    pub method: String,
    /// The path template.
    pub template: String,
    /// The answers, in order.
    pub answers: Vec<Scripted>,
    /// How many were given.
    pub given: usize,
}

/// Status, headers and the pieces of the body; or a failure.
pub type Prepared = Result<(StatusCode, HeaderMap, Vec<Bytes>), TransportKind>;

/// A prepared answer.
#[derive(Clone)]
pub struct Scripted {
    /// What it is.
    pub result: Prepared,
    /// How long it takes, in virtual time.
    pub delay: Duration,
}

/// A body as JSON; `()` and `null` mean no body.
///
/// # Panics
///
/// When it cannot be written as JSON.
#[must_use]
pub fn to_json(body: &impl serde::Serialize) -> Bytes {
    match serde_json::to_vec(body) {
        Ok(json) if json == b"null" => Bytes::new(),
        Ok(json) => json.into(),
        Err(error) => panic!("mock: the body cannot be written as JSON: {error}"),
    }
}

/// An answer from its parts.
///
/// # Panics
///
/// When the status or a header is not valid.
#[must_use]
pub fn answer(
    status: u16,
    headers: &[(&str, &str)],
    media: &'static str,
    body: Bytes,
) -> (StatusCode, HeaderMap, Vec<Bytes>) {
    let Ok(status) = StatusCode::from_u16(status) else {
        panic!("mock: {status} is not a status");
    };
    let mut map = HeaderMap::new();
    if !media.is_empty() {
        map.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    }
    for (name, value) in headers {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) {
            (Ok(CONTENT_TYPE), Ok(value)) => {
                map.insert(CONTENT_TYPE, value);
            }
            (Ok(name), Ok(value)) => {
                map.append(name, value);
            }
            _ => panic!("mock: the header `{name}` is not valid"),
        }
    }
    (status, map, vec![body])
}

impl Rule {
    /// Method and path template.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    fn answers_to(&self, info: Option<&CallInfo>, request: &Recorded) -> bool {
        if self.method != request.method() {
            return false;
        }
        match info.filter(|info| !info.template.is_empty()) {
            Some(info) => {
                self.operation == info.operation && self.template == info.template
            }
            None => {
                self.operation.is_empty() && request.path().ends_with(&self.template)
            }
        }
    }

    fn give(&mut self) -> Scripted {
        let at = self.given.min(self.answers.len() - 1);
        self.given += 1;
        self.answers[at].clone()
    }
}

impl State {
    /// Records a request and takes its answer.
    ///
    /// # Panics
    ///
    /// When nothing was prepared for it.
    pub fn answer(&mut self, request: http::Request<Body>) -> Scripted {
        let info = request.extensions().get::<CallInfo>().copied();
        let recorded = Recorded::new(request, info);
        let rule =
            self.rules.iter_mut().find(|rule| rule.answers_to(info.as_ref(), &recorded));
        if let Some(rule) = rule {
            let answer = rule.give();
            self.requests.push(recorded);
            return answer;
        }
        let mut message = format!(
            "mock: nothing was prepared for {} {}",
            recorded.method(),
            recorded.path()
        );
        if !recorded.operation().is_empty() {
            let _ = write!(message, " (operation `{}`)", recorded.operation());
        }
        let names: Vec<String> = self.rules.iter().map(Rule::name).collect();
        panic!("{message}; prepared: [{}]", names.join(", "));
    }
}
