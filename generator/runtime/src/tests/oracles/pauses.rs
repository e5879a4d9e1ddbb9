//! `Retry-After` and `retry-after-ms` (RFC 9110, section 10.2.3).

use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};

use crate::runtime::calls::retry::{
    LONGEST_PAUSE, after_answer, longest_backoff, retry_after,
};

/// Seconds are what they say up to 10^9; a pause that is taken is as long as asked for, or
/// as the client's own where that may be longer, and none is longer than the limit; what is no
/// pause is none.
pub fn judge(value: &[u8], milliseconds: Option<&[u8]>, date: Option<&[u8]>) {
    let mut headers = HeaderMap::new();
    let given =
        [("retry-after", Some(value)), ("retry-after-ms", milliseconds), ("date", date)];
    for (name, value) in given {
        if let Some(value) = value.and_then(|value| HeaderValue::from_bytes(value).ok())
        {
            headers.insert(name, value);
        }
    }
    let pause = retry_after(&headers);
    let seconds = |name: &str| {
        let text = headers.get(name)?.to_str().ok()?.trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX).min(1_000_000_000))
    };
    if headers.get("retry-after-ms").is_none()
        && let Some(seconds) = seconds("retry-after")
    {
        assert_eq!(pause, Some(Duration::from_secs(seconds)), "{headers:?}");
    }
    if let Some(milliseconds) = seconds("retry-after-ms") {
        let exact = Duration::from_millis(milliseconds);
        assert!(
            pause.is_some_and(|pause| pause.abs_diff(exact) < Duration::from_millis(1)),
            "{pause:?} {headers:?}"
        );
    }
    for status in [200, 304, 400, 429, 500, 503, 999] {
        let status = StatusCode::from_u16(status).unwrap_or_default();
        let own = longest_backoff(3);
        let repeated = after_answer(status, &headers, true, 3);
        assert!(repeated.is_none() || !status.is_success(), "{headers:?}");
        if let Some(repeated) = repeated {
            let asked = pause.unwrap_or_default();
            let taken = asked..=asked.max(own);
            assert!(asked <= LONGEST_PAUSE && taken.contains(&repeated.duration));
            assert_eq!(repeated.free, asked >= own, "{headers:?}");
        }
    }
}
