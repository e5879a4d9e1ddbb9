//! The engine: sends a request, repeats it where that is safe. Compiled once.

use std::time::Duration;

use http::header::{AUTHORIZATION, RANGE};
use http::{HeaderMap, Method, StatusCode, Uri};

use super::attempt::{Received, once, shorter};
use super::retry::{Pause, after_answer, after_failure};
use crate::runtime::auth::token::Given;
use crate::runtime::{
    Answer, Answered, Body, BoxFuture, CallInfo, Client, Head, Limits, RequestError,
    Settings, Tokens, TransportError,
};

/// A request that is ready to be sent.
pub struct Plan {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<Body>,
    /// Where the bearer token comes from, unless a header says it.
    pub tokens: Option<Tokens>,
    /// Which call it is.
    pub info: CallInfo,
    /// Whether it may be repeated although it may have been carried out.
    pub idempotent: bool,
    /// Its limits.
    pub limits: CallLimits,
    /// The documented answers, which say what a success is.
    pub answers: &'static [Answer],
    /// Whether the body of a success is handed out while it is still coming.
    pub streamed: bool,
}

/// The limits of a call with all its attempts.
#[derive(Clone, Copy, Debug)]
pub struct CallLimits {
    /// The limits of each attempt.
    pub attempt: Limits,
    /// How long all attempts and pauses may take together.
    pub total: Option<Duration>,
    /// How often it may be repeated.
    pub retries: u32,
    /// What the caller says about repeating it.
    pub idempotent: Option<bool>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failed {
    /// The request could not be made.
    Request(RequestError),
    /// The transport failed.
    Transport(TransportError),
}

impl Failed {
    /// The failure of what is needed for a request: it was not sent.
    fn into_request_error(self) -> RequestError {
        match self {
            Self::Request(error) => error,
            Self::Transport(error) => {
                RequestError::with_source("there is no token", error)
            }
        }
    }
}

/// Whether HTTP promises that repeating this method does no harm.
#[must_use]
pub fn is_idempotent(method: &Method) -> bool {
    matches!(
        method.as_str(),
        "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY"
    )
}

/// Sends a planned request, with all its attempts.
pub fn run(
    client: &Client,
    plan: Result<Plan, RequestError>,
) -> BoxFuture<'_, Result<Answered, Failed>> {
    match plan {
        Err(error) => Box::pin(std::future::ready(Err(Failed::Request(error)))),
        Ok(mut plan) => {
            Box::pin(async move { attempts(&client.settings, &mut plan).await })
        }
    }
}

async fn attempts(settings: &Settings, plan: &mut Plan) -> Result<Answered, Failed> {
    let started = settings.transport.now();
    let tokens =
        plan.tokens.take().filter(|_| !plan.headers.contains_key(AUTHORIZATION));
    let left = plan.limits.total;
    let mut token = match &tokens {
        Some(tokens) => Some(authorize(settings, plan, tokens, None, left).await?),
        None => None,
    };
    // What comes from a reader can be sent once.
    let is_sent_once = plan.body.as_ref().is_some_and(|body| body.try_clone().is_none());
    if is_sent_once {
        plan.limits.retries = 0;
    }
    let mut attempt = 1_u32;
    loop {
        let left = remaining(settings, plan, started);
        let result = once(settings, plan, attempt, left).await;
        if matches!(&result, Ok(answer) if answer.status.as_u16() < 400) {
            settings.budget.give();
        }
        let rejected = matches!(&result, Ok(answer) if answer.status == 401);
        if let Some(tokens) = &tokens
            && let Some(old) = token.take_if(|_| rejected)
        {
            // Asked for again only once: a second 401 is about something else.
            if is_sent_once {
                tokens.reject(&old);
                return conclude(settings, plan, attempt, result, None);
            }
            let left = remaining(settings, plan, started);
            match authorize(settings, plan, tokens, Some(&old), left).await {
                Err(why) => return conclude(settings, plan, attempt, result, Some(why)),
                Ok(new) if new.is_same(&old) => {}
                // No time is left for another one.
                Ok(_) if remaining(settings, plan, started) == Some(Duration::ZERO) => {
                    return conclude(settings, plan, attempt, result, None);
                }
                Ok(_) => {
                    attempt = attempt.saturating_add(1);
                    plan.limits.retries = plan.limits.retries.saturating_add(1);
                    continue;
                }
            }
        }
        let left = remaining(settings, plan, started);
        let Some(pause) = next(settings, plan, attempt, &result, left) else {
            return conclude(settings, plan, attempt, result, None);
        };
        drop(result);
        settings.transport.sleep(pause).await;
        attempt = attempt.saturating_add(1);
    }
}

/// Puts a bearer token into the request, another one than the rejected. That is waited for no
/// longer than for an answer.
async fn authorize(
    settings: &Settings,
    plan: &mut Plan,
    tokens: &Tokens,
    rejected: Option<&Given>,
    left: Option<Duration>,
) -> Result<Given, Failed> {
    let limit = shorter(plan.limits.attempt.timeout, left);
    let given = tokens.get(rejected, &settings.transport, limit).await?;
    plan.headers.insert(AUTHORIZATION, given.header.clone());
    Ok(given)
}

/// What is left of the total limit.
fn remaining(settings: &Settings, plan: &Plan, started: Duration) -> Option<Duration> {
    let spent = settings.transport.now().saturating_sub(started);
    plan.limits.total.map(|total| total.saturating_sub(spent))
}

/// The pause before the next attempt, if there is to be one within what is left of the total
/// limit. Only then does it cost budget.
fn next(
    settings: &Settings,
    plan: &Plan,
    attempt: u32,
    result: &Result<Received, TransportError>,
    left: Option<Duration>,
) -> Option<Duration> {
    if attempt > plan.limits.retries {
        return None;
    }
    let idempotent = plan.limits.idempotent.unwrap_or(plan.idempotent);
    let Pause { duration, free } = match result {
        Ok(received) => {
            after_answer(received.status, &received.headers, idempotent, attempt)?
        }
        Err(error) => after_failure(error.kind(), idempotent, attempt)?,
    };
    if left.is_some_and(|left| left <= duration) {
        return None;
    }
    (free || settings.budget.take()).then_some(duration)
}

/// The result of the last attempt; `why` there was no token for another one.
fn conclude(
    settings: &Settings,
    plan: &Plan,
    attempts: u32,
    result: Result<Received, TransportError>,
    why: Option<Failed>,
) -> Result<Answered, Failed> {
    match result {
        Err(error) => Err(Failed::Transport(error.with_attempts(attempts))),
        Ok(Received { status, headers, body, rest }) => {
            let request_id_header = settings.service.request_id_header;
            let cause = why.map(Failed::into_request_error);
            let head = Head { status, headers, attempts, request_id_header, cause };
            let is_part = status == StatusCode::PARTIAL_CONTENT;
            let is_odd_part = is_part && !plan.headers.contains_key(RANGE);
            Ok(Answered { head, body, rest, is_odd_part })
        }
    }
}
