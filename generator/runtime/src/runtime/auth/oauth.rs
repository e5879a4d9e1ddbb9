//! Tokens by the client credentials of OAuth 2.0 (RFC 6749, section 4.4).

use std::fmt;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, Request, StatusCode};

use crate::runtime::calls::attempt::within;
use crate::runtime::calls::retry::{
    LONGEST_PAUSE, Pause, after_answer, after_failure, retry_after,
};
use crate::runtime::json::document::json_text;
use crate::runtime::requests::params::Pairs;
use crate::runtime::requests::url::check;
use crate::runtime::{
    ApiError, Body, BoxError, BoxFuture, CallInfo, Error, ErrorBody, Head, Limits,
    RequestError, Secret, Token, TokenProvider, Transport, TransportError,
    TransportKind, Value,
};

/// How often a question is repeated. Calls wait together for one answer: no storm can come of
/// it.
const RETRIES: u32 = 2;

/// The longest pause that calls wait for, when the endpoint asks for one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks a token endpoint for tokens, as `Authorization: Basic` with a client's id and
/// secret: `Credential::provider(ClientCredentials::new(..)?)`; with
/// [`ClientCredentials::credentials_in_body`] both go into the body instead. What may succeed later is asked
/// up to three times, and the error of the call is retryable if it does not. Where the endpoint asks for a
/// pause of more than 5 seconds, the calls fail at once, and so do others until it is over, or 60 seconds.
pub struct ClientCredentials {
    transport: Box<dyn Transport>,
    url: http::Uri,
    /// `None` where the credentials are in the body.
    authorization: Option<HeaderValue>,
    client_id: String,
    secret: Secret,
    form: String,
    refusal: Mutex<Option<Refusal>>,
}

/// A failure after which the endpoint wants to be left alone for a while.
#[derive(Clone)]
struct Refusal {
    /// When the time is over, by the clock of the transport.
    until: Duration,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    attempts: u32,
}

impl ClientCredentials {
    /// Tokens from this endpoint, asked for over this transport.
    pub fn new(
        transport: impl Transport,
        token_url: &str,
        client_id: &str,
        client_secret: impl Into<Secret>,
    ) -> Result<Self, RequestError> {
        let refused = |why: &str| RequestError::new(format!("the token endpoint {why}"));
        let url: http::Uri = token_url.parse().map_err(|_| refused("is not a URL"))?;
        let host = url.host().unwrap_or_default().to_ascii_lowercase();
        let is_local = matches!(&*host, "localhost" | "127.0.0.1" | "[::1]");
        match url.scheme_str() {
            Some("https") => {}
            Some("http") if is_local => {}
            _ => return Err(refused("must be reached over https")),
        }
        let authority = url.authority().ok_or_else(|| refused("has no host"))?;
        if authority.as_str().contains('@') {
            return Err(refused("holds a user or a password"));
        }
        check(token_url, authority)
            .map_err(|why| refused(&format!("cannot be used: {why}")))?;
        let secret: Secret = client_secret.into();
        // Both are encoded as in a form first (section 2.3.1).
        let pair =
            format!("{}:{}", form_encoded(client_id), form_encoded(secret.expose()));
        let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
        let mut authorization = HeaderValue::try_from(value)
            .map_err(|_| refused("cannot be sent these credentials"))?;
        authorization.set_sensitive(true);
        let form = "grant_type=client_credentials".to_owned();
        Ok(Self {
            transport: Box::new(transport),
            url,
            authorization: Some(authorization),
            client_id: client_id.to_owned(),
            secret,
            form,
            refusal: Mutex::default(),
        })
    }

    /// Sends id and secret as `client_id` and `client_secret` in the body, and not as
    /// `Authorization: Basic`: for endpoints that take nothing else (section 2.3.1).
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        if self.authorization.take().is_none() {
            return self;
        }
        let (id, secret) = (self.client_id.clone(), self.secret.clone());
        self.parameter("client_id", &id).parameter("client_secret", secret.expose())
    }

    /// Asks for these scopes, separated by spaces.
    #[must_use]
    pub fn scope(self, scope: &str) -> Self {
        self.parameter("scope", scope)
    }

    /// Sends a further parameter, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        let mut pair = Pairs::default();
        pair.push(name, value, false);
        self.form.push('&');
        self.form.push_str(&pair.text.replace("%20", "+"));
        self
    }

    /// The question, for the nth time.
    fn request(&self, attempt: u32) -> Request<Body> {
        let mut request = Request::new(Body::from(self.form.clone()));
        *request.method_mut() = Method::POST;
        request.uri_mut().clone_from(&self.url);
        let headers = request.headers_mut();
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = "application/x-www-form-urlencoded";
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(form));
        request.extensions_mut().insert(CallInfo { attempt, ..CallInfo::new("", "") });
        request
    }

    /// Asks once.
    async fn ask(
        &self,
        attempt: u32,
    ) -> Result<(StatusCode, HeaderMap, Bytes), TransportError> {
        let limits = Limits::default();
        let transport = &*self.transport;
        let asked = pin!(async {
            let answer = transport.send(self.request(attempt), limits).await?;
            let (parts, body) = answer.into_parts();
            let body = match body.collect(limits.max_error_bytes).await {
                Ok(body) => body,
                // Of a failure the beginning is enough.
                Err((body, _)) if !parts.status.is_success() => body,
                Err((_, error)) => {
                    let (kind, why) = match error {
                        Some(_) => (TransportKind::Io, "broke off"),
                        None => (TransportKind::TooLarge, "is too long"),
                    };
                    let why = format!("the answer of the token endpoint {why}");
                    return Err(TransportError::new(kind, why));
                }
            };
            Ok((parts.status, parts.headers, body))
        });
        within(transport, limits.timeout, asked).await
    }

    /// Asks, and again where a call would be repeated: a token that nobody uses does no harm. A
    /// long pause is not slept while calls wait: they get the answer, and so do those that come
    /// before it is over.
    async fn obtain(&self) -> Result<Token, BoxError> {
        if let Some(Refusal { status, headers, body, attempts, .. }) = self.refused() {
            return read(status, headers, &body, attempts, &self.secret);
        }
        let mut attempt = 1;
        loop {
            let result = self.ask(attempt).await;
            let pause = match &result {
                Ok((status, headers, _)) => {
                    after_answer(*status, headers, true, attempt)
                }
                Err(error) => after_failure(error.kind(), true, attempt),
            };
            let is_short = |pause: &Pause| pause.duration <= PATIENCE;
            match pause.filter(is_short).filter(|_| attempt <= RETRIES) {
                Some(pause) => self.transport.sleep(pause.duration).await,
                None => {
                    let (status, headers, body) =
                        result.map_err(|error| error.with_attempts(attempt))?;
                    self.remember(status, &headers, &body, attempt);
                    return read(status, headers, &body, attempt, &self.secret);
                }
            }
            attempt += 1;
        }
    }

    /// The failure after which the endpoint is not asked yet.
    fn refused(&self) -> Option<Refusal> {
        let now = self.transport.now();
        let mut refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner);
        refusal.take_if(|refusal| refusal.until <= now);
        refusal.clone()
    }

    /// Keeps a failure for as long as the endpoint asks to wait.
    fn remember(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
        attempts: u32,
    ) {
        let Some(pause) = retry_after(headers).filter(|_| !status.is_success()) else {
            return;
        };
        let until = self.transport.now() + pause.min(LONGEST_PAUSE);
        let (headers, body) = (headers.clone(), body.clone());
        let refusal = Refusal { until, status, headers, body, attempts };
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
    }
}

/// The token in an answer (RFC 6749, section 5.1), or why there is none (section 5.2). Failures
/// keep the answer.
fn read(
    status: StatusCode,
    headers: HeaderMap,
    body: &Bytes,
    attempts: u32,
    secret: &Secret,
) -> Result<Token, BoxError> {
    let failed = |why: String| {
        let head =
            Head { status, headers, attempts, request_id_header: None, cause: None };
        let answer = ApiError::new(head, ErrorBody::Undocumented, body.clone());
        let answer: Error = Error::Api(Box::new(answer));
        Err(RequestError::with_source(why, answer).into())
    };
    let answer = json_text(body).ok();
    let answer: Option<Value> = answer.and_then(|text| serde_json::from_str(text).ok());
    if !status.is_success() {
        let code = answer.and_then(|answer| error_code(&answer, secret));
        let code = code.unwrap_or_else(|| "no reason".to_owned());
        return failed(format!(
            "the token endpoint answered {}: {code}",
            status.as_u16()
        ));
    }
    let Some(answer) = answer else {
        return failed("the token endpoint answered with what is no JSON".to_owned());
    };
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    let Some(token) = text("access_token").filter(|token| !token.is_empty()) else {
        return failed("the token endpoint gave no `access_token`".to_owned());
    };
    // Section 7.1: what is not understood must not be used. `BearerToken` is sent as well.
    let is_bearer = |kind: &str| {
        kind.is_empty()
            || kind.get(..6).is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"))
    };
    if !text("token_type").is_none_or(is_bearer) {
        return Err("the token endpoint gave a token that is not a bearer token".into());
    }
    // In seconds. Some send it as text, some with a fraction.
    let seconds = answer
        .get("expires_in")
        .and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()))
        .filter(|seconds| *seconds >= 0.0);
    let token = Token::new(token);
    Ok(match seconds {
        // More than fits is as good as for ever.
        Some(seconds) => {
            token.lifetime(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
        }
        None => token,
    })
}

/// The code of a failure, of the signs that it may have (section 5.2), unless it repeats the secret
/// that was sent.
fn error_code(answer: &Value, secret: &Secret) -> Option<String> {
    let code = answer.get("error")?.as_str()?;
    let may_be_shown = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    let repeats = !secret.expose().is_empty() && code.contains(secret.expose());
    (!repeats && code.chars().all(may_be_shown)).then(|| code.chars().take(40).collect())
}

fn form_encoded(text: &str) -> String {
    let mut pair = Pairs::default();
    pair.push("", text, false);
    pair.text.trim_start_matches('=').replace("%20", "+")
}

impl TokenProvider for ClientCredentials {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self.obtain())
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("host", &self.url.host())
            .finish_non_exhaustive()
    }
}
