//! Which attempts are repeated, and when.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::runtime::TransportKind;

/// The longest pause that a service may ask for; a longer one is the caller's decision.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A pause before the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// How long.
    pub duration: Duration,
    /// Whether it costs no budget: the service asked for one at least as long as the client's
    /// own would be.
    pub free: bool,
}

/// The pause after an answer, or `None` when it is final. `attempt` counts from 1.
#[must_use]
pub fn after_answer(
    status: StatusCode,
    headers: &HeaderMap,
    idempotent: bool,
    attempt: u32,
) -> Option<Pause> {
    if status.is_success() {
        return None;
    }
    let asked = retry_after(headers);
    let repeat = match should_retry(headers) {
        Some(told) => told,
        None => match status.as_u16() {
            429 => true,
            503 if asked.is_some() => true,
            _ => idempotent && is_passing(status),
        },
    };
    match asked {
        _ if !repeat => None,
        Some(duration) if duration > LONGEST_PAUSE => None,
        Some(asked) if asked >= longest_backoff(attempt) => {
            Some(Pause { duration: asked, free: true })
        }
        // A service that asks for next to nothing would otherwise be asked again and again, by
        // all of its callers at once.
        Some(asked) => {
            Some(Pause { duration: asked.max(backoff(attempt)), free: false })
        }
        None => Some(Pause { duration: backoff(attempt), free: false }),
    }
}

/// The pause after a failure of the transport, or `None` when it is final.
#[must_use]
pub fn after_failure(
    kind: TransportKind,
    idempotent: bool,
    attempt: u32,
) -> Option<Pause> {
    let repeat = match kind {
        TransportKind::Connect => true,
        TransportKind::Timeout | TransportKind::Io => idempotent,
        TransportKind::Upload | TransportKind::Refused | TransportKind::TooLarge => {
            false
        }
    };
    repeat.then(|| Pause { duration: backoff(attempt), free: false })
}

/// Whether a later attempt may have another result.
#[must_use]
pub fn may_succeed_later(status: StatusCode, headers: &HeaderMap) -> bool {
    should_retry(headers).unwrap_or_else(|| is_passing(status))
}

/// Whether a status says that something is so for a while.
fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// What the service says of another attempt; where it says both, nothing is sent again.
fn should_retry(headers: &HeaderMap) -> Option<bool> {
    let told = headers.get_all("x-should-retry");
    let told = |word: &str| told.iter().any(|value| value == word);
    if told("false") { Some(false) } else { told("true").then_some(true) }
}

/// How long the service asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as
/// a date (compared with the answer's own `Date`, or else with the clock).
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    if let Some(milliseconds) = text("retry-after-ms").and_then(number) {
        return Some(Duration::from_secs_f64(milliseconds / 1000.0));
    }
    let value = text(RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(value) {
        return Some(Duration::from_secs_f64(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = text(DATE.as_str())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .or_else(wall_clock)?;
    Some(until.duration_since(now).unwrap_or_default())
}

/// A number of at most about 30 years of seconds.
fn number(text: &str) -> Option<f64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    text.parse::<f64>().ok().map(|number| number.min(1e9))
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unnecessary_wraps, reason = "there is no clock on wasm32")]
fn wall_clock() -> Option<std::time::SystemTime> {
    Some(std::time::SystemTime::now())
}

#[cfg(target_arch = "wasm32")]
fn wall_clock() -> Option<std::time::SystemTime> {
    None
}

/// Half a second, doubled with each attempt up to 8 seconds.
#[must_use]
pub fn longest_backoff(attempt: u32) -> Duration {
    Duration::from_millis(500 << attempt.saturating_sub(1).min(4))
}

/// A random part of the longest pause after this attempt, in 255 steps.
fn backoff(attempt: u32) -> Duration {
    let [part, ..] = random().to_le_bytes();
    longest_backoff(attempt) * u32::from(part) / 255
}

/// A random number, not for secrets.
#[must_use]
pub fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Limits how many repetitions all the calls of a client may make together, so that an
/// outage is not made worse. Each repetition takes ten tokens, each success gives one back.
#[derive(Debug)]
pub struct Budget(AtomicU32);

const FULL: u32 = 100;
const REPETITION: u32 = 10;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Takes what a repetition costs; `false` when it is not there.
    pub fn take(&self) -> bool {
        let take = |tokens: u32| tokens.checked_sub(REPETITION);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Gives a token back after a success.
    pub fn give(&self) {
        let give = |tokens: u32| (tokens < FULL).then_some(tokens + 1);
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
