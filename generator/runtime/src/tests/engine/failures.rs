//! From answers to failures.

use serde_json::json;

use super::service::*;
use crate::runtime::{
    Answer, Error, ErrorBody, Meta, Mock, NoFailure, Operation, Status, Xml,
};

const JSON: &str = "application/json";

async fn failure(status: u16, media: &str, body: &str) -> Error<PetFailure> {
    let mock = Mock::new().on_bytes::<GetPet>(
        status,
        &[("content-type", media)],
        body.to_owned(),
    );
    let client = builder().max_retries(0).transport(mock).build().unwrap();
    call(&client, GetPet).send().await.unwrap_err()
}

#[tokio::test]
async fn documented_failures_are_typed() {
    let error = failure(400, JSON, r#"{"code":7,"message":"m","name":"n"}"#).await;
    let api = error.api().unwrap();
    let Some(PetFailure::BadRequest(problem)) = api.typed() else { panic!("{error:?}") };
    assert_eq!(problem, &Problem { code: Some(7), message: Some("m".into()) });
    assert_eq!(api.json().unwrap()["name"], "n");
    let whole: std::collections::BTreeMap<String, serde_json::Value> =
        api.decode().unwrap();
    assert_eq!(whole.len(), 3);
    let error = failure(503, "application/problem+json; charset=utf-8", "{}").await;
    assert!(matches!(error.api().unwrap().typed(), Some(PetFailure::ServerError(_))));
    let error = failure(410, "text/html", "<p>gone</p>").await;
    assert_eq!(error.api().unwrap().typed(), Some(&PetFailure::Gone));
}

#[tokio::test]
async fn an_object_with_none_of_the_documented_keys_is_a_mismatch() {
    let error = failure(401, JSON, r#"{"error":"Invalid client: no"}"#).await;
    let api = error.api().unwrap();
    assert_eq!(api.body(), &ErrorBody::Mismatch);
    assert_eq!(api.message().as_deref(), Some("Invalid client: no"));
    assert_eq!(&api.raw()[..], br#"{"error":"Invalid client: no"}"#);
    for (media, body) in [
        (JSON, "[]"),
        (JSON, "{"),
        (JSON, ""),
        (JSON, r#"{"code":"x"}"#),
        ("text/html", "<html>"),
        ("", "oops"),
    ] {
        let error = failure(401, media, body).await;
        assert_eq!(error.api().unwrap().body(), &ErrorBody::Mismatch, "{media} {body}");
        assert_eq!(&error.api().unwrap().raw()[..], body.as_bytes());
    }
}

#[tokio::test]
async fn undocumented_failures_are_kept() {
    let error = failure(422, JSON, r#"{"code":7}"#).await;
    let api = error.api().unwrap();
    assert_eq!((api.status().as_u16(), api.body()), (422, &ErrorBody::Undocumented));
    assert_eq!(api.json(), Some(json!({"code": 7})));
}

/// `GET /pets`, whose failures have no bodies.
#[derive(Clone, Debug)]
struct BarePet;

impl Operation for BarePet {
    type Output = Pet;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "bare-pet",
        answers: &[
            Answer::new(Status::Exact(200), &[JSON]),
            Answer::new(Status::Exact(401), &[]),
        ],
        ..GetPet::META
    };
}

/// That a failure has no type does not make it undocumented.
#[tokio::test]
async fn documented_failures_without_bodies() {
    let cases = [
        (401, "", ErrorBody::Empty),
        (401, "denied", ErrorBody::Mismatch),
        (403, "", ErrorBody::Undocumented),
    ];
    for (status, body, expected) in cases {
        let mock = Mock::new().on_bytes::<BarePet>(status, &[], body);
        let error = call(&client(&mock), BarePet).send().await.unwrap_err();
        assert_eq!(error.api().unwrap().body(), &expected, "{status} {body}");
    }
}

/// Whoever asks the service about a failure needs the id.
#[tokio::test]
async fn messages_have_the_id_of_the_request() {
    let headers = [("pets-request-id", "r1")];
    let mock = Mock::new().on_with::<GetPet>(404, &headers, ()).on_with::<GetPet>(
        404,
        &[("pets-request-id", "")],
        (),
    );
    let client = client(&mock);
    for shown in [
        "the service answered 404 Not Found (request r1)",
        "the service answered 404 Not Found",
    ] {
        let error = call(&client, GetPet).send().await.unwrap_err();
        assert_eq!(error.to_string(), shown);
    }
}

/// A service that answers in XML.
#[derive(Clone, Debug)]
struct Old;

impl Operation for Old {
    type Output = Pet;
    type Failure = PetFailure;
    const META: Meta =
        Meta { id: "old", xml: Some(&Xml { types: &[] }), ..GetPet::META };
}

#[tokio::test]
async fn messages_in_xml() {
    for (status, media, body, message) in [
        (400, "application/xml", "<Err><message>m</message></Err>", Some("m")),
        (
            418,
            "text/xml",
            "<Error><Code>C</Code><Message>m</Message></Error>",
            Some("m"),
        ),
        (
            400,
            "application/problem+xml",
            "<e a='1'><x>1</x><title>t</title></e>",
            Some("t"),
        ),
        (418, "text/xml", "<error>it broke</error>", Some("it broke")),
        (400, "text/xml", "<error><message>m", None),
        (400, "text/html", "<html><title>t</title></html>", None),
    ] {
        let mock = Mock::new().on_bytes::<Old>(status, &[("content-type", media)], body);
        let error = call(&client(&mock), Old).send().await.unwrap_err();
        assert_eq!(error.api().unwrap().message().as_deref(), message, "{body}");
        let error: Error = error.erase();
        assert_eq!(error.api().unwrap().message().as_deref(), message, "{body}");
    }
}

#[derive(Clone, Debug)]
struct Cached;

impl Operation for Cached {
    type Output = Pet;
    type Failure = Problem;
    const META: Meta = Meta {
        id: "cached",
        path: "/cached",
        answers: &[
            Answer::new(Status::Exact(200), &["application/json"]),
            Answer::new(Status::Exact(303), &[]),
            Answer::new(Status::Default, &["application/json"]),
        ],
        ..Meta::DEFAULT
    };
}

#[tokio::test]
async fn a_failure_that_is_described_without_a_body() {
    let mock = Mock::new()
        .on_bytes::<Cached>(303, &[], "")
        .on_bytes::<Cached>(303, &[], "{}")
        .on_bytes::<Cached>(418, &[], "");
    let client = client(&mock);
    let empty: ErrorBody<Problem> = ErrorBody::Empty;
    let typed = ErrorBody::Typed(Problem { code: None, message: None });
    for body in [empty, typed, ErrorBody::Mismatch] {
        let error = call(&client, Cached).send().await.unwrap_err();
        assert_eq!(error.api().unwrap().body(), &body);
    }
}

#[tokio::test]
async fn messages_are_found() {
    let rows = [
        (r#"{"message":"a","error":"b"}"#, Some("a")),
        (r#"{"error":"invalid_grant","error_description":"b"}"#, Some("b")),
        (r#"{"type":"t","title":"c"}"#, Some("c")),
        (r#"{"title":"c","detail":"d"}"#, Some("d")),
        (r#"{"error":{"message":"e"}}"#, Some("e")),
        (r#"{"errors":[{"detail":"f"},{"detail":"g"}]}"#, Some("f (and 1 more)")),
        (r#"{"errors":["h"]}"#, Some("h")),
        (r#"{"message":"","error":"i"}"#, Some("i")),
        (r#"{"exception_message":"j","request":"k"}"#, Some("j")),
        (r#"{"errorMessage":"l"}"#, Some("l")),
        (r#"{"code":-1100,"msg":"n"}"#, Some("n")),
        (r#"{"errcode":1,"errmsg":"o"}"#, Some("o")),
        ("\u{feff}{\"message\":\"m\"}", Some("m")),
        (r#"{"error":true,"reason":"p"}"#, Some("p")),
        (
            r#"{"success":false,"error":{"issues":[{"code":1,"message":"q"}]}}"#,
            Some("q"),
        ),
        (r#"{"ResponseStatus":{"ErrorCode":"x","Message":"r"}}"#, Some("r")),
        (r#"{"code":1}"#, None),
        (r#"{"NotFound":"no such pet"}"#, Some("NotFound: no such pet")),
        (r#"{"code":"TEAPOT"}"#, Some("TEAPOT")),
        (r#"{"error":{"code":"NOT_FOUND"}}"#, Some("NOT_FOUND")),
        (r#"{"code":"E_LIMIT","details":{"id":"42"}}"#, Some("E_LIMIT")),
        (r#"{"code":"E_LIMIT","data":{"token":"s3cret"}}"#, Some("E_LIMIT")),
        (r#"{"status":"fail","data":{"user":{"name":"Bob"}}}"#, None),
        (r#"{"type":"about:blank","status":404}"#, None),
        (r#"{"kind":"conflict","names":[]}"#, Some("conflict")),
        (r#"{"error":{"code":409,"name":"Conflict","brief":"exists"}}"#, Some("exists")),
        (r#"{"code":"E_LIMIT","details":"too many"}"#, Some("too many")),
        (r#"{"error":{"code":"E_LIMIT","details":"too many"}}"#, Some("too many")),
        (r#"{"name":"x","data":{"message":"no session"}}"#, Some("no session")),
        (
            r#"{"message":"Invalid","details":[{"message":"\"name\" is bad"}]}"#,
            Some("Invalid: \"name\" is bad"),
        ),
        (
            r#"{"message":"a is bad","details":[{"message":"a is bad"}]}"#,
            Some("a is bad"),
        ),
        (r#"{"a":{"b":{"c":{"d":{"e":{"message":"deep"}}}}}}"#, None),
        (r#""text""#, Some("text")),
        (r#""""#, None),
        (
            r#"{"errors":{"email":["is invalid"],"name":["is empty"]}}"#,
            Some("email: is invalid"),
        ),
        (r#"{"data":null,"errors":{"vmid":"no check"}}"#, Some("vmid: no check")),
        (r#"{"fault":{"faultstring":"s","detail":{"errorcode":"x"}}}"#, Some("s")),
        (r#"{"error_summary":"path/t","error":{".tag":"path"}}"#, Some("path/t")),
        (r#"{"code":5,"description":"u"}"#, Some("u")),
        (r#"{"errors":{"title":["is blank"]}}"#, Some("title: is blank")),
        (r#"{"errors":{"email":[{"message":"v"}],"name":[]}}"#, Some("email: v")),
        (r#"{"errors":{"message":"w"}}"#, Some("w")),
        ("<html>", None),
        (r#"{"error":{"error":{"error":{"error":{"error":"deep"}}}}}"#, None),
    ];
    for (body, message) in rows {
        let error = failure(404, JSON, body).await;
        assert_eq!(error.api().unwrap().message().as_deref(), message, "{body}");
    }
}

/// What is said of single fields, in the ways of the frameworks.
#[tokio::test]
async fn messages_by_field_are_found() {
    let rows = [
        (
            r#"{"message":{"sqlalchemy_uri":["cannot be used"]}}"#,
            "sqlalchemy_uri: cannot be used",
        ),
        (r#"{"email":["This field is required."]}"#, "email: This field is required."),
        (r#"{"non_field_errors":["no"]}"#, "no"),
        (r#"{"errors":{"__all__":["no"]}}"#, "no"),
        (r#"{"detail":{"email":["bad"]}}"#, "email: bad"),
        (r#"{"error":{"email":["bad"]}}"#, "email: bad"),
        (r#"{"msg":{"id":"not int"}}"#, "id: not int"),
        (r#"{"violations":[{"propertyPath":"p","message":"vio"}]}"#, "p: vio"),
        (r#"{"validationErrors":[{"field":"f","message":"m"}]}"#, "f: m"),
        (r#"{"errors":[{"param":"q","msg":"m"}]}"#, "q: m"),
        (r#"{"error":{"code":5,"details":"what"}}"#, "what"),
        (
            r#"{"detail":[{"loc":["body","pool"],"msg":"Field required"}]}"#,
            "pool: Field required",
        ),
        (r#"{"detail":[{"loc":["body","ids",3],"msg":"m"}]}"#, "ids.3: m"),
        (r#"{"detail":[{"loc":["query","query"],"msg":"m"}]}"#, "query: m"),
        (r#"{"detail":[{"loc":["body"],"msg":"m"}]}"#, "m"),
        (r#"{"detail":["KeyError","Unable to get x"]}"#, "KeyError: Unable to get x"),
        (r#"{"detail":["not one","Unable"]}"#, "not one (and 1 more)"),
        (r#"["ValueError","1 validation error"]"#, "ValueError: 1 validation error"),
        (r#"["not one","Unable"]"#, "not one (and 1 more)"),
        (r#"{"detail":["a","b","c"]}"#, "a (and 2 more)"),
    ];
    for (body, message) in rows {
        let error = failure(404, JSON, body).await;
        assert_eq!(error.api().unwrap().message().as_deref(), Some(message), "{body}");
    }
    for body in [r#"{"ids":["a"],"code":1}"#, r#"{"ids":[1]}"#, "{}", "[]"] {
        let error = failure(404, JSON, body).await;
        assert_eq!(error.api().unwrap().message(), None, "{body}");
    }
}

/// "Validation error" alone helps nobody.
#[tokio::test]
async fn general_messages_go_before_those_of_fields() {
    let long = "x".repeat(1_000);
    let too_long = format!(r#"{{"message":"{long}","errors":{{"a":["b"]}}}}"#);
    let rows = [
        (
            r#"{"detail":"Validation error","validation_errors":{"title":["required"]}}"#,
            "Validation error: title: required",
        ),
        (r#"{"title":"Invalid.","errors":{"a":["b","c"]}}"#, "Invalid: a: b"),
        (r#"{"message":"m","fields":{"a":"b"}}"#, "m: a: b"),
        (r#"{"message":"m","violations":[{"field":"a","message":"b"}]}"#, "m: a: b"),
        (r#"{"message":"m","errors":{"__all__":["b"]}}"#, "m: b"),
        (r#"{"message":"m","errors":["b"]}"#, "m: b"),
        (r#"{"message":"m","errors":[{"message":"b"}]}"#, "m: b"),
        (r#"{"message":"m","errors":{"message":"b"}}"#, "m: b"),
        (r#"{"message":"m","errors":["b","c"]}"#, "m: b (and 1 more)"),
        // Nothing new.
        (r#"{"message":"a is blank","errors":{"a":["is blank"]}}"#, "a is blank"),
        (r#"{"message":"m","errors":[{"message":"m"},{"message":"b"}]}"#, "m"),
        (r#"{"message":"m","errors":[]}"#, "m"),
        (&too_long, &long),
    ];
    for (body, message) in rows {
        let error = failure(404, JSON, body).await;
        assert_eq!(error.api().unwrap().message().as_deref(), Some(message), "{body}");
    }
}

#[tokio::test]
async fn short_plain_text_is_a_message() {
    let long = "x".repeat(2_000);
    let rows = [
        ("text/plain", " Invalid value for: body\n", Some("Invalid value for: body")),
        ("Text/Plain; charset=iso-8859-1", "no", Some("no")),
        ("text/plain", r#"{"message":"a"}"#, Some("a")),
        ("text/plain", " ", None),
        ("text/plain", &long, None),
        ("text/html", "<h1>no</h1>", None),
    ];
    for (media, body, message) in rows {
        let error = failure(404, media, body).await;
        assert_eq!(error.api().unwrap().message().as_deref(), message, "{body}");
    }
}

#[tokio::test]
async fn errors_of_several_operations_fit_into_one_type() {
    async fn both() -> Result<(), Error> {
        Err(failure(400, JSON, r#"{"message":"m"}"#).await.erase())
    }
    let error = both().await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!((api.body(), api.message().as_deref()), (&ErrorBody::Erased, Some("m")));
    // What the body was not stays known.
    for (status, body, kept) in
        [(400, "[]", ErrorBody::Mismatch), (422, "{}", ErrorBody::Undocumented)]
    {
        let erased = failure(status, JSON, body).await.erase();
        assert_eq!(erased.api().unwrap().body(), &kept);
    }
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(boxed.to_string(), "the service answered 400 Bad Request");
}
