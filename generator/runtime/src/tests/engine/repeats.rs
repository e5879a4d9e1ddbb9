//! What must not happen twice.

use serde_json::json;

use super::service::*;
use crate::runtime::{Mock, RequestOptions};

/// Nothing tells the service that two requests with it are one.
#[tokio::test]
async fn an_empty_key_makes_no_call_repeatable() {
    let mock = Mock::new().on::<PatchPet>(502, ()).on::<KeyedPet>(502, ());
    let client = client(&mock);
    for key in ["", " "] {
        let options = RequestOptions::new().idempotency_key(key);
        let error = call(&client, PatchPet).options(options).send().await.unwrap_err();
        assert!(error.to_string().ends_with("the idempotency key is empty"), "{error}");
    }
    assert!(mock.requests().is_empty());
    let options = RequestOptions::new().header("Pets-Key", "");
    call(&client, KeyedPet).options(options).send().await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_service_that_contradicts_itself_is_not_asked_again() {
    let both = [("x-should-retry", "true"), ("x-should-retry", "false")];
    let mock = Mock::new().on_with::<PatchPet>(409, &both, json!({}));
    call(&client(&mock), PatchPet).send().await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);
}
