//! Much, and for long: watched for memory, connections and tasks. By hand, since it takes
//! minutes:
//!
//!     cargo test --release -p client-runtime --all-features -- --ignored soak --nocapture --test-threads 1

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::service::*;
use crate::runtime::{
    Client, Content, Credential, FileContent, Meta, Method, Operation, Response,
    Upload as File, View,
};

const SECRET: &str = "hunter2";
const GIGABYTE: usize = 1 << 30;

/// The server is a process of its own, so that memory and descriptors are the client's.
struct Served(
    Child,
    String,
    #[expect(dead_code, reason = "stays open")] BufReader<ChildStdout>,
);

impl Served {
    fn start() -> Self {
        let program = std::env::current_exe().expect("a path");
        let mut child = Command::new(program)
            .args(["--ignored", "--exact", "tests::engine::soak::serve", "--nocapture"])
            .env("SOAK_SERVER", "1")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(out.read_line(&mut line).expect("text") > 0, "it says where");
        }
        let (_, address) = line.trim().split_once("http://").expect("an address");
        Self(child, format!("http://{address}"), out)
    }

    fn client(&self, path: &str) -> Client {
        let builder = builder().base_url(format!("{}{path}", self.1)).max_retries(0);
        let builder = builder.credential("bearer", Credential::bearer(SECRET));
        let builder = builder.connect_timeout(Duration::from_secs(120));
        builder.timeout(Duration::from_secs(300)).build().expect("a client")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Not a test: what [`Served`] runs.
#[tokio::test]
#[ignore = "the server of the others"]
async fn serve() {
    if std::env::var_os("SOAK_SERVER").is_none() {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let count = Arc::clone(&count);
        tokio::spawn(async move {
            let _ = connection(stream, &count).await;
        });
    }
}

async fn connection(mut stream: TcpStream, count: &AtomicUsize) -> std::io::Result<()> {
    let mut held = Vec::new();
    loop {
        let Some(end) = held.windows(4).position(|four| four == b"\r\n\r\n") else {
            if stream.read_buf(&mut held).await? == 0 {
                return Ok(());
            }
            continue;
        };
        let head = String::from_utf8_lossy(&held[..end]).into_owned();
        held.drain(..end + 4);
        if head.contains(" /big/") {
            return big(stream).await;
        }
        if head.starts_with("PUT") {
            let mut left = GIGABYTE - held.len();
            let mut piece = vec![0; 1 << 16];
            while left > 0 {
                left -= stream.read(&mut piece).await?;
            }
            held.clear();
        }
        if head.contains(" /wait/") {
            tokio::time::sleep(Duration::from_secs(20)).await;
        }
        let at = count.fetch_add(1, Ordering::Relaxed);
        if !answer(&mut stream, if head.contains(" /mixed/") { at % 10 } else { 0 })
            .await?
        {
            return Ok(());
        }
    }
}

async fn big(mut stream: TcpStream) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {GIGABYTE}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    let piece = vec![b'x'; 1 << 16];
    for _ in 0..GIGABYTE / piece.len() {
        stream.write_all(&piece).await?;
    }
    Ok(())
}

/// Six good answers and four others; whether the connection goes on.
async fn answer(stream: &mut TcpStream, kind: usize) -> std::io::Result<bool> {
    let (status, media, body) = match kind {
        0..6 => ("200 OK", "application/json", r#"{"name":"Rex"}"#),
        6 => ("404 Not Found", "application/json", r#"{"message":"none"}"#),
        7 => ("502 Bad Gateway", "text/html", "<h1>Bad</h1>"),
        8 => ("200 OK", "application/json", r#"{"name":"#),
        _ => ("200 OK", "application/json", ""),
    };
    let length = if kind == 9 { 100 } else { body.len() };
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await?;
    Ok(kind != 9)
}

/// Kilobytes by this name of /proc/self/status.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("a text");
    let line = status.lines().find(|line| line.starts_with(name)).expect("a line");
    line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("a folder").count()
}

fn tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

/// Makes calls, some at once, and gives how many were good. No outcome shows the secret.
async fn calls(client: &Client, count: usize, at_once: usize) -> usize {
    let left = Arc::new(AtomicUsize::new(count));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..at_once {
        let (client, left) = (client.clone(), Arc::clone(&left));
        workers.spawn(async move {
            let mut good = 0;
            let one_less = |left: usize| left.checked_sub(1);
            while left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                .is_ok()
            {
                let outcome = call(&client, ManySecurePet).send().await;
                let shown = format!("{outcome:?}");
                assert!(!shown.contains(SECRET), "{shown}");
                good += usize::from(outcome.is_ok());
            }
            good
        });
    }
    let mut good = 0;
    while let Some(done) = workers.join_next().await {
        good += done.expect("no panic");
    }
    good
}

#[tokio::test]
#[ignore = "takes a minute"]
async fn a_hundred_thousand_calls() {
    let served = Served::start();
    let client = served.client("/mixed");
    calls(&client, 10_000, 50).await;
    let before = (memory("VmRSS"), descriptors(), tasks());
    let (started, mut good) = (Instant::now(), 0);
    for _ in 0..10 {
        good += calls(&client, 10_000, 50).await;
    }
    let after = (memory("VmRSS"), descriptors(), tasks());
    eprintln!(
        "100000 calls: {good} good, {:?}, (kB, fds, tasks) {before:?} -> {after:?}",
        started.elapsed()
    );
    assert_eq!(good, 60_000);
    assert!(after.0 < before.0 + 4_096 && after.1 <= before.1 + 50, "{after:?}");
    drop(client);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(tasks(), 0);
}

/// Half as many calls are made and dropped somewhere.
#[tokio::test]
#[ignore = "takes a minute"]
async fn dropped_calls() {
    let served = Served::start();
    let client = served.client("/mixed");
    calls(&client, 1_000, 20).await;
    let before = (memory("VmRSS"), descriptors());
    for at in 0..50_000_u64 {
        let limit = Duration::from_micros(at * 7 % 900);
        let _ = tokio::time::timeout(limit, call(&client, ManySecurePet).send()).await;
    }
    let good = calls(&client, 1_000, 20).await;
    let after = (memory("VmRSS"), descriptors());
    eprintln!(
        "50000 dropped calls: (kB, fds) {before:?} -> {after:?}, then {good} of 1000"
    );
    assert!(good >= 590 && after.0 < before.0 + 4_096 && after.1 <= before.1 + 50);
}

#[tokio::test]
#[ignore = "takes a minute"]
async fn ten_thousand_calls_at_once() {
    let served = Served::start();
    let client = served.client("/wait");
    let (started, before) = (Instant::now(), descriptors());
    let work = calls(&client, 10_000, 10_000);
    let watch = async {
        let mut most = 0;
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            most = most.max(descriptors());
            if most > before + 9_900 {
                return most;
            }
        }
    };
    let (good, most) = tokio::join!(work, watch);
    let held = memory("VmHWM");
    drop(client);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let after = descriptors();
    eprintln!(
        "10000 at once: {good} good, {:?}, {most} descriptors at most, {after} after, {held} kB at most",
        started.elapsed()
    );
    assert_eq!((good, after <= before + 2), (10_000, true));
}

/// `PUT /pets` with a file that is read while it is sent.
struct Put(File);

impl Operation for Put {
    type Output = ();
    type Failure = PetFailure;
    const META: Meta =
        Meta { id: "put", method: Method::PUT, path: "/pets", ..GetPet::META };

    fn body(&self) -> Option<Content<'_>> {
        let View::File(file) = crate::runtime::Slot::view(&self.0) else { return None };
        let content = file.content().downcast_ref().and_then(FileContent::take);
        let body = content.ok_or_else(|| crate::runtime::RequestError::new("sent"));
        Some(Content::ready("application/octet-stream", body))
    }
}

#[tokio::test]
#[ignore = "takes a minute"]
async fn a_gigabyte_in_constant_memory() {
    let served = Served::start();
    let client = served.client("/big");
    let (started, before) = (Instant::now(), memory("VmHWM"));
    let mut bytes = call(&client, GetPet).download().await.expect("an answer");
    let mut read = 0;
    while let Some(piece) = bytes.next().await {
        read += piece.expect("a piece").len();
    }
    let down = memory("VmHWM");
    let size = u64::try_from(GIGABYTE).expect("it fits");
    let file = File::reader(std::io::Read::take(std::io::repeat(7), size), Some(size));
    let client = served.client("/up");
    let put = call(&client, Put(file)).send().await.map(Response::into_inner);
    let up = memory("VmHWM");
    eprintln!(
        "a gigabyte down and up: {:?}, kB at most {before} -> {down} -> {up}",
        started.elapsed()
    );
    assert_eq!((read, put.is_ok()), (GIGABYTE, true), "{put:?}");
    assert!(up < before + 16_384, "{before} {up}");
}
