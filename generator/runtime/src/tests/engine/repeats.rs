//! What must not happen twice.

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
