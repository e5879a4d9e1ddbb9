//! A document that is made of OpenAPI's own words, chosen by bytes → the whole generator. What
//! makes it are the strategies of `generator/tests/hostile/arbitrary.rs`: four bytes choose the
//! document, and four more each of its further schemas, so that what is changed in the bytes
//! changes one of them and leaves the others.

#![no_main]
#![allow(dead_code, unreachable_pub, reason = "the modules are those of a test")]

#[path = "../../generator/tests/hostile/arbitrary.rs"]
mod arbitrary;
#[path = "../../generator/tests/hostile/markdown.rs"]
mod markdown;
#[path = "../../generator/tests/hostile/oracle.rs"]
mod oracle;
#[path = "../../generator/tests/hostile/payloads.rs"]
mod payloads;

use libfuzzer_sys::fuzz_target;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const NAMES: [&str; 8] = ["A", "B", "C", "a", "type", "kind", "x-y", "é"];

/// What a strategy makes of these bytes.
fn made<S: Strategy>(strategy: &S, bytes: &[u8]) -> Option<S::Value> {
    let mut seed = [0; 32];
    for (to, from) in seed.iter_mut().zip(bytes) {
        *to = *from;
    }
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    strategy.new_tree(&mut runner).ok().map(|tree| tree.current())
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = bytes.chunks(4);
    let first = choices.next().unwrap_or_default();
    let Some(mut document) = made(&arbitrary::document(), first) else { return };
    for choice in choices.take(12) {
        let Some(schema) = made(&arbitrary::schema(), choice) else { return };
        let name = NAMES[usize::from(choice[0]) % NAMES.len()];
        document["components"]["schemas"][name] = schema;
    }
    let verdict = oracle::judge(&document, &document.to_string());
    assert!(matches!(verdict, oracle::Verdict::Generated), "{document}");
});
