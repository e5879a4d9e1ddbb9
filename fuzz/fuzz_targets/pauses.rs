//! Bytes → `Retry-After`: what it says, within bounds.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/pauses.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>)| {
    let (value, milliseconds, date) = input;
    oracle::judge(&value, milliseconds.as_deref(), date.as_deref());
});
