//! Operations of which no other success is documented than a redirect.

use super::service::*;
use crate::runtime::{Answer, Error, Meta, Mock, NoFailure, Operation, Status};

macro_rules! redirecting {
    ($($name:ident: $output:ty, $answers:expr;)*) => {$(
        #[derive(Clone, Debug)]
        struct $name;

        impl Operation for $name {
            type Output = $output;
            type Failure = NoFailure;
            const META: Meta =
                Meta { id: stringify!($name), path: "/archive", answers: $answers, ..Meta::DEFAULT };
        }
    )*};
}

const PROBLEM: Answer = Answer::new(Status::Exact(404), &["application/json"]);

redirecting! {
    Found: (), &[Answer::new(Status::Exact(302), &[]), PROBLEM];
    Any: Pet, &[PROBLEM, Answer::new(Status::Range(3), &["application/json"])];
    Either: (), &[Answer::new(Status::Exact(200), &[]), Answer::new(Status::Exact(302), &[])];
}

#[tokio::test]
async fn a_redirect_is_the_success_where_there_is_no_other() {
    let at = [("Location", "https://files.example.com/a.zip")];
    let mock =
        Mock::new().on_bytes::<Found>(302, &at, "moved").on_bytes::<Found>(204, &[], "");
    let client = client(&mock);
    let answer = call(&client, Found).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
    assert_eq!(answer.headers()["location"], at[0].1);
    assert!(call(&client, Found).send().await.is_ok());
}

#[tokio::test]
async fn a_redirect_may_have_a_body() {
    let json = [("Content-Type", "application/json")];
    let mock = Mock::new()
        .on_bytes::<Any>(307, &json, r#"{"name":"Rex"}"#)
        .on_bytes::<Any>(307, &json, r#"{"name":"Rex"}"#)
        .on_bytes::<Any>(307, &json, "{}");
    let client = client(&mock);
    assert_eq!(call(&client, Any).send().await.unwrap().name, "Rex");
    let mut body = call(&client, Any).download().await.unwrap().into_inner();
    assert_eq!(body.next().await.unwrap().unwrap(), r#"{"name":"Rex"}"#);
    let error = call(&client, Any).send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn other_redirects_are_failures() {
    let mock = Mock::new()
        .on_bytes::<Found>(301, &[], "")
        .on_bytes::<Any>(304, &[], "")
        .on_bytes::<Either>(302, &[], "");
    let client = client(&mock);
    for failed in [
        call(&client, Found).send().await.is_err(),
        call(&client, Any).send().await.is_err(),
        call(&client, Either).send().await.is_err(),
    ] {
        assert!(failed);
    }
}

#[test]
fn the_first_success_is_one_that_succeeds() {
    const NOT_MODIFIED: Answer = Answer::new(Status::Exact(304), &[]);
    const SEE_OTHER: Answer = Answer::new(Status::Exact(303), &[]);
    const ANY_SUCCESS: Answer = Answer::new(Status::Range(2), &[]);
    const DEFAULT: Answer = Answer::new(Status::Default, &[]);
    let first =
        |answers| Meta { answers, ..Meta::DEFAULT }.first_success().map(|it| it.status);
    assert_eq!(first(&[SEE_OTHER, ANY_SUCCESS, DEFAULT]), Some(Status::Range(2)));
    assert_eq!(first(&[PROBLEM, SEE_OTHER, DEFAULT]), Some(Status::Exact(303)));
    assert_eq!(first(&[NOT_MODIFIED, PROBLEM, DEFAULT]), Some(Status::Default));
    assert_eq!(first(&[NOT_MODIFIED, PROBLEM]), None);
}
