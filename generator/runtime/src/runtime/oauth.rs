//! Tokens by the client credentials of OAuth 2.0 (RFC 6749, section 4.4).

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request};

use super::params::Pairs;
use super::{
    Body, BoxError, BoxFuture, CallInfo, Limits, RequestError, Secret, Token,
    TokenProvider, Transport, Value,
};

/// Asks a token endpoint for tokens, as `Authorization: Basic` with a client's id and
/// secret: `Credential::provider(ClientCredentials::new(..)?)`.
pub struct ClientCredentials {
    transport: Box<dyn Transport>,
    url: http::Uri,
    authorization: HeaderValue,
    form: String,
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
        let is_local = matches!(url.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match url.scheme_str() {
            Some("https") => {}
            Some("http") if is_local => {}
            _ => return Err(refused("must be reached over https")),
        }
        // Both are encoded as in a form first (section 2.3.1).
        let pair = format!(
            "{}:{}",
            form_encoded(client_id),
            form_encoded(client_secret.into().expose())
        );
        let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
        let mut authorization = HeaderValue::try_from(value)
            .map_err(|_| refused("cannot be sent these credentials"))?;
        authorization.set_sensitive(true);
        let form = "grant_type=client_credentials".to_owned();
        Ok(Self { transport: Box::new(transport), url, authorization, form })
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

    async fn ask(&self) -> Result<Token, BoxError> {
        let mut request = Request::new(Body::from(self.form.clone()));
        *request.method_mut() = Method::POST;
        request.uri_mut().clone_from(&self.url);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = "application/x-www-form-urlencoded";
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(form));
        request.extensions_mut().insert(CallInfo::new("", ""));
        let limits = Limits::default();
        let (parts, body) = self.transport.send(request, limits).await?.into_parts();
        let body = body.collect(limits.max_error_bytes).await;
        let body = body.map_err(|_| "the answer of the token endpoint broke off")?;
        let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
        if !parts.status.is_success() {
            // Section 5.2: a code without secrets.
            let code =
                answer.get("error").and_then(Value::as_str).unwrap_or("no reason");
            let code: String = code
                .chars()
                .filter(|c| *c == ' ' || c.is_ascii_graphic())
                .take(40)
                .collect();
            let status = parts.status.as_u16();
            return Err(format!("the token endpoint answered {status}: {code}").into());
        }
        let token = answer.get("access_token").and_then(Value::as_str);
        let token = token.ok_or("the token endpoint gave no `access_token`")?;
        let token = Token::new(token.to_owned());
        // Section 5.1: in seconds. Some send it as text.
        let seconds = answer
            .get("expires_in")
            .and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()));
        Ok(match seconds {
            Some(seconds) => token.lifetime(Duration::from_secs(seconds)),
            None => token,
        })
    }
}

fn form_encoded(text: &str) -> String {
    let mut pair = Pairs::default();
    pair.push("", text, false);
    pair.text.trim_start_matches('=').replace("%20", "+")
}

impl TokenProvider for ClientCredentials {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self.ask())
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("host", &self.url.host())
            .finish_non_exhaustive()
    }
}
