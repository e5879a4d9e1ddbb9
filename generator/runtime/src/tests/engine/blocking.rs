//! Calls without async, from wherever a thread may wait.

use std::future::Future;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{LocalSet, block_in_place, spawn_blocking};

use super::server::{Script, Server};
use super::service::*;
use crate::runtime::calls::blocking::block_on;
use crate::runtime::{Client, Error};

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];

/// A client of a server that is answered each time.
fn lively() -> (Client, Server) {
    let server = Server::answering("200 OK", JSON, r#"{"name":"Rex"}"#);
    (builder().base_url(server.url()).build().unwrap(), server)
}

/// Three calls that are answered, and one that is not.
fn judge() {
    let (client, server) = lively();
    for _ in 0..3 {
        assert_eq!(call(&client, GetPet).send_blocking().unwrap().into_inner(), rex());
    }
    let raw = client.request(http::Method::GET, "/x").send_blocking().unwrap();
    assert_eq!(&raw[..], br#"{"name":"Rex"}"#);
    let raw = block_on(call(&client, GetPet).send_raw()).unwrap().unwrap();
    assert_eq!((raw.status().as_u16(), server.received().len()), (200, 5));

    let server = Server::start(vec![Script::default().pause(Duration::from_secs(20))]);
    let client = builder().base_url(server.url()).max_retries(0);
    let client = client.timeout(Duration::from_millis(20)).build().unwrap();
    assert!(call(&client, GetPet).send_blocking().unwrap_err().is_timeout());
}

fn runtimes() -> [Runtime; 2] {
    let mut threads = Builder::new_multi_thread();
    [Builder::new_current_thread(), {
        threads.worker_threads(1);
        threads
    }]
    .map(|mut builder| builder.enable_all().build().unwrap())
}

#[test]
fn from_a_thread() {
    judge();
}

#[test]
fn from_a_thread_within_a_runtime() {
    for runtime in runtimes() {
        let _entered = runtime.enter();
        judge();
    }
}

#[test]
fn from_spawn_blocking() {
    for runtime in runtimes() {
        runtime.block_on(async { spawn_blocking(judge).await.unwrap() });
    }
}

#[test]
fn from_block_in_place() {
    let [_, runtime] = runtimes();
    runtime.block_on(async { block_in_place(judge) });
    runtime.block_on(async {
        tokio::spawn(async { block_in_place(judge) }).await.unwrap();
    });
}

/// While the runtime that it was used in before goes on, and after it has ended.
#[test]
fn a_client_that_async_code_uses_as_well() {
    let (client, server) = lively();
    for runtime in runtimes() {
        let other = client.clone();
        runtime.block_on(async move {
            call(&other, GetPet).send().await.unwrap();
            let blocking = other.clone();
            let blocking = move || call(&blocking, GetPet).send_blocking().is_ok();
            assert!(spawn_blocking(blocking).await.unwrap());
            call(&other, GetPet).send().await.unwrap();
        });
    }
    assert!(call(&client, GetPet).send_blocking().is_ok());
    assert_eq!(server.received().len(), 7);
}

/// Connections of a runtime that nobody drives answer nobody.
#[test]
fn a_client_that_a_resting_runtime_has_used() {
    let (client, server) = lively();
    let [resting, _] = runtimes();
    resting.block_on(async { call(&client, GetPet).send().await.map(|_| ()) }).unwrap();
    let client = client.clone();
    let begun = std::time::Instant::now();
    assert_eq!(call(&client, GetPet).send_blocking().unwrap().attempts(), 1);
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(server.received().len(), 2);
}

/// Anything that polls will do to see it.
#[test]
fn calls_outside_of_any_runtime_are_refused() {
    let (client, server) = lively();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut sent = std::pin::pin!(call(&client, GetPet).send());
    let std::task::Poll::Ready(Err(Error::Transport(error))) =
        sent.as_mut().poll(&mut context)
    else {
        panic!()
    };
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("outside of a tokio runtime"), "{cause}");
    assert!(server.received().is_empty());
}

fn refused(client: &Client) {
    let error = call(client, GetPet).send_blocking().unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(error.to_string().contains("use `send`"), "{error}");
    assert!(block_on(async {}).is_err());
}

#[test]
fn async_code_is_refused() {
    let (client, server) = lively();
    for runtime in runtimes() {
        let other = client.clone();
        runtime.block_on(async move {
            refused(&other);
            let task = other.clone();
            tokio::spawn(async move { refused(&task) }).await.unwrap();
            let local = other.clone();
            let task = async move { refused(&local) };
            LocalSet::new().run_until(async { refused(&other) }).await;
            let within = move || Handle::current().block_on(task);
            spawn_blocking(within).await.unwrap();
            // Nothing else is disturbed.
            tokio::time::sleep(Duration::from_millis(1)).await;
            tokio::task::yield_now().await;
        });
    }
    assert!(server.received().is_empty());
}
