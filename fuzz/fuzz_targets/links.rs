//! Bytes → the `Link` header.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/links.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| oracle::judge_bytes(bytes));
