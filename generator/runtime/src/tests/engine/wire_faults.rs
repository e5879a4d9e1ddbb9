//! Faults on the wire, all of a kind: wherever an answer breaks off, whatever its head says
//! twice, whoever else is calling.

use std::fmt::Write as _;
use std::io::Write;
use std::time::{Duration, Instant};

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{Client, Credential, Error, Response, TransportKind};

const REX: &str = r#"{"name":"Rex"}"#;
const SECRET: &str = "hunter2";

fn client(url: &str) -> Client {
    let builder =
        builder().base_url(url).credential("bearer", Credential::bearer(SECRET));
    let builder = builder.timeout(Duration::from_secs(5)).max_retries(0);
    builder.build().unwrap()
}

/// What a call ends with, in a word. No ending shows the secret or takes longer than its limit.
async fn ending(client: &Client) -> &'static str {
    let begun = Instant::now();
    let outcome = call(client, ManySecurePet).send().await;
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    let shown = match &outcome {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => {
            let mut shown = format!("{error} {error:?}");
            let mut cause = std::error::Error::source(error);
            while let Some(error) = cause {
                let _ = write!(shown, " {error} {error:?}");
                cause = error.source();
            }
            shown
        }
    };
    assert!(!shown.contains(SECRET), "{shown}");
    match outcome {
        Ok(_) => "value",
        Err(Error::Transport(error)) => match error.kind() {
            TransportKind::Io => "io",
            TransportKind::Connect => "connect",
            TransportKind::Timeout => "timeout",
            TransportKind::TooLarge => "large",
            kind @ (TransportKind::Upload | TransportKind::Refused) => kind.as_str(),
        },
        Err(Error::Decode(_)) => "decode",
        Err(Error::Api(_)) => "api",
        Err(_) => "request",
    }
}

fn whole() -> String {
    format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{REX}",
        REX.len()
    )
}

fn chunked() -> String {
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\
     Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n9\r\ne\":\"Rex\"}\r\n0\r\n\r\n"
        .to_owned()
}

/// Closed, half-closed and reset after every byte of an answer, with a length and in chunks: an
/// error until the last byte is there, and never a part taken for the whole.
#[tokio::test]
async fn an_answer_that_breaks_off_at_every_byte() {
    for answer in [whole(), chunked()] {
        let cut = |at: usize| Script::default().send(&answer[..at]);
        let reset = |at: usize| cut(at).pause(Duration::from_millis(2)).reset();
        let places = 0..answer.len();
        let scripts = places.clone().flat_map(|at| [cut(at), reset(at)]);
        let server = Server::start(scripts.chain([cut(answer.len())]).collect());
        let client = client(&server.url());
        for at in places.flat_map(|at| [at, at]) {
            let end = ending(&client).await;
            // All data is there before the end of the last, empty chunk.
            let complete =
                answer.contains("chunked") && answer[..at].ends_with("\r\n0\r\n");
            let fits = end == "io" || (complete && end == "value");
            assert!(fits, "{end} at {at} of {answer:?}");
        }
        assert_eq!(ending(&client).await, "value");
    }
}

/// Every byte of an answer replaced by others: a value or an error, never a panic or a hang.
#[tokio::test]
async fn an_answer_with_another_byte_anywhere() {
    let answer = whole().into_bytes();
    let changed = |at: usize| {
        let mut changed = answer.clone();
        changed[at] = [b'\0', b'\n', 0xff, b':', b'9'][at % 5];
        Script::default().send(changed)
    };
    let server = Server::start((0..answer.len()).map(changed).collect());
    let client = client(&server.url());
    for _ in 0..answer.len() {
        ending(&client).await;
    }
}

#[tokio::test]
async fn heads_that_say_things_twice_or_wrong() {
    let body = |head: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n{head}\r\n{REX}"
        )
    };
    let answers = [
        // Two lengths that agree or do not, a length that is none, one that is too long.
        (body("Content-Length: 14\r\nContent-Length: 14\r\n"), "value"),
        (body("Content-Length: 14\r\nContent-Length: 15\r\n"), "io"),
        (body("Content-Length: -1\r\n"), "io"),
        (body("Content-Length: 99999999999999999999\r\n"), "io"),
        (body("Content-Length: 18446744073709551615\r\n"), "io"),
        (body("Content-Length: 13\r\n"), "decode"),
        // A length and chunks.
        (body("Content-Length: 14\r\nTransfer-Encoding: chunked\r\n"), "io"),
        (body("Transfer-Encoding: chunked\r\n"), "io"),
        // No length: until the end.
        (body(""), "value"),
        (body("Content-Type: text/html\r\nContent-Length: 14\r\n"), "value"),
        // What is only announced.
        (
            format!(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n{}",
                whole()
            ),
            "value",
        ),
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n".to_owned(), "api"),
        ("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n".to_owned(), "api"),
        ("HTTP/9.9 200 OK\r\n\r\n".to_owned(), "io"),
        ("HTTP/1.1 200 OK\r\n: nameless\r\n\r\n".to_owned(), "io"),
    ];
    for (answer, expected) in answers {
        let server = Server::start(vec![Script::default().send(&answer)]);
        let end = ending(&client(&server.url())).await;
        assert_eq!(end, expected, "{answer:?}");
    }
}

/// A head and a body that never end are an error within bounded memory and time.
#[tokio::test]
async fn endless_answers() {
    let mut head = Script::default().send("HTTP/1.1 200 OK\r\n");
    for at in 0..20_000 {
        head = head.send(format!("X-{at}: {}\r\n", "x".repeat(50)));
    }
    let server = Server::start(vec![head]);
    assert_eq!(ending(&client(&server.url())).await, "io");

    let mut body = Script::default().send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for _ in 0..80 {
        body = body.send(format!("100000\r\n{}\r\n", " ".repeat(1 << 20)));
    }
    let server = Server::start(vec![body]);
    let builder =
        builder().base_url(server.url()).max_retries(0).max_response_bytes(1 << 20);
    let builder = builder.credential("bearer", Credential::bearer(SECRET));
    assert_eq!(ending(&builder.build().unwrap()).await, "large");
}

/// A name that does not exist is a failure to connect.
#[tokio::test]
async fn hosts_that_are_not_there() {
    // Where the resolver itself does not answer, the limit of time ends the wait.
    let end = ending(&client("http://nobody.invalid")).await;
    assert!(["connect", "timeout"].contains(&end), "{end}");
    assert_eq!(ending(&client("http://127.0.0.1:1")).await, "connect");
    // No TLS where TLS should be.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    assert_eq!(ending(&client(&format!("https://{address}"))).await, "connect");
}

/// A redirect and a retry go nowhere else: another host hears nothing, not even a connection.
#[tokio::test]
async fn no_redirect_takes_credentials_elsewhere() {
    let elsewhere =
        Server::answering("200 OK", &[("Content-Type", "application/json")], REX);
    for status in
        ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
    {
        let location = format!("{}/pets?token=x", elsewhere.url());
        let server =
            Server::answering(status, &[("Location", &location), ("Refresh", "0")], "");
        assert_eq!(ending(&client(&server.url())).await, "api", "{status}");
        assert!(server.received()[0].header("authorization").is_some());
    }
    assert!(elsewhere.received().is_empty());
}

/// A thousand calls at once over one client: each has its own answer.
#[tokio::test]
async fn a_thousand_calls_at_once() {
    let answer = Script::answer("200 OK", &[("Content-Type", "application/json")], REX);
    let server = Server::start(vec![answer]);
    let client = client(&server.url());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1_000 {
        let client = client.clone();
        calls.spawn(async move {
            call(&client, GetPet).send().await.map(Response::into_inner).ok()
        });
    }
    let mut good = 0;
    while let Some(done) = calls.join_next().await {
        good += usize::from(done.unwrap() == Some(rex()));
    }
    assert_eq!((good, server.received().len()), (1_000, 1_000));
}
