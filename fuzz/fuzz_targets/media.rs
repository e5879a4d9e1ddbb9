//! A media type and bytes → a value, or an error with everything.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/media.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, Option<Vec<u8>>, Vec<u8>)| {
    let (status, media, body) = input;
    oracle::judge(100 + status % 900, media.as_deref(), &body);
});
