//! What failures say to people, as standards and frameworks write them.

use super::service::*;
use crate::runtime::Mock;

async fn check(rows: &[(&str, &str)]) {
    for (body, message) in rows {
        let headers = [("content-type", "application/json")];
        let mock = Mock::new().on_bytes::<GetPet>(404, &headers, (*body).to_owned());
        let error = call(&client(&mock), GetPet).send().await.unwrap_err();
        let said = error.api().unwrap().message();
        assert_eq!(said.as_deref(), Some(*message), "{body}");
    }
}

#[tokio::test]
async fn keys_are_read_however_they_are_spelled() {
    check(&[
        (r#"{"Error":{"Error_Description":"a"}}"#, "a"),
        (r#"{"error-message":"b"}"#, "b"),
        (r#"{"Message":"m","Errors":[{"Message":"c"}]}"#, "m: c"),
        (r#"{"Message":"m","ValidationErrors":[{"Field":"f","Msg":"d"}]}"#, "m: f: d"),
        (r#"{"Code":"TEAPOT"}"#, "TEAPOT"),
    ])
    .await;
}

#[tokio::test]
async fn lists_under_other_names_than_errors() {
    check(&[
        (r#"{"errorMessages":["a"],"errors":{}}"#, "a"),
        (r#"{"errorMessages":[],"errors":{"summary":"b"}}"#, "summary: b"),
        (r#"{"tppMessages":[{"code":"FORMAT_ERROR","text":"c"}]}"#, "c"),
        (r#"{"issue":[{"severity":"error","diagnostics":"d"}]}"#, "d"),
        (r#"{"issue":[{"code":"invalid","details":{"text":"e"}}]}"#, "e"),
        (
            r#"{"message":"m","_embedded":{"errors":[{"message":"a.b: f"}]}}"#,
            "m: a.b: f",
        ),
    ])
    .await;
}

#[tokio::test]
async fn places_of_errors() {
    check(&[
        (
            r#"{"errors":[{"detail":"a","source":{"pointer":"/data/title"}}]}"#,
            "title: a",
        ),
        (r#"{"errors":[{"detail":"b","source":{"pointer":"/tags/0"}}]}"#, "tags.0: b"),
        (r#"{"errors":[{"detail":"c","source":{"parameter":"page"}}]}"#, "page: c"),
        (r#"{"errors":[{"detail":"d","source":"gateway"}]}"#, "d"),
        (r##"{"title":"m","errors":[{"detail":"e","pointer":"#/age"}]}"##, "m: age: e"),
        (
            r#"{"detail":"m","errors":[{"message":"f","location":"body.at"}]}"#,
            "m: body.at: f",
        ),
        (
            r#"{"issue":[{"diagnostics":"g","expression":["Patient.birthDate"]}]}"#,
            "Patient.birthDate: g",
        ),
        (r#"{"errors":[{"message":"h","path":["pets",2]}]}"#, "pets.2: h"),
    ])
    .await;
}

/// A list is not said as a whole, but that there is more of it.
#[tokio::test]
async fn what_is_left_out_is_counted() {
    check(&[
        (
            r#"{"errors":[{"title":"a"},{"title":"b"},{"id":1},{"title":"c"}]}"#,
            "a (and 2 more)",
        ),
        (
            r#"{"errors":[{"field":"f","messages":["a","b"]},{"msg":"c"}]}"#,
            "f: a (and 2 more)",
        ),
        (r#"[{"message":"a"},{"message":"b"}]"#, "a (and 1 more)"),
        (r#"{"message":"a","details":[{"message":"a"},{"message":"b"}]}"#, "a"),
    ])
    .await;
}
