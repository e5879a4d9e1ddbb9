//! Bodies that say whether an answer or a stream is wanted.

use super::service::*;
use super::streams::EVENTS;
use crate::runtime::{
    Content, Events, Meta, Method, Mock, Operation, Slot, Streams, fields,
};

/// `POST /chat`: an answer or events, as the body says.
#[derive(Clone, Debug)]
struct Chat {
    stream: Option<bool>,
    text: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ChatRequest {
    text: String,
    stream: Option<bool>,
}

fields! {
    ChatRequest {
        text: "text",
        stream: "stream",
    }
}

impl Operation for Chat {
    type Output = Pet;
    type Failure = PetFailure;
    const META: Meta =
        Meta { id: "chat", method: Method::POST, path: "/chat", ..GetPet::META };

    fn body(&self) -> Option<Content<'_>> {
        // What generated code borrows from its caller.
        let body = ChatRequest { text: self.text.into(), stream: self.stream };
        Some(Content::json("application/json", Box::leak(Box::new(body)).view()))
    }
}

impl Streams for Chat {
    type Item = Pet;
    type Framing = Events;
    const ACCEPT: &'static str = "text/event-stream";
    const FLAG: Option<&'static str> = Some("stream");
}

#[tokio::test]
async fn an_answer_or_events() {
    let mock = Mock::new().on::<Chat>(200, rex()).on_pieces::<Chat>(
        200,
        EVENTS,
        &[b"data: {\"name\":", b"\"Rex\"}\n\n"],
    );
    let client = client(&mock);
    let chat = Chat { stream: None, text: "hi" };
    let whole = call(&client, chat.clone()).send().await.unwrap();
    assert_eq!(*whole, rex());
    let mut events = call(&client, chat).stream().await.unwrap();
    assert_eq!((events.status().as_u16(), events.attempts()), (200, 1));
    assert_eq!(events.next().await.unwrap().unwrap(), rex());
    let sent = mock.requests();
    assert_eq!(sent[0].body(), b"{\"text\":\"hi\"}");
    assert_eq!(sent[0].header("accept"), Some("application/json"));
    assert_eq!(sent[1].body(), b"{\"text\":\"hi\",\"stream\":true}");
    assert_eq!(sent[1].header("accept"), Some("text/event-stream"));
}

/// The same question as a form, or as parts with a file.
#[derive(Clone, Debug)]
struct Ask {
    parts: bool,
    body: ChatRequest,
}

impl Operation for Ask {
    type Output = Pet;
    type Failure = PetFailure;
    const META: Meta = Meta { id: "ask", ..Chat::META };

    fn body(&self) -> Option<Content<'_>> {
        let view = self.body.view();
        Some(if self.parts {
            Content::multipart("multipart/form-data", view, &[])
        } else {
            Content::form("application/x-www-form-urlencoded", view, &[])
        })
    }
}

impl Streams for Ask {
    type Item = Pet;
    type Framing = Events;
    const ACCEPT: &'static str = "text/event-stream";
    const FLAG: Option<&'static str> = Some("stream");
}

#[tokio::test]
async fn forms_that_ask_for_a_stream() {
    let events: &[&[u8]] = &[b"data: {}\n\n"];
    for stream in [None, Some(false)] {
        let mock = Mock::new()
            .on_pieces::<Ask>(200, EVENTS, events)
            .on_pieces::<Ask>(200, EVENTS, events);
        let client = client(&mock);
        let body = ChatRequest { text: "hi".into(), stream };
        for parts in [false, true] {
            let ask = Ask { parts, body: body.clone() };
            call(&client, ask).stream().await.unwrap();
        }
        let sent = mock.requests();
        assert_eq!(sent[0].body(), b"text=hi&stream=true");
        let text = String::from_utf8_lossy(sent[1].body());
        assert!(text.contains("name=\"stream\"\r\n\r\ntrue\r\n"), "{text}");
        assert_eq!(text.matches("name=").count(), 2, "{text}");
    }
}
