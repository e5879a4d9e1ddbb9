//! Typed headers of answers.

use http::{HeaderMap, HeaderValue};

use super::service::*;
use crate::runtime::{Error, Header, Mock, RequestOptions, Value};

const LIMIT: Header<i64> = Header::new("x-limit");
const TAGS: Header<Vec<String>> = Header::new("x-tags");
const NUMBERS: Header<Vec<i64>> = Header::new("x-numbers");
const NAME: Header<String> = Header::new("x-name");
const DEEP: Header<Pet> = Header::new("x-pet");
const LAST: Header<bool> = Header::new("x-last");
const ANY: Header<Value> = Header::new("x-any");

#[tokio::test]
async fn headers_have_types() {
    let headers = [
        ("X-Limit", " 20 "),
        ("X-Tags", "a, b"),
        ("X-Tags", "c"),
        ("X-Numbers", "1,x"),
        ("X-Name", ""),
        ("X-Pet", r#"{"name":"Rex"}"#),
        ("X-Last", "true"),
        ("X-Any", "1"),
    ];
    let mock = Mock::new().on_with::<GetPet>(200, &headers, rex()).on_with::<GetPet>(
        400,
        &[("X-Limit", "many")],
        (),
    );
    let client = client(&mock);
    let answer = call(&client, GetPet).send().await.unwrap();
    assert_eq!(answer.header(LIMIT), Some(20));
    assert_eq!(answer.header(TAGS).unwrap(), ["a", "b", "c"]);
    assert_eq!(answer.header(NUMBERS), None);
    assert_eq!(answer.header(NAME).as_deref(), Some(""));
    assert_eq!(answer.header(DEEP), Some(rex()));
    assert_eq!(answer.header(LAST), Some(true));
    assert_eq!(answer.header(ANY), Some("1".into()));
    let Err(Error::Api(error)) = call(&client, GetPet).send().await else { panic!() };
    assert_eq!((error.header(LIMIT), error.header(TAGS)), (None, None));
    assert_eq!(
        (LIMIT.name(), format!("{LIMIT:?}")),
        ("x-limit", "Header(\"x-limit\")".into())
    );
}

/// A server may be asked under another name than that of the URL; where a message ends is not the
/// caller's to say.
#[tokio::test]
async fn host_is_the_callers_and_length_is_not() {
    let mock = Mock::new().on::<GetPet>(200, rex());
    let client = client(&mock);
    let options = RequestOptions::new().header("Host", "pets.example");
    call(&client, GetPet).options(options).send().await.unwrap();
    assert_eq!(mock.requests()[0].header("host"), Some("pets.example"));
    let options = RequestOptions::new().header("Content-Length", "1");
    assert!(call(&client, GetPet).options(options).send().await.is_err());
}

/// A comma in quotes is none between elements (RFC 9110, section 5.6.4).
#[test]
fn elements_in_quotes() {
    let mut headers = HeaderMap::new();
    headers.insert("x-tags", HeaderValue::from_static("\"a, b\", c,, d"));
    assert_eq!(TAGS.read(&headers).unwrap(), ["\"a, b\"", "c", "d"]);
}

/// Frameworks send names of files in UTF-8; other bytes are nobody's text (RFC 9110, section 5.5).
#[test]
fn texts_are_in_utf_8() {
    let line = |bytes: &[u8]| HeaderValue::from_bytes(bytes).unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("x-name", line("attachment; filename=\"ä b\"\u{a0}".as_bytes()));
    headers.insert("x-tags", line("ä, ö".as_bytes()));
    assert_eq!(NAME.read(&headers).unwrap(), "attachment; filename=\"ä b\"\u{a0}");
    assert_eq!(TAGS.read(&headers).unwrap(), ["ä", "ö"]);
    headers.insert("x-name", line(b"\xe4"));
    headers.append("x-tags", line(b"\xe4"));
    assert_eq!((NAME.read(&headers), TAGS.read(&headers)), (None, None));
}

/// Where the document gives them `content`, values are JSON from the first character on.
/// The dates of cookies have commas, which is why each has a line of its own.
#[test]
fn cookies_are_whole_lines() {
    let cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2,3"];
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        headers.append("set-cookie", HeaderValue::from_static(cookie));
    }
    let read = Header::<Vec<String>>::new("Set-Cookie").read(&headers).unwrap();
    assert_eq!(read, cookies);
}

#[test]
fn json_has_quotes_and_commas_of_its_own() {
    const LIST: Header<Vec<String>> = Header::json("x-list");
    const TEXT: Header<String> = Header::json("x-text");
    let headers = [
        ("x-list", r#"["a","b,c"]"#),
        ("x-text", "\"abc\""),
        ("x-tags", "a,, b ,"),
        ("x-numbers", "1, 2,"),
    ];
    let headers = headers.into_iter().map(|(name, text)| {
        (http::HeaderName::from_static(name), http::HeaderValue::from_static(text))
    });
    let headers = headers.collect();
    assert_eq!(LIST.read(&headers).unwrap(), ["a", "b,c"]);
    assert_eq!(TEXT.read(&headers).as_deref(), Some("abc"));
    assert_eq!(Header::<String>::json("x-tags").read(&headers), None);
    assert_eq!(Header::<String>::json("x-none").read(&headers), None);
    // Empty elements of lists do not count.
    assert_eq!(TAGS.read(&headers).unwrap(), ["a", "b"]);
    assert_eq!(NUMBERS.read(&headers).unwrap(), [1, 2]);
}

#[test]
fn objects_are_pairs_or_json() {
    let read = |text: &'static str| {
        let headers = [("x-pet", text)].into_iter();
        let headers = headers.map(|(name, text)| {
            (http::HeaderName::from_static(name), http::HeaderValue::from_static(text))
        });
        DEEP.read(&headers.collect())
    };
    let old = Pet { age: Some(3), ..rex() };
    for (text, pet) in [
        ("name=Rex,age=3", Some(old.clone())),
        ("name, Rex, age, 3, more, x", Some(old.clone())),
        (r#"{"name":"Rex","age":3}"#, Some(old)),
        ("name,Rex", Some(rex())),
        ("age=3", None),
        ("name,Rex,age", None),
        ("name=Rex,age=old", None),
    ] {
        assert_eq!(read(text), pet, "{text}");
    }
}

/// What a request has been given before its options is not taken back by them.
#[tokio::test]
async fn options_of_a_request_keep_its_headers() {
    let mock = Mock::new().on_request("GET", "/x", 200, ());
    let client = client(&mock);
    let options = RequestOptions::new().header("x-b", "of options").max_retries(0);
    let raw = client.request(http::Method::GET, "/x").header("X-A", "own");
    raw.header("X-B", "own").options(options).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert_eq!(
        (sent.header("x-a"), sent.header("x-b")),
        (Some("own"), Some("of options"))
    );
    let raw = client.request(http::Method::GET, "/x").header("X A", "own");
    let error = raw.options(RequestOptions::new()).send().await.unwrap_err();
    assert!(error.to_string().contains("`X A`"), "{error}");
}
