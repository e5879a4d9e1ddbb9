//! The client is there, and does what the document says.

#![cfg(feature = "mock")]

use out_dir::api::Greet;
use out_dir::types::Greeting;
use out_dir::{Client, Mock};

#[tokio::test]
async fn it_greets() {
    let mock = Mock::new().on::<Greet>(200, Greeting::new("Hello, Ann"));
    let client = Client::builder().transport(mock.clone()).build().expect("a client");
    let answer = client.greet("Ann").send().await.expect("a greeting");
    assert_eq!(answer.text, "Hello, Ann");
    assert_eq!(mock.requests().len(), 1);
}
