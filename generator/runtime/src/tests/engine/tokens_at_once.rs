//! Calls that need a token at the same time: one asks, and all have what comes of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::service::*;
use super::tokens::sent;
use crate::runtime::auth::token::Given;
use crate::runtime::{
    Body, BoxError, BoxFuture, Client, Credential, Error, Limits, Mock, RequestOptions,
    Secret, Token, TokenProvider, Tokens, Transport, TransportError,
};

/// Gives what is prepared, in turn, each after a tenth of a second; the last one repeats.
#[derive(Clone)]
struct Prepared(Arc<AtomicUsize>, Arc<Vec<Result<Token, &'static str>>>);

impl Prepared {
    fn new(outcomes: impl IntoIterator<Item = Result<Token, &'static str>>) -> Self {
        Self(Arc::default(), Arc::new(outcomes.into_iter().collect()))
    }

    fn asked(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn client(&self, mock: &Mock) -> Client {
        client(mock).knowing("bearer", Credential::provider(self.clone()))
    }
}

const TENTH: Duration = Duration::from_millis(100);

impl TokenProvider for Prepared {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let at = self.0.fetch_add(1, Ordering::SeqCst).min(self.1.len() - 1);
        Box::pin(async move {
            tokio::time::sleep(TENTH).await;
            self.1[at].clone().map_err(Into::into)
        })
    }
}

/// So many calls at the same time.
async fn at_once(client: &Client, calls: usize) -> Vec<Result<(), Error<PetFailure>>> {
    let calls = (0..calls).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, ManySecurePet).send().await.map(drop) })
    });
    let mut results = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        results.push(call.await.unwrap());
    }
    results
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared() {
    let provider = Prepared::new([Err("down"), Ok("t".into())]);
    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let client = provider.client(&mock);
    let started = Instant::now();
    for result in at_once(&client, 100).await {
        let error = result.unwrap_err();
        let Error::Request(error) = error else { panic!("{error:?}") };
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "down");
    }
    assert_eq!((provider.asked(), started.elapsed()), (1, TENTH));
    // Who comes later asks again.
    assert!(at_once(&client, 10).await.iter().all(Result::is_ok));
    assert_eq!(provider.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_does_not_live_is_shared() {
    let token = Token::new("t").lifetime(Duration::ZERO);
    let provider = Prepared::new([Ok(token)]);
    let client = provider.client(&Mock::new().on::<ManySecurePet>(200, rex()));
    assert!(at_once(&client, 100).await.iter().all(Result::is_ok));
    assert_eq!(provider.asked(), 1);
    call(&client, ManySecurePet).send().await.unwrap();
    assert_eq!(provider.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_same_token_again_is_no_other() {
    let provider = Prepared::new([Ok("t".into())]);
    let mock = Mock::new().on::<ManySecurePet>(401, ());
    let client = provider.client(&mock);
    for result in at_once(&client, 100).await {
        assert_eq!(result.unwrap_err().status().unwrap().as_u16(), 401);
    }
    assert_eq!((provider.asked(), mock.requests().len()), (2, 100));
    // It may become good again, or another one be there: each call finds out.
    call(&client, ManySecurePet).send().await.unwrap_err();
    assert_eq!((provider.asked(), mock.requests().len()), (3, 101));
}

/// That one token was given again says nothing of the next one.
#[tokio::test]
async fn another_token_after_the_same_one() {
    let tokens = ["t1", "t1", "t2", "t3"].map(|token| Ok(token.into()));
    let provider = Prepared::new(tokens);
    let tokens = Tokens::new(provider.clone());
    let transport: Arc<dyn Transport> = Arc::new(Timed(Mock::new()));
    let get =
        async |old: Option<&Given>| tokens.get(old, &transport, None).await.unwrap();
    let long = get(None).await;
    let same = get(Some(&long)).await;
    assert!(same.is_same(&long) && provider.asked() == 2);
    // Another call of the same time.
    assert!(get(Some(&long)).await.is_same(&long) && provider.asked() == 2);
    // A later one.
    let other = get(Some(&get(None).await)).await;
    assert!(!other.is_same(&long) && provider.asked() == 3);
    let other = get(Some(&long)).await;
    assert_eq!((other.header.to_str().unwrap(), provider.asked()), ("Bearer t2", 3));
    let other = get(Some(&other)).await;
    assert_eq!((other.header.to_str().unwrap(), provider.asked()), ("Bearer t3", 4));
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_rejected_at_the_same_time_ask_once() {
    for (second, questions, requests) in [("t2", 2, 40), ("t1", 2, 20)] {
        let provider = Prepared::new([Ok("t1".into()), Ok(second.into())]);
        let sent = Arc::new(AtomicUsize::new(0));
        let builder = builder().transport(Rejecting(Arc::clone(&sent)));
        let client =
            builder.credential("bearer", Credential::provider(provider.clone()));
        let results = at_once(&client.build().unwrap(), 20).await;
        assert!(results.iter().all(|result| result.is_ok() == (second == "t2")));
        assert_eq!(
            (provider.asked(), sent.load(Ordering::SeqCst)),
            (questions, requests)
        );
    }
}

/// Answers after a tenth of a second, and does not take the first token.
struct Rejecting(Arc<AtomicUsize>);

impl Transport for Rejecting {
    fn send(
        &self,
        request: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let is_first = request.headers()["authorization"] == "Bearer t1";
        let status = if is_first { 401 } else { 200 };
        let response = http::Response::builder().status(status);
        let response = response.body(Body::from(r#"{"name":"Rex"}"#)).unwrap();
        Box::pin(async {
            tokio::time::sleep(TENTH).await;
            Ok(response)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

#[tokio::test(start_paused = true)]
async fn who_asks_can_go_away() {
    let provider = Prepared::new([Ok("t1".into()), Ok("t2".into())]);
    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let client = provider.client(&mock);
    let asking = tokio::spawn({
        let client = client.clone();
        async move { call(&client, ManySecurePet).send().await.map(drop) }
    });
    tokio::task::yield_now().await;
    assert_eq!(provider.asked(), 1);
    let (results, ()) = tokio::join!(at_once(&client, 20), async {
        tokio::time::sleep(TENTH / 2).await;
        asking.abort();
    });
    assert!(results.iter().all(Result::is_ok));
    assert_eq!((provider.asked(), mock.requests().len()), (2, 20));
    assert!(sent(&mock).iter().all(|token| token == "Bearer t2"));
}

/// Those who wait as long as the one who asks are late with it; who waits much longer asks.
#[tokio::test(start_paused = true)]
async fn a_time_out_is_shared_by_those_who_wait_as_long() {
    /// Never answers the first question.
    #[derive(Clone)]
    struct Stuck(Arc<AtomicUsize>);

    impl TokenProvider for Stuck {
        fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
            if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
                return Box::pin(std::future::pending());
            }
            Box::pin(std::future::ready(Ok("t".into())))
        }
    }

    let asked = Arc::new(AtomicUsize::new(0));
    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let client = builder().transport(Timed(mock.clone())).build().unwrap();
    let tokens = Credential::provider(Stuck(Arc::clone(&asked)));
    let client = client.knowing("bearer", tokens);
    let of = |seconds| {
        let client = client.clone();
        let options = RequestOptions::new().timeout(Duration::from_secs(seconds));
        tokio::spawn(async move {
            call(&client, ManySecurePet).options(options).send().await.map(drop)
        })
    };
    let started = Instant::now();
    let same: Vec<_> = (0..20).map(|_| of(1)).collect();
    let longer = of(10);
    for call in same {
        assert!(call.await.unwrap().unwrap_err().is_timeout());
    }
    longer.await.unwrap().unwrap();
    assert_eq!((asked.load(Ordering::SeqCst), started.elapsed().as_secs()), (2, 1));
}

/// A mock by tokio's clock.
struct Timed(Mock);

impl Transport for Timed {
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.send(request, limits)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_sent_is_not_kept() {
    for (bad, why) in [
        ("tok\n", "the token cannot be sent in a header"),
        ("", "the token is empty"),
        (" ", "the token is empty"),
    ] {
        let provider = Prepared::new([Ok(bad.into()), Ok("tok".into())]);
        let mock = Mock::new().on::<ManySecurePet>(200, rex());
        let client = provider.client(&mock);
        for result in at_once(&client, 3).await {
            let error = result.unwrap_err();
            assert_eq!(error.to_string(), format!("the request was not sent: {why}"));
        }
        call(&client, ManySecurePet).send().await.unwrap();
        assert_eq!((provider.asked(), sent(&mock)), (2, vec!["Bearer tok".to_owned()]));
    }
}

/// Panics the first time.
struct Panicking(AtomicUsize);

impl TokenProvider for Panicking {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let is_first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move {
            tokio::time::sleep(TENTH).await;
            assert!(!is_first, "as prepared");
            Ok("t".into())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_panics() {
    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let tokens = Credential::provider(Panicking(AtomicUsize::new(0)));
    let client = client(&mock).knowing("bearer", tokens);
    let calls = (0..3).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, ManySecurePet).send().await.is_ok() })
    });
    let mut ended = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        ended.push(call.await.is_ok_and(|is_ok| is_ok));
    }
    assert_eq!(ended, [false, true, true]);
}

/// Each token is used up at once, half of the calls go away in the middle, on several threads:
/// all others end.
#[cfg(feature = "blocking")]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_come_and_go() {
    /// Waits for its turn three times.
    struct Yielding;

    impl TokenProvider for Yielding {
        fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
            Box::pin(async {
                for _ in 0..3 {
                    tokio::task::yield_now().await;
                }
                Ok(Token::new("t").lifetime(Duration::ZERO))
            })
        }
    }

    let mock = Mock::new().on::<ManySecurePet>(200, rex());
    let tokens = Credential::provider(Yielding);
    let client = client(&mock).knowing("bearer", tokens);
    let mut staying = Vec::new();
    for at in 0..2_000 {
        let client = client.clone();
        let task =
            tokio::spawn(
                async move { call(&client, ManySecurePet).send().await.is_ok() },
            );
        if at % 2 == 0 {
            task.abort();
        } else {
            staying.push(task);
        }
        if at % 7 == 0 {
            tokio::task::yield_now().await;
        }
    }
    let all = async {
        for task in staying {
            assert!(task.await.unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all).await.unwrap();
}
