//! The mock itself.

use serde_json::json;

use super::service::*;
use crate::runtime::{Mock, Recorded};

#[tokio::test]
async fn answers_come_in_order_and_the_last_one_repeats() {
    let mock =
        Mock::new().on::<GetPet>(404, ()).on::<PutPet>(500, ()).on::<GetPet>(200, rex());
    let client = client(&mock);
    assert!(call(&client, GetPet).send().await.is_err());
    assert!(call(&client, GetPet).send().await.is_ok());
    assert!(call(&client, GetPet).send().await.is_ok());
    assert!(call(&client, PutPet).send().await.is_err());
    assert_eq!(mock.requests_of::<GetPet>().len(), 3);
    mock.assert_all_given();
}

#[tokio::test]
async fn requests_are_recorded() {
    let mock = Mock::new().on::<AddPet>(201, rex());
    let (client, pet) = (client(&mock), rex());
    call(&client, AddPet { body: &pet }).send().await.unwrap();
    let request: &Recorded = &mock.requests()[0];
    assert_eq!(
        (request.operation(), request.method(), request.path(), request.attempt()),
        ("add-pet", "POST", "/v1/pets", 1)
    );
    assert_eq!(request.json(), json!({"name": "Rex"}));
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
#[should_panic(
    expected = "mock: nothing was prepared for PUT /v1/pets (operation `put-pet`); \
                prepared: [GET /pets]"
)]
async fn unexpected_calls_fail_loudly() {
    let mock = Mock::new().on::<GetPet>(200, rex());
    let _ = call(&client(&mock), PutPet).send().await;
}

#[test]
#[should_panic(expected = "mock: answers that were not given: GET /pets: 0 of 1")]
fn answers_that_were_not_needed_are_told() {
    Mock::new().on::<GetPet>(200, rex()).assert_all_given();
}

#[test]
fn nothing_is_sent_until_it_is_awaited() {
    let mock = Mock::new().on::<GetPet>(200, rex());
    let client = client(&mock);
    drop(call(&client, GetPet).send());
    assert!(mock.requests().is_empty());
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::*;

    #[test]
    fn without_async() {
        let mock = Mock::new().on::<GetPet>(200, rex()).on_request("GET", "/x", 200, 1);
        let client = client(&mock);
        assert_eq!(call(&client, GetPet).send_blocking().unwrap().into_inner(), rex());
        let answer = client.request(http::Method::GET, "/x").send_blocking().unwrap();
        assert_eq!(&answer[..], b"1");
    }

    #[tokio::test]
    async fn refused_within_async() {
        let client = client(&Mock::new());
        let error = call(&client, GetPet).send_blocking().unwrap_err();
        assert!(error.to_string().contains("use `send`"), "{error}");
    }
}
