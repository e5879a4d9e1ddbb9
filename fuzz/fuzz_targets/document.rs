//! Bytes → the whole generator: what comes out is looked at as in `generator/tests/hostile`.

#![no_main]
#![allow(dead_code, unreachable_pub, reason = "the modules are those of a test")]

#[path = "../../generator/tests/hostile/markdown.rs"]
mod markdown;
#[path = "../../generator/tests/hostile/oracle.rs"]
mod oracle;
#[path = "../../generator/tests/hostile/payloads.rs"]
mod payloads;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    oracle::judge_text("x.yaml", text, "this input");
});
