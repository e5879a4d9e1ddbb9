//! Bytes as XML of which nothing is known, and as a model.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/xml.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| oracle::judge(body));
