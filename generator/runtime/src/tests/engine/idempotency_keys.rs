//! Keys by which a service knows a repeated call again.

use super::service::*;
use crate::runtime::{ClientBuilder, Error, Mock, RequestOptions, Service};

#[tokio::test]
async fn idempotency_keys_stay_the_same_on_each_attempt() {
    let mock = Mock::new().on::<PatchPet>(502, ()).on::<KeyedPet>(502, ());
    let client = client(&mock);
    let options = RequestOptions::new().idempotency_key("k1");
    call(&client, PatchPet).options(options).send().await.unwrap_err();
    let sent = mock.requests();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|request| request.header("idempotency-key") == Some("k1")));

    call(&client, KeyedPet).send().await.unwrap_err();
    call(&client, KeyedPet).send().await.unwrap_err();
    let keys: Vec<_> = mock
        .requests_of::<KeyedPet>()
        .iter()
        .map(|request| request.header("pets-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 6);
    assert_eq!((&keys[0], &keys[3]), (&keys[2], &keys[5]));
    assert_ne!(keys[0], keys[3]);
    let lengths: Vec<usize> = keys[0].split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert!(keys[0].split('-').nth(2).unwrap().starts_with('4'), "{}", keys[0]);
}

#[tokio::test]
async fn a_key_of_the_caller_is_sent_or_refused() {
    static KEYED: Service = Service { idempotency_header: Some("x-key"), ..SERVICE };
    let mock = Mock::new().on::<KeyedPet>(200, rex()).on::<PatchPet>(200, rex());
    let mock = mock.on::<PutPet>(200, rex());
    let all = ClientBuilder::new(&KEYED).header("pets-key", "of all");
    let client = all.transport(mock.clone()).build().unwrap();
    let keyed = |options| call(&client, KeyedPet).options(options).send();
    let options = || RequestOptions::new().idempotency_key("k1");
    // A header of every call is no key of this one, and one that is the same is no other.
    keyed(options()).await.unwrap();
    keyed(options().header("Pets-Key", "k1")).await.unwrap();
    keyed(RequestOptions::new().header("Pets-Key", "k2")).await.unwrap();
    let error = keyed(options().header("Pets-Key", "k2")).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error}");
    assert!(error.to_string().contains("two idempotency keys"), "{error}");
    let sent = mock.requests();
    let keys: Vec<_> = sent.iter().map(|one| one.header("pets-key").unwrap()).collect();
    assert_eq!(keys, ["k1", "k1", "k2"]);
    assert!(sent.iter().all(|one| one.header("x-key").is_none()));
    // The header of the service, where repeating the call may do harm.
    call(&client, PatchPet).send().await.unwrap();
    call(&client, PutPet).send().await.unwrap();
    let sent = &mock.requests()[3..];
    assert!(sent[0].header("x-key").is_some() && sent[1].header("x-key").is_none());
}

#[tokio::test]
async fn a_key_of_all_calls_makes_none_of_them_repeatable() {
    let mock = Mock::new().on::<KeyedPet>(502, ());
    let all = builder().header("pets-key", "of all");
    let client = all.transport(mock.clone()).build().unwrap();
    call(&client, KeyedPet).send().await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);
}
