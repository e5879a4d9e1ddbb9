//! Reading and writing a page of about 1 MB: tables against serde's derive.
//!
//! ```text
//! cargo bench -p client-runtime --bench codec
//! ```
#![allow(missing_docs, unreachable_pub, dead_code, reason = "a benchmark")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "page/mod.rs"]
mod page;
// The macros are the crate's own, as they are in a generated crate.
#[path = "../src/runtime/mod.rs"]
pub mod runtime;

use page::{derived, page, table};

fn codec(criterion: &mut Criterion) {
    let json = page();
    let own: table::Page = runtime::from_json(&json).expect("the page is right");
    let derived: derived::Page =
        serde_json::from_slice(&json).expect("the page is right");
    let again = runtime::to_json(&own).expect("the page can be written");
    assert_eq!(again, serde_json::to_vec(&derived).expect("the page can be written"));

    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("tables", |b| {
        b.iter(|| runtime::from_json::<table::Page>(&json));
    });
    group.bench_function("derive", |b| {
        b.iter(|| serde_json::from_slice::<derived::Page>(&json));
    });
    group.bench_function("derive, UTF-8 checked once", |b| {
        b.iter(|| {
            let text = std::str::from_utf8(&json).expect("it is text");
            serde_json::from_str::<derived::Page>(text)
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("encode");
    group.throughput(Throughput::Bytes(again.len() as u64));
    group.bench_function("tables", |b| b.iter(|| runtime::to_json(&own)));
    group.bench_function("derive", |b| b.iter(|| serde_json::to_vec(&derived)));
    group.finish();

    let json = page::pets();
    let own: Vec<table::Pet> = runtime::from_json(&json).expect("the pets are right");
    let tagged: Vec<derived::Pet> = serde_json::from_slice(&json).expect("they are");
    assert_eq!(own.len(), tagged.len());
    let mut group = criterion.benchmark_group("decode unions");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("tables, by tag", |b| {
        b.iter(|| runtime::from_json::<Vec<table::Pet>>(&json));
    });
    group.bench_function("tables, by probe", |b| {
        b.iter(|| runtime::from_json::<Vec<table::Probed>>(&json));
    });
    group.bench_function("derive, tag", |b| {
        b.iter(|| serde_json::from_slice::<Vec<derived::Pet>>(&json));
    });
    group.bench_function("derive, untagged", |b| {
        b.iter(|| serde_json::from_slice::<Vec<derived::Untagged>>(&json));
    });
    group.bench_function("derive, one struct for all", |b| {
        b.iter(|| serde_json::from_slice::<Vec<derived::Both>>(&json));
    });
    group.finish();
}

criterion_group!(benches, codec);
criterion_main!(benches);
