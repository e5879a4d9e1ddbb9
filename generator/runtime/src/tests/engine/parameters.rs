//! Parameters at their edges: nothing to send, empty texts, other media types than JSON.

use serde_json::json;

use super::service::*;
use crate::runtime::requests::outgoing::plan;
use crate::runtime::requests::params::{header_value, path_value};
use crate::runtime::{
    Meta, Method, Mock, NoFailure, Operation, Pairs, Param, RequestOptions, Slot, Style,
    Value, View,
};

fn query(param: Param, value: &Value) -> String {
    let mut pairs = Pairs::default();
    pairs.push_styled(&param, value.view()).unwrap();
    pairs.text
}

struct Listed(Value);

impl Operation for Listed {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "listed",
        params: &[
            Param::header("X-Ids"),
            Param::header("X-Needed").required(),
            Param::header("X-Json").content("application/json"),
        ],
        ..Meta::DEFAULT
    };

    fn param(&self, _: usize) -> View<'_> {
        self.0.view()
    }
}

/// Nothing in a header is encoded, so a comma in a value cannot be told from one between two.
#[test]
fn commas_in_lists_of_headers_are_refused() {
    let param = Param::header("X-List");
    let sent = |value: Value| header_value(&param, value.view());
    assert_eq!(sent(json!(["a", "b c"])).unwrap(), "a,b c");
    assert_eq!(sent(json!("a,b")).unwrap(), "a,b");
    assert_eq!(sent(json!([])).unwrap(), "");
    for value in [json!(["a,b", "c"]), json!({ "q": "b,9" }), json!({ "q,r": 1 })] {
        let error = sent(value).unwrap_err().to_string();
        assert!(error.contains("a value of `X-List` has the character"), "{error}");
    }
    let exploded = Param::header("X-List").explode(true);
    assert_eq!(header_value(&exploded, json!({ "q": "b" }).view()).unwrap(), "q=b");
    assert!(header_value(&exploded, json!({ "q": "b,9" }).view()).is_err());
    assert_eq!(header_value(&exploded, json!({ "q": "b=9" }).view()).unwrap(), "q=b=9");
    assert!(header_value(&exploded, json!({ "q=b": "9" }).view()).is_err());
    assert_eq!(sent(json!({ "q=b": "9" })).unwrap(), "q=b,9");
}

/// Bytes beyond ASCII in headers are read in more than one way.
#[test]
fn json_in_headers_is_ascii() {
    let param = Param::header("X-Json").content("application/json");
    let value = json!({ "ü": "é😀", "n": [1, "a,b"] });
    let text = header_value(&param, value.view()).unwrap();
    assert!(text.is_ascii() && text.contains("\\ud83d\\ude00"), "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
}

struct Marked(Value);

impl Operation for Marked {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta =
        Meta { id: "marked", params: &[Param::header("x-amz-meta-")], ..Meta::DEFAULT };

    fn param(&self, _: usize) -> View<'_> {
        self.0.view()
    }
}

/// A name that ends with a hyphen begins those of several headers.
#[tokio::test]
async fn headers_with_one_beginning() {
    let mock = Mock::new().on::<Marked>(200, ());
    let client = client(&mock);
    call(&client, Marked(json!({ "a": "b,c", "n": 1 }))).send().await.unwrap();
    call(&client, Marked(json!({}))).send().await.unwrap();
    call(&client, Marked(json!({ "a b": "c" }))).send().await.unwrap_err();
    let sent = mock.requests();
    let header = |at: usize, name| sent[at].header(name);
    assert_eq!(header(0, "x-amz-meta-a"), Some("b,c"));
    assert_eq!(header(0, "x-amz-meta-n"), Some("1"));
    assert_eq!((header(0, "x-amz-meta-"), header(1, "x-amz-meta-")), (None, None));
    assert_eq!(sent.len(), 2);
}

/// A header is a list of nothing only where it has to be there.
#[tokio::test]
async fn empty_lists_are_no_headers() {
    for (value, ids, needed, json) in [
        (json!([]), None, Some(""), "[]"),
        (json!({}), None, Some(""), "{}"),
        (json!([null]), None, Some(""), "[null]"),
        (json!([""]), Some(""), Some(""), "[\"\"]"),
        (json!(""), Some(""), Some(""), "\"\""),
        (json!(["a", ""]), Some("a,"), Some("a,"), "[\"a\",\"\"]"),
    ] {
        let mock = Mock::new().on::<Listed>(200, ());
        call(&client(&mock), Listed(value)).send().await.unwrap();
        let sent = &mock.requests()[0];
        assert_eq!((sent.header("x-ids"), sent.header("x-needed")), (ids, needed));
        assert_eq!(sent.header("x-json"), Some(json));
    }
}

/// Many servers take cookies as they are (RFC 6265, section 4.1.1, says what can be in one).
#[test]
fn cookies_are_encoded_where_they_have_to_be() {
    let cookie = |explode: bool, value: Value| {
        let mut pairs = Pairs::cookies();
        let param = Param::cookie("n").explode(explode);
        pairs.push_styled(&param, value.view()).unwrap();
        pairs.text
    };
    for (value, plain, exploded) in [
        (json!("abc=="), "n=abc==", "n=abc=="),
        (json!("a/b+c&d"), "n=a/b+c&d", "n=a/b+c&d"),
        (
            json!("a b;c,d\"e\\f%20\u{7f}é"),
            "n=a%20b%3Bc%2Cd%22e%5Cf%2520%7F%C3%A9",
            "n=a%20b%3Bc%2Cd%22e%5Cf%2520%7F%C3%A9",
        ),
        (json!(["a/b", "c=&,"]), "n=a/b,c=&%2C", "n=a/b; n=c%3D%26%2C"),
        (json!({"k": "a/b=&"}), "n=k,a/b=&", "k=a/b%3D%26"),
    ] {
        assert_eq!(cookie(false, value.clone()), plain);
        assert_eq!(cookie(true, value), exploded);
    }
    let mut pairs = Pairs::cookies();
    let reserved = Param::cookie("n").allow_reserved();
    pairs.push_styled(&reserved, json!("a; admin=1").view()).unwrap();
    assert_eq!(pairs.text, "n=a%3B%20admin=1");
}

/// RFC 6570, section 3.2.7: a name whose value is empty has no `=` behind it.
#[test]
fn a_matrix_without_values() {
    let matrix = |explode: bool, value: Value| {
        let param = Param::path("mat").style(Style::Matrix).explode(explode);
        path_value(&param, value.view()).unwrap()
    };
    for (value, plain, exploded) in [
        (json!(""), ";mat", ";mat"),
        (json!([""]), ";mat", ";mat"),
        (json!(["", "b"]), ";mat=,b", ";mat;mat=b"),
        (json!({"a": "", "b": "c"}), ";mat=a,,b,c", ";a;b=c"),
        // What is not defined has no name either.
        (json!([]), "", ""),
        (json!({}), "", ""),
        (json!([null]), "", ""),
    ] {
        assert_eq!(matrix(false, value.clone()), plain);
        assert_eq!(matrix(true, value), exploded);
    }
    let simple = Param::path("id").explode(true);
    assert_eq!(path_value(&simple, json!({"a": ""}).view()).unwrap(), "a=");
}

#[test]
fn content_of_other_types_than_json() {
    let value = json!({"a": "x y", "b": ["1", "&"]});
    let form = Param::query("q").content("application/x-www-form-urlencoded");
    assert_eq!(query(form, &value), "q=a%3Dx%2By%26b%3D1%26b%3D%2526");
    let header = Param::header("X").content("Application/X-WWW-Form-Urlencoded; a=b");
    assert_eq!(header_value(&header, value.view()).unwrap(), "a=x+y&b=1&b=%26");
    let path = Param::path("id").content("application/x-www-form-urlencoded");
    let sent = path_value(&path, json!({"a": "b"}).view()).unwrap();
    assert_eq!(sent, "a%3Db");
    for media in ["text/plain", "text/csv; header=absent", "application/sql"] {
        let text = Param::query("q").content(media);
        assert_eq!(query(text, &json!("a \"b\"")), "q=a%20%22b%22");
        assert_eq!(query(text, &json!(1.5)), "q=1.5");
        assert_eq!(query(text, &Value::Null), "");
    }
    for media in ["application/json", "application/problem+json", "*/*"] {
        let json = Param::query("q").content(media);
        assert_eq!(query(json, &json!("a")), "q=%22a%22");
    }
}

macro_rules! spanning {
    ($($name:ident: $path:literal;)*) => {$(
        struct $name(Value);

        impl Operation for $name {
            type Output = ();
            type Failure = NoFailure;
            const META: Meta = Meta {
                id: stringify!($name),
                path: $path,
                params: &[Param::path("id").spans().allow_reserved()],
                ..Meta::DEFAULT
            };

            fn param(&self, _: usize) -> View<'_> {
                self.0.view()
            }
        }
    )*};
}

spanning! {
    Whole: "/{id}/x";
    Behind: "/a{id}";
}

fn path<O: Operation>(operation: &O) -> Result<String, String> {
    let client = client(&Mock::new());
    let plan = plan(&client, const { &O::META }, operation, &RequestOptions::new());
    plan.map(|plan| plan.uri.to_string()).map_err(|error| error.to_string())
}

/// Values that are encoded already stay so, but none may lead elsewhere.
#[test]
fn spanning_paths_with_reserved_characters() {
    const BASE: &str = "https://api.example.com/v1";
    for (value, want) in [
        ("subscriptions/1/a=b;c", "/subscriptions/1/a=b;c/x"),
        ("a%2Fb/c d", "/a%2Fb/c%20d/x"),
        ("a?b#c\\d\u{7}", "/a%3Fb%23c%5Cd%07/x"),
        ("/subscriptions/1", "/subscriptions/1/x"),
    ] {
        assert_eq!(path(&Whole(value.into())).unwrap(), format!("{BASE}{want}"));
    }
    for refused in
        ["", "/", "//a", "a/../b", "a/%2E%2e", "..", "/..", "a//b", "a/", "./a"]
    {
        assert!(path(&Whole(refused.into())).is_err(), "{refused}");
    }
    assert_eq!(path(&Behind("/b".into())).unwrap(), format!("{BASE}/a/b"));
}

/// Bytes that nothing is said of have no `Content-Type`.
#[tokio::test]
async fn an_empty_media_type_is_left_out() {
    let mock = Mock::new().on_request("POST", "/files", 200, ()).on::<Put>(200, ());
    let client = client(&mock);
    let raw = || client.request(http::Method::POST, "/files");
    raw().body("", "x").send().await.unwrap();
    raw().body(" ", "x").send().await.unwrap();
    raw().body("text/plain", "x").header("content-type", "").send().await.unwrap();
    let options = RequestOptions::new().header("Content-Type", "");
    call(&client, Put).options(options).send().await.unwrap();
    for sent in mock.requests() {
        assert_eq!((sent.header("content-type"), sent.body()), (None, &b"x"[..]));
    }
}

/// `POST /files`.
struct Put;

impl Operation for Put {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta =
        Meta { id: "put", method: Method::POST, path: "/files", ..Meta::DEFAULT };

    fn body(&self) -> Option<crate::runtime::Content<'_>> {
        Some(crate::runtime::Content::text("text/plain", View::Str("x")))
    }
}
