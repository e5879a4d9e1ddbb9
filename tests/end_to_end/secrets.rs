//! Secrets are planted everywhere, and found in nothing that is printed.

use super::server::{Script, Server};
use super::{JSON, call};
use generated_client::types::ReauthenticateRequest;
use generated_client::{Client, Credential, RequestOptions, Secret};
use std::fmt::Debug;

const SECRET: &str = "hunter2";

fn clean(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
    // "hunter2" in base64, wherever it begins.
    for piece in ["aHVudGVyM", "h1bnRlcj", "odW50ZXIy"] {
        assert!(!text.contains(piece), "{text}");
    }
}

fn printed(value: &impl Debug) {
    clean(&format!("{value:?} {value:#?}"));
}

fn walk(error: &(dyn std::error::Error + 'static)) {
    clean(&format!("{error} {error:?} {error:#?}"));
    if let Some(source) = error.source() {
        walk(source);
    }
}

fn client(url: &str) -> Client {
    let builder = Client::builder()
        .base_url(url)
        .header("X-Secret", SECRET)
        .basic_auth(SECRET, SECRET)
        .max_retries(0);
    printed(&builder);
    builder.build().expect("a client")
}

#[test]
fn what_holds_secrets_does_not_print_them() {
    printed(&Secret::from(SECRET));
    printed(&Credential::basic(SECRET, SECRET));
    let client = client("https://api.example.com");
    printed(&client);
    printed(&client.connect().sessions());
    let request = ReauthenticateRequest::new("connection");
    let options = RequestOptions::new().header("X-Secret", SECRET);
    printed(&options);
    printed(&client.connect().sessions().reauthenticate(&request).options(options));
}

/// Neither what was sent nor what came back.
#[tokio::test]
async fn errors_show_no_content() {
    let headers = [JSON[0], ("X-Secret", SECRET)];
    let body = format!(r#"{{"message": "{SECRET}", "session_id": ["{SECRET}"]}}"#);
    let head = Script::head("201 Created", &headers, 1000);
    let scripts = [
        Script::answer("400 Bad Request", &headers, &body),
        Script::answer("401 Unauthorized", &headers, &body),
        Script::answer("404 Not Found", &headers, &body),
        Script::answer("201 Created", &headers, &body),
        Script::answer("201 Created", &headers, SECRET),
        head.send(&body),
        Script::default().send(format!("{SECRET}\r\n\r\n")),
    ];
    for script in scripts {
        let server = Server::start(vec![script]);
        let error = call(&client(&server.url())).await.expect_err("a failure");
        walk(&error);
        walk(&error.erase());
    }
    walk(&call(&client(&Server::refused())).await.expect_err("a failure"));
}

#[test]
fn a_client_that_cannot_be_built_says_why_without_the_secret() {
    let line_break = format!("{SECRET}\n");
    let refused = Client::builder()
        .base_url("https://api.example.com")
        .header("X-Secret", &line_break)
        .build();
    walk(&refused.expect_err("a header is one line"));
    let refused = Client::builder()
        .base_url(format!("nonsense://user:{SECRET}@host"))
        .basic_auth("id", SECRET)
        .build();
    walk(&refused.expect_err("not a URL"));
}
