//! Failures that services send in place of a value, when the status has long been sent.

#![allow(dead_code, reason = "no test needs every accessor of its unions")]

use super::service::*;
use super::streams::streaming;
use crate::runtime::{
    Error, Events, Framing, ItemStream, Lines, Meta, Mock, Operation, Sequence, Slot,
    Streams, variants,
};

// Of a pet the name is required, of a problem nothing.
streaming! {
    PetEvents: Pet, Events, "*/*";
    ProblemEvents: Problem, Events, "*/*";
    ProblemLines: Problem, Lines, "*/*";
    ProblemSequence: Problem, Sequence, "*/*";
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Step by tag "type" {
        Pet(Pet) as_pet from: "pet",
    }
}
streaming! { StepLines: Step, Lines, "*/*"; }

#[tokio::test]
async fn a_union_keeps_what_it_does_not_know() {
    let known: Step = serde_json::from_str(r#"{"type":"pet","name":"Rex"}"#).unwrap();
    assert_eq!(known.as_pet().unwrap().name, "Rex");
    let got = all(StepLines, "{\"new\":1}\n").await;
    assert_eq!(got, [r#"Unknown(Object {"new": Number(1)})"#]);
}

/// What comes for a body: values, or errors with what they say.
async fn all<O: Streams<Item: std::fmt::Debug, Failure: std::fmt::Debug> + Clone>(
    operation: O,
    body: &str,
) -> Vec<String> {
    let mock = Mock::new().on_bytes::<O>(200, &[], body.to_owned());
    let answer = call(&client(&mock), operation).stream().await.unwrap();
    said(answer.into_inner()).await
}

async fn said<T: Slot + std::fmt::Debug, F: Framing>(
    mut stream: ItemStream<T, F>,
) -> Vec<String> {
    let mut out = Vec::new();
    while let Some(item) = stream.next().await {
        out.push(match item {
            Ok(item) => format!("{item:?}"),
            Err(Error::Decode(error)) => {
                assert!(!error.to_string().contains("over"), "{error}");
                let raw = String::from_utf8_lossy(error.raw());
                format!("{}: {}", error.message().unwrap_or_default(), raw.trim())
            }
            Err(error) => panic!("{error}"),
        });
    }
    out
}

#[tokio::test]
async fn an_object_without_described_keys_is_no_value() {
    let text = r#"{"error":"overloaded"}"#;
    let want = [
        format!("overloaded: {text}"),
        format!("{:?}", Problem { code: Some(1), message: None }),
    ];
    let next = r#"{"code":1}"#;
    let body = format!("data: {text}\n\ndata: {next}\n\n");
    assert_eq!(all(ProblemEvents, &body).await, want);
    assert_eq!(all(ProblemLines, &format!("{text}\n{next}\n")).await, want);
    let body = format!("\u{1e}{text}\n\u{1e}{next}\n");
    assert_eq!(all(ProblemSequence, &body).await, want);
    // Nothing says that these are failures.
    let none = format!("{:?}", Problem { code: None, message: None });
    assert_eq!(all(ProblemLines, "{}\n").await, [none]);
}

#[tokio::test]
async fn a_value_that_is_not_as_described_has_a_message() {
    let text = r#"{"error":{"message":"overloaded"}}"#;
    let body = format!("data: {text}\n\ndata: {{\"nam\":1}}\n\n");
    let want = [format!("overloaded: {text}"), ": {\"nam\":1}".to_owned()];
    assert_eq!(all(PetEvents, &body).await, want);
}

#[tokio::test]
async fn a_text_that_is_broken_off_costs_its_line_alone() {
    let got = all(ProblemSequence, "{\"message\":\"x\n{\"message\":\"b\"}\n").await;
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(got[1].contains("\"b\""), "{got:?}");
}
