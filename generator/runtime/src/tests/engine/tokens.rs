//! Tokens that are asked for.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::service::*;
use crate::runtime::{
    BoxError, BoxFuture, Client, Content, Credential, Error, Meta, Method, Mock,
    NoFailure, Operation, RequestOptions, Secret, Slot, Token, TokenProvider, Transport,
    TransportError, TransportKind, Upload, fields,
};

#[derive(Clone, Default)]
struct Counter {
    asked: Arc<AtomicU32>,
    rejected: Arc<Mutex<Vec<String>>>,
}

impl TokenProvider for Counter {
    fn token(&self, rejected: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async move {
            self.rejected
                .lock()
                .unwrap()
                .extend(rejected.map(|old| old.expose().to_owned()));
            let count = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
            tokio::task::yield_now().await;
            if count > 2 {
                return Err("no more hunter2".into());
            }
            Ok(format!("t{count}").into())
        })
    }
}

fn client_of(mock: &Mock, counter: &Counter) -> Client {
    client(mock).knowing("bearer", Credential::provider(counter.clone()))
}

pub(super) fn sent(mock: &Mock) -> Vec<String> {
    let requests = mock.requests();
    requests
        .iter()
        .map(|sent| sent.header("authorization").unwrap().to_owned())
        .collect()
}

/// A call without credentials asks for no token either, not even after a 401.
#[tokio::test]
async fn no_token_is_asked_for_without_credentials() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<ManySecurePet>(200, rex()).on::<ManySecurePet>(401, json!({}));
    let client = client_of(&mock, &counter);
    for is_success in [true, false] {
        let options = RequestOptions::new().anonymous();
        let sent = call(&client, ManySecurePet).options(options).send().await;
        assert_eq!(sent.is_ok(), is_success);
    }
    assert_eq!(counter.asked.load(Ordering::Relaxed), 0);
    assert!(mock.requests().iter().all(|sent| sent.header("authorization").is_none()));
}

#[tokio::test]
async fn a_token_is_kept_until_it_is_rejected() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<ManySecurePet>(200, rex()).on::<ManySecurePet>(200, rex());
    let mock = mock.on::<ManySecurePet>(401, json!({})).on::<ManySecurePet>(200, rex());
    let client = client_of(&mock, &counter);
    for _ in 0..3 {
        call(&client.clone(), ManySecurePet).send().await.unwrap();
    }
    assert_eq!(sent(&mock), ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]);
    assert_eq!(*counter.rejected.lock().unwrap(), ["t1"]);
    assert!(mock.sleeps().is_empty());
}

#[tokio::test]
async fn a_second_rejection_is_final() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<ManySecurePet>(401, json!({}));
    let client = client_of(&mock, &counter);
    let options = RequestOptions::new().max_retries(0);
    let error = call(&client, ManySecurePet).options(options).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), mock.requests().len()), (401, 2));
    // The third token does not come: the answer is kept, and says why it is final.
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), mock.requests().len()), (401, 3));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "there is no token");
    assert_eq!(cause.source().unwrap().to_string(), "no more hunter2");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn calls_at_the_same_time_ask_once() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<ManySecurePet>(200, rex());
    let client = client_of(&mock, &counter);
    let calls = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client, ManySecurePet).send().await.is_ok() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap());
    }
    assert_eq!(counter.asked.load(Ordering::Relaxed), 1);
    assert_eq!(mock.requests().len(), 8);
}

/// Gives tokens that live for a minute.
struct Minute(AtomicU32);

impl TokenProvider for Minute {
    fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let token = Token::new(format!("t{count}")).lifetime(Duration::from_secs(60));
        Box::pin(std::future::ready(Ok(token)))
    }
}

#[tokio::test]
async fn another_token_is_asked_for_before_one_expires() {
    // Each answer takes its time: the calls begin at 0, 20, 40 and 60 seconds.
    let late = Duration::from_secs(20);
    let mut mock = Mock::new();
    for _ in 0..4 {
        mock = mock.on::<ManySecurePet>(200, rex()).delayed(late);
    }
    let minute = Credential::provider(Minute(AtomicU32::new(0)));
    let client = client(&mock).knowing("bearer", minute);
    let options = || RequestOptions::new().timeout(late * 2);
    for _ in 0..4 {
        call(&client, ManySecurePet).options(options()).send().await.unwrap();
    }
    assert_eq!(sent(&mock), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[tokio::test]
async fn a_header_of_the_call_goes_before() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<ManySecurePet>(200, rex());
    let client = client_of(&mock, &counter);
    let options = RequestOptions::new().header("Authorization", "Bearer own");
    call(&client, ManySecurePet).options(options).send().await.unwrap();
    assert_eq!(sent(&mock), ["Bearer own"]);
    assert_eq!(counter.asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_401_is_kept_when_there_is_no_other_token() {
    /// The second time it fails in a way that may pass.
    struct Failing(AtomicU32);

    impl TokenProvider for Failing {
        fn token(&self, _: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>> {
            let is_first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
            let error = || TransportError::new(TransportKind::Connect, "refused");
            let token = if is_first { Ok("t".into()) } else { Err(error().into()) };
            Box::pin(std::future::ready(token))
        }
    }

    let mock = Mock::new().on::<ManySecurePet>(503, ()).on_with::<ManySecurePet>(
        401,
        &[("pets-request-id", "r1")],
        json!({"message": "expired"}),
    );
    let tokens = Credential::provider(Failing(AtomicU32::new(0)));
    let client = client(&mock).knowing("bearer", tokens);
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(error.request_id(), Some("r1"));
    let api = error.api().unwrap();
    assert_eq!((api.status().as_u16(), api.attempts()), (401, 2));
    assert_eq!(api.message().as_deref(), Some("expired"));
    let cause = std::error::Error::source(api).unwrap();
    assert!(cause.source().unwrap().is::<TransportError>(), "{cause}");
    // Before anything was sent it is another error, and may pass as well.
    let tokens = Credential::provider(Failing(AtomicU32::new(1)));
    let client = client.knowing("bearer", tokens);
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.is_retryable());
    assert_eq!(mock.requests().len(), 2);
}

/// `POST /files`, of a reader.
struct SendOnce(Form);

struct Form {
    file: Upload,
}

fields! {
    Form {
        file,
    }
}

impl Operation for SendOnce {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "send-once",
        method: Method::POST,
        path: "/files",
        security: &[&["bearer"]],
        ..Meta::DEFAULT
    };

    fn body(&self) -> Option<Content<'_>> {
        Some(Content::multipart("multipart/form-data", self.0.view(), &[]))
    }
}

/// It is sent once whatever comes, but the next one has another token.
#[tokio::test]
async fn a_token_that_was_rejected_with_a_reader() {
    let (counter, mock) = (Counter::default(), Mock::new());
    let mock = mock.on::<SendOnce>(401, ()).on::<SendOnce>(200, ());
    let client = client_of(&mock, &counter);
    let upload = || SendOnce(Form { file: Upload::reader(&b"abc"[..], Some(3)) });
    let error = call(&client, upload()).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(counter.asked.load(Ordering::Relaxed), 1);
    for _ in 0..2 {
        call(&client, upload()).send().await.unwrap();
    }
    assert_eq!(sent(&mock), ["Bearer t1", "Bearer t2", "Bearer t2"]);
    assert_eq!(*counter.rejected.lock().unwrap(), ["t1"]);
}

/// Each transport's clock begins when it likes: what counts is that of the call that asked.
#[tokio::test]
async fn a_token_for_two_clients_with_clocks_of_their_own() {
    let minute = Credential::provider(Minute(AtomicU32::new(0)));
    let late = Duration::from_secs(40);
    let early = Mock::new().on::<ManySecurePet>(200, rex()).delayed(late);
    let early = early.on::<ManySecurePet>(200, rex());
    let other = Mock::new().on::<ManySecurePet>(200, rex());
    let first = client(&early).knowing("bearer", minute.clone());
    let second = client(&other).knowing("bearer", minute);
    call(&second, ManySecurePet).send().await.unwrap();
    call(&first, ManySecurePet).send().await.unwrap();
    // The other's clock has not moved.
    call(&first, ManySecurePet).send().await.unwrap();
    assert_eq!(sent(&early), ["Bearer t1", "Bearer t1"]);
    other.sleep(late).await;
    call(&first, ManySecurePet).send().await.unwrap();
    call(&second, ManySecurePet).send().await.unwrap();
    assert_eq!(sent(&early)[2..], ["Bearer t2"]);
    assert_eq!(sent(&other), ["Bearer t1", "Bearer t2"]);
}
