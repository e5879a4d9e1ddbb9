//! A secret is planted everywhere, and must not be found anywhere.

use std::error::Error as _;

use http::Method;
use serde_json::json;

use super::service::*;
use crate::runtime::{
    Client, Credential, Method as Constant, Mock, Operation, Recorded, RequestOptions,
    Secret, TransportError, TransportKind,
};

const SECRET: &str = "hunter2";

fn clean(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
    assert!(!text.contains("aHVudGVyMg"), "{text}");
}

fn secretive(mock: &Mock) -> Client {
    let builder = builder()
        .base_url(format!("https://example.com/{SECRET}").replace(SECRET, "v1"))
        .header("X-Secret", SECRET)
        .credential("basic", Credential::basic(SECRET, SECRET))
        .credential("bearer", Credential::bearer(SECRET))
        .credential("queryKey", Credential::api_key(SECRET))
        .credential("cookieKey", Credential::api_key(SECRET))
        .transport(mock.clone());
    clean(&format!("{builder:?}"));
    builder.build().unwrap()
}

fn walk(error: &dyn std::error::Error) {
    clean(&format!("{error} {error:?} {error:#?}"));
    if let Some(source) = error.source() {
        walk(source);
    }
}

#[test]
fn credentials_and_secrets() {
    assert_eq!(format!("{:?}", Secret::from(SECRET)), "[redacted]");
    clean(&format!("{:?}", Credential::basic(SECRET, SECRET)));
    clean(&format!("{:?}", Credential::bearer(SECRET)));
    let client = secretive(&Mock::new());
    clean(&format!("{client:?} {:?} {:?}", client.credentials, client.settings));
    let options =
        RequestOptions::new().header("X-Secret", SECRET).idempotency_key(SECRET);
    clean(&format!("{options:?} {:?}", call(&client, GetPet).options(options.clone())));
    let raw = client.request(Method::GET, "/x").query("q", SECRET).body("a/b", SECRET);
    clean(&format!("{raw:?}"));
}

/// Logs show what is called and where, and nothing that is sent.
#[test]
fn what_is_set_up_says_what_it_is() {
    let client = secretive(&Mock::new());
    let mut find = FindPets::of(SECRET);
    find.values[3] = json!(SECRET);
    let shown = format!("{:?}", call(&client, find));
    clean(&shown);
    let operation =
        r#"operation: "find-pets", method: GET, path: "/owners/{owner}/pets""#;
    assert!(shown.contains(operation), "{shown}");
    let set_up = builder().base_url("https://A.b:443/v1").header("X A", SECRET);
    let shown = format!("{set_up:?}");
    clean(&shown);
    assert!(shown.contains(r#"base_url: Some("https://a.b")"#), "{shown}");
    assert!(shown.contains("`X A` cannot be the name of a header"), "{shown}");
    let shown = format!("{:?}", builder().base_url(format!("https://u:{SECRET}@a.b")));
    clean(&shown);
    assert!(shown.contains("it holds a user or a password"), "{shown}");
}

/// There are two types of methods, since one of them is no constant.
#[test]
fn methods_of_operations_are_those_of_requests() {
    assert_eq!(GetPet::META.method, Method::GET);
    assert_ne!(Method::POST, GetPet::META.method);
    assert_eq!(Method::try_from(GetPet::META.method).unwrap(), Method::GET);
    assert!(Method::try_from(Constant::new("A B")).is_err());
}

#[tokio::test]
async fn errors() {
    let headers = [("x-secret", SECRET)];
    for (status, body) in [
        (400, json!({"message": SECRET})),
        (401, json!({"error": SECRET})),
        (422, json!(SECRET)),
        (200, json!({"name": 5, "age": SECRET})),
        (200, json!([SECRET])),
        (200, json!({"name": "x", "age": SECRET})),
    ] {
        let mock = Mock::new().on_with::<GetPet>(status, &headers, body);
        let error = call(&secretive(&mock), GetPet).send().await.unwrap_err();
        walk(&error);
        walk(&error.erase());
    }
    let partial = TransportError::new(TransportKind::Io, "broken").with_partial(
        http::StatusCode::OK,
        http::HeaderMap::from_iter([(http::header::ETAG, SECRET.parse().unwrap())]),
        SECRET.into(),
    );
    walk(&partial);
    assert!(partial.source().is_some());
}

#[tokio::test]
async fn requests_that_cannot_be_made() {
    let client = secretive(&Mock::new());
    let mut find = FindPets::of("a");
    find.values[3] = json!(format!("{SECRET}\n"));
    walk(&call(&client, find).send().await.unwrap_err());
    let built =
        builder().credential("bearer", Credential::bearer(format!("{SECRET}\n")));
    walk(&built.transport(Mock::new()).build().unwrap_err());
    let built =
        builder().base_url(format!("https://u:{SECRET}@a.b")).transport(Mock::new());
    walk(&built.build().unwrap_err());
    let error =
        client.request(Method::GET, &format!("https://u:{SECRET}@a.b/")).send().await;
    walk(&error.unwrap_err());
}

#[tokio::test]
async fn answers_and_records() {
    let headers = [("set-cookie", SECRET)];
    let mock = Mock::new().on_with::<ManySecurePet>(200, &headers, rex());
    let answer = call(&secretive(&mock), ManySecurePet).send().await.unwrap();
    clean(&format!("{answer:?} {:?}", answer.headers()));
    let sent: Vec<Recorded> = mock.requests();
    clean(&format!("{sent:?}"));
    let mock = Mock::new().on::<ManySecurePet>(200, json!({ "password": SECRET }));
    let answer = call(&secretive(&mock), ManySecurePet).send_raw().await.unwrap();
    clean(&format!("{answer:?}"));
}

#[cfg(feature = "tracing")]
mod spans {
    use std::cell::RefCell;
    use std::fmt::{Debug, Write};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    thread_local! {
        static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
    }

    /// Writes down what is recorded on its thread. It listens to all threads: whether anybody
    /// listens is asked by whoever uses a span first, and that may be another test.
    struct Log;

    impl Visit for Log {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            TEXT.with_borrow_mut(|text| {
                let _ = write!(text, "{}={value:?};", field.name());
            });
        }
    }

    impl Subscriber for Log {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("client_runtime")
        }

        fn new_span(&self, attributes: &Attributes<'_>) -> Id {
            attributes.record(&mut Self);
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut Self);
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[tokio::test]
    async fn a_span_for_each_attempt() {
        tracing::subscriber::set_global_default(Log).unwrap();
        let mock = Mock::new()
            .on_with::<ManySecurePet>(429, &[("retry-after", "1")], json!({"m": SECRET}))
            .fail::<ManySecurePet>(TransportKind::Io)
            .on::<ManySecurePet>(200, rex());
        call(&secretive(&mock), ManySecurePet).send().await.unwrap();
        let text = TEXT.take();
        clean(&text);
        let start = "otel.name=GET /pets;otel.kind=\"client\";http.request.method=\"GET\";\
                     url.template=\"/pets\";server.address=\"example.com\";";
        let expected = format!(
            "{start}http.response.status_code=429;error.type=\"429\";\
             {start}http.request.resend_count=1;error.type=\"io\";\
             {start}http.request.resend_count=2;http.response.status_code=200;"
        );
        assert_eq!(text, expected);
    }
}
