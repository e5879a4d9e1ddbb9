// Written by the generator; change the document or generator.yaml instead.

//! The operations of `client.connect().sessions()`.

use crate::runtime::{
    Answer, Call, Client, Content, Meta, Method, Operation, Slot, fields, statuses,
    string_enum,
};
use crate::types::{ReauthenticateRequest, ReauthenticateResponse};

/// `client.connect().sessions()`, with the operation `reauthenticate`.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Sessions<'a>(pub(crate) &'a Client);

impl<'a> Sessions<'a> {
    /// Create a new Connect session for reauthentication
    ///
    /// Create a new Connect session for reauthenticating an existing connection
    ///
    /// `POST /connect/sessions/reauthenticate`
    ///
    /// `body` may be `None`.
    ///
    /// # Errors
    ///
    /// Fails with [`Error`](crate::Error). The service may answer with 400 (Bad Request) or
    /// 401 (Unauthorized); the body is read as [`ReauthenticateFailure`].
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use generated_client::types::ReauthenticateRequest;
    ///
    /// let client = generated_client::Client::from_env()?;
    /// let request = ReauthenticateRequest::new("connection_id");
    /// let response = client.connect().sessions().reauthenticate(&request).send().await?;
    /// println!("{:?}", response.session_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn reauthenticate(
        self,
        body: impl Into<Option<&'a ReauthenticateRequest>>,
    ) -> Call<'a, Reauthenticate<'a>> {
        Call::new(self.0, Reauthenticate { body: body.into() })
    }
}

/// The operation `POST /connect/sessions/reauthenticate`.
pub struct Reauthenticate<'a> {
    body: Option<&'a ReauthenticateRequest>,
}

impl Operation for Reauthenticate<'_> {
    type Output = ReauthenticateResponse;
    type Failure = ReauthenticateFailure;

    const META: Meta = Meta {
        id: "post-connect-sessions-reauthenticate",
        method: Method::POST,
        path: "/connect/sessions/reauthenticate",
        security: &[&["basicAuth"]],
        accept: "application/json",
        answers: &[Answer::json(201), Answer::json(400), Answer::json(401)],
        ..Meta::DEFAULT
    };

    fn body(&self) -> Option<Content<'_>> {
        let body = self.body.as_ref()?;
        Some(Content::json("application/json", body.view()))
    }
}

/// The documented failures of [`Reauthenticate`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReauthenticateFailure {
    /// 400: Bad Request
    BadRequest(ReauthenticateBadRequest),
    /// 401: Unauthorized
    Unauthorized(ReauthenticateUnauthorized),
}

statuses! {
    ReauthenticateFailure {
        400 => BadRequest,
        401 => Unauthorized,
    }
}

impl ReauthenticateFailure {
    /// The content, if this is `BadRequest`.
    #[must_use]
    pub fn as_bad_request(&self) -> Option<&ReauthenticateBadRequest> {
        match self {
            Self::BadRequest(value) => Some(value),
            _ => None,
        }
    }

    /// The content, if this is `Unauthorized`.
    #[must_use]
    pub fn as_unauthorized(&self) -> Option<&ReauthenticateUnauthorized> {
        match self {
            Self::Unauthorized(value) => Some(value),
            _ => None,
        }
    }
}

/// The body of 400 (Bad Request) of [`Reauthenticate`].
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct ReauthenticateBadRequest {
    pub code: Option<i64>,
    pub finch_code: Option<ReauthenticateBadRequestFinchCode>,
}

fields! {
    ReauthenticateBadRequest: Debug, Eq, Hash {
        code, finch_code,
    }
}

impl ReauthenticateBadRequest {
    /// Creates an empty `ReauthenticateBadRequest`.
    pub fn new() -> Self {
        Self::default()
    }
}

string_enum! {
    /// The property `finch_code` of [`ReauthenticateBadRequest`].
    pub enum ReauthenticateBadRequestFinchCode {
        ConnectionNotFound = "connection_not_found",
        InvalidRequest = "invalid_request",
    }
}

/// The body of 401 (Unauthorized) of [`Reauthenticate`].
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct ReauthenticateUnauthorized {
    pub code: Option<i64>,
    pub finch_code: Option<String>,
    pub message: Option<String>,
}

fields! {
    ReauthenticateUnauthorized: Debug, Eq, Hash {
        code, finch_code, message,
    }
}

impl ReauthenticateUnauthorized {
    /// Creates an empty `ReauthenticateUnauthorized`.
    pub fn new() -> Self {
        Self::default()
    }
}
