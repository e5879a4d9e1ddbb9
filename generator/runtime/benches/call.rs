//! A call over loopback against the same call by hand with reqwest: time and allocations.
//!
//! ```text
//! cargo bench -p client-runtime --bench call --no-default-features --features reqwest --no-run
//! taskset -c 0 cargo bench -p client-runtime --bench call --no-default-features --features reqwest
//! ```
//!
//! On one core: with two, most of a call is one core waking the other.
//!
//! Both send the same JSON with the same headers over one kept connection, and read the same
//! answer into a struct. They take turns in short runs, and the medians of the runs are
//! compared, so that what else the machine does falls on both.
#![allow(missing_docs, unreachable_pub, dead_code, reason = "a benchmark")]

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

// The macros are the crate's own, as they are in a generated crate.
#[path = "../src/runtime/mod.rs"]
pub mod runtime;

use runtime::{
    Answer, Call, Client, ClientBuilder, Content, Credential, Meta, Method, NoFailure,
    Operation, Param, Scheme, SchemeKind, Service, Slot, Status, View, fields,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Calls in a run, and runs of each side.
const CALLS: u32 = 200;
const RUNS: usize = 101;

static SERVICE: Service = Service {
    title: "Pets",
    user_agent: "pets/1.0",
    schemes: &[Scheme { name: "bearer", kind: SchemeKind::Bearer, env: &[] }],
    ..Service::DEFAULT
};

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ByHand {
    name: String,
    age: i64,
    tags: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pet {
    name: String,
    age: i64,
    tags: Vec<String>,
}

fields! {
    Pet { name, age, tags, }
}

#[derive(Clone, Debug)]
struct PutPet<'a> {
    dry: Option<bool>,
    body: &'a Pet,
}

impl Operation for PutPet<'_> {
    type Output = Pet;
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "put-pet",
        method: Method::PUT,
        path: "/pets",
        params: &[Param::query("dry")],
        security: &[&["bearer"]],
        accept: "application/json",
        answers: &[Answer::new(Status::Exact(200), &["application/json"])],
        ..Meta::DEFAULT
    };

    fn param(&self, _: usize) -> View<'_> {
        self.dry.view()
    }

    fn body(&self) -> Option<Content<'_>> {
        Some(Content::json("application/json", self.body.view()))
    }
}

const BODY: &str = r#"{"name":"Rex","age":7,"tags":["a","b"]}"#;

/// Answers every request on every connection with the same body.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(&stream));
        }
    });
    url
}

fn answer(mut stream: &TcpStream) {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut buffer = vec![0; 8 * 1024];
    let _ = stream.set_nodelay(true);
    let mut filled = 0;
    while let Ok(size @ 1..) = stream.read(&mut buffer[filled..]) {
        filled += size;
        // A request ends with its body, and nobody sends the next one before the answer.
        if buffer[..filled].ends_with(BODY.as_bytes()) {
            filled = 0;
            if stream.write_all(head.as_bytes()).is_err() {
                return;
            }
        }
    }
}

async fn by_hand(client: &reqwest::Client, url: &str, body: &ByHand) -> ByHand {
    let request = client
        .put(format!("{url}/pets?dry=true"))
        .header("accept", "application/json")
        .header("authorization", "Bearer token")
        .header("content-type", "application/json")
        .body(serde_json::to_vec(body).expect("JSON"));
    let answer = request.send().await.expect("an answer");
    assert!(answer.status().is_success());
    serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("a pet")
}

async fn own(client: &Client, body: &Pet) -> Pet {
    let call = Call::new(client, PutPet { dry: Some(true), body });
    call.send().await.expect("an answer").into_inner()
}

/// Microseconds of one call in a run, and allocations.
macro_rules! run {
    ($call:expr) => {{
        let region = Region::new(ALLOCATOR);
        let start = Instant::now();
        for _ in 0..CALLS {
            $call.await;
        }
        let time = start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS);
        let count = u32::try_from(region.change().allocations).unwrap_or(u32::MAX);
        (time, f64::from(count) / f64::from(CALLS))
    }};
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let bare = reqwest::Client::builder()
            .user_agent("pets/1.0")
            .timeout(std::time::Duration::from_secs(60))
            .build()
            .expect("a client");
        let builder = ClientBuilder::new(&SERVICE).base_url(&url);
        let builder = builder.credential("bearer", Credential::bearer("token"));
        let client = builder.build().expect("a client");
        let hand: ByHand = serde_json::from_str(BODY).expect("a pet");
        let pet = own(
            &client,
            &Pet { name: "Rex".into(), age: 7, tags: vec!["a".into(), "b".into()] },
        )
        .await;
        assert_eq!(by_hand(&bare, &url, &hand).await, hand);

        let (mut times, mut counts) = ([Vec::new(), Vec::new()], [0.0; 2]);
        for _ in 0..RUNS {
            let (time, count) = run!(by_hand(&bare, &url, &hand));
            times[0].push(time);
            counts[0] = count;
            let (time, count) = run!(own(&client, &pet));
            times[1].push(time);
            counts[1] = count;
        }
        let [hand, own] = times.each_mut().map(|times| median(times));
        println!("by hand  {hand:8.2} µs  {:6.1} allocations", counts[0]);
        println!("client   {own:8.2} µs  {:6.1} allocations", counts[1]);
        println!(
            "more     {:8.2} µs  {:6.1} allocations",
            own - hand,
            counts[1] - counts[0]
        );
    });
}
