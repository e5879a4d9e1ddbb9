//! Answers in pages.

use super::service::*;
use crate::runtime::{
    Content, Error, Meta, Method, Mock, NextPage, NoFailure, Operation, Paged, Paging,
    Param, Place, Recorded, RequestOptions, Slot, Value, View, fields,
};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    pub(super) items: Vec<i64>,
    next: Option<Value>,
}

fields! {
    Page {
        items: "items",
        next: "next",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    name: Option<String>,
    offset: Option<i64>,
}

fields! {
    Filter {
        name: "name",
        offset: "offset",
    }
}

impl Filter {
    pub(super) fn named(name: &str) -> Self {
        Self { name: Some(name.to_owned()), offset: None }
    }
}

macro_rules! paged {
    ($($name:ident: $paging:expr;)*) => {$(
        /// With the value of its parameter and its body.
        #[derive(Clone, Debug, Default)]
        pub(super) struct $name(pub(super) Option<i64>, pub(super) Option<Filter>);

        impl Operation for $name {
            type Output = Page;
            type Failure = NoFailure;
            const META: Meta = Meta {
                id: stringify!($name),
                method: Method::POST,
                params: &[Param::query("limit"), Param::query("from")],
                security: &[&["queryKey"], &[]],
                ..GetPet::META
            };

            fn param(&self, at: usize) -> View<'_> {
                if at == 1 { self.0.view() } else { View::I64(2) }
            }

            fn body(&self) -> Option<Content<'_>> {
                let body = self.1.as_ref()?;
                Some(Content::json("application/json", body.view()))
            }
        }

        impl Paged for $name {
            type Element = i64;
            const PAGING: Paging = Paging { items: &["items"], ..$paging };
        }
    )*};
}

const FROM: Place = Place::Param(1);

/// An offset of type `number`.
#[derive(Clone, Debug)]
struct FloatOffset(Option<f64>);

impl Operation for FloatOffset {
    type Output = Page;
    type Failure = NoFailure;
    const META: Meta = Offset::META;

    fn param(&self, at: usize) -> View<'_> {
        if at == 1 { self.0.view() } else { View::I64(2) }
    }
}

impl Paged for FloatOffset {
    type Element = i64;
    const PAGING: Paging = Offset::PAGING;
}

paged! {
    Offset: Paging { next: NextPage::Offset(FROM), ..Paging::DEFAULT };
    OffsetTotal: Paging {
        next: NextPage::Offset(FROM), total: &["paging", "total"], ..Paging::DEFAULT
    };
    OffsetField: Paging { next: NextPage::Offset(Place::Field(&["offset"])), ..Paging::DEFAULT };
    Number: Paging { next: NextPage::Number(FROM, 1), ..Paging::DEFAULT };
    NumberTotal: Paging {
        next: NextPage::Number(FROM, 0), total: &["pages"], ..Paging::DEFAULT
    };
    NumberMore: Paging { next: NextPage::Number(FROM, 1), more: &["more"], ..Paging::DEFAULT };
    NumberNull: Paging {
        next: NextPage::Number(FROM, 1), null_at_end: &["next"], ..Paging::DEFAULT
    };
    Cursor: Paging { next: NextPage::Cursor(FROM, &["next"]), ..Paging::DEFAULT };
    LastItem: Paging { next: NextPage::Cursor(FROM, &["items", "-1"]), ..Paging::DEFAULT };
    HeaderCursor: Paging { next: NextPage::HeaderCursor(FROM, "x-next"), ..Paging::DEFAULT };
    Url: Paging { next: NextPage::Url(&["next"]), ..Paging::DEFAULT };
    Linked: Paging::DEFAULT;
    Sparse: Paging { next: NextPage::Cursor(FROM, &["next"]), optional: true, ..Paging::DEFAULT };
    CursorMore: Paging {
        next: NextPage::Cursor(FROM, &["next"]), more: &["more"], ..Paging::DEFAULT
    };
}

pub(super) fn mock<O: Operation>(bodies: &[&str]) -> Mock {
    let add = |mock: Mock, body: &&str| {
        mock.on_bytes::<O>(
            200,
            &[("Content-Type", "application/json")],
            body.to_string(),
        )
    };
    bodies.iter().fold(Mock::new(), add)
}

/// All items and the queries that asked for them.
pub(super) async fn items<O: Paged<Element = i64> + Clone>(
    mock: &Mock,
    operation: &O,
) -> (Vec<i64>, Vec<String>)
where
    O::Failure: std::fmt::Debug,
{
    let client = client(mock);
    let mut pages = call(&client, operation.clone()).items();
    let mut found = Vec::new();
    while let Some(item) = pages.next().await {
        found.push(item.expect("an item"));
    }
    assert!(pages.next().await.is_none(), "it stays at its end");
    let queries = mock.requests().iter().map(|sent| sent.query().to_owned()).collect();
    (found, queries)
}

#[tokio::test]
async fn offsets() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#];
    let (found, queries) = items(&mock::<Offset>(&bodies), &Offset::default()).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&from=2", "limit=2&from=3"]);
    let (_, queries) = items(&mock::<Offset>(&bodies), &Offset(Some(7), None)).await;
    assert_eq!(queries, ["limit=2&from=7", "limit=2&from=9", "limit=2&from=10"]);
    let bodies = [
        r#"{"paging":{"total":3},"items":[1,2]}"#,
        r#"{"paging":{"total":3},"items":[3]}"#,
    ];
    let (found, queries) =
        items(&mock::<OffsetTotal>(&bodies), &OffsetTotal::default()).await;
    assert_eq!((found.len(), queries.len()), (3, 2));
}

#[tokio::test]
async fn offsets_that_are_numbers() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[]}"#];
    let from = |from: Option<f64>| FloatOffset(from);
    let (_, queries) = items(&mock::<FloatOffset>(&bodies), &from(Some(100.0))).await;
    assert_eq!(queries, ["limit=2&from=100", "limit=2&from=102"]);
}

#[tokio::test]
async fn offsets_in_the_body() {
    let mock = mock::<OffsetField>(&[r#"{"items":[1,2]}"#, r#"{"items":[]}"#]);
    let filter = Filter { name: Some("a".into()), offset: None };
    items(&mock, &OffsetField(None, Some(filter))).await;
    let bodies: Vec<Value> = mock.requests().iter().map(Recorded::json).collect();
    assert_eq!(bodies[0], serde_json::json!({ "name": "a" }));
    assert_eq!(bodies[1], serde_json::json!({ "name": "a", "offset": 2 }));
}

#[tokio::test]
async fn page_numbers() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3,4]}"#, r#"{"items":[]}"#];
    let (_, queries) = items(&mock::<Number>(&bodies), &Number::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=2", "limit=2&from=3"]);
    let bodies = [r#"{"items":[1],"pages":2}"#, r#"{"items":[2],"pages":2}"#];
    let (_, queries) =
        items(&mock::<NumberTotal>(&bodies), &NumberTotal::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=1"]);
    let bodies = [r#"{"items":[1],"more":true}"#, r#"{"items":[2],"more":false}"#];
    let (_, queries) = items(&mock::<NumberMore>(&bodies), &NumberMore::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=2"]);
    let bodies = [r#"{"items":[1]}"#, r#"{"items":[2],"next":null}"#];
    let (_, queries) = items(&mock::<NumberNull>(&bodies), &NumberNull::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=2"]);
}

#[tokio::test]
async fn cursors() {
    // An empty page is not the end where a cursor says that more comes.
    let bodies = [
        r#"{"items":[1],"next":"a&b"}"#,
        r#"{"items":[],"next":7}"#,
        r#"{"items":[2],"next":null}"#,
    ];
    let (found, queries) = items(&mock::<Cursor>(&bodies), &Cursor::default()).await;
    assert_eq!(found, [1, 2]);
    assert_eq!(queries, ["limit=2", "limit=2&from=a%26b", "limit=2&from=7"]);
    for end in [
        r#"{"items":[2],"next":""}"#,
        r#"{"items":[2]}"#,
        r#"{"items":[2],"next":"a&b"}"#,
    ] {
        let (found, _) =
            items(&mock::<Cursor>(&[bodies[0], end]), &Cursor::default()).await;
        assert_eq!(found, [1, 2], "{end}");
    }
    let bodies = [r#"{"items":[1,5]}"#, r#"{"items":[]}"#];
    let (_, queries) = items(&mock::<LastItem>(&bodies), &LastItem::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=5"]);
    let mock = Mock::new()
        .on_bytes::<HeaderCursor>(200, &[("X-Next", "n")], r#"{"items":[1]}"#)
        .on_bytes::<HeaderCursor>(200, &[], r#"{"items":[2]}"#);
    let (_, queries) = items(&mock, &HeaderCursor::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=n"]);
    let mock = Mock::new()
        .on_bytes::<HeaderCursor>(200, &[("X-Next", "ü")], r#"{"items":[1]}"#)
        .on_bytes::<HeaderCursor>(200, &[], r#"{"items":[2]}"#);
    let (_, queries) = items(&mock, &HeaderCursor::default()).await;
    assert_eq!(queries, ["limit=2", "limit=2&from=%C3%BC"]);
}

#[tokio::test]
async fn circles_that_lead_back_to_the_start() {
    let page = |item: u8, next: &str| format!(r#"{{"items":[{item}],"next":"{next}"}}"#);
    let (two, one) = (page(1, "?limit=2&from=9"), page(2, "/v1/pets?limit=2"));
    let mock_of = mock::<Url>(&[&two, &one, &two]);
    assert_eq!(items(&mock_of, &Url::default()).await.0, [1, 2]);
    let (own, next) = (page(1, "7"), page(2, "8"));
    let cursor = Cursor(Some(7), None);
    let (end, again) = (page(3, ""), [&*own, &*own]);
    assert_eq!(items(&mock::<Cursor>(&again), &cursor).await.0, [1]);
    assert_eq!(items(&mock::<Cursor>(&[&own, &next, &end]), &cursor).await.0, [1, 2, 3]);
    assert_eq!(items(&mock::<Cursor>(&[&next, &own, &next]), &cursor).await.0, [2, 1]);
}

#[tokio::test]
async fn idempotency_keys() {
    let page = r#"{"items":[1],"next":"a"}"#;
    let mock =
        mock::<Cursor>(&[page, r#"{"items":[2],"next":"b"}"#, r#"{"items":[3]}"#]);
    let client = client(&mock);
    let options = RequestOptions::new().idempotency_key("KEY");
    let mut pages = call(&client, Cursor::default()).options(options).items();
    while let Some(item) = pages.next().await {
        item.unwrap();
    }
    let sent = mock.requests();
    let keys: Vec<_> = sent.iter().map(|one| one.header("idempotency-key")).collect();
    assert_eq!(keys, [Some("KEY"), Some("KEY-2"), Some("KEY-3")]);
}

#[tokio::test]
async fn urls_on_the_same_origin() {
    let client = |mock: &Mock| {
        let key = crate::runtime::Credential::api_key("k");
        builder().transport(mock.clone()).credential("queryKey", key).build().unwrap()
    };
    for (next, url) in [
        (
            "https://API.example.com:443/v2/x?a=1%20b#c",
            "https://api.example.com/v2/x?a=1%20b&api_key=k",
        ),
        ("/v2/x", "https://api.example.com/v2/x?api_key=k"),
        ("?page=2", "https://api.example.com/v1/pets?page=2&api_key=k"),
        ("pets/2?x", "https://api.example.com/v1/pets/2?x&api_key=k"),
        ("//api.example.com/y:z", "https://api.example.com/y:z?api_key=k"),
        ("./u?page=2", "https://api.example.com/v1/u?page=2&api_key=k"),
        (
            "https://api.example.com/v1/../v1/./u",
            "https://api.example.com/v1/u?api_key=k",
        ),
        ("../../..", "https://api.example.com/?api_key=k"),
        ("/v1/pets/2/..?a=/../b", "https://api.example.com/v1/pets/?a=/../b&api_key=k"),
        // Behind a proxy, a service may not know that it is called by `https`.
        ("http://api.example.com/v2/x", "https://api.example.com/v2/x?api_key=k"),
        ("http://API.example.com:80/v2/x", "https://api.example.com/v2/x?api_key=k"),
        ("/ä?q=ö", "https://api.example.com/%C3%A4?q=%C3%B6&api_key=k"),
        // The credential is in it already.
        ("?api_key=k&page=2", "https://api.example.com/v1/pets?page=2&api_key=k"),
        (
            "?page=2&api%5Fkey=old&x",
            "https://api.example.com/v1/pets?page=2&x&api_key=k",
        ),
    ] {
        for next in [serde_json::json!(next), serde_json::json!({ "href": next })] {
            let first = serde_json::json!({ "items": [1], "next": next }).to_string();
            let mock = mock::<Url>(&[&first, r#"{"items":[2]}"#]);
            let client = client(&mock);
            let mut pages = call(&client, Url::default()).pages();
            assert_eq!(pages.next().await.unwrap().unwrap().items, [1]);
            assert_eq!(pages.next().await.unwrap().unwrap().items, [2]);
            assert!(pages.next().await.is_none());
            assert_eq!(mock.requests()[1].url(), url);
            assert_eq!(mock.requests()[1].header("pets-version"), Some("2020-09-17"));
        }
    }
}

#[tokio::test]
async fn urls_that_must_not_be_followed() {
    for next in [
        "https://evil.example.com/v1/pets",
        "http://evil.example.com/v1/pets",
        "http://api.example.com:8080/v1/pets",
        "https://api.example.com:8443/v1/pets",
        "https://api.example.com@evil.example.com/",
        "//evil.example.com/",
        "/v1/%2e%2e/admin",
        "/v1\\..\\admin",
        "javascript:alert(1)",
        "https://",
    ] {
        let first = serde_json::json!({ "items": [1], "next": next }).to_string();
        let mock = mock::<Url>(&[&first]);
        let client = client(&mock);
        let mut pages = call(&client, Url::default()).pages();
        assert_eq!(pages.next().await.unwrap().unwrap().items, [1]);
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{next}: {error:?}");
        assert!(pages.next().await.is_none());
        assert_eq!(mock.requests().len(), 1, "{next}");
    }
}

#[tokio::test]
async fn link_headers() {
    let link = "<https://api.example.com/v1/pets?page=1>; rel=\"prev\", </v1/pets?page=3>; rel=next";
    let mock = Mock::new()
        .on_bytes::<Linked>(200, &[("Link", link)], r#"{"items":[1]}"#)
        .on_bytes::<Linked>(200, &[("Link", "</x>; rel=first")], r#"{"items":[2]}"#);
    let (found, queries) = items(&mock, &Linked::default()).await;
    assert_eq!((found, &*queries[1]), (vec![1, 2], "page=3"));
    // With characters that are not ASCII, and about this page or another one.
    for (link, pages) in [
        ("</p?q=ü>; rel=next; title=\"café\"", 2),
        ("</p>; rel=next; anchor=\"https://api.example.com/v1/pets?limit=2\"", 2),
        ("</p>; rel=next; anchor=\"/v1/pets?limit=9\"", 1),
    ] {
        let mock = Mock::new()
            .on_bytes::<Linked>(200, &[("Link", link)], r#"{"items":[1]}"#)
            .on_bytes::<Linked>(200, &[], r#"{"items":[2]}"#);
        assert_eq!(items(&mock, &Linked::default()).await.0.len(), pages, "{link}");
    }
}

#[tokio::test]
async fn failures_end_it() {
    let page = r#"{"items":[1],"next":"a"}"#;
    let broken = r#"{"items":[true],"next":"b"}"#;
    let mock = mock::<Cursor>(&[page, broken]);
    let client = client(&mock);
    let mut pages = call(&client, Cursor::default()).items();
    assert_eq!(pages.next().await.unwrap().unwrap(), 1);
    let Err(Error::Decode(error)) = pages.next().await.unwrap() else { panic!() };
    assert!(error.to_string().contains("`/items/0`"), "{error}");
    assert!(pages.next().await.is_none());
    let failing = Mock::new().on::<Cursor>(500, ());
    let client = super::service::client(&failing);
    let mut pages = call(&client, Cursor::default()).pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    assert!(pages.next().await.is_none());
}
