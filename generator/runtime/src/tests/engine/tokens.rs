//! Tokens that are asked for.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::service::*;
use crate::runtime::{
    BoxError, BoxFuture, Client, Credential, Error, Mock, RequestOptions, Secret, Token,
    TokenProvider,
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
    client(mock).with_credential("bearer", Credential::provider(counter.clone()))
}

fn sent(mock: &Mock) -> Vec<String> {
    let requests = mock.requests();
    requests
        .iter()
        .map(|sent| sent.header("authorization").unwrap().to_owned())
        .collect()
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
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
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
    let client = client(&mock).with_credential("bearer", minute);
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
