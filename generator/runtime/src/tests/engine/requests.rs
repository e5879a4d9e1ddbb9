//! Parameters, as OpenAPI's tables have them.

use serde_json::json;

use super::service::*;
use crate::runtime::requests::params::{header_value, path_value};
use crate::runtime::{
    Content, Error, Mock, NoFailure, Operation, Pairs, Param, PartEncoding,
    RequestOptions, Slot, Style, Value, fields,
};

#[derive(Clone, Debug, PartialEq, Eq)]
struct Colour {
    r: i64,
    g: i64,
    b: i64,
    alpha: Option<i64>,
}

fields! {
    Colour {
        r: "R",
        g: "G",
        b: "B",
        alpha,
    }
}

const COLOUR: Colour = Colour { r: 100, g: 200, b: 150, alpha: None };

fn colours() -> Vec<String> {
    ["blue", "black", "brown"].map(String::from).to_vec()
}

fn query(param: Param, value: &impl Slot) -> String {
    let mut pairs = Pairs::default();
    pairs.push_styled(&param, value.view()).unwrap();
    pairs.text
}

#[test]
fn path_styles() {
    let text = String::from("blue");
    let empty = String::new();
    let rows = [
        (Style::Simple, false, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (Style::Simple, true, "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
        (Style::Label, false, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (Style::Label, true, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (
            Style::Matrix,
            false,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            Style::Matrix,
            true,
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
    ];
    for (style, explode, nothing, one, list, object) in rows {
        let param = Param::path("color").style(style).explode(explode);
        let value = |slot: &dyn Fn() -> String| slot();
        assert_eq!(value(&|| path_value(&param, empty.view()).unwrap()), nothing);
        assert_eq!(value(&|| path_value(&param, text.view()).unwrap()), one);
        assert_eq!(value(&|| path_value(&param, colours().view()).unwrap()), list);
        assert_eq!(value(&|| path_value(&param, COLOUR.view()).unwrap()), object);
    }
}

#[test]
fn query_styles() {
    let text = String::from("blue");
    let rows = [
        (Style::Form, true, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        (Style::Form, false, "color=blue,black,brown", "color=R,100,G,200,B,150"),
        (
            Style::SpaceDelimited,
            false,
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            Style::PipeDelimited,
            false,
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            Style::DeepObject,
            false,
            "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ];
    for (style, explode, list, object) in rows {
        let param = Param::query("color").style(style).explode(explode);
        assert_eq!(query(param, &String::new()), "color=");
        assert_eq!(query(param, &text), "color=blue");
        assert_eq!(query(param, &colours()), list, "{style:?}");
        assert_eq!(query(param, &COLOUR), object, "{style:?}");
        assert_eq!(query(param, &Vec::<String>::new()), "");
        assert_eq!(query(param, &None::<String>), "");
        assert_eq!(query(param, &Value::Null), "");
    }
}

#[test]
fn lists_in_exploded_objects_are_repeated() {
    let value = json!({ "page": 1, "sort": ["a,desc", "b"] });
    let param = Param::query("pageable");
    assert_eq!(query(param, &value), "page=1&sort=a%2Cdesc&sort=b");
}

#[test]
fn deep_objects_nest() {
    let param = Param::query("f").style(Style::DeepObject);
    let value =
        json!({"a": {"b": {"c d": 1}}, "l": [1, 2], "o": [{"x": true}], "n": null});
    assert_eq!(
        query(param, &value),
        "f%5Ba%5D%5Bb%5D%5Bc%20d%5D=1&f%5Bl%5D%5B0%5D=1&f%5Bl%5D%5B1%5D=2&f%5Bo%5D%5B0%5D%5Bx%5D=true"
    );
}

/// Behind a bracket every place of a list has its number: of names that are the same, readers of
/// brackets keep the last one.
#[test]
fn lists_within_brackets_have_indices() {
    let param = Param::query("items").style(Style::DeepObject);
    let value = json!([{ "price": "p", "taxes": ["a", "b"] }, { "taxes": [["c"]] }]);
    let expected = [
        "items[0][price]=p",
        "items[0][taxes][0]=a",
        "items[0][taxes][1]=b",
        "items[1][taxes][0][0]=c",
    ];
    let expected = expected.join("&").replace('[', "%5B").replace(']', "%5D");
    assert_eq!(query(param, &value), expected);
    let encodings = [PartEncoding::new(param)];
    let whole = json!({ "items": value });
    let content =
        Content::form("application/x-www-form-urlencoded", whole.view(), &encodings);
    assert_eq!(content.into_body().unwrap().as_bytes().unwrap(), expected.as_bytes());
}

#[test]
fn scalars_as_text() {
    let param = Param::query("v");
    assert_eq!(query(param, &true), "v=true");
    assert_eq!(query(param, &-5_i64), "v=-5");
    assert_eq!(query(param, &u64::MAX), "v=18446744073709551615");
    assert_eq!(query(param, &1.0_f64), "v=1");
    assert_eq!(query(param, &0.1_f64), "v=0.1");
    assert_eq!(query(param, &json!([{"a": 1}, [2]])), "v=%7B%22a%22%3A1%7D&v=%5B2%5D");
}

#[test]
fn values_cannot_add_parameters() {
    let hostile = String::from("a&b=c#d+e%20\r\n;é\"'<>[]");
    let expected = "q=a%26b%3Dc%23d%2Be%2520%0D%0A%3B%C3%A9%22%27%3C%3E%5B%5D";
    assert_eq!(query(Param::query("q"), &hostile), expected);
    assert_eq!(query(Param::query("a&b[]"), &1_i64), "a%26b%5B%5D=1");
    let reserved = query(Param::query("q").allow_reserved(), &hostile);
    assert_eq!(reserved, "q=a%26b=c%23d%2Be%20%0D%0A;%C3%A9%22'%3C%3E%5B%5D");
    let param = Param::query("q").allow_reserved();
    assert_eq!(query(param, &String::from("/a:b?c=d@e,f%zz")), "q=/a:b?c=d@e,f%25zz");
}

#[test]
fn content_is_json() {
    let param = Param::query("q").content("application/json");
    assert_eq!(query(param, &json!({"a": [1]})), "q=%7B%22a%22%3A%5B1%5D%7D");
    let header = Param::header("X").content("application/json");
    assert_eq!(header_value(&header, json!({"a": 1}).view()).unwrap(), "{\"a\":1}");
}

#[tokio::test]
async fn every_place_of_a_parameter() {
    let mock = Mock::new().on::<FindPets>(200, ());
    let client = client(&mock);
    let mut find = FindPets::of("a/b");
    find.values[1] = json!(["x", "y z"]);
    find.values[2] = json!({"age": 3});
    find.values[3] = json!("t1");
    find.values[4] = json!("dark blue");
    call(&client, find).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert_eq!(
        sent.url(),
        "https://api.example.com/v1/owners/a%2Fb/pets?tag=x&tag=y%20z&filter%5Bage%5D=3"
    );
    assert_eq!(sent.header("x-trace"), Some("t1"));
    assert_eq!(sent.header("cookie"), Some("theme=dark%20blue"));
    assert_eq!(sent.header("user-agent"), Some("pets/1.0"));
    assert_eq!(sent.header("pets-version"), Some("2020-09-17"));
    assert_eq!(sent.header("accept"), Some("*/*"));
    assert_eq!((sent.header("content-type"), sent.body()), (None, &b""[..]));
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before() {
    let mock = Mock::new().on::<FindPets>(200, ());
    let client = client(&mock);
    let mut find = FindPets::of("a");
    find.values[3] = json!("a\r\nX-Evil: 1");
    let error = call(&client, find).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request was not sent: the value of the header `X-Trace` has a control character \
         in it, such as a line break"
    );
    let key = RequestOptions::new().idempotency_key("a\r\nb");
    let made = call(&client, FindPets::of("a")).options(key).send().await;
    assert!(matches!(made, Err(Error::Request(_))));
    assert!(call(&client, FindPets::of("..")).send().await.is_err());
    assert!(mock.requests().is_empty());
}

/// Client, call and request of one's own say the same of a header, the first one that is wrong.
#[tokio::test]
async fn a_header_is_refused_in_the_same_words_everywhere() {
    let value = "the value of the header `X-A` has a control character in it, such as a line break";
    for (name, sent, why) in [
        ("X-A", "s3cret\nb", value),
        ("X A\n", "b", "`X A\\n` cannot be the name of a header"),
        ("", "b", "`` cannot be the name of a header"),
        (
            "Content-Length",
            "7",
            "the header `Content-Length` is set by the transport alone",
        ),
        ("connection", "a\nb", "the header `connection` is set by the transport alone"),
    ] {
        let mock = Mock::new();
        let built =
            builder().header(name, sent).header("B B", "").transport(mock.clone());
        assert_eq!(built.build().unwrap_err().to_string(), why);
        let options = RequestOptions::new().header(name, sent).header("B B", "");
        let client = client(&mock);
        let made = call(&client, FindPets::of("a")).options(options).send().await;
        let not_sent = format!("the request was not sent: {why}");
        assert_eq!(made.unwrap_err().to_string(), not_sent);
        let raw = client.request(http::Method::GET, "/").header(name, sent);
        assert_eq!(
            raw.header("B B", "").send().await.unwrap_err().to_string(),
            not_sent
        );
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn headers_of_a_call_go_before_those_of_the_client() {
    let mock = Mock::new().on::<GetPet>(200, rex());
    let client = builder()
        .header("Pets-Version", "2")
        .header("X-A", "client")
        .transport(mock.clone())
        .build()
        .unwrap();
    let options =
        RequestOptions::new().header("x-a", "call").header("accept", "text/csv");
    call(&client, GetPet).options(options).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert_eq!(sent.header("pets-version"), Some("2"));
    assert_eq!(
        (sent.header("x-a"), sent.header("accept")),
        (Some("call"), Some("text/csv"))
    );
}

#[derive(Clone, Debug)]
struct Dated {
    limit: Option<i64>,
}

impl Operation for Dated {
    type Output = ();
    type Failure = NoFailure;
    const META: crate::runtime::Meta = crate::runtime::Meta {
        id: "dated",
        path: "/{version}/pets",
        params: &[
            Param::query("limit"),
            Param::path("version"),
            Param::query("strict").required(),
            Param::header("X-Shard").required(),
        ],
        ..crate::runtime::Meta::DEFAULT
    };

    crate::runtime::values_of! { limit; version = "v 2", strict = true, x_shard = -7 }
}

#[tokio::test]
async fn constant_parameters_are_sent_by_themselves() {
    let mock = Mock::new().on::<Dated>(200, ());
    let client = builder().transport(mock.clone()).build().unwrap();
    call(&client, Dated { limit: Some(3) }).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert!(sent.url().ends_with("/v%202/pets?limit=3&strict=true"), "{}", sent.url());
    assert_eq!(sent.header("x-shard"), Some("-7"));
}

#[derive(Clone, Debug)]
struct Versioned(Option<String>);

impl Operation for Versioned {
    type Output = ();
    type Failure = NoFailure;
    const META: crate::runtime::Meta = crate::runtime::Meta {
        id: "versioned",
        params: &[Param::header("Api-Version").fallback("2024-10-01")],
        ..crate::runtime::Meta::DEFAULT
    };

    fn param(&self, _: usize) -> crate::runtime::View<'_> {
        self.0.view()
    }
}

#[tokio::test]
async fn a_header_that_has_to_be_there_is_the_clients() {
    let mock = Mock::new().on::<Versioned>(200, ());
    let sent = async |client: &crate::runtime::Client, given: Option<&str>| {
        let operation = Versioned(given.map(str::to_owned));
        call(client, operation).send().await.unwrap();
        mock.requests().last().unwrap().header("api-version").map(str::to_owned)
    };
    let plain = builder().transport(mock.clone()).build().unwrap();
    let own =
        builder().header("Api-Version", "2").transport(mock.clone()).build().unwrap();
    assert_eq!(sent(&plain, None).await.as_deref(), Some("2024-10-01"));
    assert_eq!(sent(&own, None).await.as_deref(), Some("2"));
    assert_eq!(sent(&own, Some("3")).await.as_deref(), Some("3"));
}

#[derive(Clone, Debug)]
struct Ignored;

impl Operation for Ignored {
    type Output = ();
    type Failure = NoFailure;
    const META: crate::runtime::Meta = crate::runtime::Meta {
        id: "ignored",
        params: &[
            Param::header("Accept"),
            Param::header("Content-Type"),
            Param::header("Authorization"),
            Param::header("X-Needed").required(),
            Param::header("Content-Length"),
            Param::header("Host"),
        ],
        ..crate::runtime::Meta::DEFAULT
    };

    fn param(&self, at: usize) -> crate::runtime::View<'_> {
        if at == 3 { crate::runtime::View::Absent } else { "x".into() }
    }
}

#[tokio::test]
async fn infinity_is_not_sent() {
    let mut pairs = Pairs::default();
    let param = Param::query("x");
    assert!(pairs.push_styled(&param, f64::INFINITY.view()).is_err());
    assert!(pairs.push_styled(&param, f32::NAN.view()).is_err());
    pairs.push_styled(&param, 0.5_f64.view()).unwrap();
    assert_eq!(pairs.text, "x=0.5");
}

#[tokio::test]
async fn required_parameters_are_missed() {
    let client = client(&Mock::new());
    let error = call(&client, Ignored).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request was not sent: the parameter `X-Needed` is missing"
    );
}
