//! The table of retries, row by row.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::json;

use super::service::*;
use crate::runtime::{
    BoxError, BoxFuture, Credential, Mock, Operation, RequestOptions, Secret, Token,
    TokenProvider, TransportKind,
};

const MINUTE: Duration = Duration::from_secs(60);

/// How often an operation is sent when everything is answered like this.
async fn attempts<O: Operation + Copyable>(
    status: u16,
    headers: &[(&str, &str)],
) -> usize {
    let mock = Mock::new().on_with::<O>(status, headers, json!({}));
    let client = client(&mock);
    assert!(call(&client, O::make()).send().await.is_err());
    mock.requests().len()
}

trait Copyable {
    fn make() -> Self;
}

macro_rules! copyable {
    ($($name:ident),*) => {$(impl Copyable for $name { fn make() -> Self { Self } })*};
}
copyable!(GetPet, PutPet, DeletePet, PatchPet, HeadPet, SearchPets, KeyedPet);

#[tokio::test]
async fn too_many_requests_is_repeated_for_any_method() {
    assert_eq!(attempts::<GetPet>(429, &[]).await, 3);
    assert_eq!(attempts::<PatchPet>(429, &[]).await, 3);
}

#[tokio::test]
async fn unavailable_is_repeated_for_any_method_only_when_it_says_until_when() {
    assert_eq!(attempts::<PatchPet>(503, &[("retry-after", "1")]).await, 3);
    assert_eq!(attempts::<PatchPet>(503, &[]).await, 1);
    assert_eq!(attempts::<GetPet>(503, &[]).await, 3);
}

#[tokio::test]
async fn doubtful_statuses_are_repeated_only_where_that_does_no_harm() {
    for status in [408, 502, 503, 504] {
        assert_eq!(attempts::<GetPet>(status, &[]).await, 3, "GET {status}");
        assert_eq!(attempts::<HeadPet>(status, &[]).await, 3, "HEAD {status}");
        assert_eq!(attempts::<PutPet>(status, &[]).await, 3, "PUT {status}");
        assert_eq!(attempts::<DeletePet>(status, &[]).await, 3, "DELETE {status}");
        assert_eq!(attempts::<SearchPets>(status, &[]).await, 3, "marked {status}");
        assert_eq!(attempts::<KeyedPet>(status, &[]).await, 3, "keyed {status}");
        assert_eq!(attempts::<PatchPet>(status, &[]).await, 1, "PATCH {status}");
    }
}

#[tokio::test]
async fn other_statuses_are_final() {
    for status in [300, 302, 304, 400, 401, 403, 404, 409, 422, 500, 501, 505] {
        assert_eq!(attempts::<GetPet>(status, &[]).await, 1, "{status}");
    }
}

#[tokio::test]
async fn the_service_has_the_last_word() {
    assert_eq!(attempts::<PatchPet>(500, &[("x-should-retry", "true")]).await, 3);
    assert_eq!(attempts::<GetPet>(429, &[("x-should-retry", "false")]).await, 1);
    assert_eq!(attempts::<GetPet>(500, &[("x-should-retry", "perhaps")]).await, 1);
}

#[tokio::test]
async fn failures_of_the_transport() {
    let cases = [
        (TransportKind::Connect, 3, 3),
        (TransportKind::Timeout, 3, 1),
        (TransportKind::Io, 3, 1),
        (TransportKind::TooLarge, 1, 1),
    ];
    for (kind, safe, unsafe_) in cases {
        let mock = Mock::new().fail::<GetPet>(kind).fail::<PatchPet>(kind);
        let client = client(&mock);
        let error = call(&client, GetPet).send().await.unwrap_err();
        assert_eq!(mock.requests_of::<GetPet>().len(), safe, "{kind:?}");
        assert_eq!(error.is_timeout(), kind == TransportKind::Timeout);
        assert_eq!(error.is_retryable(), kind != TransportKind::TooLarge);
        call(&client, PatchPet).send().await.unwrap_err();
        assert_eq!(mock.requests_of::<PatchPet>().len(), unsafe_, "{kind:?}");
    }
}

#[tokio::test]
async fn a_success_after_a_failure() {
    let mock = Mock::new()
        .fail::<AddPet>(TransportKind::Connect)
        .on::<AddPet>(429, ())
        .on::<AddPet>(201, rex());
    let client = client(&mock);
    let pet = rex();
    let answer = call(&client, AddPet { body: &pet }).send().await.unwrap();
    assert_eq!((answer.attempts(), answer.status().as_u16()), (3, 201));
    assert_eq!(answer.into_inner(), rex());
    assert!(
        mock.requests().iter().all(|request| request.json() == json!({"name": "Rex"}))
    );
    mock.assert_all_given();
}

#[tokio::test]
async fn retry_after_in_each_form_is_obeyed() {
    let date = [
        ("date", "Tue, 24 Nov 2026 10:00:00 GMT"),
        ("retry-after", "Tue, 24 Nov 2026 10:00:09 GMT"),
    ];
    let past = [
        ("date", "Tue, 24 Nov 2026 10:00:00 GMT"),
        ("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT"),
    ];
    let cases: [(&[(&str, &str)], Duration); 6] = [
        (&[("retry-after", "7")], Duration::from_secs(7)),
        (&[("retry-after", "0")], Duration::ZERO),
        (&[("retry-after", "60")], MINUTE),
        (
            &[("retry-after-ms", "1500"), ("retry-after", "9")],
            Duration::from_millis(1500),
        ),
        (&date, Duration::from_secs(9)),
        (&past, Duration::ZERO),
    ];
    for (headers, pause) in cases {
        let mock =
            Mock::new().on_with::<GetPet>(429, headers, ()).on::<GetPet>(200, rex());
        call(&client(&mock), GetPet).send().await.unwrap();
        let [slept] = mock.sleeps()[..] else { panic!("{headers:?}") };
        let longest = pause.max(Duration::from_millis(500));
        assert!((pause..=longest).contains(&slept), "{headers:?} {slept:?}");
    }
}

#[tokio::test]
async fn a_pause_that_is_asked_for_is_obeyed() {
    let mock = Mock::new()
        .on_with::<GetPet>(429, &[("retry-after", "7")], ())
        .on::<GetPet>(200, rex());
    call(&client(&mock), GetPet).send().await.unwrap();
    assert_eq!(mock.sleeps(), [Duration::from_secs(7)]);
}

/// A service that asks for no pause at all gets one, and not more than the budget allows.
#[tokio::test]
async fn no_pause_is_not_a_storm() {
    let past = [
        ("date", "Tue, 24 Nov 2026 10:00:00 GMT"),
        ("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT"),
    ];
    for headers in [&[("retry-after", "0")][..], &[("retry-after-ms", "0")], &past] {
        let mock = Mock::new().on_with::<PatchPet>(503, headers, ());
        let client = builder().max_retries(5).transport(mock.clone()).build().unwrap();
        for _ in 0..100 {
            call(&client, PatchPet).send().await.unwrap_err();
        }
        assert_eq!(mock.requests().len(), 100 + 10);
        let slept: Duration = mock.sleeps().iter().sum();
        assert!(slept > Duration::from_millis(500), "{slept:?}");
    }
}

#[tokio::test]
async fn a_date_without_the_services_own_is_compared_with_the_clock() {
    let until = std::time::SystemTime::now() + Duration::from_secs(30);
    let until = httpdate::fmt_http_date(until);
    let mock = Mock::new()
        .on_with::<GetPet>(429, &[("retry-after", &until)], ())
        .on::<GetPet>(200, rex());
    call(&client(&mock), GetPet).send().await.unwrap();
    assert!((25..=30).contains(&mock.sleeps()[0].as_secs()));
}

#[tokio::test]
async fn a_long_pause_is_given_back_at_once() {
    let mock = Mock::new().on_with::<GetPet>(429, &[("retry-after", "61")], ());
    let error = call(&client(&mock), GetPet).send().await.unwrap_err();
    assert_eq!((mock.requests().len(), mock.sleeps().len()), (1, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn nonsense_in_retry_after_is_ignored() {
    for value in
        ["soon", "-1", "1e9", "NaN", "inf", "1.2.3", "", "99999999999999999999999"]
    {
        let mock = Mock::new().on_with::<GetPet>(
            404,
            &[("retry-after", value), ("retry-after-ms", value)],
            (),
        );
        let error = call(&client(&mock), GetPet).send().await.unwrap_err();
        assert!(error.retry_after().is_none_or(|pause| pause > MINUTE), "{value}");
    }
}

#[tokio::test]
async fn pauses_are_random_and_grow() {
    let mut longest = [Duration::ZERO; 6];
    for _ in 0..40 {
        let mock = Mock::new().on::<GetPet>(502, ());
        let client = builder().max_retries(6).transport(mock.clone()).build().unwrap();
        call(&client, GetPet).send().await.unwrap_err();
        for (at, pause) in mock.sleeps().into_iter().enumerate() {
            longest[at] = longest[at].max(pause);
        }
    }
    for (at, most) in [500, 1000, 2000, 4000, 8000, 8000].into_iter().enumerate() {
        let most = Duration::from_millis(most);
        assert!(
            longest[at] <= most && longest[at] > most / 2,
            "{at}: {:?}",
            longest[at]
        );
    }
}

#[tokio::test]
async fn the_number_of_retries_can_be_set() {
    let mock = Mock::new().on::<GetPet>(502, ());
    let client = builder().max_retries(0).transport(mock.clone()).build().unwrap();
    call(&client, GetPet).send().await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);
    let options = RequestOptions::new().max_retries(4);
    let error = call(&client, GetPet).options(options).send().await.unwrap_err();
    assert_eq!(error.api().unwrap().attempts(), 5);
}

#[tokio::test]
async fn the_caller_knows_better() {
    let mock = Mock::new().on::<PatchPet>(502, ()).on::<GetPet>(502, ());
    let client = client(&mock);
    let yes = RequestOptions::new().idempotent(true);
    call(&client, PatchPet).options(yes).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<PatchPet>().len(), 3);
    let no = RequestOptions::new().idempotent(false);
    call(&client, GetPet).options(no).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<GetPet>().len(), 1);
}

#[tokio::test]
async fn an_operation_knows_better_than_its_method() {
    let mock = Mock::new().on::<TakePet>(502, ()).on::<SearchPets>(502, ());
    let client = client(&mock);
    call(&client, TakePet).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<TakePet>().len(), 1);
    call(&client, SearchPets).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<SearchPets>().len(), 3);
}

#[tokio::test]
async fn a_total_limit_ends_pauses_and_attempts() {
    let headers = [("retry-after", "10")];
    let mock = Mock::new().on_with::<GetPet>(429, &headers, ());
    let client = builder()
        .total_timeout(Duration::from_secs(15))
        .transport(mock.clone())
        .build()
        .unwrap();
    let error = call(&client, GetPet).send().await.unwrap_err();
    assert_eq!((mock.requests().len(), mock.sleeps().len()), (2, 1));
    assert_eq!(error.status().unwrap().as_u16(), 429);
}

#[tokio::test]
async fn each_attempt_has_its_limit_and_at_most_what_is_left_of_the_total() {
    let slow = Duration::from_secs(30);
    let mock = Mock::new().on::<GetPet>(200, rex()).delayed(slow);
    let client = client(&mock);
    assert!(call(&client, GetPet).send().await.is_ok());
    let options = RequestOptions::new().timeout(Duration::from_secs(20)).max_retries(1);
    let error = call(&client, GetPet).options(options).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(mock.requests().len(), 3);
    let options = RequestOptions::new().total_timeout(Duration::from_secs(10));
    let error = call(&client, GetPet).options(options).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(mock.requests().len(), 4);
}

#[tokio::test]
async fn the_budget_stops_a_storm() {
    let mock = Mock::new().on::<GetPet>(502, ()).on::<PutPet>(200, rex());
    let client = client(&mock);
    for _ in 0..20 {
        call(&client, GetPet).send().await.unwrap_err();
    }
    assert_eq!(mock.requests().len(), 20 + 10);
    let copy = client.clone();
    for _ in 0..10 {
        call(&copy, PutPet).send().await.unwrap();
    }
    call(&client, GetPet).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<GetPet>().len(), 30 + 2);
}

#[tokio::test]
async fn a_repetition_that_is_not_made_costs_no_budget() {
    let mock = Mock::new().on::<GetPet>(502, ()).on::<PutPet>(502, ());
    let client = client(&mock);
    for _ in 0..20 {
        let options = RequestOptions::new().total_timeout(Duration::ZERO);
        call(&client, GetPet).options(options).send().await.unwrap_err();
    }
    call(&client, PutPet).send().await.unwrap_err();
    assert_eq!(mock.requests_of::<PutPet>().len(), 3);
}

#[tokio::test]
async fn a_pause_that_the_service_asks_for_costs_no_budget() {
    // No shorter than the client's own pause after any of the attempts.
    let mock = Mock::new().on_with::<GetPet>(429, &[("retry-after", "1")], ());
    let client = client(&mock);
    for _ in 0..20 {
        call(&client, GetPet).send().await.unwrap_err();
    }
    assert_eq!(mock.requests().len(), 60);
}

#[tokio::test]
async fn any_number_of_retries_can_be_set() {
    let mock = Mock::new().on::<ManySecurePet>(401, ()).on::<ManySecurePet>(200, rex());
    let client = builder().max_retries(u32::MAX).transport(mock.clone());
    let tokens = Credential::provider(Endless(AtomicU32::new(0)));
    let client = client.credential("bearer", tokens).build().unwrap();
    call(&client, ManySecurePet).send().await.unwrap();
    assert_eq!(mock.requests().len(), 2);
}

/// Gives another token each time.
struct Endless(AtomicU32);

impl TokenProvider for Endless {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(Ok(format!("t{count}").into())))
    }
}
