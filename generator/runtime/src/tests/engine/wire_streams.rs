//! Streams over loopback: time limits, and what happens when nobody reads on.

use std::collections::VecDeque;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{
    Body, Bytes, Client, Content, Error, Events, Meta, Method, Operation, Pieces,
    Streams, TransportError, TransportKind,
};

const HEAD: &str =
    "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";

fn client(server: &Server, timeout: u64) -> Client {
    let builder = builder().base_url(server.url()).max_retries(1);
    builder.timeout(Duration::from_millis(timeout)).build().unwrap()
}

#[tokio::test]
async fn pieces_come_before_the_end_and_the_limit_holds_for_each() {
    // The pauses together are longer than the limit, and the end does not come at all.
    let pieces = ["ab", "cd", "ef", "gh", "ij"];
    let script = pieces.iter().fold(Script::default().send(HEAD), |script, piece| {
        let chunk = format!("2\r\n{piece}\r\n");
        script.send(chunk).pause(Duration::from_millis(300))
    });
    let server = Server::start(vec![script.pause(Duration::from_secs(20))]);
    let started = Instant::now();
    let mut bytes = call(&client(&server, 1000), GetPet).download().await.unwrap();
    for piece in pieces {
        assert_eq!(bytes.next().await.unwrap().unwrap(), piece);
    }
    let error = bytes.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TransportKind::Timeout);
    assert!(started.elapsed() > Duration::from_millis(1200));
    assert!(bytes.next().await.is_none());
}

#[tokio::test]
async fn no_head_in_time() {
    let server = Server::start(vec![Script::default().pause(Duration::from_secs(20))]);
    let client = client(&server, 100);
    let Err(Error::Transport(error)) = call(&client, GetPet).download().await else {
        panic!()
    };
    assert_eq!((error.kind(), error.attempts()), (TransportKind::Timeout, 2));
}

#[tokio::test]
async fn broken_streams() {
    let script = Script::default().send(HEAD).send("2\r\nab\r\n");
    let server = Server::start(vec![script]);
    let mut bytes = call(&client(&server, 1000), GetPet).download().await.unwrap();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "ab");
    let error = bytes.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TransportKind::Io);
    assert!(bytes.next().await.is_none());
}

/// A page instead of a stream, which never ends, or breaks off.
#[tokio::test]
async fn what_has_come_of_something_else_is_kept() {
    let head = HEAD.replace("Connection", "Content-Type: text/html\r\nConnection");
    let page = || Script::default().send(head.clone()).send("5\r\n<p>no\r\n");
    let server = Server::start(vec![page().pause(Duration::from_secs(20)), page()]);
    let client = client(&server, 200);
    for _ in 0..2 {
        let Err(Error::Decode(error)) = call(&client, Said).stream().await else {
            panic!()
        };
        assert_eq!(error.raw(), "<p>no");
    }
}

#[derive(Clone, Debug)]
struct Said;

impl Operation for Said {
    type Output = Bytes;
    type Failure = PetFailure;
    const META: Meta = Meta { id: "said", ..GetPet::META };
}

impl Streams for Said {
    type Item = String;
    type Framing = Events;
    const ACCEPT: &'static str = "text/event-stream";
}

#[tokio::test]
async fn the_size_is_known_where_the_answer_says_it() {
    let server = Server::answering("200 OK", &[], "abc");
    let bytes = call(&client(&server, 1000), GetPet).download().await.unwrap();
    assert_eq!(bytes.size(), Some(3));
    assert_eq!(bytes.into_inner().bytes(3).await.unwrap(), "abc");
}

/// A body that is made while it is sent.
struct Made(VecDeque<&'static str>, Option<u64>);

impl Pieces for Made {
    fn poll_piece(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(piece.into())))
    }

    fn size(&self) -> Option<u64> {
        self.1
    }
}

#[derive(Clone, Debug)]
struct Upload(Option<u64>);

impl Operation for Upload {
    type Output = ();
    type Failure = PetFailure;
    const META: Meta =
        Meta { id: "upload", method: Method::PUT, path: "/upload", ..GetPet::META };

    fn body(&self) -> Option<Content<'_>> {
        let body = Body::pieces(Made(["ab", "cd"].into(), self.0));
        Some(Content::ready("application/octet-stream", Ok(body)))
    }
}

#[tokio::test]
async fn bodies_are_sent_while_they_are_made() {
    let server = Server::start(vec![Script::answer("503 Later", &[], "")]);
    let client = client(&server, 1000);
    let error = call(&client, Upload(Some(4))).send().await.unwrap_err();
    // They can be sent once.
    assert_eq!(
        (error.status().unwrap().as_u16(), error.api().unwrap().attempts()),
        (503, 1)
    );
    let sent = server.received();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].header("content-length"), Some("4"));
    assert_eq!(sent[0].body, b"abcd");
    let _ = call(&client, Upload(None)).send().await;
    let sent = server.received();
    assert_eq!(sent[1].header("transfer-encoding"), Some("chunked"));
}
