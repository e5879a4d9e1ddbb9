//! A server on loopback that sends exactly what a test says, faults included.
//!
//! Needs nothing but std, so that other crates' tests can use it as well.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What happens on one connection, after the request was read.
#[derive(Clone, Debug, Default)]
pub struct Script {
    steps: Vec<Step>,
    reset: bool,
}

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<u8>),
    Pause(Duration),
}

impl Script {
    /// Closes the connection without a word.
    pub fn silent() -> Self {
        Self::default()
    }

    /// A whole answer with its `Content-Length`.
    pub fn answer(
        status: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Self {
        let length = body.as_ref().len();
        Self::head(status, headers, length).send(body)
    }

    /// The head of an answer that promises `length` bytes.
    pub fn head(status: &str, headers: &[(&str, &str)], length: usize) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let _ = write!(head, "Content-Length: {length}\r\n\r\n");
        Self::default().send(head)
    }

    /// Sends bytes.
    pub fn send(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.steps.push(Step::Send(bytes.as_ref().to_vec()));
        self
    }

    /// Waits.
    pub fn pause(mut self, duration: Duration) -> Self {
        self.steps.push(Step::Pause(duration));
        self
    }

    /// Ends the connection with a reset instead of closing it: the last byte of the
    /// request is left unread, which is what makes the kernel send one.
    pub fn reset(mut self) -> Self {
        self.reset = true;
        self
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// Request line and headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// Method and target.
    pub fn line(&self) -> &str {
        let line = self.head.lines().next().unwrap_or_default();
        line.trim_end_matches(" HTTP/1.1")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// A running server. It ends with the process.
pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Serves one connection after the other by the scripts; the last one repeats.
    pub fn start(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for (at, stream) in listener.incoming().enumerate() {
                let script =
                    scripts.get(at).or(scripts.last()).cloned().unwrap_or_default();
                let log = Arc::clone(&log);
                thread::spawn(move || serve(&stream.unwrap(), &script, &log));
            }
        });
        Self { address, received }
    }

    /// A server that gives one answer to everything.
    pub fn answering(
        status: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Self {
        Self::start(vec![Script::answer(status, headers, body)])
    }

    /// An address that refuses connections.
    pub fn refused() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(mut stream: &TcpStream, script: &Script, log: &Mutex<Vec<Received>>) {
    let Some(received) = receive(stream, script.reset) else { return };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(received);
    for step in &script.steps {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(bytes).and_then(|()| stream.flush()).is_err() {
                    return;
                }
            }
            Step::Pause(duration) => thread::sleep(*duration),
        }
    }
    if !script.reset {
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // Whatever else comes is read, so that closing does not become a reset.
        let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
        let _ = stream.read_to_end(&mut Vec::new());
    }
}

/// Reads a request; one that is to be answered with a reset without its last byte.
fn receive(mut stream: &TcpStream, leave_one: bool) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if leave_one && bytes.ends_with(b"\r\n\r") {
            break;
        }
        stream.read_exact(&mut byte).ok()?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).trim_end().to_owned();
    let mut received = Received { head, body: Vec::new() };
    let length = received.header("content-length").and_then(|value| value.parse().ok());
    if received.header("transfer-encoding").is_some_and(|value| value == "chunked") {
        received.body = chunks(stream)?;
    } else if !leave_one {
        received.body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut received.body).ok()?;
    }
    Some(received)
}

/// A body in chunks (RFC 9112, section 7.1).
fn chunks(mut stream: &TcpStream) -> Option<Vec<u8>> {
    let (mut body, mut byte) = (Vec::new(), [0]);
    loop {
        let mut size = Vec::new();
        while !size.ends_with(b"\r\n") {
            stream.read_exact(&mut byte).ok()?;
            size.push(byte[0]);
        }
        let size = std::str::from_utf8(&size).ok()?.trim();
        let mut chunk = vec![0; usize::from_str_radix(size, 16).ok()? + 2];
        stream.read_exact(&mut chunk).ok()?;
        if chunk.len() == 2 {
            return Some(body);
        }
        body.extend_from_slice(&chunk[..chunk.len() - 2]);
    }
}
