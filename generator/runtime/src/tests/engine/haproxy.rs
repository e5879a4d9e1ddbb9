//! Behind another real proxy, `HAProxy`, which delays, queues, drops and resets. By hand:
//!
//!     HAPROXY_PROGRAM=/usr/sbin/haproxy cargo test -p client-runtime --all-features -- --ignored haproxy

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use super::proxy::{Proxy, REX, ending, free_port, json};
use super::server::{Script, Server};
use super::service::*;

/// `HAProxy` before this server, with further lines for what listens and for what is behind it.
fn start(server: &Server, mode: &str, front: &str, back: &str, options: &str) -> Proxy {
    let port = free_port();
    let folder = std::env::temp_dir().join(format!("haproxy-{port}"));
    fs::create_dir_all(&folder).expect("a folder");
    let behind = server.url().replace("http://", "");
    let config = format!(
        "global\n maxconn 256\n\
         defaults\n mode {mode}\n timeout connect 1s\n timeout client 10s\n \
         timeout server 1s\n timeout queue 300ms\n timeout tarpit 1s\n\
         frontend front\n bind 127.0.0.1:{port}\n {front}\n default_backend back\n\
         backend back\n {back}\n server one {behind} {options}\n"
    );
    let path = folder.join("haproxy.cfg");
    fs::write(&path, config).expect("written");
    let program =
        std::env::var_os("HAPROXY_PROGRAM").unwrap_or_else(|| "haproxy".into());
    let mut command = Command::new(program);
    command.arg("-db").arg("-q").arg("-f").arg(path);
    Proxy::of(command, folder, port)
}

struct Fault<'a> {
    what: &'a str,
    mode: &'a str,
    front: &'a str,
    back: &'a str,
    script: Script,
    expected: &'a [&'a str],
}

fn over_http<'a>(
    what: &'a str,
    front: &'a str,
    back: &'a str,
    expected: &'a [&'a str],
) -> Fault<'a> {
    Fault { what, mode: "http", front, back, script: json(REX), expected }
}

/// `HAProxy` that does not know what it passes on, and when it does.
fn late_bytes<'a>(what: &'a str, front: &'a str, expected: &'a [&'a str]) -> Fault<'a> {
    Fault { mode: "tcp", ..over_http(what, front, "", expected) }
}

fn faults() -> Vec<Fault<'static>> {
    let broken = Script::head("200 OK", &[("Content-Type", "application/json")], 100)
        .send("{\"na")
        .pause(Duration::from_millis(50));
    let late = Duration::from_secs(20);
    vec![
        over_http("as it is", "", "", &["value"]),
        late_bytes(
            "a second late",
            "tcp-request inspect-delay 1s\n tcp-request content accept if WAIT_END",
            &["value"],
        ),
        late_bytes(
            "later than the limit",
            "tcp-request inspect-delay 9s\n tcp-request content accept if WAIT_END",
            &["timeout"],
        ),
        over_http(
            "dropped without a word",
            "http-request silent-drop",
            "",
            &["timeout", "io"],
        ),
        over_http("a rejected request", "http-request reject", "", &["io"]),
        over_http(
            "a rejected connection",
            "tcp-request connection reject",
            "",
            &["io", "connect"],
        ),
        over_http("held in tar", "http-request tarpit deny_status 429", "", &["429"]),
        over_http(
            "an early hint",
            "http-request early-hint Link \"</a.css>; rel=preload\"",
            "",
            &["value"],
        ),
        over_http(
            "headers twice",
            "http-response add-header Content-Type text/html",
            "http-response add-header Content-Type text/plain",
            &["value"],
        ),
        over_http(
            "compressed",
            "compression algo gzip\n compression type application/json",
            "",
            &["value"],
        ),
        over_http(
            "a redirect to another scheme",
            "http-request redirect scheme ftp code 308",
            "",
            &["308"],
        ),
        over_http("closed after each answer", "option httpclose", "", &["value"]),
        over_http(
            "no answer from behind",
            "",
            "http-response deny deny_status 502",
            &["502"],
        ),
        Fault {
            script: Script::default().pause(late),
            ..over_http("silence behind", "", "", &["504"])
        },
        Fault {
            script: broken.clone(),
            ..over_http("an end in between", "", "", &["io"])
        },
        Fault {
            script: broken.clone().reset(),
            ..over_http("a reset in between", "", "", &["io"])
        },
        Fault { mode: "tcp", ..over_http("as bytes", "", "", &["value"]) },
        Fault {
            mode: "tcp",
            script: broken.clone(),
            ..over_http("bytes that end in between", "", "", &["io"])
        },
        Fault {
            mode: "tcp",
            script: broken.reset(),
            ..over_http("bytes that are reset", "", "", &["io"])
        },
        Fault {
            mode: "tcp",
            script: Script::default().pause(late),
            ..over_http("bytes that never come", "", "", &["io"])
        },
        Fault {
            mode: "tcp",
            ..over_http("a rejected line", "tcp-request content reject", "", &["io"])
        },
    ]
}

/// Twice each over one client, so that the second call meets what the first left behind.
#[tokio::test]
#[ignore = "needs haproxy"]
async fn faults_between_client_and_server() {
    for fault in faults() {
        let server = Server::start(vec![fault.script]);
        let proxy = start(&server, fault.mode, fault.front, fault.back, "");
        let client = proxy.client();
        for _ in 0..2 {
            let end = ending(&client).await;
            assert!(fault.expected.contains(&end.as_str()), "{}: {end}", fault.what);
        }
    }
}

/// One place behind and a queue that is patient for 300 ms: whoever gets no place is told so, and
/// nobody waits longer than the limits.
#[tokio::test]
#[ignore = "needs haproxy"]
async fn a_queue_that_is_full() {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\
                Content-Type: application/json\r\nContent-Length: 14\r\n\r\n";
    let script =
        Script::default().pause(Duration::from_millis(200)).send(head).send(REX);
    let server = Server::start(vec![script]);
    let proxy = start(&server, "http", "", "", "maxconn 1");
    let client = proxy.client();
    let begun = Instant::now();
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { ending(&client).await })
        })
        .collect();
    let mut ends = Vec::new();
    for call in calls {
        ends.push(call.await.expect("no panic"));
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let values = ends.iter().filter(|end| *end == "value").count();
    let refused = ends.iter().filter(|end| *end == "503").count();
    assert!((1..=5).contains(&values) && values + refused == 20, "{ends:?}");
    assert_eq!(server.received().len(), values);
}

/// A server that is gone for good: the proxy says so, and nothing was sent twice before.
#[tokio::test]
#[ignore = "needs haproxy"]
async fn a_post_that_the_proxy_could_not_pass_on() {
    let server = Server::start(vec![Script::silent()]);
    let proxy = start(&server, "http", "", "retries 0", "");
    let pet = rex();
    let error = call(&proxy.client(), AddPet { body: &pet })
        .send()
        .await
        .expect_err("no answer");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502), "{error:?}");
    assert_eq!(server.received().len(), 1);
}
