//! What the stages take for the project's own document.

use criterion::{Criterion, criterion_group, criterion_main};
use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::source::{Budgets, Sources};
use generator::{analyse, document, emit, generate, lower, model, output, rust, source};
use std::hint::black_box;

const DOCUMENT: &str = include_str!("../../spec/openapi.yaml");
const CONFIG: &str = include_str!("../../spec/generator.yaml");

fn load() -> Sources {
    let budgets = Budgets::default();
    source::from_text("openapi.yaml", DOCUMENT, &budgets, &mut Diagnostics::new())
        .expect("it has text")
}

fn model_of(sources: &Sources, config: &Config) -> model::Api {
    let mut diagnostics = Diagnostics::new();
    let document = document::read(sources, &mut diagnostics).expect("a document");
    let scope = lower::Scope::of(config);
    lower::lower(&document, config, &scope, &mut diagnostics)
}

fn plan_of(api: &model::Api, config: &Config) -> rust::Crate {
    rust::plan(api, &analyse::analyse(api), config).0
}

/// The length of all files.
fn text_of(plan: &rust::Crate) -> usize {
    let length = |unit| match emit::emit(plan, unit) {
        emit::File::Text { text, .. } => text.len(),
        emit::File::Rust(source) => {
            output::format::format(&source).expect("it is as planned").len()
        }
    };
    emit::units(plan).into_iter().map(length).sum()
}

fn stages(criterion: &mut Criterion) {
    let config = Config::parse("generator.yaml", CONFIG).expect("a configuration");
    let sources = load();
    let api = model_of(&sources, &config);
    let plan = plan_of(&api, &config);

    let mut group = criterion.benchmark_group("stages");
    group.bench_function("source", |b| b.iter(load));
    group.bench_function("document, lower", |b| {
        b.iter(|| model_of(black_box(&sources), &config));
    });
    group.bench_function("analyse, rust", |b| {
        b.iter(|| plan_of(black_box(&api), &config));
    });
    group.bench_function("emit, format (one thread)", |b| {
        b.iter(|| text_of(black_box(&plan)));
    });
    group.bench_function("all", |b| {
        b.iter(|| generate(&load(), &config, &mut Diagnostics::new()));
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
