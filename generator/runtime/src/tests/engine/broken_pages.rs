//! Pages that are not what they should be: a part is never taken for the whole.

use super::pages::{
    Cursor, CursorMore, Linked, Number, NumberMore, NumberTotal, Offset, OffsetTotal,
    Sparse, Url, items, mock,
};
use super::service::*;
use crate::runtime::{
    Answer, Error, Meta, Mock, NoFailure, Operation, Paged, Paging, Problem, Status,
};

const JSON: &str = "application/json";

const AGAIN: &str =
    "there is no way to the next page: the service gave the same page again";

/// The items before the end, and what was wrong there.
async fn read<O: Paged<Element = i64>>(
    mock: Mock,
    operation: O,
) -> (Vec<i64>, Option<String>) {
    let client = client(&mock);
    let mut pages = call(&client, operation).items();
    let mut found = Vec::new();
    loop {
        match pages.next().await {
            None => return (found, None),
            Some(Ok(item)) => found.push(item),
            Some(Err(Error::Decode(error))) => {
                assert!(pages.next().await.is_none(), "a failure ends it");
                return (found, Some(error.problem().to_string()));
            }
            Some(Err(_)) => panic!("another error"),
        }
    }
}

/// What is wrong with a page of this content type, to `.items()` and to `.pages()`.
async fn wrong(media: &str, body: &'static [u8]) -> (String, String) {
    let mock = || Mock::new().on_bytes::<Cursor>(200, &[("Content-Type", media)], body);
    let (found, problem) = read(mock(), Cursor::default()).await;
    let shown = String::from_utf8_lossy(body);
    assert!(found.is_empty(), "{shown}");
    let mock = mock();
    let client = client(&mock);
    let page = call(&client, Cursor::default()).pages().next().await.unwrap();
    let Err(Error::Decode(error)) = page else { panic!("{shown}") };
    assert_eq!(error.raw(), body);
    (problem.expect(&shown), error.problem().to_string())
}

#[tokio::test]
async fn answers_that_are_no_pages() {
    for (media, body, problem) in [
        (
            "text/html",
            &b"<html>Sign in</html>"[..],
            "the content is HTML, expected JSON",
        ),
        (JSON, b"", "the body is empty"),
        (JSON, b"null", "expected an object, found null (line 1, column 1)"),
        (JSON, b"\"oops\"", "expected an object, found a string (line 1, column 1)"),
        (JSON, b"[]", "expected an object, found an array (line 1, column 1)"),
        (
            JSON,
            b"{\"error\":\"maintenance\"}",
            "expected the required key `items` (line 1, column 1)",
        ),
        (
            JSON,
            b"{\"items\":null}",
            "expected an array, found null at `/items` (line 1, column 10)",
        ),
        (
            JSON,
            b"{\"items\":{}}",
            "expected an array, found an object at `/items` (line 1, column 10)",
        ),
        (
            JSON,
            b"{\"items\":[1,2],\"more\":true,\"ne",
            "expected the end of a string (line 1, column 31)",
        ),
        (JSON, b"{\"items\":[1]} x", "expected the end of the text (line 1, column 15)"),
        (
            JSON,
            b"{\"items\":[1],\"items\":[2]}",
            "expected the key `items` only once (line 1, column 22)",
        ),
        (
            JSON,
            b"\x1F\x8B\x08\x00\x00",
            "it is compressed in a way that was not asked for or is not read",
        ),
        (
            JSON,
            b"{\"items\":[1],\"x\":\"\xE9\"}",
            "expected text in UTF-8 (line 1, column 19)",
        ),
        (
            "application/json; charset=utf-16le",
            b"{\0\x00\xD8",
            "the text is not in the encoding that it says",
        ),
    ] {
        let (items, page) = wrong(media, body).await;
        assert_eq!(items, problem);
        assert_eq!(items, page);
    }
}

#[tokio::test]
async fn pages_that_are_no_pages_after_the_first() {
    let page = r#"{"items":[1],"next":"a"}"#;
    let html = |mock: Mock| {
        mock.on_bytes::<Cursor>(200, &[("Content-Type", "text/html")], "<p>Sign in</p>")
    };
    let (found, problem) = read(html(mock::<Cursor>(&[page])), Cursor::default()).await;
    assert_eq!(found, [1]);
    assert_eq!(problem.unwrap(), "the content is HTML, expected JSON");
}

#[tokio::test]
async fn pages_in_other_encodings_and_under_other_names() {
    let utf16: Vec<u8> =
        r#"{"items":[1],"next":null}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (media, body) in [
        ("application/json; charset=utf-16le", &utf16[..]),
        ("application/json; charset=iso-8859-1", b"{\"items\":[1],\"x\":\"\xE9\"}"),
        ("text/plain", b"{\"items\":[1]}"),
        (JSON, b"\xEF\xBB\xBF {\"items\" : [1] } \n"),
    ] {
        let body = body.to_vec();
        let mock = Mock::new().on_bytes::<Cursor>(200, &[("Content-Type", media)], body);
        assert_eq!(items(&mock, &Cursor::default()).await.0, [1], "{media}");
    }
}

#[tokio::test]
async fn items_that_may_be_missing() {
    for empty in ["{}", r#"{"items":null}"#, r#"{"items":[]}"#] {
        let (found, problem) = read(mock::<Sparse>(&[empty]), Sparse::default()).await;
        assert_eq!((found, problem), (vec![], None), "{empty}");
    }
    let bodies = [r#"{"next":"a"}"#, r#"{"items":[1]}"#];
    assert_eq!(items(&mock::<Sparse>(&bodies), &Sparse::default()).await.0, [1]);
    for broken in ["", "null", "null x", "[]", r#"{"items":0}"#, r#"{"items":[1]"#] {
        let (_, problem) = read(mock::<Sparse>(&[broken]), Sparse::default()).await;
        assert!(problem.is_some(), "{broken}");
    }
}

#[tokio::test]
async fn ways_to_the_next_page_that_cannot_be_read() {
    for (next, problem) in [
        ("{}", "expected a string or a number, found an object at `/next`"),
        ("[1]", "expected a string or a number, found an array at `/next`"),
        ("true", "expected a string or a number, found a boolean at `/next`"),
    ] {
        let page = format!(r#"{{"items":[1],"next":{next}}}"#);
        let (found, error) = read(mock::<Cursor>(&[&page]), Cursor::default()).await;
        assert!(found.is_empty() && error.unwrap().starts_with(problem), "{next}");
        let mock = mock::<Cursor>(&[&page]);
        let client = client(&mock);
        let mut pages = call(&client, Cursor::default()).pages();
        assert!(pages.next().await.unwrap().is_err());
        assert!(pages.next().await.is_none());
    }
    for next in
        ["{}", r#"{"url":"/v2/x"}"#, r#"{"href":1}"#, r#"{"href":{"href":"/v2/x"}}"#]
    {
        let page = format!(r#"{{"items":[1],"next":{next}}}"#);
        let (found, error) = read(mock::<Url>(&[&page]), Url::default()).await;
        let problem = "expected a URL, found an object at `/next`";
        assert!(found.is_empty() && error.unwrap().starts_with(problem), "{next}");
    }
    let page = r#"{"items":[1],"next":{},"more":false}"#;
    let mock_of = mock::<CursorMore>(&[page]);
    assert_eq!(items(&mock_of, &CursorMore::default()).await.0, [1]);
    let page = r#"{"items":[1],"next":false}"#;
    assert_eq!(items(&mock::<Cursor>(&[page]), &Cursor::default()).await.0, [1]);
}

#[tokio::test]
async fn pages_that_say_that_more_comes() {
    const NOWHERE: &str =
        "there is no way to the next page: it says that more comes, but not where";
    let nowhere = [r#"{"items":[1],"more":true,"next":null}"#];
    let (_, problem) = read(mock::<CursorMore>(&nowhere), CursorMore::default()).await;
    assert_eq!(problem.unwrap(), NOWHERE);
    let circle = [
        r#"{"items":[1],"more":true,"next":"a"}"#,
        r#"{"items":[2],"more":true,"next":"a"}"#,
    ];
    let (found, problem) =
        read(mock::<CursorMore>(&circle), CursorMore::default()).await;
    assert_eq!((found, problem.unwrap()), (vec![1, 2], AGAIN.to_owned()));
    let same = [r#"{"items":[0,0],"paging":{"total":6},"more":true}"#];
    for (found, problem) in [
        read(mock::<Offset>(&same), Offset::default()).await,
        read(mock::<Number>(&same), Number::default()).await,
        read(mock::<OffsetTotal>(&same), OffsetTotal::default()).await,
        read(mock::<NumberMore>(&same), NumberMore::default()).await,
    ] {
        assert_eq!((found, problem.unwrap()), (vec![0, 0], AGAIN.to_owned()));
    }
    let empty = [r#"{"items":[],"more":true}"#, r#"{"items":[1],"more":false}"#];
    let (found, queries) =
        items(&mock::<NumberMore>(&empty), &NumberMore::default()).await;
    assert_eq!((found, queries.len()), (vec![1], 2));
}

#[tokio::test]
async fn pages_that_are_alike() {
    let answers = |links: &[&str]| {
        links.iter().fold(Mock::new(), |mock, link| {
            mock.on_bytes::<Linked>(200, &[("Link", link)], r#"{"items":[0]}"#)
        })
    };
    let last = answers(&["</p?2>; rel=next", "</p?1>; rel=prev"]);
    assert_eq!(read(last, Linked::default()).await, (vec![0, 0], None));
    let circle = answers(&["</p?2>; rel=next"]);
    let (found, problem) = read(circle, Linked::default()).await;
    assert_eq!((found, problem.as_deref()), (vec![0], Some(AGAIN)));
    let endless = answers(&["</p?2>; rel=next", "</p?3>; rel=next"]);
    let (found, problem) = read(endless, Linked::default()).await;
    assert!(found.len() == 1 && problem.is_some());
}

/// Services may go on behind a cursor that stays.
#[tokio::test]
async fn cursors_that_stay() {
    let page = |items: &str| format!(r#"{{"items":[{items}],"next":"S"}}"#);
    for (items, found, problem) in [
        // It ends with a page without items, or one without a cursor.
        (&["1", "2", "3", ""][..], &[1, 2, 3][..], None),
        // The last page names itself.
        (&["1", "2", "2"], &[1, 2], None),
        // A service that takes no cursor.
        (&["1", "1"], &[1], Some(AGAIN)),
        // Whether it is the last page again, or another one that is alike, nobody knows.
        (&["1", "2", "3", "3", "4", ""], &[1, 2, 3], Some(AGAIN)),
    ] {
        let bodies: Vec<String> = items.iter().map(|items| page(items)).collect();
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let (all, why) = read(mock::<Cursor>(&bodies), Cursor::default()).await;
        assert_eq!((&*all, why.as_deref()), (found, problem), "{items:?}");
    }
    // What differs beside the items makes it no other page.
    let last = |took: u8| format!(r#"{{"took":{took},"items":[2],"next":"S"}}"#);
    let bodies = [&*page("1"), &last(1), &last(2), &last(3)];
    assert_eq!(
        read(mock::<Cursor>(&bodies), Cursor::default()).await,
        (vec![1, 2], None)
    );
}

/// Pages that are equal may be several, or the same one.
#[tokio::test]
async fn equal_pages_that_are_counted() {
    let bodies = [r#"{"items":[7,7]}"#, r#"{"items":[7,7]}"#, r#"{"items":[8]}"#];
    for (found, problem) in [
        read(mock::<Offset>(&bodies), Offset::default()).await,
        read(mock::<Number>(&bodies), Number::default()).await,
    ] {
        assert_eq!((found, problem.as_deref()), (vec![7, 7], Some(AGAIN)));
    }
}

#[tokio::test]
async fn totals_that_do_not_fit() {
    const MISSING: &str =
        "there is no way to the next page: it has no items, and says that more comes";
    let page = |items: &str, total: i64| {
        format!(r#"{{"items":[{items}],"paging":{{"total":{total}}},"pages":{total}}}"#)
    };
    let pages = |pages: &[(&str, i64)]| -> Vec<String> {
        pages.iter().map(|(items, total)| page(items, *total)).collect()
    };
    for (given, problem) in [
        (pages(&[("1,2", 5), ("", 5)]), Some(MISSING)),
        (pages(&[("1,2", 2), ("3", 2)]), None),
        (pages(&[("1,2", -1), ("", -1)]), None),
        (pages(&[("1,2", 0), ("", 0)]), None),
        (pages(&[("", 0)]), None),
        (pages(&[("", 3)]), Some(MISSING)),
    ] {
        let bodies: Vec<&str> = given.iter().map(String::as_str).collect();
        let (found, why) =
            read(mock::<OffsetTotal>(&bodies), OffsetTotal::default()).await;
        assert_eq!(why.as_deref(), problem, "{given:?}");
        assert_eq!(found.len(), if bodies[0].contains("[]") { 0 } else { 2 });
    }
    // From behind the last one nothing comes.
    let empty = page("", 3);
    assert_eq!(
        read(mock::<OffsetTotal>(&[&empty]), OffsetTotal(Some(3), None)).await,
        (vec![], None)
    );
    for (given, items, problem) in [
        (pages(&[("1", 3), ("", 3)]), 1, Some(MISSING)),
        (pages(&[("1", 2), ("", 2)]), 1, None),
        (pages(&[("1", 0), ("2", 0), ("", 0)]), 2, None),
        (pages(&[("", 1)]), 0, None),
    ] {
        let bodies: Vec<&str> = given.iter().map(String::as_str).collect();
        let (found, why) =
            read(mock::<NumberTotal>(&bodies), NumberTotal::default()).await;
        assert_eq!((found.len(), why.as_deref()), (items, problem), "{given:?}");
    }
}

#[tokio::test]
async fn empty_pages_without_end() {
    const EMPTY: &str = "there is no way to the next page: 100 pages in a row are empty";
    let page = |at: usize, items: &str| {
        format!(r#"{{"items":[{items}],"next":"cursor {at}"}}"#)
    };
    let pages: Vec<String> = (0..300)
        .map(|at| page(at, if at == 99 || at == 100 { "1" } else { "" }))
        .collect();
    let bodies: Vec<&str> = pages.iter().map(String::as_str).collect();
    let (found, problem) = read(mock::<Cursor>(&bodies), Cursor::default()).await;
    assert_eq!((found, problem.as_deref()), (vec![1, 1], Some(EMPTY)));
    // Who takes the pages themselves sees that they are empty.
    let mock = mock::<Cursor>(&bodies);
    let client = client(&mock);
    let mut pages = call(&client, Cursor::default()).pages();
    for _ in 0..300 {
        pages.next().await.unwrap().unwrap();
    }
}

/// Page or something else, as its status says.
#[derive(Clone, Debug)]
struct Mixed;

impl Operation for Mixed {
    type Output = crate::runtime::Value;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "mixed",
        answers: &[
            Answer::new(Status::Exact(200), &[JSON]),
            Answer::new(Status::Exact(202), &[JSON]),
            Answer::new(Status::Exact(206), &[JSON]),
        ],
        ..Meta::DEFAULT
    };
}

impl Paged for Mixed {
    type Element = i64;
    const PAGING: Paging =
        Paging { items: &["items"], optional: true, ..Paging::DEFAULT };
}

#[tokio::test]
async fn other_answers_than_pages() {
    for (status, body) in
        [(202, "{}"), (202, "\"not yet\""), (202, ""), (206, "{\"items\":null}")]
    {
        let mock =
            || Mock::new().on_bytes::<Mixed>(status, &[("Content-Type", JSON)], body);
        let (_, problem) = read(mock(), Mixed).await;
        assert_eq!(problem.unwrap(), Problem::NoPage.to_string(), "{body}");
        if !body.is_empty() {
            let mock = mock();
            let client = client(&mock);
            let mut pages = call(&client, Mixed).pages();
            assert!(pages.next().await.unwrap().is_ok(), "{body}");
            assert!(pages.next().await.is_none());
        }
    }
    let part = Mock::new().on_bytes::<Mixed>(206, &[], r#"{"items":[1]}"#);
    assert_eq!(read(part, Mixed).await, (vec![1], None));
}
