//! Answers that are read while they come.

use std::collections::VecDeque;

use super::service::*;
use crate::runtime::{
    Error, Events, Framing, ItemStream, Lines, Meta, Mock, Operation, Pieces, Sequence,
    Slot, Streams, Value, WholeEvents, fields,
};

/// An event with text; others of its stream have JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SaidText {
    event: String,
    data: String,
}

fields! {
    SaidText {
        event,
        data,
    }
}

/// An event whose id is described as a number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NumberedText {
    id: Option<i64>,
    data: String,
}

fields! {
    NumberedText {
        id,
        data,
    }
}

macro_rules! streaming {
    ($($name:ident: $item:ty, $framing:ty, $accept:literal;)*) => {$(
        #[derive(Clone, Debug)]
        struct $name;

        impl Operation for $name {
            type Output = crate::runtime::Bytes;
            type Failure = PetFailure;
            const META: Meta = Meta { id: stringify!($name), ..GetPet::META };
        }

        impl Streams for $name {
            type Item = $item;
            type Framing = $framing;
            const ACCEPT: &'static str = $accept;
        }
    )*};
}

pub(super) use streaming;

streaming! {
    PetEvents: Pet, Events, "text/event-stream";
    TextEvents: String, Events, "text/event-stream";
    WholeJson: Value, WholeEvents<true>, "text/event-stream";
    WholeText: Value, WholeEvents<false>, "text/event-stream";
    Said: SaidText, WholeEvents<true>, "text/event-stream";
    Numbered: NumberedText, WholeEvents<true>, "text/event-stream";
    PetLines: Pet, Lines, "application/x-ndjson";
    TextLines: String, Lines, "application/x-ndjson";
    PetSequence: Value, Sequence, "application/json-seq";
}

pub(super) const EVENTS: &[(&str, &str)] =
    &[("Content-Type", "text/event-stream; charset=utf-8")];
const LINES: &[(&str, &str)] = &[("Content-Type", "application/x-ndjson")];
const SEQUENCE: &[(&str, &str)] = &[("Content-Type", "application/json-seq")];

/// The stream of an answer that comes in these pieces.
async fn stream<O: Streams + Clone>(
    operation: O,
    headers: &[(&str, &str)],
    pieces: &[&[u8]],
) -> ItemStream<O::Item, O::Framing>
where
    O::Failure: std::fmt::Debug,
{
    let mock = Mock::new().on_pieces::<O>(200, headers, pieces);
    let answer = call(&client(&mock), operation).stream().await;
    answer.expect("a stream").into_inner()
}

async fn all<T: Slot, F: Framing>(
    mut stream: ItemStream<T, F>,
) -> Vec<Result<T, String>> {
    let mut out = Vec::new();
    while let Some(item) = stream.next().await {
        out.push(item.map_err(|error| error.to_string()));
    }
    assert!(stream.next().await.is_none(), "it stays at its end");
    out
}

#[tokio::test]
async fn typed_events() {
    let pieces: &[&[u8]] = &[
        b"id: 7\nretry: 3000\ndata: {\"name\":\"R",
        b"ex\"}\n\ndata: {\"nam\":1}\n\ndata: {\"name\":\"Ada\"}\n\n",
        b"data: [DONE]\n\ndata: {\"name\":\"never\"}\n\n",
    ];
    let mut pets = stream(PetEvents, EVENTS, pieces).await;
    assert_eq!(pets.next().await.unwrap().unwrap(), rex());
    assert_eq!(pets.last_event_id(), Some("7"));
    assert_eq!(pets.retry().unwrap().as_secs(), 3);
    let Err(Error::Decode(error)) = pets.next().await.unwrap() else { panic!() };
    assert_eq!(error.raw(), "{\"nam\":1}");
    assert!(error.to_string().contains("the required key `name`"), "{error}");
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Ada");
    assert!(pets.next().await.is_none());
    assert!(pets.next().await.is_none());
}

/// One that no integer holds is as long as one can be.
#[tokio::test]
async fn pauses_of_any_length() {
    let body: &[u8] = b"retry: 99999999999999999999\ndata: 1\n\nretry:\ndata: 2\n\n";
    let values = all(stream(WholeJson, EVENTS, &[body]).await).await;
    let first = serde_json::json!({ "retry": i64::MAX, "data": 1 });
    assert_eq!(values, [Ok(first), Ok(serde_json::json!({ "data": 2 }))]);
}

/// A pause is a setting of the stream, and a property of the event whose lines have it.
#[tokio::test]
async fn pauses_of_events_and_of_streams() {
    let body: &[u8] = b"retry: 5\n\ndata: 1\n\nretry: 7\ndata: 2\n\ndata: 3\n\n";
    let mut values = stream(WholeJson, EVENTS, &[body]).await;
    let first = values.next().await.unwrap().unwrap();
    assert_eq!(first, serde_json::json!({ "data": 1 }));
    let second = values.next().await.unwrap().unwrap();
    assert_eq!(second, serde_json::json!({ "data": 2, "retry": 7 }));
    assert_eq!(values.last_event().retry.unwrap().as_millis(), 7);
    let third = values.next().await.unwrap().unwrap();
    assert_eq!(third, serde_json::json!({ "data": 3 }));
    assert_eq!(
        (values.last_event().retry, values.retry().unwrap().as_millis()),
        (None, 7)
    );
}

/// On the wire an id is text, whatever the document calls it.
#[tokio::test]
async fn ids_that_are_numbers() {
    let body: &[u8] = b"id: 1\ndata: a\n\ndata: 2\n\nid: x\ndata: b\n\n\
        id: 3\ndata: {\"n\":1}\n\nid: 4\ndata: [DONE]\n\n";
    let values = all(stream(Numbered, EVENTS, &[body]).await).await;
    let event = |data: &str| Ok(NumberedText { id: Some(1), data: data.to_owned() });
    assert_eq!(values[..2], [event("a"), event("2")]);
    assert!(values[2].as_ref().unwrap_err().contains("/id"), "{:?}", values[2]);
    let third = NumberedText { id: Some(3), data: r#"{"n":1}"#.to_owned() };
    assert_eq!(values[3].as_ref(), Ok(&third));
    assert_eq!(values.len(), 4);
}

#[tokio::test]
async fn raw_and_whole_events() {
    let text = stream(TextEvents, EVENTS, &[b"data: a\n\ndata: [DONE]\n\n"]).await;
    assert_eq!(all(text).await, [Ok("a".into()), Ok("[DONE]".into())]);
    let body: &[u8] = b"event: add\nid: 1\ndata: {\"n\":1}\n\nretry: 5\ndata: x\"\n\n";
    let values = all(stream(WholeJson, EVENTS, &[body]).await).await;
    let first = serde_json::json!({ "event": "add", "id": "1", "data": { "n": 1 } });
    let second = serde_json::json!({ "id": "1", "retry": 5, "data": "x\"" });
    assert_eq!(values, [Ok(first), Ok(second)]);
    let mut values = stream(WholeText, EVENTS, &[body]).await;
    let value = values.next().await.unwrap().unwrap();
    assert_eq!(value["data"], "{\"n\":1}");
    assert_eq!(values.last_event().name, "add");
}

#[tokio::test]
async fn lines() {
    let text = "\u{feff}{\"name\":\"a\"}\r\n\n{\"name\":\"b\"}\n[]\n {\"name\":\"c\"}";
    for size in 1..text.len() {
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        let items = all(stream(PetLines, LINES, &pieces).await).await;
        let names: Vec<Option<&str>> =
            items.iter().map(|item| item.as_ref().ok().map(|pet| &*pet.name)).collect();
        assert_eq!(names, [Some("a"), Some("b"), None, Some("c")]);
    }
}

#[tokio::test]
async fn lines_of_text() {
    let body: &[u8] = b"{\"a\":1}\r\n\"b\"\nc d\n";
    let lines = all(stream(TextLines, LINES, &[body]).await).await;
    assert_eq!(lines, ["{\"a\":1}", "b", "c d"].map(|line| Ok(line.to_owned())));
}

#[tokio::test]
async fn sequences() {
    // A value over several lines, one that is broken off, bare ones, one without its line.
    let text = "\u{1e}{\"a\":\n\"\\\"]\"}\n\u{1e}[1\u{1e}2\n\u{1e}true\u{1e}\u{1e}\"x\"";
    for size in 1..text.len() {
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        let items = all(stream(PetSequence, SEQUENCE, &pieces).await).await;
        let values: Vec<Option<&Value>> =
            items.iter().map(|item| item.as_ref().ok()).collect();
        let (object, two, text) =
            (serde_json::json!({ "a": "\"]" }), Value::from(2), Value::from("x"));
        assert_eq!(values, [Some(&object), None, Some(&two), None, Some(&text)]);
    }
    // A value is given when its line ends, not when the next one starts.
    let (mut framing, mut frames) = (Sequence::default(), VecDeque::new());
    framing.push(b"\x1e{\"a\":[]}\n", &mut frames);
    assert_eq!(frames.len(), 1);
}

#[tokio::test]
async fn values_with_nothing_between_them() {
    let text = "{\"a\":\"}{\"}{\"a\":[[]]} [1]\n[2]\r\n{}";
    for size in 1..text.len() {
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        let items = all(stream(PetSequence, SEQUENCE, &pieces).await).await;
        let values: Vec<String> =
            items.into_iter().map(|item| item.unwrap().to_string()).collect();
        let wanted = ["{\"a\":\"}{\"}", "{\"a\":[[]]}", "[1]", "[2]", "{}"];
        assert_eq!(values, wanted);
    }
}

#[tokio::test]
async fn a_value_has_a_limit() {
    let long = [b"data: ".as_slice(), &[b'x'; 5000]].concat();
    let pieces: Vec<&[u8]> = long.chunks(100).collect();
    let mock = Mock::new().on_pieces::<TextEvents>(200, EVENTS, &pieces);
    let client = builder().transport(mock).max_response_bytes(1000).build().unwrap();
    let stream = call(&client, TextEvents).stream().await.unwrap().into_inner();
    assert_eq!(all(stream).await, [Err("the answer is larger than the limit".into())]);
}

#[tokio::test]
async fn other_answers_than_a_stream() {
    let mock = Mock::new().on::<PetEvents>(200, rex()).on_bytes::<PetEvents>(
        400,
        &[],
        "{\"code\":7}",
    );
    let client = client(&mock);
    let Err(Error::Decode(error)) = call(&client, PetEvents).stream().await else {
        panic!()
    };
    assert_eq!(error.raw(), "{\"name\":\"Rex\"}");
    let text =
        "the 200 OK answer is not as described: the content is JSON, expected a stream";
    assert_eq!(error.to_string(), text);
    let Err(Error::Api(error)) = call(&client, PetEvents).stream().await else {
        panic!()
    };
    let PetFailure::BadRequest(problem) = error.typed().unwrap() else { panic!() };
    assert_eq!(problem.code, Some(7));
}

/// Services answer with a page under the type that was asked for, or with plain text.
#[tokio::test]
async fn what_is_no_stream_of_events_says_so() {
    let page: &[&[u8]] = &[b"<html>\nPlease ", b"log in\n</html>"];
    for pieces in [page, &[b"error 17, try again: later"], &[b"\x1F\x8B\x08\0\xFF"]] {
        let mut stream = stream(TextEvents, EVENTS, pieces).await;
        let Some(Err(Error::Decode(error))) = stream.next().await else { panic!() };
        assert!(error.to_string().ends_with("is something else, expected events"));
        assert!(error.raw().starts_with(&pieces[0][..5]), "{:?}", error.raw());
        assert!(stream.next().await.is_none());
    }
    for nothing in ["", "\n\n", ": nothing new\n\n"] {
        let stream = stream(TextEvents, EVENTS, &[nothing.as_bytes()]).await;
        assert_eq!(all(stream).await, []);
    }
}

#[tokio::test]
async fn the_beginning_of_something_else_is_kept() {
    let long = vec![b'x'; 3 << 20];
    let html = [("Content-Type", "text/html")];
    let client = client(&Mock::new().on_pieces::<PetEvents>(200, &html, &[&long]));
    let Err(Error::Decode(error)) = call(&client, PetEvents).stream().await else {
        panic!()
    };
    assert_eq!(error.raw().len(), 1 << 20);
}

#[tokio::test]
async fn downloads() {
    let pieces: &[&[u8]] = &[b"ab", b"", b"cd"];
    let mock = Mock::new()
        .on_bytes::<GetPet>(503, &[], "")
        .on_pieces::<GetPet>(200, &[], pieces)
        .on_pieces::<GetPet>(200, &[], pieces)
        .on_pieces::<GetPet>(200, &[], pieces)
        .on_bytes::<GetPet>(404, &[], "no");
    let client = builder().transport(mock).max_response_bytes(1).build().unwrap();
    let mut bytes = call(&client, GetPet).download().await.unwrap();
    assert_eq!(bytes.attempts(), 2);
    assert_eq!(bytes.next().await.unwrap().unwrap(), "ab");
    assert_eq!(bytes.next().await.unwrap().unwrap(), "");
    let rest = bytes.into_inner().bytes(2).await.unwrap();
    assert_eq!(rest, "cd");
    let bytes = call(&client, GetPet).download().await.unwrap().into_inner();
    assert_eq!(bytes.size(), None);
    assert_eq!(bytes.bytes(4).await.unwrap(), "abcd");
    let bytes = call(&client, GetPet).download().await.unwrap().into_inner();
    let error = bytes.bytes(3).await.unwrap_err();
    assert_eq!(error.kind(), crate::runtime::TransportKind::TooLarge);
    let Err(Error::Api(error)) = call(&client, GetPet).download().await else {
        panic!()
    };
    assert_eq!((error.status().as_u16(), &error.raw()[..]), (404, &b"no"[..]));
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn as_streams_of_others() {
    use futures_core::Stream;
    use std::future::poll_fn;
    use std::pin::Pin;
    let mut pets = stream(PetLines, LINES, &[b"{\"name\":\"Rex\"}\n"]).await;
    let item = poll_fn(|context| Pin::new(&mut pets).poll_next(context)).await;
    assert_eq!(item.unwrap().unwrap(), rex());
    sendable(&pets);
}

#[cfg(feature = "stream")]
fn sendable<T: Send + Sync>(_: &T) {}

#[tokio::test]
async fn text_that_happens_to_be_json_is_text() {
    let pieces: &[&[u8]] =
        &[b"event: said\ndata: 42\n\n", b"event: said\ndata: {\"a\": [1]}\n\n"];
    let said = |data: &str| Ok(SaidText { event: "said".into(), data: data.into() });
    let found = all(stream(Said, EVENTS, pieces).await).await;
    assert_eq!(found, [said("42"), said("{\"a\": [1]}")]);
    let found = all(stream(Said, EVENTS, &[b"data: 42\n\n"]).await).await;
    assert!(found[0].is_err(), "{found:?}");
}

/// What has come at once does not keep others from their turn, such as the caller's timer.
#[tokio::test]
async fn a_flood_lets_others_have_their_turn() {
    let events = b"data: 1\n\n".repeat(1000);
    let lines: &[u8] = &b"{\"name\":\"Rex\"}\n".repeat(1000);
    let mut whole = stream(WholeJson, EVENTS, &[&events]).await;
    let mut pets = stream(PetLines, LINES, &[lines]).await;
    let comments: Vec<&[u8]> = vec![b":\n"; 1000];
    let mut nothing = stream(PetEvents, EVENTS, &comments).await;
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..10 {
        let given = (0..100).take_while(|_| whole.poll_item(&mut context).is_ready());
        assert!((60..100).contains(&given.count()));
        let given = (0..100).take_while(|_| pets.poll_item(&mut context).is_ready());
        assert!((60..100).contains(&given.count()));
        assert!(nothing.poll_item(&mut context).is_pending());
    }
    assert!(all(whole).await.len() > 300 && all(pets).await.len() > 300);
    assert!(nothing.next().await.is_none());
}

#[tokio::test]
async fn an_id_that_no_server_takes_back_is_not_kept() {
    let long = format!("id: {}\ndata: 2\n\n", "z".repeat(4097));
    let pieces: &[&[u8]] =
        &[b"id: 7\ndata: 1\n\n", long.as_bytes(), b"data: 3\n\nid: 8\ndata: 4\n\n"];
    let mut whole = stream(WholeJson, EVENTS, pieces).await;
    for (data, id) in [(1, "7"), (2, "7"), (3, "7"), (4, "8")] {
        let event = whole.next().await.unwrap().unwrap();
        assert_eq!(event, serde_json::json!({ "data": data, "id": id }));
        assert_eq!(whole.last_event_id(), Some(id));
    }
}

/// What keeps the connection open is no value; text may be empty.
#[tokio::test]
async fn events_without_data() {
    let pieces: &[&[u8]] =
        &[b"event: ping\nid: 3\ndata:\n\ndata: {\"name\":\"Rex\"}\n\n"];
    let mut pets = stream(PetEvents, EVENTS, pieces).await;
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    assert_eq!(pets.last_event_id(), Some("3"));
    assert!(pets.next().await.is_none());
    let texts = all(stream(TextEvents, EVENTS, &[b"data:\n\ndata: a\n\n"]).await).await;
    assert_eq!(texts, [Ok(String::new()), Ok("a".to_owned())]);
}

#[tokio::test]
async fn a_value_that_is_too_large_in_one_piece() {
    let body = format!("data: {}\n\ndata: a\n\n", "x".repeat(2000));
    let mock = Mock::new().on_bytes::<TextEvents>(200, EVENTS, body);
    let client = builder().transport(mock).max_response_bytes(1000).build().unwrap();
    let mut texts = call(&client, TextEvents).stream().await.unwrap().into_inner();
    let error = texts.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind().as_str() == "too_large")
    );
    assert!(texts.next().await.is_none());
}
