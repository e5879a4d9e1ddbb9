//! Behind a real proxy, nginx, which has its own ideas of limits, compression, connections and
//! certificates. By hand, where there is one:
//!
//!     NGINX_PROGRAM=/usr/sbin/nginx cargo test -p client-runtime --all-features -- --ignored proxy

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::{Client, Credential, Error, TransportKind};

const SECRET: &str = "hunter2";
pub(super) const REX: &str = r#"{"name":"Rex"}"#;

pub(super) struct Proxy {
    child: Child,
    folder: PathBuf,
    port: u16,
}

/// A port that nobody has, until somebody takes it.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

impl Proxy {
    /// What a command starts, as soon as it takes connections.
    pub(super) fn of(mut command: Command, folder: PathBuf, port: u16) -> Self {
        let child = command.spawn().expect("the proxy runs");
        let proxy = Self { child, folder, port };
        wait_for(port, &proxy.folder.join("error.log"));
        proxy
    }

    /// nginx before this server, with further directives for the place and for the port.
    fn start(upstream: &str, place: &str, listen: &str) -> Self {
        let port = free_port();
        let folder = std::env::temp_dir().join(format!("proxy-{port}"));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.display();
        let config = format!(
            "daemon off; master_process off; pid {path}/pid; error_log {path}/error.log;
             events {{ worker_connections 512; }}
             http {{
               access_log off; client_body_temp_path {path}/a; proxy_temp_path {path}/b;
               fastcgi_temp_path {path}/c; uwsgi_temp_path {path}/d; scgi_temp_path {path}/e;
               server {{ listen 127.0.0.1:{port} {listen};
                 location / {{ proxy_pass {upstream}; {place} }} }} }}"
        );
        fs::write(folder.join("nginx.conf"), config).expect("written");
        let command = nginx(&folder);
        Self::of(command, folder, port)
    }

    pub(super) fn client(&self) -> Client {
        client(&format!("http://127.0.0.1:{}", self.port))
    }

    pub(super) fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn nginx(folder: &Path) -> Command {
    let program = std::env::var_os("NGINX_PROGRAM").unwrap_or_else(|| "nginx".into());
    let (log, config) = (folder.join("error.log"), folder.join("nginx.conf"));
    let mut command = Command::new(program);
    command.arg("-p").arg(folder).arg("-e").arg(&log).arg("-c").arg(config);
    command
}

fn wait_for(port: u16, log: &Path) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed().as_secs() < 10, "{:?}", fs::read_to_string(log));
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn client(url: &str) -> Client {
    let builder = builder().base_url(url).max_retries(0);
    let builder = builder.credential("bearer", Credential::bearer(SECRET));
    builder.timeout(Duration::from_secs(4)).build().expect("a client")
}

/// What a call ends with; no ending shows the secret or is later than its limit.
pub(super) async fn ending(client: &Client) -> String {
    let begun = Instant::now();
    let outcome = call(client, ManySecurePet).send().await;
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    let shown = format!("{outcome:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    match outcome {
        Ok(answer) if *answer == rex() => "value".to_owned(),
        Ok(answer) => format!("{answer:?}"),
        Err(Error::Api(error)) => error.status().as_u16().to_string(),
        Err(Error::Transport(error)) => error.kind().as_str().to_owned(),
        Err(error) => format!("{error}"),
    }
}

/// An answer with JSON.
pub(super) fn json(body: &str) -> Script {
    Script::answer("200 OK", &[("Content-Type", "application/json")], body)
}

#[tokio::test]
#[ignore = "needs nginx"]
async fn a_proxy_and_what_is_behind_it() {
    let late = Duration::from_secs(20);
    let truncated = Script::head("200 OK", &[("Content-Type", "application/json")], 100);
    let cases = [
        ("as it is", json(REX), "", "value"),
        (
            "compressed",
            json(REX),
            "gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;",
            "value",
        ),
        (
            "an old protocol",
            json(REX),
            "proxy_http_version 1.0; chunked_transfer_encoding off;",
            "value",
        ),
        (
            "a narrow line",
            json(&format!("{{\"name\":\"Rex\",\"x\":\"{}\"}}", "x".repeat(3_000))),
            "limit_rate 2k;",
            "value",
        ),
        (
            "a line that is too narrow",
            json(&format!("{{\"name\":\"Rex\",\"x\":\"{}\"}}", "x".repeat(90_000))),
            "limit_rate 2k;",
            "timeout",
        ),
        (
            "no word from behind",
            Script::default().pause(late),
            "proxy_read_timeout 1s;",
            "504",
        ),
        ("an end in between", truncated.clone().send("{\"na"), "", "io"),
        (
            "a reset in between",
            truncated.send("{\"na").pause(Duration::from_millis(50)).reset(),
            "",
            "io",
        ),
        ("no answer at all", Script::silent(), "", "502"),
        ("nonsense from behind", Script::default().send("NONSENSE\r\n\r\n"), "", "io"),
        (
            "a head that is too long",
            Script::answer("200 OK", &[("X", &"x".repeat(60_000))], REX),
            "",
            "502",
        ),
        ("a refusal", json(REX), "return 403;", "403"),
        (
            "a page with the wrong status",
            json(REX),
            "default_type text/html; return 200 '<p>';",
            "expected",
        ),
        (
            "a redirect elsewhere",
            json(REX),
            "return 301 http://127.0.0.1:1/pets;",
            "301",
        ),
        ("a cut connection", json(REX), "return 444;", "io"),
    ];
    for (what, script, place, expected) in cases {
        let server = Server::start(vec![script]);
        let proxy = Proxy::start(&server.url(), place, "");
        let client = proxy.client();
        for _ in 0..2 {
            let end = ending(&client).await;
            assert!(end == expected || end.contains(expected), "{what}: {end}");
        }
    }
}

/// The proxy closes connections that are in the pool, goes away, and comes back.
#[tokio::test]
#[ignore = "needs nginx"]
async fn a_proxy_that_goes_away() {
    let server = Server::start(vec![json(REX)]);
    let mut proxy = Proxy::start(&server.url(), "keepalive_timeout 1s;", "");
    let client = proxy.client();
    for pause in [0, 1_500, 0, 1_000, 1_010, 990] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        assert_eq!(ending(&client).await, "value");
    }
    proxy.stop();
    for _ in 0..3 {
        assert!(["io", "connect"].contains(&ending(&client).await.as_str()));
    }
    proxy.child = nginx(&proxy.folder).spawn().expect("nginx runs");
    wait_for(proxy.port, &proxy.folder.join("error.log"));
    assert_eq!(ending(&client).await, "value");
    // A request that may have arrived is not sent again by the pool.
    let before = server.received().len();
    let pet = rex();
    call(&client, AddPet { body: &pet }).send().await.expect("an answer");
    assert_eq!(server.received().len(), before + 1);
}

/// A body that the proxy does not want, and certificates that nobody vouches for.
#[tokio::test]
#[ignore = "needs nginx and openssl"]
async fn a_proxy_that_refuses() {
    let server = Server::start(vec![json(REX)]);
    let proxy = Proxy::start(&server.url(), "client_max_body_size 1k;", "");
    let pet = Pet { name: "x".repeat(8 << 20), age: None };
    let error = call(&proxy.client(), AddPet { body: &pet }).send().await.unwrap_err();
    let early =
        matches!(&error, Error::Transport(error) if error.kind() == TransportKind::Io);
    let said = error.status().is_some_and(|status| status.as_u16() == 413);
    assert!(early || said, "{error:?}");

    let folder = std::env::temp_dir().join(format!("certificate-{}", free_port()));
    fs::create_dir_all(&folder).expect("a folder");
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"])
        .args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"])
        .arg("-keyout")
        .arg(folder.join("key"))
        .arg("-out")
        .arg(folder.join("certificate"))
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{made:?}");
    let path = folder.display();
    let listen = format!(
        "ssl; ssl_certificate {path}/certificate; ssl_certificate_key {path}/key"
    );
    let proxy = Proxy::start(&server.url(), "", &listen);
    let before = server.received().len();
    let https = client(&format!("https://127.0.0.1:{}", proxy.port));
    assert_eq!(ending(&https).await, "connect");
    // No TLS where there should be: the proxy says so, and passes nothing on.
    assert_eq!(ending(&proxy.client()).await, "400");
    assert_eq!(server.received().len(), before);
    let _ = fs::remove_dir_all(folder);
}
