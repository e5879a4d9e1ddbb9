//! Bytes → server-sent events, against the standard's own algorithm.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/events.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (cuts, bytes) = input;
    let cuts: Vec<usize> = cuts.into_iter().take(8).map(usize::from).collect();
    oracle::judge(&bytes, &cuts);
});
