//! A document that is made of OpenAPI's own words, chosen by bytes → the whole generator. What
//! makes it is the strategy of `generator/tests/hostile/arbitrary.rs`; the bytes stand in for
//! chance.

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

fuzz_target!(|bytes: &[u8]| {
    let chance = TestRng::from_seed(RngAlgorithm::PassThrough, bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let Ok(made) = arbitrary::document().new_tree(&mut runner) else { return };
    let document = made.current();
    let verdict = oracle::judge(&document, &document.to_string());
    assert!(matches!(verdict, oracle::Verdict::Generated), "{document}");
});
