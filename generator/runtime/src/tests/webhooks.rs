//! Signatures of webhooks.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;

use crate::runtime::{BuildError, Value, WebhookError, WebhookVerifier};

/// The published vector of the Standard Webhooks libraries.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIME: u64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect()
}

fn signed(signature: &str) -> HeaderMap {
    headers(&[
        ("webhook-id", ID),
        ("webhook-timestamp", &TIME.to_string()),
        ("webhook-signature", signature),
    ])
}

const HEADERS: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

fn new(secret: &str) -> Result<WebhookVerifier, BuildError> {
    WebhookVerifier::with_headers(secret, HEADERS)
}

fn verifier() -> WebhookVerifier {
    new(SECRET).unwrap()
}

fn check(headers: &HeaderMap, body: &[u8], now: u64) -> Result<(), WebhookError> {
    verifier().verify_at(headers, body, at(now))
}

#[test]
fn the_published_vector() {
    assert_eq!(check(&signed(SIGNATURE), BODY, TIME), Ok(()));
    let bare = new(&SECRET["whsec_".len()..]).unwrap();
    assert_eq!(bare.verify_at(&signed(SIGNATURE), BODY, at(TIME)), Ok(()));
}

#[test]
fn several_signatures_and_secrets() {
    let many = format!("v1a,xx v1,AAAA  v2,{} {SIGNATURE}", &SIGNATURE[3..]);
    assert_eq!(check(&signed(&many), BODY, TIME), Ok(()));
    let other = new("whsec_AAAA").unwrap();
    let result = other.verify_at(&signed(SIGNATURE), BODY, at(TIME));
    assert_eq!(result, Err(WebhookError::Signature));
    let both = other.or_secret(SECRET).unwrap();
    assert_eq!(both.verify_at(&signed(SIGNATURE), BODY, at(TIME)), Ok(()));
}

#[test]
fn what_was_changed_is_refused() {
    let refused = Err(WebhookError::Signature);
    assert_eq!(check(&signed(SIGNATURE), b"{\"test\": 2432232315}", TIME), refused);
    let prefix = &SIGNATURE[..20];
    let bare = &SIGNATURE[3..];
    for signature in
        [prefix, bare, "v1,", "v1", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="]
    {
        assert_eq!(check(&signed(signature), BODY, TIME), refused, "{signature}");
    }
    let mut moved = signed(SIGNATURE);
    moved.insert("webhook-timestamp", (TIME + 1).into());
    assert_eq!(check(&moved, BODY, TIME), refused);
    let mut other = signed(SIGNATURE);
    other.insert("webhook-id", "msg_other".parse().unwrap());
    assert_eq!(check(&other, BODY, TIME), refused);
}

#[test]
fn times() {
    for (now, want) in [
        (TIME + 300, Ok(())),
        (TIME - 300, Ok(())),
        (TIME + 301, Err(WebhookError::Time)),
        (TIME - 301, Err(WebhookError::Time)),
        (0, Err(WebhookError::Time)),
    ] {
        assert_eq!(check(&signed(SIGNATURE), BODY, now), want, "{now}");
    }
    let patient = verifier().tolerance(Duration::from_secs(1000));
    assert_eq!(patient.verify_at(&signed(SIGNATURE), BODY, at(TIME + 1000)), Ok(()));
    for time in ["", "x", "-1", "+1614265330", "1614265330.5", "99999999999999999999"] {
        let mut headers = signed(SIGNATURE);
        headers.insert("webhook-timestamp", time.parse().unwrap());
        let error = check(&headers, BODY, TIME).unwrap_err();
        assert_eq!(error, WebhookError::Header("webhook-timestamp"), "{time}");
    }
}

#[test]
fn other_headers() {
    let names = ["finch-event-id", "finch-timestamp", "finch-signature"];
    let own = WebhookVerifier::with_headers(SECRET, names).unwrap();
    let sent = headers(&[
        ("finch-event-id", ID),
        ("finch-timestamp", &TIME.to_string()),
        ("finch-signature", SIGNATURE),
    ]);
    assert_eq!(own.verify_at(&sent, BODY, at(TIME)), Ok(()));
    let error = own.verify_at(&signed(SIGNATURE), BODY, at(TIME)).unwrap_err();
    assert_eq!(error.to_string(), "the header `finch-event-id` is missing or not valid");
}

#[test]
fn secrets() {
    for secret in ["", "whsec_", "whsec_!", "not base64"] {
        let error = new(secret).unwrap_err();
        assert!(!error.to_string().contains("not base64"), "{error}");
    }
    assert!(!format!("{:?}", verifier()).contains("MfKQ"));
}

#[test]
fn what_is_read_was_checked() {
    // A time of now with no valid signature: nothing is read.
    let result = verifier().read::<Value>(&signed(SIGNATURE), BODY);
    assert_eq!(result, Err(WebhookError::Time));
    let patient = verifier().tolerance(Duration::from_secs(u64::MAX / 2));
    let value: Value = patient.read(&signed(SIGNATURE), BODY).unwrap();
    assert_eq!(value["test"], 2_432_232_314_u64);
    let error = patient.read::<bool>(&signed(SIGNATURE), BODY).unwrap_err();
    assert!(matches!(error, WebhookError::Body(_)));
}

/// Whoever sends thousands of signatures has the body gone through once, not thousands of times.
#[test]
fn many_signatures_cost_no_more_than_one() {
    let body = vec![b'x'; 4 << 20];
    let wrong = format!("v1,{}= ", "A".repeat(43)).repeat(2_000);
    let begun = std::time::Instant::now();
    assert_eq!(check(&signed(&wrong), &body, TIME), Err(WebhookError::Signature));
    // Two thousand times would be 8 GB.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(check(&signed(&(wrong + SIGNATURE)), BODY, TIME), Ok(()));
}
